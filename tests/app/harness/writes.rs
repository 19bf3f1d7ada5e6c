//! What a request makes the database write, statement by statement: what costs the same takes the same time, and a count can't
//! be off because the machine is busy.

use std::sync::{Arc, Mutex};

use diesel::connection::InstrumentationEvent;

use super::app::App;

impl App {
    /// The writes of what is done meanwhile, as verb and table, in order. What the delivery of emails does to its jobs is
    /// left out: no request waits for it; so is a transaction that the server has repeated, but for the last time. Only with one
    /// connection, `--database-pool=1`, are these all.
    pub async fn writes_of(&self, act: impl AsyncFnOnce()) -> Vec<String> {
        assert_eq!(self.services.config.database_pool, 1, "others would write unseen");
        let writes = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&writes);
        // Where the transaction began that is under way.
        let mut began = 0;
        self.instrument(move |event| {
            let InstrumentationEvent::FinishQuery { query, error, .. } = event else { return };
            let (query, mut noted) = (query.to_string(), noted.lock().unwrap());
            match query.split(" --").next().unwrap_or_default().trim() {
                begin if begin.starts_with("BEGIN") => began = noted.len(),
                "ROLLBACK" => noted.truncate(began),
                commit if commit.ends_with("COMMIT") && error.is_some() => noted.truncate(began),
                _ => noted.extend(write_in(&query)),
            }
        });
        act().await;
        self.instrument(|_| {});
        let writes = writes.lock().unwrap();
        writes.clone()
    }
}

/// `INSERT links` for a statement that writes a row of links.
fn write_in(sql: &str) -> Option<String> {
    let mut words = sql.split(|c: char| c.is_whitespace() || "`\"();".contains(c)).filter(|word| !word.is_empty());
    let verb = words.next()?.to_ascii_uppercase();
    let table = match verb.as_str() {
        "INSERT" | "DELETE" => words.nth(1)?,
        "UPDATE" => words.next()?,
        _ => return None,
    };
    (table != "jobs" || verb == "INSERT").then(|| format!("{verb} {table}"))
}
