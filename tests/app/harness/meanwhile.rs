//! What happens in the database while a request is under way: a transaction that has done its work and is not committed yet.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use inside::db::Conn;
use inside::error::Error;
use inside::schema::users;

use super::app::App;
use super::rows::word;
use super::waiting::until;

/// A transaction that is committed when this is dropped. Until then others see what was before it, and wait where they write to
/// its rows.
#[must_use = "it is over when this is dropped"]
pub struct Meanwhile {
    release: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// How often a transaction began on a connection of the app's, this one included.
    begun: Arc<AtomicUsize>,
}

impl Drop for Meanwhile {
    fn drop(&mut self) {
        drop(self.release.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl App {
    /// Makes every write wait.
    pub fn hold_writes(&self) -> Meanwhile {
        self.hold(|c| {
            // SQLite's transaction holds the only write lock already.
            if let Conn::Postgres(c) = c {
                c.batch_execute("LOCK TABLE users, sessions, events IN EXCLUSIVE MODE")?;
            }
            Ok(())
        })
    }

    /// An account that is being deleted.
    pub fn deleting(&self, login: &str) -> Meanwhile {
        let id = self.user(login).id;
        self.hold(move |c| {
            diesel::delete(users::table.find(id)).execute(c)?;
            Ok(())
        })
    }

    /// SQL that has run.
    pub fn changing(&self, sql: impl Into<String>) -> Meanwhile {
        let sql = sql.into();
        self.hold(move |c| Ok(c.batch_execute(&sql)?))
    }

    /// What a request comes to that has read what was before this, and writes after it.
    ///
    /// # Panics
    /// If the request never waits for it: then it was no race.
    pub async fn amid<T>(&self, meanwhile: Meanwhile, request: impl Future<Output = T>) -> T {
        self.amid_with(meanwhile, request, async || ()).await
    }

    /// The same, with something that happens while the request waits.
    pub async fn amid_with<T>(
        &self,
        meanwhile: Meanwhile,
        request: impl Future<Output = T>,
        act: impl AsyncFnOnce(),
    ) -> T {
        let before = meanwhile.begun.load(Ordering::SeqCst);
        let release = async {
            let begun = Arc::clone(&meanwhile.begun);
            until("the request waits for the change", || self.waits_for_a_lock(begun.load(Ordering::SeqCst) > before))
                .await;
            act().await;
            drop(meanwhile);
        };
        tokio::join!(request, release).0
    }

    /// Whether somebody waits for a row. In a file, whose only writer the change is, that is whoever has begun to write.
    fn waits_for_a_lock(&self, has_begun: bool) -> bool {
        let waiting = "SELECT CAST(count(*) AS TEXT) AS word FROM pg_stat_activity
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        match &mut *self.services.db.conn().unwrap() {
            Conn::Sqlite(_) => has_begun,
            c @ Conn::Postgres(_) => word(c, waiting) != "0",
        }
    }

    fn hold(&self, mut work: impl FnMut(&mut Conn) -> Result<(), Error> + Send + 'static) -> Meanwhile {
        let begun = self.begun_transactions();
        let (release, released) = channel::<()>();
        let (held, holding) = channel();
        let db = self.services.db.clone();
        let thread = std::thread::spawn(move || {
            let _ = db.transaction(|c| {
                work(c)?;
                // `scripts/test serializable` has transactions repeated. Not this one: what waits for it would come in between.
                if let Conn::Postgres(c) = c {
                    c.batch_execute("SELECT set_config('stand_in.counted', txid_current()::text, true)")?;
                }
                // Nobody waits where it is done once more.
                let _ = held.send(());
                let _ = released.recv();
                Ok(())
            });
        });
        holding.recv().expect("the lock is held");
        Meanwhile { release: Some(release), thread: Some(thread), begun }
    }

    fn begun_transactions(&self) -> Arc<AtomicUsize> {
        let begun = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&begun);
        self.instrument(move |event| {
            if let InstrumentationEvent::BeginTransaction { .. } = event {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        begun
    }
}
