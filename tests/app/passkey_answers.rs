//! Answers of passkeys that no browser would give to one of our pages, and bodies that are none.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::{App, Passkey};

/// Every address that reads a passkey's answer, with its method; what it needs beside is there.
const ANSWERED: [(&str, &str); 4] = [
    ("POST", "/login/passkey"),
    ("POST", "/auth/login/passkey"),
    ("POST", "/api/auth/login/passkey"),
    ("POST", "/auth/factors/recovery_codes"),
];

#[test]
fn no_page_but_ours_gets_an_answer_that_we_take() {
    App::test_with(&["--limit-login-network=0"], async |app| {
        let (browser, passkey) = john_with_passkey(app).await;
        app.clock.advance(time::Duration::minutes(11));
        let own = passkey.origin.clone();
        let port = own.rsplit(':').next().expect("a port").to_owned();
        let site = "This passkey is for another address";
        let broken = "The answer of your browser can't be read. Try again";
        let lock = "Your device did not check that it's you. Set up a screen lock or PIN on it and try again";
        let at = |origin: &str| Passkey { origin: origin.to_owned(), ..passkey.clone() };
        let with = |said_too: Value| Passkey { said_too, ..passkey.clone() };
        let flagged = |flags: u8| Passkey { flags, ..passkey.clone() };
        let wrong = [
            (at("https://evil.example"), site),
            (at(&format!("https://localhost:{port}")), site),
            (at("http://localhost"), site),
            (at(&format!("http://sub.localhost:{port}")), site),
            (at(&format!("{own}.evil.example")), site),
            (at(&format!("{own}/")), site),
            (at(&own.replace("localhost", "LOCALHOST")), site),
            (at(&app.url), site),
            (at("null"), site),
            (at(""), site),
            (with(json!({ "crossOrigin": true })), site),
            (with(json!({ "crossOrigin": false, "topOrigin": "https://evil.example" })), site),
            (Passkey { domain: Some("evil.example".into()), ..passkey.clone() }, site),
            (Passkey { domain: Some(String::new()), ..passkey.clone() }, site),
            (with(json!({ "type": "webauthn.create" })), broken),
            (with(json!({ "type": "payment.get" })), broken),
            (with(json!({ "challenge": "!" })), broken),
            (with(json!({ "challenge": null })), broken),
            (with(json!({ "crossOrigin": "no" })), broken),
            (flagged(0), lock),
            (flagged(Passkey::PRESENT), lock),
            (flagged(Passkey::VERIFIED), lock),
            (flagged(Passkey::PRESENT | Passkey::VERIFIED | Passkey::BACKUP_ELIGIBLE), broken),
            (flagged(Passkey::PRESENT | Passkey::VERIFIED | Passkey::BACKED_UP), broken),
            (flagged(Passkey::PRESENT | Passkey::VERIFIED | 0x40), broken),
            (flagged(Passkey::PRESENT | Passkey::VERIFIED | 0x80), broken),
        ];
        for (number, (mut passkey, sentence)) in wrong.into_iter().enumerate() {
            let visitor = app.browser();
            let refused = visitor.log_in_with(&mut passkey).await;
            assert_eq!(passkey_error(&refused), (401, sentence.to_owned()), "{number}");
            assert!(!visitor.is_logged_in().await);
            let body = json!({ "email": "new@example.com", "passkey": browser.confirmation(&mut passkey).await });
            let refused = browser.json(Method::PUT, "/auth/update_profile", &body).await;
            assert_eq!(passkey_error(&refused), (403, sentence.to_owned()), "{number}");
        }
        assert_eq!(app.user("john").email, "john@example.com");
        let mut passkey = passkey;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
        // What browsers may say beside it one day.
        let mut later = Passkey { said_too: json!({ "crossOrigin": false, "other_keys": { "a": [1] } }), ..passkey };
        assert_eq!(app.browser().log_in_with(&mut later).await.status, 200);
    });
}

#[test]
fn an_answer_that_was_changed_on_its_way_is_refused() {
    App::test_with(&["--limit-login-network=0"], async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let script = app.script();
        let options = script.passkey_options("/auth/login/passkey_options").await;
        let right = passkey.answer(&options);
        for member in ["clientDataJSON", "authenticatorData", "signature"] {
            let bytes = |answer: &Value| {
                let text = answer["response"][member].as_str().expect("text");
                data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).expect("Base64")
            };
            let length = bytes(&right).len();
            for at in [0, length / 2, length - 1] {
                let mut changed = right.clone();
                let mut flipped = bytes(&right);
                flipped[at] ^= 1;
                changed["response"][member] = json!(data_encoding::BASE64URL_NOPAD.encode(&flipped));
                assert_eq!(
                    script.post("/auth/login/passkey", json!({ "passkey": changed })).await.status,
                    401,
                    "{member}"
                );
            }
            for text in ["", "!", "AA", "A", "AAAA=AAA"] {
                let mut changed = right.clone();
                changed["response"][member] = json!(text);
                assert_eq!(
                    script.post("/auth/login/passkey", json!({ "passkey": changed })).await.status,
                    401,
                    "{member}"
                );
            }
            let mut shorter = right.clone();
            shorter["response"][member] = json!(data_encoding::BASE64URL_NOPAD.encode(&bytes(&right)[1..]));
            assert_eq!(script.post("/auth/login/passkey", json!({ "passkey": shorter })).await.status, 401, "{member}");
        }
        let done = script.post("/auth/login/passkey", json!({ "passkey": right })).await;
        assert_eq!(done.status, 200, "none of them used the answer up: {}", done.body);
    });
}

