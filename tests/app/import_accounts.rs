//! Accounts of other applications, from their databases and exports.

use std::path::PathBuf;
use std::process::Output;

use diesel::connection::{Connection, SimpleConnection};
use serde_json::{Value, json};

use crate::harness::process::{Server, block_on};
use crate::harness::rows::word;
use crate::harness::{App, Phone};

const PASSWORD: &str = "correct horse battery";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn hash(password: &str) -> String {
    bcrypt::hash(password, 4).unwrap()
}

/// A file beside the application's own.
fn file(app: &App, name: &str, content: &str) -> String {
    let path = app.data_dir().join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A database of SQLite as another application left it.
fn sqlite(app: &App, name: &str, sql: &str) -> String {
    let path: PathBuf = app.data_dir().join(name);
    let path = path.to_str().unwrap().to_owned();
    diesel::SqliteConnection::establish(&path).unwrap().batch_execute(sql).unwrap();
    path
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn import(app: &App, arguments: &[&str]) -> Output {
    app.command(&[&["import"], arguments].concat())
}

/// The lines of `--json`: what was found, and the summary.
fn import_json(app: &App, arguments: &[&str]) -> (Vec<Value>, Value) {
    let output = import(app, &[arguments, &["--json"]].concat());
    let lines =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut lines: Vec<Value> = lines;
    let summary = lines.pop().unwrap_or_else(|| panic!("{}", said(&output)));
    assert_eq!(output.status.code(), Some(if summary["refused"] == 0 { 0 } else { 4 }), "{}", said(&output));
    (lines, summary)
}

async fn logs_in(app: &App, login: &str, password: &str) -> bool {
    app.browser().login(login, password).await.status == 303
}

/// The table of the seed, with these rows.
fn users_app(rows: &[(&str, &str)]) -> String {
    let rows = rows.iter().map(|(name, hash)| format!("('{name}', '{name}@example.com', '{hash}')"));
    format!(
        "CREATE TABLE users_app (id INTEGER PRIMARY KEY AUTOINCREMENT, username VARCHAR(50) UNIQUE NOT NULL,
         email VARCHAR(50) UNIQUE NOT NULL, password VARCHAR(150) NOT NULL);
         INSERT INTO users_app (username, email, password) VALUES {};",
        rows.collect::<Vec<_>>().join(", ")
    )
}

/// The same in a file that an application of its own left, for as long as the folder is held.
fn old_table(rows: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db").to_str().unwrap().to_owned();
    diesel::SqliteConnection::establish(&path).unwrap().batch_execute(&users_app(rows)).unwrap();
    (folder, path)
}

#[test]
fn the_table_of_a_flask_app_comes_with_its_hashes_and_a_second_run_brings_only_what_is_new() {
    App::test(async |app| {
        let (john, jane) = (
            hash(PASSWORD),
            "scrypt:1024:8:2$p5pKK20o0x0TvkXO$d36f6ef38c1992855b167216ef1ebbad4c895645287143394def3a75b23592a388ee7ca629dadd2bfa98f22f00e29cf6096a9a34aac924d72133957e5970642e",
        );
        let path = sqlite(app, "database.db", &users_app(&[("john", &john), ("jane", jane)]));
        let (lines, rehearsed) = import_json(app, &[&path, "--dry-run"]);
        assert_eq!((lines.len(), &rehearsed["imported"], app.count_users()), (0, &json!(2), 0), "a rehearsal");
        let (lines, summary) = import_json(app, &[&path]);
        assert!(lines.is_empty(), "{lines:?}");
        assert_eq!(
            (&summary["shape"], &summary["imported"], &summary["read"]),
            (&json!("Flask"), &json!(2), &json!(2))
        );
        assert_eq!(app.user("john").password.as_text(), john, "as it was");
        assert!(app.user("jane").password.as_text().starts_with("foreign+"));
        assert!(!logs_in(app, "john", "not the password").await);
        let browser = app.browser();
        assert_eq!(browser.login("john@example.com", PASSWORD).await.status, 303);
        assert!(browser.get("/history").await.body.contains("Account moved here from database.db, table users_app"));
        let kinds = app.events();
        assert_eq!(kinds.iter().filter(|kind| *kind == "imported").count(), 2);
        let events = app.command(&["events", "--kind", "imported", "--json"]);
        let event: Value =
            serde_json::from_str(String::from_utf8_lossy(&events.stdout).lines().next().unwrap()).unwrap();
        assert_eq!((&event["door"], &event["actor_id"]), (&json!("command"), &Value::Null));
        assert!(event["sentence"].as_str().unwrap().contains("operator"), "{event}");

        // Who deleted the account here does not come back, and nobody comes twice.
        app.command(&["user", "delete", "jane", "--yes"]);
        diesel::SqliteConnection::establish(&path)
            .unwrap()
            .batch_execute("INSERT INTO users_app (username, email, password) VALUES ('new', 'new@example.com', '!')")
            .unwrap();
        let (_, again) = import_json(app, &[&path]);
        assert_eq!(
            (&again["imported"], &again["already"], &again["without_password"]),
            (&json!(1), &json!(2), &json!(1))
        );
        assert!(app.find_user("jane").is_none());
        let explained = app.command(&["explain", "new"]);
        assert!(said(&explained).contains("no password"), "{}", said(&explained));
        // The same rows from another source are other accounts, whose addresses are taken.
        let (lines, other) = import_json(app, &[&path, "--label", "another app"]);
        assert_eq!((&other["imported"], &other["refused"]), (&json!(1), &json!(2)), "{lines:?}");
        assert!(lines.iter().all(|line| line["reason"] == "email_taken"), "{lines:?}");
    });
}

#[test]
fn django_accounts_come_with_addresses_and_authenticator_apps_from_the_database_itself() {
    App::test(async |app| {
        let pbkdf2 = "pbkdf2_sha256$1000$salt$boRToEKoQr22LeDTyHDsEkHpDsDOTyWJq16HknEiweU=";
        app.execute(&format!(
            "CREATE TABLE auth_user (id INTEGER PRIMARY KEY, password VARCHAR(128) NOT NULL, last_login TIMESTAMP,
                is_superuser BOOLEAN NOT NULL, username VARCHAR(150) NOT NULL, email VARCHAR(254) NOT NULL,
                is_staff BOOLEAN NOT NULL, is_active BOOLEAN NOT NULL, date_joined TIMESTAMP NOT NULL);
             CREATE TABLE account_emailaddress (id INTEGER PRIMARY KEY, email VARCHAR(254) NOT NULL, verified BOOLEAN NOT NULL,
                \"primary\" BOOLEAN NOT NULL, user_id INTEGER NOT NULL);
             CREATE TABLE mfa_authenticator (id INTEGER PRIMARY KEY, type VARCHAR(20) NOT NULL, data TEXT NOT NULL, user_id INTEGER NOT NULL);
             INSERT INTO auth_user VALUES
                (1, '{pbkdf2}', NULL, TRUE, 'ada', 'old@example.com', TRUE, TRUE, '2020-05-06 07:08:09'),
                (2, 'bcrypt${}', NULL, FALSE, 'bob', 'bob@example.com', FALSE, TRUE, '2021-01-01 00:00:00'),
                (3, '{pbkdf2}', NULL, FALSE, 'gone', 'gone@example.com', FALSE, FALSE, '2021-01-01 00:00:00');
             INSERT INTO account_emailaddress VALUES (1, 'ada@example.com', TRUE, TRUE, 1), (2, 'old@example.com', TRUE, FALSE, 1);
             INSERT INTO mfa_authenticator VALUES (1, 'totp', '{{\"secret\": \"{SECRET}\"}}', 1), (2, 'recovery_codes', '{{}}', 1),
                (3, 'totp', '{{\"secret\": \"gAAAAABl-encrypted\"}}', 2);",
            hash(PASSWORD)
        ));
        let url = app.database_url();
        let (lines, summary) = import_json(app, &[url, "--table", "auth_user", "--keep-admins"]);
        assert_eq!(summary["shape"], "Django");
        assert_eq!(
            (&summary["imported"], &summary["with_totp"], &summary["lost_totp"]),
            (&json!(3), &json!(1), &json!(1))
        );
        assert_eq!((&summary["disabled"], &summary["admins"]), (&json!(1), &json!(1)));
        assert_eq!(lines.len(), 1);
        assert_eq!((&lines[0]["account"], &lines[0]["finding"]), (&json!("bob"), &json!("no_totp")));
        let ada = app.user("ada");
        assert_eq!(ada.email, "ada@example.com");
        assert!(ada.email_verified && ada.has_second_factor() && ada.role == inside::users::Role::Admin);
        assert_eq!(ada.created_at, time::macros::datetime!(2020-05-06 07:08:09));
        assert!(!app.user("bob").email_verified);
        assert!(logs_in(app, "bob", PASSWORD).await);
        assert!(!logs_in(app, "gone", "correct horse").await, "disabled there, disabled here");

        let browser = app.browser();
        let answer = browser.login("ada", "correct horse").await;
        assert_eq!(answer.header("location"), Some("/login/code"));
        let code = Phone::with(SECRET).code(app);
        assert_eq!(browser.post("/login/code", &[("code", &code)]).await.status, 303);
        assert!(browser.is_logged_in().await, "with the app that was set up there");
        assert!(app.user("ada").password.as_text().starts_with("$2b$04$"), "renewed");
    });
}

#[test]
fn every_row_that_can_not_come_says_why_and_the_rest_comes() {
    App::test(async |app| {
        app.browser().register("taken", "taken@example.com", PASSWORD).await;
        let old = hash(PASSWORD);
        let csv = format!(
            "id,username,email,password_hash,email_verified,disabled\n1,ada,ada@example.com,{old},true,false\n\
             2,admin,root@example.com,{old},true,false\n3,\"new\nline\",line@example.com,{old},true,false\n\
             4,bob,,{old},true,false\n5,carl,not an address,{old},true,false\n6,Ada,ada2@example.com,{old},true,false\n\
             7,dora,ADA@example.com,{old},true,false\n8,eve,eve@example.com,md5$x$y,true,false\n\
             9,taken,taken2@example.com,{old},true,false\n10,fay,taken@example.com,{old},true,false\n\
             11,gus,gus@example.com,$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHRzYWx0$AAECAwQFBgcICQoLDA0ODw,true,true\n"
        );
        // A comma is in the hash of Argon2, so that field stands in quotes.
        let csv = csv.replace(
            "$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHRzYWx0$AAECAwQFBgcICQoLDA0ODw",
            "\"$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHRzYWx0$AAECAwQFBgcICQoLDA0ODw\"",
        );
        let path = file(app, "users.csv", &csv);
        let reasons = |lines: &[Value]| -> Vec<(String, String)> {
            let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
            lines.iter().map(|line| (text(line, "key"), text(line, "reason"))).collect()
        };
        let expected = [
            ("2", "reserved_name"),
            ("3", "invalid_name"),
            ("4", "no_email"),
            ("5", "invalid_email"),
            ("6", "name_taken"),
            ("7", "email_taken"),
            ("8", "unknown_hash"),
            ("9", "name_taken"),
            ("10", "email_taken"),
            ("11", "too_expensive"),
        ]
        .map(|(key, reason)| (key.to_owned(), reason.to_owned()));
        let (lines, summary) = import_json(app, &[&path, "--dry-run"]);
        assert_eq!(reasons(&lines), expected);
        assert_eq!((&summary["imported"], &summary["refused"]), (&json!(3), &json!(8)));
        assert_eq!(app.count_users(), 1, "a rehearsal changes nothing");
        let people = import(app, &[&path, "--dry-run"]);
        assert!(said(&people).contains("admin (2): does not come: its name is reserved"), "{}", said(&people));
        assert!(said(&people).contains("new\\u{a}line (3)"), "{}", said(&people));
        assert!(said(&people).contains("11 read: 3 would come, 0 came before, 8 can't come."), "{}", said(&people));

        let (lines, _) = import_json(app, &[&path]);
        assert_eq!(reasons(&lines), expected, "as the rehearsal said");
        assert!(logs_in(app, "ada", PASSWORD).await && !logs_in(app, "eve", PASSWORD).await);
        assert!(app.user("gus").disabled_at.is_some());
        let (lines, renamed) = import_json(app, &[&path, "--rename-invalid"]);
        assert_eq!((&renamed["already"], &renamed["imported"], &renamed["renamed"]), (&json!(3), &json!(4), &json!(4)));
        let new: Vec<&str> = lines.iter().filter_map(|line| line["new_name"].as_str()).collect();
        assert_eq!(new, ["admin2", "newline", "Ada2", "taken2"]);
        assert!(logs_in(app, "root@example.com", PASSWORD).await && logs_in(app, "Ada2", PASSWORD).await);
    });
}

#[test]
fn exports_of_firebase_keycloak_laravel_and_anything_by_map() {
    App::test(async |app| {
        let firebase = json!({ "users": [
            { "localId": "f1", "email": "fire@example.com", "emailVerified": true, "passwordHash": "N7Ckvv1GWW2eMBVqL2m3tnCoDQ9lQLDcmlG+LBrcwDDZvMjT3sqXKBBs2srpJqUuh//6RQL96ajlBQQcMmo/3Q==", "salt": "QQTTb42iwlQ0nw==",
              "createdAt": "1600000000000", "providerUserInfo": [] },
            { "localId": "f2", "email": "google@example.com", "emailVerified": true, "disabled": true },
        ]});
        let path = file(app, "firebase.json", &firebase.to_string());
        let config = file(
            app,
            "hash_config.txt",
            "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==,\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 12,\n}",
        );
        let (lines, _) = import_json(app, &[&path, "--dry-run"]);
        assert_eq!(lines[0]["reason"], "unknown_hash", "without the parameters of the project");
        let (lines, summary) = import_json(app, &[&path, "--firebase-config", &config]);
        assert_eq!(
            (&summary["shape"], &summary["imported"], &summary["named"]),
            (&json!("Firebase"), &json!(2), &json!(2)),
            "{lines:?}"
        );
        assert!(logs_in(app, "fire", "correct horse").await);
        assert!(app.user("google").disabled_at.is_some());

        let credential = |secret: Value, data: Value, kind: &str| json!({ "type": kind, "secretData": secret.to_string(), "credentialData": data.to_string() });
        let keycloak = json!({ "realm": "app", "roles": { "realm": [] }, "users": [
            { "id": "k1", "username": "kim", "email": "kim@example.com", "emailVerified": true, "enabled": true, "createdTimestamp": 1_600_000_000_000_i64, "credentials": [
                credential(json!({ "value": "OLVIYs9d725fWAOJJefTRceqvLMxlIyJ7RdZ81m79nQ/WsLEVNuGBnpkP+F7ZcBTNoOkXO3SQAh1KMQGiyEjbw==", "salt": "c2FsdA==" }), json!({ "hashIterations": 1000, "algorithm": "pbkdf2-sha512", "additionalParameters": {} }), "password"),
                credential(json!({ "value": "12345678901234567890" }), json!({ "subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1" }), "otp"),
            ]},
            { "username": "lee", "email": "lee@example.com", "enabled": true, "credentials": [
                credential(json!({ "value": "MO33cCFnqSA8SskhR8/i5r/vajJ3mDxwI/Myoh5GZwk=", "salt": "c2FsdHNhbHRzYWx0c2FsdA==" }), json!({ "hashIterations": 2, "algorithm": "argon2", "additionalParameters": { "memory": ["1024"], "parallelism": ["1"], "type": ["id"], "version": ["1.3"], "hashLength": ["32"] } }), "password"),
            ]},
        ]});
        let path = file(app, "realm.json", &keycloak.to_string());
        let (lines, summary) = import_json(app, &[&path]);
        assert_eq!(
            (&summary["shape"], &summary["imported"], &summary["with_totp"]),
            (&json!("Keycloak"), &json!(2), &json!(1)),
            "{lines:?}"
        );
        assert!(logs_in(app, "lee", "correct horse").await);
        let browser = app.browser();
        assert_eq!(browser.login("kim", "correct horse").await.header("location"), Some("/login/code"));
        assert_eq!(browser.post("/login/code", &[("code", &Phone::with(SECRET).code(app))]).await.status, 303);

        let old = hash(PASSWORD).replace("$2b$", "$2y$");
        let path = file(
            app,
            "laravel.csv",
            &format!(
                "id;name;email;email_verified_at;password;remember_token\n1;Lara Vel;lara.vel+x@example.com;2024-01-01 00:00:00;{old};\n"
            ),
        );
        let (_, summary) = import_json(app, &[&path]);
        assert_eq!((&summary["shape"], &summary["named"]), (&json!("Laravel"), &json!(1)));
        assert!(logs_in(app, "laravel", PASSWORD).await);

        let lines = format!(
            "{{\"nick\":\"mia\",\"contact\":{{\"mail\":\"mia@example.com\"}},\"pw\":\"{old}\"}}\n{{\"nick\":\"noa\",\"contact\":{{\"mail\":\"noa@example.com\"}},\"pw\":null}}\n"
        );
        let path = file(app, "people.jsonl", &lines);
        let unknown = import(app, &[&path]);
        assert_eq!(unknown.status.code(), Some(1));
        assert!(said(&unknown).contains("--map") && said(&unknown).contains("contact.mail"), "{}", said(&unknown));
        let (_, summary) = import_json(app, &[&path, "--map", "username=nick,email=contact.mail,password=pw"]);
        assert_eq!((&summary["imported"], &summary["without_password"]), (&json!(2), &json!(1)));
        assert!(logs_in(app, "mia", PASSWORD).await);
    });
}

#[test]
fn devise_and_flask_security_come_with_their_pepper() {
    App::test(async |app| {
        let pepper = file(app, "pepper.txt", "pepper\n");
        let devise = format!(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, encrypted_password TEXT, confirmed_at TEXT, created_at TEXT);
             INSERT INTO users VALUES (1, 'devi@example.com', '{}', '2024-01-01', '2023-01-01 10:00:00.123')",
            hash(&format!("{PASSWORD}pepper")).replace("$2b$", "$2a$")
        );
        let path = sqlite(app, "devise.sqlite3", &devise);
        let (_, summary) = import_json(app, &[&path, "--pepper-file", &pepper]);
        assert_eq!((&summary["shape"], &summary["imported"]), (&json!("Devise"), &json!(1)));
        assert!(app.user("devi").email_verified && logs_in(app, "devi", PASSWORD).await);
        assert!(app.user("devi").password.as_text().starts_with("$2b$04$"), "renewed without the pepper");

        // base64(HMAC-SHA512("pepper", "correct horse")), as Flask-Security gives it to passlib.
        let security = format!(
            "CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT, username TEXT, password TEXT, active BOOLEAN, fs_uniquifier TEXT, confirmed_at TIMESTAMP);
             INSERT INTO user VALUES (1, 'sec@example.com', 'sec', '{}', 1, 'x', NULL)",
            hash("16Mh2sTsY6DnlmjGt5t1dE+1fMA82NneKkcSJRZXt76mDpbYUdGJGK8RNOoUxNHBLgrKCgjxtODkhxN1Wq6nUg==")
        );
        let path = sqlite(app, "security.db", &security);
        let (_, summary) = import_json(app, &[&path, "--pepper-file", &pepper]);
        assert_eq!((&summary["shape"], &summary["imported"]), (&json!("Flask-Security"), &json!(1)));
        assert!(!app.user("sec").email_verified && logs_in(app, "sec", "correct horse").await);
    });
}

