//! What is wrong with an installation, and what to do about it.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::harness::App;
use crate::harness::postgres::set_synchronous_commit;

const PASSWORD: &str = "correct horse battery";

/// As the server makes the folder; that of a test is there before.
pub fn make_private(app: &App) {
    std::fs::set_permissions(app.data_dir(), std::fs::Permissions::from_mode(0o700)).expect("a mode");
}

/// The level and the sentence of each check.
pub type Found = BTreeMap<String, (String, String)>;

/// The exit code, and the level and the sentence of each check; of several of one kind, the worst.
pub fn examine(app: &App, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, Found) {
    let said = app.command_with(&[&["doctor", "--json"], arguments].concat(), variables, "");
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    let report: Value =
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text} {}", String::from_utf8_lossy(&said.stderr)));
    let mut found = BTreeMap::new();
    for check in report["checks"].as_array().expect("checks") {
        let word = |name: &str| check[name].as_str().unwrap_or_default().to_owned();
        if word("level") != "ok" {
            assert!(!word("remedy").is_empty(), "{check}");
        }
        found.insert(
            word("code"),
            (word("level"), format!("{} {} {}", word("finding"), word("remedy"), word("setting"))),
        );
    }
    (said.status.code().expect("a code"), found)
}

pub fn level(found: &Found, code: &str) -> String {
    found.get(code).map_or_else(|| panic!("no {code} in {found:?}"), |(level, _)| level.clone())
}

#[test]
fn an_installation_in_development_has_warnings_and_no_failure() {
    App::test(async |app| {
        make_private(app);
        set_synchronous_commit(app.database_url(), "on");
        app.browser().sign_in("john", PASSWORD).await;
        let (code, found) = examine(app, &[], &[]);
        let failures: Vec<_> = found.values().filter(|(level, _)| level == "failure").collect();
        assert!(failures.is_empty(), "{failures:?}");
        assert_eq!(code, 7);
        for good in [
            "database",
            "file_modes",
            "jobs",
            "reachable",
            "cookie",
            "client_address",
            "mail",
            "passkey_domain",
            "look",
            "secret",
        ] {
            assert_eq!(level(&found, good), "ok", "{good}: {:?}", found[good]);
        }
        for warned in ["environment", "backup", "admins"] {
            assert_eq!(level(&found, warned), "warning", "{warned}");
        }
        assert!(!found["integrity"].1.is_empty(), "the file was read");
    });
}

#[test]
fn a_proved_backup_and_an_admin_with_a_factor_are_good_news() {
    App::test(async |app| {
        app.clock.stop();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        john.set_up_app(app).await;
        assert!(app.command(&["user", "promote", "john"]).status.success());
        let file = app.data_dir().join("a.backup");
        assert!(app.command(&["backup", file.to_str().expect("a path"), "--prove"]).status.success());
        let (_, found) = examine(app, &["--inside"], &[]);
        assert_eq!((level(&found, "backup"), level(&found, "admins")), ("ok".to_owned(), "ok".to_owned()));
        app.execute("UPDATE backup_proofs SET proved_at = '2026-01-01 00:00:00'");
        assert_eq!(level(&examine(app, &["--inside"], &[]).1, "backup"), "warning");
    });
}

#[test]
fn a_forged_address_that_is_believed_is_a_failure() {
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        let (code, found) = examine(app, &[], &[]);
        assert_eq!((code, level(&found, "client_address")), (6, "failure".to_owned()));
        assert!(found["client_address"].1.contains("TRUSTED_PROXIES"));
    });
}

#[test]
fn each_fault_is_named_with_its_setting() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let weak =
            [("SECRET_KEY", "change-me-change-me-change-me-change-me"), ("ALLOWED_ORIGINS", "https://app.example.org")];
        let (code, found) = examine(app, &["--inside"], &weak);
        assert_eq!((code, level(&found, "secret")), (6, "failure".to_owned()));
        assert!(
            found["secret"].1.contains("openssl rand -hex 32") && !found["secret"].1.contains("change-me"),
            "{found:?}"
        );
        let (_, found) = examine(app, &[], &[("ALLOWED_ORIGINS", "https://app.example.org")]);
        assert_eq!(level(&found, "same_site"), "warning");
        let (_, found) = examine(app, &[], &[("BASE_URL", "http://127.0.0.1:1")]);
        assert_eq!(level(&found, "reachable"), "failure");

        std::fs::set_permissions(app.data_dir(), std::fs::Permissions::from_mode(0o755)).expect("a mode");
        let (code, found) = examine(app, &["--inside"], &[]);
        assert_eq!((code, level(&found, "file_modes")), (6, "failure".to_owned()));
        assert!(found["file_modes"].1.contains("chmod 700"), "{found:?}");
        make_private(app);

        let binary = if crate::harness::postgres::server().is_some() { "'\\x00'" } else { "x'00'" };
        app.execute(&format!(
            "INSERT INTO passkeys (id, user_id, credential_id, public_key, domain, counter, transports, backup_eligible, backed_up, aaguid, name, created_at)
             SELECT 'x', id, {binary}, {binary}, 'old.example.com', 0, '', FALSE, FALSE, '', 'phone', created_at FROM users"
        ));
        let (_, found) = examine(app, &["--inside"], &[]);
        assert_eq!(level(&found, "passkey_domain"), "failure");
        assert!(found["passkey_domain"].1.contains("PASSKEY_DOMAIN"));

        std::fs::create_dir(app.data_dir().join("texts")).expect("a folder");
        std::fs::write(app.data_dir().join("texts/en.ftl"), "no-such-text = x\n").expect("a file");
        assert_eq!(level(&examine(app, &["--inside"], &[]).1, "texts"), "failure");
        crate::damaged_backups::make_older(app);
        assert_eq!(level(&examine(app, &["--inside"], &[]).1, "migrations"), "failure");
    });
}

#[test]
fn people_read_lines() {
    App::test(async |app| {
        make_private(app);
        set_synchronous_commit(app.database_url(), "on");
        let said = app.command(&["doctor", "--inside"]);
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        assert_eq!(said.status.code(), Some(7));
        assert!(
            text.contains("warning backup: No backup was ever proved.\n          `vestibule backup FILE --prove`"),
            "{text}"
        );
        assert!(String::from_utf8_lossy(&said.stderr).starts_with("vestibule: ") && text.starts_with("ok "), "{text}");
    });
}

#[test]
fn a_server_that_commits_before_the_disk_has_it_is_a_failure() {
    App::test(async |app| {
        make_private(app);
        set_synchronous_commit(app.database_url(), "off");
        let (_, found) = examine(app, &[], &[]);
        let is_server = app.database_url().starts_with("postgres");
        assert_eq!(found.get("synchronous").map(|(level, _)| level.as_str()), is_server.then_some("failure"));
    });
}
