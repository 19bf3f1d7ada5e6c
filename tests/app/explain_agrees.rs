//! What `explain` says is what a login comes to: over the states of an account, its second factors and its limits, under different
//! settings, each is explained first and then tried for real.

use std::net::IpAddr;

use inside::context::Context;
use inside::users::{Obstacle, explain_login};
use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, App, Browser, Phone};

const PASSWORD: &str = "correct horse battery";

/// From where the owner sets everything up, from where wrong passwords come, and from where is logged in then.
const HOME: &str = "198.51.100.1";
const HERE: &str = "203.0.113.7";

const OPEN: &[&str] = &[
    "--trusted-proxies=127.0.0.1",
    "--limit-signup-network=0",
    "--limit-login-network=0",
    "--limit-email-network=0",
    "--limit-email-address=0",
    "--limit-login-account=3/86400",
    "--limit-login-everywhere=6",
    "--limit-codes-account=4/86400",
    "--limit-login-successes=8/86400",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Good,
    Disabled,
    Unverified,
    NoPassword,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Factors {
    None,
    App,
    SuspendedApp,
    SuspendedAppWithCodes,
    PasskeyElsewhere,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Limits {
    Free,
    WrongFromHere,
    WrongEverywhere,
    WrongEverywhereButKnownHere,
    WrongCodes,
    TooManyLogins,
}

const STATES: [State; 4] = [State::Good, State::Disabled, State::Unverified, State::NoPassword];
const FACTORS: [Factors; 5] =
    [Factors::None, Factors::App, Factors::SuspendedApp, Factors::SuspendedAppWithCodes, Factors::PasskeyElsewhere];
const LIMITS: [Limits; 6] = [
    Limits::Free,
    Limits::WrongFromHere,
    Limits::WrongEverywhere,
    Limits::WrongEverywhereButKnownHere,
    Limits::WrongCodes,
    Limits::TooManyLogins,
];

/// Somebody tries a password from there.
async fn try_at(app: &App, address: &str, login: &str, password: &str) -> Answer {
    let body = json!({ "username": login, "password": password });
    app.browser_at(address).json(Method::POST, "/auth/login", &body).await
}

async fn guess(app: &App, address: &str, login: &str, times: usize) {
    for _ in 0..times {
        try_at(app, address, login, "wrong horse 12").await;
    }
}

/// Gives a new account its second factors, and returns what has its codes.
async fn set_up(app: &App, name: &str, factors: Factors) -> Option<Phone> {
    let owner = app.browser_at(HOME);
    owner.register(name, &format!("{name}@example.com"), PASSWORD).await;
    owner.login(name, PASSWORD).await;
    let id = app.user(name).id;
    let suspend = format!("UPDATE totp SET suspended_at = '2026-01-01 00:00:00' WHERE user_id = {id}");
    let no_codes = format!("DELETE FROM recovery_codes WHERE user_id = {id}");
    let (phone, change) = match factors {
        Factors::None => (None, "SELECT 1".to_owned()),
        Factors::App => (Some(owner.set_up_app(app).await), "SELECT 1".to_owned()),
        Factors::SuspendedApp => (Some(owner.set_up_app(app).await), format!("{suspend}; {no_codes}")),
        Factors::SuspendedAppWithCodes => (Some(owner.set_up_app(app).await), suspend),
        Factors::PasskeyElsewhere => {
            owner.add_passkey(app).await;
            (None, format!("UPDATE passkeys SET domain = 'old.example' WHERE user_id = {id}; {no_codes}"))
        }
    };
    app.execute(&change);
    phone
}

/// Uses limits up.
async fn use_up(app: &App, login: &str, limits: Limits, phone: Option<&Phone>) {
    match limits {
        Limits::Free => {}
        Limits::WrongFromHere => guess(app, HERE, login, 3).await,
        Limits::WrongEverywhere | Limits::WrongEverywhereButKnownHere => {
            guess(app, "192.0.2.1", login, 3).await;
            guess(app, "192.0.2.2", login, 3).await;
        }
        Limits::WrongCodes => {
            for address in ["192.0.2.1", "192.0.2.2"] {
                let thief = app.browser_at(address);
                thief.json(Method::POST, "/auth/login", &json!({ "username": login, "password": PASSWORD })).await;
                for _ in 0..2 {
                    let code = phone.map_or_else(|| "000000".to_owned(), |phone| phone.wrong_code(app));
                    thief.json(Method::POST, "/auth/login/second_factor", &json!({ "code": code })).await;
                }
            }
        }
        Limits::TooManyLogins => {
            for _ in 0..8 {
                try_at(app, HERE, login, PASSWORD).await;
            }
        }
    }
}

/// Whether a login from here succeeds with the right password and whatever else is asked for; with this one of the recovery codes.
async fn gets_in(app: &App, login: &str, phone: Option<&Phone>, nth: usize) -> bool {
    let browser: Browser<'_> = app.browser_at(HERE);
    let answer = browser.json(Method::POST, "/auth/login", &json!({ "username": login, "password": PASSWORD })).await;
    let (status, body) = (answer.status, answer.json());
    match (status, body["code"].as_str().unwrap_or_default()) {
        (200, _) => true,
        // It goes on in a browser, and nothing stands in its way.
        (403, "second_factor_setup_required") => true,
        (401, "second_factor_required") => {
            let methods = body["methods"].as_array().expect("methods").clone();
            let phone = |what: &str| phone.unwrap_or_else(|| panic!("{what}: {methods:?}"));
            let step = match methods.first().and_then(|method| method.as_str()) {
                None => return false,
                Some("totp") => json!({ "code": phone("code").code(app) }),
                Some(_) => json!({ "recovery_code": phone("recovery code").recovery_codes[nth] }),
            };
            browser.json(Method::POST, "/auth/login/second_factor", &step).await.status == 200
        }
        _ => false,
    }
}

fn agree(settings: &'static [&'static str]) {
    App::test_with(OPEN, async |owners| {
        owners.clock.stop();
        let node = owners.another_node(&[OPEN, settings].concat());
        let app = &node.app;
        let mut number = 0;
        for state in STATES {
            for factors in FACTORS {
                for limits in LIMITS.into_iter().filter(|limits| state == State::Good || *limits == Limits::Free) {
                    number += 1;
                    let name = format!("john{number}");
                    let phone = set_up(owners, &name, factors).await;
                    let id = owners.user(&name).id;
                    let verified = state != State::Unverified;
                    owners.execute(&format!("UPDATE users SET email_verified = {verified} WHERE id = {id}"));
                    // Both names of the account.
                    let login = if number % 2 == 0 { name.clone() } else { format!("{name}@EXAMPLE.com") };
                    if limits == Limits::WrongEverywhereButKnownHere {
                        gets_in(app, &login, phone.as_ref(), 1).await;
                        owners.clock.advance(time::Duration::seconds(90));
                    }
                    use_up(app, &login, limits, phone.as_ref()).await;
                    match state {
                        State::Good | State::Unverified => {}
                        State::Disabled => {
                            let user = owners.user(&name);
                            inside::users::disable_user(&owners.services, &user, &owners.operator()).expect("disabled");
                        }
                        State::NoPassword => owners.keep_hash(&name, ""),
                    }
                    let from = Context::visitor(&app.clock, HERE.parse::<IpAddr>().expect("an address"));
                    let (_, met) =
                        explain_login(&app.services, app.oversight(), &login, Some(&from)).expect("explained");
                    let case = format!("{state:?} {factors:?} {limits:?} {settings:?} {login}: {met:?}");
                    let said = !met.iter().any(Obstacle::stops);
                    assert_eq!(said, gets_in(app, &login, phone.as_ref(), 0).await, "{case}");
                    let mut words: Vec<&str> = met.iter().map(Obstacle::word).collect();
                    words.sort_unstable();
                    words.dedup();
                    assert_eq!(words.len(), met.len(), "each once: {case}");
                }
            }
        }
    });
}

#[test]
fn with_the_default_settings() {
    agree(&[]);
}

#[test]
fn where_sign_up_hides_who_exists() {
    agree(&["--registration-hides-existing=true"]);
}

#[test]
fn where_addresses_are_confirmed_and_everyone_has_a_second_factor() {
    agree(&["--require-verified-email=true", "--require-second-factor=all"]);
}
