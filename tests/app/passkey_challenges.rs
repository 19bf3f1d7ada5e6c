//! Challenges: each is for one purpose and one session, for ten minutes, and for one answer.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::{App, Browser, Passkey};

const PASSWORD: &str = "correct horse battery";
const LATE: &str = "That took too long. Try again";
const LOGIN: &str = "/auth/login/passkey_options";
const CONFIRM: &str = "/auth/factors/passkeys/confirm_options";
const ADD: &str = "/auth/factors/passkeys/options";

/// Sends this answer to log in, at the session API.
async fn log_in(browser: &Browser<'_>, answer: &Value) -> (u16, String) {
    let said = browser.json(Method::POST, "/auth/login/passkey", &json!({ "passkey": answer })).await;
    assert_ne!(said.status, 503, "{}", said.body);
    passkey_error(&said)
}

/// Sends it with a change that asks.
async fn change(browser: &Browser<'_>, answer: &Value) -> (u16, String) {
    let body = json!({ "current_password": null, "passkey": answer });
    passkey_error(&browser.json(Method::POST, "/auth/factors/recovery_codes", &body).await)
}

/// The number that a challenge ends with its signature; before it stands when it ends.
fn bytes(options: &Value) -> Vec<u8> {
    let text = options["challenge"].as_str().expect("a challenge");
    data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).expect("Base64")
}

#[test]
fn one_answer_logs_in_once_at_whatever_door() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let late = (401, LATE.to_owned());
        for first in 0..3 {
            let visitor = app.browser();
            let answer = passkey.answer(&visitor.passkey_options(LOGIN).await);
            let body = json!({ "passkey": answer });
            let paths = ["/auth/login/passkey", "/login/passkey", "/api/auth/login/passkey"];
            let done = visitor.json(Method::POST, paths[first], &body).await;
            assert_eq!(done.status, 200, "{}", done.body);
            for path in paths {
                let again = passkey_error(&app.browser().json(Method::POST, path, &body).await);
                assert!(again == late || again == (422, late.1.clone()), "{path}: {again:?}");
            }
            let script = app.script();
            script.login("john", PASSWORD).await;
            assert_eq!(passkey_error(&script.post("/auth/login/second_factor", body).await), late);
        }
    });
}

#[test]
fn thirty_at_once_log_in_once_and_confirm_once() {
    App::test_with(&["--limit-login-network=0", "--limit-login-account=0"], async |app| {
        let (owner, mut passkey) = john_with_passkey(app).await;
        let answer = passkey.answer(&app.browser().passkey_options(LOGIN).await);
        let visitors: Vec<_> = (0..30).map(|_| app.browser()).collect();
        let attempts = visitors.iter().map(|visitor| log_in(visitor, &answer));
        let mut outcomes = futures_util::future::join_all(attempts).await;
        outcomes.sort();
        assert_eq!(outcomes[0].0, 200, "{outcomes:?}");
        assert!(outcomes[1..].iter().all(|outcome| *outcome == (401, LATE.to_owned())), "{outcomes:?}");
        assert_eq!(app.sessions_of("john").len(), 2);

        app.clock.advance(Duration::minutes(11));
        let answer = owner.confirmation(&mut passkey).await;
        // The session goes on under a new id after the first; all of them come with the old one.
        let cookie = owner.cookie();
        let copies: Vec<_> = (0..30)
            .map(|_| {
                let copy = app.browser();
                copy.set_cookie(&cookie);
                copy
            })
            .collect();
        let attempts = copies.iter().map(|copy| change(copy, &answer));
        let outcomes = futures_util::future::join_all(attempts).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.0 == 200).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().all(|outcome| matches!(outcome.0, 200 | 401 | 403)), "{outcomes:?}");
    });
}

