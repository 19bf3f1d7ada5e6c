//! Our APIs with other people's libraries: tokens with PyJWT, the services of `examples/flask` and the code on `/docs` with
//! Flask, Flask-JWT-Extended and FastAPI, the OpenAPI document with Schemathesis. And our rule for email addresses beside
//! that of email-validator, and codes of oathtool and pyotp.
//!
//! And accounts of a Flask app and a Django project that come here and go back.
//!
//! `INTEROP_PYTHON` names a Python that has them; `./scripts/test interop` makes one for the run.
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

#[allow(dead_code, unused_imports, reason = "the app's tests use more of it")]
#[path = "../app/harness/mod.rs"]
mod harness;
mod monitoring;
mod moving;
mod totp;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use harness::App;
use harness::document::DOCUMENT;
use inside::email_address::EmailAddress;
use reqwest::Method;
use serde_json::{Value, json};

const SECRET: &str = "9b1f4c6e2a7d5083f1e2d3c4b5a69788796a5b4c3d2e1f00";

fn python() -> Command {
    let python = std::env::var("INTEROP_PYTHON").expect("INTEROP_PYTHON is set: run ./scripts/test interop");
    Command::new(python)
}

/// What a script answers to this input.
fn answer_of(script: &str, arguments: &[&str], input: &str) -> Value {
    let mut child = python()
        .arg(format!("{}/tests/interop/{script}", env!("CARGO_MANIFEST_DIR")))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("python ends");
    serde_json::from_slice(&output.stdout).expect("JSON from python")
}

/// What PyJWT makes of a token.
fn verified(algorithm: &str, issuer: &str, token: &str, material: &str) -> Value {
    answer_of("verify.py", &[algorithm, issuer, token], material)
}

/// A Python web service; it ends with the test.
struct Service {
    child: Child,
    url: String,
}

impl Service {
    /// One of `examples/flask`, as its README starts it.
    fn example(file: &str, environment: &[(&str, &str)]) -> Service {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/flask/").to_owned() + file;
        Service::start(python().arg(script), environment)
    }

    /// Waits for the line in which the service says where it listens.
    fn start(command: &mut Command, environment: &[(&str, &str)]) -> Service {
        let command = command.envs(environment.iter().copied()).env("PORT", "0").env("PYTHONDONTWRITEBYTECODE", "1");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("python starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let url = loop {
            let line = lines.next().unwrap_or_else(|| panic!("the service does not start: {}", said.join("\n")));
            match line.split_once("running on ").or(line.split_once("Running on ")) {
                Some((_, url)) => break url.split_whitespace().next().expect("an address").to_owned(),
                None => said.push(line),
            }
        };
        // It goes on writing: a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Service { child, url }
    }

    async fn get(&self, path: &str, header: (&str, &str)) -> (u16, Value) {
        let request = reqwest::Client::new().get(format!("{}{path}", self.url)).header(header.0, header.1);
        let response = request.send().await.expect("the service answers");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    }

