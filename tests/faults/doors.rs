//! The three doors while something is broken: each refuses in its own form, honestly.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Client, Request};

pub const PASSWORD: &str = "correct horse battery";

/// Somebody who is logged in with a browser and with a program.
pub struct Owner {
    pub client: Client,
    pub name: String,
    access: String,
    refresh: String,
}

impl Owner {
    /// Creates the account and logs in at both.
    pub async fn sign_in(url: &str, name: &str) -> Owner {
        Owner::try_sign_in(url, name).await.expect("the account is created")
    }

    /// The same where it may be refused, honestly.
    pub async fn try_sign_in(url: &str, name: &str) -> Option<Owner> {
        let client = Client::new();
        let body = json!({ "username": name, "email": format!("{name}@example.com"), "password": PASSWORD });
        let request = Request::json(Method::POST, "/api/auth/register", body);
        let registered = client.send(url, &request).await.expect("an answer");
        if registered.status == 503 {
            is_honest(&request, &registered);
            return None;
        }
        assert_eq!(registered.status, 201, "{}", registered.body);
        let token = |of: &str| registered.json()["data"][of].as_str().unwrap().to_owned();
        let owner = Owner { access: token("access_token"), refresh: token("refresh_token"), name: name.into(), client };
        let login = owner.log_in(url).await;
        assert_eq!(login.status, 303, "{}", login.body);
        Some(owner)
    }

    pub async fn log_in(&self, url: &str) -> Answer {
        let form = Request::form("/login", &[("username", &self.name), ("password", PASSWORD)]);
        self.client.send(url, &form).await.unwrap()
    }

    /// What its program holds.
    pub fn access_token(&self) -> &str {
        &self.access
    }

    /// Both sessions still work.
    pub async fn is_logged_in(&self, url: &str) -> bool {
        let browser = self.client.send(url, &Request::get("/auth/current_user")).await.unwrap();
        let program = Request::get("/api/auth/me").with_token(&self.access);
        let program = self.client.send(url, &program).await.unwrap();
        browser.json()["ok"] == true && program.status == 200
    }

    /// A new pair of tokens for the old one, at the end of a test: the old ones are worth nothing after it.
    pub async fn refresh(&self, url: &str) -> u16 {
        let refresh = Request::json(Method::POST, "/api/auth/refresh", json!({})).with_token(&self.refresh);
        self.client.send(url, &refresh).await.unwrap().status
    }

    /// What reads the database, at each door.
    fn reads(&self) -> Vec<Request> {
        vec![
            Request::get("/"),
            Request::get("/history"),
            Request::get("/auth/current_user"),
            Request::get("/auth/sessions"),
            Request::get("/api/auth/me").with_token(&self.access),
            Request::get("/api/auth/sessions").with_token(&self.access),
        ]
    }

    /// What writes to it, at each door. Each would change something, or log somebody in.
    fn writes(&self) -> Vec<Request> {
        let name = self.name.as_str();
        let stranger = format!("{name}too");
        let stranger =
            json!({ "username": stranger, "email": format!("{stranger}@example.com"), "password": PASSWORD });
        let right = json!({ "username": name, "password": PASSWORD });
        let new = format!("{name}new");
        vec![
            Request::form("/login", &[("username", name), ("password", PASSWORD)]),
            Request::form(&format!("/partial/{name}"), &[("_method", "PATCH"), ("username", &new)]),
            Request::form("/forgot-password", &[("email", &format!("{name}@example.com"))]),
            Request::json(Method::POST, "/auth/login", right.clone()),
            Request::json(Method::POST, "/auth/register", stranger.clone()),
            Request::json(Method::PUT, "/auth/update_profile", json!({ "username": new })),
            Request::json(Method::POST, "/api/auth/login", right),
            Request::json(Method::POST, "/api/auth/register", stranger),
            Request::json(Method::PATCH, "/api/auth/me", json!({ "username": new })).with_token(&self.access),
            Request::json(Method::POST, "/api/auth/refresh", json!({})).with_token(&self.refresh),
        ]
    }

    /// Each of them is an honest 503.
    pub async fn is_refused(&self, url: &str, which: Which) -> usize {
        let requests = match which {
            Which::Writes => self.writes(),
            Which::Everything => [self.reads(), self.writes()].concat(),
        };
        // Who is logged in is led away from the form.
        let guest = [("username", "newcomer"), ("email", "newcomer@example.com"), ("password", PASSWORD)];
        let guest = Request::form("/register", &[&guest[..], &[("confirm_password", PASSWORD)]].concat());
        let client = Client::new();
        let own = join_all(requests.iter().map(|request| self.client.send(url, request)));
        let (own, answer) = tokio::join!(own, client.send(url, &guest));
        for (request, answer) in requests.iter().chain([&guest]).zip(own.into_iter().chain([answer])) {
            is_honest(request, &answer.unwrap_or_else(|| panic!("no answer to {request:?}")));
        }
        requests.len() + 1
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum Which {
    Writes,
    Everything,
}

/// 503 with Retry-After in the form of its door, and no word about a password, an account or the inside.
pub fn is_honest(request: &Request, answer: &Answer) {
    let said = format!("{request:?}: {answer:?}");
    assert_eq!(answer.status, 503, "{said}");
    assert!(answer.retry_after.as_ref().is_some_and(|seconds| seconds.parse::<u32>().is_ok()), "{said}");
    let body = answer.json();
    match request.path.as_str() {
        path if path.starts_with("/api/auth") => {
            assert_eq!((&body["success"], &body["error"]["code"]), (&json!(false), &json!("UNAVAILABLE")), "{said}");
        }
        path if path.starts_with("/auth") => {
            assert_eq!((&body["ok"], &body["code"]), (&json!(false), &json!("unavailable")), "{said}");
        }
        _ => assert!(answer.kind.starts_with("text/html") && answer.body.contains("unavailable right now"), "{said}"),
    }
    let low = answer.body.to_lowercase();
    for dishonest in ["incorrect", "invalid credentials", "sqlite", "postgres", "libpq", "os error", "panicked"] {
        assert!(!low.contains(dishonest), "{dishonest}: {said}");
    }
}

/// What `/readyz` says.
pub async fn ready(url: &str) -> (u16, Value) {
    let answer = Client::new().send(url, &Request::get("/readyz")).await;
    let answer = answer.expect("it always answers");
    (answer.status, answer.json())
}

/// Pages that need no database.
pub async fn static_pages_are_served(url: &str) {
    let guest = Client::new();
    for path in ["/", "/login", "/forgot-password", "/healthz"] {
        assert_eq!(guest.send(url, &Request::get(path)).await.expect("an answer").status, 200, "{path}");
    }
}
