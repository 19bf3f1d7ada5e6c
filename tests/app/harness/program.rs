//! The client for the token API: a program that shows its tokens itself.

use std::ops::Deref;

use data_encoding::BASE64URL_NOPAD;
use reqwest::Method;
use serde_json::{Value, json};

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;

/// What a login answers.
pub struct Tokens {
    pub access: String,
    pub refresh: String,
}

impl Tokens {
    /// Those in an answer, which must have both.
    pub fn of(answer: &Answer) -> Tokens {
        let data = &answer.json()["data"];
        let text = |name: &str| data[name].as_str().unwrap_or_else(|| panic!("{name} in {}", answer.body)).to_owned();
        Tokens { access: text("access_token"), refresh: text("refresh_token") }
    }
}

/// The status and the code of a refusal at this door.
pub fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
}

/// What [`code`] is expected to be.
pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// The status and the sentence of what was done.
pub fn message(answer: &Answer) -> (u16, Value) {
    (answer.status, answer.json()["data"]["message"].clone())
}

/// What a token says, whoever signed it.
pub fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a payload");
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).expect("base64url")).expect("JSON")
}

/// A program. Requests without a token are sent as a browser's are.
pub struct Program<'a>(Browser<'a>);

impl App {
    /// A program that is logged in nowhere.
    pub fn program(&self) -> Program<'_> {
        Program(self.browser())
    }
}

impl<'a> Deref for Program<'a> {
    type Target = Browser<'a>;

    fn deref(&self) -> &Browser<'a> {
        &self.0
    }
}

impl Program<'_> {
    /// Posts a JSON body, without a token.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, &body).await
    }

    pub async fn register(&self, username: &str, email: &str, password: &str) -> Answer {
        self.post("/api/auth/register", json!({ "username": username, "email": email, "password": password })).await
    }

    pub async fn login(&self, username: &str, password: &str) -> Answer {
        self.post("/api/auth/login", json!({ "username": username, "password": password })).await
    }

    /// Registers, which logs in as well, or panics.
    pub async fn sign_in(&self, username: &str, password: &str) -> Tokens {
        let answer = self.register(username, &format!("{username}@example.com"), password).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        Tokens::of(&answer)
    }

    /// Any request with a token.
    pub async fn bearer(&self, method: Method, path: &str, token: &str) -> Answer {
        self.send(method, path, &[("authorization", &format!("Bearer {token}"))], "").await
    }

    /// The same with a JSON body.
    pub async fn bearer_json(&self, method: Method, path: &str, token: &str, body: &Value) -> Answer {
        let headers = [("authorization", &*format!("Bearer {token}")), ("content-type", "application/json")];
        self.send(method, path, &headers, body.to_string()).await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.bearer(Method::POST, "/api/auth/refresh", token).await
    }
}
