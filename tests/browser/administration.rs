//! An administrator at work, without a script and without a pointer.

use inside::users::{Role, set_role};
use thirtyfour::Key;

use crate::keyboard::tab_to;
use crate::people::visitor::{Script, Visitor, visit};

const PASSWORD: &str = "compiler of 1952";

async fn admin(visitor: &Visitor<'_>) {
    let app = visitor.app;
    app.browser().sign_in("john", PASSWORD).await;
    app.browser().register("grace", "grace@example.com", PASSWORD).await;
    let grace = app.user("grace");
    assert!(set_role(&app.services, grace.id, Role::Admin, &app.operator()).is_ok());
    visitor.login("grace", PASSWORD).await;
}

#[test]
fn without_javascript_an_account_is_found_disabled_and_seen_in_the_log() {
    visit(Script::Off, async |visitor| {
        admin(visitor).await;
        visitor.press("Administration").await;
        visitor.expect_text("h1", "Administration").await;
        visitor.press("Accounts").await;
        visitor.fill("q", "JO").await;
        visitor.press("Search").await;
        visitor.expect_count(".accounts tbody tr", 1).await;
        visitor.press("john").await;
        visitor.expect_text("h1", "john").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.press("Disable account").await;
        visitor.expect_text("h1", "Disable john").await;
        visitor.fill("current_password", "wrong").await;
        visitor.press("Disable account").await;
        visitor.expect_attribute("#current_password", "aria-invalid", Some("true")).await;
        visitor.fill("current_password", PASSWORD).await;
        visitor.press("Disable account").await;
        visitor.expect_message("john was disabled and logged out everywhere.").await;
        assert!(visitor.app.user("john").disabled_at.is_some());
        visitor.press("See all activity").await;
        visitor.expect_text(".list li:first-child .what p:first-child", "john: Account disabled · by grace").await;
    });
}

#[test]
fn with_the_keyboard_alone_an_account_is_found_and_its_role_changed() {
    visit(Script::On, async |visitor| {
        admin(visitor).await;
        tab_to(visitor, "Administration").await;
        visitor.go(async || visitor.enter().await).await;
        tab_to(visitor, "Accounts").await;
        visitor.go(async || visitor.enter().await).await;
        tab_to(visitor, "#q").await;
        visitor.keys("john@").await;
        visitor.go(async || visitor.enter().await).await;
        tab_to(visitor, "john").await;
        visitor.go(async || visitor.enter().await).await;
        tab_to(visitor, "Change role").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Change the role of john").await;
        for _ in 0..20 {
            visitor.tab().await;
            if visitor.script("return document.activeElement.name ?? ''").await == "role" {
                break;
            }
        }
        visitor.keys(Key::Down).await;
        tab_to(visitor, "Change role").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_message("john: the role is now “Moderator”.").await;
        assert_eq!(visitor.app.user("john").role, Role::Moderator);
    });
}
