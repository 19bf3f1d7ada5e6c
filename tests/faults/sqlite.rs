//! The file of SQLite: a full disk, a folder that takes no writes, and another program that holds the lock.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::Method;
use serde_json::json;

use crate::client::Request;
use crate::doors::{Owner, Which, is_honest, ready, static_pages_are_served};
use crate::mailbox::Mailbox;
use crate::process::{Server, block_on, vestibule};
use crate::random::Chance;
use crate::report;
use crate::system::{self, SmallDisk};
use crate::waiting::until_async;

#[test]
fn a_full_disk_is_an_honest_503_for_writes_and_nothing_that_was_acknowledged_is_lost() {
    if !system::is_root() {
        return report::left_out("SQLite on a full disk", "a small disk is made by root only");
    }
    let disk = SmallDisk::new(24);
    let folder = tempfile::tempdir().unwrap();
    let data = disk.path().join("data");
    let variables = [("DATA_DIR", data.to_str().unwrap()), ("LIMIT_LOGIN_NETWORK", "0"), ("LIMIT_SIGNUP_NETWORK", "0")];
    let server = Server::start(folder.path(), &variables);
    let url = server.url.as_str();
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        disk.fill();
        // What fits into pages that are there already is still written, and acknowledged rightly; in the end nothing fits.
        let (mut accounts, mut number) = (Vec::new(), 0);
        let mut refused = 0;
        while refused < 3 {
            number += 1;
            let name = format!("guest{number}");
            let body =
                json!({ "username": name, "email": format!("{name}@example.com"), "password": crate::doors::PASSWORD });
            let request = Request::json(Method::POST, "/auth/register", body);
            let answer = john.client.send(url, &request).await.expect("an answer");
            if answer.status == 201 {
                accounts.push(name);
                refused = 0;
            } else {
                is_honest(&request, &answer);
                refused += 1;
            }
            assert!(number < 10_000, "the disk is full");
        }
        let (status, said) = ready(url).await;
        assert_eq!(
            (status, &said["checks"]["database"], &said["checks"]["writes"]),
            (503, &json!("ok"), &json!("refused"))
        );
        assert!(john.is_logged_in(url).await, "what only reads goes on");
        static_pages_are_served(url).await;
        disk.free();
        let recovery = until_async("it recovers by itself", async || ready(url).await.0 == 200).await;
        assert_eq!(john.log_in(url).await.status, 303);
        for name in &accounts {
            let body = json!({ "username": name, "password": crate::doors::PASSWORD });
            let request = Request::json(Method::POST, "/auth/login", body);
            assert_eq!(john.client.send(url, &request).await.unwrap().status, 200, "{name}");
        }
        let again = Request::json(
            Method::POST,
            "/auth/register",
            json!({ "username": format!("guest{number}"), "email": format!("guest{number}@example.com"), "password": crate::doors::PASSWORD }),
        );
        assert_eq!(john.client.send(url, &again).await.unwrap().status, 201, "nothing of it was there");
        let mailbox = Mailbox::new(&data.join("mail"));
        let wanted = accounts.len() + 2;
        until_async("every promised email arrives", async || mailbox.emails().len() >= wanted).await;
        assert_eq!(mailbox.emails().len(), wanted, "john's, the guests', and that of the last one");
        report::line(
            "SQLite's disk is full (database, log and emails)",
            &format!(
                "{} sign-ups still fitted and are there; then 503 for writes while reads go on; `/readyz` names writes",
                accounts.len()
            ),
            "nothing; emails waited",
            Some(recovery),
        );
    });
}

