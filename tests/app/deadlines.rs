//! Clients that send slowly, over real sockets: what they may take, what they are told, and that nobody else waits for them.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::harness::App;
use crate::harness::waiting::until_here;
use crate::harness::wire::status;

/// Sends the start at once, and then a byte now and then for as long as the other side takes it. Returns everything that came back
/// until the connection closed.
fn drip(address: &str, start: &[u8]) -> String {
    drip_on(TcpStream::connect(address.trim_start_matches("http://")).unwrap(), start)
}

fn drip_on(mut stream: TcpStream, start: &[u8]) -> String {
    stream.write_all(start).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => answer.extend_from_slice(&buffer[..n]),
            Err(cause) if matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                // It may have closed its side in between, with an answer that is still to be read.
                let _ = stream.write_all(b"x");
            }
            Err(cause) if cause.kind() == ErrorKind::ConnectionReset => break,
            Err(cause) => panic!("{cause}"),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_head_that_does_not_end_ends_the_connection() {
    App::test_with(&["--request-head-timeout=1", "--keep-alive=300"], async |app| {
        for start in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
            let (address, start) = (app.url.clone(), start.as_bytes().to_vec());
            let dripping = tokio::task::spawn_blocking(move || drip(&address, &start));
            assert_eq!(app.browser().get("/login").await.status, 200, "nobody waits for it");
            let answer = dripping.await.unwrap();
            assert!(answer.is_empty() || status(&answer) == 408, "{answer}");
        }
    });
}

/// Reads one answer with its body, where it says how long that is.
fn one_answer(stream: &mut TcpStream) -> String {
    let (mut answer, mut buffer) = (Vec::new(), [0; 65_536]);
    loop {
        let read = stream.read(&mut buffer).expect("an answer");
        assert!(read > 0, "it was closed: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if length.is_none_or(|length: usize| body.len() >= length) {
            return text.into_owned();
        }
    }
}

#[test]
fn a_later_head_that_does_not_end_ends_the_connection() {
    App::test_with(&["--request-head-timeout=1", "--keep-alive=300"], async |app| {
        let post =
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        let get = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        for before in [vec![get], vec![post], vec![get, post, get]] {
            for start in ["G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
                let (address, before) = (app.url.trim_start_matches("http://").to_owned(), before.clone());
                let dripping = tokio::task::spawn_blocking(move || {
                    let mut stream = TcpStream::connect(address).unwrap();
                    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
                    for request in before {
                        stream.write_all(request.as_bytes()).unwrap();
                        one_answer(&mut stream);
                    }
                    drip_on(stream, start.as_bytes())
                });
                assert_eq!(app.browser().get("/login").await.status, 200, "nobody waits for it");
                assert_eq!(dripping.await.unwrap(), "", "{start}");
            }
        }
    });
}

#[test]
fn a_connection_whose_heads_come_in_time_is_kept() {
    App::test_with(&["--request-head-timeout=12", "--keep-alive=300"], async |app| {
        let address = app.url.trim_start_matches("http://").to_owned();
        let statuses = tokio::task::spawn_blocking(move || {
            let pause = || std::thread::sleep(Duration::from_secs(2));
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            (0..2)
                .map(|_| {
                    // A head in two parts, a body after that, and a rest: each is shorter than the deadline, and all together are not.
                    for part in [
                        "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: appli",
                        "cation/json\r\nContent-Length: 2\r\n\r\n",
                        "{}",
                    ] {
                        stream.write_all(part.as_bytes()).unwrap();
                        pause();
                    }
                    let answered = status(&one_answer(&mut stream));
                    pause();
                    answered
                })
                .collect::<Vec<_>>()
        });
        assert_eq!(statuses.await.unwrap(), [400, 400]);
    });
}

