//! Taking an email change back is a reset by mail, and no way round the second factor.

use serde_json::json;
use time::Duration;

use crate::harness::App;
use crate::harness::program::{code, refused};

const NEW: &str = "staple apart from that";

#[test]
fn taking_an_email_change_back_leaves_the_second_factor_at_every_door() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        // Factors of the last day would be suspended; this one is the owner's own.
        app.clock.advance(Duration::days(2));
        let owner = account.half_way().await;
        assert_eq!(owner.post("/login/code", &[("code", &account.phone.code(app))]).await.location(), Some("/"));
        app.clock.advance(Duration::MINUTE);
        let fields = [("_method", "PATCH"), ("username", ""), ("email", "new@example.com"), ("password", "")];
        assert_eq!(owner.post("/partial/john", &fields).await.status, 303);

        // Somebody who reads the old mailbox.
        let reader = app.browser();
        let reset = reader.post(&app.link_to("john@example.com", "/email-change/").await, &[]).await;
        let reset = reset.location().expect("a reset").to_owned();
        let fields = [("password", NEW), ("confirm_password", NEW)];
        assert_eq!(reader.post(&reset, &fields).await.location(), Some("/login"));
        let user = app.user("john");
        assert!(user.has_second_factor() && user.email == "john@example.com");
        assert!(!owner.is_logged_in().await);

        assert_eq!(reader.login("john", NEW).await.location(), Some("/login/code"));
        assert!(!reader.is_logged_in().await);
        let script = app.script();
        assert_eq!(script.login("john", NEW).await.json()["code"], json!("second_factor_required"));
        assert_eq!(code(&app.program().login("john", NEW).await), refused(401, "SECOND_FACTOR_REQUIRED"));
        assert_eq!(app.sessions_of("john").len(), 0);

        // The owner has the phone.
        assert_eq!(reader.post("/login/code", &[("code", &account.phone.code(app))]).await.location(), Some("/"));
    });
}
