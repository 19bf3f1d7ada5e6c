//! Without a pointer.

use thirtyfour::Key;

use crate::visitor::{Script, Visitor, visit};

/// Tabs until something has the focus, as a person would, and not for ever.
async fn tab_to(visitor: &Visitor<'_>, wanted: &str) {
    let mut passed = Vec::new();
    for _ in 0..40 {
        visitor.keys(Key::Tab).await;
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
        visitor.until("the focus", async || visitor.focus().await == "#password").await;
        visitor.keys("shortest path 1959").await;
        visitor.go(async || visitor.enter().await).await;
        assert_eq!(visitor.text("h1").await, "Welcome, edsger");

        tab_to(visitor, "#p-username").await;
        visitor.keys("wybe").await;
        tab_to(visitor, "Update selected fields").await;
        visitor.go(async || visitor.keys(Key::Space).await).await;
        assert_eq!(visitor.text("h1").await, "Welcome, wybe");

        tab_to(visitor, "Log out").await;
        visitor.go(async || visitor.enter().await).await;
        assert_eq!(visitor.text("h1").await, "Your Vestibule account");
    });
}

#[test]
fn the_first_tab_offers_to_skip_to_the_content() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.focus().await, "Skip to content");
        assert_eq!(visitor.script("return getComputedStyle(document.activeElement).clipPath").await, "none");
        visitor.enter().await;
        visitor.until("the focus is in the content", async || visitor.focus().await == "#main").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.focus().await, "#username");
    });
}

#[test]
fn the_login_page_starts_at_the_name_and_one_tab_leads_to_the_password() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.open("/login").await;
            assert_eq!(visitor.focus().await, "#username");
            visitor.keys(Key::Tab).await;
            assert_eq!(visitor.focus().await, "#password");
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
            visitor.keys(Key::Tab).await;
            let shown = visitor.script(ring).await;
            if shown == "nothing" || (stops > 0 && visitor.focus().await == "Skip to content") {
                break;
            }
            assert_eq!(shown, "solid 2px", "{}", visitor.focus().await);
            stops += 1;
        }
        assert!(stops > 15, "only {stops} stops on the whole page");
    });
}
