//! What happens on the app's connections, as Diesel tells it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::Connection;
use diesel::connection::{InstrumentationEvent, SimpleConnection};

use super::app::App;

impl App {
    /// Tells of everything that happens on any of the app's connections, from now on.
    pub fn instrument(&self, tell: impl FnMut(InstrumentationEvent<'_>) + Clone + Send + 'static) {
        // All of them at once, so that each is another one.
        let all: Vec<_> = (0..self.services.config.database_pool).map(|_| self.services.db.conn().unwrap()).collect();
        for mut conn in all {
            conn.set_instrumentation(tell.clone());
        }
    }

    /// Runs SQL on another connection right before a statement of the app's on this table: the first one from now on after so many
    /// others.
    pub fn before_statement(&self, table: &'static str, others: usize, sql: &'static str) {
        let (db, seen) = (self.services.db.clone(), Arc::new(AtomicUsize::new(0)));
        self.instrument(move |event| {
            let InstrumentationEvent::StartQuery { query, .. } = event else { return };
            if query.to_string().contains(table) && seen.fetch_add(1, Ordering::SeqCst) == others {
                db.conn().unwrap().batch_execute(sql).unwrap();
            }
        });
    }
}