#[test]
fn bodies_that_are_no_passkey_get_a_clear_answer_at_every_address() {
    App::test_with(&["--limit-login-network=0"], async |app| {
        let (browser, _) = john_with_passkey(app).await;
        app.clock.advance(time::Duration::minutes(11));
        let long = "A".repeat(60_000);
        let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
        for (method, path) in ANSWERED {
            let method: Method = method.parse().expect("a method");
            let send = async |body: &str| {
                let headers = [("content-type", "application/json"), ("accept", "application/json")];
                let answer = browser.send(method.clone(), path, &headers, body).await;
                assert!(
                    answer.json()["code"].is_string() || answer.json()["error"]["code"].is_string(),
                    "{}",
                    answer.body
                );
                answer.status
            };
            for body in ["", "[]", "{", "null", "7", "{\"passkey\": 7}", "{\"passkey\": []}", "{\"passkey\": \"{\"}"] {
                let status = send(body).await;
                assert!((400..500).contains(&status), "{path} {body}: {status}");
            }
            for body in [
                "{\"passkey\": {}}".to_owned(),
                "{\"passkey\": {\"id\": null}}".to_owned(),
                "{\"passkey\": {\"id\": \"\", \"response\": {}}}".to_owned(),
                format!("{{\"passkey\": {{\"id\": \"{long}\"}}}}"),
                format!("{{\"passkey\": {{\"id\": \"AAAA\", \"response\": {{\"signature\": \"{long}\"}}}}}}"),
                format!("{{\"passkey\": {{\"id\": \"AAAA\", \"more\": {deep}}}}}"),
                format!("{{\"passkey\": {deep}}}"),
            ] {
                let status = send(&body).await;
                assert!(matches!(status, 400 | 401 | 403 | 422), "{path}: {status}");
            }
            let huge = format!("{{\"passkey\": {{\"id\": \"{long}{long}\"}}}}");
            assert_eq!(send(&huge).await, 413, "{path}");
        }
        let program = app.program();
        let nothing = program.post("/api/auth/login/passkey", json!({})).await;
        assert_eq!(passkey_error(&nothing), (422, "The answer of your browser can't be read. Try again".into()));
    });
}

#[test]
fn bodies_that_are_no_new_passkey_get_a_clear_answer_too() {
    App::test(async |app| {
        let (browser, _) = john_with_passkey(app).await;
        let challenge = browser.passkey_options("/auth/factors/passkeys/options").await["challenge"].clone();
        let origin = app.url.replace("127.0.0.1", "localhost");
        let data = json!({ "type": "webauthn.create", "challenge": challenge, "origin": origin }).to_string();
        let data = data_encoding::BASE64URL_NOPAD.encode(data.as_bytes());
        let cbor = |bytes: &[u8]| data_encoding::BASE64URL_NOPAD.encode(bytes);
        let with = |object: String| json!({ "id": "AAAA", "response": { "clientDataJSON": data, "attestationObject": object } });
        let nested = [vec![0x81; 30_000], vec![0x80]].concat();
        let objects = [
            Vec::new(),
            vec![0xa0],
            vec![0xa0, 0xa0],
            vec![0xbf, 0xff],
            vec![0xa1, 0x68],
            vec![0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [&[0xa1, 0x68][..], b"authData", &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat(),
            [&[0xa1, 0x68][..], b"authData", &[0x40]].concat(),
            [&[0xa1, 0x61][..], b"a", &nested].concat(),
            nested,
        ];
        let kept = async |passkey: Value| {
            let body = json!({ "passkey": passkey });
            let answers = [
                browser.json(Method::POST, "/auth/factors/passkeys", &body).await,
                browser.json(Method::POST, "/passkeys", &json!({ "created": passkey })).await,
            ];
            answers.map(|answer| {
                let body = answer.json();
                let code = body["code"].as_str().unwrap_or_default().to_owned();
                (answer.status, code)
            })
        };
        for (number, object) in objects.iter().enumerate() {
            let refused = |status: u16| (status, "validation_failed".to_owned());
            assert_eq!(kept(with(cbor(object))).await, [refused(400), refused(422)], "{number}");
        }
        for passkey in [json!(null), json!({}), json!({ "id": "AAAA", "response": {} }), json!("text"), json!([])] {
            for (status, code) in kept(passkey.clone()).await {
                assert!(matches!(status, 400 | 422) && !code.is_empty(), "{passkey}: {status} {code}");
            }
        }
        let headers = [("content-type", "application/json")];
        let huge = format!("{{\"passkey\": {{\"id\": \"{}\"}}}}", "A".repeat(70_000));
        for path in ["/auth/factors/passkeys", "/passkeys", "/passkeys/options", "/login/passkey/options"] {
            assert_eq!(browser.send(Method::POST, path, &headers, huge.as_str()).await.status, 413, "{path}");
            let answer = browser.send(Method::POST, path, &headers, "{\"passkey\"").await;
            assert_eq!(answer.status, 400, "{path}");
        }
        assert_eq!(browser.passkey_ids().await.len(), 1);
    });
}
