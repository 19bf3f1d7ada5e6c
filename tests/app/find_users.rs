//! Find accounts: administrators at the session API, operators at the command line.

use serde_json::json;

use crate::harness::App;
use crate::harness::script::{error, error_of};

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
        let boss = inside::users::find_users(services, "boss", 1).expect("found").users.remove(0);
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
