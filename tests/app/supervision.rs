//! What the server tells the program that started it, and what it says when it is asked how it is.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use crate::harness::process::{Server, run};

/// The next thing that is told, as systemd reads it.
fn told(listener: &UnixDatagram) -> String {
    let mut said = [0; 512];
    let length = listener.recv(&mut said).expect("something is told");
    String::from_utf8_lossy(&said[..length]).into_owned()
}

#[test]
fn systemd_hears_that_the_server_is_ready_that_it_is_well_and_that_it_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let listener = UnixDatagram::bind(&path).unwrap();
    listener.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let variables = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "300000"), ("HOST", "0.0.0.0")];
    let server = Server::start(folder.path(), &variables);
    assert_eq!(told(&listener), "READY=1");
    for _ in 0..3 {
        assert_eq!(told(&listener), "WATCHDOG=1");
    }
    server.terminate();
    while told(&listener) != "STOPPING=1" {}
    let (code, log) = server.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("route=\"/healthz\""), "the watchdog asks the server itself: {log}");
}

#[test]
fn a_watchdog_for_another_process_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let listener = UnixDatagram::bind(&path).unwrap();
    listener.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let variables = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "100000"), ("WATCHDOG_PID", "1")];
    let server = Server::start(folder.path(), &variables);
    assert_eq!(told(&listener), "READY=1");
    server.terminate();
    assert_eq!(told(&listener), "STOPPING=1");
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn health_asks_the_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let port = server.url.rsplit(':').next().unwrap().to_owned();
    let health = |arguments: &[&str]| run(folder.path(), &[("PORT", &port), ("HOST", "0.0.0.0")], arguments);
    let alive = health(&["health"]);
    assert_eq!((alive.status.code(), String::from_utf8_lossy(&alive.stdout).as_ref()), (Some(0), "alive\n"));
    assert_eq!(health(&["health", "--ready"]).status.code(), Some(0));
    drop(server);
    let gone = health(&["health"]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("does not answer"));
}
