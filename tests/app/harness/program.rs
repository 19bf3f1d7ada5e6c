//! The client for the token API: a program that shows its tokens itself.

use std::ops::Deref;

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
