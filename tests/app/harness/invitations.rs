//! Invitations as an operator creates them, and the sign-up form with one.

use inside::invitations::create_invitation;
use time::Duration;

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;

/// Only the invited may register.
pub const INVITE: &str = "--registration=invite";

impl App {
    /// A new invitation's token, from the link that the operator is shown; it works for seven days.
    pub fn invitation(&self, uses: i32, email: Option<&str>) -> String {
        let made = create_invitation(&self.services, uses, Duration::days(7), email, &self.operator());
        let (_, link) = made.expect("it is made");
        link.expose()
            .strip_prefix(&format!("{}/register?invitation=", self.url))
            .expect("a link to the form")
            .to_owned()
    }
}

/// Registers `{name}@example.com` with an invitation.
pub async fn register_with(browser: &Browser<'_>, name: &str, token: &str) -> Answer {
    let email = format!("{name}@example.com");
    let fields = [
        ("username", name),
        ("email", &email),
        ("password", "secure123"),
        ("confirm_password", "secure123"),
        ("invitation", token),
    ];
    browser.post("/register", &fields).await
}

/// The page in place of the form.
pub fn asks_for_an_invitation(answer: &Answer) {
    assert_eq!((answer.status, answer.text_of("h1").as_str()), (403, "You need an invitation"));
}
