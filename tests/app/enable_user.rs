//! An account that was disabled is enabled again.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn it_logs_in_anew_and_once_is_enough() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        assert!(app.command(&["user", "disable", "john"]).status.success());
        let (admin, page) = (app.admin("alice").await, app.page_of("john"));
        let asked = admin.get(&format!("{page}/enable")).await;
        assert!(asked.status == 200 && asked.text_of("h1").contains("john"), "{}", asked.body);
        assert!(app.user("john").disabled_at.is_some(), "asking changes nothing");
        for _ in 0..2 {
            let enabled = admin.act(&page, "enable", &[]).await;
            assert_eq!(enabled.text_of(".flash"), "john was enabled.");
        }
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
        assert_eq!(app.events().iter().filter(|kind| *kind == "user_enabled").count(), 1);
        assert!(app.browser().get(&format!("{page}/enable")).await.status != 200, "not for everybody");
    });
}
