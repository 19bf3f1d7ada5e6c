//! A mail server that does what a test tells it: good, refusing, silent, or dying at the worst moment.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it does with the next mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Good,
    /// Answers RCPT with this.
    Refusing(&'static str),
    /// Accepts the connection and says nothing, until the mood changes: then it hangs up.
    Silent,
    /// Takes the whole mail and dies before it says so.
    DyingAfterData,
    /// Answers AUTH with 535.
    WrongPassword,
    /// Offers STARTTLS, and then speaks no TLS.
    LyingAboutTls,
}

#[derive(Default)]
struct Seen {
    mails: Vec<Vec<u8>>,
    commands: Vec<String>,
    connections: usize,
}

pub struct MailServer {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    seen: Arc<Mutex<Seen>>,
}

impl MailServer {
    pub fn start(mood: Mood) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = MailServer { port, mood: Arc::new(Mutex::new(mood)), seen: Arc::default() };
        let (mood, seen) = (Arc::clone(&server.mood), Arc::clone(&server.seen));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (mood, seen) = (Arc::clone(&mood), Arc::clone(&seen));
                std::thread::spawn(move || converse(&stream, &mood, &seen));
            }
        });
        server
    }

    /// As `--mail-url` takes it.
    pub fn flag(&self, credentials: &str, query: &str) -> String {
        format!("--mail-url=smtp://{credentials}127.0.0.1:{}{query}", self.port)
    }

    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// The mails that were taken, as they came over the wire.
    pub fn mails(&self) -> Vec<Vec<u8>> {
        self.seen.lock().unwrap().mails.clone()
    }

    /// Every line that was said to it, mails left out.
    pub fn commands(&self) -> Vec<String> {
        self.seen.lock().unwrap().commands.clone()
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }
}

fn converse(stream: &TcpStream, mood: &Mutex<Mood>, seen: &Mutex<Seen>) -> io::Result<()> {
    let now = || *mood.lock().unwrap();
    seen.lock().unwrap().connections += 1;
    if now() == Mood::Silent {
        while now() == Mood::Silent {
            std::thread::sleep(Duration::from_millis(5));
        }
        return Ok(());
    }
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    out.write_all(b"220 test ESMTP\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        seen.lock().unwrap().commands.push(line.trim_end().to_owned());
        let answer = match line.split_whitespace().next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" if now() == Mood::LyingAboutTls => "250-test\r\n250-STARTTLS\r\n250 8BITMIME",
            "EHLO" => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            "AUTH" if now() == Mood::WrongPassword => "535 5.7.8 Who are you",
            "AUTH" => "235 2.7.0 Welcome",
            "STARTTLS" => "220 2.0.0 Go on\r\nthis is no TLS",
            "RCPT" => match now() {
                Mood::Refusing(answer) => answer,
                _ => "250 2.1.5 Ok",
            },
            "DATA" => {
                out.write_all(b"354 Go on\r\n")?;
                let mut mail = Vec::new();
                while !mail.ends_with(b"\r\n.\r\n") {
                    if lines.read_until(b'\n', &mut mail)? == 0 {
                        return Ok(());
                    }
                }
                mail.truncate(mail.len() - 3);
                seen.lock().unwrap().mails.push(mail);
                if now() == Mood::DyingAfterData {
                    return Ok(());
                }
                "250 2.0.0 Taken"
            }
            "QUIT" => {
                return out.write_all(b"221 2.0.0 Bye\r\n");
            }
            _ => "250 2.0.0 Ok",
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}
