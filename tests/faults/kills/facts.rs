//! What is known of an account: by what was acknowledged, and by what a reader finds in the database. Nothing of the product's own
//! verbs is in it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use inside::db::Conn;
use inside::schema::{events, jobs, links, recovery_codes, refresh_tokens, sessions, totp, users};

use crate::mailbox::Mailbox;

/// An account, as it should be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub username: String,
    pub email: String,
    /// It has been confirmed.
    pub confirmed: bool,
    pub password: String,
    /// An authenticator app counts.
    pub app: bool,
    /// Recovery codes that were not used.
    pub codes: i64,
    pub browsers: i64,
    pub programs: i64,
    /// Spent refresh tokens of the session that is in use, and of others.
    pub spent: i64,
    pub spent_elsewhere: i64,
    /// Links that set a new password and are alive.
    pub resets: i64,
    pub events: BTreeMap<&'static str, i64>,
    /// How many emails were promised.
    pub emails: i64,
}

impl Facts {
    pub fn event(&mut self, kind: &'static str) {
        *self.events.entry(kind).or_default() += 1;
    }
}

/// The same account, as it is.
#[derive(Debug)]
pub struct Found {
    pub username: String,
    email: String,
    confirmed: bool,
    hash: String,
    app: bool,
    codes: i64,
    browsers: i64,
    programs: i64,
    spent: i64,
    /// Of each program's session: the tokens that are not spent.
    unspent: i64,
    resets: i64,
    events: BTreeMap<String, i64>,
    /// Waiting or delivered, by the ids of their rows.
    pub emails: BTreeSet<String>,
}

impl Found {
    /// The account that has one of these addresses, if there is any.
    pub fn find(c: &mut Conn, mailbox: &Mailbox, addresses: &[String]) -> Option<Found> {
        let row = users::table.filter(users::email.eq_any(addresses));
        let row = row.select((users::id, users::username, users::email, users::email_verified, users::password_hash));
        let mut rows: Vec<(i64, String, String, bool, String)> = row.load(c).unwrap();
        assert!(rows.len() <= 1, "two accounts of one person: {rows:?}");
        let (id, username, email, confirmed, hash) = rows.pop()?;
        let app: i64 = totp::table.find(id).filter(totp::confirmed_at.is_not_null()).count().get_result(c).unwrap();
        let codes = recovery_codes::table.filter(recovery_codes::user_id.eq(id));
        let codes = codes.filter(recovery_codes::used_at.is_null()).count().get_result(c).unwrap();
        let kinds: Vec<String> =
            sessions::table.filter(sessions::user_id.eq(id)).select(sessions::kind).load(c).unwrap();
        let tokens = refresh_tokens::table.inner_join(sessions::table).filter(sessions::user_id.eq(id));
        let spent: Vec<bool> = tokens.select(refresh_tokens::spent_at.is_not_null()).load(c).unwrap();
        let resets = links::table.filter(links::user_id.eq(id)).filter(links::purpose.eq("reset"));
        let resets = resets.filter(links::ended_at.is_null()).count().get_result(c).unwrap();
        let own: Vec<String> = events::table.filter(events::user_id.eq(id)).select(events::kind).load(c).unwrap();
        let mut events = BTreeMap::new();
        for kind in own {
            *events.entry(kind).or_default() += 1;
        }
        // First the queue and then the folder: an email that moves meanwhile is seen at least once.
        let waiting: Vec<String> = jobs::table.filter(jobs::user_id.eq(id)).select(jobs::id).load(c).unwrap();
        let delivered = addresses.iter().flat_map(|address| mailbox.to(address)).map(|email| email.id);
        let number = |kind: &str| i64::try_from(kinds.iter().filter(|own| *own == kind).count()).unwrap();
        let spent_are = |is: bool| i64::try_from(spent.iter().filter(|spent| **spent == is).count()).unwrap();
        Some(Found {
            username,
            email,
            confirmed,
            hash,
            app: app == 1,
            codes,
            browsers: number("browser"),
            programs: number("program"),
            spent: spent_are(true),
            unspent: spent_are(false),
            resets,
            events,
            emails: waiting.into_iter().chain(delivered).collect(),
        })
    }

    /// Whether this is what those facts say, whole.
    pub fn is(&self, facts: &Facts) -> bool {
        self.difference(facts).is_none()
    }

    /// What is not as it should be.
    pub fn difference(&self, facts: &Facts) -> Option<String> {
        let events: BTreeMap<String, i64> = facts.events.iter().map(|(kind, n)| ((*kind).to_owned(), *n)).collect();
        let emails = i64::try_from(self.emails.len()).unwrap();
        let same = [
            ("username", self.username == facts.username),
            ("email", self.email == facts.email),
            ("confirmed", self.confirmed == facts.confirmed),
            ("password", bcrypt::verify(&facts.password, &self.hash).unwrap_or(false)),
            ("app", self.app == facts.app),
            ("codes", self.codes == facts.codes),
            ("browsers", self.browsers == facts.browsers),
            ("programs", self.programs == facts.programs),
            ("a token for each program", self.unspent == facts.programs),
            ("spent", self.spent == facts.spent + facts.spent_elsewhere),
            ("resets", self.resets == facts.resets),
            ("events", self.events == events),
            ("emails", emails == facts.emails),
        ];
        let wrong: Vec<&str> = same.iter().filter(|(_, same)| !same).map(|(what, _)| *what).collect();
        (!wrong.is_empty()).then(|| format!("{wrong:?}: should be {facts:?}, is {self:?}"))
    }
}