#[test]
fn what_can_not_be_read_is_refused_in_a_sentence() {
    App::test(async |app| {
        let two = sqlite(
            app,
            "two.db",
            "CREATE TABLE users (id INTEGER, username TEXT, email TEXT, password TEXT); CREATE TABLE user (id INTEGER, username TEXT, email TEXT, password_hash TEXT)",
        );
        let none = sqlite(app, "none.db", "CREATE TABLE things (id INTEGER, name TEXT)");
        let broken = file(app, "broken.json", "[{\"username\":\"a\",\"email\":\"a@example.com\",\"password\":\"x\"},");
        for (arguments, parts) in [
            (vec![two.as_str()], ["several tables", "--table"]),
            (vec![none.as_str()], ["no table is of a shape", "things"]),
            (vec![none.as_str(), "--table", "persons"], ["there is no table persons", "things"]),
            (vec![two.as_str(), "--table", "users", "--map", "email=mail"], ["there is no column mail", "username"]),
            (vec![two.as_str(), "--table", "users", "--map", "mail=email"], ["mail is none of", "banned_until"]),
            (vec!["missing.db"], ["missing.db", "No such file"]),
            (vec!["mysql://a/b"], ["other databases are not supported", "postgres://"]),
            (vec![broken.as_str()], ["broken.json", "EOF"]),
        ] {
            let output = import(app, &arguments);
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", said(&output));
            for part in parts {
                assert!(said(&output).contains(part), "{arguments:?}: {}", said(&output));
            }
        }
        assert_eq!(app.count_users(), 0);
    });
}

