use time::Duration;

use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const JOHN: &str = "john@example.com";
const THIEF: &str = "thief@example.net";

async fn move_to(browser: &Browser<'_>, address: &str) {
    let answer = browser.post("/partial/john", &[("_method", "PATCH"), ("email", address)]).await;
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
fn an_address_that_another_account_has_by_now_is_an_honest_dead_end() {
    App::test(async |app| {
        let (thief, owner) = (app.browser(), app.browser());
        thief.sign_in("john", PASSWORD).await;
        move_to(&thief, THIEF).await;
        app.browser().register("squatter", JOHN, PASSWORD).await;
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
