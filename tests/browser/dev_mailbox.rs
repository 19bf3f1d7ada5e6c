//! Emails as Chromium renders them in the development mailbox.

use serde_json::json;

use crate::people::visitor::{Script, Visitor, visit};

/// On which side of the box the first letter of its text stands.
fn side_of_first_letter(selector: &str) -> String {
    format!(
        "const box = document.querySelector({selector:?}), range = document.createRange();
        const text = document.createTreeWalker(box, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, 0); range.setEnd(text, 1);
        const middle = (one) => (one.getBoundingClientRect().left + one.getBoundingClientRect().right) / 2;
        return middle(range) < middle(box) ? 'left' : 'right'"
    )
}

/// Where the newest email is.
async fn newest_email(visitor: &Visitor<'_>) -> String {
    visitor.open_mailbox().await;
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
            let is_whole = |text: &String| text.contains("Hello ada,") && text.contains("Confirm email address");
            visitor.sees("the email", async || visitor.text_in_frame("main iframe", "body").await, is_whole).await;
            let light = visitor.color_in_frame("main iframe", "h1").await.expect("a color");

            visitor.press("Phone").await;
            visitor.press("Dark").await;
            let is_both = |path: &String| path.ends_with("?width=phone&scheme=dark");
            visitor.sees("phone and dark", async || visitor.read_path().await, is_both).await;
            visitor
                .expect_script(
                    "return document.querySelector('main iframe').getBoundingClientRect().width <= 390",
                    true,
                )
                .await;
            let color = async || visitor.color_in_frame("main iframe", "h1").await;
            visitor.sees("dark mode has other colors", color, |dark| *dark != light).await;

            visitor.press("Text").await;
            visitor.expect_part_of_text("main pre", "Hello ada,").await;
            visitor.press("Headers").await;
            visitor.expect_part_of_text("main pre", "Auto-Submitted: auto-generated").await;
        });
    }
}

#[test]
fn an_email_runs_as_its_own_language_does_whatever_that_of_the_page_is() {
    visit(Script::On, async |visitor| {
        visitor.open("/robots.txt").await;
        for (email, page, name, side) in [("he", "de", "noa", "right"), ("de", "he", "anna", "left")] {
            let sender = visitor.app.browser();
            sender.set_cookie(&format!("language={email}; Path=/"));
            sender.register(name, &format!("{name}@example.com"), "engine number one").await;
            let language = json!({ "name": "language", "value": page, "url": visitor.url });
            visitor.browser("Network.setCookie", language).await;
            let address = newest_email(visitor).await;
            visitor.expect_script(&side_of_first_letter("main .name a"), side).await;
            for part in ["text", "headers"] {
                visitor.open(&format!("{address}?part={part}")).await;
                visitor.expect_script(&side_of_first_letter("h1 span"), side).await;
                let side = if part == "headers" { "left" } else { side };
                visitor.expect_script(&side_of_first_letter("main pre"), side).await;
            }
        }
    });
}
