//! Counters of passkeys: one that goes back says that there may be two of it.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::passkey_client::passkey_error;
use crate::harness::{App, Browser, Passkey};

const PASSWORD: &str = "correct horse battery";
const COPY: &str = "This passkey was refused because there may be a copy of it. Try again, or log in another way";

/// John with a passkey that counts, at 10.
async fn john(app: &App) -> (Browser<'_>, Passkey) {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    let mut passkey = Passkey { counter: 10, ..Passkey::new(app) };
    assert_eq!(browser.offer_passkey(&mut passkey).await.status, 200);
    (browser, passkey)
}

async fn notices(app: &App) -> usize {
    let emails = app.emails_to("john@example.com").await;
    emails.iter().filter(|email| email.subject.contains("Passkey refused")).count()
}

fn refusals(app: &App) -> usize {
    app.events().iter().filter(|kind| *kind == "passkey_refused").count()
}

#[test]
fn one_that_goes_back_is_refused_once_and_its_owner_told_and_the_one_that_counts_goes_on() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "11");
        let mut copy = Passkey { counter: 9, ..passkey.clone() };
        let visitor = app.browser();
        let refused = visitor.log_in_with(&mut copy).await;
        assert_eq!(passkey_error(&refused), (401, COPY.to_owned()), "10");
        assert!(!visitor.is_logged_in().await);
        assert_eq!((notices(app).await, refusals(app)), (1, 1));
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject.contains("Passkey refused")).expect("an email");
        assert!(told.text.contains("/not-me/"), "{}", told.text);
        assert!(browser.get("/history").await.body.contains("Passkey refused, there may be a copy of it"));
        // The counter that is kept is the higher one.
        copy.counter = 10;
        assert_eq!(passkey_error(&app.browser().log_in_with(&mut copy).await), (401, COPY.to_owned()), "11 again");
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "12");
        passkey.counter = 1_000_000;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "it may leap");
        passkey.counter = u32::MAX - 1;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "to the end");
    });
}

#[test]
fn zero_stays_fine_and_is_no_way_out_for_one_that_counted() {
    App::test(async |app| {
        let (browser, passkey) = john(app).await;
        let mut synced = browser.add_passkey(app).await;
        for _ in 0..3 {
            assert_eq!(app.browser().log_in_with(&mut synced).await.status, 200);
        }
        assert_eq!((notices(app).await, refusals(app)), (0, 0));
        let mut reset = Passkey { counter: 0, ..passkey };
        assert_eq!(passkey_error(&app.browser().log_in_with(&mut reset).await), (401, COPY.to_owned()));
        // One that begins to count is believed from then on.
        synced.counter = 4;
        assert_eq!(app.browser().log_in_with(&mut synced).await.status, 200, "5");
        synced.counter = 0;
        assert_eq!(app.browser().log_in_with(&mut synced).await.status, 401, "back to 0");
    });
}

#[test]
fn the_second_step_and_a_confirmation_refuse_it_too() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        let script = app.script();
        script.login("john", PASSWORD).await;
        let options = script.second_step_options().await;
        let mut copy = Passkey { counter: 8, ..passkey.clone() };
        let body = json!({ "passkey": copy.answer(&options) });
        let refused = script.post("/auth/login/second_factor", body.clone()).await;
        assert_eq!(passkey_error(&refused), (401, COPY.to_owned()));
        // The same answer again sends no second email.
        let again = script.post("/auth/login/second_factor", body).await;
        assert_eq!(passkey_error(&again), (401, "That took too long. Try again".to_owned()));
        assert_eq!((notices(app).await, refusals(app)), (1, 1));
        app.clock.advance(Duration::minutes(1));
        let options = script.second_step_options().await;
        let body = json!({ "passkey": passkey.answer(&options) });
        assert_eq!(script.post("/auth/login/second_factor", body).await.status, 200);

        app.clock.advance(Duration::minutes(11));
        let change = async |answer: &Value| {
            let body = json!({ "email": "new@example.com", "passkey": answer });
            let answer = browser.json(Method::PUT, "/auth/update_profile", &body).await;
            (passkey_error(&answer), answer.json()["code"].clone())
        };
        copy.counter = 8;
        let answer = browser.confirmation(&mut copy).await;
        assert_eq!(change(&answer).await, ((403, COPY.to_owned()), json!("reauth_required")));
        let again = ((403, "That took too long. Try again".to_owned()), json!("reauth_required"));
        assert_eq!(change(&answer).await, again);
        assert_eq!((notices(app).await, refusals(app)), (2, 2));
        let answer = browser.confirmation(&mut passkey).await;
        assert_eq!(change(&answer).await.0.0, 200);
    });
}

#[test]
fn of_two_with_the_same_counter_at_once_one_is_right() {
    App::test_with(&["--limit-login-network=0", "--limit-login-account=0"], async |app| {
        let (_, passkey) = john(app).await;
        let visitors: Vec<_> = (0..12).map(|_| app.browser()).collect();
        let mut copies: Vec<_> = visitors.iter().map(|_| passkey.clone()).collect();
        let attempts = visitors.iter().zip(&mut copies).map(|(visitor, copy)| visitor.log_in_with(copy));
        let answers = futures_util::future::join_all(attempts).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 401)));
    });
}

#[test]
fn a_copy_of_a_passkey_whose_account_goes_meanwhile_is_unknown() {
    App::test(async |app| {
        let (_, passkey) = john(app).await;
        let mut copy = Passkey { counter: 8, ..passkey };
        let visitor = app.browser();
        let options = visitor.passkey_options("/auth/login/passkey_options").await;
        let body = json!({ "passkey": copy.answer(&options) });
        let answer = app.amid(app.deleting("john"), visitor.json(Method::POST, "/auth/login/passkey", &body)).await;
        let unknown = visitor.json(Method::POST, "/auth/login/passkey", &body).await;
        assert_eq!((answer.status, passkey_error(&answer)), (401, passkey_error(&unknown)), "{}", answer.body);
        assert_eq!(app.waiting_emails(), 0);
    });
}
