//! From the first visit to the last, as a person would go.

use crate::visitor::{Script, Visitor, visit};

/// Register, log in, update selected fields, update all fields, rename, log out.
async fn from_first_to_last(visitor: &Visitor<'_>) {
    visitor.open("/").await;
    visitor.press("Create account").await;
    assert_eq!(visitor.title().await, "Create account – Vestibule");
    visitor.register("ada", "ada@example.com", "analytical engine 1843").await;
    assert_eq!(visitor.path().await, "/login");
    assert_eq!(visitor.message().await, "Account created. We sent a link to ada@example.com. Log in to continue.");
    assert_eq!(visitor.value("username").await, "ada");

    visitor.fill("password", "analytical engine 1843").await;
    visitor.press("Log in").await;
    assert_eq!(visitor.path().await, "/");
    assert_eq!(visitor.text("h1").await, "Welcome, ada");
    assert!(visitor.text(".facts").await.contains("This is your first"));

    // Selected fields: what is left blank stays.
    visitor.fill("p-email", "lovelace@example.com").await;
    visitor.press("Update selected fields").await;
    assert_eq!(visitor.message().await, "Email changed to lovelace@example.com.");
    assert!(visitor.text(".facts").await.contains("lovelace@example.com"));
    assert!(visitor.text(".facts").await.contains("ada"));

    // All fields.
    assert_eq!(visitor.value("u-username").await, "ada");
    assert_eq!(visitor.value("u-email").await, "lovelace@example.com");
    visitor.fill("u-email", "ada@example.org").await;
    visitor.fill("u-password", "difference engine 1822").await;
    visitor.press("Update all fields").await;
    assert_eq!(
        visitor.message().await,
        "Email changed to ada@example.org. Password changed. Other devices were logged out."
    );

    // A new name; the session goes on.
    visitor.fill("p-username", "countess").await;
    visitor.press("Update selected fields").await;
    assert_eq!(visitor.message().await, "Username changed to countess.");
    assert_eq!(visitor.text("h1").await, "Welcome, countess");
    visitor.open("/").await;
    assert!(visitor.find_all(".flash").await.is_empty(), "a message is shown once");
    assert_eq!(visitor.text("[role=status]").await, "", "and announced once");

    visitor.press("Log out").await;
    assert_eq!(visitor.text("h1").await, "Your Vestibule account");

    // The old password is gone, the new one works with the new name.
    visitor.login("countess", "analytical engine 1843").await;
    assert_eq!(visitor.title().await, "Error: Log in – Vestibule");
    visitor.login("countess", "difference engine 1822").await;
    assert_eq!(visitor.text("h1").await, "Welcome, countess");
}

