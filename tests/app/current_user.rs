//! Who is logged in, as front ends and programs ask.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::program::{code, refused};
use crate::harness::script::{error, error_of};
use crate::harness::{App, Tokens};

const PASSWORD: &str = "secure123";

/// What every door says of an account.
fn is_john(user: &Value) {
    assert_eq!((&user["username"], &user["email"]), (&json!("john"), &json!("john@example.com")), "{user}");
    assert_eq!((&user["role"], &user["email_verified"]), (&json!("user"), &json!(false)), "{user}");
    assert!(user["id"].is_i64() && user["created_at"].is_string(), "{user}");
}

#[test]
fn a_front_end_learns_who_is_logged_in_and_a_guest_is_an_answer_too() {
    App::test(async |app| {
        let script = app.script();
        let nobody = json!({ "ok": false, "user": null });
        assert_eq!(script.get("/auth/current_user").await.json(), nobody);
        assert_eq!(error_of(&script.get("/auth/profile").await), error(401, "Login required", "login_required"));
        script.sign_in("john", PASSWORD).await;
        let answer = script.get("/auth/current_user").await;
        assert_eq!((answer.status, &answer.json()["ok"]), (200, &json!(true)));
        is_john(&answer.json()["user"]);
        is_john(&script.get("/auth/profile").await.json());
        script.post("/auth/logout", json!({})).await;
        assert_eq!(script.get("/auth/current_user").await.json(), nobody);
    });
}

#[test]
fn a_program_learns_whose_token_it_has() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("john", PASSWORD).await;
        let tokens = Tokens::of(&program.login("john", PASSWORD).await);
        let ask = async |path: &str| program.bearer(Method::GET, &format!("/api/auth/{path}"), &tokens.access).await;
        is_john(&ask("me").await.json()["data"]["user"]);
        assert_eq!(ask("protected").await.json()["data"], json!({ "message": "Hello, john" }));
        assert_eq!(code(&program.get("/api/auth/me").await), refused(401, "UNAUTHORIZED"));
        program.bearer(Method::POST, "/api/auth/logout", &tokens.access).await;
        for path in ["me", "protected"] {
            assert_eq!(code(&ask(path).await), refused(401, "TOKEN_REVOKED"), "{path}");
        }
    });
}
