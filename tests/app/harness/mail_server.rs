//! A mail server that does what a test tells it: accept, refuse, stay silent, or die at the worst moment.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

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
    /// Takes the whole mail and answers with this.
    RefusingAfterData(&'static str),
    /// Hangs up in the middle of the mail.
    CuttingData,
    /// Greets with this and hangs up.
    Absurd(&'static [u8]),
    /// Greets with a line of 256 MiB that never ends.
    Endless,
    /// Answers AUTH with 535.
    WrongPassword,
    /// Offers STARTTLS, and then speaks no TLS.
    LyingAboutTls,
    /// Greets a second connection with 421 while there is one.
    OneConnection,
    /// Answers the second email on a connection with 421.
    OneEmailPerConnection,
}

#[derive(Default)]
struct Seen {
    mails: Vec<Vec<u8>>,
    commands: Vec<String>,
    connections: usize,
    open: usize,
    spoilt: usize,
}

pub struct MailServer {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    seen: Arc<Mutex<Seen>>,
}

/// How it speaks TLS, if it does.
#[derive(Clone)]
enum Tls {
    None,
    /// After STARTTLS.
    Offered(Arc<ServerConfig>),
    /// From the first byte.
    Implicit(Arc<ServerConfig>),
}

impl MailServer {
    pub fn start(mood: Mood) -> MailServer {
        MailServer::start_with(mood, Tls::None)
    }

    /// Offers STARTTLS.
    pub fn start_with_starttls(certificate: Arc<ServerConfig>) -> MailServer {
        MailServer::start_with(Mood::Good, Tls::Offered(certificate))
    }

    /// Speaks TLS from the first byte.
    pub fn start_with_tls(certificate: Arc<ServerConfig>) -> MailServer {
        MailServer::start_with(Mood::Good, Tls::Implicit(certificate))
    }

    /// On a port that others know already.
    pub fn start_at(port: u16, mood: Mood) -> MailServer {
        MailServer::listen(port, mood, Tls::None)
    }

    fn start_with(mood: Mood, tls: Tls) -> MailServer {
        MailServer::listen(0, mood, tls)
    }

    fn listen(port: u16, mood: Mood, tls: Tls) -> MailServer {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = MailServer { port, mood: Arc::new(Mutex::new(mood)), seen: Arc::default() };
        let (mood, seen) = (Arc::clone(&server.mood), Arc::clone(&server.seen));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (mood, seen, tls) = (Arc::clone(&mood), Arc::clone(&seen), tls.clone());
                std::thread::spawn(move || {
                    let _ = converse(stream, &tls, &mood, &seen);
                    seen.lock().unwrap().open -= 1;
                });
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

    /// How many connections there have been.
    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// How many mails it has refused, dropped or lost while it was in a bad mood.
    pub fn spoilt(&self) -> usize {
        self.seen.lock().unwrap().spoilt
    }

    /// How many connections there are now.
    pub fn open(&self) -> usize {
        self.seen.lock().unwrap().open
    }
}

trait Line: Read + Write {}
impl<T: Read + Write> Line for T {}

fn encrypted(stream: TcpStream, config: &Arc<ServerConfig>) -> BufReader<Box<dyn Line>> {
    let connection = ServerConnection::new(Arc::clone(config)).expect("TLS");
    BufReader::new(Box::new(StreamOwned::new(connection, stream)))
}

fn converse(stream: TcpStream, tls: &Tls, mood: &Mutex<Mood>, seen: &Mutex<Seen>) -> io::Result<()> {
    let now = || *mood.lock().unwrap();
    let open = {
        let mut seen = seen.lock().unwrap();
        (seen.connections, seen.open) = (seen.connections + 1, seen.open + 1);
        seen.open
    };
    let spoil = || seen.lock().unwrap().spoilt += 1;
    if now() == Mood::Silent {
        while now() == Mood::Silent {
            std::thread::sleep(Duration::from_millis(5));
        }
        return Ok(());
    }
    if let Mood::Absurd(greeting) = now() {
        spoil();
        return (&stream).write_all(greeting);
    }
    if now() == Mood::Endless {
        let piece = vec![b'x'; 1 << 20];
        let written = (0..256).try_for_each(|_| (&stream).write_all(&piece));
        spoil();
        return written;
    }
    let bare = stream.try_clone()?;
    let (mut line, mut offers_tls) = match tls {
        Tls::Implicit(config) => (encrypted(stream, config), false),
        Tls::None => (BufReader::new(Box::new(stream) as Box<dyn Line>), now() == Mood::LyingAboutTls),
        Tls::Offered(_) => (BufReader::new(Box::new(stream) as Box<dyn Line>), true),
    };
    if now() == Mood::OneConnection && open > 1 {
        return line.get_mut().write_all(b"421 4.7.0 Too many connections\r\n");
    }
    line.get_mut().write_all(b"220 test ESMTP\r\n")?;
    let mut emails = 0;
    loop {
        let mut command = String::new();
        if line.read_line(&mut command)? == 0 {
            return Ok(());
        }
        seen.lock().unwrap().commands.push(command.trim_end().to_owned());
        let answer = match command.split_whitespace().next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" if offers_tls => "250-test\r\n250-STARTTLS\r\n250 8BITMIME",
            "EHLO" => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            "AUTH" if now() == Mood::WrongPassword => "535 5.7.8 Who are you",
            "AUTH" => "235 2.7.0 Welcome",
            "STARTTLS" => match tls {
                Tls::Offered(config) => {
                    line.get_mut().write_all(b"220 2.0.0 Go on\r\n")?;
                    (line, offers_tls) = (encrypted(bare.try_clone()?, config), false);
                    continue;
                }
                _ => "220 2.0.0 Go on\r\nthis is no TLS",
            },
            "MAIL" if now() == Mood::OneEmailPerConnection && emails > 0 => {
                return line.get_mut().write_all(b"421 4.7.0 That was enough\r\n");
            }
            "RCPT" => match now() {
                Mood::Refusing(answer) => {
                    spoil();
                    answer
                }
                _ => "250 2.1.5 Ok",
            },
            "DATA" => {
                line.get_mut().write_all(b"354 Go on\r\n")?;
                let mut mail = Vec::new();
                while !mail.ends_with(b"\r\n.\r\n") {
                    let is_cut = now() == Mood::CuttingData && mail.len() > 200;
                    if is_cut {
                        spoil();
                    }
                    if is_cut || line.read_until(b'\n', &mut mail)? == 0 {
                        return Ok(());
                    }
                }
                if let Mood::RefusingAfterData(answer) = now() {
                    spoil();
                    line.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
                    continue;
                }
                mail.truncate(mail.len() - 3);
                emails += 1;
                seen.lock().unwrap().mails.push(mail);
                if now() == Mood::DyingAfterData {
                    spoil();
                    return Ok(());
                }
                "250 2.0.0 Taken"
            }
            "QUIT" => {
                return line.get_mut().write_all(b"221 2.0.0 Bye\r\n");
            }
            _ => "250 2.0.0 Ok",
        };
        line.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
    }
}
