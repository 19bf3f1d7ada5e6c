//! A forgotten password and a confirmed address at the token API, for an app without a browser.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App, Tokens};
use crate::tokens::code;

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn message(answer: &Answer) -> (u16, Value) {
    (answer.status, answer.json()["data"]["message"].clone())
}

/// The secret at the end of the link in the newest email.
async fn secret_for(app: &App, address: &str) -> String {
    app.email_to(address).await.path().rsplit('/').next().expect("a token").to_owned()
}

#[test]
fn an_app_resets_a_forgotten_password_and_every_token_from_before_is_dead() {
    App::test(async |app| {
        let program = app.program();
        let before = program.sign_in("ada", "secure123").await;
        let ask = async |email: Value| {
            program.json(Method::POST, "/api/auth/forgot-password", &json!({ "email": email })).await
        };
        let known = ask(json!("Ada@Example.com")).await;
        let sentence = json!("If an account uses that address, a link is on its way");
        assert_eq!(message(&known), (200, sentence));
        assert_eq!(ask(json!("nobody@example.com")).await.body, known.body, "the answer does not tell who exists");
        for wrong in [json!(""), json!("nowhere"), json!(null)] {
            let answer = ask(wrong).await;
            assert_eq!(code(&answer), refused(422, "VALIDATION_ERROR"));
            assert!(answer.json()["error"]["fields"]["email"].is_array(), "{}", answer.body);
        }

        let token = secret_for(app, "ada@example.com").await;
        let reset = async |token: &str, password: &str| {
            let body = json!({ "token": token, "password": password });
            program.json(Method::POST, "/api/auth/reset-password", &body).await
        };
        let weak = reset(&token, "password1").await;
        assert_eq!(code(&weak), refused(422, "VALIDATION_ERROR"));
        assert!(weak.json()["error"]["fields"]["password"].is_array(), "{}", weak.body);
        let done = reset(&token, "difference engine 1822").await;
        assert_eq!(message(&done), (200, json!("Password changed. Log in with the new one")));
        assert_eq!(
            code(&program.bearer(Method::GET, "/api/auth/me", &before.access).await),
            refused(401, "TOKEN_REVOKED")
        );
        assert_eq!(code(&program.refresh(&before.refresh).await), refused(401, "TOKEN_REVOKED"));
        let again = reset(&token, "difference engine 1823").await;
        assert_eq!(code(&again), refused(422, "VALIDATION_ERROR"));
        assert_eq!(again.json()["error"]["fields"], json!({ "token": ["This link has already been used"] }));

        let login = json!({ "username": "ada", "password": "difference engine 1822" });
        assert_eq!(program.json(Method::POST, "/api/auth/login", &login).await.status, 200);
    });
}

#[test]
fn links_that_do_not_work_are_an_error_of_the_token_field() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        let confirm = secret_for(app, "ada@example.com").await;
        let send = async |path: &str, token: &str| {
            let body = json!({ "token": token, "password": "difference engine 1822" });
            program.json(Method::POST, &format!("/api/auth/{path}"), &body).await
        };
        // A link to confirm an address resets no password, and nothing that was never sent does anything.
        for (path, token) in [
            ("reset-password", &*confirm),
            ("reset-password", ""),
            ("reset-password", "x"),
            ("verify", "x"),
            ("verify", ""),
        ] {
            let answer = send(path, token).await;
            assert_eq!(code(&answer), refused(422, "VALIDATION_ERROR"), "{path} {token:?}");
            assert_eq!(answer.json()["error"]["fields"], json!({ "token": ["This link doesn't work"] }));
            assert_eq!(answer.header("www-authenticate"), None);
        }
        app.clock.advance(Duration::days(2));
        let expired = send("verify", &confirm).await;
        assert_eq!(expired.json()["error"]["fields"], json!({ "token": ["This link has expired"] }));
    });
}

#[test]
fn of_two_resets_with_one_token_exactly_one_wins() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        program.json(Method::POST, "/api/auth/forgot-password", &json!({ "email": "ada@example.com" })).await;
        let token = secret_for(app, "ada@example.com").await;
        let reset = async |password: &str| {
            let body = json!({ "token": token, "password": password });
            program.json(Method::POST, "/api/auth/reset-password", &body).await.status
        };
        let (one, two) =
            futures_util::future::join(reset("difference engine 1822"), reset("difference engine 1823")).await;
        assert!(matches!((one, two), (200, 422) | (422, 200)), "{one} {two}");
    });
}

#[test]
fn an_app_confirms_the_address_and_sends_the_link_again() {
    App::test(async |app| {
        let program = app.program();
        let access = program.sign_in("ada", "secure123").await.access;
        let first = secret_for(app, "ada@example.com").await;
        let resend = async || program.bearer(Method::POST, "/api/auth/verify/resend", &access).await;
        assert_eq!(message(&resend().await), (200, json!("We sent a new confirmation link")));
        let second = secret_for(app, "ada@example.com").await;
        let verify =
            async |token: &str| program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        let replaced = verify(&first).await;
        assert_eq!(
            replaced.json()["error"]["fields"],
            json!({ "token": ["A newer link was sent. Use the link in the most recent email"] })
        );
        let me = async || program.bearer(Method::GET, "/api/auth/me", &access).await.json()["data"]["user"].clone();
        assert_eq!(me().await["email_verified"], false);
        for _ in 0..2 {
            assert_eq!(message(&verify(&second).await), (200, json!("Email address confirmed")), "twice is no error");
        }
        assert_eq!(me().await["email_verified"], true);
        assert_eq!(message(&resend().await), (200, json!("The email address is already confirmed")));
    });
}

