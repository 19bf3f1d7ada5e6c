//! Those who look after all accounts.

use inside::users::{self, Role};

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;

const PASSWORD: &str = "correct horse battery";

impl App {
    /// A browser in which a new account with this role is logged in.
    pub async fn staff(&self, username: &str, role: Role) -> Browser<'_> {
        let browser = self.browser();
        let registered = browser.register(username, &format!("{username}@example.com"), PASSWORD).await;
        assert_eq!(registered.status, 303, "{}", registered.body);
        let promoted = users::set_role(&self.services, self.user(username).id, role, &self.operator());
        assert!(promoted.is_ok());
        assert_eq!(browser.login(username, PASSWORD).await.status, 303);
        browser
    }

    /// The same with the role of an admin.
    pub async fn admin(&self, username: &str) -> Browser<'_> {
        self.staff(username, Role::Admin).await
    }

    /// The address of an account's page.
    pub fn page_of(&self, username: &str) -> String {
        format!("/admin/users/{}", self.user(username).id)
    }
}

impl Browser<'_> {
    /// Acts on an account, and reads the page that follows.
    pub async fn act(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(&format!("{page}/{action}"), fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let to = answer.location().expect("an address").to_owned();
        self.get(&to).await
    }
}
