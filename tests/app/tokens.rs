//! The token API: what programs get, and what is refused.

use data_encoding::BASE64URL_NOPAD;
use diesel::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App, Tokens};

pub fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
}

fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

pub fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a payload");
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).expect("base64url")).expect("JSON")
}

#[test]
fn registration_answers_with_the_person_and_their_tokens() {
    App::test(async |app| {
        let program = app.program();
        let form = json!({ "username": "john", "email": "john@example.com", "password": "secure123", "role": "admin", "id": 7 });
        let answer = program.json(Method::POST, "/api/auth/register", &form).await;
        assert_eq!((answer.status, answer.header("cache-control")), (201, Some("no-store")));
        let body = answer.json();
        assert_eq!(body["success"], true);
        assert_eq!(body["data"]["token_type"], "Bearer");
        assert_eq!(body["data"]["expires_in"], 900);
        assert_eq!(body["data"]["user"]["role"], "user");
        assert!(program.cookie().is_empty(), "this door sets no cookie");
        let me = program.bearer(Method::GET, "/api/auth/me", &Tokens::of(&answer).access).await;
        assert_eq!(me.json()["data"]["user"], body["data"]["user"]);
        for member in ["id", "username", "email", "email_verified", "role", "created_at"] {
            assert!(!me.json()["data"]["user"][member].is_null(), "{member}");
        }
        let hello = program.bearer(Method::GET, "/api/auth/protected", &Tokens::of(&answer).access).await;
        assert_eq!(hello.json()["data"], json!({ "message": "Hello, john" }));
    });
}

#[test]
fn the_claims_are_those_of_flask_jwt_extended_and_four_more() {
    // A session outlives the refresh token here: with equal lifetimes the token would end with the session, which began
    // some milliseconds earlier.
    App::test_with(&["--session-max-lifetime=31536000"], async |app| {
        let tokens = app.program().sign_in("john", "secure123").await;
        let (access, refresh) = (claims(&tokens.access), claims(&tokens.refresh));
        assert!(access["sub"].is_string());
        assert_eq!((&access["type"], &refresh["type"]), (&json!("access"), &json!("refresh")));
        assert_eq!((&access["fresh"], &refresh["fresh"]), (&json!(true), &json!(false)));
        assert_eq!(
            (&access["iss"], &access["username"], &access["email"]),
            (&json!(app.url), &json!("john"), &json!("john@example.com"))
        );
        assert_eq!(access["sid"], refresh["sid"]);
        assert_ne!(access["jti"], refresh["jti"]);
        let lifetime =
            |claims: &Value| claims["exp"].as_i64().expect("a number") - claims["iat"].as_i64().expect("a number");
        assert_eq!((lifetime(&access), lifetime(&refresh)), (900, 2_592_000));
        assert_eq!(access["nbf"], access["iat"]);
    });
}

#[test]
fn access_tokens_say_how_and_when_the_person_was_authenticated() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let at_login = claims(&first.access);
        assert_eq!((&at_login["amr"], &at_login["auth_time"]), (&json!(["pwd"]), &at_login["iat"]));
        let refresh = claims(&first.refresh);
        assert!(refresh["amr"].is_null() && refresh["auth_time"].is_null(), "{refresh}");
        app.clock.advance(time::Duration::minutes(11));
        let second = Tokens::of(&program.refresh(&first.refresh).await);
        let refreshed = claims(&second.access);
        assert_eq!((&refreshed["amr"], &refreshed["auth_time"]), (&json!(["pwd"]), &at_login["iat"]));
        let change = json!({ "email": "new@example.com", "current_password": "secure123" });
        let changed = program.bearer_json(Method::PATCH, "/api/auth/me", &second.access, &change).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let third = claims(&Tokens::of(&program.refresh(&second.refresh).await).access);
        let age = third["auth_time"].as_i64().expect("a time") - at_login["iat"].as_i64().expect("a time");
        assert!((660..720).contains(&age), "{age}");
    });
}

