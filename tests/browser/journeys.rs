//! From the first visit to the last, as a person would go.

use crate::people::visitor::{Script, Visitor, visit};

/// Register, log in, update selected fields, update all fields, rename, log out.
async fn from_first_to_last(visitor: &Visitor<'_>) {
    visitor.open("/").await;
    visitor.press("Create account").await;
    visitor.expect_title("Create account – Vestibule").await;
    visitor.register("ada", "ada@example.com", "analytical engine 1843").await;
    visitor.expect_path("/login").await;
    visitor.expect_message("Account created. We sent a link to ada@example.com. Log in to continue.").await;
    visitor.expect_value("username", "ada").await;

    visitor.fill("password", "analytical engine 1843").await;
    visitor.press("Log in").await;
    visitor.expect_path("/").await;
    visitor.expect_text("h1", "Welcome, ada").await;
    visitor.expect_part_of_text(".facts", "This is your first").await;

    // Selected fields: what is left blank stays.
    visitor.fill("p-email", "lovelace@example.com").await;
    visitor.press("Update selected fields").await;
    visitor.expect_message("Email changed to lovelace@example.com.").await;
    visitor.expect_part_of_text(".facts", "lovelace@example.com").await;
    visitor.expect_part_of_text(".facts", "ada").await;

    // All fields.
    visitor.expect_value("u-username", "ada").await;
    visitor.expect_value("u-email", "lovelace@example.com").await;
    visitor.fill("u-email", "ada@example.org").await;
    visitor.fill("u-password", "difference engine 1822").await;
    visitor.press("Update all fields").await;
    visitor.expect_message("Email changed to ada@example.org. Password changed. Other devices were logged out.").await;

    // A new name; the session goes on.
    visitor.fill("p-username", "countess").await;
    visitor.press("Update selected fields").await;
    visitor.expect_message("Username changed to countess.").await;
    visitor.expect_text("h1", "Welcome, countess").await;
    visitor.open("/").await;
    visitor.expect_count(".flash", 0).await; // a message is shown once
    visitor.expect_text("[role=status]", "").await; // and announced once

    visitor.press("Log out").await;
    visitor.expect_text("h1", "Your Vestibule account").await;

    // The old password is gone, the new one works with the new name.
    visitor.login("countess", "analytical engine 1843").await;
    visitor.expect_title("Error: Log in – Vestibule").await;
    visitor.login("countess", "difference engine 1822").await;
    visitor.expect_text("h1", "Welcome, countess").await;
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
        visitor.expect_count(".peek button:not([hidden])", 0).await; // the script does not run
        from_first_to_last(visitor).await;
    });
}

#[test]
fn a_page_for_members_comes_back_after_the_login() {
    visit(Script::Off, async |visitor| {
        visitor.register("grace", "grace@example.com", "nanoseconds of wire").await;
        visitor.open("/partial/grace").await;
        visitor.expect_title("Method not allowed – Vestibule").await;
        visitor.open("/login?next=/theme%3Fa=b").await;
        visitor.fill("username", "grace").await;
        visitor.fill("password", "wrong password").await;
        visitor.press("Log in").await;
        visitor.fill("password", "nanoseconds of wire").await;
        visitor.press("Log in").await;
        visitor.expect_path("/theme?a=b").await; // a wrong password in between does not lose the way
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
        visitor.sees("the login page", async || visitor.read_path().await, |path| path.starts_with("/login")).await;
        visitor.expect_message("You've been logged out and your changes weren't saved. Log in to try again.").await;
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
        visitor.expect_count("main .list > li", 2).await;
        let button = visitor.find("main .list form[action$='/end'] button").await;
        visitor.go(async || button.click().await.expect("it can be clicked")).await;
        visitor.expect_count("main .list > li", 1).await;
        assert!(!elsewhere.is_logged_in().await, "a session that was ended is over at once");

        visitor.open("/history").await;
        visitor.expect_title(format!("{} – Vestibule", visitor.text("h1").await)).await;
        // Registered, logged in twice, ended one.
        visitor.expect_script("return document.querySelectorAll('main .list > li').length >= 4", true).await;
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
        visitor.expect_part_of_text(".facts", "Not verified").await;
        visitor.follow_email("verify").await;
        // Looking is not confirming: programs that read mail open links before people do.
        visitor.open("/").await;
        visitor.expect_part_of_text(".facts", "Not verified").await;
        visitor.follow_email("verify").await;
        confirm(visitor).await;
        visitor.open("/").await;
        let is_verified = |facts: &String| !facts.contains("Not verified");
        visitor.sees("a verified address", async || visitor.read_text(".facts").await, is_verified).await;
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
        visitor.sees("the login page", async || visitor.read_path().await, |path| path.starts_with("/login")).await;
        visitor.login("edith", "a password to forget").await;
        visitor.expect_title("Error: Log in – Vestibule").await;
        visitor.login("edith", "unlikely but remembered").await;
        visitor.expect_text("h1", "Welcome, edith").await;
    });
}

#[test]
fn an_account_is_deleted_without_javascript() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("grace", "nanosecond of wire").await;
        visitor.open("/delete-account").await;
        visitor.fill("confirm_username", "hopper").await;
        confirm(visitor).await;
        visitor.expect_title("Error: Delete account – Vestibule").await;
        visitor.fill("confirm_username", "grace").await;
        confirm(visitor).await;
        visitor.expect_path("/").await;
        visitor.expect_text("h1", "Your Vestibule account").await;
        visitor.login("grace", "nanosecond of wire").await;
        visitor.expect_title("Error: Log in – Vestibule").await;
    });
}
