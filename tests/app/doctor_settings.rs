//! What the doctor says about settings whose fault shows only when they are used.

use std::io::{Read, Write};
use std::net::TcpListener;

use diesel::connection::{Connection, SimpleConnection};
use inside::doctor::{CheckLevel, database};

use crate::doctor::{examine, level};
use crate::harness::{App, postgres};
use crate::mail_certificates::self_signed;

const PASSWORD: &str = "correct horse battery";

#[test]
fn a_damaged_list_of_leaked_passwords_is_found() {
    App::test(async |app| {
        assert_eq!(level(&examine(app, &["--inside"], &[]).1, "breached_passwords"), "ok");
        let (list, filter) = (app.data_dir().join("list.txt"), app.data_dir().join("list.filter"));
        std::fs::write(&list, "marmalade skies\n").expect("a file");
        let filter = filter.to_str().expect("a path");
        assert!(app.command(&["breach", "build", list.to_str().expect("a path"), filter]).status.success());
        let file = [("BREACHED_PASSWORDS_FILE", filter)];
        let (_, found) = examine(app, &["--inside"], &file);
        assert_eq!(level(&found, "breached_passwords"), "ok");
        assert!(found["breached_passwords"].1.starts_with("1 passwords"), "{found:?}");
        let mut bytes = std::fs::read(filter).expect("the filter");
        bytes[70] ^= 1;
        std::fs::write(filter, bytes).expect("a file");
        let (code, found) = examine(app, &["--inside"], &file);
        assert_eq!((code, level(&found, "breached_passwords")), (6, "failure".to_owned()));
        assert!(found["breached_passwords"].1.contains("vestibule breach build"), "{found:?}");
        assert!(found["breached_passwords"].1.contains("BREACHED_PASSWORDS_FILE"), "{found:?}");
        let off = [("BREACHED_PASSWORDS", "off")];
        assert_eq!(level(&examine(app, &["--inside"], &off).1, "breached_passwords"), "warning");
    });
}

#[test]
fn the_old_table_that_logins_are_asked_of_has_to_be_one_and_to_answer() {
    App::test(async |app| {
        let sqlite = |name: &str, sql: &str| {
            let path = app.data_dir().join(name);
            let path = path.to_str().expect("a path").to_owned();
            diesel::SqliteConnection::establish(&path).expect("a file").batch_execute(sql).expect("tables");
            format!("sqlite:{path}")
        };
        let one = "CREATE TABLE users (id INTEGER, username TEXT, email TEXT, password TEXT);";
        let two = format!("{one} CREATE TABLE accounts (id INTEGER, username TEXT, email TEXT, password TEXT)");
        let check = |variables: &[(&str, &str)]| {
            let (_, found) = examine(app, &["--inside"], variables);
            found.get("import_on_login").cloned().unwrap_or_default()
        };
        assert_eq!(check(&[]).0, "", "nothing is said where nothing is set");
        let url = sqlite("one.db", one);
        let (level, finding) = check(&[("IMPORT_ON_LOGIN", &url)]);
        assert_eq!(level, "ok", "{finding}");
        assert!(finding.contains("table users (Flask)"), "{finding}");
        let url = sqlite("two.db", &two);
        let (level, finding) = check(&[("IMPORT_ON_LOGIN", &url)]);
        assert!(level == "failure" && finding.contains("several tables"), "{level} {finding}");
        assert!(finding.contains("IMPORT_ON_LOGIN_TABLE"), "{finding}");
        assert_eq!(check(&[("IMPORT_ON_LOGIN", &url), ("IMPORT_ON_LOGIN_TABLE", "accounts")]).0, "ok");
        let (level, finding) = check(&[("IMPORT_ON_LOGIN", "sqlite:/nowhere/old.db")]);
        assert!(level == "failure" && finding.contains("there is no such file"), "{level} {finding}");
        let (level, finding) = check(&[("IMPORT_ON_LOGIN", "postgres://app@127.0.0.1:1/old")]);
        assert_eq!(level, "failure", "{finding}");
        let large = "CREATE TABLE users (id INTEGER, username TEXT UNIQUE, email TEXT, password TEXT);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
             INSERT INTO users SELECT i, 'u' || i, 'u' || i || '@example.com', '!' FROM n;";
        let (level, finding) = check(&[("IMPORT_ON_LOGIN", &sqlite("large.db", large))]);
        assert!(level == "warning" && finding.contains("by email"), "{level} {finding}");
    });
}

