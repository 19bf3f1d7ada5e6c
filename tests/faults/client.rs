//! A client of all three doors, for which an answer that does not come is nothing special.

use std::time::Duration;

use reqwest::{Method, redirect};
use serde_json::Value;

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Body {
    None,
    Form(Vec<(&'static str, String)>),
    Json(Value),
}

/// A request without its server, so that it can be sent again to the next one.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    pub path: String,
    pub body: Body,
    pub bearer: Option<String>,
}

impl Request {
    pub fn get(path: &str) -> Request {
        Request { method: Method::GET, path: path.to_owned(), body: Body::None, bearer: None }
    }

    pub fn form(path: &str, fields: &[(&'static str, &str)]) -> Request {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Request { method: Method::POST, path: path.to_owned(), body: Body::Form(fields), bearer: None }
    }

    pub fn json(method: Method, path: &str, body: Value) -> Request {
        Request { method, path: path.to_owned(), body: Body::Json(body), bearer: None }
    }

    pub fn with_token(self, token: &str) -> Request {
        Request { bearer: Some(token.to_owned()), ..self }
    }
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub kind: String,
    pub retry_after: Option<String>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

/// Keeps cookies, follows no redirects.
pub struct Client(reqwest::Client);

impl Client {
    pub fn new() -> Client {
        let builder = reqwest::Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        // Far more than any deadline of the server: it measures nothing.
        let builder = builder.user_agent("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        Client(builder.timeout(Duration::from_secs(120)).build().expect("a client"))
    }

    /// The whole answer, or none where it did not come to its end.
    pub async fn send(&self, url: &str, request: &Request) -> Option<Answer> {
        let sent = self.0.request(request.method.clone(), format!("{url}{}", request.path));
        let sent = match &request.body {
            Body::None => sent.header("accept", "text/html"),
            Body::Form(fields) => sent.header("accept", "text/html").form(fields),
            Body::Json(value) => sent.header("accept", "application/json").json(value),
        };
        let sent = match &request.bearer {
            Some(token) => sent.bearer_auth(token),
            None => sent,
        };
        let response = sent.send().await.ok()?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let kind = header("content-type").unwrap_or_default();
        let (status, retry_after) = (response.status().as_u16(), header("retry-after"));
        let body = response.text().await.ok()?;
        Some(Answer { status, kind, retry_after, body })
    }
}
