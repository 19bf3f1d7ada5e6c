//! First logins of accounts that another import brings meanwhile: PostgreSQL shows each statement of a transaction what was
//! committed before it, so that one can see the account and the one before it not.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use diesel::connection::{Connection, InstrumentationEvent, SimpleConnection};

use super::server;
use crate::harness::App;
use crate::harness::waiting::until;

const PASSWORD: &str = "correct horse battery";

/// The app stands still before one of its statements, and at the latest before it writes an account.
struct Standstill {
    reached: Arc<AtomicBool>,
    writes: Arc<AtomicBool>,
    release: mpsc::Sender<()>,
}

impl Standstill {
    fn before(app: &App, number: usize) -> Standstill {
        let (reached, writes) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (release, released) = mpsc::channel();
        let (seen, released) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(released)));
        let (reached_too, writes_too) = (Arc::clone(&reached), Arc::clone(&writes));
        app.instrument(move |event| {
            let InstrumentationEvent::StartQuery { query, .. } = event else { return };
            let is_write = query.to_string().starts_with("INSERT INTO \"users\"");
            let is_here = seen.fetch_add(1, Ordering::SeqCst) + 1 == number || is_write;
            if is_here && !reached_too.load(Ordering::SeqCst) {
                writes_too.store(is_write, Ordering::SeqCst);
                reached_too.store(true, Ordering::SeqCst);
                let _ = released.lock().unwrap().recv_timeout(Duration::from_secs(30));
            }
        });
        Standstill { reached, writes, release }
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn an_account_that_comes_between_two_statements_of_its_first_login_has_come() {
    server();
    let old = tempfile::tempdir().unwrap();
    let path = old.path().join("old.db");
    let path = path.to_str().unwrap();
    let mut table = diesel::SqliteConnection::establish(path).unwrap();
    table
        .batch_execute("CREATE TABLE users_app (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password TEXT)")
        .unwrap();
    let hash = bcrypt::hash(PASSWORD, 4).unwrap();
    let flags = [&format!("--import-on-login=sqlite:{path}"), "--limit-login-account=0", "--limit-login-network=0"];
    App::test_with(&flags, async |app| {
        for number in 1.. {
            let name = format!("john{number}");
            table
                .batch_execute(&format!(
                    "DELETE FROM users_app;
                     INSERT INTO users_app VALUES ({number}, '{name}', '{name}@example.com', '{hash}')"
                ))
                .unwrap();
            let standstill = Standstill::before(app, number);
            let import = async {
                until("it comes to the statement", || standstill.reached.load(Ordering::SeqCst)).await;
                let imported = app.command(&["import", path]);
                assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
                standstill.release.send(()).unwrap();
            };
            let browser = app.browser();
            let (answer, ()) = tokio::join!(browser.login(&name, PASSWORD), import);
            app.instrument(|_| {});
            assert_eq!(answer.status, 303, "it came before statement {number}");
            assert_eq!(app.count_users(), i64::try_from(number).unwrap());
            assert_eq!(app.user(&name).email, format!("{name}@example.com"));
            if standstill.writes.load(Ordering::SeqCst) {
                assert!(number > 5, "the login that moves an account reads before it writes: {number}");
                return;
            }
        }
    });
}
