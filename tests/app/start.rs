//! One command, from nothing to a page; and every reason not to start in one sentence.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use clap::Args;

use crate::harness::Database;
use crate::harness::process::{Server, assert_refused, block_on, run, vestibule};
use crate::harness::waiting::until_here;

const SECRETS: [(&str, &str); 3] = [
    ("APP_ENV", "production"),
    ("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21"),
    ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"),
];

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap_or_else(|_| panic!("{}", path.display())).permissions().mode() & 0o777
}

async fn post(url: &str, path: &str, body: &'static str) -> u16 {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client.post(format!("{url}{path}")).header("content-type", "application/x-www-form-urlencoded");
    request.body(body).send().await.unwrap().status().as_u16()
}

const SIGN_UP: &str =
    "username=john&email=john%40example.com&password=correct+horse+battery&confirm_password=correct+horse+battery";
const LOGIN: &str = "username=john&password=correct+horse+battery";

#[test]
fn one_command_makes_everything_and_the_second_start_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    assert!(server.first_line.starts_with("Vestibule listens on http://127.0.0.1:"), "{}", server.first_line);
    assert!(!server.url.ends_with(":0") && !server.url.ends_with(":5000"));
    block_on(async {
        assert_eq!(reqwest::get(&server.url).await.unwrap().status(), 200);
        assert_eq!(post(&server.url, "/register", SIGN_UP).await, 303);
    });
    let data = folder.path().join("data");
    assert_eq!(mode(&data), 0o700);
    let files: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.contains(&data.join("secret_key")) && files.contains(&data.join("vestibule.db")), "{files:?}");
    for file in files.iter().filter(|file| file.is_file()) {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    for inner in files.iter().filter(|file| file.is_dir()) {
        assert_eq!(mode(inner), 0o700, "{}", inner.display());
    }
    let secret = std::fs::read(data.join("secret_key")).unwrap();
    server.terminate();
    assert_eq!(server.end().0, Some(0));

    let server = Server::start(folder.path(), &[]);
    assert_eq!(block_on(post(&server.url, "/login", LOGIN)), 303, "the account is still there");
    assert_eq!(std::fs::read(data.join("secret_key")).unwrap(), secret);
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let variables = [("DATABASE_URL", database.url.as_str())];
    let server = Server::start(folder.path(), &variables);
    assert_eq!(block_on(post(&server.url, "/register", SIGN_UP)), 303);
    drop(server); // SIGKILL
    let server = Server::start(folder.path(), &variables);
    assert_eq!(block_on(post(&server.url, "/login", LOGIN)), 303);
}

#[test]
fn asked_to_go_it_answers_what_it_has_begun_and_exits_with_0() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let head = format!(
        "POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        LOGIN.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // It asks for the body: the request is under way.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100 Continue"), "{}", String::from_utf8_lossy(&go_on));
    server.terminate();
    // From now on nobody new is let in.
    until_here("it listens no more", || TcpStream::connect(server.url.trim_start_matches("http://")).is_err());
    stream.write_all(LOGIN.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "the request was answered: {answer}");
    let (code, log) = server.end();
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn a_port_that_is_taken_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let output = run(folder.path(), &[("PORT", &port)], &[]);
    assert_refused(&output, &[&port, "another program listens there", "set PORT"]);
}

#[test]
fn an_address_of_another_machine_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert_refused(&run(folder.path(), &[("HOST", "192.0.2.1")], &[]), &["192.0.2.1", "HOST"]);
}

#[test]
fn a_data_folder_that_can_not_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // Below a file, where not even root can make a folder.
    std::fs::write(folder.path().join("file"), "").unwrap();
    for wanted in ["file/data", "file"] {
        assert_refused(&run(folder.path(), &[("DATA_DIR", wanted)], &[]), &["DATA_DIR", "file"]);
    }
}

#[test]
fn a_database_address_that_makes_no_sense_is_not_guessed_at() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [
        "mysql://user:hunter2@localhost/x",
        "vestibule.db",
        "postgres:/user:hunter2@localhost/x",
        "postgres://user:hunter2@localhost",
        "postgres://user:hunter2@localhost:port/x",
        "postgres://user:50%hunter2@localhost/x",
        "postgres://app:Super@hunter2@localhost/x",
        "postgres://app:Super/hunter2@localhost/x",
        "postgres://app:Super#hunter2@localhost/x",
        "postgres://app:Super:hunter2@localhost/x",
        "sqlite:",
        "sqlite::memory:",
    ];
    for url in wrong {
        let output = run(folder.path(), &[("DATABASE_URL", url)], &[]);
        assert_refused(&output, &["DATABASE_URL"]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"), "the password is not printed");
    }
    let unexpected: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(unexpected.is_empty(), "no file is made of it: {unexpected:?}");
    let output = run(folder.path(), &[("DATABASE_URL", "sqlite:no/such/folder/x.db")], &[]);
    assert_refused(&output, &["DATABASE_URL", "no/such/folder/x.db"]);
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "these are notes, not a database, and should stay so\n".repeat(50))
        .unwrap();
    let output = run(folder.path(), &[("DATABASE_URL", "sqlite:notes.txt")], &[]);
    assert_refused(&output, &["notes.txt"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(std::fs::read_to_string(folder.path().join("notes.txt")).unwrap().starts_with("these are notes"));
}

#[test]
fn a_server_that_does_not_answer_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://john:hunter2@{nobody}/accounts");
    for arguments in [&[][..], &["migrate"]] {
        let output = run(folder.path(), &[("DATABASE_URL", &url)], arguments);
        assert_refused(&output, &["PostgreSQL at 127.0.0.1/accounts", "check DATABASE_URL"]);
        assert_eq!(output.status.code(), Some(5), "{arguments:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"));
    }
}

