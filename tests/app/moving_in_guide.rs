//! Every command of `docs/moving-in.md`, run as it stands there.

use diesel::connection::{Connection, SimpleConnection};

use crate::harness::App;

const GUIDE: &str = include_str!("../../docs/moving-in.md");

/// The lines of the blocks that are for a shell.
fn commands() -> Vec<&'static str> {
    let mut commands = Vec::new();
    let mut is_shell = false;
    for line in GUIDE.lines().map(str::trim) {
        match line {
            "```sh" => is_shell = true,
            line if line.starts_with("```") => is_shell = false,
            command if is_shell => commands.push(command),
            _ => {}
        }
    }
    commands
}

#[test]
fn every_command_of_the_guide_does_what_it_says() {
    App::test(async |app| {
        let hash = bcrypt::hash("correct horse battery", 4).unwrap();
        let file = |name: &str, text: &str| std::fs::write(app.data_dir().join(name), text).unwrap();
        let sqlite = |name: &str, sql: &str| {
            let path = app.data_dir().join(name);
            diesel::SqliteConnection::establish(path.to_str().unwrap()).unwrap().batch_execute(sql).unwrap();
        };
        sqlite(
            "database.db",
            &format!(
                "CREATE TABLE users_app (id INTEGER PRIMARY KEY, username TEXT UNIQUE, email TEXT UNIQUE, password TEXT);
                 INSERT INTO users_app VALUES (1, 'ada', 'ada@example.com', '{hash}'), (2, 'x y', 'xy@example.com', '{hash}')"
            ),
        );
        sqlite(
            "devise.sqlite3",
            &format!(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, encrypted_password TEXT);
                 INSERT INTO users VALUES (1, 'devi@example.com', '{hash}')"
            ),
        );
        file("people.csv", &format!("login,mail,hash\nmia,mia@example.com,{hash}\n"));
        file(
            "users.json",
            "{\"users\":[{\"localId\":\"1\",\"email\":\"fire@example.com\",\"passwordHash\":\"AAAA\",\"salt\":\"AA==\"}]}",
        );
        file(
            "hash_config.txt",
            "hash_config { base64_signer_key: AAAA, base64_salt_separator: Bw==, rounds: 8, mem_cost: 14 }",
        );
        file("pepper.txt", "pepper\n");
        app.execute(
            "CREATE TABLE auth_user (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password TEXT, is_superuser BOOLEAN,
                is_active BOOLEAN, last_login TIMESTAMP)",
        );
        let mut ran = 0;
        for command in commands() {
            ran += 1;
            if let Some((file, sql)) = command.strip_prefix("sqlite3 ").and_then(|rest| rest.split_once(" < ")) {
                sqlite(file, &std::fs::read_to_string(app.data_dir().join(sql)).unwrap());
                continue;
            }
            let command = command.replace("postgres://app@127.0.0.1/app", app.database_url());
            let words: Vec<&str> = command.split(' ').collect();
            assert_eq!(words[0], "vestibule", "{command}");
            let output = app.command(&words[1..]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            // The first rehearsal is there to show what is in the way.
            let expected = if command == "vestibule import database.db --dry-run" { 4 } else { 0 };
            assert_eq!(output.status.code(), Some(expected), "{command}: {said}");
        }
        assert!(ran >= 12, "{ran} commands");
        for name in ["ada", "xy@example.com", "mia", "fire", "devi"] {
            assert!(app.find_user(name).is_some(), "{name}");
        }
    });
}
