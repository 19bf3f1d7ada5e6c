//! Promised letters arrive, whatever happens in between; see tests/app/smtp.rs for the conversation with a mail server.

use time::macros::datetime;
use vestibule::mail::{self, NewLogin, Occasion};
use vestibule::state::Services;

use crate::harness::App;

/// Promises a letter as a verb would.
pub fn promise(s: &Services, to: &str, username: &str) {
    let occasion =
        Occasion { at: datetime!(2026-11-21 08:04:05), address: "203.0.113.9".into(), browser: "curl".into() };
    let sessions_link = format!("{}/sessions", s.base_url);
    let letter = NewLogin { app: &s.config.app_name, username, occasion, sessions_link: &sessions_link };
    s.db.transaction(|c| mail::queue(s, c, to, &letter)).expect("the letter is promised");
}

#[test]
fn a_promised_letter_is_delivered_with_both_parts_and_its_headers() {
    App::test(async |app| {
        promise(&app.services, "john@example.com", "john");
        let letter = app.letter_to("john@example.com").await;
        assert_eq!(letter.subject, "New login to your Vestibule account");
        assert_eq!(letter.links, [format!("{}/sessions", app.url)]);
        assert_eq!(letter.path(), "/sessions");
        assert!(letter.text.contains("Hello john,") && letter.html.contains("Hello john,"));
        assert_eq!(letter.header("From").as_deref(), Some("Vestibule <noreply@localhost>"));
        assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        let id = letter.header("Message-ID").expect("an id");
        assert!(id.len() == 44 && id.ends_with("@localhost>"), "{id}");
    });
}