#[test]
fn mistakes_and_taken_names_have_their_own_statuses() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("john", "secure123").await;
        let register = async |body: Value| program.json(Method::POST, "/api/auth/register", &body).await;
        let taken = register(json!({ "username": "JOHN", "email": "new@example.com", "password": "secure123" })).await;
        assert_eq!(code(&taken), (409, "USERNAME_TAKEN".to_owned()));
        let taken = register(json!({ "username": "jim", "email": "John@Example.com", "password": "secure123" })).await;
        assert_eq!(code(&taken), (409, "EMAIL_TAKEN".to_owned()));
        let wrong = register(json!({ "username": "1", "password": "password1" })).await;
        assert_eq!(code(&wrong), (422, "VALIDATION_ERROR".to_owned()));
        let fields = wrong.json()["error"]["fields"].clone();
        for field in ["username", "email", "password"] {
            assert!(fields[field].is_array(), "{field} in {fields}");
        }
    });
}

#[test]
fn a_login_takes_the_username_the_address_or_both() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("john", "secure123").await;
        let login = async |body: Value| program.json(Method::POST, "/api/auth/login", &body).await;
        for body in [
            json!({ "username": "John", "password": "secure123" }),
            json!({ "username": "john@example.com", "password": "secure123" }),
            json!({ "email": "JOHN@example.com", "password": "secure123" }),
            json!({ "username": "john", "email": "john@example.com", "password": "secure123" }),
        ] {
            assert_eq!(login(body.clone()).await.status, 200, "{body}");
        }
        let unknown = login(json!({ "username": "nobody", "password": "secure123" })).await;
        let wrong = login(json!({ "username": "john", "password": "secure124" })).await;
        assert_eq!(code(&wrong), refused("INVALID_CREDENTIALS"));
        assert_eq!(unknown.body, wrong.body);
        assert!(wrong.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Bearer")));
    });
}

#[test]
fn a_refresh_gives_new_tokens_and_spends_the_old_one() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let answer = program.refresh(&first.refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let second = Tokens::of(&answer);
        assert_ne!(first.refresh, second.refresh);
        assert_ne!(first.access, second.access);
        assert_eq!(claims(&second.access)["fresh"], false);
        let in_body =
            program.json(Method::POST, "/api/auth/refresh", &json!({ "refresh_token": second.refresh })).await;
        assert_eq!(in_body.status, 200, "{}", in_body.body);
    });
}

/// Clients attach the access token to every request, expired or not.
#[test]
fn a_refresh_token_given_by_name_is_what_counts() {
    App::test(async |app| {
        let program = app.program();
        let send = async |path: &str, bearer: &str, kind: &str, body: &str| {
            let bearer = format!("Bearer {bearer}");
            program.send(Method::POST, path, &[("authorization", &bearer), ("content-type", kind)], body).await
        };
        const JSON: &str = "application/json";
        let mut tokens = program.sign_in("john", "secure123").await;
        for expired in [false, true] {
            if expired {
                app.clock.advance(Duration::seconds(901));
            }
            let body = json!({ "refresh_token": tokens.refresh }).to_string();
            let answer = send("/api/auth/refresh", &tokens.access, JSON, &body).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            tokens = Tokens::of(&answer);
        }
        let form = format!("refresh_token={}", tokens.refresh);
        let answer = send("/api/auth/refresh", &tokens.access, "application/x-www-form-urlencoded", &form).await;
        tokens = Tokens::of(&answer);
        // Where the body names none, the header counts as ever.
        for (kind, body) in
            [(JSON, ""), ("text/plain", ""), (JSON, "{}"), (JSON, "null"), (JSON, "{\"refresh_token\":null}")]
        {
            let answer = send("/api/auth/refresh", &tokens.refresh, kind, body).await;
            assert_eq!(answer.status, 200, "{kind} {body:?}: {}", answer.body);
            tokens = Tokens::of(&answer);
        }
        assert_eq!(code(&send("/api/auth/refresh", &tokens.access, JSON, "{}").await), refused("TOKEN_INVALID"));
        let wrong = json!({ "refresh_token": tokens.access }).to_string();
        assert_eq!(code(&send("/api/auth/refresh", &tokens.refresh, JSON, &wrong).await), refused("TOKEN_INVALID"));
        for (kind, body, status) in
            [(JSON, "{", 400), (JSON, "[]", 400), (JSON, "{\"refresh_token\":1}", 400), ("text/plain", "x", 415)]
        {
            assert_eq!(send("/api/auth/refresh", &tokens.refresh, kind, body).await.status, status, "{body}");
        }

        app.clock.advance(Duration::seconds(901));
        assert_eq!(code(&send("/api/auth/logout", &tokens.access, JSON, "").await), refused("TOKEN_EXPIRED"));
        let body = json!({ "refresh_token": tokens.refresh }).to_string();
        let answer = send("/api/auth/logout", &tokens.access, JSON, &body).await;
        assert_eq!(answer.status, 200, "an app that slept can log out: {}", answer.body);
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused("TOKEN_REVOKED"));
    });
}

