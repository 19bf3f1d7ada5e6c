//! A mail server that takes what it is sent. It can be told to take no answer back: the email has arrived, and the sender does not
//! learn it. A refused or interrupted email is not kept.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An email that was taken.
#[derive(Clone, Debug)]
pub struct Email {
    pub id: String,
    pub to: String,
    pub text: String,
}

/// The server.
pub struct Mailbox {
    pub port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    taken: Mutex<Vec<Email>>,
    holds: AtomicBool,
    held: AtomicUsize,
}

impl Mailbox {
    /// Starts it; it lives as long as the tests.
    pub fn start() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mailbox = Mailbox { port: listener.local_addr().unwrap().port(), shared: Arc::default() };
        let shared = Arc::clone(&mailbox.shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || drop(converse(&stream, &shared)));
            }
        });
        mailbox
    }

    /// What was taken so far.
    pub fn emails(&self) -> Vec<Email> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// Those to one address.
    pub fn to(&self, address: &str) -> Vec<Email> {
        self.emails().into_iter().filter(|email| email.to == address).collect()
    }

    /// From now on it answers no email that has come, until it is told to go on.
    pub fn hold(&self, holds: bool) {
        self.shared.holds.store(holds, Ordering::SeqCst);
    }

    /// How many senders wait for such an answer.
    pub fn held(&self) -> usize {
        self.shared.held.load(Ordering::SeqCst)
    }
}

fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    writer.write_all(b"220 test ESMTP\r\n")?;
    let mut to = String::new();
    loop {
        let mut command = String::new();
        if reader.read_line(&mut command)? == 0 {
            return Ok(());
        }
        let answer = match command.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "RCPT" => {
                to = command.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                "250 Ok"
            }
            "DATA" => {
                writer.write_all(b"354 Go on\r\n")?;
                let mut mail = Vec::new();
                while !mail.ends_with(b"\r\n.\r\n") {
                    if reader.read_until(b'\n', &mut mail)? == 0 {
                        return Ok(());
                    }
                }
                if shared.holds.load(Ordering::SeqCst) {
                    shared.held.fetch_add(1, Ordering::SeqCst);
                    while shared.holds.load(Ordering::SeqCst) && is_there(stream) {
                        std::thread::sleep(Duration::from_millis(10));
                    }
                    shared.held.fetch_sub(1, Ordering::SeqCst);
                    if !is_there(stream) {
                        return Ok(());
                    }
                }
                let text = String::from_utf8_lossy(&mail).into_owned();
                let header = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
                let id = header.expect("every email of ours has one").trim().to_owned();
                // Kept before it is acknowledged, as mail servers do.
                shared.taken.lock().unwrap().push(Email { id, to: to.clone(), text });
                "250 Taken"
            }
            "QUIT" => return writer.write_all(b"221 Bye\r\n"),
            _ => "250 Ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

/// Whether the sender still waits.
fn is_there(stream: &TcpStream) -> bool {
    let waited = stream.set_nonblocking(true).and_then(|()| stream.peek(&mut [0]));
    let _ = stream.set_nonblocking(false);
    !matches!(waited, Ok(0)) && waited.err().is_none_or(|cause| cause.kind() == io::ErrorKind::WouldBlock)
}
