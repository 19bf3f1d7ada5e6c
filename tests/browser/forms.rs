//! What forms say, and where.

use thirtyfour::By;

use crate::people::slow_line::SlowLine;
use crate::people::visitor::{Script, Visitor, visit, visit_with};

/// A field that is wrong says so to everyone: to eyes, and to whoever has the page read out.
async fn is_marked_wrong(visitor: &Visitor<'_>, id: &str, sentence: &str) {
    let field = format!("#{id}");
    visitor.expect_attribute(&field, "aria-invalid", Some("true")).await;
    let read =
        async || Ok(visitor.driver.find(By::Css(&field)).await?.attr("aria-describedby").await?.unwrap_or_default());
    let names_its_error = |described: &String| described.split(' ').any(|one| one == format!("{id}-error"));
    let described = visitor.sees("the field is described by its error", read, names_its_error).await;
    for one in described.split(' ') {
        visitor.find(&format!("#{one}")).await;
    }
    visitor.expect_text(&format!("#{id}-error"), format!("Error: {sentence}")).await;
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
        visitor.expect_title("Error: Create account – Vestibule").await;
        visitor.expect_path("/register").await;
        let mistakes = [
            ("username", "That username is reserved. Choose another"),
            ("email", "Enter an email address in the correct format, like name@example.com"),
            ("password", "That password is too easy to guess. Choose another"),
            ("confirm_password", "Passwords do not match. Enter the same password twice"),
        ];
        visitor.expect_count(".summary li a", mistakes.len()).await;
        for (at, (id, sentence)) in mistakes.into_iter().enumerate() {
            is_marked_wrong(visitor, id, sentence).await;
            let link = format!(".summary li:nth-child({}) a", at + 1);
            visitor.expect_text(&link, sentence).await;
            visitor.click(&link).await;
            visitor.expect_focus(format!("#{id}")).await;
        }
        // What was typed is still there, passwords are not.
        visitor.expect_value("username", "root").await;
        visitor.expect_value("email", "nobody@localhost").await;
        visitor.expect_value("password", "").await;
        visitor.expect_value("confirm_password", "").await;
    });
}

#[test]
fn a_refused_form_starts_at_the_summary() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.login("nobody", "wrong password").await;
            let focused = "return document.activeElement.hasAttribute('data-error-summary')";
            visitor.expect_script(focused, true).await;
            visitor.expect_text(".summary", "There is a problem Username or password is incorrect").await;
            // One sentence for both fields: which of them was wrong is told to nobody.
            for id in ["username", "password"] {
                let field = format!("#{id}");
                visitor.expect_attribute(&field, "aria-invalid", Some("true")).await;
                visitor.expect_attribute(&field, "aria-describedby", Some("problems")).await;
            }
            visitor.expect_value("username", "nobody").await;
            visitor.expect_value("password", "").await;
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
        visitor.expect_focus("#username").await;
        assert!(visitor.requests().await.iter().all(|request| request.method != "POST"), "nothing was sent");

        // What is put right is right at once.
        visitor.fill("username", "first").await;
        visitor.expect_attribute("#username", "aria-invalid", None).await;
        visitor.expect_count("#username-error", 0).await;
    });
}

#[test]
fn the_forms_on_the_home_page_keep_apart() {
    visit(Script::Off, async |visitor| {
        visitor.sign_in("tony", "null pointer regret").await;
        visitor.press("Update selected fields").await;
        visitor.expect_title("Error: Welcome, tony – Vestibule").await;
        visitor.expect_part_of_text(".summary h2", "Update selected fields").await;
        is_marked_wrong(visitor, "p-username", "Nothing changed. Enter a new username, email or password").await;
        visitor.expect_attribute("#u-username", "aria-invalid", None).await;
        visitor.click(".summary a").await;
        visitor.expect_focus("#p-username").await;
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
            visitor.expect_title("Confirm it's you – Vestibule").await;
            visitor.expect_focus("#current_password").await;
            visitor.expect_count(".summary, .error", 0).await; // nobody did anything wrong

            // Back to the form, with everything in it, and on again.
            visitor.press("Edit").await;
            visitor.expect_value("p-email", "alan@example.org").await;
            visitor.expect_value("p-password", "").await;
            visitor.fill("p-email", "turing@example.org").await;
            visitor.press("Update selected fields").await;
            visitor.expect_text(".typed dd", "turing@example.org").await;

            visitor.fill("current_password", "wrong").await;
            visitor.go(async || visitor.enter().await).await;
            visitor.expect_title("Error: Confirm it's you – Vestibule").await;
            visitor.fill("current_password", "halting problem").await;
            visitor.press("Change email and password").await;
            visitor
                .expect_message("Email changed to turing@example.org. Password changed. Other devices were logged out.")
                .await;
            visitor.press("Log out").await;
            visitor.login("alan", "imitation game 1950").await;
            visitor.expect_text("h1", "Welcome, alan").await;
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
            visitor.expect_focus("#p-email").await;
        });
    }
}

