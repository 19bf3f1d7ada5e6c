//! `SECRET_KEY` is changed node by node: no email is lost on the way, and nobody is logged out.

use time::Duration;

use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::promised::{JOHN, promise};
use crate::harness::waiting::until;

const K1: &str = "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
const K2: &str = "--secret-key=9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f210f6a41c";
const K1_PREVIOUS: &str = "--secret-key-previous=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
const K2_PREVIOUS: &str = "--secret-key-previous=9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f210f6a41c";

/// A node that has the new key promises an email and stops before it could deliver it. A node that knows the key may deliver it
/// meanwhile.
async fn promised_with_the_new_key(app: &App) {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    let other = app.another_node(&[K2, K1_PREVIOUS, &server.flag("", "")]);
    promise(&other.app.services, JOHN, "john");
    drop(other);
}

/// Lets this node empty the outbox of all that it can open.
async fn this_node_delivers(app: &App, to: &str) {
    promise(&app.services, to, "anna");
    let is_there = || app.delivered().iter().any(|message| message.to == to);
    until("the email is sent", || is_there() && app.waiting_emails() <= 1).await;
}

#[test]
fn an_email_that_one_node_cannot_open_is_left_to_the_others() {
    App::test_with(&[K1], async |app| {
        promised_with_the_new_key(app).await;
        assert_eq!(app.waiting_emails(), 1);
        for (to, passed) in [("a@example.com", Duration::ZERO), ("b@example.com", Duration::hours(2))] {
            app.clock.advance(passed);
            this_node_delivers(app, to).await;
            assert_eq!(app.waiting_emails(), 1, "this node leaves it alone");
        }
        let _another = app.another_node(&[K2, K1_PREVIOUS]);
        assert_eq!(app.emails_to(JOHN).await.len(), 1);
    });
}

#[test]
fn an_email_that_no_node_opens_is_given_up_in_the_end() {
    App::test_with(&[K1], async |app| {
        promised_with_the_new_key(app).await;
        assert_eq!(app.waiting_emails(), 1);
        app.clock.advance(Duration::days(4) - Duration::HOUR);
        this_node_delivers(app, "a@example.com").await;
        assert_eq!(app.waiting_emails(), 1);
        app.clock.advance(Duration::hours(2));
        assert!(app.emails_to(JOHN).await.is_empty());
    });
}

#[test]
fn nodes_that_first_learn_the_new_key_and_then_use_it_share_emails_and_sessions_all_the_way() {
    App::test_with(&[K1, K2_PREVIOUS], async |app| {
        promised_with_the_new_key(app).await;
        app.clock.advance(Duration::minutes(10));
        assert_eq!(app.emails_to(JOHN).await.len(), 1, "a node that knows the new key delivers");

        let new = app.another_node(&[K2, K1_PREVIOUS]);
        let (here, there) = (app.browser(), new.app.browser());
        here.sign_in("john", "correct horse battery").await;
        there.set_cookie(&here.cookie());
        assert!(there.is_logged_in().await, "signed with the old key, read with the new one");
        let (here, there) = (app.browser(), new.app.browser());
        assert_eq!(there.login("john", "correct horse battery").await.status, 303);
        here.set_cookie(&there.cookie());
        assert!(here.is_logged_in().await, "signed with the new key, read with the old one");
    });
}
