//! Who signed a token: forged ones, keys that change, and keys that others verify with.

use data_encoding::BASE64URL_NOPAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::program::{claims, code, refused};

const SECRET: &str = "5f2c1d9e8b7a60413243f5d6c7b8a9908172635445362718";

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
            assert_eq!(code(&answer), refused(401, "TOKEN_INVALID"), "{name}");
        }
        let expired = forged(&header, &with(json!({ "exp": now - 1 })), secret);
        assert_eq!(code(&program.bearer(Method::GET, "/api/auth/me", &expired).await), refused(401, "TOKEN_EXPIRED"));
        let others = forged(&header, &with(json!({ "sub": "999" })), secret);
        assert_eq!(code(&program.bearer(Method::GET, "/api/auth/me", &others).await), refused(401, "TOKEN_REVOKED"));
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
            assert_eq!(
                code(&program.bearer(Method::GET, "/api/auth/me", &confused).await),
                refused(401, "TOKEN_INVALID")
            );
        });
    }
}

#[test]
fn the_key_set_is_empty_under_a_shared_secret() {
    App::test(async |app| {
        assert_eq!(app.browser().get("/.well-known/jwks.json").await.json(), json!({ "keys": [] }));
    });
}
