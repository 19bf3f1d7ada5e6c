use inside::users::Role;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use inside::db::{Conn, Db, Schema};
use inside::housekeeping;
use time::Duration;

use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::process::{assert_refused, run as vestibule, vestibule as command};
use crate::harness::profile_forms::partial;
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

fn names(database: &str) -> Vec<String> {
    let entries = fs::read_dir(format!("migrations/{database}")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What can be done with migrations.
#[derive(Clone, Copy)]
enum Step {
    Up,
    UpByOne,
    DownByOne,
    Down,
}

/// Does it on the connection itself, with the migrations of its database.
fn migrate(conn: &mut Conn, step: Step) {
    match conn {
        Conn::Sqlite(c) => run(c, FileBasedMigrations::from_path("migrations/sqlite").unwrap(), step),
        Conn::Postgres(c) => run(c, FileBasedMigrations::from_path("migrations/postgres").unwrap(), step),
    }
}

fn run<B: diesel::backend::Backend>(conn: &mut impl MigrationHarness<B>, all: FileBasedMigrations, step: Step)
where
    FileBasedMigrations: diesel::migration::MigrationSource<B>,
{
    // The server may ask for it again, see `scripts/test serializable`. What was done before stays done.
    for _ in 0..20 {
        let done = match step {
            Step::Up => conn.run_pending_migrations(all.clone()).map(drop),
            Step::UpByOne => conn.run_next_migration(all.clone()).map(drop),
            Step::DownByOne => conn.revert_last_migration(all.clone()).map(drop),
            Step::Down => conn.revert_all_migrations(all.clone()).map(drop),
        };
        match done {
            Err(cause) if cause.to_string().contains("could not serialize") => {}
            done => return done.unwrap(),
        }
    }
    panic!("the server asks for it again and again");
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The tables that are ours.
fn tables(conn: &mut Conn) -> BTreeSet<String> {
    let query = match conn {
        Conn::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Conn::Postgres(_) => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let rows: Vec<Named> = diesel::sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.name).filter(|name| name != "__diesel_schema_migrations").collect()
}

/// The columns of a table in their order, as `name` or `name?` where it may be null.
fn columns(conn: &mut Conn, table: &str) -> Vec<String> {
    let query = match conn {
        Conn::Sqlite(_) => {
            format!("SELECT name || iif(\"notnull\", '', '?') AS name FROM pragma_table_info('{table}') ORDER BY cid")
        }
        Conn::Postgres(_) => format!(
            "SELECT column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS name
             FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
        ),
    };
    let rows: Vec<Named> = diesel::sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// The indexes of ours, which name what was taken.
fn indexes(conn: &mut Conn) -> BTreeSet<String> {
    let query = match conn {
        Conn::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'",
        Conn::Postgres(_) => {
            "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'"
        }
    };
    let rows: Vec<Named> = diesel::sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// `crates/inside/src/schema.rs` as `(table, columns)`, columns written as [`columns`] does.
fn schema() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string("crates/inside/src/schema.rs").unwrap();
    let table = |part: &str| {
        let name = part.split_whitespace().next().expect("a name").to_owned();
        let (block, _) = part.split_once("\n}").expect("the end of a table");
        let column = |line: &str| {
            let (name, kind) = line.trim().trim_end_matches(',').split_once(" -> ")?;
            Some(if kind.starts_with("Nullable") { format!("{name}?") } else { name.to_owned() })
        };
        (name, block.lines().filter_map(column).collect())
    };
    text.split("diesel::table! {").skip(1).map(table).collect()
}

#[test]
fn both_databases_have_the_same_migrations_and_each_can_be_taken_back() {
    assert_eq!(names("sqlite"), names("postgres"));
    for database in ["sqlite", "postgres"] {
        for name in names(database) {
            let dated =
                name.len() > 18 && name.as_bytes()[..10].iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
            assert!(dated, "{name}");
            for direction in ["up", "down"] {
                let file = format!("migrations/{database}/{name}/{direction}.sql");
                assert!(!fs::read_to_string(&file).expect(&file).trim().is_empty(), "{file}");
            }
        }
    }
}

#[test]
fn the_code_and_the_tables_agree_on_every_column() {
    App::test(async |app| {
        let mut conn = app.services.db.conn().unwrap();
        let schema = schema();
        assert!(schema.len() >= 3);
        assert_eq!(tables(&mut conn), schema.iter().map(|(table, _)| table.clone()).collect());
        for (table, expected) in schema {
            assert_eq!(columns(&mut conn, &table), expected, "{table}");
        }
    });
}

#[test]
fn a_second_run_applies_nothing() {
    App::test(async |app| {
        assert_eq!(app.services.db.migrate_within(Duration::MINUTE, &|_| {}).unwrap(), Vec::<String>::new());
        assert_eq!(app.services.db.schema().unwrap(), Schema::Current);
    });
}

#[test]
fn up_down_and_up_again_leads_to_the_same_place() {
    App::test(async |app| {
        {
            let mut conn = app.services.db.conn().unwrap();
            let conn: &mut Conn = &mut conn;
            let picture = |conn: &mut Conn| {
                let tables = tables(conn);
                let columns: Vec<_> = tables.iter().map(|table| columns(conn, table)).collect();
                (tables, columns, indexes(conn))
            };
            let before = picture(conn);
            for again in [Step::UpByOne, Step::Up] {
                migrate(conn, Step::DownByOne);
                migrate(conn, again);
                assert_eq!(picture(conn), before);
            }
            migrate(conn, Step::Down);
            assert_eq!(tables(conn), BTreeSet::new(), "nothing is left behind");
            migrate(conn, Step::Up);
            assert_eq!(picture(conn), before);
        }
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn accounts_from_the_first_schema_survive_every_later_migration() {
    App::test(async |app| {
        {
            let mut conn = app.services.db.conn().unwrap();
            let conn: &mut Conn = &mut conn;
            migrate(conn, Step::Down);
            migrate(conn, Step::UpByOne);
            let hash = bcrypt::hash(PASSWORD, 4).unwrap();
            conn.batch_execute(&format!(
                "INSERT INTO users (username, username_key, email, email_key, email_verified, password_hash,
                                    password_changed_at, role, created_at)
                 VALUES ('John', 'john', 'John@example.com', 'john@example.com', true, '{hash}',
                         '2026-11-21 08:00:00', 'admin', '2026-11-21 08:00:00');"
            ))
            .unwrap();
            for _ in 1..names("sqlite").len() {
                migrate(conn, Step::UpByOne);
                let found: Count = diesel::sql_query("SELECT count(*) AS count FROM users").get_result(conn).unwrap();
                assert_eq!(found.count, 1);
            }
        }
        assert_eq!(app.services.db.schema().unwrap(), Schema::Current);
        let user = app.user("john");
        assert_eq!((user.username.as_str(), user.role, user.email_verified), ("John", Role::Admin, true));
        let browser = app.browser();
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
        assert_eq!(browser.get("/").await.text_of("h1"), "Welcome, John");
    });
}

#[derive(QueryableByName, Debug, PartialEq)]
struct Waiting {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    topic: String,
    #[diesel(sql_type = Text)]
    target: String,
}

#[test]
fn emails_in_the_outbox_are_jobs_after_the_migration_and_older_nodes_still_queue_there() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", "")], async |app| {
        app.promise_at_once(1, "john@example.com");
        app.tried(1).await;
        let queue = "INSERT INTO outbox (id, kind, body, created_at, due_at, attempts, key_name)
                     VALUES ('{}', 'new_login', '', '2099-11-21 08:00:00', '2099-11-21 08:00:00', 0, 'a key')";
        {
            let mut conn = app.services.db.conn().unwrap();
            let conn: &mut Conn = &mut conn;
            for _ in names("sqlite").iter().skip_while(|name| !name.ends_with("_jobs")) {
                migrate(conn, Step::DownByOne);
            }
            conn.batch_execute(&queue.replace("{}", "before")).unwrap();
            migrate(conn, Step::Up);
            conn.batch_execute(&queue.replace("{}", "after")).unwrap();
            let rows = "SELECT id, kind, topic, target FROM jobs WHERE id IN ('before', 'after') ORDER BY id";
            let rows: Vec<Waiting> = diesel::sql_query(rows).load(conn).unwrap();
            let waiting = |id: &str| Waiting {
                id: id.into(),
                kind: "email".into(),
                topic: "new_login".into(),
                target: "mail".into(),
            };
            assert_eq!(rows, [waiting("after"), waiting("before")]);
            // What an older node claims and delivers; on SQLite no second one runs beside it.
            if let Conn::Postgres(c) = conn {
                let lease = "UPDATE outbox SET attempts = 1, leased_until = '2099-11-21 08:00:00' WHERE id = 'before'";
                assert_eq!(diesel::sql_query(lease).execute(c).unwrap(), 1);
                assert_eq!(diesel::sql_query("DELETE FROM outbox WHERE id = 'before'").execute(c).unwrap(), 1);
            }
            conn.batch_execute("DELETE FROM jobs WHERE id IN ('before', 'after')").unwrap();
        }
        // The one that was sealed before the migration is delivered after it.
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        assert_eq!(server.mails().len(), 1);
    });
}

#[test]
fn sessions_whose_ids_can_be_read_end_with_the_migration_that_hashes_them() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let mut conn = app.services.db.conn().unwrap();
        let conn: &mut Conn = &mut conn;
        for _ in names("sqlite").iter().skip_while(|name| !name.ends_with("_session_hashes")) {
            migrate(conn, Step::DownByOne);
        }
        conn.batch_execute(
            "INSERT INTO sessions (id, user_id, kind, created_at, last_used_at, proved_at, address, user_agent, handle)
             SELECT 'id', id, 'browser', created_at, created_at, created_at, '', '', 'x' FROM users",
        )
        .unwrap();
        let sessions = |conn: &mut Conn| {
            diesel::sql_query("SELECT count(*) AS count FROM sessions").get_result::<Count>(conn).unwrap().count
        };
        assert_eq!(sessions(conn), 1);
        migrate(conn, Step::Up);
        assert_eq!(sessions(conn), 0);
    });
}