#[test]
fn the_rules_of_a_sign_up_are_ticked_as_they_are_met() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        let met = "return [...document.querySelectorAll('.rules li.met')].map((rule) => rule.textContent)";
        visitor.expect_script(met, serde_json::json!([])).await;
        visitor.fill("username", "1st").await;
        visitor
            .expect_script(met, serde_json::json!(["Met: Only letters and numbers", "Met: 3 to 30 characters"]))
            .await;
        visitor.fill("username", "katherine").await;
        visitor.fill("password", "Katherine").await;
        visitor.fill("confirm_password", "katherine").await;
        let is_right = |met: &serde_json::Value| {
            let met = met.to_string();
            let has = |rule| met.contains(rule);
            has("Starts with a letter") && has("8 characters or more") && !has("Not your username") && !has("match")
        };
        visitor.sees("two rules are met", async || visitor.read_script(met).await, is_right).await;
        visitor.fill("password", "launch windows by hand").await;
        visitor.fill("confirm_password", "launch windows by hand").await;
        visitor.expect_count(".rules li:not(.met)", 0).await;
    });
    visit(Script::Off, async |visitor| {
        visitor.open("/register").await;
        // A list to read.
        visitor.expect_script("return document.querySelector('.rules li').checkVisibility()", true).await;
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
        visitor.expect_text(".summary li", "Too many attempts. Try again in 1 minute.").await;
        visitor.expect_part_of_text(button, "Try again in ").await;
        visitor.expect_attribute(button, "aria-disabled", Some("true")).await;
        visitor.fill("password", "assembly at dawn").await;
        visitor.requests().await;
        visitor.enter().await;
        // Whatever the key did is done once a later one has arrived.
        visitor.tab().await;
        assert!(visitor.requests().await.iter().all(|request| request.method != "POST"), "it waits");

        // The page's clock and ours a minute later.
        visitor.app.clock.advance(time::Duration::minutes(1));
        visitor.script("const now = Date.now; Date.now = () => now() + 60000").await;
        visitor.expect_attribute(button, "aria-disabled", None).await;
        visitor.expect_text("[data-error-summary]", "You can try again now.").await;
        visitor.expect_title("Log in – Vestibule").await;
        visitor.press("Log in").await;
        visitor.expect_text("h1", "Welcome, mary").await;
    });
    visit(Script::Off, async |visitor| {
        for _ in 0..6 {
            visitor.login("mary@example.com", "wrong").await;
        }
        visitor.expect_text("main form button[type=submit]", "Log in").await; // no dead button
        visitor.press("Reset your password").await;
        visitor.expect_path("/forgot-password").await;
        visitor.expect_value("email", "mary@example.com").await;
    });
}

#[test]
fn a_password_can_be_looked_at_and_hidden_again() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.fill("password", "tall white mouse").await;
        let button = "[data-peek=password]";
        visitor.expect_text(button, "Show password").await;
        visitor.expect_text("[data-peek=confirm_password]", "Show confirmed password").await;
        visitor.click(button).await;
        visitor.expect_attribute("#password", "type", Some("text")).await;
        visitor.expect_text(button, "Hide password").await;
        visitor.expect_attribute("#confirm_password", "type", Some("password")).await;
        visitor.click(button).await;
        visitor.expect_attribute("#password", "type", Some("password")).await;
        visitor.expect_value("password", "tall white mouse").await;
    });
}

#[test]
fn a_hint_says_how_strong_a_new_password_is() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.expect_script("return document.querySelector('.strength').checkVisibility()", false).await;
        for (typed, said) in [
            ("abc", "5 more characters"),
            ("abcdefg", "1 more character"),
            ("password1", "Easy to guess. Add a word or two"),
            ("tall white mouse", "Strong"),
        ] {
            visitor.fill("password", typed).await;
            visitor.expect_text(".strength", said).await;
        }
        visitor.expect_count(".strength", 1).await; // a password typed again is not judged again
        visitor.open("/login").await;
        visitor.expect_count(".strength", 0).await; // nor is one that is known
    });
}

#[test]
fn a_mistyped_mail_host_is_a_hint_and_no_more() {
    visit(Script::On, async |visitor| {
        visitor.open("/register").await;
        visitor.fill("email", "ann@gmial.com").await;
        visitor.click("#username").await;
        let offer = "#email ~ .hint button";
        let said = "return document.querySelector('#email ~ .hint').textContent";
        visitor.expect_script(said, "Did you mean gmail.com?").await;
        visitor.click(offer).await;
        visitor.expect_value("email", "ann@gmail.com").await;
        visitor.expect_focus("#email").await;
    });
}

#[test]
fn a_second_press_sends_nothing_while_the_first_is_on_its_way() {
    visit(Script::On, async |visitor| {
        let line = SlowLine::to(&visitor.app.url, "pressed-twice");
        visitor.open_url(&format!("{}/register", line.url)).await;
        for (id, value) in [("username", "ken"), ("email", "ken@example.com")] {
            visitor.fill(id, value).await;
        }
        for id in ["password", "confirm_password"] {
            visitor.fill(id, "reflections on trust").await;
        }
        // The answer waits for the second press, which says so with a request of its own.
        let press_twice = "const button = document.querySelector('main form button[type=submit]');
            button.click();
            setTimeout(() => {
                sessionStorage.said = button.textContent;
                button.click();
                new Image().src = '/healthz?pressed-twice';
            }, 50)";
        visitor.go(async || drop(visitor.script(press_twice).await)).await;
        visitor.expect_script("return sessionStorage.said", "Creating account…").await;
        visitor.expect_path("/login").await;
        assert_eq!(line.forms(), 1);
    });
}
