//! A line to the application on which answers to forms wait, until the page has asked for something else as well.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

pub struct SlowLine {
    /// Where the application answers over this line.
    pub url: String,
    state: Arc<State>,
}

struct State {
    /// What lets the answers pass, once it stands in a request.
    sign: &'static str,
    may_pass: Mutex<bool>,
    changed: Condvar,
    forms: AtomicUsize,
}

impl SlowLine {
    /// To the application at this address. Its threads end with the tests' process.
    pub fn to(app: &str, sign: &'static str) -> SlowLine {
        let server = app.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (may_pass, changed) = (Mutex::new(false), Condvar::new());
        let state = Arc::new(State { sign, may_pass, changed, forms: AtomicUsize::new(0) });
        let line = SlowLine { url, state: Arc::clone(&state) };
        std::thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(&server) else { return };
                let (to_server, to_browser) = (server.try_clone(), browser.try_clone());
                let (to_server, to_browser) = (to_server.expect("a stream"), to_browser.expect("a stream"));
                let (asking, answering) = (Arc::clone(&state), Arc::clone(&state));
                let is_form = Arc::new(Mutex::new(false));
                let is_answer_to_form = Arc::clone(&is_form);
                std::thread::spawn(move || carry(browser, to_server, |request| asking.note(request, &is_form)));
                std::thread::spawn(move || carry(server, to_browser, |_| answering.hold(&is_answer_to_form)));
            }
        });
        line
    }

    /// How many forms were sent.
    pub fn forms(&self) -> usize {
        self.state.forms.load(Ordering::SeqCst)
    }
}

impl State {
    /// The head of a browser's request comes in one piece, its body perhaps in another.
    fn note(&self, request: &[u8], is_form: &Mutex<bool>) {
        let is_post = request.starts_with(b"POST ");
        if is_post || request.starts_with(b"GET ") {
            *is_form.lock().expect("nobody panicked") = is_post;
        }
        self.forms.fetch_add(usize::from(is_post), Ordering::SeqCst);
        if String::from_utf8_lossy(request).contains(self.sign) {
            *self.may_pass.lock().expect("nobody panicked") = true;
            self.changed.notify_all();
        }
    }

    fn hold(&self, is_form: &Mutex<bool>) {
        if *is_form.lock().expect("nobody panicked") {
            let may_pass = self.may_pass.lock().expect("nobody panicked");
            let waited = self.changed.wait_timeout_while(may_pass, Duration::from_secs(60), |may_pass| !*may_pass);
            drop(waited.expect("nobody panicked"));
        }
    }
}

/// Carries bytes to the end of the stream, each piece once it was inspected.
fn carry(mut from: TcpStream, mut to: TcpStream, inspect: impl Fn(&[u8])) {
    let mut buffer = [0; 16_384];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        inspect(&buffer[..read]);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}
