//! The way between two programs, which a test cuts, stops or slows down.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Line {
    Open,
    /// Nothing comes through, and nobody says so.
    Silent,
    /// Everybody is turned away, and what was open is closed.
    Refused,
    /// Each piece comes that late.
    Late(Duration),
    /// Each connection breaks once so many bytes have come back on it since this was set.
    Cut(usize),
}

type State = (Mutex<(Line, u64)>, Condvar);

pub struct Cable {
    state: Arc<State>,
    pub address: SocketAddr,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    There,
    Back,
}

impl Cable {
    pub fn to(server: SocketAddr) -> Cable {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new((Mutex::new((Line::Open, 0)), Condvar::new()));
        let own: Arc<State> = Arc::clone(&state);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // Whatever is behind it may be away.
                let Ok(server) = TcpStream::connect(server) else { continue };
                for (from, to, direction) in [(&client, &server, Direction::There), (&server, &client, Direction::Back)]
                {
                    let (from, to, state) = (from.try_clone().unwrap(), to.try_clone().unwrap(), Arc::clone(&own));
                    std::thread::spawn(move || carry(from, to, direction, &state));
                }
            }
        });
        Cable { state, address }
    }

    pub fn set(&self, line: Line) {
        let mut state = self.state.0.lock().unwrap();
        *state = (line, state.1 + 1);
        self.state.1.notify_all();
    }

    /// A URL that leads through it.
    pub fn through(&self, url: &str) -> String {
        let mut url = url::Url::parse(url).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(self.address.port())).unwrap();
        url.into()
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, direction: Direction, state: &State) {
    // So that a refusal also ends connections on which nobody says anything.
    from.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let _ = (from.set_nodelay(true), to.set_nodelay(true));
    let (mut buffer, mut carried, mut since) = ([0; 8192], 0, 0);
    loop {
        let got = from.read(&mut buffer);
        let (line, version) = *state.1.wait_while(state.0.lock().unwrap(), |(line, _)| *line == Line::Silent).unwrap();
        if since != version {
            (carried, since) = (0, version);
        }
        let goes_on = match got {
            _ if line == Line::Refused => false,
            Ok(0) => false,
            Ok(read) => {
                if let (Line::Late(late), Direction::Back) = (line, direction) {
                    std::thread::sleep(late);
                }
                let most = match (line, direction) {
                    (Line::Cut(after), Direction::Back) => after.saturating_sub(carried).min(read),
                    _ => read,
                };
                carried += read;
                to.write_all(&buffer[..most]).is_ok() && most == read
            }
            Err(cause) => matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        };
        if !goes_on {
            let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
            return;
        }
    }
}
