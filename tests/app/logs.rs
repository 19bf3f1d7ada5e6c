//! What the logs hold, read from the real process with the loudest settings an operator is likely to choose.

use std::sync::Arc;

use inside::error::Error;
use inside::events::{self, Event};
use reqwest::Method;

use crate::harness::App;
use crate::harness::logged::logged;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::process::{Server, block_on};
use crate::harness::waiting::until;

const PASSWORD: &str = "correct-horse-battery-Zq7";
const WRONG: &str = "some-wrong-password-Kx3";
const NEW: &str = "another-fine-password-Wv9";
/// Stands in paths and queries, where links of mails have their tokens.
const TOKEN: &str = "s3cr3t-t0k3n-in-a-path";

/// Registers, fails, logs in, changes the password, trips over everything, and returns the cookie.
async fn a_busy_day(url: &str) -> String {
    let jar = Arc::new(reqwest::cookie::Jar::default());
    let client = reqwest::Client::builder()
        .cookie_provider(Arc::clone(&jar))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("browser\u{9b}31m")
        .build()
        .unwrap();
    let send = async |method: Method, path: &str, fields: &[(&str, &str)]| {
        let request = client.request(method, format!("{url}{path}")).form(fields);
        request.send().await.unwrap().status().as_u16()
    };
    let sign_up =
        [("username", "john"), ("email", "john@example.com"), ("password", PASSWORD), ("confirm_password", WRONG)];
    assert_eq!(send(Method::POST, "/register", &sign_up).await, 422);
    let sign_up = [sign_up[0], sign_up[1], sign_up[2], ("confirm_password", PASSWORD)];
    assert_eq!(send(Method::POST, "/register", &sign_up).await, 303);
    assert_eq!(send(Method::POST, "/login", &[("username", "john"), ("password", WRONG)]).await, 422);
    assert_eq!(send(Method::POST, "/login", &[("username", PASSWORD), ("password", WRONG)]).await, 422);
    assert_eq!(send(Method::POST, "/login", &[("username", "john"), ("password", PASSWORD)]).await, 303);
    let cookie = {
        use reqwest::cookie::CookieStore;
        jar.cookies(&url.parse().unwrap()).unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(send(Method::PATCH, "/partial/john", &[("password", NEW)]).await, 303);
    let json = client.patch(format!("{url}/partial/john")).header("content-type", "application/json");
    assert_eq!(json.body(format!("{{\"password\": \"{PASSWORD}\" oops")).send().await.unwrap().status(), 400);
    for path in ["/reset-password", "/verify", "/nowhere", "/auth/verify", "/static"] {
        send(Method::GET, &format!("{path}/{TOKEN}?token={TOKEN}"), &[]).await;
        send(Method::POST, &format!("{path}/{TOKEN}"), &[("password", NEW), ("confirm_password", WRONG)]).await;
    }
    let bearer = client.get(format!("{url}/api/auth/me")).bearer_auth(TOKEN);
    bearer.send().await.unwrap();
    client.get(format!("{url}/")).header("cookie", format!("session={TOKEN}")).send().await.unwrap();
    assert_eq!(send(Method::POST, "/logout", &[]).await, 303);
    cookie
}

fn log_of_a_busy_day(variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), variables);
    let cookie = block_on(a_busy_day(&server.url));
    let secret = std::fs::read_to_string(folder.path().join("data/secret_key"));
    server.terminate();
    let (code, log) = server.end();
    assert_eq!(code, Some(0));
    let value = cookie.split("; ").find_map(|pair| pair.strip_prefix("session=")).unwrap();
    let session = percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned();
    let session =
        session.split("sid").nth(1).unwrap().chars().filter(char::is_ascii_hexdigit).take(32).collect::<String>();
    assert_eq!(session.len(), 32);
    let mut secrets = vec![PASSWORD, WRONG, NEW, TOKEN, value, &session, "$2b$", "john@example.com"];
    let secret = secret.unwrap_or_default();
    if !secret.is_empty() {
        secrets.push(&secret);
    }
    for line in log.lines() {
        for secret in &secrets {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
        assert!(!line.chars().any(|c| c.is_control()), "a control character in {line:?}");
    }
    log
}

