//! Find accounts: administrators at the session API, operators at the command line.

use serde_json::json;

use crate::harness::App;
use crate::harness::script::{error, error_of};
use crate::harness::snapshot::main_of;

#[test]
fn the_list_of_accounts_is_for_admins() {
    App::test(async |app| {
        let (guest, john, admin) = (app.script(), app.script(), app.script());
        john.sign_in("john", "secure123").await;
        admin.sign_in("boss", "secure123").await;
        let list = "/auth/admin/users";
        assert_eq!(error_of(&guest.get(list).await), error(401, "Login required", "login_required"));
        assert_eq!(error_of(&john.get(list).await), error(403, "Admin access required", "forbidden"));
        let services = &app.services;
        let boss = inside::users::find_users(services, app.oversight(), "boss", 1).expect("found").users.remove(0);
        inside::users::set_role(services, boss.id, inside::users::Role::Admin, &app.operator())
            .map_err(|error| error.to_string())
            .expect("promoted");
        assert_eq!(admin.get(list).await.status, 401, "a session from before does not grow");
        admin.post("/auth/login", json!({ "username": "boss", "password": "secure123" })).await;
        let all = admin.get(list).await.json();
        let names: Vec<_> =
            all["users"].as_array().expect("a list").iter().map(|user| user["username"].clone()).collect();
        assert_eq!((names, &all["total"], &all["pages"]), (vec![json!("john"), json!("boss")], &json!(2), &json!(1)));
        assert!(!all.to_string().contains("password"));
        let found = admin.get("/auth/admin/users?q=JOHN%40").await.json();
        assert_eq!((&found["total"], &found["users"][0]["username"]), (&json!(1), &json!("john")));
        for nothing in ["?q=%25", "?q=_____", "?q=%00", "?page=9"] {
            let page = admin.get(&format!("{list}{nothing}")).await;
            assert_eq!((page.status, page.json()["users"].clone()), (200, json!([])), "{nothing}");
        }
        assert_eq!(admin.get("/auth/admin/users?page=x").await.status, 400);
    });
}

#[test]
fn an_operator_finds_accounts_at_the_command_line() {
    App::test(async |app| {
        let list = |arguments: &[&str]| {
            let output = app.command(&[&["user", "list"], arguments].concat());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(list(&[]), "No accounts yet.\n");
        for name in ["john", "jane"] {
            app.browser().register(name, &format!("{name}@example.com"), "secure123").await;
        }
        let all = list(&[]);
        assert!(all.contains("john@example.com") && all.contains("jane@example.com"), "{all}");
        let some = list(&["JANE@"]);
        assert!(!some.contains("john") && some.contains("jane@example.com"), "{some}");
        assert_eq!(list(&["_____"]), "No accounts match.\n");
    });
}

const PASSWORD: &str = "correct horse battery";

fn names(page: &crate::harness::Answer) -> Vec<String> {
    page.texts_of(".accounts tbody th a")
}

/// So many accounts `user0001`, …, with addresses at example.org, without a sign-up each.
fn many(app: &App, number: usize) {
    app.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
         INSERT INTO users (username, username_key, email, email_key, email_verified, password_hash, password_changed_at, role, created_at)
         SELECT name, name, name || '@example.org', name || '@example.org', TRUE, '!', at, 'user', at
         FROM (SELECT 'user' || substr('000' || i, length('000' || i) - 3) AS name, created_at AS at
               FROM n CROSS JOIN users WHERE users.username = 'alice') AS made"
    ));
}