#[test]
fn an_answer_that_nobody_takes_keeps_no_connection() {
    App::test_with(&["--request-head-timeout=1", "--keep-alive=1"], async |app| {
        let address = app.url.trim_start_matches("http://").to_owned();
        let asking = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            // More than the kernel holds at both ends.
            let one = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
            stream.write_all(one.repeat(400).as_bytes()).unwrap();
            stream.set_write_timeout(Some(Duration::from_millis(50))).unwrap();
            until_here("the server gives the connection up", || match stream.write(b"G") {
                Ok(_) => false,
                Err(cause) => !matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
            });
        });
        assert_eq!(app.browser().get("/login").await.status, 200, "nobody waits for it");
        asking.await.unwrap();
    });
}

#[test]
fn a_body_that_does_not_end_is_answered_at_every_door() {
    App::test_with(&["--request-body-timeout=1"], async |app| {
        let form = "application/x-www-form-urlencoded";
        for (path, kind) in
            [("/login", form), ("/auth/login", "application/json"), ("/api/auth/login", "application/json")]
        {
            let head =
                format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 60000\r\n\r\n");
            let address = app.url.clone();
            let dripping = tokio::task::spawn_blocking(move || drip(&address, head.as_bytes()));
            assert_eq!(app.browser().get("/login").await.status, 200, "nobody waits for it");
            let answer = dripping.await.unwrap();
            assert_eq!(status(&answer), 408, "{path}: {answer}");
        }
        assert_eq!(app.events(), Vec::<String>::new(), "nothing has happened");
    });
}

#[test]
fn a_body_that_nobody_reads_keeps_no_connection_either() {
    App::test_with(&["--request-body-timeout=1"], async |app| {
        for path in ["/nowhere", "/healthz", "/logout"] {
            let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
            let address = app.url.clone();
            let answer = tokio::task::spawn_blocking(move || drip(&address, head.as_bytes())).await.unwrap();
            assert!((300..500).contains(&status(&answer)), "{path}: {answer}");
        }
    });
}

#[test]
fn a_chunked_body_that_nobody_reads_to_its_end_keeps_no_connection() {
    App::test_with(&["--keep-alive=300"], async |app| {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        let large = format!("10001\r\n{}\r\n", "a".repeat(65_537));
        for (path, kind, chunk) in
            [("/nowhere", "", "1\r\na\r\n"), ("/logout", "", "1\r\na\r\n"), ("/login", form, large.as_str())]
        {
            let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\n{kind}Transfer-Encoding: chunked\r\n\r\n{chunk}");
            let address = app.url.trim_start_matches("http://").to_owned();
            let answer = tokio::task::spawn_blocking(move || {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
                stream.write_all(head.as_bytes()).unwrap();
                let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
                loop {
                    match stream.read(&mut buffer) {
                        Ok(0) => return String::from_utf8_lossy(&answer).into_owned(),
                        Ok(read) => answer.extend_from_slice(&buffer[..read]),
                        Err(cause) if cause.kind() == ErrorKind::ConnectionReset => {
                            return String::from_utf8_lossy(&answer).into_owned();
                        }
                        Err(cause) => panic!("it is not closed: {cause}"),
                    }
                }
            });
            let answer = answer.await.unwrap();
            assert!((300..500).contains(&status(&answer)), "{path}: {answer}");
        }
        // One that was read to its end keeps its connection.
        let json = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        let whole = format!("POST /auth/login HTTP/1.1\r\nHost: x\r\n{json}");
        let address = app.url.trim_start_matches("http://").to_owned();
        let answers = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            (0..2)
                .map(|_| {
                    stream.write_all(whole.as_bytes()).unwrap();
                    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
                    while !answer.ends_with(b"}") {
                        let read = stream.read(&mut buffer).unwrap();
                        assert!(read > 0, "it was closed: {}", String::from_utf8_lossy(&answer));
                        answer.extend_from_slice(&buffer[..read]);
                    }
                    status(&String::from_utf8_lossy(&answer))
                })
                .collect::<Vec<_>>()
        });
        assert_eq!(answers.await.unwrap(), [400, 400]);
    });
}