#[test]
fn sessions_keep_their_authentication_and_those_of_an_older_node_confirm_it_once() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        {
            let mut conn = app.services.db.conn().unwrap();
            let conn: &mut Conn = &mut conn;
            for _ in names("sqlite").iter().skip_while(|name| !name.ends_with("_session_authentications")) {
                migrate(conn, Step::DownByOne);
            }
            migrate(conn, Step::Up);
        }
        assert_eq!(partial(&browser, "john", &[("email", "new@example.com")]).await.status, 303);

        // The same session as a node of the version before starts it: that one names the columns which it knows.
        let columns = "user_id, kind, created_at, last_used_at, proved_at, address, user_agent, login_address";
        let row = app.sessions_of("john").remove(0).id;
        app.execute(&format!(
            "INSERT INTO sessions (id, handle, {columns}) SELECT 'older', 'older', {columns} FROM sessions;
             DELETE FROM sessions WHERE id <> 'older';
             UPDATE sessions SET id = '{}'",
            row.as_str()
        ));
        let newer = [("email", "newer@example.com")];
        assert_eq!(partial(&browser, "john", &newer).await.status, 403);
        assert_eq!(partial(&browser, "john", &[newer[0], ("current_password", PASSWORD)]).await.status, 303);
        assert_eq!(partial(&browser, "john", &[("email", "newest@example.com")]).await.status, 303);
        // And that node reads what this one has written.
        let same: Count =
            diesel::sql_query("SELECT count(*) AS count FROM sessions WHERE proved_at = password_verified_at")
                .get_result(&mut *app.services.db.conn().unwrap())
                .unwrap();
        assert_eq!(same.count, 1);
    });
}