#[test]
fn accounts_are_found_by_the_start_of_a_name_or_an_address() {
    App::test(async |app| {
        app.at_noon();
        for (name, email) in [
            ("john", "john@example.com"),
            ("jane", "doe@example.com"),
            ("DoeJohn", "x@example.com"),
            ("amy", "joe@example.net"),
        ] {
            app.browser().register(name, email, PASSWORD).await;
        }
        let admin = app.admin("alice").await;
        let all = admin.get("/admin/users").await;
        assert_eq!(names(&all), ["alice", "amy", "DoeJohn", "jane", "john"], "newest first");
        insta::assert_snapshot!("find_users", main_of(&all));
        let found = async |query: &str| names(&admin.get(&format!("/admin/users?{query}")).await);
        assert_eq!(found("q=jo").await, ["john", "amy"], "names first, then addresses");
        assert_eq!(found("q=jo&sort=newest").await, ["amy", "john"]);
        assert_eq!(found("q=jo&sort=oldest").await, ["john", "amy"]);
        assert_eq!(found("q=j&sort=newest&state=active&role=user").await, ["amy", "jane", "john"]);
        assert_eq!(found("q=j&sort=newest&role=admin").await, Vec::<String>::new());
        assert_eq!(found("q=%20JOHN").await, ["john"], "once, though both start so");
        assert_eq!(found("q=john%40ex").await, ["john"]);
        assert_eq!(found("q=doe").await, ["DoeJohn", "jane"]);
        assert_eq!(found("q=ohn").await, Vec::<String>::new(), "the start only");
        for odd in ["q=%25", "q=_", "q=%00", "q=%27", "q=j%25", "q=jo_n", "q=%F4%8F%BF%BF"] {
            assert_eq!(found(odd).await, Vec::<String>::new(), "{odd}");
        }
        assert_eq!(found("sort=name").await, ["alice", "amy", "DoeJohn", "jane", "john"]);
        assert_eq!(found("sort=oldest").await, ["john", "jane", "DoeJohn", "amy", "alice"]);
        assert_eq!(found("sort=nonsense&role=nonsense&state=nonsense&after=nonsense").await.len(), 5);
        let nothing = admin.get("/admin/users?q=zzz").await;
        insta::assert_snapshot!("find_users_nothing", main_of(&nothing));
    });
}

#[test]
fn accounts_are_filtered_by_role_and_state() {
    App::test(async |app| {
        app.clock.stop();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        john.set_up_app(app).await;
        app.browser().sign_in("jane", PASSWORD).await;
        app.browser().sign_in("jack", PASSWORD).await;
        assert!(app.command(&["user", "disable", "jack"]).status.success());
        assert!(app.command(&["user", "verify-email", "jane"]).status.success());
        app.staff("molly", inside::users::Role::Moderator).await;
        let admin = app.admin("alice").await;
        let found = async |query: &str| names(&admin.get(&format!("/admin/users?sort=name&{query}")).await);
        assert_eq!(found("role=admin").await, ["alice"]);
        assert_eq!(found("role=moderator").await, ["molly"]);
        assert_eq!(found("role=user").await, ["jack", "jane", "john"]);
        assert_eq!(found("state=disabled").await, ["jack"]);
        assert_eq!(found("state=active").await, ["alice", "jane", "john", "molly"]);
        assert_eq!(found("state=unconfirmed").await, ["alice", "jack", "john", "molly"]);
        assert_eq!(found("state=two-step").await, ["john"]);
        assert_eq!(found("state=no-two-step&role=user").await, ["jack", "jane"]);
        assert_eq!(found("state=disabled&role=admin").await, Vec::<String>::new());
        // The same within a search, among names and among addresses.
        assert_eq!(found("q=ja&state=disabled").await, ["jack"]);
        assert_eq!(found("q=jack%40&state=disabled").await, ["jack"]);
        assert_eq!(found("q=jack%40&state=active").await, Vec::<String>::new());
        assert_eq!(found("q=m&role=moderator").await, ["molly"]);
        assert_eq!(found("q=molly%40&role=admin").await, Vec::<String>::new());
    });
}

#[test]
fn pages_neither_repeat_nor_skip_whatever_the_order() {
    App::test(async |app| {
        let admin = app.admin("alice").await;
        many(app, 60);
        app.execute("UPDATE users SET email_key = 'user-' || email_key, username_key = 'x' || username_key, username = 'x' || username WHERE username_key > 'user0030' AND username_key < 'user0050'");
        for (query, number) in [
            ("", 61),
            ("sort=oldest", 61),
            ("sort=name", 61),
            ("q=user", 60),
            ("q=USER&role=user&state=active", 60),
            ("q=user&sort=newest", 60),
            ("q=user&sort=oldest&role=user", 60),
        ] {
            let (mut at, mut seen, mut pages) = (format!("/admin/users?{query}"), Vec::new(), 0);
            loop {
                let page = admin.get(&at).await;
                seen.extend(names(&page));
                pages += 1;
                if pages == 1 {
                    // One that comes in the middle of everything moves nobody.
                    app.execute("UPDATE users SET last_login_at = created_at WHERE username = 'alice'");
                }
                let Some(next) = page.attribute("a[rel='next']", "href") else { break };
                at = next;
                assert!(pages < 9, "it ends");
            }
            assert_eq!((seen.len(), pages), (number, 3), "{query}: {seen:?}");
            let different: std::collections::BTreeSet<_> = seen.iter().collect();
            assert_eq!(different.len(), number, "{query}: none twice");
        }
        let second = admin.get("/admin/users?q=user&after=name:user0025").await;
        assert_eq!(second.attribute("a[rel='first']", "href").as_deref(), Some("/admin/users?q=user"));
        let odd = admin.get("/admin/users?after=name:%00&sort=name").await;
        assert_eq!((odd.status, names(&odd).len()), (200, 25));
    });
}

