//! The client for the pages.

use std::sync::Arc;

use inside::sessions::SessionId;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, redirect};
use serde_json::Value;

use super::answer::Answer;
use super::app::App;
use super::document::is_documented;

impl App {
    /// A browser with an empty cookie jar. Two of them are two people, or two devices.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    }

    /// A browser that calls itself something else.
    pub fn browser_named(&self, user_agent: &str) -> Browser<'_> {
        Browser::new(self, user_agent)
    }

    /// A browser behind a proxy that says it is at this address: believed with `--trusted-proxies=127.0.0.1`.
    pub fn browser_at(&self, address: &str) -> Browser<'_> {
        Browser { forwarded_for: Some(address.to_owned()), ..self.browser() }
    }
}

/// A person at a browser: keeps cookies, follows nothing by itself, speaks forms.
pub struct Browser<'a> {
    app: &'a App,
    client: reqwest::Client,
    jar: Arc<reqwest::cookie::Jar>,
    forwarded_for: Option<String>,
}

impl<'a> Browser<'a> {
    fn new(app: &'a App, user_agent: &str) -> Browser<'a> {
        let jar = Arc::new(reqwest::cookie::Jar::default());
        let client = reqwest::Client::builder()
            .cookie_provider(Arc::clone(&jar))
            .redirect(redirect::Policy::none())
            .user_agent(user_agent)
            .build()
            .expect("a client");
        Browser { app, client, jar, forwarded_for: None }
    }

    /// The session cookie as the browser would send it, `name=value`; empty without one.
    pub fn cookie(&self) -> String {
        self.cookie_of("session")
    }

    /// The cookie that proves that this browser has logged in before.
    pub fn device_cookie(&self) -> String {
        self.cookie_of("device")
    }

    /// The cookie of a login that waits for its second factor.
    pub fn pending_cookie(&self) -> String {
        self.cookie_of("pending_login")
    }

    /// The cookie of a browser that accounts remember.
    pub fn remembered_cookie(&self) -> String {
        self.cookie_of("remembered")
    }

    fn cookie_of(&self, name: &str) -> String {
        use reqwest::cookie::CookieStore;
        let url = self.app.url.parse().expect("a URL");
        let all = self.jar.cookies(&url).and_then(|value| value.to_str().ok().map(str::to_owned)).unwrap_or_default();
        let is_it =
            |cookie: &&str| cookie.split('=').next().is_some_and(|own| own.trim_start_matches("__Host-") == name);
        all.split("; ").find(is_it).unwrap_or_default().to_owned()
    }

    /// What the cookie names the session by.
    pub fn session_id(&self) -> SessionId {
        let cookie = self.cookie();
        let cookie = percent_encoding::percent_decode_str(&cookie).decode_utf8_lossy();
        let (_, behind) = cookie.split_once("sid").expect("a session in the cookie");
        SessionId::new(behind.chars().skip_while(|c| !c.is_ascii_alphanumeric()).take(32).collect())
    }

    /// Puts a cookie into the jar, as somebody would who copied it.
    pub fn set_cookie(&self, cookie: &str) {
        self.jar.add_cookie_str(cookie, &self.app.url.parse().expect("a URL"));
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[("accept", "text/html")], String::new()).await
    }

    /// Posts a form as the page itself would: same origin, redirects left alone.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.submit(Method::POST, path, fields).await
    }

    /// A form body with any method.
    pub async fn submit(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(method, path, &headers, body).await
    }

    /// A JSON body, as a script sends it.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        self.send(method, path, &headers, body.to_string()).await
    }

    /// Any request, to the letter.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name");
            map.append(name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
        }
        if let Some(address) = &self.forwarded_for {
            map.insert("x-forwarded-for", HeaderValue::from_str(address).expect("a header value"));
        }
        let request =
            self.client.request(method.clone(), format!("{}{path}", self.app.url)).headers(map).body(body.into());
        let answer = Answer::read(request.send().await.expect("the application answers")).await;
        is_documented(&method, path, &answer);
        answer
    }

    pub async fn register(&self, username: &str, email: &str, password: &str) -> Answer {
        let fields = [("username", username), ("email", email), ("password", password), ("confirm_password", password)];
        self.post("/register", &fields).await
    }

    pub async fn login(&self, username: &str, password: &str) -> Answer {
        self.post("/login", &[("username", username), ("password", password)]).await
    }

    /// Registers and logs in, or panics.
    pub async fn sign_in(&self, username: &str, password: &str) {
        let answer = self.register(username, &format!("{username}@example.com"), password).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let answer = self.login(username, password).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }

    /// Whether the application takes this browser for somebody.
    pub async fn is_logged_in(&self) -> bool {
        self.get("/").await.body.contains("action=\"/logout\"")
    }
}