#[test]
fn the_authorization_header_is_read_by_its_grammar() {
    App::test(async |app| {
        let program = app.program();
        let token = program.sign_in("john", "secure123").await.access;
        for scheme in ["Bearer ", "bearer ", "BEARER   "] {
            let headers = [("authorization", format!("{scheme}{token}"))];
            let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(program.send(Method::GET, "/api/auth/me", &headers, "").await.status, 200, "{scheme:?}");
        }
        for value in [format!("Bearer \u{a0}{token}"), format!("Bearer {token}\u{2003}"), format!("Bearer {token} x")] {
            let answer = program.send(Method::GET, "/api/auth/me", &[("authorization", &value)], "").await;
            assert_eq!(code(&answer), refused("TOKEN_INVALID"), "{value:?}");
        }
    });
}

#[test]
fn a_second_tab_inside_the_grace_gets_the_same_successor() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let one = Tokens::of(&program.refresh(&first.refresh).await);
        app.clock.advance(Duration::seconds(9));
        let two = Tokens::of(&program.refresh(&first.refresh).await);
        assert_eq!(one.refresh, two.refresh);
        assert_eq!(program.refresh(&one.refresh).await.status, 200);
    });
}

#[test]
fn a_spent_refresh_token_ends_the_session() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let second = Tokens::of(&program.refresh(&first.refresh).await);
        app.clock.advance(Duration::seconds(11));
        assert_eq!(code(&program.refresh(&first.refresh).await), refused("TOKEN_REUSED"));
        assert_eq!(code(&program.refresh(&second.refresh).await), refused("TOKEN_REVOKED"));
        let me = program.bearer(Method::GET, "/api/auth/me", &second.access).await;
        assert_eq!(code(&me), refused("TOKEN_REVOKED"));
    });
}

#[test]
fn a_session_that_refreshes_without_end_keeps_few_rows_and_still_detects_reuse() {
    App::test(async |app| {
        app.clock.stop();
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let mut last = first.refresh.clone();
        for _ in 0..20 {
            app.clock.advance(Duration::seconds(30));
            last = Tokens::of(&program.refresh(&last).await).refresh;
        }
        let kept: i64 = {
            let mut conn = app.services.db.conn().expect("a connection");
            inside::schema::refresh_tokens::table.count().get_result(&mut *conn).expect("a count")
        };
        assert!((1..=5).contains(&kept), "{kept}");
        assert_eq!(code(&program.refresh(&first.refresh).await), refused("TOKEN_REUSED"), "its row is long gone");
        assert_eq!(code(&program.refresh(&last).await), refused("TOKEN_REVOKED"));
    });
}

