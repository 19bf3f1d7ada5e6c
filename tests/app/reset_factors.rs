//! The operator removes the second factors of somebody who lost them.

use inside::users;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn the_password_alone_logs_in_again_and_the_owner_is_told() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.set_up_app(app).await;
        let reset = || users::reset_factors(&app.services, &app.user("john"), &app.operator()).expect("reset");
        assert!(reset());
        assert!(!reset(), "there is none any more");
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
        let told = app.emails_to("john@example.com").await;
        assert_eq!(told.iter().filter(|email| email.subject.contains("Second factors removed")).count(), 1);
        assert!(browser.get("/history").await.body.contains("Second factors removed"));
    });
}

#[test]
fn the_command_says_what_it_did_and_leaves_an_event_and_an_email() {
    App::test(async |app| {
        app.clock.stop();
        let (browser, waiting) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        waiting.login("john", PASSWORD).await;
        let run = |account: &str| {
            let output = app.command(&["user", "reset-factors", account]);
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
            (output.status.code(), text(&output.stdout), text(&output.stderr))
        };
        let before = app.events().len();
        let (code, said, complaint) = run("nobody");
        assert_eq!((code, said.as_str()), (Some(3), ""), "{complaint}");
        assert!(complaint.contains("there is no such account"), "{complaint}");
        assert_eq!(app.events().len(), before, "nothing happened");
        assert_eq!(app.script().login("john", PASSWORD).await.json()["code"], "second_factor_required");

        let (code, said, complaint) = run("john@example.com");
        assert_eq!((code, said.as_str()), (Some(0), "Removed the second factors of john.\n"), "{complaint}");
        assert_eq!(app.events().last().map(String::as_str), Some("factors_reset"));
        let history = browser.get("/history").await;
        assert!(history.body.contains("Second factors removed"), "{}", history.body);
        assert!(browser.is_logged_in().await, "sessions go on");
        let told = app.emails_to("john@example.com").await;
        let told: Vec<_> = told.iter().filter(|email| email.subject.contains("Second factors removed")).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains("An administrator removed every second factor"), "{}", told[0].text);
        assert!(told[0].text.contains("/not-me/"), "{}", told[0].text);

        // A login that waited is over, and the password alone logs in.
        let answer = waiting.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
        let before = app.events().len();
        let (code, said, complaint) = run("john");
        assert_eq!((code, said.as_str()), (Some(0), "john has no second factor.\n"), "{complaint}");
        assert_eq!(app.events().len(), before);
    });
}

#[test]
fn an_admin_removes_them_and_the_owner_is_told() {
    App::test(async |app| {
        app.clock.stop();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        john.set_up_app(app).await;
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        assert!(admin.get(&format!("{page}/reset-factors")).await.text_of(".lead").contains("the password alone"));
        let done = admin.act(&page, "reset-factors", &[]).await;
        assert_eq!(done.text_of(".flash"), "The second factors of john were removed.");
        assert!(done.text_of(".list [id^='event-'] p").contains("by alice"), "{}", done.body);
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
        let told = app.emails_to("john@example.com").await;
        assert!(told.iter().any(|email| email.text.contains("An administrator removed every second factor")));
        let again = admin.act(&page, "reset-factors", &[]).await;
        assert_eq!(again.text_of(".flash"), "john has no second factor.");
    });
}
