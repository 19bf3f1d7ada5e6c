//! What no door shows: rows as they are kept, and hands on the database.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;
use inside::context::Context;
use inside::db::Conn;
use inside::oversight::Oversight;
use inside::schema::{events, sessions, users};
use inside::sessions::Session;
use inside::users::{Caller, User, find_by_login};

use super::app::App;

/// The only `word` that a query finds.
pub fn word(c: &mut Conn, query: &str) -> String {
    #[derive(QueryableByName)]
    struct Word {
        #[diesel(sql_type = diesel::sql_types::Text)]
        word: String,
    }
    diesel::sql_query(query).get_result::<Word>(c).expect("an answer").word
}

impl App {
    /// The account that this username or address means.
    pub fn find_user(&self, login: &str) -> Option<User> {
        find_by_login(&mut self.services.db.conn().unwrap(), login).unwrap()
    }

    /// The same, when it must be there.
    pub fn user(&self, login: &str) -> User {
        self.find_user(login).unwrap_or_else(|| panic!("no account {login}"))
    }

    pub fn count_users(&self) -> i64 {
        users::table.count().get_result(&mut *self.services.db.conn().unwrap()).unwrap()
    }

    /// The sessions of an account, oldest first.
    pub fn sessions_of(&self, login: &str) -> Vec<Session> {
        let rows = sessions::table.filter(sessions::user_id.eq(self.user(login).id)).order(sessions::created_at);
        rows.select(Session::as_select()).load(&mut *self.services.db.conn().unwrap()).unwrap()
    }

    /// So many more sessions of john's in other browsers, without a login each.
    pub fn many_sessions(&self, number: usize) {
        let newest = self.sessions_of("john")[0].clone();
        self.execute(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
             INSERT INTO sessions (id, user_id, kind, created_at, last_used_at, proved_at, address, user_agent, handle, login_address)
             SELECT 'x' || i, user_id, kind, created_at, last_used_at, proved_at, address, 'Wget/' || i, 'h' || i, login_address
             FROM sessions CROSS JOIN n WHERE id = '{}'",
            newest.id.as_str()
        ));
    }

    /// So many more events, of john and by john where he was the first to come, without telling them one by one.
    pub fn many_events(&self, number: usize) {
        self.execute(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
             INSERT INTO events (at, kind, user_id, actor_id, door, address, user_agent, request_id, detail)
             SELECT at, 'forbidden', user_id, user_id, door, address, user_agent, request_id, detail
             FROM (SELECT * FROM events ORDER BY id LIMIT 1) AS one CROSS JOIN n"
        ));
    }

    /// The kinds of all events, oldest first.
    pub fn events(&self) -> Vec<String> {
        let mut conn = self.services.db.conn().unwrap();
        events::table.order((events::at, events::id)).select(events::kind).load(&mut *conn).unwrap()
    }

    /// An operator, who calls a verb past the doors.
    pub fn operator(&self) -> Context {
        Context::operator(&self.clock)
    }

    /// What lets verbs show the accounts of others.
    pub fn oversight(&self) -> Oversight {
        Oversight::of_operator(&self.operator()).expect("the operator may")
    }

    /// The only session of an account, as a request would have found it.
    pub fn caller(&self, login: &str) -> Caller {
        let sessions = self.sessions_of(login);
        let [session] = sessions.as_slice() else { panic!("{} sessions", sessions.len()) };
        Caller { user: self.user(login), session: session.clone() }
    }

    /// Replaces the hash that is kept for an account, as an import or an older setting would have left it.
    pub fn keep_hash(&self, login: &str, hash: &str) {
        let id = self.user(login).id;
        let changed = self.services.db.transaction(|c| {
            let row = users::table.find(id);
            Ok(diesel::update(row).set(users::password_hash.eq(hash)).execute(c)?)
        });
        assert_eq!(changed.unwrap(), 1);
    }

    /// Runs SQL past everything; again where a server asks for it, see `scripts/test serializable`.
    pub fn execute(&self, sql: &str) {
        let conn = &mut *self.services.db.conn().unwrap();
        let done = (0..5).find_map(|_| match conn.batch_execute(sql) {
            Err(DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => None,
            done => Some(done),
        });
        done.expect("an end").unwrap();
    }

    /// Every text that any row of any table holds, as `table.column: value`.
    pub fn all_texts(&self) -> Vec<String> {
        #[derive(QueryableByName)]
        struct Value {
            #[diesel(sql_type = diesel::sql_types::Text)]
            value: String,
        }
        let mut conn = self.services.db.conn().unwrap();
        let mut texts = Vec::new();
        for (table, column, kind) in columns() {
            if kind.contains("Binary") {
                continue;
            }
            let select = format!("SELECT CAST({column} AS TEXT) AS value FROM {table} WHERE {column} IS NOT NULL");
            let values: Vec<Value> = diesel::sql_query(select).load(&mut *conn).unwrap();
            texts.extend(values.into_iter().map(|row| format!("{table}.{column}: {}", row.value)));
        }
        texts
    }
}

/// Every column of every table in `schema.rs`, as table, column and type: read from the file, so none is forgotten.
pub fn columns() -> Vec<(&'static str, &'static str, &'static str)> {
    let (mut columns, mut table) = (Vec::new(), "");
    for line in include_str!("../../../crates/inside/src/schema.rs").lines().map(str::trim) {
        if let Some((name, _)) = line.strip_suffix("{").and_then(|start| start.split_once(" (")) {
            table = name;
        } else if let Some((name, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            columns.push((table, name, kind));
        }
    }
    columns
}