#[test]
fn of_many_parallel_refreshes_one_rotates_and_nobody_is_logged_out() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let tries = futures_util::future::join_all((0..12).map(|_| program.refresh(&first.refresh))).await;
        let successors: std::collections::BTreeSet<String> =
            tries.iter().map(|answer| Tokens::of(answer).refresh).collect();
        assert_eq!(successors.len(), 1, "one rotation");
        let successor = successors.first().expect("one");
        assert_eq!(program.refresh(successor).await.status, 200);
    });
}

#[test]
fn without_a_grace_of_many_parallel_refreshes_one_wins() {
    App::test_with(&["--refresh-grace=0"], async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let tries = futures_util::future::join_all((0..8).map(|_| program.refresh(&first.refresh))).await;
        let winners = tries.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(winners, 1);
        let winner = tries.iter().find(|answer| answer.status == 200).expect("one");
        assert_eq!(
            code(&program.refresh(&Tokens::of(winner).refresh).await),
            refused("TOKEN_REVOKED"),
            "a replay ends it"
        );
    });
}

#[test]
fn logging_out_with_either_token_kills_both_at_once() {
    App::test(async |app| {
        let program = app.program();
        for with_refresh in [false, true] {
            let name = if with_refresh { "jane" } else { "john" };
            let tokens = program.sign_in(name, "secure123").await;
            let with = if with_refresh { &tokens.refresh } else { &tokens.access };
            assert_eq!(program.bearer(Method::POST, "/api/auth/logout", with).await.status, 200);
            let me = program.bearer(Method::GET, "/api/auth/me", &tokens.access).await;
            assert_eq!(code(&me), refused("TOKEN_REVOKED"));
            assert_eq!(code(&program.refresh(&tokens.refresh).await), refused("TOKEN_REVOKED"));
        }
    });
}

#[test]
fn tokens_expire_by_the_clock() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        app.clock.advance(Duration::seconds(901));
        let me = program.bearer(Method::GET, "/api/auth/me", &tokens.access).await;
        assert_eq!(code(&me), refused("TOKEN_EXPIRED"));
        assert_eq!(program.refresh(&tokens.refresh).await.status, 200, "a program need not call every hour");
        app.clock.advance(Duration::days(30));
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused("TOKEN_EXPIRED"));
    });
}

#[test]
fn a_token_of_one_kind_is_not_taken_for_the_other() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        let me = program.bearer(Method::GET, "/api/auth/me", &tokens.refresh).await;
        assert_eq!(code(&me), refused("TOKEN_INVALID"));
        assert_eq!(code(&program.refresh(&tokens.access).await), refused("TOKEN_INVALID"));
    });
}

#[test]
fn no_token_is_unauthorized() {
    App::test(async |app| {
        let program = app.program();
        for headers in [&[][..], &[("authorization", "Basic am9objpzZWN1cmUxMjM=")], &[("authorization", "Bearer")]] {
            let answer = program.send(Method::GET, "/api/auth/me", headers, "").await;
            assert_eq!(code(&answer), refused("UNAUTHORIZED"));
            assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"vestibule\""));
        }
    });
}

/// Signs whatever an attacker might, with the installation's own secret where that is what is tried.
fn forged(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let message = format!("{}.{}", part(header), part(claims));
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret);
    let signature = BASE64URL_NOPAD.encode(aws_lc_rs::hmac::sign(&key, message.as_bytes()).as_ref());
    format!("{message}.{signature}")
}

fn header_of(token: &str) -> Value {
    let header = token.split('.').next().expect("a header");
    serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).expect("base64url")).expect("JSON")
}

const SECRET: &str = "5f2c1d9e8b7a60413243f5d6c7b8a9908172635445362718";

