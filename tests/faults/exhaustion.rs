//! Out of what the system grants: connections, files, threads.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::client::Request;
use crate::doors::{Owner, is_honest, static_pages_are_served};
use crate::process::{Server, block_on, vestibule};
use crate::report;
use crate::system;
use crate::waiting::until_async;

/// As many open files as the system lets this process and the server have. Root may raise the limit.
fn raise_limit(wanted: u64) -> u64 {
    let now = getrlimit(Resource::Nofile);
    let may = |limit: u64| setrlimit(Resource::Nofile, Rlimit { current: Some(limit), maximum: Some(limit) }).is_ok();
    if system::is_root() && may(wanted) {
        return wanted;
    }
    let hard = now.maximum.unwrap_or(wanted).min(wanted);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(hard), maximum: now.maximum });
    if raised.is_ok() { hard } else { now.current.unwrap_or_default() }
}

/// One request, whose connection then stays open.
fn ask(address: &str, path: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    again(&mut stream, path)?;
    Some(stream)
}

fn again(stream: &mut TcpStream, path: &str) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").ok()?;
    let (mut answer, mut buffer) = (Vec::new(), [0; 1024]);
    while !answer.ends_with(b"alive\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => answer.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
    Some(())
}

#[test]
fn as_many_idle_connections_as_the_machine_gives() {
    let wanted = std::env::var("FAULT_CONNECTIONS").map_or(5_000, |number| number.parse().expect("a number"));
    let limit = raise_limit(wanted + 1_000);
    let wanted = usize::try_from(wanted.min(limit.saturating_sub(500))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let variables = [("HOST", "0.0.0.0"), ("BASE_URL", "http://localhost:5000"), ("KEEP_ALIVE", "3600")];
    let server = Server::start(folder.path(), &variables);
    let port = server.url.rsplit(':').next().unwrap().trim_end_matches('/').to_owned();
    let url = format!("http://127.0.0.1:{port}");
    let owner = block_on(Owner::sign_in(&url, "olive"));
    let before = system::status(server.id(), "VmRSS") / 1024;
    let witness = crate::floods::Witness::start(&url, owner);
    // Each address has ports of its own.
    let mut idle = Vec::new();
    while idle.len() < wanted {
        let address = format!("127.0.0.{}:{port}", 1 + idle.len() / 20_000);
        match ask(&address, "/healthz") {
            Some(stream) => idle.push(stream),
            None => break,
        }
    }
    let after = system::status(server.id(), "VmRSS") / 1024;
    let seen = witness.finish();
    assert!(idle.len() >= wanted.min(20_000), "{} of {wanted}", idle.len());
    // The oldest and the newest are still good.
    let last = idle.len() - 1;
    for at in [0, last / 2, last] {
        assert!(again(&mut idle[at], "/healthz").is_some(), "connection {at}");
    }
    let number = idle.len();
    drop(idle);
    let recovery = block_on(until_async("their sockets are gone", async || system::open_files(server.id()) < 300));
    block_on(static_pages_are_served(&url));
    report::line(
        &format!("{number} idle keep-alive connections"),
        &format!(
            "{seen}; memory {before} to {after} MiB, {:.1} KiB for each",
            (after - before) as f64 * 1024.0 / number as f64
        ),
        "nothing",
        Some(recovery),
    );
}

#[test]
fn out_of_file_descriptors() {
    let folder = tempfile::tempdir().unwrap();
    let limit = 120;
    let option = format!("--nofile={limit}:{limit}");
    let command = system::under(&["prlimit", &option], &vestibule(folder.path(), &[("KEEP_ALIVE", "3600")], &[]));
    let server = Server::start_by(command);
    let (url, address) = (server.url.clone(), server.url.trim_start_matches("http://").to_owned());
    block_on(async {
        let owner = Owner::sign_in(&url, "olive").await;
        // The kernel takes what the server does not accept yet, up to some length of the queue.
        let crowd: Vec<TcpStream> = (0..200)
            .map(|_| {
                let mut stream = TcpStream::connect(&address).unwrap();
                stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
                stream
            })
            .collect();
        until_async("it has no file left", async || system::open_files(server.id()) >= limit - 1).await;
        // A connection from before goes on: what needs a file more is refused honestly.
        for request in [Request::get("/login"), Request::get("/"), Request::get("/auth/current_user")] {
            let answer = owner.client.send(&url, &request).await.expect("its connection is open");
            if answer.status != 200 {
                is_honest(&request, &answer);
            }
        }
        let (begun, used) = (Instant::now(), system::processor_time(server.id()));
        tokio::time::sleep(Duration::from_secs(3)).await;
        let share = (system::processor_time(server.id()) - used) / begun.elapsed().as_secs_f64();
        assert!(share < 0.5, "it spins: {share:.2} of a processor while nothing can be done");
        drop(crowd);
        let recovery = until_async("new clients are served", async || {
            crate::client::Client::new()
                .send(&url, &Request::get("/login"))
                .await
                .is_some_and(|answer| answer.status == 200)
        })
        .await;
        assert!(owner.is_logged_in(&url).await);
        assert_eq!(owner.log_in(&url).await.status, 303);
        report::line(
            &format!("out of file descriptors (limit {limit}, 200 clients)"),
            &format!("open connections go on; the loop that accepts rests ({:.0} % of a processor)", share * 100.0),
            "nothing",
            Some(recovery),
        );
    });
}

/// Nobody else has processes as this user, which the limit would count.
const USER: u32 = system::UNPRIVILEGED + 1;

/// By that user: root may be without the right to change what others have (`CAP_SYS_RESOURCE`).
fn set_limit(id: u32, limit: u64) {
    let (user, id, option) = (USER.to_string(), id.to_string(), format!("--nproc={limit}:4096"));
    let as_user = ["--reuid", &user, "--regid", &user, "--clear-groups", "prlimit", "--pid", &id, &option];
    system::must("setpriv", &as_user);
}

#[test]
fn out_of_threads() {
    if !system::is_root() {
        return report::left_out("out of threads", "the limit is one of a user, and only root becomes another one");
    }
    let folder = tempfile::tempdir().unwrap();
    let binary = system::for_user(folder.path(), USER);
    let start = |limit: u64| {
        let mut own = Command::new(&binary);
        let model = vestibule(folder.path(), &[("LIMIT_LOGIN_NETWORK", "0")], &[]);
        own.env_clear().current_dir(folder.path());
        own.envs(model.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let option = format!("--nproc={limit}:4096");
        let user = USER.to_string();
        let user = user.as_str();
        let wrapper = ["prlimit", &option, "setpriv", "--reuid", user, "--regid", user, "--clear-groups"];
        Server::start_by(system::under(&wrapper, &own))
    };
    let idle = {
        let server = start(4096);
        // Once it answers, it has them all.
        let asked = crate::client::Client::new();
        let is_served = async || asked.send(&server.url, &Request::get("/healthz")).await.is_some();
        block_on(until_async("it answers", is_served));
        system::lasting_threads(server.id())
    };
    block_on(async {
        let mut said = Vec::new();
        for spare in [0, 1, 3] {
            let server = start(idle + spare);
            let url = server.url.as_str();
            let registered = Owner::try_sign_in(url, &format!("olive{spare}")).await;
            if registered.is_none() {
                // Then nothing of it is half done: after the limit it can be done.
                set_limit(server.id(), 4096);
            }
            let name = if registered.is_some() { format!("other{spare}") } else { format!("olive{spare}") };
            let owner = match registered {
                Some(owner) => owner,
                None => Owner::sign_in(url, &name).await,
            };
            set_limit(server.id(), idle + spare);
            let logins = join_all((0..40).map(|_| owner.log_in(url))).await;
            let served = logins.iter().filter(|answer| answer.status == 303).count();
            for answer in logins.iter().filter(|answer| answer.status != 303) {
                assert_eq!(answer.status, 503, "{}", answer.body);
                assert!(answer.retry_after.is_some(), "{}", answer.body);
            }
            static_pages_are_served(url).await;
            set_limit(server.id(), 4096);
            until_async("logins go on by themselves", async || owner.log_in(url).await.status == 303).await;
            assert!(owner.is_logged_in(url).await);
            said.push(format!("{served} of 40 with {spare} to spare"));
        }
        report::line(
            &format!("out of threads (RLIMIT_NPROC at {idle} and a few more)"),
            &format!("logins at once: {}; the others 503 with Retry-After", said.join(", ")),
            "nothing",
            None,
        );
    });
}
