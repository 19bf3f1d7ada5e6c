//! The real application on a free port, with a database of its own and a clock that tests may turn.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, LazyLock};

use clap::Parser;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use inside::clock::Clock;
use inside::config::{Config, Settings};
use inside::sessions::SessionId;
use inside::state::Services;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, redirect};
use serde_json::Value;
use vestibule::application::Application;

/// A running application; it stops, and its database goes, with the test.
pub struct App {
    /// Where it answers, without a slash at the end.
    pub url: String,
    /// Let time pass: `app.clock.advance(Duration::hours(2))`.
    pub clock: Clock,
    /// The inside, for what no door shows.
    pub services: Arc<Services>,
    data: Arc<tempfile::TempDir>,
    database_url: String,
}

/// What production does not start without.
pub const PRODUCTION: &[&str] = &[
    "--app-env=production",
    "--base-url=https://accounts.example.com",
    "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21",
    "--jwt-secret-key=6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e",
];

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// Settings as an operator would write them, as flags; nothing is taken from the environment of the tests.
pub fn settings(data_dir: &std::path::Path, database_url: &str, flags: &[&str]) -> Settings {
    let data_dir = data_dir.to_string_lossy().into_owned();
    // bcrypt at its lowest cost: these tests log in hundreds of times.
    let base = ["test", "--port=0", "--bcrypt-cost=4", "--data-dir", &data_dir, "--database-url", database_url];
    let wanted = |flag: &&str| !flags.iter().any(|own| own.split('=').next() == flag.split('=').next());
    let arguments: Vec<&str> =
        base.into_iter().filter(|flag| !flag.contains('=') || wanted(flag)).chain(flags.iter().copied()).collect();
    Flags::try_parse_from(arguments).expect("the flags are known").settings
}

impl App {
    /// Runs a test against an application with the default settings.
    pub fn test(body: impl AsyncFnOnce(&App)) {
        App::test_with(&[], body);
    }

    /// Runs a test against an application with these flags, like `--session-lifetime=60`.
    pub fn test_with(flags: &[&str], body: impl AsyncFnOnce(&App)) {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let database = Database::create(data.path());
        let node = Node::start(data, &database.url, flags, Clock::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(body(&node.app))));
        drop(node);
        drop(database);
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    }

    /// One more application on the same database, with the same clock and secrets: a second node, or the first one
    /// after a restart.
    pub fn another_node(&self, flags: &[&str]) -> Node {
        Node::start(Arc::clone(&self.data), &self.database_url, flags, self.clock.clone())
    }

    /// Stops the clock at noon, so that a test which lets hours pass stays within the day.
    pub fn at_noon(&self) {
        self.clock.stop();
        let now = self.clock.now();
        let noon = now.replace_time(time::macros::time!(12:00));
        self.clock.advance(noon - now + time::Duration::SECOND);
    }

    /// Where this application keeps its files.
    pub fn data_dir(&self) -> &std::path::Path {
        self.data.path()
    }

    /// What `vestibule ARGUMENTS` answers, run by an operator on this application's database and folder.
    pub fn command(&self, arguments: &[&str]) -> std::process::Output {
        self.command_with(arguments, &[], "")
    }

    /// The same with more variables, and with this on standard input.
    pub fn command_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> std::process::Output {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(arguments)
            .env_clear()
            .env("DATA_DIR", self.data.path())
            .env("DATABASE_URL", &self.database_url)
            .env("BASE_URL", &self.url)
            .envs(variables.iter().copied())
            .current_dir(self.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // Most commands read nothing, and may have ended by now.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }

    /// Runs a test against an application in production, with secrets and addresses as an operator must give them.
    pub fn test_in_production(flags: &[&str], body: impl AsyncFnOnce(&App)) {
        App::test_with(&[PRODUCTION, flags].concat(), body);
    }

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

/// An application on a thread of its own; dropping it stops it.
pub struct Node {
    /// The application.
    pub app: App,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    server: Option<std::thread::JoinHandle<()>>,
}

impl Node {
    fn start(data: Arc<tempfile::TempDir>, database_url: &str, flags: &[&str], clock: Clock) -> Node {
        let config = Config::load(settings(data.path(), database_url, flags)).expect("the settings are right");
        let (sender, started) = mpsc::channel();
        let for_server = clock.clone();
        let server = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let application = Application::build(config, for_server).expect("the application starts");
                let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
                let url = format!("http://{}", application.address());
                sender.send((url, application.services(), stop)).expect("the test waits");
                tokio::select! {
                    result = application.run() => result.expect("the server runs"),
                    _ = stopped => {}
                }
            });
        });
        let (url, services, stop) = started.recv().expect("the application starts");
        let app = App { url, clock, services, data, database_url: database_url.to_owned() };
        Node { app, stop: Some(stop), server: Some(server) }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// A database of its own for each test.