#[test]
fn forged_tokens_are_refused() {
    App::test_with(&[&format!("--jwt-secret-key={SECRET}")], async |app| {
        let program = app.program();
        let token = program.sign_in("john", "secure123").await.access;
        let (header, good) = (header_of(&token), claims(&token));
        let with = |changes: Value| {
            let mut changed = good.clone();
            changed.as_object_mut().expect("claims").extend(changes.as_object().expect("changes").clone());
            changed
        };
        let secret = SECRET.as_bytes();
        let accepted = program.bearer(Method::GET, "/api/auth/me", &forged(&header, &good, secret)).await;
        assert_eq!(accepted.status, 200, "the forger of this test knows how: {}", accepted.body);

        let now = good["iat"].as_i64().expect("a number");
        let kid = header["kid"].clone();
        let head = |changes: Value| {
            let mut changed = header.clone();
            changed.as_object_mut().expect("a header").extend(changes.as_object().expect("changes").clone());
            changed
        };
        let none = |alg: &str| {
            let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
            format!("{}.{}.", part(&json!({ "alg": alg, "typ": "JWT", "kid": kid })), part(&good))
        };
        let attempts = [
            ("none", none("none")),
            ("None", none("None")),
            ("no signature", none("HS256")),
            ("another key", forged(&header, &good, b"another secret of thirty-two bytes")),
            ("another algorithm", forged(&head(json!({ "alg": "HS384" })), &good, secret)),
            ("an asymmetric algorithm", forged(&head(json!({ "alg": "RS256" })), &good, secret)),
            ("an unknown kid", forged(&head(json!({ "kid": "../../dev/null" })), &good, secret)),
            ("no kid", forged(&json!({ "alg": "HS256", "typ": "JWT" }), &good, secret)),
            ("a key in the header", forged(&head(json!({ "jwk": { "kty": "oct", "k": "AA" } })), &good, secret)),
            ("an address of keys", forged(&head(json!({ "jku": "https://evil.example/keys" })), &good, secret)),
            ("a critical extension", forged(&head(json!({ "crit": ["exp"] })), &good, secret)),
            ("another issuer", forged(&header, &with(json!({ "iss": "https://evil.example" })), secret)),
            ("issued in the future", forged(&header, &with(json!({ "iat": now + 3_600 })), secret)),
            ("not yet valid", forged(&header, &with(json!({ "nbf": now + 3_600 })), secret)),
            ("exp as text", forged(&header, &with(json!({ "exp": "9999999999" })), secret)),
            ("exp as a list", forged(&header, &with(json!({ "exp": [9_999_999_999_i64] })), secret)),
            ("sub as a number", forged(&header, &with(json!({ "sub": 1 })), secret)),
            ("another type", forged(&header, &with(json!({ "type": "verify" })), secret)),
            ("garbage", "not.a.token".to_owned()),
            ("empty parts", "..".to_owned()),
            ("no dots", "token".to_owned()),
            ("a changed payload", {
                let mut parts: Vec<&str> = token.split('.').collect();
                let payload = BASE64URL_NOPAD.encode(with(json!({ "sub": "2" })).to_string().as_bytes());
                parts[1] = &payload;
                parts.join(".")
            }),
        ];
        for (name, attempt) in attempts {
            let answer = program.bearer(Method::GET, "/api/auth/me", &attempt).await;
            assert_eq!(code(&answer), refused("TOKEN_INVALID"), "{name}");
        }
        let expired = forged(&header, &with(json!({ "exp": now - 1 })), secret);
        assert_eq!(code(&program.bearer(Method::GET, "/api/auth/me", &expired).await), refused("TOKEN_EXPIRED"));
        let others = forged(&header, &with(json!({ "sub": "999" })), secret);
        assert_eq!(code(&program.bearer(Method::GET, "/api/auth/me", &others).await), refused("TOKEN_REVOKED"));
    });
}

