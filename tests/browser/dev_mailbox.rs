//! Emails as Chromium renders them in the development mailbox.

use crate::visitor::{Script, Visitor, visit};

/// Opens the newest email, once there is one.
async fn newest_email(visitor: &Visitor<'_>) -> String {
    let has_come = async || {
        visitor.open("/dev/mailbox").await;
        !visitor.find_all("main .name a").await.is_empty()
    };
    visitor.until("the email", has_come).await;
    let address = visitor.attribute("main .name a", "href").await.expect("an address");
    address.strip_prefix(&visitor.app.url).unwrap_or(&address).to_owned()
}

#[test]
fn the_html_of_an_email_is_rendered_in_its_frame() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.register("ada", "ada@example.com", "engine number one").await;
            let address = newest_email(visitor).await;
            visitor.open(&address).await;
            let text = visitor.text_in_frame("main iframe", "body").await;
            assert!(text.contains("Hello ada,") && text.contains("Confirm email address"), "{text:?}");
            let light = visitor.color_in_frame("main iframe", "h1").await;

            visitor.press("Phone").await;
            visitor.press("Dark").await;
            assert!(visitor.path().await.ends_with("?width=phone&scheme=dark"), "{}", visitor.path().await);
            assert!(visitor.find("main iframe").await.rect().await.expect("a place").width <= 390.0);
            let dark = visitor.color_in_frame("main iframe", "h1").await;
            assert_ne!(light, dark, "dark mode has other colors");

            visitor.press("Text").await;
            assert!(visitor.text("main pre").await.contains("Hello ada,"));
            visitor.press("Headers").await;
            assert!(visitor.text("main pre").await.contains("Auto-Submitted: auto-generated"));
        });
    }
}