#[test]
fn only_accounts_that_have_certainly_never_confirmed_an_address_may_be_deleted_after_the_migration() {
    App::test(async |app| {
        for name in ["never", "confirmed", "moved", "reset", "forgotten", "operators"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        {
            let mut conn = app.services.db.conn().unwrap();
            let conn: &mut Conn = &mut conn;
            for _ in names("sqlite").iter().skip_while(|name| !name.ends_with("_never_confirmed")) {
                migrate(conn, Step::DownByOne);
            }
            let id = |name: &str| format!("(SELECT id FROM users WHERE username = '{name}')");
            let copy = |name: &str, kind: &str| {
                format!(
                    "INSERT INTO events (at, kind, user_id, actor_id, door, address, user_agent, request_id, detail)
                     SELECT at, '{kind}', user_id, actor_id, door, address, user_agent, request_id, detail
                     FROM events WHERE user_id = {} AND kind = 'registered';",
                    id(name)
                )
            };
            for change in [
                "UPDATE users SET email_verified = true WHERE username = 'confirmed';".to_owned(),
                copy("moved", "email_verified"),
                copy("reset", "password_reset"),
                format!("DELETE FROM events WHERE user_id = {};", id("forgotten")),
                format!("UPDATE events SET door = 'command' WHERE user_id = {};", id("operators")),
            ] {
                conn.batch_execute(&change).unwrap();
            }
            migrate(conn, Step::Up);
            let rows: Vec<Named> = diesel::sql_query(
                "SELECT username AS name FROM never_confirmed JOIN users ON users.id = user_id WHERE deletable_from IS NOT NULL",
            )
            .load(conn)
            .unwrap();
            assert_eq!(rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), ["never"]);
        }
        // The time of such an account starts with the migration, which reads the database's clock and not the test's.
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.count_users(), 6);
        app.clock.advance(Duration::days(20_000));
        housekeeping::sweep(&app.services).unwrap();
        assert!(app.find_user("never").is_none());
        assert_eq!(app.count_users(), 5);
    });
}