#[test]
fn thirty_at_once_add_one() {
    App::test_with(&["--limit-changes-account=0"], async |app| {
        let (owner, _) = john_with_passkey(app).await;
        let mut another = Passkey::new(app);
        let body = json!({ "passkey": another.create(&owner.passkey_options(ADD).await) });
        let attempts = (0..30).map(|_| owner.json(Method::POST, "/auth/factors/passkeys", &body));
        let answers = futures_util::future::join_all(attempts).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 400 | 401)));
        assert_eq!(owner.passkey_ids().await.len(), 2);
        // Nor does one challenge make two passkeys.
        let options = owner.passkey_options(ADD).await;
        let body = |passkey: &mut Passkey| json!({ "passkey": passkey.create(&options) });
        let first = owner.json(Method::POST, "/auth/factors/passkeys", &body(&mut Passkey::new(app))).await;
        assert_eq!(first.status, 200, "{}", first.body);
        let second = owner.json(Method::POST, "/auth/factors/passkeys", &body(&mut Passkey::new(app))).await;
        assert_eq!(passkey_error(&second), (400, LATE.to_owned()));
    });
}

#[test]
fn an_answer_to_one_purpose_is_none_to_another() {
    App::test(async |app| {
        let (owner, mut passkey) = john_with_passkey(app).await;
        let add_late = owner.passkey_options(ADD).await;
        app.clock.advance(Duration::minutes(9));
        app.execute("UPDATE sessions SET password_verified_at = NULL, passkey_verified_at = NULL");
        let login = owner.passkey_options(LOGIN).await;
        let confirm = owner.passkey_options(CONFIRM).await;
        let named = |options: &Value| json!({ "challenge": options["challenge"], "rpId": "localhost" });
        assert_eq!(change(&owner, &passkey.answer(&named(&login))).await, (403, LATE.into()), "login's for confirm");
        assert_eq!(change(&owner, &passkey.answer(&named(&add_late))).await, (403, LATE.into()), "add's for confirm");
        for options in [&confirm, &add_late] {
            assert_eq!(log_in(&app.browser(), &passkey.answer(&named(options))).await, (401, LATE.into()), "for login");
        }
        for options in [&confirm, &login] {
            let mut add = add_late.clone();
            add["challenge"] = options["challenge"].clone();
            let body = json!({ "passkey": Passkey::new(app).create(&add) });
            let refused = owner.json(Method::POST, "/auth/factors/passkeys", &body).await;
            assert_eq!(passkey_error(&refused), (400, LATE.into()), "for add");
        }
        // Each is good for what it was made for.
        assert_eq!(log_in(&app.browser(), &passkey.answer(&login)).await.0, 200);
        assert_eq!(change(&owner, &passkey.answer(&confirm)).await.0, 200);
    });
}

#[test]
fn another_session_of_the_same_account_can_not_use_it() {
    App::test(async |app| {
        let (owner, mut passkey) = john_with_passkey(app).await;
        let other = app.browser();
        assert_eq!(other.log_in_with(&mut passkey).await.status, 200);
        let body = json!({ "passkey": Passkey::new(app).create(&owner.passkey_options(ADD).await) });
        let refused = other.json(Method::POST, "/auth/factors/passkeys", &body).await;
        assert_eq!(passkey_error(&refused), (400, LATE.into()));
        assert_eq!(owner.json(Method::POST, "/auth/factors/passkeys", &body).await.status, 200);
        app.clock.advance(Duration::minutes(11));
        let answer = owner.confirmation(&mut passkey).await;
        assert_eq!(change(&other, &answer).await, (403, LATE.into()));
        assert_eq!(change(&owner, &answer).await.0, 200);
    });
}

#[test]
fn it_ends_after_ten_minutes_and_comes_from_no_future() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let visitor = app.browser();
        let options = visitor.passkey_options(LOGIN).await;
        app.clock.advance(Duration::minutes(10) - Duration::SECOND);
        assert_eq!(log_in(&visitor, &passkey.answer(&options)).await.0, 200);
        let options = visitor.passkey_options(LOGIN).await;
        app.clock.advance(Duration::minutes(10));
        assert_eq!(log_in(&visitor, &passkey.answer(&options)).await, (401, LATE.into()));
        // A clock that is turned back makes no challenge live for longer.
        let options = visitor.passkey_options(LOGIN).await;
        app.clock.advance(-Duration::minutes(2));
        assert_eq!(log_in(&visitor, &passkey.answer(&options)).await, (401, LATE.into()));
        let options = visitor.passkey_options(LOGIN).await;
        assert_eq!(log_in(&visitor, &passkey.answer(&options)).await.0, 200);
    });
}

