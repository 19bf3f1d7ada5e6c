//! Settings that are easily got wrong: each is refused, or told, in a sentence at the start.

use crate::process::{Server, assert_refused, block_on, run};

const PRODUCTION: [(&str, &str); 3] = [
    ("APP_ENV", "production"),
    ("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21"),
    ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"),
];

#[test]
fn what_the_example_file_says_about_quotes_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let write = |line: &str| std::fs::write(folder.path().join(".env"), format!("{line}\n")).unwrap();
    let heading = || {
        let server = Server::start(folder.path(), &[]);
        block_on(async { reqwest::get(&server.url).await.unwrap().text().await.unwrap() })
    };
    write("APP_NAME='Cash $HOME #1'");
    assert!(heading().contains("Cash $HOME #1"), "single quotes keep every character");
    for eaten in ["APP_NAME=\"Cash $NOBODY #1\"", "APP_NAME=Cash$NOBODY"] {
        write(eaten);
        assert!(heading().contains("Cash") && !heading().contains("NOBODY"), "{eaten}");
    }
    assert!(include_str!("../../.env.example").contains("single quotes"));
}

#[test]
fn a_cookie_domain_that_no_browser_would_take_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let base = ("BASE_URL", "https://accounts.example.com");
    for wrong in ["https://example.com", "example.com:443", "example.com; Secure", "com", "127.0.0.1", "example.org"] {
        let mut all = PRODUCTION.to_vec();
        all.extend([base, ("COOKIE_DOMAIN", wrong)]);
        assert_refused(&run(folder.path(), &all, &[]), &["vestibule: COOKIE_DOMAIN: ", "write"]);
        assert_refused(&run(folder.path(), &[base, ("COOKIE_DOMAIN", wrong)], &[]), &["COOKIE_DOMAIN"]);
    }
    assert_refused(&run(folder.path(), &[("COOKIE_DOMAIN", "example.com")], &[]), &["COOKIE_DOMAIN", "set BASE_URL"]);
    Server::start(folder.path(), &[base, ("COOKIE_DOMAIN", ".Example.com")]);
}

#[test]
fn localhost_is_this_machine_and_no_other_name_is_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("HOST", "localhost")]);
    assert!(server.url.starts_with("http://127.0.0.1:"), "{}", server.url);
    let output = run(folder.path(), &[("HOST", "accounts.example.com")], &[]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("accounts.example.com") && errors.contains("write an IP address: 127.0.0.1"), "{errors}");
}

#[test]
fn a_choice_of_logs_that_can_not_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in ["vestibule=loud", "loud=louder", "vestibule=debug=info"] {
        assert_refused(&run(folder.path(), &[("RUST_LOG", wrong)], &[]), &["RUST_LOG", "info,vestibule=debug"]);
    }
    for right in ["", "warn", "info,vestibule=debug"] {
        Server::start(folder.path(), &[("RUST_LOG", right)]);
    }
}

#[test]
fn links_that_would_lead_nowhere_from_elsewhere_are_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let warnings = |variables: &[(&str, &str)]| {
        let server = Server::start(folder.path(), variables);
        server.terminate();
        let (_, log) = server.end();
        log.lines().filter(|line| line.contains("WARN") && line.contains("BASE_URL")).count()
    };
    assert_eq!(warnings(&[("HOST", "0.0.0.0")]), 1);
    assert_eq!(warnings(&[("HOST", "0.0.0.0"), ("BASE_URL", "http://laptop.example:5000")]), 0);
    assert_eq!(warnings(&[]), 0);
}