pub struct Database {
    /// As `DATABASE_URL` takes it.
    pub url: String,
    drop_by: Option<(String, String)>,
}

impl Database {
    pub fn create(data_dir: &std::path::Path) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            return Database { url: format!("sqlite:{}", data_dir.join("test.db").display()), drop_by: None };
        };
        let name = format!("vestibule_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::establish(&server).expect("TEST_DATABASE_URL answers");
        admin.batch_execute(&format!("CREATE DATABASE {name}")).expect("may create databases");
        let mut url = url::Url::parse(&server).expect("TEST_DATABASE_URL is a URL");
        url.set_path(&name);
        Database { url: url.into(), drop_by: Some((server, name)) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.drop_by
            && let Ok(mut admin) = PgConnection::establish(server)
        {
            let _ = admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
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

/// The address of the server that [`DOCUMENT`] names.
pub const DOCUMENT_SERVER: &str = "http://localhost:5000";

/// `/openapi.json`. Only its `servers` depend on a setting.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&Application::openapi(DOCUMENT_SERVER)).expect("the document is JSON"));

/// The operation of `/openapi.json` behind a request, if it is one of an API.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path: Vec<&str> = path.split(['?', '#']).next().unwrap_or_default().split('/').collect();
    let is_it = |pattern: &String| {
        let parts: Vec<&str> = pattern.split('/').collect();
        parts.len() == path.len() && parts.iter().zip(&path).all(|(part, own)| part.starts_with('{') || part == own)
    };
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let (_, item) = paths.iter().find(|(pattern, _)| is_it(pattern))?;
    item.get(method.to_ascii_lowercase())
}

/// The codes that an operation may answer with this status; none for a status that it never has.
pub fn documented_codes(operation: &'static Value, status: u16) -> Option<Vec<&'static str>> {
    let answer = operation["responses"].get(status.to_string())?;
    let answer = match answer["$ref"].as_str() {
        Some(reference) => DOCUMENT.pointer(&reference[1..]).expect("what the reference names"),
        None => answer,
    };
    let schema = &answer["content"]["application/json"]["schema"];
    let codes = ["/allOf/1/properties/code/enum", "/allOf/1/properties/error/properties/code/enum"];
    let codes = codes.iter().find_map(|pointer| schema.pointer(pointer)).and_then(Value::as_array);
    Some(codes.into_iter().flatten().filter_map(Value::as_str).collect())
}

/// Every answer of every test is one that the document has.
fn is_documented(method: &Method, path: &str, answer: &Answer) {
    let Some(operation) = operation(method.as_str(), path) else { return };
    let codes = documented_codes(operation, answer.status);
    let codes =
        codes.unwrap_or_else(|| panic!("{method} {path} answers {}, undocumented: {}", answer.status, answer.body));
    let example = &operation["responses"][answer.status.to_string()]["content"]["application/json"]["example"];
    if example["msg"].is_string() {
        assert_eq!(&answer.json(), example, "{method} {path} answers another sentence than the document says");
    }
    if answer.status >= 400 {
        let body = answer.json();
        let code = body["code"].as_str().or(body["error"]["code"].as_str()).unwrap_or_default();
        assert!(codes.contains(&code), "{method} {path} answers {code:?}, undocumented: {}", answer.body);
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    async fn read(response: reqwest::Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let is_api = ["/auth/", "/api/auth/"].iter().any(|door| response.url().path().starts_with(door));
        let is_json = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        let answer = Answer { status, headers, body: response.text().await.expect("a body") };
        if (is_api || is_json) && status >= 400 && !answer.body.is_empty() {
            assert!(answer.header("link").is_some(), "its code has no section in src/doors/codes.rs: {}", answer.body);
        }
        answer
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|cause| panic!("{cause}: {}", self.body))
    }

    /// The text of the first element that the selector finds, white space folded; panics when there is none.
    pub fn text_of(&self, selector: &str) -> String {
        self.texts_of(selector).into_iter().next().unwrap_or_else(|| panic!("no {selector} in {}", self.body))
    }

    /// The texts of all elements that the selector finds.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        let fold = |element: scraper::ElementRef<'_>| {
            element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        };
        document.select(&selector).map(fold).collect()
    }

    /// An attribute of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        document.select(&selector).next().and_then(|element| element.value().attr(name).map(str::to_owned))
    }

    /// An attribute of every element that the selector finds and that has it.
    pub fn attributes_of(&self, selector: &str, name: &str) -> Vec<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        document.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }

    /// The page's error messages by the id of their field.
    pub fn field_errors(&self) -> BTreeMap<String, String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(".error[id$='-error']").expect("a selector");
        let entry = |element: scraper::ElementRef<'_>| {
            let id = element.value().attr("id").unwrap_or_default().trim_end_matches("-error").to_owned();
            (id, element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
        };
        document.select(&selector).map(entry).collect()
    }
}