#[test]
fn an_import_that_broke_off_goes_on_where_it_stopped() {
    App::test(async |app| {
        let old = hash(PASSWORD);
        let row = |n: usize| {
            format!("{{\"id\":{n},\"username\":\"user{n}x\",\"email\":\"u{n}@example.com\",\"password\":\"{old}\"}}\n")
        };
        let whole: String = (0..1_200).map(row).collect();
        // Cut in the middle of a row of the third batch.
        let cut = whole[..whole.len() / 1_200 * 1_100].to_owned();
        let path = file(app, "users.jsonl", &cut);
        let broken = import(app, &[&path]);
        assert_eq!(broken.status.code(), Some(1), "{}", said(&broken));
        assert_eq!(app.count_users(), 1_000, "whole batches");
        file(app, "users.jsonl", &whole);
        let (_, summary) = import_json(app, &[&path]);
        assert_eq!((&summary["already"], &summary["imported"]), (&json!(1_000), &json!(200)));
        assert_eq!(app.count_users(), 1_200);
        // A million accounts of one moment would have to be sorted for each page of the audit log.
        let times = "SELECT CAST(count(DISTINCT at) AS TEXT) AS word FROM events WHERE kind = 'imported'";
        assert_eq!(word(&mut app.services.db.conn().unwrap(), times), "3", "each batch has a time of its own");
        assert!(logs_in(app, "user1199x", PASSWORD).await);
    });
}