#[test]
fn metrics_have_to_be_where_the_setting_says_and_nowhere_else() {
    App::test_with(&["--metrics-addr=127.0.0.1:0"], async |app| {
        let address = app.metrics_url.as_deref().and_then(|url| url.strip_prefix("http://")).expect("a listener");
        let (_, found) = examine(app, &[], &[("METRICS_ADDR", address)]);
        assert_eq!((level(&found, "metrics"), level(&found, "metrics_listener")), ("ok".to_owned(), "ok".to_owned()));
        let (_, found) = examine(app, &[], &[("METRICS_ADDR", "127.0.0.1:0")]);
        assert_eq!(level(&found, "metrics_listener"), "warning");
        let (code, found) = examine(app, &[], &[("METRICS_ADDR", "127.0.0.1:1")]);
        assert_eq!((code, level(&found, "metrics_listener")), (6, "failure".to_owned()));
        // The doors have no metrics: something else answers there.
        let doors = app.url.strip_prefix("http://").expect("a URL");
        let (_, found) = examine(app, &[], &[("METRICS_ADDR", doors)]);
        assert_eq!(level(&found, "metrics_listener"), "failure");
        for (address, expected) in [("0.0.0.0:9464", "warning"), ("8.8.8.8:9464", "failure"), ("10.0.0.7:9464", "ok")] {
            let (_, found) = examine(app, &["--inside"], &[("METRICS_ADDR", address)]);
            assert_eq!(level(&found, "metrics"), expected, "{address}");
            assert!(found["metrics"].1.contains("METRICS_ADDR"), "{found:?}");
        }
        // A proxy that leads to them.
        let metrics = app.metrics_url.as_deref().expect("a listener");
        let (_, found) = examine(app, &[], &[("METRICS_ADDR", address), ("BASE_URL", metrics)]);
        assert_eq!(level(&found, "metrics_public"), "failure");
    });
}

#[test]
fn hosts_behind_the_login_need_the_cookie_a_trusted_proxy_and_somebody_with_the_role() {
    App::test(async |app| {
        let hosts = ("FORWARD_AUTH_HOSTS", "127.0.0.1,grafana.example.com:admin");
        let (code, found) = examine(app, &["--inside"], &[hosts]);
        assert_eq!(code, 6);
        assert_eq!(level(&found, "forward_auth_cookie"), "failure");
        assert!(found["forward_auth_cookie"].1.contains("grafana.example.com"), "{found:?}");
        assert!(found["forward_auth_cookie"].1.contains("COOKIE_DOMAIN"), "{found:?}");
        assert_eq!(level(&found, "forward_auth_proxy"), "failure");
        assert_eq!(level(&found, "forward_auth_roles"), "warning");
        let own = [("FORWARD_AUTH_HOSTS", "127.0.0.1:8080:admin"), ("TRUSTED_PROXIES", "127.0.0.1")];
        let (_, found) = examine(app, &["--inside"], &own);
        assert_eq!(level(&found, "forward_auth_roles"), "warning");
        app.staff("molly", inside::users::Role::Moderator).await;
        let (_, found) = examine(app, &["--inside"], &own);
        assert_eq!(level(&found, "forward_auth_roles"), "warning", "a moderator is no administrator");
        app.admin("alice").await;
        let (_, found) = examine(app, &["--inside"], &own);
        assert_eq!(level(&found, "forward_auth"), "ok");
        assert!(found["forward_auth"].1.contains("127.0.0.1:8080 (admin)"), "{found:?}");
        assert_eq!(found.get("forward_auth_cookie"), None);
    });
}

#[test]
fn a_database_whose_clock_differs_is_said() {
    App::test(async |app| {
        app.clock.stop();
        let clock = |app: &App| {
            let checks = database::check(&app.services, false);
            checks.into_iter().find(|check| check.code == "clock").map(|check| check.level)
        };
        let is_server = postgres::server().is_some();
        assert_eq!(clock(app), is_server.then_some(CheckLevel::Ok), "a file has no clock");
        app.clock.advance(time::Duration::seconds(15));
        assert_eq!(clock(app), is_server.then_some(CheckLevel::Warning));
        app.clock.advance(time::Duration::minutes(1));
        assert_eq!(clock(app), is_server.then_some(CheckLevel::Failure));
    });
}

#[test]
fn a_certificate_that_nobody_trusts_is_a_failure() {
    App::test(async |app| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
        let tls = self_signed("localhost");
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut connection = rustls::ServerConnection::new(std::sync::Arc::clone(&tls)).expect("TLS");
                let mut stream = rustls::Stream::new(&mut connection, &mut stream);
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        let (code, found) = examine(app, &[], &[("BASE_URL", &url)]);
        assert_eq!((code, level(&found, "reachable")), (6, "failure".to_owned()));
        assert!(found["reachable"].1.contains("certificate") && found["reachable"].1.contains("BASE_URL"), "{found:?}");
        app.browser().register("john", "john@example.com", PASSWORD).await;
    });
}