#[test]
fn production_does_not_start_on_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let base = ("BASE_URL", "https://accounts.example.com");
    let without = |name: &str| {
        let mut all: Vec<_> = SECRETS.into_iter().chain([base]).collect();
        all.retain(|(variable, _)| *variable != name);
        all
    };
    for missing in ["BASE_URL", "SECRET_KEY", "JWT_SECRET_KEY"] {
        let output = run(folder.path(), &without(missing), &[]);
        assert_refused(&output, &[&format!("vestibule: {missing}: "), "production"]);
    }
    let weak = [
        "",
        "short",
        "change-me-change-me-change-me-change-me",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a-string-secret-at-least-256-bits-long",
        "super-secret-key-nobody-will-ever-guess-1",
        "0123456789012345678901234567890123456789",
        "correct-horse-correct-horse-correct-horse",
    ];
    for missing in ["SECRET_KEY", "JWT_SECRET_KEY"] {
        for secret in weak {
            let mut all = without(missing);
            all.push((missing, secret));
            let output = run(folder.path(), &all, &[]);
            assert_refused(&output, &[missing]);
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(secret.is_empty() || !errors.contains(secret), "{errors}");
            assert!(errors.contains("openssl rand -hex 32"), "{errors}");
        }
    }
    let wrong = [
        "accounts.example.com",
        "https://accounts.example.com/path",
        "ftp://accounts.example.com",
        "http://accounts.example.com",
        "http://192.168.1.20:5000",
        "https://ada:hunter2@accounts.example.com",
        "",
    ];
    for wrong in wrong {
        let mut all = without("BASE_URL");
        all.push(("BASE_URL", wrong));
        let output = run(folder.path(), &all, &[]);
        assert_refused(&output, &["BASE_URL"]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"));
    }
    assert!(!folder.path().join("data").exists(), "a start that is refused leaves nothing behind");

    let mut behind_localhost = without("BASE_URL");
    behind_localhost.push(("BASE_URL", "http://localhost:5000"));
    for variables in [without("nothing"), behind_localhost] {
        let server = Server::start(folder.path(), &variables);
        assert_eq!(block_on(reqwest::get(&server.url)).unwrap().status(), 200);
    }
}

/// The variables of all settings.
fn variables() -> Vec<String> {
    let command = inside::config::Settings::augment_args(clap::Command::new("vestibule"));
    let variable = |argument: &clap::Arg| argument.get_env().map(|name| name.to_string_lossy().into_owned());
    command.get_arguments().filter_map(variable).collect()
}

