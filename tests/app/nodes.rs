//! Several nodes on one database: what one of them does for all, and what is the same wherever it was written.

use std::collections::BTreeSet;
use std::process::Stdio;

use inside::db::Schema;
use inside::events::history::{Filter, Start, history};
use inside::housekeeping;
use inside::invitations;
use inside::users::{UserFilter, UserOrder, UserPlace, list_users};
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::process::vestibule;
use crate::harness::profile_forms::partial;
use crate::harness::{App, Database, Passkey};

const PASSWORD: &str = "correct horse battery";

#[test]
fn nodes_that_start_at_once_on_an_empty_database_migrate_it_once() {
    let folders: Vec<_> = (0..4).map(|_| tempfile::tempdir().unwrap()).collect();
    let database = Database::new(folders[0].path());
    let variables = [("DATABASE_URL", database.url.as_str()), ("MIGRATION_WAIT", "600")];
    let start = |folder: &tempfile::TempDir| {
        let mut command = vestibule(folder.path(), &variables, &["migrate"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let nodes: Vec<_> = folders.iter().map(start).collect();
    let said: Vec<_> = nodes.into_iter().map(|node| node.wait_with_output().unwrap()).collect();
    for output in &said {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let migrated = said.iter().filter(|output| String::from_utf8_lossy(&output.stdout).contains(": applied ")).count();
    assert_eq!(migrated, 1);
    assert_eq!(database.open().schema().unwrap(), Schema::Current);
}

#[test]
fn one_node_does_the_housekeeping_for_all_and_is_followed_when_it_dies_or_stops() {
    App::test(async |one| {
        let node = one.another_node(&[]);
        let (one, other) = (&one.services, &node.app.services);
        let takes_turn = |services| housekeeping::take_turn(services, true).unwrap();
        one.clock.stop();
        assert!(takes_turn(one));
        for _ in 0..10 {
            assert!(!takes_turn(other));
            one.clock.advance(Duration::MINUTE);
            assert!(takes_turn(one), "it asks in time, and keeps it");
        }
        one.clock.advance(Duration::minutes(2));
        assert!(!takes_turn(other), "the lease has not ended");
        one.clock.advance(Duration::MINUTE);
        assert!(takes_turn(other), "the one that had it is dead");
        assert!(!takes_turn(one));
        housekeeping::hand_over(one).unwrap();
        assert!(!takes_turn(one), "it is not this one's to hand over");
        housekeeping::hand_over(other).unwrap();
        assert!(takes_turn(one), "nobody has to wait for one that has stopped");
    });
}

#[test]
fn a_clock_that_was_wrong_for_a_moment_stops_no_housekeeping() {
    App::test(async |app| {
        let node = app.another_node(&[]);
        app.clock.stop();
        app.clock.advance(Duration::days(365));
        assert!(housekeeping::take_turn(&app.services, false).unwrap());
        app.clock.advance(-Duration::days(365));
        assert!(housekeeping::take_turn(&node.app.services, false).unwrap());
    });
}

#[test]
fn a_history_is_in_the_order_of_time_whatever_the_numbers_of_its_events() {
    App::test(async |app| {
        let (john, id) = (app.browser(), {
            app.browser().register("john", "john@example.com", PASSWORD).await;
            app.user("john").id
        });
        for _ in 0..6 {
            john.login("john", PASSWORD).await;
            john.post("/logout", &[]).await;
        }
        let written = app.events();
        // As if each connection had been given numbers in advance.
        app.execute("UPDATE events SET id = -id");
        assert_eq!(app.events(), written);
        let (mut start, mut seen, mut times) = (Start::Newest, Vec::new(), Vec::new());
        loop {
            let page = app.services.read(|r| history(r, id, Filter::All, start, 4)).unwrap();
            let events = page.entries.iter().flat_map(|entry| &entry.events);
            for event in events {
                seen.push(event.id);
                times.push(event.at);
            }
            let Some(older) = page.older else { break };
            // And back: the page above ends where this one begins.
            let back = app.services.read(|r| history(r, id, Filter::All, older, 4)).unwrap();
            assert!(back.newer.is_some());
            start = older;
        }
        assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
        assert_eq!(seen.len(), written.len());
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), written.len(), "each once");
    });
}

#[test]
fn accounts_and_invitations_are_in_the_order_of_time_whatever_their_numbers() {
    App::test(async |app| {
        for name in ["ada", "bob", "cleo", "dora"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        for (name, year) in [("ada", 2023), ("bob", 2025), ("cleo", 2022), ("dora", 2024)] {
            app.execute(&format!("UPDATE users SET created_at = '{year}-01-01 00:00:00' WHERE username = '{name}'"));
        }
        let names = |order: UserOrder, after: Option<&UserPlace>| {
            let found =
                list_users(&app.services, app.oversight(), &UserFilter { order, ..UserFilter::default() }, after)
                    .unwrap();
            found.users.into_iter().map(|user| user.username).collect::<Vec<_>>()
        };
        assert_eq!(names(UserOrder::Newest, None), ["bob", "dora", "ada", "cleo"]);
        assert_eq!(names(UserOrder::Oldest, None), ["cleo", "ada", "dora", "bob"]);
        let dora = app.user("dora");
        let place = UserPlace::Time(inside::list_place::ListPlace { at: dora.created_at, id: dora.id });
        assert_eq!(names(UserOrder::Newest, Some(&place)), ["ada", "cleo"]);
        assert_eq!(names(UserOrder::Oldest, Some(&place)), ["bob"]);

        for uses in 1..=3 {
            invitations::create_invitation(&app.services, uses, Duration::DAY, None, &app.operator()).unwrap();
            app.clock.advance(Duration::SECOND);
        }
        app.execute("UPDATE invitations SET id = -id");
        let newest = invitations::newest(&app.services, app.oversight(), None, 2).unwrap();
        assert_eq!(newest.iter().map(|one| one.uses).collect::<Vec<_>>(), [3, 2]);
        let rest =
            invitations::newest(&app.services, app.oversight(), newest.last().map(|one| one.place()), 2).unwrap();
        assert_eq!(rest.iter().map(|one| one.uses).collect::<Vec<_>>(), [1]);
        let oldest = invitations::oldest(&app.services, app.oversight(), None, 9).unwrap();
        assert_eq!(oldest.iter().map(|one| one.uses).collect::<Vec<_>>(), [1, 2, 3]);
    });
}

#[test]
fn of_two_links_the_later_one_counts_whatever_its_number() {
    App::test(async |app| {
        let (thief, owner) = (app.browser(), app.browser());
        thief.sign_in("john", PASSWORD).await;
        for address in ["thief@example.net", "second@example.net"] {
            app.clock.advance(Duration::SECOND);
            assert_eq!(partial(&thief, "john", &[("email", address)]).await.status, 303);
        }
        app.execute("UPDATE links SET id = -id");
        let first = app.link_to("john@example.com", "/email-change/").await;
        let second = app.link_to("thief@example.net", "/email-change/").await;
        assert_eq!(owner.post(&first, &[]).await.status, 303);
        assert_eq!(thief.post(&second, &[]).await.status, 410, "it undid a later change");
        assert_eq!(app.user("john").email, "john@example.com");
        // And of two links to a new password the later one.
        app.clock.advance(Duration::SECOND);
        owner.post("/forgot-password", &[("email", "john@example.com")]).await;
        app.execute("UPDATE links SET id = -1000000 - id");
        let newest = app.link_to("john@example.com", "/reset-password/").await;
        assert_eq!(owner.get(&newest).await.status, 200);
    });
}

#[test]
fn a_passkey_is_asked_for_by_one_node_and_answered_at_another() {
    App::test(async |one| {
        let node = one.another_node(&[]);
        let other = &node.app;
        let (_, mut passkey) = john_with_passkey(one).await;
        passkey.origin = other.url.replace("127.0.0.1", "localhost");
        let answer = |options: &serde_json::Value, passkey: &mut Passkey| json!({ "passkey": passkey.answer(options) });

        let options = one.browser().passkey_options("/auth/login/passkey_options").await;
        let body = answer(&options, &mut passkey);
        let browser = other.browser();
        let done = browser.json(Method::POST, "/auth/login/passkey", &body).await;
        assert_eq!(done.status, 200, "{}", done.body);
        assert!(browser.is_logged_in().await);

        // What one node has accepted, no other one does.
        let again = other.another_node(&[]);
        let again = again.app.browser();
        assert_eq!(passkey_error(&again.json(Method::POST, "/auth/login/passkey", &body).await).0, 401);
        assert!(!again.is_logged_in().await);

        // The password at one node, the second step at another.
        let waiting = one.browser();
        assert_eq!(waiting.login("john", PASSWORD).await.location(), Some("/login/passkey"));
        let options = waiting.second_step_options().await;
        let body = json!({ "passkey": passkey.answer(&options), "second_step": true });
        let elsewhere = other.browser();
        elsewhere.set_cookie(&waiting.pending_cookie());
        let done = elsewhere.json(Method::POST, "/login/passkey", &body).await;
        assert_eq!(done.status, 200, "{}", done.body);
        assert!(elsewhere.is_logged_in().await);

        // And a new one is made with the options of one node at another.
        let owner = one.browser();
        owner.set_cookie(&elsewhere.cookie());
        let options = owner.passkey_options("/auth/factors/passkeys/options").await;
        let mut second = Passkey::new(other);
        let body = json!({ "passkey": second.create(&options) });
        let kept = elsewhere.json(Method::POST, "/auth/factors/passkeys", &body).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
        second.origin = one.url.replace("127.0.0.1", "localhost");
        assert_eq!(one.browser().log_in_with(&mut second).await.status, 200);
    });
}
