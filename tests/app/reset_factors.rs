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
