//! An account with two-step login, whose owner is logged in, and what happens to it when somebody says that every second factor is
//! lost.

use std::cell::Cell;

use diesel::prelude::*;
use inside::housekeeping;
use inside::schema::events;
use time::{Duration, PrimitiveDateTime};

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;
use super::postbox::Email;
use super::second_factor::Phone;

/// Its password at first.
pub const PASSWORD: &str = "correct horse battery";

/// Such an account.
pub struct Account<'a> {
    pub app: &'a App,
    pub name: String,
    /// A browser that is logged in.
    pub owner: Browser<'a>,
    pub phone: Phone,
    /// What it is by now.
    pub password: Cell<&'static str>,
}

impl App {
    /// One with a confirmed address and an authenticator app.
    pub async fn account_with_app(&self, name: &str) -> Account<'_> {
        self.clock.stop();
        let owner = self.browser();
        owner.sign_in(name, PASSWORD).await;
        let link = self.link_to(&format!("{name}@example.com"), "/verify/").await;
        assert_eq!(owner.post(&link, &[]).await.status, 303);
        let phone = owner.set_up_app(self).await;
        Account { app: self, name: name.to_owned(), owner, phone, password: Cell::new(PASSWORD) }
    }
}

impl<'a> Account<'a> {
    pub fn address(&self) -> String {
        format!("{}@example.com", self.name)
    }

    /// A browser in which the password was right.
    pub async fn half_way(&self) -> Browser<'a> {
        let browser = self.app.browser();
        let answer = browser.login(&self.name, self.password.get()).await;
        assert_eq!(answer.location(), Some("/login/code"), "{}", answer.body);
        browser
    }

    /// Somebody with the password says that every second factor is lost.
    pub async fn lose(&self) -> Answer {
        self.half_way().await.post("/login/lost-factors", &[]).await
    }

    /// Whether the password alone logs in.
    pub async fn opens_by_password(&self) -> bool {
        self.app.browser().login(&self.name, self.password.get()).await.location() == Some("/")
    }

    /// From when the recovery that runs can be finished.
    pub fn ready_at(&self) -> Option<PrimitiveDateTime> {
        self.app.user(&self.name).factor_recovery().map(|recovery| recovery.ready_at)
    }

    /// Time passes, and then housekeeping does what is due.
    pub fn wait(&self, time: Duration) {
        self.app.clock.advance(time);
        housekeeping::do_what_is_due(&self.app.services).expect("done");
    }

    /// The emails about it, oldest first.
    pub async fn emails(&self) -> Vec<Email> {
        let mut emails = self.app.emails_to(&self.address()).await;
        emails.retain(|email| email.links.iter().any(|link| link.contains("/factor-recovery/")));
        emails
    }

    /// The last link in each of them, which stops it.
    pub async fn stop_links(&self) -> Vec<String> {
        let emails = self.emails().await;
        emails.iter().filter_map(|email| self.links_of(email).pop()).collect()
    }

    /// The link in the last email, which finishes it.
    pub async fn finish_link(&self) -> Option<String> {
        let emails = self.emails().await;
        let mut links = emails.iter().map(|email| self.links_of(email)).filter(|links| links.len() == 2);
        links.next_back().map(|links| links[0].clone())
    }

    fn links_of(&self, email: &Email) -> Vec<String> {
        let own = email.links.iter().filter_map(|link| link.strip_prefix(&self.app.url));
        own.filter(|path| path.starts_with("/factor-recovery/")).map(str::to_owned).collect()
    }

    /// The newest of its events that is about a recovery, with its data; none where none was started.
    pub fn last_event(&self) -> Option<(String, String)> {
        let about =
            ["factor_recovery_started", "factor_recovery_stopped", "factors_recovered", "factor_recovery_expired"];
        let row = events::table
            .filter(events::user_id.eq(self.app.user(&self.name).id))
            .filter(events::kind.eq_any(about))
            .order((events::at.desc(), events::id.desc()));
        row.select((events::kind, events::detail)).first(&mut *self.app.services.db.conn().unwrap()).optional().unwrap()
    }
}
