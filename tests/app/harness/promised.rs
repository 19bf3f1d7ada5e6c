//! Emails that no verb promised: to try how they are delivered.

use diesel::prelude::*;
use inside::mail::{self, Email, EmailLink, Occasion, Recipient};
use inside::schema::jobs;
use inside::state::Services;
use time::Duration;
use time::macros::datetime;

use super::app::App;
use super::waiting::until;

/// Where they go.
pub const JOHN: &str = "john@example.com";

/// An email as a verb would queue it.
pub fn notice(link: &str) -> Email {
    let (address, user_agent) = ("203.0.113.9".parse().expect("an address"), "curl".into());
    let occasion = Occasion { at: datetime!(2026-11-21 08:04:05), address, user_agent, by_staff: false };
    Email::NewBrowser { not_me_link: EmailLink::new(link.to_owned(), Duration::days(7)), occasion }
}

/// Whom tests write to.
pub fn john(address: &str) -> Recipient<'_> {
    Recipient { account: None, username: "john", address, language: None }
}

/// Queues an email as a verb would.
pub fn promise(s: &Services, to: &str, username: &str) {
    let link = format!("{}/sessions", s.base_url);
    s.db.transaction(|c| {
        mail::queue(s, c, Recipient { account: None, username, address: to, language: None }, &notice(&link))
    })
    .expect("the email is queued");
}

impl App {
    /// Whether delivery of an email was attempted, and the email waits for its next attempt.
    pub fn was_tried(&self) -> bool {
        let mut conn = self.services.db.conn().unwrap();
        let waits = jobs::table.filter(jobs::attempts.gt(0)).filter(jobs::leased_until.is_null());
        waits.count().get_result::<i64>(&mut *conn).unwrap() > 0
    }

    /// Promises several emails in one transaction, so that all are due at the same moment.
    pub fn promise_at_once(&self, count: usize, to: &str) {
        let s = &self.services;
        let queue = |c: &mut inside::db::Conn| {
            (0..count).try_for_each(|_| mail::queue(s, c, john(to), &notice("http://a.example/")))
        };
        s.db.transaction(queue).expect("the emails are queued");
    }

    /// Waits until delivery of the only email was attempted this often and it waits for its next attempt.
    pub async fn tried(&self, times: i32) {
        let row = || {
            let mut conn = self.services.db.conn().unwrap();
            let row = jobs::table.select((jobs::attempts, jobs::leased_until.is_null()));
            row.first::<(i32, bool)>(&mut *conn).optional().unwrap()
        };
        until("tried and put back", || row() == Some((times, true))).await;
    }
}
