use inside::users::{self, Password, Registration};
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::profile_forms::partial;
use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const JOHN: &str = "john@example.com";
const THIEF: &str = "thief@example.net";

async fn move_to(browser: &Browser<'_>, address: &str) {
    let answer = partial(browser, "john", &[("email", address)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[test]
fn the_old_address_undoes_a_change_even_after_the_password_was_changed() {
    App::test(async |app| {
        let (thief, owner) = (app.browser(), app.browser());
        thief.sign_in("john", PASSWORD).await;
        let confirm = app.link_to(JOHN, "/verify/").await;
        owner.post(&confirm, &[]).await;
        move_to(&thief, THIEF).await;
        assert!(!app.user("john").email_verified);
        thief.post("/forgot-password", &[("email", THIEF)]).await;
        let theirs = app.link_to(THIEF, "/reset-password/").await;
        thief.post(&theirs, &[("password", NEW), ("confirm_password", NEW)]).await;
        assert_eq!(thief.login("john", NEW).await.status, 303);
        move_to(&thief, "second@example.net").await;

        let link = app.link_to(JOHN, "/email-change/").await;
        let page = owner.get(&link).await;
        assert_eq!((page.status, page.header("referrer-policy")), (200, Some("strict-origin")));
        // The address may break behind its @.
        let shown: Vec<_> = page.texts_of("dd").iter().map(|text| text.replace(' ', "")).collect();
        assert_eq!(shown, [JOHN, "second@example.net"]);
        assert_eq!(app.user("john").email, "second@example.net", "opening the link changes nothing");
        let answer = owner.post(&link, &[]).await;
        let next = answer.location().expect("a redirect").to_owned();
        assert!(answer.status == 303 && next.starts_with("/reset-password/"), "{next}");
        let user = app.user("john");
        assert!(user.email == JOHN && user.email_verified);
        let told = app.email_to("second@example.net").await;
        assert_eq!(told.subject, "Your Vestibule email address was changed");
        assert!(told.text.contains(JOHN), "the address that lost the account is notified: {}", told.text);
        assert!(!thief.is_logged_in().await && app.sessions_of("john").is_empty());
        assert_eq!(thief.login("john", NEW).await.status, 422, "the password the thief knows opens nothing");
        let again = app.link_to(THIEF, "/email-change/").await;
        assert_eq!(thief.post(&again, &[]).await.status, 410, "the thief's own link is dead");
        let reset = app.link_to(JOHN, "/reset-password/").await;
        assert_eq!(reset, next, "the page leads to where the email does");
        let fields = [("password", PASSWORD), ("confirm_password", PASSWORD)];
        assert_eq!(owner.post(&reset, &fields).await.status, 303);
        assert_eq!(owner.login("john", PASSWORD).await.status, 303);
        assert_eq!(owner.post(&link, &[]).await.text_of("h1"), "This undo link has already been used");
    });
}

#[test]
fn while_a_link_back_lives_its_address_is_reserved_at_every_door() {
    for flags in [&[][..], &["--registration-hides-existing=true"]] {
        App::test_with(flags, async |app| {
            let hides = !flags.is_empty();
            let (thief, accomplice) = (app.browser(), app.browser());
            thief.sign_in("john", PASSWORD).await;
            accomplice.sign_in("jim", PASSWORD).await;
            move_to(&thief, THIEF).await;
            let before = app.emails_to(JOHN).await.len();

            let answer = app.browser().register("squatter", "JOHN@example.com", PASSWORD).await;
            assert_eq!(answer.status, if hides { 303 } else { 422 });
            if !hides {
                let told = &answer.field_errors()["email"];
                assert!(told.contains("An account with that email address already exists"), "{told}");
            }
            let form = json!({ "username": "squatter", "email": JOHN, "password": PASSWORD });
            for path in ["/auth/register", "/api/auth/register"] {
                let answer = app.browser().json(Method::POST, path, &form).await;
                assert_eq!(answer.status, if hides { 201 } else { 409 }, "{path}");
            }
            let answer = partial(&accomplice, "jim", &[("email", JOHN)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.field_errors()["p-email"].contains("Another account uses that email address"));
            let answer = accomplice.json(Method::PUT, "/auth/update_profile", &json!({ "email": JOHN })).await;
            assert_eq!(answer.status, 409);
            let correction = [("username", "jim"), ("password", PASSWORD), ("email", JOHN)];
            assert_eq!(app.browser().post("/verify", &correction).await.status, 422);
            let form = Registration { password: Password::new(PASSWORD), ..Registration::of("squatter", JOHN) };
            let (s, operator, same) = (&app.services, app.operator(), form.clone());
            assert!(s.hashing_here(async |s| users::register(s, same, &operator).await).is_err());
            assert!(s.hashing_here(async |s| users::register::create_unchecked(s, form, &operator).await).is_err());
            assert_eq!(app.count_users(), 2);
            assert_eq!(app.emails_to(JOHN).await.len(), before, "the mailbox holds all it needs");

            let link = app.link_to(JOHN, "/email-change/").await;
            assert_eq!(app.browser().post(&link, &[]).await.status, 303);
            assert_eq!(app.user("john").email, JOHN);
        });
    }
}

#[test]
fn a_reserved_address_is_free_for_its_own_account_and_for_all_once_the_link_has_expired() {
    App::test(async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        move_to(&owner, THIEF).await;
        move_to(&owner, JOHN).await;
        move_to(&owner, THIEF).await;
        app.clock.advance(Duration::days(7) + Duration::MINUTE);
        assert_eq!(app.browser().register("jane", JOHN, PASSWORD).await.status, 303);
    });
}

#[test]
fn an_address_that_is_given_up_while_others_ask_for_it_goes_to_nobody() {
    App::test(async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let others: Vec<_> = (0..4).map(|_| app.browser()).collect();
        let asking = others
            .iter()
            .enumerate()
            .map(async |(n, other)| other.register(&format!("squatter{n}"), JOHN, PASSWORD).await.status);
        let asking = futures_util::future::join_all(asking);
        let ((), statuses) = tokio::join!(move_to(&owner, THIEF), asking);
        assert_eq!(statuses, [422; 4]);
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn an_address_that_another_account_has_by_now_is_an_honest_dead_end() {
    App::test(async |app| {
        let (thief, owner) = (app.browser(), app.browser());
        thief.sign_in("john", PASSWORD).await;
        move_to(&thief, THIEF).await;
        app.browser().register("squatter", "squatter@example.com", PASSWORD).await;
        // Only a version from before addresses were reserved let this happen.
        app.execute(
            "UPDATE users SET email = 'john@example.com', email_key = 'john@example.com' WHERE username = 'squatter'",
        );
        let link = app.link_to(JOHN, "/email-change/").await;
        let answer = owner.post(&link, &[]).await;
        assert_eq!((answer.status, answer.text_of("h1").as_str()), (409, "Your old address is in use"));
        assert!(!answer.body.contains("squatter"));
        assert_eq!(app.user("john").email, THIEF);
        assert!(thief.is_logged_in().await, "nothing was changed");
        assert_eq!(owner.get(&link).await.status, 200, "the link still works");
    });
}

#[test]
fn the_link_works_for_seven_days() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        move_to(&browser, THIEF).await;
        let link = app.link_to(JOHN, "/email-change/").await;
        app.clock.advance(Duration::days(7) - Duration::MINUTE);
        assert_eq!(browser.get(&link).await.status, 200);
        app.clock.advance(Duration::MINUTE * 2);
        assert_eq!(browser.post(&link, &[]).await.text_of("h1"), "This undo link has expired");
    });
}

#[test]
fn links_to_the_old_address_die_with_the_change() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.post("/forgot-password", &[("email", JOHN)]).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        move_to(&browser, THIEF).await;
        assert_eq!(browser.get(&link).await.text_of("h1"), "This password reset link no longer works");
    });
}

#[test]
fn another_spelling_of_the_same_address_is_no_change_of_address() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.post(&app.link_to(JOHN, "/verify/").await, &[]).await;
        app.all_delivered().await;
        let messages = app.delivered().len();
        move_to(&browser, "John@Example.com").await;
        assert!(app.user("john").email_verified);
        app.all_delivered().await;
        assert_eq!(app.delivered().len(), messages);
    });
}
