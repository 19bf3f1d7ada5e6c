//! Add a passkey, at both doors that do.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::passkey_client::passkey_error;
use crate::harness::program::claims;
use crate::harness::{App, Browser, Passkey, SoftwareAuthenticator, Tokens};

const PASSWORD: &str = "correct horse battery";
const OPTIONS: &str = "/auth/factors/passkeys/options";
const PASSKEYS: &str = "/auth/factors/passkeys";

async fn john(app: &App) -> Browser<'_> {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    browser
}

#[test]
fn an_authenticator_of_another_maker_adds_one_at_the_page_and_logs_in_at_every_door() {
    App::test(async |app| {
        let browser = john(app).await;
        for mut authenticator in [SoftwareAuthenticator::new(app), SoftwareAuthenticator::counting(app)] {
            let options = browser.passkey_options("/passkeys/options").await;
            let created = authenticator.create(&options).await.to_string();
            let added = browser.post("/passkeys", &[("created", &created)]).await;
            assert!(matches!(added.status, 200 | 303), "{}", added.body);

            let visitor = app.browser();
            let options = visitor.passkey_options("/login/passkey/options").await;
            let body = json!({ "passkey": authenticator.answer(&options).await });
            let done = visitor.json(Method::POST, "/login/passkey", &body).await;
            assert_eq!((done.status, done.json()), (200, json!({ "location": "/" })), "{}", done.body);
            assert!(visitor.is_logged_in().await);

            let script = app.script();
            let options = script.passkey_options("/auth/login/passkey_options").await;
            let body = json!({ "passkey": authenticator.answer(&options).await });
            assert_eq!(script.post("/auth/login/passkey", body).await.status, 200);

            let program = app.program();
            let options = program.passkey_options("/api/auth/login/passkey-options").await;
            let body = json!({ "passkey": authenticator.answer(&options).await });
            let done = program.post("/api/auth/login/passkey", body).await;
            assert_eq!(claims(&Tokens::of(&done).access)["amr"], json!(["pop", "user", "mfa"]));
        }
    });
}

#[test]
fn the_page_shows_the_recovery_codes_of_the_first_factor_and_scripts_get_them() {
    App::test(async |app| {
        let browser = john(app).await;
        let mut passkey = Passkey::new(app);
        let options = browser.passkey_options("/passkeys/options").await;
        let before = browser.cookie();
        let shown = browser.post("/passkeys", &[("created", &passkey.create(&options).to_string())]).await;
        assert_eq!((shown.status, shown.texts_of(".recovery-codes code").len()), (200, 10), "{}", shown.body);
        let copy = app.browser();
        copy.set_cookie(&before);
        assert!(!copy.is_logged_in().await, "the session goes on under a new id");
        let options = browser.passkey_options("/passkeys/options").await;
        let second = browser.post("/passkeys", &[("created", &Passkey::new(app).create(&options).to_string())]).await;
        assert_eq!((second.status, second.location()), (303, Some("/passkeys")));
        assert!(browser.get("/passkeys").await.text_of(".flash").contains("Passkey added: "));
        let told = app.emails_to("john@example.com").await;
        assert_eq!(told.iter().filter(|email| email.subject.contains("Passkey added")).count(), 2);
        assert!(browser.get("/history").await.body.contains("Passkey added: "));

        let jane = app.script();
        jane.sign_in("jane", PASSWORD).await;
        let kept = jane.offer_passkey(&mut Passkey::new(app)).await.json();
        assert_eq!(kept["recovery_codes"].as_array().map(Vec::<Value>::len), Some(10), "{kept}");
        let kept = jane.offer_passkey(&mut Passkey::new(app)).await.json();
        assert_eq!(kept["recovery_codes"], json!([]));
        let mut third = Passkey::new(app);
        let options = jane.passkey_options("/passkeys/options").await;
        let body = json!({ "created": third.create(&options), "name": "My key" });
        let kept = jane.json(Method::POST, "/passkeys", &body).await.json();
        assert_eq!((&kept["ok"], &kept["location"]), (&json!(true), &json!("/passkeys")), "{kept}");
    });
}

#[test]
fn the_options_ask_for_a_passkey_that_can_be_found_and_checks_its_owner() {
    App::test(async |app| {
        let browser = john(app).await;
        let mut passkey = browser.add_passkey(app).await;
        let mut options = browser.passkey_options(OPTIONS).await;
        assert_eq!(options["excludeCredentials"][0]["id"], passkey.create(&options)["id"]);
        for pointer in ["/challenge", "/user/id", "/excludeCredentials/0/id"] {
            let value = options.pointer_mut(pointer).expect("a member");
            assert!(value.as_str().is_some_and(|text| text.len() > 20), "{pointer}: {value}");
            *value = json!("RANDOM");
        }
        insta::assert_json_snapshot!("creation_options", options);
        let mut options = browser.passkey_options("/auth/factors/passkeys/confirm_options").await;
        options["challenge"] = json!("RANDOM");
        options["allowCredentials"][0]["id"] = json!("RANDOM");
        insta::assert_json_snapshot!("confirmation_options", options);
        let mut options = app.browser().passkey_options("/auth/login/passkey_options").await;
        options["challenge"] = json!("RANDOM");
        insta::assert_json_snapshot!("login_options", options);
    });
}