#[test]
fn a_previous_secret_is_accepted_and_a_new_one_signs() {
    const OLD: &str = "0011223344556677889900aabbccddeeff00112233445566";
    let flags = [&format!("--jwt-secret-key={SECRET}")[..], &format!("--jwt-secret-key-previous={OLD}")];
    App::test_with(&flags, async |app| {
        let program = app.program();
        let token = program.sign_in("john", "secure123").await.access;
        let old_id = {
            // The id of a shared secret is a digest; the old one is found by asking an installation that has it.
            let keys = inside::config::token_keys::Keys::shared(OLD, None);
            let signed = inside::tokens::claims::sign(&keys, &serde_json::from_value(claims(&token)).expect("claims"));
            signed.expect("signs")
        };
        assert_ne!(header_of(&old_id)["kid"], header_of(&token)["kid"]);
        assert_eq!(program.bearer(Method::GET, "/api/auth/me", &old_id).await.status, 200);
    });
}

#[test]
fn public_keys_verify_tokens_under_the_asymmetric_algorithms() {
    for algorithm in ["EdDSA", "RS256"] {
        App::test_with(&[&format!("--jwt-algorithm={algorithm}")], async |app| {
            let program = app.program();
            let token = program.sign_in("john", "secure123").await.access;
            let set = program.get("/.well-known/jwks.json").await.json();
            let key = &set["keys"][0];
            assert_eq!((&key["alg"], &key["use"]), (&json!(algorithm), &json!("sig")));
            assert_eq!(key["kid"], header_of(&token)["kid"]);
            for secret in ["d", "p", "q", "k"] {
                assert!(key[secret].is_null(), "{secret} is not public");
            }
            let jwk: jsonwebtoken::jwk::Jwk = serde_json::from_value(key.clone()).expect("a JWK");
            let verifier = jsonwebtoken::DecodingKey::from_jwk(&jwk).expect("a key");
            let mut validation = jsonwebtoken::Validation::new(algorithm.parse().expect("known"));
            validation.set_issuer(&[&app.url]);
            let verified = jsonwebtoken::decode::<Value>(&token, &verifier, &validation).expect("verifies");
            assert_eq!(verified.claims["username"], "john");
            // The classic confusion: the public key taken for a shared secret.
            let confused =
                forged(&json!({ "alg": "HS256", "kid": key["kid"] }), &claims(&token), key.to_string().as_bytes());
            assert_eq!(code(&program.bearer(Method::GET, "/api/auth/me", &confused).await), refused("TOKEN_INVALID"));
        });
    }
}

#[test]
fn the_key_set_is_empty_under_a_shared_secret() {
    App::test(async |app| {
        assert_eq!(app.browser().get("/.well-known/jwks.json").await.json(), json!({ "keys": [] }));
    });
}

#[test]
fn errors_of_this_door_are_its_own_json() {
    App::test(async |app| {
        let program = app.program();
        let json_type = ("content-type", "application/json");
        let post = async |headers: &[(&str, &str)], body: String| {
            program.send(Method::POST, "/api/auth/login", headers, body).await
        };
        let deep = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
        let cases = [
            (415, "BAD_REQUEST", post(&[("content-type", "text/plain")], "x".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":".to_owned()).await),
            // Unknown members are skipped, however deep they are, without using the stack for it.
            (422, "VALIDATION_ERROR", post(&[json_type], deep).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":\"a\",\"username\":\"b\"}".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":\"a\\u0000\",\"password\":\"b\"}".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "[]".to_owned()).await),
            (413, "BAD_REQUEST", post(&[json_type], format!("{{\"username\":\"{}\"}}", "a".repeat(70_000))).await),
            (404, "NOT_FOUND", program.get("/api/auth/nowhere").await),
            (405, "METHOD_NOT_ALLOWED", program.get("/api/auth/login").await),
            (405, "METHOD_NOT_ALLOWED", program.send(Method::POST, "/.well-known/jwks.json", &[], "").await),
        ];
        for (status, expected, answer) in cases {
            assert_eq!(code(&answer), (status, expected.to_owned()), "{}", answer.body);
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
        }
        assert_eq!(program.get("/api/auth/login").await.header("allow"), Some("POST"));
    });
}