#[test]
fn before_the_first_login_the_password_sends_the_link_again() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let program = app.program();
        let form = json!({ "username": "ada", "email": "ada@example.com", "password": "secure123" });
        let created = program.json(Method::POST, "/api/auth/register", &form).await;
        assert!(created.json()["data"]["access_token"].is_null(), "{}", created.body);
        let path = "/api/auth/verify/resend";
        for none in
            [program.send(Method::POST, path, &[], "").await, program.json(Method::POST, path, &json!({})).await]
        {
            assert_eq!(code(&none), refused(401, "UNAUTHORIZED"));
        }
        let by = async |username: &str, password: &str| {
            program.json(Method::POST, path, &json!({ "username": username, "password": password })).await
        };
        let wrong = by("ada", "secure124").await;
        assert_eq!(code(&wrong), refused(401, "INVALID_CREDENTIALS"));
        assert_eq!(by("nobody", "secure124").await.body, wrong.body, "the answer does not tell who exists");
        // A client may attach a token that has expired; the credentials in the body count.
        let body = json!({ "email": "ada@example.com", "password": "secure123" });
        let sent = program.bearer_json(Method::POST, path, "an.old.token", &body).await;
        assert_eq!(message(&sent), (200, json!("We sent a new confirmation link")));
        let token = secret_for(app, "ada@example.com").await;
        let confirmed = program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        let login = json!({ "username": "ada", "password": "secure123" });
        assert_eq!(program.json(Method::POST, "/api/auth/login", &login).await.status, 200);
    });
}

#[test]
fn before_the_first_login_the_password_corrects_the_address() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let program = app.program();
        for (username, email) in [("ada", "ada@exmaple.com"), ("john", "john@example.com")] {
            let form = json!({ "username": username, "email": email, "password": "secure123" });
            assert_eq!(program.json(Method::POST, "/api/auth/register", &form).await.status, 201);
        }
        let path = "/api/auth/verify/resend";
        let correct = async |password: &str, email: &str| {
            let body = json!({ "username": "ada", "password": password, "new_email": email });
            program.json(Method::POST, path, &body).await
        };
        assert_eq!(code(&correct("secure124", "ada@example.com").await), refused(401, "INVALID_CREDENTIALS"));
        let taken = correct("secure123", "John@example.com").await;
        assert_eq!(code(&taken), refused(409, "EMAIL_TAKEN"));
        for answer in [taken, correct("secure123", "ada@.[::]").await] {
            let fields = &answer.json()["error"]["fields"];
            assert!(fields["new_email"].is_array() && fields["email"].is_null(), "{}", answer.body);
        }
        let alone = program.json(Method::POST, path, &json!({ "new_email": "ada@example.com" })).await;
        assert_eq!(code(&alone), refused(422, "VALIDATION_ERROR"), "the address alone changes nothing");
        assert_eq!(
            message(&correct("secure123", "ada@example.com").await),
            (200, json!("We sent a new confirmation link"))
        );
        let token = secret_for(app, "ada@example.com").await;
        let confirmed = program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        assert_eq!(
            message(&correct("secure123", "thief@example.net").await),
            (200, json!("The email address is already confirmed"))
        );
        // Once an address was confirmed, a later one is not corrected by the password alone.
        let login = json!({ "username": "ada", "password": "secure123" });
        let access = Tokens::of(&program.json(Method::POST, "/api/auth/login", &login).await).access;
        let change = json!({ "email": "new@example.com" });
        assert_eq!(program.bearer_json(Method::PATCH, "/api/auth/me", &access, &change).await.status, 200);
        let moved = correct("secure123", "thief@example.net").await;
        assert_eq!(code(&moved), refused(422, "VALIDATION_ERROR"));
        assert!(moved.json()["error"]["fields"]["new_email"].is_array(), "{}", moved.body);
        assert_eq!(app.user("ada").email, "new@example.com");
    });
}

#[test]
fn emails_asked_for_here_are_limited_like_those_of_the_other_doors() {
    App::test_with(&["--limit-email-network=2/3600", "--limit-email-address=1/3600"], async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        let ask = async |path: &str, email: &str| program.json(Method::POST, path, &json!({ "email": email })).await;
        let first = ask("/api/auth/forgot-password", "ada@example.com").await;
        let withheld = ask("/api/auth/forgot-password", "ada@example.com").await;
        assert_eq!((withheld.status, &withheld.body), (200, &first.body), "the address's limit shows in no answer");
        let limited = ask("/api/auth/forgot-password", "john@example.com").await;
        assert_eq!(code(&limited), refused(429, "RATE_LIMITED"));
        assert_eq!(ask("/auth/request_reset", "john@example.com").await.status, 429, "one budget for every door");
    });
}
