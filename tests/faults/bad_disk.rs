//! A disk that is slow, or answers with errors: strace delays what the server asks of the kernel, or lets it fail.

use std::process::{Child, Command, Stdio};

use futures_util::future::join_all;
use reqwest::Method;
use rustix::process::Signal;
use serde_json::json;

use crate::client::{Answer, Client, Request};
use crate::doors::{Owner, PASSWORD, Which, is_honest, ready, static_pages_are_served};
use crate::floods::Witness;
use crate::process::{Server, block_on};
use crate::report;
use crate::system;
use crate::waiting::{until, until_async};

/// What SQLite makes its log safe with.
const SAFE: &str = "fdatasync,fsync";

/// Stands between a process and the kernel until it is dropped.
struct Tampering(Child);

impl Tampering {
    fn with(id: u32, calls: &str, what: &str) -> Tampering {
        let mut command = Command::new("strace");
        command.args(["-f", "-qqq", "-o", "/dev/null", "-p", &id.to_string()]);
        command.args(["-e", &format!("trace={calls}"), "-e", &format!("inject={calls}:{what}")]);
        let mut strace =
            command.stdin(Stdio::null()).spawn().expect("strace is installed: ./scripts/test faults does that");
        let by = u64::from(strace.id());
        until("strace holds every thread", || {
            assert!(strace.try_wait().unwrap().is_none(), "strace may not");
            let threads = std::fs::read_dir(format!("/proc/{id}/task")).unwrap().flatten();
            threads.map(|thread| thread.file_name().into_string().unwrap()).all(|thread| {
                // One that has ended meanwhile is no matter.
                let text = std::fs::read_to_string(format!("/proc/{id}/task/{thread}/status")).unwrap_or_default();
                text.is_empty() || text.contains(&format!("TracerPid:\t{by}\n"))
            })
        });
        Tampering(strace)
    }
}

impl Drop for Tampering {
    fn drop(&mut self) {
        system::signal(self.0.id(), Signal::TERM);
        let _ = self.0.wait();
    }
}

/// Whether this process may be traced.
fn left_out(what: &str) -> bool {
    if !system::is_root() {
        report::left_out(what, "strace holds the server's process as root only");
    }
    !system::is_root()
}

async fn register(client: &Client, url: &str, name: &str) -> (Request, Answer) {
    let body = json!({ "username": name, "email": format!("{name}@example.com"), "password": PASSWORD });
    let request = Request::json(Method::POST, "/auth/register", body);
    let answer = client.send(url, &request).await.expect("an answer");
    (request, answer)
}

async fn has_account(client: &Client, url: &str, name: &str) -> bool {
    let login = Request::json(Method::POST, "/auth/login", json!({ "username": name, "password": PASSWORD }));
    client.send(url, &login).await.expect("an answer").status == 200
}

#[test]
fn a_slow_disk_makes_writes_wait_or_refuses_them_and_reads_go_on() {
    if left_out("SQLite on a slow disk") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let variables = [("LIMIT_LOGIN_NETWORK", "0"), ("LIMIT_SIGNUP_NETWORK", "0"), ("HASHING_QUEUE", "100")];
    let server = Server::start(folder.path(), &variables);
    let url = server.url.clone();
    let url = url.as_str();
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        let olive = Owner::sign_in(url, "olive").await;
        let slow = Tampering::with(server.id(), SAFE, "delay_enter=500000");
        let witness = Witness::start(url, olive);
        let guests: Vec<String> = (0..20).map(|number| format!("guest{number}")).collect();
        let sign_ups = join_all(guests.iter().map(async |name| register(&Client::new(), url, name).await));
        let (sign_ups, logins) = tokio::join!(sign_ups, join_all((0..20).map(|_| john.log_in(url))));
        for (request, answer) in sign_ups.iter().filter(|(_, answer)| answer.status != 201) {
            is_honest(request, answer);
        }
        for answer in logins.iter().filter(|answer| answer.status != 303) {
            is_honest(&Request::form("/login", &[]), answer);
        }
        let seen = witness.finish();
        let (accounts, entered) = (
            sign_ups.iter().filter(|(_, answer)| answer.status == 201).count(),
            logins.iter().filter(|answer| answer.status == 303).count(),
        );
        assert!(accounts + entered > 0, "some of them were in time");
        drop(slow);
        let recovery = until_async("it recovers by itself", async || ready(url).await.0 == 200).await;
        assert!(john.is_logged_in(url).await);
        drop(server.kill());
        let server = Server::start(folder.path(), &variables);
        for (name, (_, answer)) in guests.iter().zip(&sign_ups) {
            assert_eq!(has_account(&Client::new(), &server.url, name).await, answer.status == 201, "{name}");
        }
        report::line(
            "SQLite's disk is slow (half a second each time something is made safe; 20 sign-ups and 20 logins at once)",
            &format!("{accounts} sign-ups and {entered} logins; the others 503 with Retry-After, and not done; {seen}"),
            "nothing",
            Some(recovery),
        );
    });
}

#[test]
fn a_disk_that_fails_is_an_honest_503_for_writes_and_reads_go_on() {
    if left_out("SQLite on a failing disk") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    // Tokens name it, and the server starts again at another port.
    let base_url = ("BASE_URL", "http://localhost:5000");
    let variables = [("LIMIT_LOGIN_NETWORK", "0"), ("LIMIT_SIGNUP_NETWORK", "0"), base_url];
    let mut server = Server::start(folder.path(), &variables);
    block_on(async {
        let john = Owner::sign_in(&server.url, "john").await;
        let url = server.url.as_str();
        let broken = Tampering::with(server.id(), "pwrite64", "error=EIO");
        let refused = john.is_refused(url, Which::Writes).await;
        assert!(john.is_logged_in(url).await, "what only reads goes on");
        static_pages_are_served(url).await;
        // A write that went well is believed for a moment.
        until_async("it is noticed", async || {
            let (status, said) = ready(url).await;
            (status, &said["checks"]["writes"]) == (503, &json!("refused"))
        })
        .await;
        drop(broken);
        let recovery = until_async("it recovers by itself", async || ready(url).await.0 == 200).await;
        assert_eq!(john.log_in(url).await.status, 303);
        assert!(!has_account(&Client::new(), url, "johntoo").await, "what was refused was not done");

        // Written, and not made safe: what a start makes of it nobody knows before, so no page says that nothing was changed.
        let mut found = 0;
        for round in 0..5 {
            let url = server.url.as_str();
            let broken = Tampering::with(server.id(), SAFE, "error=EIO");
            let name = format!("guest{round}");
            let email = format!("{name}@example.com");
            let form = [
                ("username", name.as_str()),
                ("email", &email),
                ("password", PASSWORD),
                ("confirm_password", PASSWORD),
            ];
            let request = Request::form("/register", &form);
            let answer = Client::new().send(url, &request).await.expect("an answer");
            is_honest(&request, &answer);
            assert!(!answer.body.contains("Nothing was changed"), "{}", answer.body);
            drop((server.kill(), broken));
            server = Server::start(folder.path(), &variables);
            found += usize::from(has_account(&Client::new(), &server.url, &name).await);
            assert!(john.is_logged_in(&server.url).await);
        }
        report::line(
            "SQLite's disk answers each write with an error; then only what makes writes safe, and the server is killed, 5 times",
            &format!(
                "{refused} writes at all doors: 503 with Retry-After, reads go on; of the sign-ups before the kills {found} were there after the start, whole, and none had been told that nothing was changed"
            ),
            "nothing",
            Some(recovery),
        );
    });
}
