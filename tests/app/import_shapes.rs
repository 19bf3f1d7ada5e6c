//! The tables of Supabase and WordPress, and logins that are asked of a table nobody recognises, or of one with many rows.

use diesel::connection::{Connection, SimpleConnection};
use serde_json::{Value, json};

use crate::harness::{App, Phone, postgres};

const PASSWORD: &str = "correct horse battery";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn hash(prefix: &str) -> String {
    bcrypt::hash(PASSWORD, 4).unwrap().replace("$2b$", prefix)
}

/// A database of SQLite as another application left it.
fn sqlite(app: &App, name: &str, sql: &str) -> String {
    let path = app.data_dir().join(name);
    let path = path.to_str().unwrap().to_owned();
    diesel::SqliteConnection::establish(&path).unwrap().batch_execute(sql).unwrap();
    path
}

/// The summary, and what was found before it.
fn import(app: &App, arguments: &[&str]) -> (Vec<Value>, Value) {
    let output = app.command(&[&["import"], arguments, &["--json"]].concat());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = lines.pop().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (lines, summary)
}

async fn logs_in(app: &App, login: &str, password: &str) -> bool {
    app.browser().login(login, password).await.status == 303
}

/// Supabase's schema of accounts, as far as it matters: on a server where it is, `auth`, else beside nothing.
fn supabase(schema: &str) -> String {
    let (one, mine) = (hash("$2a$"), hash("$2a$"));
    format!(
        "CREATE TABLE {schema}users (instance_id TEXT, id TEXT PRIMARY KEY, email VARCHAR(255), encrypted_password VARCHAR(255),
            email_confirmed_at TIMESTAMP, raw_app_meta_data TEXT, banned_until TIMESTAMP, deleted_at TIMESTAMP,
            is_sso_user BOOLEAN NOT NULL DEFAULT FALSE, created_at TIMESTAMP);
         CREATE UNIQUE INDEX users_email_partial_key ON {schema}users (email) WHERE is_sso_user = FALSE;
         CREATE TABLE {schema}mfa_factors (id TEXT PRIMARY KEY, user_id TEXT, factor_type TEXT, status TEXT, secret TEXT);
         INSERT INTO {schema}users VALUES
            ('0', 'a1', 'sue@example.com', '{one}', '2024-05-06 07:08:09', '{{}}', NULL, NULL, FALSE, '2024-05-06 07:00:00'),
            ('0', 'a2', 'two@example.com', '{mine}', NULL, '{{}}', NULL, NULL, FALSE, '2024-05-07 07:00:00'),
            ('0', 'a3', 'banned@example.com', '{mine}', '2024-05-06 07:08:09', '{{}}', '2999-01-01 00:00:00', NULL, FALSE, '2024-05-07 07:00:00'),
            ('0', 'a4', 'gone@example.com', '{mine}', '2024-05-06 07:08:09', '{{}}', NULL, '2025-01-01 00:00:00', FALSE, '2024-05-07 07:00:00'),
            ('0', 'a5', 'google@example.com', '', '2024-05-06 07:08:09', '{{}}', NULL, NULL, FALSE, '2024-05-07 07:00:00');
         INSERT INTO {schema}mfa_factors VALUES ('f1', 'a2', 'totp', 'verified', '{SECRET}'), ('f2', 'a1', 'totp', 'unverified', '{SECRET}'),
            ('f3', 'a1', 'phone', 'verified', NULL);"
    )
}

#[test]
fn supabase_accounts_come_with_their_authenticator_apps() {
    App::test(async |app| {
        let (source, table) = if postgres::server().is_some() {
            app.execute(&format!("CREATE SCHEMA auth; {}", supabase("auth.")));
            (app.database_url().to_owned(), "auth.users")
        } else {
            (sqlite(app, "supabase.db", &supabase("")), "users")
        };
        let (lines, summary) = import(app, &[&source, "--table", table]);
        assert_eq!((&summary["shape"], &summary["imported"]), (&json!("Supabase"), &json!(4)), "{lines:?}");
        assert_eq!(
            (&summary["with_totp"], &summary["disabled"], &summary["refused"]),
            (&json!(1), &json!(1), &json!(1))
        );
        let deleted = lines.iter().find(|line| line["key"] == "a4").expect("a finding");
        assert_eq!(deleted["reason"], "deleted");
        let sue = app.user("sue@example.com");
        assert!(sue.email_verified && !sue.has_second_factor(), "{}", sue.username);
        assert_eq!(sue.created_at, time::macros::datetime!(2024-05-06 07:00:00));
        assert!(logs_in(app, "sue@example.com", PASSWORD).await);
        assert!(!logs_in(app, "banned@example.com", PASSWORD).await);
        assert!(!logs_in(app, "google@example.com", "").await, "no password there, none here");
        let browser = app.browser();
        assert_eq!(browser.login("two@example.com", PASSWORD).await.location(), Some("/login/code"));
        let code = Phone::with(SECRET).code(app);
        assert_eq!(browser.post("/login/code", &[("code", &code)]).await.status, 303);
        let (_, again) = import(app, &[&source, "--table", table]);
        assert_eq!((&again["imported"], &again["already"]), (&json!(0), &json!(4)));
        if postgres::server().is_some() {
            app.execute("DROP SCHEMA auth CASCADE");
        }
    });
}