#[test]
fn it_needs_a_fresh_proof_of_the_password_and_of_a_factor_that_is_there() {
    App::test(async |app| {
        let browser = john(app).await;
        let ask = async |body: Value| browser.json(Method::POST, OPTIONS, &body).await;
        app.clock.advance(Duration::minutes(11));
        let asked = ask(json!({})).await;
        assert_eq!((asked.status, asked.json()["code"].clone()), (403, json!("reauth_required")));
        assert_eq!(ask(json!({ "current_password": "wrong" })).await.status, 403);
        assert_eq!(ask(json!({ "current_password": PASSWORD })).await.status, 200);

        let phone = browser.set_up_app(app).await;
        app.clock.advance(Duration::minutes(11));
        assert_eq!(ask(json!({ "current_password": PASSWORD })).await.status, 403, "the password alone");
        let body = json!({ "current_password": PASSWORD, "code": phone.recovery_codes[0] });
        assert_eq!(ask(body).await.status, 403, "a recovery code is no factor");
        let body = json!({ "current_password": PASSWORD, "code": phone.code(app) });
        assert_eq!(ask(body).await.status, 200);

        let mut passkey = browser.add_passkey(app).await;
        app.clock.advance(Duration::minutes(11));
        assert_eq!(ask(json!({})).await.status, 403);
        let page = browser.json(Method::POST, "/passkeys/options", &json!({})).await;
        assert_eq!((page.status, page.json()["code"].clone()), (403, json!("reauth_required")));
        let body = json!({ "passkey": browser.confirmation(&mut passkey).await });
        assert_eq!(ask(body).await.status, 200, "a passkey stands for both");
        assert_eq!(app.browser().json(Method::POST, OPTIONS, &json!({})).await.status, 401);
    });
}

#[test]
fn what_could_not_log_in_later_is_not_kept() {
    App::test(async |app| {
        let browser = john(app).await;
        let fresh = || Passkey::new(app);
        let device = "Your device can't offer this passkey on the login page. Use another device or a password manager";
        let lock = "Your device did not check that it's you. Set up a screen lock or PIN on it and try again";
        let site = "This passkey is for another address";
        let broken = "The answer of your browser can't be read. Try again";
        for (mut passkey, sentence) in [
            (Passkey { is_discoverable: Some(false), ..fresh() }, device),
            (Passkey { flags: Passkey::PRESENT, ..fresh() }, lock),
            (Passkey { flags: Passkey::VERIFIED, ..fresh() }, lock),
            (Passkey { domain: Some("example.com".into()), ..fresh() }, site),
            (Passkey { origin: "https://evil.example".into(), ..fresh() }, site),
            (Passkey { said_too: json!({ "crossOrigin": true }), ..fresh() }, site),
            (Passkey { said_too: json!({ "type": "webauthn.get" }), ..fresh() }, broken),
            (Passkey { flags: Passkey::PRESENT | Passkey::VERIFIED | Passkey::BACKED_UP, ..fresh() }, broken),
            (Passkey { id: Vec::new(), ..fresh() }, broken),
            (Passkey { id: vec![7; 1024], ..fresh() }, broken),
        ] {
            let refused = browser.offer_passkey(&mut passkey).await;
            assert_eq!(passkey_error(&refused), (400, sentence.to_owned()), "{}", refused.body);
        }
        assert!(browser.passkey_ids().await.is_empty());
        // Where the browser does not say, it is believed: it was asked to.
        let mut silent = Passkey { is_discoverable: None, ..fresh() };
        assert_eq!(browser.offer_passkey(&mut silent).await.status, 200);
        let mut long = Passkey { id: vec![7; 1023], ..fresh() };
        assert_eq!(browser.offer_passkey(&mut long).await.status, 200);
        assert_eq!(app.browser().log_in_with(&mut long).await.status, 200);
    });
}

#[test]
fn a_page_that_refuses_one_says_why() {
    App::test(async |app| {
        let browser = john(app).await;
        let options = browser.passkey_options("/passkeys/options").await;
        let mut passkey = Passkey { is_discoverable: Some(false), ..Passkey::new(app) };
        let created = passkey.create(&options).to_string();
        for (fields, sentence) in [
            (vec![("created", created.as_str())], "Your device can't offer this passkey on the login page."),
            (vec![("created", "")], "The answer of your browser can't be read."),
            (vec![("created", "{")], "The answer of your browser can't be read."),
        ] {
            let page = browser.post("/passkeys", &fields).await;
            assert_eq!((page.status, page.text_of("h1")), (422, "Passkeys".into()), "{}", page.body);
            assert!(page.text_of(".summary").contains(sentence), "{}", page.body);
        }
        assert!(browser.passkey_ids().await.is_empty());
    });
}

