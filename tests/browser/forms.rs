//! What forms say, and where.

use crate::visitor::{Script, Visitor, visit, visit_with};

/// A field that is wrong says so to everyone: to eyes, and to whoever has the page read out.
async fn is_marked_wrong(visitor: &Visitor<'_>, id: &str, sentence: &str) {
    let field = format!("#{id}");
    assert_eq!(visitor.attribute(&field, "aria-invalid").await.as_deref(), Some("true"), "{id}");
    let described = visitor.attribute(&field, "aria-describedby").await.unwrap_or_default();
    assert!(described.split(' ').any(|one| one == format!("{id}-error")), "{id} is described by {described:?}");
    for one in described.split(' ') {
        visitor.find(&format!("#{one}")).await;
    }
    assert_eq!(visitor.text(&format!("#{id}-error")).await, format!("Error: {sentence}"));
}

/// A registration in which the browser by itself finds nothing wrong, and the server everything.
async fn send_four_mistakes(visitor: &Visitor<'_>) {
    visitor.open("/register").await;
    visitor.fill("username", "root").await;
    visitor.fill("email", "nobody@localhost").await;
    visitor.fill("password", "password1").await;
    visitor.fill("confirm_password", "password2").await;
    visitor.press("Create account").await;
}

#[test]
fn every_mistake_stands_at_its_field_and_in_a_summary_that_leads_there() {
    visit(Script::Off, async |visitor| {
        send_four_mistakes(visitor).await;
        assert_eq!(visitor.title().await, "Error: Create account – Vestibule");
        assert_eq!(visitor.path().await, "/register");
        let mistakes = [
            ("username", "That username is reserved. Choose another"),
            ("email", "Enter an email address in the correct format, like name@example.com"),
            ("password", "That password is too easy to guess. Choose another"),
            ("confirm_password", "Passwords do not match. Enter the same password twice"),
        ];
        assert_eq!(visitor.find_all(".summary li a").await.len(), mistakes.len());
        for (at, (id, sentence)) in mistakes.into_iter().enumerate() {
            is_marked_wrong(visitor, id, sentence).await;
            let link = format!(".summary li:nth-child({}) a", at + 1);
            assert_eq!(visitor.text(&link).await, sentence);
            visitor.click(&link).await;
            assert_eq!(visitor.focus().await, format!("#{id}"));
        }
        // What was typed is still there, passwords are not.
        assert_eq!(visitor.value("username").await, "root");
        assert_eq!(visitor.value("email").await, "nobody@localhost");
        assert_eq!(visitor.value("password").await, "");
        assert_eq!(visitor.value("confirm_password").await, "");
    });
}

#[test]
fn a_refused_form_starts_at_the_summary() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.login("nobody", "wrong password").await;
            let focused = "return document.activeElement.hasAttribute('data-error-summary')";
            assert_eq!(visitor.script(focused).await, true, "{script:?}");
            assert_eq!(visitor.text(".summary").await, "There is a problem Username or password is incorrect");
            // One sentence for both fields: which of them was wrong is told to nobody.
            for id in ["username", "password"] {
                let field = format!("#{id}");
                assert_eq!(visitor.attribute(&field, "aria-invalid").await.as_deref(), Some("true"));
                let described = visitor.attribute(&field, "aria-describedby").await;
                assert_eq!(described.as_deref(), Some("problems"));
            }
            assert_eq!(visitor.value("username").await, "nobody");
            assert_eq!(visitor.value("password").await, "");
        });
    }
}

#[test]
fn the_script_says_the_same_before_anything_is_sent() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.fill("username", "1st").await;
        visitor.fill("password", "short").await;
        visitor.fill("confirm_password", "shorter").await;
        visitor.requests().await;
        visitor.click("main form button[type=submit]").await;
        let mistakes = [
            ("username", "Username must start with a letter and use only letters and numbers"),
            ("email", "Enter an email address"),
            ("password", "Password must be 8 characters or more"),
            ("confirm_password", "Passwords do not match. Enter the same password twice"),
        ];
        for (id, sentence) in mistakes {
            is_marked_wrong(visitor, id, sentence).await;
        }
        assert_eq!(visitor.focus().await, "#username");
        assert!(visitor.requests().await.is_empty(), "nothing was sent");

        // What is put right is right at once.
        visitor.fill("username", "first").await;
        assert_eq!(visitor.attribute("#username", "aria-invalid").await, None);
        assert!(visitor.find_all("#username-error").await.is_empty());
    });
}

