//! What happens on the app's connections, as Diesel tells it.

use diesel::Connection;
use diesel::connection::InstrumentationEvent;

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
}