#[test]
fn one_authenticator_is_added_once_to_whatever_account() {
    App::test(async |app| {
        let browser = john(app).await;
        let mut passkey = browser.add_passkey(app).await;
        let known = "This passkey was added before".to_owned();
        assert_eq!(passkey_error(&browser.offer_passkey(&mut passkey.clone()).await), (400, known.clone()));
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let mut hers = Passkey::new(app).pretending_to_be(&passkey);
        assert_eq!(passkey_error(&jane.offer_passkey(&mut hers).await), (400, known));
        assert!(jane.passkey_ids().await.is_empty());
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "john's goes on");
    });
}

#[test]
fn the_three_algorithms_log_in() {
    App::test(async |app| {
        let browser = john(app).await;
        for (name, mut passkey) in
            [("ES256", Passkey::new(app)), ("EdDSA", Passkey::ed25519(app)), ("RS256", Passkey::rsa(app))]
        {
            let kept = browser.offer_passkey(&mut passkey).await;
            assert_eq!(kept.status, 200, "{name}: {}", kept.body);
            assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200, "{name}");
            // Another key of the same kind under its name.
            let another = match name {
                "ES256" => Passkey::new(app),
                "EdDSA" => Passkey::ed25519(app),
                _ => Passkey::rsa(app),
            };
            let refused = app.browser().log_in_with(&mut another.pretending_to_be(&passkey)).await;
            assert_eq!(passkey_error(&refused), (401, "The passkey can't be verified. Try again".into()), "{name}");
        }
    });
}

#[test]
fn it_is_called_after_its_provider_or_the_browser_or_what_its_owner_says() {
    App::test(async |app| {
        let browser = john(app).await;
        let keep = async |mut passkey: Passkey, name: Option<&str>| {
            let options = browser.passkey_options(OPTIONS).await;
            let body = json!({ "passkey": passkey.create(&options), "name": name });
            browser.json(Method::POST, PASSKEYS, &body).await
        };
        let apple = data_encoding::HEXLOWER.decode(b"fbfc3007154e4ecc8c0b6e020557d7bd").expect("hex");
        let apple = Passkey { aaguid: apple.try_into().expect("16 bytes"), ..Passkey::new(app) };
        assert_eq!(keep(apple, None).await.json()["name"], "Apple Passwords");
        assert_eq!(keep(Passkey::new(app), Some("  ")).await.json()["name"], "Firefox on Linux");
        assert_eq!(keep(Passkey::new(app), Some(" My \u{202e}key ")).await.json()["name"], "My key");
        let long = keep(Passkey::new(app), Some(&"ü".repeat(61))).await;
        assert_eq!(
            (long.status, &long.json()["fields"]["name"][0]),
            (400, &json!("Name must be 60 characters or fewer"))
        );
        assert_eq!(keep(Passkey::new(app), Some("<b>bold</b>")).await.status, 200);
        let page = browser.get("/passkeys").await;
        assert!(page.body.contains("&#60;b&#62;bold&#60;/b&#62;") && !page.body.contains("<b>bold"), "{}", page.body);
    });
}

#[test]
fn there_are_twenty_at_most() {
    App::test(async |app| {
        let browser = john(app).await;
        let early = browser.passkey_options(OPTIONS).await;
        for _ in 0..20 {
            browser.add_passkey(app).await;
        }
        let sentence = "You have 20 passkeys already. Remove one first".to_owned();
        let options = browser.json(Method::POST, OPTIONS, &json!({})).await;
        assert_eq!(passkey_error(&options), (400, sentence));
        // Options from before don't go round it: they ended with the first.
        let body = json!({ "passkey": Passkey::new(app).create(&early) });
        let late = (400, "That took too long. Try again".to_owned());
        assert_eq!(passkey_error(&browser.json(Method::POST, PASSKEYS, &body).await), late);
        assert_eq!(browser.passkey_ids().await.len(), 20);
    });
}

#[test]
fn of_two_accounts_that_add_one_passkey_at_once_one_has_it() {
    App::test(async |app| {
        let browser = john(app).await;
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        jane.add_passkey(app).await;
        let mut passkey = Passkey::new(app);
        let options = browser.passkey_options(OPTIONS).await;
        let body = json!({ "passkey": passkey.create(&options) });
        let id = data_encoding::HEXLOWER.encode(&passkey.id);
        let id = if app.database_url().starts_with("postgres") { format!("'\\x{id}'") } else { format!("X'{id}'") };
        let meanwhile = app.changing(format!("UPDATE passkeys SET credential_id = {id}"));
        let answer = app.amid(meanwhile, browser.json(Method::POST, PASSKEYS, &body)).await;
        assert_eq!(passkey_error(&answer), (400, "This passkey was added before".to_owned()), "{}", answer.body);
        assert!(browser.passkey_ids().await.is_empty());
    });
}