#[test]
fn the_forms_on_the_home_page_keep_apart() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("tony", "null pointer regret").await;
        visitor.press("Update selected fields").await;
        assert_eq!(visitor.title().await, "Error: Welcome, tony – Vestibule");
        assert!(visitor.text(".summary h2").await.contains("Update selected fields"));
        is_marked_wrong(visitor, "p-username", "Nothing changed. Enter a new username, email or password").await;
        assert_eq!(visitor.attribute("#u-username", "aria-invalid").await, None);
        visitor.click(".summary a").await;
        assert_eq!(visitor.focus().await, "#p-username");
    });
}

#[test]
fn an_old_login_is_asked_for_the_password_on_a_page_of_its_own() {
    for script in [Script::On, Script::Off] {
        visit_with(&["--sudo-window=0"], script, async |visitor| {
            visitor.sign_in("alan", "halting problem").await;
            visitor.fill("p-email", "alan@example.org").await;
            visitor.fill("p-password", "imitation game 1950").await;
            visitor.press("Update selected fields").await;
            assert_eq!(visitor.title().await, "Confirm it's you – Vestibule");
            visitor.until("the focus", async || visitor.focus().await == "#current_password").await;
            assert!(visitor.find_all(".summary, .error").await.is_empty(), "nobody did anything wrong");

            // Back to the form, with everything in it, and on again.
            visitor.press("Edit").await;
            assert_eq!(visitor.value("p-email").await, "alan@example.org");
            assert_eq!(visitor.value("p-password").await, "");
            visitor.fill("p-email", "turing@example.org").await;
            visitor.press("Update selected fields").await;
            assert_eq!(visitor.text(".typed dd").await, "turing@example.org");

            visitor.fill("current_password", "wrong").await;
            visitor.go(async || visitor.enter().await).await;
            assert_eq!(visitor.title().await, "Error: Confirm it's you – Vestibule");
            visitor.fill("current_password", "halting problem").await;
            visitor.press("Change email and password").await;
            assert_eq!(
                visitor.message().await,
                "Email changed to turing@example.org. Password changed. Other devices were logged out."
            );
            visitor.press("Log out").await;
            visitor.login("alan", "imitation game 1950").await;
            assert_eq!(visitor.text("h1").await, "Welcome, alan");
        });
    }
}

#[test]
fn change_email_on_the_security_page_ends_at_the_field() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.sign_in("karen", "sparck jones idf").await;
            visitor.follow_email("verify").await;
            visitor.press("Confirm").await;
            visitor.open("/security").await;
            visitor.press("Change email").await;
            visitor.until("the focus", async || visitor.focus().await == "#p-email").await;
        });
    }
}

#[test]
fn the_rules_of_a_sign_up_are_ticked_as_they_are_met() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        let met = "return [...document.querySelectorAll('.rules li.met')].map((rule) => rule.textContent)";
        let met = async || visitor.script(met).await;
        assert_eq!(met().await, serde_json::json!([]));
        visitor.fill("username", "1st").await;
        assert_eq!(met().await, serde_json::json!(["Met: Only letters and numbers", "Met: 3 to 30 characters"]));
        visitor.fill("username", "katherine").await;
        visitor.fill("password", "Katherine").await;
        visitor.fill("confirm_password", "katherine").await;
        let named = met().await.to_string();
        assert!(named.contains("Starts with a letter") && named.contains("8 characters or more"), "{named}");
        assert!(!named.contains("Not your username") && !named.contains("match"), "{named}");
        visitor.fill("password", "launch windows by hand").await;
        visitor.fill("confirm_password", "launch windows by hand").await;
        let rules = visitor.find_all(".rules li").await.len();
        assert_eq!(met().await.as_array().map(Vec::len), Some(rules), "all of them");
    });
    visit(Script::Off, async |visitor| {
        visitor.open("/register").await;
        assert!(visitor.find(".rules li").await.is_displayed().await.expect("an element"), "a list to read");
    });
}

