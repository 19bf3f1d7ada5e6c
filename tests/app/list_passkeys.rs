//! The passkeys of an account: the page, what the browser is told, and where password managers look.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{App, Passkey};

const PASSWORD: &str = "correct horse battery";

#[test]
fn the_page_and_the_script_say_what_people_know_them_by() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert!(browser.get("/passkeys").await.body.contains("No passkeys yet."));
        assert!(browser.get("/auth/factors").await.json()["passkeys"].as_array().is_some_and(Vec::is_empty));
        let apple = data_encoding::HEXLOWER.decode(b"fbfc3007154e4ecc8c0b6e020557d7bd").expect("hex");
        let copied = Passkey::PRESENT | Passkey::VERIFIED | Passkey::BACKUP_ELIGIBLE | Passkey::BACKED_UP;
        let mut apple = Passkey { aaguid: apple.try_into().expect("16 bytes"), flags: copied, ..Passkey::new(app) };
        assert_eq!(browser.offer_passkey(&mut apple).await.status, 200);
        app.clock.advance(Duration::minutes(1));
        browser.add_passkey(app).await;
        app.clock.advance(Duration::minutes(5));
        assert_eq!(app.browser().log_in_with(&mut apple).await.status, 200);
        let list = browser.get("/auth/factors").await.json();
        let [first, second] = list["passkeys"].as_array().expect("a list").as_slice() else { panic!("{list}") };
        assert_eq!((&first["name"], &first["provider"]), (&json!("Apple Passwords"), &json!("Apple Passwords")));
        assert_eq!((&second["name"], &second["provider"]), (&json!("Firefox on Linux"), &json!(null)));
        assert!(first["last_used_at"].is_string() && second["last_used_at"].is_null(), "{list}");
        assert!(first["created_at"].as_str() < second["created_at"].as_str(), "oldest first");
        let page = browser.get("/passkeys").await;
        let lines = page.texts_of(".list .meta");
        assert!(lines[0].contains("last used just now"), "{lines:?}");
        assert!(lines[1].contains("not used yet"), "{lines:?}");
        assert_eq!(page.texts_of(".list .name"), ["Apple Passwords Synced", "Firefox on Linux"]);
        for path in ["/security", "/two-step"] {
            assert!(browser.get(path).await.body.contains("2 passkeys."), "{path}");
        }
        // Nobody else's.
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        assert!(jane.get("/passkeys").await.body.contains("No passkeys yet."));
        assert_eq!(app.browser().get("/passkeys").await.location(), Some("/login?next=%2Fpasskeys"));
    });
}

#[test]
fn a_provider_that_begins_to_copy_one_is_believed_each_time_it_is_used() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let eligible = Passkey::PRESENT | Passkey::VERIFIED | Passkey::BACKUP_ELIGIBLE;
        let mut passkey = Passkey { flags: eligible, ..Passkey::new(app) };
        assert_eq!(browser.offer_passkey(&mut passkey).await.status, 200);
        for (flags, synced) in [(eligible, 0), (eligible | Passkey::BACKED_UP, 1), (eligible, 0)] {
            passkey.flags = flags;
            assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
            assert_eq!(browser.get("/passkeys").await.texts_of(".badge.ok").len(), synced);
        }
        // Whether it may be copied at all was decided when it was made.
        passkey.flags = Passkey::PRESENT | Passkey::VERIFIED;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 401);
    });
}