#[test]
fn no_log_line_holds_a_secret_however_loud_it_is() {
    for loud in ["debug", "trace"] {
        let log = log_of_a_busy_day(&[("RUST_LOG", loud)]);
        assert!(log.contains("answered"));
    }
}

#[test]
fn each_request_is_one_line_that_names_the_route_and_not_the_path() {
    let log = log_of_a_busy_day(&[]);
    let lines: Vec<_> = log.lines().filter(|line| line.contains("answered")).collect();
    assert!(lines.len() >= 18, "{log}");
    for line in &lines {
        for part in ["request_id=", "method=", "route=", "status=", "milliseconds="] {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
    let of = |route: &str| lines.iter().filter(|line| line.contains(&format!("route=\"{route}\""))).count();
    assert_eq!((of("/login"), of("/register"), of("/partial/{username}")), (3, 2, 2));
    for word in ["registered", "login_failed", "logged_in", "password_changed", "logged_out"] {
        let named = |line: &&str| line.contains(&format!("event=\"{word}\"")) && line.contains("request_id=");
        assert!(log.lines().any(|line| named(&line)), "{word}: {log}");
    }
}

#[test]
fn an_email_that_is_given_up_is_an_error_that_names_neither_address_nor_link() {
    let mail_server =
        MailServer::start(Mood::Refusing("550 5.1.1 <john@example.com> see http://a.example/verify/t0k3n"));
    let flag = mail_server.flag("", "");
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("MAIL_URL", flag.split_once('=').unwrap().1)]);
    let form = [("username", "john"), ("email", "john@example.com")];
    let form = [form[0], form[1], ("password", PASSWORD), ("confirm_password", PASSWORD)];
    block_on(async {
        let sign_up = reqwest::Client::new().post(format!("{}/register", server.url)).form(&form);
        assert_eq!(sign_up.send().await.unwrap().status(), 200, "the login page after it");
        let refused = || mail_server.commands().iter().any(|line| line.starts_with("RCPT"));
        until("the address is refused", refused).await;
    });
    // Going, it finishes with the emails on their way.
    server.terminate();
    let (_, log) = server.end();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("email_given_up")).collect();
    let [line] = lines.as_slice() else { panic!("{log}") };
    for part in ["ERROR", "kind=\"confirm_email\"", "id=\"", "550", "5.1.1"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(!log.contains("john@") && !log.contains("t0k3n"), "{log}");
}

#[test]
fn production_logs_json() {
    let variables = [
        ("APP_ENV", "production"),
        ("BASE_URL", "https://accounts.example.com"),
        ("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21"),
        ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &variables);
    let id = block_on(async {
        let answer = reqwest::get(format!("{}/verify/{TOKEN}", server.url)).await.unwrap();
        answer.headers()["x-request-id"].to_str().unwrap().to_owned()
    });
    server.terminate();
    let (_, log) = server.end();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    let [line] = answered.as_slice() else { panic!("{log}") };
    assert_eq!((line["method"].as_str(), line["level"].as_str()), (Some("GET"), Some("INFO")));
    assert!(line["status"].is_u64() && line["milliseconds"].is_f64() && line["timestamp"].is_string());
    assert_eq!(line["span"]["request_id"], id.as_str(), "the answer's id is the line's");
    assert!(!log.contains(TOKEN));
}

#[test]
fn what_was_rolled_back_leaves_no_line_and_what_was_committed_leaves_one() {
    App::test(async |app| {
        let db = &app.services.db;
        let record = |c: &mut inside::db::Conn, event: &Event| events::record(c, None::<i64>, event, &app.operator());
        let log = logged(|| {
            let failed =
                db.transaction(|c| record(c, &Event::Registered).and(Err::<(), _>(Error::internal("disk full"))));
            assert!(failed.is_err());
            db.transaction(|c| {
                record(c, &Event::LoggedIn)?;
                Err::<(), _>(Error::internal("disk full"))
            })
            .unwrap_err();
            db.transaction(|c| record(c, &Event::PasswordChanged)).unwrap();
        });
        let told: Vec<_> = log.lines().filter(|line| line.contains("security event")).collect();
        for (kind, is_told) in [("registered", false), ("logged_in", false), ("password_changed", true)] {
            assert_eq!(told.iter().filter(|line| line.contains(kind)).count(), usize::from(is_told), "{kind}: {log}");
            assert_eq!(app.events().iter().filter(|own| *own == kind).count(), usize::from(is_told), "{kind}");
        }
    });
}