#[test]
fn each_page_is_read_from_an_index() {
    App::test_on_sqlite(async |app| {
        #[derive(diesel::QueryableByName)]
        struct Plan {
            #[diesel(sql_type = diesel::sql_types::Text)]
            detail: String,
        }
        let plan = |query: &str| {
            use diesel::RunQueryDsl;
            let mut conn = app.services.db.conn().unwrap();
            let rows: Vec<Plan> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(&mut *conn).unwrap();
            rows.into_iter().map(|row| row.detail).collect::<Vec<_>>().join("; ")
        };
        // What `users/store/listing.rs` asks for; the words of a WHERE are those of its index.
        let row = "id, username_key, email_key, created_at, role, disabled_at, email_verified, second_factor_since";
        let filters = [
            ("role <> 'user' AND role = 'admin'", "users_staff"),
            ("disabled_at IS NOT NULL", "users_disabled"),
            ("disabled_at IS NOT NULL AND role = 'user'", "users_disabled"),
            ("NOT email_verified", "users_unconfirmed"),
            ("second_factor_since IS NOT NULL", "users_with_factor"),
        ];
        for (words, index) in filters {
            let by_time = plan(&format!(
                "SELECT {row} FROM users WHERE {words} AND created_at <= '2026-11-27' AND (created_at < '2026-11-27' OR id < 7) \
                 ORDER BY created_at DESC, id DESC LIMIT 26"
            ));
            assert!(
                by_time.contains(&format!("INDEX {index} ")) && !by_time.contains("TEMP B-TREE"),
                "{words}: {by_time}"
            );
            for (key, name) in [("username_key", "name"), ("email_key", "email")] {
                for range in [format!("{key} > 'ada'"), format!("{key} >= 'ada' AND {key} < 'adb'")] {
                    let sorted =
                        plan(&format!("SELECT {row} FROM users WHERE {words} AND {range} ORDER BY {key} ASC LIMIT 26"));
                    assert!(
                        sorted.contains(&format!("INDEX {index}_by_{name} ")) && !sorted.contains("TEMP B-TREE"),
                        "{words}: {sorted}"
                    );
                }
            }
        }
        let all = plan(&format!("SELECT {row} FROM users ORDER BY created_at DESC, id DESC LIMIT 26"));
        assert!(all.contains("INDEX users_created_at") && !all.contains("TEMP B-TREE"), "{all}");
        let by_email = plan(&format!(
            "SELECT {row} FROM users WHERE email_key < 'adb' AND email_key >= 'ada' ORDER BY email_key ASC LIMIT 2000"
        ));
        assert!(by_email.contains("users_email_key") && !by_email.contains("TEMP B-TREE"), "{by_email}");
    });
}

/// Where hardly anybody is left that a filter is for, such as those who have no second factor yet.
#[test]
fn a_filter_that_hardly_anybody_passes_looks_at_so_many_and_goes_on() {
    App::test(async |app| {
        let admin = app.admin("alice").await;
        many(app, 4_100);
        app.execute(
            "UPDATE users SET second_factor_since = created_at WHERE username <> 'user4099' AND username <> 'alice'",
        );
        for (query, first) in [
            ("state=no-two-step&sort=name", "alice"),
            ("state=no-two-step&sort=oldest", "alice"),
            ("state=no-two-step&sort=newest", "user4099"),
            ("state=no-two-step&sort=newest&role=user&q=user", "user4099"),
            ("state=no-two-step&sort=name&q=user", "user4099"),
        ] {
            let (mut at, mut seen, mut pages) = (format!("/admin/users?{query}"), Vec::new(), 0);
            loop {
                let page = admin.get(&at).await;
                seen.extend(names(&page));
                pages += 1;
                let Some(next) = page.attribute("a[rel='next']", "href") else { break };
                at = next;
                assert!(pages < 9, "{query}: it ends");
            }
            assert!(pages > 1, "{query}: it stops on the way");
            let expected = if query.contains("q=") { vec!["user4099"] } else { vec!["alice", "user4099"] };
            assert_eq!(seen.first().map(String::as_str), Some(first), "{query}");
            seen.sort();
            assert_eq!(seen, expected, "{query}");
        }
    });
}
