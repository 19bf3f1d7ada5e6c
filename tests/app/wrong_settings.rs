//! Settings that are easily got wrong: each is refused, or told, in a sentence at the start.

use crate::harness::process::{Server, assert_refused, block_on, run};

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

#[test]
fn a_value_that_can_never_work_is_refused_with_the_right_spelling_and_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, value, words) in [
        ("ALLOWED_ORIGINS", "https://*.example.com", "list each origin"),
        ("ALLOWED_ORIGINS", "https://u:hunter2@app.example.com", "https://app.example.com"),
        ("ALLOWED_ORIGINS", "https://app.example.com?hunter2", "https://app.example.com"),
        ("ALLOWED_ORIGINS", "https://app.example.com,app.example.org", "no scheme"),
        ("ALLOWED_ORIGINS", "https://a.example https://b.example", "by commas"),
        ("BASE_URL", "https://u:hunter2@accounts.example.com", "https://app.example.com"),
        ("BASE_URL", "https://accounts.example.com/path", "path"),
        ("TRUSTED_PROXIES", "10.1.2.3/8", "write 10.0.0.0/8"),
        ("TRUSTED_PROXIES", "0.0.0.0/0", "everybody"),
        ("DATABASE_URL", "postgres://app:Super@hunter2@db.invalid/x", "write @ as %40"),
        ("MAIL_URL", "smtp://u:hunter2@mail.example:port", "smtp://USER:PASSWORD@HOST:PORT"),
    ] {
        let output = run(folder.path(), &[(variable, value)], &[]);
        assert_refused(&output, &[variable, words]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"), "{variable}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_origin_is_compared_in_the_form_that_browsers_send() {
    let folder = tempfile::tempdir().unwrap();
    let server =
        Server::start(folder.path(), &[("ALLOWED_ORIGINS", "HTTPS://App.Example.com:443/, https://bücher.example")]);
    for origin in ["https://app.example.com", "https://xn--bcher-kva.example"] {
        let answer = block_on(async {
            let request =
                reqwest::Client::new().get(format!("{}/auth/current_user", server.url)).header("origin", origin);
            request.send().await.unwrap()
        });
        assert_eq!(answer.headers()["access-control-allow-origin"], origin);
    }
}

#[test]
fn one_secret_for_two_purposes_is_refused_in_production_and_a_warning_in_development() {
    let folder = tempfile::tempdir().unwrap();
    let secret = PRODUCTION[1].1;
    let base = ("BASE_URL", "https://accounts.example.com");
    let same = [PRODUCTION[0], PRODUCTION[1], base, ("JWT_SECRET_KEY", secret)];
    let output = run(folder.path(), &same, &[]);
    assert_refused(&output, &["SECRET_KEY", "JWT_SECRET_KEY", "must differ", "openssl rand -hex 32"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains(secret));
    let before = [&PRODUCTION[..], &[base, ("JWT_SECRET_KEY_PREVIOUS", secret)]].concat();
    assert_refused(&run(folder.path(), &before, &[]), &["JWT_SECRET_KEY_PREVIOUS", "must differ"]);

    let server = Server::start(folder.path(), &[("SECRET_KEY", secret), ("JWT_SECRET_KEY", secret)]);
    server.terminate();
    let (_, log) = server.end();
    assert!(log.lines().any(|line| line.contains("WARN") && line.contains("must differ")), "{log}");
}

#[test]
fn a_setting_that_was_renamed_is_refused_with_its_new_name() {
    let folder = tempfile::tempdir().unwrap();
    for (old, new) in [("LIMIT_LETTER_ADDRESS", "LIMIT_EMAIL_ADDRESS"), ("LIMIT_LETTER_NETWORK", "LIMIT_EMAIL_NETWORK")]
    {
        let flag = format!("--{}=5/60", old.to_lowercase().replace('_', "-"));
        let refused = [run(folder.path(), &[(old, "5/60")], &[]), run(folder.path(), &[], &[&flag, "migrate"])];
        std::fs::write(folder.path().join(".env"), format!("{old}=5/60\n")).unwrap();
        for output in refused.into_iter().chain([run(folder.path(), &[], &["user", "list"])]) {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                !output.status.success() && errors.contains(&format!("this setting is called {new} now")),
                "{errors}"
            );
        }
        std::fs::remove_file(folder.path().join(".env")).unwrap();
        let help = String::from_utf8(run(folder.path(), &[], &["--help"]).stdout).unwrap();
        assert!(!help.contains(old) && help.contains(new));
    }
}

#[test]
fn an_unknown_answer_to_who_must_have_a_second_factor_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &[("REQUIRE_SECOND_FACTOR", "everyone")], &[]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("REQUIRE_SECOND_FACTOR") && errors.contains("none, admins, all"), "{errors}");
}

#[test]
fn passkeys_for_what_no_browser_would_take_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let base = ("BASE_URL", "https://accounts.example.com");
    for (variable, value, words) in [
        ("PASSKEY_DOMAIN", "evil.com", "neither accounts.example.com"),
        ("PASSKEY_DOMAIN", "counts.example.com", "neither accounts.example.com"),
        ("PASSKEY_DOMAIN", "sub.accounts.example.com", "neither accounts.example.com"),
        ("PASSKEY_DOMAIN", "com", "everybody below it"),
        ("PASSKEY_DOMAIN", "127.0.0.1", "browsers make no passkeys for numbers"),
        ("PASSKEY_DOMAIN", "example.com:8443", "write it like example.com"),
        ("PASSKEY_DOMAIN", "https://example.com", "write it like example.com"),
        ("PASSKEY_ORIGINS", "http://app.example.com", "write http://app.example.com with https://"),
        ("PASSKEY_ORIGINS", "https://*.example.com", "PASSKEY_ORIGINS"),
        ("PASSKEY_ORIGINS", "https://app.example.com/path", "https://app.example.com"),
        ("PASSKEY_ORIGINS", "*", "PASSKEY_ORIGINS"),
        ("PASSKEY_ORIGINS", "null", "PASSKEY_ORIGINS"),
        ("PASSKEY_ORIGINS", "android:apk-key-hash:abc", "32 bytes"),
    ] {
        assert_refused(&run(folder.path(), &[base, (variable, value)], &[]), &[variable, words]);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let right = [base, ("PASSKEY_DOMAIN", "Example.com"), ("PASSKEY_ORIGINS", "https://App.example.com/")];
    let server = Server::start(folder.path(), &right);
    let found = block_on(async {
        reqwest::get(format!("{}/.well-known/webauthn", server.url)).await.unwrap().text().await.unwrap()
    });
    assert_eq!(found, r#"{"origins":["https://app.example.com"]}"#);
}