    async fn with_token(&self, path: &str, token: &str) -> (u16, Value) {
        self.get(path, ("authorization", &format!("Bearer {token}"))).await
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn tokens(app: &App) -> (String, String) {
    let form = json!({ "username": "john", "email": "john@example.com", "password": "secure123" });
    let answer = app.browser().json(Method::POST, "/api/auth/register", &form).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let data = &answer.json()["data"];
    let text = |name: &str| data[name].as_str().expect("a token").to_owned();
    (text("access_token"), text("refresh_token"))
}

#[test]
fn a_flask_service_with_the_same_key_accepts_our_access_tokens() {
    App::test_with(&[&format!("--jwt-secret-key={SECRET}")], async |app| {
        let (access, refresh) = tokens(app).await;
        let start = |secret: &str, issuer: &str| {
            Service::example("token_service.py", &[("JWT_SECRET_KEY", secret), ("VESTIBULE_URL", issuer)])
        };
        let service = start(SECRET, &app.url);
        let (status, body) = service.with_token("/hello", &access).await;
        assert_eq!((status, &body), (200, &json!({ "id": "1", "message": "Hello, john" })));
        assert_eq!(service.with_token("/fresh", &access).await.0, 200);
        assert_eq!(service.with_token("/hello", &refresh).await.0, 422, "a refresh token is not an access token");
        assert_eq!(service.with_token("/hello", "").await.0, 422);
        let refreshed =
            app.browser().json(Method::POST, "/api/auth/refresh", &json!({ "refresh_token": refresh })).await;
        let renewed = refreshed.json()["data"]["access_token"].as_str().expect("a token").to_owned();
        assert_eq!(service.with_token("/hello", &renewed).await.0, 200);
        assert_eq!(service.with_token("/fresh", &renewed).await.0, 401, "it did not come with a login");
        let stranger = start("another secret of at least thirty-two bytes", &app.url);
        assert_eq!(stranger.with_token("/hello", &access).await.0, 422);
        let elsewhere = start(SECRET, "https://evil.example");
        assert_eq!(elsewhere.with_token("/hello", &access).await.0, 422, "another issuer's tokens");
    });
}

#[test]
fn a_flask_service_asks_whose_cookie_it_is() {
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        let service = Service::example("cookie_service.py", &[("VESTIBULE_URL", &app.url)]);
        assert_eq!(service.get("/hello", ("cookie", "")).await.0, 401);
        assert_eq!(service.get("/hello", ("cookie", "session=forged; flask_session=x")).await.0, 401);
        let browser = app.browser();
        browser.sign_in("ada", "analytical engine 1843").await;
        let cookie = browser.cookie();
        let (status, body) = service.get("/hello", ("cookie", &cookie)).await;
        assert_eq!((status, &body), (200, &json!({ "id": 1, "message": "Hello, ada" })));
        let beside = format!("session=; {cookie}");
        assert_eq!(service.get("/hello", ("cookie", &beside)).await.0, 200, "a second cookie of that name");
        assert_eq!(browser.post("/logout", &[]).await.status, 303);
        assert_eq!(service.get("/hello", ("cookie", &cookie)).await.0, 401, "at once");
        let alone = Service::example("cookie_service.py", &[("VESTIBULE_URL", "http://127.0.0.1:1")]);
        assert_eq!(alone.get("/hello", ("cookie", &cookie)).await.0, 503, "not knowing is no logout");
    });
}

/// The code of the API reference, as a person copies it into a file.
async fn copied(app: &App, id: &str, file: &std::path::Path) {
    let page = app.browser().get("/docs").await;
    let document = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse(&format!("#code-{id}")).expect("a selector");
    let code: String = document.select(&selector).next().expect("code").text().collect();
    std::fs::write(file, code).expect("a file");
}

#[test]
fn the_code_on_the_page_of_the_apis_runs() {
    App::test_with(&[&format!("--jwt-secret-key={SECRET}")], async |app| {
        let (access, _) = tokens(app).await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (id, server) in [
            ("flask", &["flask", "--app", "copied_flask", "run", "--port", "0"][..]),
            ("fastapi", &["uvicorn", "copied_fastapi:app", "--port", "0"]),
        ] {
            copied(app, id, &folder.path().join(format!("copied_{id}.py"))).await;
            let mut command = python();
            let service =
                Service::start(command.arg("-m").args(server).current_dir(&folder), &[("JWT_SECRET_KEY", SECRET)]);
            let greeting = service.with_token("/hello", &access).await;
            assert_eq!(greeting, (200, json!({ "message": "Hello, john" })), "{id}");
            let refused = service.with_token("/hello", "no.token.atall").await.0;
            assert!(matches!(refused, 401 | 422), "{id}: {refused}");
        }
    });
}

#[test]
fn pyjwt_verifies_tokens_under_every_algorithm() {
    for algorithm in ["HS256", "EdDSA", "RS256"] {
        let flags = [&format!("--jwt-algorithm={algorithm}")[..], &format!("--jwt-secret-key={SECRET}")];
        App::test_with(&flags, async |app| {
            let (access, _) = tokens(app).await;
            let keys = app.browser().get("/.well-known/jwks.json").await.body;
            let material = if algorithm == "HS256" { SECRET.to_owned() } else { keys };
            let claims = verified(algorithm, &app.url, &access, &material);
            assert_eq!((&claims["sub"], &claims["type"]), (&json!("1"), &json!("access")), "{claims}");
            let elsewhere = verified(algorithm, "https://evil.example", &access, &material);
            assert_eq!(elsewhere["error"], "InvalidIssuerError");
            let mut forged = access.clone();
            let last = if forged.ends_with("AAAA") { "BBBB" } else { "AAAA" };
            forged.replace_range(forged.len() - 4.., last);
            assert_eq!(verified(algorithm, &app.url, &forged, &material)["error"], "InvalidSignatureError");
        });
    }
}

