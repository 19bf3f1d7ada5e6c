//! The client for the session API: a front end's script, with the cookies of its browser.

use std::ops::Deref;

use reqwest::Method;
use serde_json::{Value, json};

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;

/// The status, the sentence and the code of a refusal at this door.
pub fn error_of(answer: &Answer) -> (u16, String, String) {
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (answer.status, text("error"), text("code"))
}

/// What [`error_of`] is expected to be.
pub fn error(status: u16, sentence: &str, code: &str) -> (u16, String, String) {
    (status, sentence.to_owned(), code.to_owned())
}

/// The status and the sentence of what was done, or of the refusal.
pub fn outcome(answer: &Answer) -> (u16, Value) {
    let body = answer.json();
    (answer.status, if body["ok"] == true { body["msg"].clone() } else { body["error"].clone() })
}

/// The script of a page. What it does not speak itself, its browser does.
pub struct Script<'a>(Browser<'a>);

impl App {
    /// A script in a browser with an empty cookie jar.
    pub fn script(&self) -> Script<'_> {
        Script(self.browser())
    }
}

impl<'a> Deref for Script<'a> {
    type Target = Browser<'a>;

    fn deref(&self) -> &Browser<'a> {
        &self.0
    }
}

impl Script<'_> {
    /// Posts a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, &body).await
    }

    pub async fn register(&self, username: &str, email: &str, password: &str) -> Answer {
        self.post("/auth/register", json!({ "username": username, "email": email, "password": password })).await
    }

    pub async fn login(&self, username: &str, password: &str) -> Answer {
        self.post("/auth/login", json!({ "username": username, "password": password })).await
    }

    /// Registers and logs in, or panics.
    pub async fn sign_in(&self, username: &str, password: &str) {
        let answer = self.register(username, &format!("{username}@example.com"), password).await;
        assert_eq!((answer.status, answer.json()), (201, json!({ "ok": true, "msg": "User registered" })));
        let answer = self.login(username, password).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "ok": true, "msg": "login successful" })));
    }
}
