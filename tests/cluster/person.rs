//! Somebody with a browser or a program, who asks whichever node they are told to.

use reqwest::{Method, redirect};
use serde_json::{Value, json};

pub const PASSWORD: &str = "correct horse battery";

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub retry_after: Option<String>,
    pub kind: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }
}

/// A body.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    None,
    Form(&'a [(&'a str, &'a str)]),
    Json(&'a Value),
}

/// A person with a cookie jar. Cookies know hosts and no ports, so all nodes and nginx get the same ones.
pub struct Person {
    client: reqwest::Client,
    pub name: String,
}

impl Person {
    /// One whose account, if there is one, has this name.
    pub fn new(name: &str) -> Person {
        // A connection for each request: what is tested is what nginx and the nodes do with connections, and not which of a
        // client's own is closed at the moment in which it sends the next request there.
        let client = reqwest::Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        let client = client.pool_max_idle_per_host(0).timeout(std::time::Duration::from_secs(100)).build().unwrap();
        Person { client, name: name.to_owned() }
    }

    pub fn email(&self) -> String {
        format!("{}@example.com", self.name)
    }

    /// Sends a request and says what came, or why nothing did.
    pub async fn try_to(
        &self,
        method: Method,
        url: &str,
        path: &str,
        body: Body<'_>,
        token: Option<&str>,
    ) -> Result<Answer, String> {
        let request = self.client.request(method, format!("{url}{path}"));
        let request = match body {
            Body::None => request,
            Body::Form(fields) => request.form(fields),
            Body::Json(value) => request.json(value),
        };
        let request = token.into_iter().fold(request, |request, token| request.bearer_auth(token));
        let response = request.send().await.map_err(|cause| format!("{cause:?}"))?;
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (status, location) = (response.status().as_u16(), header("location").unwrap_or_default());
        let (retry_after, kind) = (header("retry-after"), header("content-type").unwrap_or_default());
        let body = response.text().await.map_err(|cause| format!("{cause:?}"))?;
        Ok(Answer { status, location, retry_after, kind, body })
    }

    async fn send(&self, method: Method, url: &str, path: &str, body: Body<'_>, token: Option<&str>) -> Answer {
        self.try_to(method, url, path, body, token).await.unwrap_or_else(|cause| panic!("{url}{path}: {cause}"))
    }

    pub async fn get(&self, url: &str, path: &str) -> Answer {
        self.send(Method::GET, url, path, Body::None, None).await
    }

    pub async fn post(&self, url: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, url, path, Body::Form(fields), None).await
    }

    pub async fn json(&self, method: Method, url: &str, path: &str, body: &Value) -> Answer {
        self.send(method, url, path, Body::Json(body), None).await
    }

    /// As a program does, with its token.
    pub async fn bearer(&self, method: Method, url: &str, path: &str, token: &str) -> Answer {
        self.send(method, url, path, Body::None, Some(token)).await
    }

    /// Creates the account by the token API.
    pub async fn register(&self, url: &str) -> Answer {
        let account = json!({"username": self.name, "email": self.email(), "password": PASSWORD});
        self.json(Method::POST, url, "/api/auth/register", &account).await
    }

    /// Logs in at the login page.
    pub async fn log_in(&self, url: &str) -> Answer {
        self.post(url, "/login", &[("username", &self.name), ("password", PASSWORD)]).await
    }

    /// Whether the home page knows who this is.
    pub async fn is_logged_in(&self, url: &str) -> bool {
        let profile = self.get(url, "/auth/current_user").await;
        assert_eq!(profile.status, 200, "{}", profile.body);
        profile.json()["ok"] == true
    }
}