#[test]
fn a_person_comes_changes_their_profile_and_leaves() {
    visit(Script::On, async |visitor| {
        from_first_to_last(visitor).await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn the_same_goes_without_javascript() {
    visit(Script::Off, async |visitor| {
        visitor.open("/register").await;
        assert_eq!(visitor.find_all(".peek button:not([hidden])").await.len(), 0, "the script does not run");
        from_first_to_last(visitor).await;
    });
}

#[test]
fn a_page_for_members_comes_back_after_the_login() {
    visit(Script::Off, async |visitor| {
        visitor.register("grace", "grace@example.com", "nanoseconds of wire").await;
        visitor.open("/partial/grace").await;
        assert_eq!(visitor.title().await, "Method not allowed – Vestibule");
        visitor.open("/login?next=/theme%3Fa=b").await;
        visitor.fill("username", "grace").await;
        visitor.fill("password", "wrong password").await;
        visitor.press("Log in").await;
        visitor.fill("password", "nanoseconds of wire").await;
        visitor.press("Log in").await;
        assert_eq!(visitor.path().await, "/theme?a=b", "a wrong password in between does not lose the way");
    });
}

#[test]
fn a_session_that_ended_elsewhere_says_that_nothing_was_saved() {
    visit(Script::On, async |visitor| {
        visitor.sign_in("joan", "correct battery staple").await;
        let elsewhere = visitor.app.browser();
        elsewhere.login("joan", "correct battery staple").await;
        let fields = [("_method", "PATCH"), ("password", "a different staple")];
        assert_eq!(elsewhere.post("/partial/joan", &fields).await.status, 303);

        visitor.fill("p-username", "jane").await;
        visitor.press("Update selected fields").await;
        assert!(visitor.path().await.starts_with("/login"));
        assert_eq!(
            visitor.message().await,
            "You've been logged out and your changes weren't saved. Log in to try again."
        );
    });
}

#[test]
fn a_person_sees_where_they_are_logged_in_and_ends_it() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("radia", "spanning tree poem").await;
        let elsewhere = visitor.app.browser();
        elsewhere.login("radia", "spanning tree poem").await;
        assert!(elsewhere.is_logged_in().await);

        visitor.press("Security").await;
        visitor.open("/sessions").await;
        assert_eq!(visitor.find_all("main .list > li").await.len(), 2);
        let button = visitor.find("main .list form[action$='/end'] button").await;
        visitor.go(async || button.click().await.expect("it can be clicked")).await;
        assert_eq!(visitor.find_all("main .list > li").await.len(), 1);
        assert!(!elsewhere.is_logged_in().await, "a session that was ended is over at once");

        visitor.open("/history").await;
        assert_eq!(visitor.title().await, format!("{} – Vestibule", visitor.text("h1").await));
        assert!(visitor.find_all("main .list > li").await.len() >= 4, "registered, logged in twice, ended one");
    });
}

/// The one button of a page.
async fn confirm(visitor: &Visitor<'_>) {
    visitor.go(async || visitor.click("main form:not(.banner) button[type=submit]").await).await;
}

#[test]
fn an_address_is_confirmed_with_the_link_from_its_email() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("frances", "compile time wages").await;
        assert!(visitor.text(".facts").await.contains("Not verified"));
        visitor.follow_email("verify").await;
        // Looking is not confirming: programs that read mail open links before people do.
        visitor.open("/").await;
        assert!(visitor.text(".facts").await.contains("Not verified"));
        visitor.follow_email("verify").await;
        confirm(visitor).await;
        visitor.open("/").await;
        assert!(!visitor.text(".facts").await.contains("Not verified"));
    });
}

#[test]
fn a_forgotten_password_is_replaced_with_the_link_from_its_email() {
    visit(Script::Off, async |visitor| {
        visitor.register("edith", "edith@example.com", "a password to forget").await;
        visitor.press("Forgot your password?").await;
        visitor.fill("email", "edith@example.com").await;
        confirm(visitor).await;
        visitor.follow_email("reset-password").await;
        visitor.fill("password", "unlikely but remembered").await;
        visitor.fill("confirm_password", "unlikely but remembered").await;
        confirm(visitor).await;
        assert!(visitor.path().await.starts_with("/login"));
        visitor.login("edith", "a password to forget").await;
        assert_eq!(visitor.title().await, "Error: Log in – Vestibule");
        visitor.login("edith", "unlikely but remembered").await;
        assert_eq!(visitor.text("h1").await, "Welcome, edith");
    });
}

#[test]
fn an_account_is_deleted_without_javascript() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("grace", "nanosecond of wire").await;
        visitor.open("/delete-account").await;
        visitor.fill("confirm_username", "hopper").await;
        confirm(visitor).await;
        assert_eq!(visitor.title().await, "Error: Delete account – Vestibule");
        visitor.fill("confirm_username", "grace").await;
        confirm(visitor).await;
        assert_eq!(visitor.path().await, "/");
        assert_eq!(visitor.text("h1").await, "Your Vestibule account");
        visitor.login("grace", "nanosecond of wire").await;
        assert_eq!(visitor.title().await, "Error: Log in – Vestibule");
    });
}