#[test]
fn the_id_of_a_deleted_account_is_never_given_to_another() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let id = app.user("john").id;
        app.services.db.conn().unwrap().batch_execute("DELETE FROM users").unwrap();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        assert!(app.user("john").id > id);
    });
}

#[test]
fn an_older_binary_does_not_start_on_a_newer_schema() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let variables = [("DATABASE_URL", database.url.as_str())];
    assert!(vestibule(folder.path(), &variables, &["migrate"]).status.success());
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000001')";
    database.open().conn().unwrap().batch_execute(newer).unwrap();
    for arguments in [&[][..], &["serve"], &["migrate"], &["user", "list"], &["demo"]] {
        let output = vestibule(folder.path(), &variables, arguments);
        assert_refused(&output, &["newer than this version of Vestibule", "20990101000001"]);
    }
}

/// Locks the row that migrating nodes lock, as another node would hold it: until the answer is dropped.
fn hold_the_lock(db: &Db) -> impl Drop + use<> {
    struct Held(Option<std::sync::mpsc::Sender<()>>, Option<std::thread::JoinHandle<()>>);
    impl Drop for Held {
        fn drop(&mut self) {
            drop(self.0.take());
            self.1.take().map(std::thread::JoinHandle::join).unwrap().unwrap();
        }
    }
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (held, holding) = std::sync::mpsc::channel();
    let db = db.clone();
    if let Conn::Postgres(c) = &mut *db.conn().unwrap() {
        let row = "CREATE TABLE locks (name TEXT NOT NULL PRIMARY KEY, holder TEXT, held_until TIMESTAMP);
                   INSERT INTO locks (name) VALUES ('migrations')";
        c.batch_execute(row).unwrap();
    }
    let thread = std::thread::spawn(move || {
        db.transaction(|c| {
            // SQLite's transaction holds the file's only write lock already.
            if let Conn::Postgres(c) = c {
                c.batch_execute("SELECT name FROM locks WHERE name = 'migrations' FOR UPDATE")?;
            }
            held.send(()).unwrap();
            let _ = released.recv();
            Ok(())
        })
        .unwrap();
    });
    holding.recv().unwrap();
    Held(Some(release), Some(thread))
}

#[test]
fn a_node_says_that_it_waits_for_another_one_and_goes_on_when_that_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let db = database.open();
    let held = hold_the_lock(&db);
    let variables = [("DATABASE_URL", database.url.as_str()), ("MIGRATION_WAIT", "600")];
    let mut child =
        command(folder.path(), &variables, &["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("another node is migrating"), "{line}");
    drop(held);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains(": applied "));
    assert_eq!(db.schema().unwrap(), Schema::Current);
}

#[test]
fn waiting_for_another_node_ends_with_a_sentence_and_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let db = database.open();
    let held = hold_the_lock(&db);
    let variables = [("DATABASE_URL", database.url.as_str()), ("MIGRATION_WAIT", "0")];
    for arguments in [&["migrate"][..], &["serve"]] {
        let output = vestibule(folder.path(), &variables, arguments);
        assert_refused(&output, &["another node is migrating", "MIGRATION_WAIT"]);
    }
    drop(held);
    assert!(matches!(db.schema().unwrap(), Schema::Behind(missing) if missing.len() == names("sqlite").len()));
    assert!(vestibule(folder.path(), &variables, &["migrate"]).status.success(), "nobody holds the lock any more");
}