/// A hash that PHP made as WordPress 6.8 does, one of before, and the names that WordPress allows.
#[test]
fn wordpress_accounts_come_with_both_kinds_of_hashes() {
    App::test(async |app| {
        // tests/interop/password_hashes.py made them.
        let vectors: Vec<Value> = serde_json::from_str(include_str!("../interop/password_hashes.json")).unwrap();
        let stored = |format: &str| {
            let vector = vectors.iter().find(|one| one["format"] == format && one["password"] == "correct horse");
            vector.unwrap()["stored"].as_str().unwrap().to_owned()
        };
        let rows = format!(
            "ID,user_login,user_email,user_pass,user_registered\n1,wanda,wanda@example.com,{},2023-02-03 04:05:06\n\
             2,Walter P. Press,walter@example.com,{},2012-01-01 00:00:00\n3,zero,zero@example.com,{},0000-00-00 00:00:00\n",
            stored("wordpress"),
            stored("phpass"),
            hash("$2y$"),
        );
        let path = app.data_dir().join("wordpress.csv");
        std::fs::write(&path, rows).unwrap();
        let path = path.to_str().unwrap();
        let (lines, summary) = import(app, &[path, "--rename-invalid"]);
        assert_eq!(
            (&summary["shape"], &summary["imported"], &summary["renamed"]),
            (&json!("WordPress"), &json!(3), &json!(1))
        );
        assert_eq!(lines[0]["new_name"], "WalterPPress", "{lines:?}");
        assert_eq!(app.user("wanda").created_at, time::macros::datetime!(2023-02-03 04:05:06));
        for (login, password) in
            [("wanda", "correct horse"), ("walter@example.com", "correct horse"), ("zero", PASSWORD)]
        {
            assert!(!logs_in(app, login, "another horse").await, "{login}");
            assert!(logs_in(app, login, password).await, "{login}");
            assert!(app.user(login).password.as_text().starts_with("$2"), "{login}: a hash of ours");
        }
    });
}

#[test]
fn a_table_that_nobody_recognises_is_asked_with_a_map() {
    let old = tempfile::tempdir().unwrap();
    let path = old.path().join("old.db");
    let path = path.to_str().unwrap();
    let sql = format!(
        "CREATE TABLE members (nr INTEGER, nick TEXT, mail TEXT, pw TEXT);
         INSERT INTO members VALUES (1, 'Mia', 'Mia@Example.com', '{}'), (2, 'twin', 'one@example.com', '{}'), (3, 'TWIN', 'other@example.com', '{}')",
        hash("$2y$"),
        hash("$2y$"),
        hash("$2y$"),
    );
    diesel::SqliteConnection::establish(path).unwrap().batch_execute(&sql).unwrap();
    let flags = [
        &format!("--import-on-login=sqlite:{path}"),
        "--import-on-login-table=members",
        "--import-on-login-map=id=nr,username=nick,email=mail,password=pw",
    ];
    App::test_with(&flags, async |app| {
        assert!(logs_in(app, "mia@example.com", PASSWORD).await, "whatever the case, among few");
        assert_eq!(app.user("mia").email, "Mia@Example.com");
        assert!(!logs_in(app, "Twin", PASSWORD).await, "it is not clear which");
        assert!(logs_in(app, "TWIN", PASSWORD).await, "the one that is written like this");
        assert_eq!(app.user("twin").email, "other@example.com");
        let (_, summary) = import(
            app,
            &[path, "--table", "members", "--map", "id=nr,username=nick,email=mail,password=pw", "--rename-invalid"],
        );
        assert_eq!((&summary["already"], &summary["imported"]), (&json!(2), &json!(1)));
    });
}

#[test]
fn a_map_without_a_table_to_ask_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for variable in [("IMPORT_ON_LOGIN_MAP", "email=mail"), ("IMPORT_ON_LOGIN_TABLE", "members")] {
        let said = crate::harness::process::run(folder.path(), &[variable], &[]);
        crate::harness::process::assert_refused(&said, &[variable.0, "set IMPORT_ON_LOGIN as well"]);
    }
}

/// A stranger's names must not cost a look at every row: what no index finds is not looked for in a large table.
#[test]
fn a_large_table_is_asked_by_its_indexes_only() {
    let server = postgres::server().is_some();
    let many = |number: i64| {
        let row = hash("$2b$");
        format!(
            "CREATE TABLE users_app (id INTEGER PRIMARY KEY, username VARCHAR(50) UNIQUE NOT NULL, email VARCHAR(50) NOT NULL, password VARCHAR(150) NOT NULL);
             INSERT INTO users_app VALUES (1, 'Old', 'Old@example.com', '{row}'), (2, 'young', 'young@example.com', '{row}');
             WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
             INSERT INTO users_app SELECT i, 'user' || i, 'user' || i || '@example.com', '!' FROM n;"
        )
    };
    let old = tempfile::tempdir().unwrap();
    let path = old.path().join("old.db");
    let database = crate::harness::Database::new(old.path());
    let url = if server {
        use diesel::RunQueryDsl;
        let mut conn = diesel::PgConnection::establish(&database.url).unwrap();
        conn.batch_execute(&many(12_000)).unwrap();
        diesel::sql_query("ANALYZE users_app").execute(&mut conn).unwrap();
        database.url.clone()
    } else {
        sqlite_at(&path, &many(12_000))
    };
    App::test_with(&[&format!("--import-on-login={url}")], async |app| {
        assert!(!logs_in(app, "young@example.com", PASSWORD).await, "no index finds an address");
        assert!(!logs_in(app, "old", PASSWORD).await, "nor a name in another case");
        assert!(logs_in(app, "Old", PASSWORD).await, "but one that is written like this");
        assert!(logs_in(app, "YOUNG", PASSWORD).await, "also in lower case, as most are stored");
        assert_eq!(app.count_users(), 2);
    });
}

fn sqlite_at(path: &std::path::Path, sql: &str) -> String {
    let path = path.to_str().unwrap();
    diesel::SqliteConnection::establish(path).unwrap().batch_execute(sql).unwrap();
    format!("sqlite:{path}")
}