#[test]
fn with_import_on_login_an_account_moves_at_its_first_login_and_unknown_ones_cost_the_same() {
    let (_old, path) = old_table(&[("john", &hash(PASSWORD)), ("jane", &hash(PASSWORD)), ("me", &hash(PASSWORD))]);
    let flags = [&format!("--import-on-login=sqlite:{path}"), "--limit-login-account=0", "--limit-login-network=0"];
    App::test_with(&flags, async |app| {
        let cost = async |login: &str, password: &str| {
            let before = app.services.hash_costs.spent();
            assert_eq!(app.browser().login(login, password).await.status, 422, "{login}");
            app.services.hash_costs.spent() - before
        };
        let unknown = cost("nobody", PASSWORD).await;
        assert_eq!(cost("john", "not the password").await, unknown);
        assert_eq!(app.count_users(), 0, "a wrong password moves nobody");
        assert!(logs_in(app, "John@example.com", PASSWORD).await);
        assert_eq!(app.user("john").email, "john@example.com");
        assert!(logs_in(app, "john", PASSWORD).await && app.count_users() == 1);
        assert_eq!(app.events().iter().filter(|kind| *kind == "imported").count(), 1);
        assert!(logs_in(app, "me", PASSWORD).await, "by its old name once");
        assert!(app.find_user("me").is_none() && app.find_user("me@example.com").is_some());
        // Deleted here is deleted: the old row does not bring it back, at the same cost.
        app.command(&["user", "delete", "john", "--yes"]);
        assert_eq!(cost("john", PASSWORD).await, unknown);
        // The import of the rest knows who came.
        let (_, summary) = import_json(app, &[&path]);
        assert_eq!((&summary["already"], &summary["imported"]), (&json!(2), &json!(1)));
        // Without the old table the accounts that are here log in as before.
        std::fs::remove_file(path).unwrap();
        assert!(logs_in(app, "jane", PASSWORD).await);
        cost("nobody", PASSWORD).await;
        let node = app.another_node(&flags);
        assert!(logs_in(&node.app, "jane", PASSWORD).await && !logs_in(&node.app, "nobody", PASSWORD).await);
    });
}

