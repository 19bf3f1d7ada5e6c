//! What we promise in the hands of other people's programs, for real: tokens with PyJWT and with a Flask service that uses
//! Flask-JWT-Extended, the document of the APIs with Schemathesis. And what an email address is, beside email-validator.
//!
//! `INTEROP_PYTHON` names a Python that has them; `./scripts/test interop` makes one for the run.

#[allow(dead_code, reason = "the app's tests use more of it")]
#[path = "../app/harness.rs"]
mod harness;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use harness::{App, DOCUMENT};
use reqwest::Method;
use serde_json::{Value, json};
use vestibule::email_address::EmailAddress;

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

/// The Flask service; it ends with the test.
struct Flask {
    child: Child,
    url: String,
}

impl Flask {
    fn start(secret: &str) -> Flask {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/flask_service.py");
        let mut child = python()
            .arg(script)
            .env("JWT_SECRET_KEY", secret)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("the port");
        Flask { child, url: format!("http://127.0.0.1:{}", line.trim()) }
    }

    async fn get(&self, path: &str, token: &str) -> (u16, Value) {
        let request = reqwest::Client::new().get(format!("{}{path}", self.url)).bearer_auth(token);
        let response = request.send().await.expect("Flask answers");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    }
}

impl Drop for Flask {
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
fn a_flask_service_with_the_same_key_takes_our_tokens_as_they_are() {
    App::test_with(&[&format!("--jwt-secret-key={SECRET}")], async |app| {
        let (access, refresh) = tokens(app).await;
        let flask = Flask::start(SECRET);
        let (status, body) = flask.get("/protected", &access).await;
        assert_eq!(
            (status, &body["identity"], &body["claims"]["username"]),
            (200, &json!("1"), &json!("john")),
            "{body}"
        );
        assert_eq!(flask.get("/fresh", &access).await.0, 200);
        assert_eq!(flask.get("/refresh", &refresh).await.0, 200);
        assert_eq!(flask.get("/protected", &refresh).await.0, 422, "a refresh token is not taken for an access token");
        let stranger = Flask::start("another secret of at least thirty-two bytes");
        assert_eq!(stranger.get("/protected", &access).await.0, 422);
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