/// Characters that would act on a terminal or hide from whoever reads it.
const HIDDEN: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{200b}\u{7f}";

#[test]
fn no_command_prints_what_would_act_on_the_terminal() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.execute(&format!("UPDATE users SET username = 'jo{HIDDEN}hn', email = 'jo{HIDDEN}hn@example.com'"));
        let invited = app.command(&["invite", "create", "--email", "ada@example.com"]);
        assert!(invited.status.success());
        app.execute(&format!("UPDATE invitations SET email = 'ada{HIDDEN}@example.com'"));
        let login = format!("nobody{HIDDEN}");
        let commands = [
            &["user", "list"][..],
            &["user", "show", "john"],
            &["user", "show", &login],
            &["user", "promote", "john"],
            &["invite", "list"],
            &["invite", "create", "--email", &login],
            &["user", &login],
            &[&login],
        ];
        for arguments in commands {
            let output = app.command(arguments);
            let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
            let hidden = |c: char| c != '\n' && HIDDEN.contains(c) && !c.is_ascii_graphic();
            assert!(!text.is_empty() && !text.contains(hidden), "{arguments:?}: {text:?}");
        }
        let listed = String::from_utf8(app.command(&["user", "list"]).stdout).unwrap();
        assert!(listed.contains("jo\\u{1b}[31m\\u{9b}2J\\u{202e}\\u{200b}\\u{7f}hn"), "{listed}");
    });
}

#[test]
fn the_trace_of_a_request_is_in_its_lines_where_it_was_sent_as_it_should_be() {
    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("RUST_LOG", "info")]);
    block_on(async {
        let client = reqwest::Client::new();
        let ask = async |path: &str, header: &str| {
            client.get(format!("{}{path}", server.url)).header("traceparent", header).send().await.unwrap();
        };
        ask("/login", &format!("00-{TRACE}-00f067aa0ba902b7-01")).await;
        ask("/register", &format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase())).await;
        ask("/forgot-password", "rubbish").await;
    });
    server.terminate();
    let (_, log) = server.end();
    let line = |route: &str| {
        let of_route = |line: &&str| line.contains(&format!("route=\"{route}\""));
        log.lines().find(of_route).unwrap_or_else(|| panic!("{log}"))
    };
    assert!(line("/login").contains(&format!("trace_id=\"{TRACE}\"")), "{}", line("/login"));
    for route in ["/register", "/forgot-password"] {
        assert!(!line(route).contains("trace_id"), "{}", line(route));
    }
}

#[test]
fn no_log_line_holds_what_would_act_on_the_terminal() {
    for environment in ["development", "production"] {
        let folder = tempfile::tempdir().unwrap();
        let variables = [
            ("APP_ENV", environment),
            ("BASE_URL", "https://accounts.example.com"),
            ("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21"),
            ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"),
            ("DATABASE_URL", &format!("sqlite:accounts{HIDDEN}.db")),
        ];
        let server = Server::start(folder.path(), &variables);
        std::fs::remove_file(folder.path().join(format!("accounts{HIDDEN}.db"))).unwrap();
        block_on(reqwest::get(format!("{}/readyz", server.url))).unwrap();
        server.terminate();
        assert!(!server.first_line.contains('\u{1b}'), "{:?}", server.first_line);
        let (_, log) = server.end();
        let line = log.lines().find(|line| line.contains("removed or replaced")).unwrap_or_else(|| panic!("{log}"));
        assert!(!line.contains(|c: char| HIDDEN.contains(c) && !c.is_ascii_graphic()), "{line:?}");
        match environment {
            "production" => {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(
                    line["message"].as_str().unwrap().contains(&format!("accounts{HIDDEN}.db")),
                    "the value is kept"
                );
            }
            _ => assert!(line.contains("accounts\\u{1b}[31m\\u{9b}2J\\u{202e}"), "{line}"),
        }
    }
}
