//! Without a pointer.

use thirtyfour::Key;

use crate::people::visitor::{Script, Visitor, visit};

/// Tabs until something has the focus, as a person would, and not for ever.
pub(crate) async fn tab_to(visitor: &Visitor<'_>, wanted: &str) {
    let mut passed = Vec::new();
    for _ in 0..40 {
        visitor.tab().await;
        let focus = visitor.focus().await;
        if focus == wanted {
            return;
        }
        passed.push(focus);
    }
    panic!("no way to {wanted}, only past {passed:?}");
}

#[test]
fn everything_goes_with_the_keyboard_alone() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        tab_to(visitor, "#username").await;
        visitor.keys("edsger").await;
        tab_to(visitor, "#email").await;
        visitor.keys("edsger@example.com").await;
        tab_to(visitor, "#password").await;
        visitor.keys("shortest path 1959").await;
        tab_to(visitor, "#confirm_password").await;
        visitor.keys("shortest path 1959").await;
        // Enter sends the form from any field.
        visitor.go(async || visitor.enter().await).await;

        // The name waits already; only the password is missing.
        visitor.expect_focus("#password").await;
        visitor.keys("shortest path 1959").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Welcome, edsger").await;

        tab_to(visitor, "#p-username").await;
        visitor.keys("wybe").await;
        tab_to(visitor, "Update selected fields").await;
        visitor.go(async || visitor.keys(Key::Space).await).await;
        visitor.expect_text("h1", "Welcome, wybe").await;

        tab_to(visitor, "Log out").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Your Vestibule account").await;
    });
}

#[test]
fn the_first_tab_offers_to_skip_to_the_content() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.keys(Key::Tab).await;
        visitor.expect_focus("Skip to content").await;
        visitor.expect_script("return getComputedStyle(document.activeElement).clipPath", "none").await;
        visitor.enter().await;
        visitor.expect_focus("#main").await;
        visitor.keys(Key::Tab).await;
        visitor.expect_focus("#username").await;
    });
}

#[test]
fn the_login_page_starts_at_the_name_and_one_tab_leads_to_the_password() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.open("/login").await;
            visitor.expect_focus("#username").await;
            visitor.keys(Key::Tab).await;
            visitor.expect_focus("#password").await;
        });
    }
}

#[test]
fn whatever_has_the_focus_shows_it() {
    visit(Script::On, async |visitor| {
        visitor.sign_in("barbara", "substitution principle").await;
        let ring = "const style = getComputedStyle(document.activeElement);
            return document.activeElement === document.body ? 'nothing' : `${style.outlineStyle} ${style.outlineWidth}`";
        visitor.open("/").await;
        let mut stops = 0;
        loop {
            visitor.tab().await;
            let shown = visitor.script(ring).await;
            if shown == "nothing" || (stops > 0 && visitor.focus().await == "Skip to content") {
                break;
            }
            visitor.expect_script(ring, "solid 2px").await;
            stops += 1;
        }
        assert!(stops > 15, "only {stops} stops on the whole page");
    });
}
