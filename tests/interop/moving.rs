//! There and back again: the accounts of a Flask app and of a Django project come here, some change their password, and all of
//! them log in where they came from.

use std::collections::BTreeMap;

use diesel::connection::{Connection, SimpleConnection};

use crate::answer_of;
use crate::harness::App;

type People = BTreeMap<String, String>;

/// What the other application says: for whom it worked.
fn ask(script: &str, database: &str, what: &str, people: &People) -> Vec<String> {
    let input = serde_json::to_string(people).unwrap();
    let worked = answer_of(script, &[database, what], &input);
    let mut worked: Vec<String> = serde_json::from_value(worked).unwrap();
    worked.sort();
    worked
}

fn people() -> People {
    let passwords = ["correct horse 1", "пароль для дома", "tr1cky! words", "café au lait", "six words of a long song"];
    ["ada", "bob", "carl", "dora", "eve"].map(str::to_owned).into_iter().zip(passwords.map(str::to_owned)).collect()
}

async fn round_trip(app: &App, script: &str, first: &str, application: &str) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("database.db");
    let database = database.to_str().unwrap();
    let mut people = people();
    let names: Vec<String> = people.keys().cloned().collect();
    assert_eq!(ask(script, database, first, &people), names, "they have accounts there");
    assert_eq!(ask(script, database, "login", &people), names);

    let imported = app.command(&["import", database, "--assume-verified"]);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    // Three log in here, which renews their hashes, and two of them choose another password. Two never come.
    for name in ["ada", "bob", "carl"] {
        let browser = app.browser();
        assert_eq!(browser.login(name, &people[name]).await.status, 303, "{name}");
        assert!(app.user(name).password.as_text().starts_with("$2b$04$"), "{name}");
        if name != "carl" {
            let password = format!("another password of {name} here");
            let form = [
                ("current_password", people[name].as_str()),
                ("password", password.as_str()),
                ("confirm_password", password.as_str()),
            ];
            assert_eq!(browser.post("/change-password", &form).await.status, 303, "{name}");
            people.insert(name.to_owned(), password);
        }
    }
    // Somebody signs up here meanwhile.
    let new = "a password that was new here";
    assert_eq!(app.browser().register("fay", "fay@example.com", new).await.status, 303);
    people.insert("fay".to_owned(), new.to_owned());

    let out = folder.path().join("users.sql");
    let exported = app.command(&["export", "--for", application, "--out", out.to_str().unwrap()]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let sql = std::fs::read_to_string(out).unwrap();
    diesel::SqliteConnection::establish(database).unwrap().batch_execute(&sql).unwrap();
    let names: Vec<String> = people.keys().cloned().collect();
    assert_eq!(ask(script, database, "login", &people), names, "each logs in there again");
    let wrong: People = people.keys().map(|name| (name.clone(), "not the password".to_owned())).collect();
    assert!(ask(script, database, "login", &wrong).is_empty());
}

#[test]
fn the_accounts_of_a_flask_app_come_and_go_back() {
    App::test(async |app| round_trip(app, "moving_flask.py", "register", "flask").await);
}

#[test]
fn the_accounts_of_a_django_project_come_and_go_back() {
    App::test(async |app| round_trip(app, "moving_django.py", "create", "django").await);
}
