//! "This wasn't me": the link in a notice locks everyone out, without a login.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const JOHN: &str = "john@example.com";
const CURL: &str = "curl/8.5.0";

/// A thief who knows John's password logs in with a browser that is new to the account.
async fn break_in<'a>(app: &'a App, owner: &Browser<'_>) -> Browser<'a> {
    owner.sign_in("john", PASSWORD).await;
    let thief = app.browser_named(CURL);
    assert_eq!(thief.login("john", PASSWORD).await.status, 303);
    thief
}

async fn change_password(browser: &Browser<'_>) {
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    assert_eq!(browser.json(Method::PUT, "/auth/change_password", &change).await.status, 200);
}

#[test]
fn the_link_in_the_notice_of_a_login_locks_everyone_out_and_leads_to_a_new_password() {
    App::test(async |app| {
        let owner = app.browser();
        let thief = break_in(app, &owner).await;
        let credentials = json!({ "username": "john", "password": PASSWORD });
        let token = thief.json(Method::POST, "/api/auth/login", &credentials).await;
        let token = token.json()["data"]["access_token"].as_str().expect("a token").to_owned();
        let link = app.link_to(JOHN, "/not-me/").await;

        let reader = app.browser();
        for method in [Method::HEAD, Method::GET, Method::GET] {
            let page = reader.send(method, &link, &[("accept", "text/html")], "").await;
            assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
        }
        assert_eq!(reader.get(&link).await.texts_of("main form button"), ["Lock everyone out"]);
        assert!(thief.is_logged_in().await && owner.is_logged_in().await, "opening the link changes nothing");

        let answer = reader.post(&link, &[]).await;
        let next = answer.location().expect("a redirect").to_owned();
        assert!(answer.status == 303 && next.starts_with("/reset-password/"), "{next}");
        assert!(!thief.is_logged_in().await && !owner.is_logged_in().await && app.sessions_of("john").is_empty());
        let bearer = [("authorization", format!("Bearer {token}"))];
        let bearer = bearer.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(thief.send(Method::GET, "/api/auth/me", &bearer, "").await.status, 401);
        assert_eq!(thief.login("john", PASSWORD).await.status, 422, "the thief knows the password, so it is off");
        assert!(app.events().iter().any(|kind| kind == "not_me"));

        let page = reader.get(&next).await;
        assert!(page.text_of(".flash").starts_with("Every device was logged out."), "{}", page.body);
        assert_eq!(app.link_to(JOHN, "/reset-password/").await, next, "the owner may close the page and go on later");
        let fields = [("password", NEW), ("confirm_password", NEW)];
        assert_eq!(reader.post(&next, &fields).await.status, 303);
        assert_eq!(reader.login("john", NEW).await.status, 303);

        let used = reader.post(&link, &[]).await;
        assert_eq!((used.status, used.text_of("h1").as_str()), (410, "This lock-out link has already been used"));
        assert_eq!(reader.get(&link).await.status, 410);
    });
}

#[test]
fn the_notice_of_a_new_password_carries_the_link_and_an_older_notice_keeps_its_own() {
    App::test(async |app| {
        let owner = app.browser();
        let thief = break_in(app, &owner).await;
        change_password(&thief).await;
        let links = app.links_to(JOHN, "/not-me/").await;
        assert_eq!(links.len(), 2, "one of the login, one of the password");
        assert_eq!(
            app.browser().get(&links[0]).await.status,
            200,
            "the thief's next change does not end the first link"
        );
        assert_eq!(app.browser().post(&links[1], &[]).await.status, 303);
        assert!(!thief.is_logged_in().await);
        assert_eq!(thief.login("john", NEW).await.status, 422, "nor is the thief's password right");
        assert_eq!(app.browser().post(&links[0], &[]).await.status, 410, "one is enough");
    });
}

#[test]
fn a_link_works_for_seven_days_and_until_a_reset_by_email() {
    App::test(async |app| {
        let owner = app.browser();
        break_in(app, &owner).await;
        let link = app.link_to(JOHN, "/not-me/").await;
        app.clock.advance(Duration::days(7) - Duration::MINUTE);
        assert_eq!(owner.get(&link).await.status, 200);
        app.clock.advance(Duration::MINUTE * 2);
        assert_eq!(owner.post(&link, &[]).await.text_of("h1"), "This lock-out link has expired");

        app.browser_named("Wget/1.21").login("john", PASSWORD).await;
        let link = app.link_to(JOHN, "/not-me/").await;
        owner.post("/forgot-password", &[("email", JOHN)]).await;
        let reset = app.link_to(JOHN, "/reset-password/").await;
        assert_eq!(owner.post(&reset, &[("password", NEW), ("confirm_password", NEW)]).await.status, 303);
        assert_eq!(owner.post(&link, &[]).await.text_of("h1"), "This lock-out link no longer works");
        assert_eq!(owner.login("john", NEW).await.status, 303, "the owner's new password stays");
    });
}

#[test]
fn a_link_has_no_power_over_an_account_that_has_left_the_address() {
    App::test(async |app| {
        let owner = app.browser();
        let thief = break_in(app, &owner).await;
        let at_old_address = app.link_to(JOHN, "/not-me/").await;
        let moving = [("_method", "PATCH"), ("email", "thief@example.net")];
        assert_eq!(thief.post("/partial/john", &moving).await.status, 303);
        assert_eq!(owner.post(&at_old_address, &[]).await.text_of("h1"), "This lock-out link no longer works");

        // The new address gets notices too. Once the owner has taken the account back, their links open nothing.
        assert_eq!(app.browser_named("Wget/1.21").login("john", PASSWORD).await.status, 303);
        let at_new_address = app.link_to("thief@example.net", "/not-me/").await;
        let undo = app.link_to(JOHN, "/email-change/").await;
        assert_eq!(owner.post(&undo, &[]).await.status, 303);
        assert_eq!(thief.post(&at_new_address, &[]).await.status, 410);
        assert_eq!(app.user("john").email, JOHN);
    });
}

#[test]
fn when_address_and_password_change_together_both_notices_lead_back() {
    App::test(async |app| {
        let owner = app.browser();
        let thief = break_in(app, &owner).await;
        let all = [("_method", "PUT"), ("username", "john"), ("email", "thief@example.net"), ("password", NEW)];
        assert_eq!(thief.post("/update/john", &all).await.status, 303);
        let undo = app.links_to(JOHN, "/email-change/").await;
        assert!(undo.len() == 2 && undo[0] == undo[1], "{undo:?}");
        let answer = owner.post(&undo[0], &[]).await;
        assert!(answer.location().is_some_and(|next| next.starts_with("/reset-password/")), "{answer:?}");
        assert!(!thief.is_logged_in().await);
        assert_eq!(thief.login("john", NEW).await.status, 422);
    });
}

#[test]
fn of_two_clicks_at_once_exactly_one_counts_and_a_made_up_link_opens_nothing() {
    App::test(async |app| {
        let owner = app.browser();
        break_in(app, &owner).await;
        let link = app.link_to(JOHN, "/not-me/").await;
        let (one, two) = (app.browser(), app.browser());
        let (first, second) = tokio::join!(one.post(&link, &[]), two.post(&link, &[]));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
        assert_eq!(app.events().iter().filter(|kind| *kind == "not_me").count(), 1);
        for path in ["/not-me/nothing".to_owned(), link.replace("/not-me/", "/reset-password/")] {
            assert_eq!(one.get(&path).await.status, 410, "{path}");
        }
    });
}