/// The published cases of email-validator and of pyIsEmail, with some of ours; the source is named in NOTICE.
const ADDRESSES: &str = include_str!("email_addresses.json");

/// Where we differ on purpose from email-validator: the end of an address, our verdict, and why.
const DIFFERENT: &[(&str, bool, &str)] = &[
    (".arpa", true, "names for special use are left to the mail server: it may know them in its own network"),
    (".invalid", true, "as above"),
    (".local", true, "as above"),
    (".localhost", true, "as above"),
    (".onion", true, "as above"),
    (".test", true, "as above"),
    ("exam\u{fe0f}ple.com", false, "a variation selector can't be seen"),
    ("exam\u{3164}ple.com", false, "a Hangul filler can't be seen"),
];

#[test]
fn an_independent_judge_agrees_on_what_an_email_address_is() {
    let texts: Vec<String> = serde_json::from_str(ADDRESSES).expect("a list");
    assert!(texts.len() > 300);
    // White space around an address does not count here: people copy it along.
    let trimmed: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let theirs = answer_of("email_addresses.py", &[], &json!(trimmed).to_string());
    let mut used = Vec::new();
    for (text, theirs) in texts.iter().zip(theirs.as_array().expect("a list")) {
        let ours = EmailAddress::parse(text).is_ok();
        if theirs.as_bool() == Some(ours) {
            continue;
        }
        let why = DIFFERENT.iter().find(|(end, verdict, _)| text.ends_with(end) && *verdict == ours);
        used.push(why.unwrap_or_else(|| panic!("{text:?} is accepted: here {ours}, there {theirs}")));
    }
    assert_eq!(used.len(), DIFFERENT.len(), "a difference that is none any more");
}

/// Checks that can't hold here: a schema does not say which passwords are easy to guess, which names are taken, and which
/// links are alive, so what fits it may still be refused.
const NOT_CHECKED: &str = "positive_data_acceptance";

#[test]
fn an_openapi_tester_sees_no_fault_and_no_answer_that_is_not_documented() {
    let unlimited = ["--limit-signup-network=0", "--limit-login-network=0", "--limit-email-network=0"];
    App::test_with(&unlimited, async |app| {
        let admin = app.browser();
        admin.sign_in("boss", "nanoseconds of wire").await;
        assert!(app.command(&["user", "promote", "boss"]).status.success());
        assert_eq!(admin.login("boss", "nanoseconds of wire").await.status, 303);
        let tester = std::path::PathBuf::from(python().get_program()).with_file_name("schemathesis");
        let output = Command::new(tester)
            .args(["run", &format!("{}/openapi.json", app.url), "--exclude-checks", NOT_CHECKED])
            .args(["--generation-deterministic", "--max-examples=30", "--continue-on-failure", "--no-color"])
            .env("SCHEMATHESIS_HOOKS", "openapi_hooks")
            .env("PYTHONPATH", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("VESTIBULE_URL", &app.url)
            .env("VESTIBULE_ADMIN_COOKIE", admin.cookie())
            .current_dir(app.data_dir())
            .output()
            .expect("schemathesis starts");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{said}");
        let all: usize = DOCUMENT["paths"]
            .as_object()
            .expect("paths")
            .values()
            .map(|path| path.as_object().map_or(0, |m| m.len()))
            .sum();
        assert!(said.contains(&format!("Tested: {all}\n")), "not every operation was tested:\n{said}");
        let summary: String =
            said.lines().skip_while(|line| !line.contains("SUMMARY")).map(|line| format!("{line}\n")).collect();
        println!("{summary}");
    });
}