#[test]
fn one_that_was_used_stays_used_until_it_would_have_ended() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let visitor = app.browser();
        let answer = passkey.answer(&visitor.passkey_options(LOGIN).await);
        assert_eq!(log_in(&visitor, &answer).await.0, 200);
        for _ in 0..9 {
            app.clock.advance(Duration::minutes(1));
            inside::housekeeping::sweep(&app.services).expect("swept");
            assert_eq!(log_in(&app.browser(), &answer).await, (401, LATE.into()));
        }
        // The clock jumps ahead by hours, and back.
        app.clock.advance(Duration::hours(20));
        inside::housekeeping::sweep(&app.services).expect("swept");
        app.clock.advance(-Duration::hours(20) - Duration::minutes(9));
        assert_eq!(log_in(&app.browser(), &answer).await, (401, LATE.into()), "with the clock turned back");
    });
}

#[test]
fn one_for_a_new_passkey_ends_with_any_change_of_the_factors() {
    App::test_with(&["--limit-changes-account=0"], async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let thief = app.browser();
        thief.login("john", PASSWORD).await;
        let offer = async |options: &Value| {
            let body = json!({ "passkey": Passkey::new(app).create(options) });
            passkey_error(&thief.json(Method::POST, "/auth/factors/passkeys", &body).await)
        };
        let before_any = thief.passkey_options(ADD).await;
        owner.add_passkey(app).await;
        assert_eq!(offer(&before_any).await, (400, LATE.to_owned()), "the first factor came");
        // Who holds the session has seen the owner's passkey; the numbers are the same before and after.
        app.execute("UPDATE sessions SET passkey_verified_at = password_verified_at");
        let before_removal = thief.passkey_options(ADD).await;
        app.clock.advance(Duration::SECOND);
        owner.add_passkey(app).await;
        let id = owner.passkey_ids().await.remove(0);
        assert_eq!(owner.post(&format!("/passkeys/{id}/remove"), &[]).await.status, 303);
        assert_eq!(offer(&before_removal).await, (400, LATE.to_owned()), "one came and one went");
        let options = thief.passkey_options(ADD).await;
        assert_eq!(offer(&options).await.0, 200);
    });
}

#[test]
fn one_that_is_not_ours_is_refused() {
    App::test(async |app| {
        let (_, passkey) = john_with_passkey(app).await;
        let visitor = app.browser();
        let right = bytes(&visitor.passkey_options(LOGIN).await);
        let encode = |bytes: &[u8]| Some(data_encoding::BASE64URL_NOPAD.encode(bytes));
        let flipped = |at: usize| {
            let mut changed = right.clone();
            changed[at] ^= 1;
            encode(&changed)
        };
        let mut wrong =
            vec![Some(String::new()), encode(&[0; 56]), encode(&right[1..]), encode(&right[..right.len() - 1])];
        wrong.extend([0, 15, 16, 23, 24, right.len() - 1].map(flipped));
        wrong.push(encode(&[&right[..], &[0]].concat()));
        for challenge in wrong {
            let mut forged = Passkey { challenge: challenge.clone(), ..passkey.clone() };
            assert_eq!(
                log_in(&visitor, &forged.answer(&json!({ "rpId": "localhost" }))).await,
                (401, LATE.into()),
                "{challenge:?}"
            );
        }
        let mut right = Passkey { challenge: encode(&right), ..passkey };
        assert_eq!(log_in(&visitor, &right.answer(&json!({ "rpId": "localhost" }))).await.0, 200);
    });
}

#[test]
fn asking_for_one_writes_nothing() {
    App::test_with(&["--database-pool=1"], async |app| {
        let visitor = app.browser();
        let writes = app
            .writes_of(async || {
                for path in ["/login/passkey/options", LOGIN, "/api/auth/login/passkey-options"] {
                    visitor.passkey_options(path).await;
                }
            })
            .await;
        assert!(writes.is_empty(), "{writes:?}");
    });
}