#[test]
fn a_file_or_folder_that_takes_no_writes_keeps_it_from_starting_and_a_running_one_from_lying() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    // Root writes anywhere, so it becomes somebody else.
    let user = system::UNPRIVILEGED.to_string();
    let wrapper = ["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups"];
    let as_user = |command: std::process::Command| match system::is_root() {
        true => system::under(&wrapper, &command),
        false => command,
    };
    let own_binary = |folder: &Path, arguments: &[&str]| {
        let mut command =
            vestibule(folder, &[("LIMIT_LOGIN_NETWORK", "0"), ("BASE_URL", "http://localhost:5000")], arguments);
        if system::is_root() {
            let binary = folder.join("vestibule");
            let mut own = std::process::Command::new(binary);
            own.args(arguments).env_clear().current_dir(folder);
            own.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            command = own;
        }
        as_user(command)
    };
    if system::is_root() {
        system::for_user(folder.path(), system::UNPRIVILEGED);
    }
    let mode = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let server = Server::start_by(own_binary(folder.path(), &[]));
    let url = server.url.clone();
    let url = url.as_str();
    let file = data.join("vestibule.db");
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        mode(&data, 0o500);
        mode(&file, 0o400);
        // Files that are open stay writable: what is acknowledged then is kept. What needs a new connection is refused honestly.
        let answer = john.log_in(url).await;
        if answer.status != 303 {
            is_honest(&Request::form("/login", &[]), &answer);
        }
        assert_eq!(john.client.send(url, &Request::get("/healthz")).await.unwrap().status, 200);
        server.terminate();
        assert_eq!(server.end().0, Some(0));
        for (folder_mode, file_mode) in [(0o700, 0o400), (0o500, 0o600), (0o500, 0o400)] {
            mode(&data, 0o700);
            mode(&file, file_mode);
            mode(&data, folder_mode);
            let mut command = own_binary(folder.path(), &[]);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
            let mut child = command.spawn().unwrap();
            // It ends by itself, or serves: then what it says is true.
            let mut first = String::new();
            std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut first)
                .unwrap();
            if let Some(url) = first.split_whitespace().find(|word| word.starts_with("http://")) {
                // The files of its log were still there, and are writable.
                let login = john.log_in(url).await;
                let of = rustix::process::Pid::from_child(&child);
                rustix::process::kill_process(of, rustix::process::Signal::TERM).unwrap();
                child.wait().unwrap();
                assert_eq!(
                    (login.status, file_mode),
                    (303, 0o600),
                    "{folder_mode:o}: it starts on what it can't write to"
                );
                continue;
            }
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                said.contains("vestibule: ") && !said.contains("panicked"),
                "{folder_mode:o} {file_mode:o}: {said}"
            );
        }
        mode(&data, 0o700);
        mode(&file, 0o600);
        let server = Server::start_by(own_binary(folder.path(), &[]));
        assert!(john.is_logged_in(&server.url).await);
        report::line(
            "SQLite's file and folder are read-only",
            "a running server goes on with the files it has open; one that starts refuses with a sentence where it could not write; with the modes of before it starts again",
            "nothing",
            None,
        );
    });
}

#[test]
fn another_program_that_holds_the_lock_makes_writes_wait_and_then_refuse_and_reads_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("LIMIT_LOGIN_NETWORK", "0")]);
    let url = server.url.as_str();
    let file = folder.path().join("data/vestibule.db");
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        let mut other = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
        other.batch_execute("BEGIN IMMEDIATE").unwrap();
        let refused = john.is_refused(url, Which::Writes).await;
        assert!(john.is_logged_in(url).await);
        static_pages_are_served(url).await;
        let (status, said) = ready(url).await;
        assert_eq!((status, &said["checks"]["writes"]), (503, &json!("refused")));
        other.batch_execute("ROLLBACK").unwrap();
        let recovery = until_async("it recovers by itself", async || ready(url).await.0 == 200).await;
        assert_eq!(john.log_in(url).await.status, 303);

        // A reader that never ends keeps nobody from writing: the log grows, and is written back after it.
        other.batch_execute("BEGIN; SELECT count(*) FROM users;").unwrap();
        let mut chance = Chance::new();
        for _ in 0..20 {
            let name = format!("guest{}", chance.below(usize::MAX));
            Owner::sign_in(url, &name).await;
        }
        other.batch_execute("ROLLBACK").unwrap();
        report::line(
            "another program holds the lock of SQLite's file",
            &format!(
                "{refused} writes at all doors: 503 with Retry-After, reads go on; a reader that holds its snapshot stands in nobody's way"
            ),
            "nothing",
            Some(recovery),
        );
    });
}