#[test]
fn every_setting_that_is_set_to_nothing_counts_as_not_set() {
    let variables = variables();
    for nothing in ["", "  "] {
        let folder = tempfile::tempdir().unwrap();
        let mut all: Vec<_> = variables.iter().map(|name| (name.as_str(), nothing)).collect();
        all.extend([("LIMIT_LETTER_ADDRESS", nothing), ("RUST_LOG", "")]);
        // The port alone says something in the file, and what is empty in the environment does not hide it.
        let file: String =
            variables.iter().map(|name| format!("{name}={}\n", if name == "PORT" { "0" } else { "" })).collect();
        std::fs::write(folder.path().join(".env"), file).unwrap();
        let server = Server::start(folder.path(), &all);
        let page = block_on(async { reqwest::get(&server.url).await.unwrap().text().await.unwrap() });
        assert!(page.contains("Vestibule</title>"), "{page}");
        assert!(folder.path().join("data/vestibule.db").exists());
    }
    let folder = tempfile::tempdir().unwrap();
    let flags: Vec<_> = variables.iter().map(|name| format!("--{}=", name.to_lowercase().replace('_', "-"))).collect();
    let mut arguments: Vec<_> = flags.iter().map(String::as_str).collect();
    arguments.push("migrate");
    let output = run(folder.path(), &[], &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn settings_are_read_from_the_file_and_a_mistake_in_it_gives_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    std::fs::write(&file, "# a comment\r\nAPP_NAME=\"Ledger & Sons\"\r\nDATA_DIR=elsewhere\r\n").unwrap();
    let server = Server::start(folder.path(), &[]);
    let page = block_on(async { reqwest::get(&server.url).await.unwrap().text().await.unwrap() });
    assert!(page.contains("Ledger &#38; Sons"), "{page}");
    assert!(folder.path().join("elsewhere/vestibule.db").exists());
    drop(server);
    for (line, words) in [
        ("SECRET_KEY hunter2hunter2", &["NAME=value"][..]),
        ("hunter2hunter2", &["NAME=value"]),
        ("SECRET_KEY='hunter2hunter2", &["SECRET_KEY", "closing '"]),
        ("hunter2/hunter2+hun==", &["NAME=value"]),
        ("APP_NAME=My hunter2", &["APP_NAME='…'", "quotes"]),
    ] {
        std::fs::write(&file, format!("HOST=127.0.0.1\n{line}\n")).unwrap();
        let output = run(folder.path(), &[], &[]);
        assert_refused(&output, &[&[".env", "line 2"], words].concat());
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"), "{line}");
    }
    let utf_16: Vec<u8> = "\u{feff}PORT=0\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(&file, utf_16).unwrap();
    assert_refused(&run(folder.path(), &[], &[]), &[".env", "UTF-16", "save it as UTF-8"]);
}

#[test]
fn a_command_in_the_wrong_folder_makes_nothing_and_says_where_it_looked() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().canonicalize().unwrap().join("data");
    let commands = [&["user", "list"][..], &["user", "show", "john"], &["invite", "list"], &["invite", "create"]];
    for arguments in commands {
        assert_refused(&run(folder.path(), &[], arguments), &[&place.to_string_lossy(), "folder of the server"]);
        let keys = [SECRETS[1], SECRETS[2]];
        let file = place.join("vestibule.db");
        assert_refused(&run(folder.path(), &keys, arguments), &[&file.to_string_lossy(), "folder of the server"]);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no folder, no database, no secret");

    let database = Database::new(folder.path());
    let variables = [SECRETS[1], SECRETS[2], ("DATABASE_URL", database.url.as_str())];
    assert!(run(folder.path(), &variables, &["migrate"]).status.success());
    let output = run(folder.path(), &variables, &["user", "list"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "No accounts yet.\n");
}

#[test]
fn the_help_documents_every_setting_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
    let database = format!("postgres://john:{secret}@db.example/accounts");
    let variables = [
        ("SECRET_KEY", secret),
        ("SECRET_KEY_PREVIOUS", secret),
        ("JWT_SECRET_KEY", secret),
        ("JWT_SECRET_KEY_PREVIOUS", secret),
        ("DATABASE_URL", &database),
    ];
    for arguments in [&["--help"][..], &["-h"], &["help"], &["migrate", "--help"]] {
        let output = run(folder.path(), &variables, arguments);
        assert!(output.status.success());
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!help.contains(secret) && !help.contains("0f6a41c9"), "{help}");
        if arguments.len() == 1 {
            for name in ["APP_ENV", "HOST", "PORT", "BASE_URL", "DATA_DIR", "DATABASE_URL", "SECRET_KEY", "BCRYPT_COST"]
            {
                assert!(help.contains(&format!("[env: {name}")), "{name}: {help}");
            }
            assert!(help.contains("migrate"));
        }
    }
    assert!(!folder.path().join("data").exists(), "asking for help makes nothing");
}

#[test]
fn nonsense_on_the_command_line_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, value) in [("PORT", "http"), ("BCRYPT_COST", "3"), ("APP_ENV", "prod"), ("SESSION_LIFETIME", "0")] {
        let output = run(folder.path(), &[(variable, value)], &[]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(value) && errors.contains(&format!("for {variable}")), "it was no flag: {errors}");
        let flag = format!("--{}", variable.to_lowercase().replace('_', "-"));
        let output = run(folder.path(), &[], &[&format!("{flag}={value}")]);
        assert!(String::from_utf8_lossy(&output.stderr).contains(&flag));
    }
    let output = run(folder.path(), &[("PORT", "\u{1b}[31mhttp"), ("APP_ENV", "a://u:hunter2@h")], &[]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!errors.contains('\u{1b}') && !errors.contains("hunter2"), "{errors}");
    assert_eq!(run(folder.path(), &[], &["dance"]).status.code(), Some(2));
}

#[test]
fn migrations_can_be_applied_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let variables = [("DATABASE_URL", database.url.as_str())];
    let output = run(folder.path(), &variables, &["migrate"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains(": applied "), "{text}");
    let again = run(folder.path(), &variables, &["migrate"]);
    assert!(again.status.success());
    assert!(String::from_utf8_lossy(&again.stdout).contains("nothing to do"));
}

#[test]
fn two_nodes_that_start_at_once_share_one_database() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let variables = [("DATABASE_URL", database.url.as_str())];
    let migrating: Vec<_> = (0..3)
        .map(|_| {
            let mut command = vestibule(folder.path(), &variables, &["migrate"]);
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in migrating {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
