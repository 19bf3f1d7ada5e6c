//! SIGTERM: what load balancers and clients see of a server that stops.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::harness::process::{Server, block_on};
use crate::harness::waiting::until_here;

fn ready(server: &Server) -> (u16, Value) {
    block_on(async {
        let answer = reqwest::get(format!("{}/readyz", server.url)).await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    })
}

#[test]
fn it_says_that_it_stops_and_serves_until_balancers_have_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("SHUTDOWN_DELAY", "300")]);
    assert_eq!(ready(&server).0, 200);
    server.terminate();
    until_here("it says that it stops", || ready(&server).0 != 200);
    let (status, report) = ready(&server);
    assert_eq!((status, &report["checks"]["server"]), (503, &Value::from("stopping")));
    assert_eq!(report["checks"]["database"], "ok");
    let page = block_on(reqwest::get(format!("{}/login", server.url))).unwrap();
    assert_eq!(page.status(), 200, "who comes now is served");
    // Whoever does not want to wait any more says so.
    server.interrupt();
    let (code, log) = server.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("asked to stop"), "{log}");
}

#[test]
fn an_idle_connection_delays_no_shutdown() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[("SHUTDOWN_TIMEOUT", "300"), ("KEEP_ALIVE", "300")]);
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"alive\n") {
        let mut buffer = [0; 1024];
        let n = stream.read(&mut buffer).unwrap();
        answer.extend_from_slice(&buffer[..n]);
    }
    server.terminate();
    assert_eq!(stream.read(&mut [0; 16]).unwrap(), 0, "it is closed, and nothing is sent on it");
    let (code, log) = server.end();
    assert_eq!(code, Some(0), "{log}");
}
