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
