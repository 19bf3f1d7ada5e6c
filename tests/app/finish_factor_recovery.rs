//! The link in the last email removes every second factor, ends every session and logs nobody in.

use time::Duration;

use crate::harness::App;

#[test]
fn the_last_link_turns_two_step_login_off_and_the_password_is_still_needed() {
    App::test_with(&["--session-lifetime=2592000"], async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        account.wait(Duration::days(3));
        let waiting = account.half_way().await;
        let link = account.finish_link().await.expect("the last email");
        // The owner's own browser, which did not stop it.
        let owner = &account.owner;
        let page = owner.get(&link).await;
        assert_eq!(page.texts_of("main .card button"), ["Turn off two-step login", "Stop the request"]);
        let answer = owner.post(&link, &[("action", "finish")]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let page = owner.get("/login").await;
        assert_eq!(page.text_of(".flash"), "Two-step login is off. Log in with your password.");
        assert!(!owner.is_logged_in().await && app.sessions_of("john").is_empty(), "every session has ended");
        let code = waiting.post("/login/code", &[("code", &account.phone.code(app))]).await;
        assert_eq!(code.location(), Some("/login"), "a login that waited for a code has ended");

        assert!(account.opens_by_password().await);
        let user = app.user("john");
        assert!(user.second_factor_since.is_none() && user.factor_recovery().is_none());
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject == "Vestibule: Two-step login turned off").expect("a notice");
        assert!(told.links.iter().any(|link| link.contains("/not-me/")), "{}", told.text);
        owner.login("john", account.password.get()).await;
        let history = owner.get("/history").await.texts_of(".list .what p:first-child");
        let sentence = "Two-step login turned off by a link in an email, after the wait";
        assert!(history.iter().any(|line| line == sentence), "{history:?}");
        let factors = owner.get("/auth/factors").await.json();
        assert_eq!(
            (&factors["totp"], &factors["recovery_codes_left"]),
            (&serde_json::Value::Null, &serde_json::json!(0))
        );
    });
}

#[test]
fn of_two_clicks_at_once_exactly_one_finishes() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        account.wait(Duration::days(3));
        let link = account.finish_link().await.expect("the last email");
        let (one, two) = (app.browser(), app.browser());
        let finish = [("action", "finish")];
        let (first, second) = tokio::join!(one.post(&link, &finish), two.post(&link, &finish));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
        assert_eq!(app.events().iter().filter(|kind| *kind == "factors_recovered").count(), 1);
    });
}
