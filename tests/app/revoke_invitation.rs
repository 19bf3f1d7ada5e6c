//! Revoke an invitation, at the command line.

use crate::harness::App;
use crate::harness::invitations::{INVITE, asks_for_an_invitation, register_with};

#[test]
fn a_revoked_invitation_lets_nobody_in_and_is_revoked_once() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(2, None);
        assert_eq!(register_with(&app.browser(), "john", &token).await.status, 303);
        assert!(app.command(&["invite", "revoke", "1"]).status.success());
        asks_for_an_invitation(&app.browser().get(&format!("/register?invitation={token}")).await);
        asks_for_an_invitation(&register_with(&app.browser(), "jane", &token).await);
        assert_eq!(app.count_users(), 1);
        let again = app.command(&["invite", "revoke", "1"]);
        assert!(!again.status.success());
        assert!(String::from_utf8(again.stderr).unwrap().contains("there is no invitation 1"));
    });
}

#[test]
fn an_admin_revokes_one() {
    App::test_with(&[INVITE], async |app| {
        app.clock.stop();
        assert_eq!(register_with(&app.browser(), "alice", &app.invitation(1, None)).await.status, 303);
        assert!(app.command(&["user", "promote", "alice"]).status.success());
        let admin = app.browser();
        admin.login("alice", "secure123").await;
        let token = app.invitation(2, None);
        let revoke =
            admin.get("/admin/invitations").await.attribute("form[action$='/revoke']", "action").expect("a form");
        app.clock.advance(time::Duration::minutes(11));
        let asked = admin.post(&revoke, &[]).await;
        assert_eq!(asked.status, 403);
        assert_eq!(asked.text_of("h1"), "Confirm it's you");
        let revoked = admin.post(&revoke, &[("current_password", "secure123")]).await;
        assert_eq!((revoked.status, revoked.location()), (303, Some("/admin/invitations")));
        assert!(admin.get("/admin/invitations").await.text_of(".flash").contains("was revoked"));
        asks_for_an_invitation(&register_with(&app.browser(), "jane", &token).await);
        assert_eq!(admin.post(&revoke, &[]).await.status, 404);
    });
}