#[test]
fn the_browser_is_told_which_of_its_own_still_count_and_what_the_account_is_called() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(browser.get("/passkeys/signals").await.status, 204, "it never had one");
        let mut passkey = browser.add_passkey(app).await;
        let id = passkey.create(&browser.passkey_options("/passkeys/options").await)["id"].clone();
        let told = browser.get("/passkeys/signals").await;
        let expected = json!({
            "rpId": "localhost", "userId": passkey.user_handle, "name": "john", "displayName": "john",
            "allAcceptedCredentialIds": [id],
        });
        assert_eq!((told.status, told.json()), (200, expected));
        browser.post("/partial/john", &[("_method", "PATCH"), ("username", "johnny")]).await;
        assert_eq!(browser.get("/passkeys/signals").await.json()["name"], "johnny");
        let name = browser.passkey_ids().await.remove(0);
        browser.post(&format!("/passkeys/{name}/remove"), &[]).await;
        let told = browser.get("/passkeys/signals").await.json();
        assert_eq!((&told["allAcceptedCredentialIds"], &told["userId"]), (&json!([]), &json!(passkey.user_handle)));
        assert_eq!(app.browser().get("/passkeys/signals").await.status, 303);
    });
}

#[test]
fn password_managers_and_browsers_find_the_addresses_of_this_server() {
    App::test(async |app| {
        let visitor = app.browser();
        let found = visitor.get("/.well-known/passkey-endpoints").await;
        let page = format!("{}/passkeys", app.url);
        assert_eq!((found.status, found.json()), (200, json!({ "enroll": page, "manage": page })));
        let found = visitor.get("/.well-known/webauthn").await;
        assert_eq!(found.header("content-type"), Some("application/json"));
        assert_eq!(found.json(), json!({ "origins": [app.url.replace("127.0.0.1", "localhost")] }));
    });
    let origins = "--passkey-origins=https://accounts.example.com,https://app.example.com,\
                   android:apk-key-hash:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    App::test_in_production(&["--passkey-domain=example.com", origins], async |app| {
        let visitor = app.browser();
        let found = visitor.get("/.well-known/webauthn").await.json();
        assert_eq!(found, json!({ "origins": ["https://accounts.example.com", "https://app.example.com"] }));
        let options = visitor.passkey_options("/auth/login/passkey_options").await;
        assert_eq!(options["rpId"], "example.com");
    });
}

#[test]
fn an_installation_whose_address_is_a_number_has_no_passkeys_and_says_so() {
    App::test_with(&["--base-url=https://192.168.0.7"], async |app| {
        let browser = app.browser();
        for path in ["/.well-known/passkey-endpoints", "/.well-known/webauthn"] {
            assert_eq!(browser.get(path).await.status, 404, "{path}");
        }
        for path in ["/login/passkey/options", "/auth/login/passkey_options", "/api/auth/login/passkey-options"] {
            assert_eq!(browser.json(Method::POST, path, &json!({})).await.status, 404, "{path}");
        }
        assert!(!browser.get("/login").await.body.contains("data-passkey"));
        browser.register("john", "john@example.com", PASSWORD).await;
        browser.login("john", PASSWORD).await;
        for path in ["/passkeys/options", "/auth/factors/passkeys/options"] {
            assert_eq!(browser.json(Method::POST, path, &json!({})).await.status, 404, "{path}");
        }
        let page = browser.get("/passkeys").await;
        assert!(page.body.contains("Passkeys are not available here") && !page.body.contains("data-passkey"));
    });
}

#[test]
fn one_that_was_made_for_another_domain_says_that_it_works_no_longer() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.add_passkey(app).await;
        app.execute("UPDATE passkeys SET domain = 'old.example.com'");
        let page = browser.get("/passkeys").await;
        assert!(page.body.contains("It was made for another address of this site and works no longer."));
    });
}

#[test]
fn an_export_has_them_without_their_keys() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let passkey = browser.add_passkey(app).await;
        let export = browser.get("/export").await;
        let entry = &export.json()["passkeys"][0];
        let members: Vec<&String> = entry.as_object().expect("an entry").keys().collect();
        assert_eq!(members, ["id", "name", "domain", "created_at", "last_used_at", "backed_up", "suspended_at"]);
        assert_eq!((&entry["name"], &entry["domain"]), (&json!("Firefox on Linux"), &json!("localhost")));
        for secret in [data_encoding::BASE64URL_NOPAD.encode(&passkey.id), data_encoding::HEXLOWER.encode(&passkey.id)]
        {
            assert!(!export.body.contains(&secret));
        }
    });
}