#[test]
fn an_old_database_that_hangs_keeps_nobody_out_who_is_here() {
    // It takes the connection and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("--import-on-login=postgres://app@127.0.0.1:{}/old", silent.local_addr().unwrap().port());
    App::test_with(&[&url], async |app| {
        let here = app.browser();
        here.register("john", "john@example.com", PASSWORD).await;
        assert!(logs_in(app, "john", PASSWORD).await);
        assert!(!logs_in(app, "nobody", PASSWORD).await);
        assert!(logs_in(app, "john", PASSWORD).await);
    });
}

#[test]
fn two_first_logins_at_once_are_two_logins_of_one_account() {
    let (_old, path) = old_table(&[("john", &hash(PASSWORD))]);
    App::test_with(&[&format!("--import-on-login=sqlite:{path}")], async |app| {
        let (one, two) = (app.browser(), app.browser());
        let (first, second) = tokio::join!(one.login("john", PASSWORD), two.login("john", PASSWORD));
        assert_eq!((first.status, second.status), (303, 303));
        assert_eq!(app.count_users(), 1);
        // A password that was changed here is the one that counts, whatever the old table says.
        assert!(app.events().iter().filter(|kind| *kind == "imported").count() == 1);
    });
}

/// The audit log, oldest first.
fn event_log(app: &App) -> Vec<Value> {
    let said = app.command(&["events", "--json"]).stdout;
    String::from_utf8_lossy(&said).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The application moves it, by a rule of its settings, and the login comes after that. What goes wrong afterwards stands in the
/// history of the account, which is one by then.
#[test]
fn the_history_of_an_account_that_moved_begins_with_that_and_has_the_failures_since() {
    // Its name breaks a rule here, so that each login by it asks the old table.
    let (_old, path) = old_table(&[("me", &hash(PASSWORD))]);
    App::test_with(&[&format!("--import-on-login=sqlite:{path}")], async |app| {
        assert!(logs_in(app, "me", PASSWORD).await);
        assert_eq!(app.events(), ["imported", "logged_in"]);
        let log = event_log(app);
        assert_eq!((&log[0]["door"], &log[1]["door"]), (&json!("system"), &json!("pages")), "{log:?}");
        assert_eq!(log[0]["request_id"], log[1]["request_id"]);

        app.keep_hash("me@example.com", &hash("another long password"));
        assert!(!logs_in(app, "me", PASSWORD).await, "the password of here is the one that counts");
        let failed = event_log(app).pop().unwrap();
        assert_eq!(failed["kind"], "login_failed", "{failed}");
        assert_eq!(failed["user_id"], json!(app.user("me@example.com").id), "{failed}");
    });
}

#[test]
fn the_log_says_what_keeps_an_account_from_moving_and_not_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let rows = format!(
        "CREATE TABLE users_app (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password TEXT);
         INSERT INTO users_app (username, email, password) VALUES ('secretive', 'jane.doe at example', '{}');",
        hash(PASSWORD)
    );
    diesel::SqliteConnection::establish(path.to_str().unwrap()).unwrap().batch_execute(&rows).unwrap();
    let url = format!("sqlite:{}", path.display());
    let server = Server::start(folder.path(), &[("IMPORT_ON_LOGIN", &url)]);
    block_on(async {
        let form = [("username", "secretive"), ("password", PASSWORD)];
        let answer = reqwest::Client::new().post(format!("{}/login", server.url)).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), 422);
    });
    server.terminate();
    let (_, log) = server.end();
    let line = log.lines().find(|line| line.contains("IMPORT_ON_LOGIN can't come")).expect("a line");
    assert!(line.contains("invalid_email"), "{line}");
    assert!(!log.contains("secretive") && !log.contains("jane.doe"), "{log}");
}

#[test]
fn an_account_that_comes_under_another_name_during_its_first_login_is_no_error() {
    let (_old, path) = old_table(&[("john", &hash(PASSWORD))]);
    App::test_with(&[&format!("--import-on-login=sqlite:{path}")], async |app| {
        assert!(logs_in(app, "john", PASSWORD).await);
        let key = word(&mut app.services.db.conn().unwrap(), "SELECT id AS word FROM imported_accounts");
        app.execute("DELETE FROM users; DELETE FROM imported_accounts");
        let other = app.changing(format!("INSERT INTO imported_accounts (id) VALUES ('{key}')"));
        let browser = app.browser();
        let answer = app.amid(other, browser.login("john", PASSWORD)).await;
        assert_eq!(answer.status, 422, "it was here before, and is not any more: {}", answer.body);
        assert_eq!(app.count_users(), 0);
    });
}