#[test]
fn the_login_button_counts_down_after_too_many_attempts() {
    visit(Script::On, async |visitor| {
        visitor.app.clock.stop();
        visitor.register("mary", "mary@example.com", "assembly at dawn").await;
        for _ in 0..6 {
            visitor.login("mary@example.com", "wrong").await;
        }
        let button = "main form button[type=submit]";
        assert_eq!(visitor.text(".summary li").await, "Too many attempts. Try again in 1 minute.");
        assert!(visitor.text(button).await.starts_with("Try again in "), "{}", visitor.text(button).await);
        assert_eq!(visitor.attribute(button, "aria-disabled").await.as_deref(), Some("true"));
        visitor.fill("password", "assembly at dawn").await;
        visitor.requests().await;
        visitor.enter().await;
        assert!(visitor.requests().await.iter().all(|request| request.method != "POST"), "it waits");

        // The page's clock and ours a minute later.
        visitor.app.clock.advance(time::Duration::minutes(1));
        visitor.script("const now = Date.now; Date.now = () => now() + 60000").await;
        visitor.until("the end", async || visitor.attribute(button, "aria-disabled").await.is_none()).await;
        assert_eq!(visitor.text("[data-error-summary]").await, "You can try again now.");
        assert_eq!(visitor.title().await, "Log in – Vestibule");
        visitor.press("Log in").await;
        assert_eq!(visitor.text("h1").await, "Welcome, mary");
    });
    visit(Script::Off, async |visitor| {
        for _ in 0..6 {
            visitor.login("mary@example.com", "wrong").await;
        }
        assert_eq!(visitor.text("main form button[type=submit]").await, "Log in", "no dead button");
        visitor.press("Reset your password").await;
        assert_eq!(visitor.path().await, "/forgot-password");
        assert_eq!(visitor.value("email").await, "mary@example.com");
    });
}

#[test]
fn a_password_can_be_looked_at_and_hidden_again() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.fill("password", "tall white mouse").await;
        let button = "[data-peek=password]";
        assert_eq!(visitor.text(button).await, "Show password");
        assert_eq!(visitor.text("[data-peek=confirm_password]").await, "Show confirmed password");
        visitor.click(button).await;
        assert_eq!(visitor.attribute("#password", "type").await.as_deref(), Some("text"));
        assert_eq!(visitor.text(button).await, "Hide password");
        assert_eq!(visitor.attribute("#confirm_password", "type").await.as_deref(), Some("password"));
        visitor.click(button).await;
        assert_eq!(visitor.attribute("#password", "type").await.as_deref(), Some("password"));
        assert_eq!(visitor.value("password").await, "tall white mouse");
    });
}

#[test]
fn a_hint_says_how_strong_a_new_password_is() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        assert!(!visitor.find(".strength").await.is_displayed().await.expect("an element"));
        for (typed, said) in [
            ("abc", "5 more characters"),
            ("abcdefg", "1 more character"),
            ("password1", "Easy to guess. Add a word or two"),
            ("tall white mouse", "Strong"),
        ] {
            visitor.fill("password", typed).await;
            assert_eq!(visitor.text(".strength").await, said, "{typed}");
        }
        assert_eq!(visitor.find_all(".strength").await.len(), 1, "a password typed again is not judged again");
        visitor.open("/login").await;
        assert!(visitor.find_all(".strength").await.is_empty(), "nor is one that is known");
    });
}

#[test]
fn a_mistyped_mail_host_is_a_hint_and_no_more() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.fill("email", "ann@gmial.com").await;
        visitor.click("#username").await;
        let offer = "#email ~ .hint button";
        visitor.until("the offer", async || !visitor.find_all(offer).await.is_empty()).await;
        let said = visitor.script("return document.querySelector('#email ~ .hint').textContent").await;
        assert_eq!(said, "Did you mean gmail.com?");
        visitor.click(offer).await;
        assert_eq!(visitor.value("email").await, "ann@gmail.com");
        assert_eq!(visitor.focus().await, "#email");
    });
}

#[test]
fn a_second_press_sends_nothing_while_the_first_is_on_its_way() {
    // A cost that keeps the server busy for as long as an impatient person needs to press again.
    visit_with(&["--bcrypt-cost=14"], Script::On, async |visitor| {
        visitor.open("/register").await;
        for (id, value) in [("username", "ken"), ("email", "ken@example.com")] {
            visitor.fill(id, value).await;
        }
        for id in ["password", "confirm_password"] {
            visitor.fill(id, "reflections on trust").await;
        }
        visitor.requests().await;
        let press_twice = "const button = document.querySelector('main form button[type=submit]');
            button.click();
            setTimeout(() => { sessionStorage.said = button.textContent; button.click(); }, 50)";
        visitor.go(async || drop(visitor.script(press_twice).await)).await;
        assert_eq!(visitor.script("return sessionStorage.said").await, "Creating account…");
        assert_eq!(visitor.path().await, "/login");
        let sent = visitor.requests().await.iter().filter(|request| request.method == "POST").count();
        assert_eq!(sent, 1);
    });
}
