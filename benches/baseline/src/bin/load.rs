//! Sends one kind of request over keep-alive connections, each as soon as the answer before is there, checks every answer
//! and measures. One thread: it shares the machine with what it measures.
//!
//! ```text
//! load --url http://127.0.0.1:5000/ --connections 16 --seconds 2 --header 'Cookie: a=b' --expect 'Log out' --pid 4711
//! ```
//!
//! `{n}` in headers and body is the number of the request, `{line}` a line of the file `--lines`, in turn. `--warm-up` is
//! sent before and not counted. `--every` makes each connection wait until so many microseconds after its last request have
//! passed. The answer is one line of JSON; `cpu_us` is the processor time of `--pid` and its children for each request.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use baseline::{Arguments, needed, parsed, processor_time, refuse};
use memchr::memmem;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

/// The parts between placeholders, and what a request says.
struct Template {
    head: String,
    body: String,
    lines: Vec<String>,
}

impl Template {
    fn new(arguments: &Arguments, authority: &str, path: &str) -> Template {
        let method = arguments.text("method").unwrap_or("GET");
        let headers: String = arguments.all("header").iter().map(|header| format!("{header}\r\n")).collect();
        let lines = arguments.text("lines").map(|file| needed(file, std::fs::read_to_string(file)));
        Template {
            head: format!("{method} {path} HTTP/1.1\r\nHost: {authority}\r\n{headers}"),
            body: arguments.text("body").unwrap_or_default().to_owned(),
            lines: lines.iter().flat_map(|text| text.lines().map(str::to_owned)).collect(),
        }
    }

    fn request(&self, number: usize) -> Vec<u8> {
        let line = if self.lines.is_empty() { "" } else { &self.lines[number % self.lines.len()] };
        let filled = |text: &str| text.replace("{n}", &number.to_string()).replace("{line}", line);
        let (head, body) = (filled(&self.head), filled(&self.body));
        match body.len() {
            0 => format!("{head}\r\n"),
            length => format!("{head}Content-Length: {length}\r\n\r\n{body}"),
        }
        .into_bytes()
    }
}

/// What is known of an answer after its head.
struct Head {
    status: u16,
    body_at: usize,
    length: Option<usize>,
    chunked: bool,
    closes: bool,
}

fn head(answer: &[u8]) -> Option<Head> {
    let end = memmem::find(answer, b"\r\n\r\n")?;
    let text = needed("the head of an answer", std::str::from_utf8(&answer[..end]));
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.get(9..12)?.parse().ok());
    let status = status.unwrap_or_else(|| refuse("an answer without a status"));
    let mut head = Head { status, body_at: end + 4, length: None, chunked: false, closes: false };
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("content-length") {
            head.length = value.parse().ok();
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            head.chunked = value.eq_ignore_ascii_case("chunked");
        } else if name.eq_ignore_ascii_case("connection") {
            head.closes = value.eq_ignore_ascii_case("close");
        }
    }
    Some(head)
}

/// The body once it is complete. Without a length and chunks, it ends with the connection.
fn body(answer: &[u8], head: &Head, closed: bool) -> Option<Vec<u8>> {
    let rest = &answer[head.body_at..];
    if head.chunked {
        return unchunked(rest);
    }
    match head.length {
        Some(length) => rest.get(..length).map(<[u8]>::to_vec),
        None if matches!(head.status, 204 | 304) => Some(Vec::new()),
        None => closed.then(|| rest.to_vec()),
    }
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = memmem::find(rest, b"\r\n")?;
        let size = std::str::from_utf8(&rest[..line]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.unwrap_or_else(|| refuse("a chunk without a size"));
        let chunk = rest.get(line + 2..line + 2 + size + 2)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&chunk[..size]);
        rest = &rest[line + 2 + size + 2..];
    }
}

struct Connection {
    stream: Option<TcpStream>,
    unsent: Vec<u8>,
    answer: Vec<u8>,
    started: Instant,
    /// Whether it waits for an answer.
    waits: bool,
    next_at: Instant,
}

#[derive(Default)]
struct Counts {
    latencies: Vec<u32>,
    bytes: usize,
    statuses: BTreeMap<u16, usize>,
    wrong: usize,
    no_answer: usize,
}

struct Load {
    poll: Poll,
    address: SocketAddr,
    template: Template,
    expected: Vec<u16>,
    expected_text: Option<String>,
    every: Option<Duration>,
    connections: Vec<Connection>,
    number: usize,
    counts: Counts,
}

impl Load {
    fn begin(&mut self, index: usize, now: Instant) {
        let request = self.template.request(self.number);
        self.number += 1;
        let connection = &mut self.connections[index];
        connection.started = now;
        connection.waits = true;
        connection.unsent = request;
        connection.answer.clear();
        if let Some(every) = self.every {
            connection.next_at = now + every;
        }
        if connection.stream.is_none() {
            let mut stream = needed("a socket", TcpStream::connect(self.address));
            let interest = Interest::READABLE | Interest::WRITABLE;
            needed("waiting for a socket", self.poll.registry().register(&mut stream, Token(index), interest));
            let _ = stream.set_nodelay(true);
            // It is written to as soon as the kernel says that it is connected.
            connection.stream = Some(stream);
        } else {
            self.send(index);
        }
    }

    fn send(&mut self, index: usize) {
        let Connection { stream, unsent, .. } = &mut self.connections[index];
        let Some(stream) = stream else { return };
        while !unsent.is_empty() {
            match stream.write(unsent) {
                Ok(sent) => drop(unsent.drain(..sent)),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => return,
                Err(_) => return self.lose(index),
            }
        }
    }

    fn lose(&mut self, index: usize) {
        let connection = &mut self.connections[index];
        connection.stream = None;
        if connection.waits {
            connection.waits = false;
            self.counts.no_answer += 1;
        }
    }

    fn receive(&mut self, index: usize) {
        let mut buffer = [0; 65_536];
        let mut closed = false;
        loop {
            let Connection { stream: Some(stream), answer, .. } = &mut self.connections[index] else { return };
            match stream.read(&mut buffer) {
                Ok(0) => {
                    closed = true;
                    break;
                }
                Ok(read) => {
                    answer.extend_from_slice(&buffer[..read]);
                    if read < buffer.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => return self.lose(index),
            }
        }
        let connection = &mut self.connections[index];
        let complete = head(&connection.answer)
            .filter(|_| connection.waits)
            .and_then(|head| body(&connection.answer, &head, closed).map(|body| (head, body)));
        let Some((head, body)) = complete else {
            if closed {
                self.lose(index);
            }
            return;
        };
        connection.waits = false;
        if head.closes || closed {
            connection.stream = None;
        }
        let microseconds = u32::try_from(connection.started.elapsed().as_micros()).unwrap_or(u32::MAX);
        let counts = &mut self.counts;
        counts.latencies.push(microseconds);
        counts.bytes += connection.answer.len();
        *counts.statuses.entry(head.status).or_default() += 1;
        let text_is_there = self.expected_text.as_ref().is_none_or(|text| {
            memmem::find(&connection.answer[..head.body_at], text.as_bytes()).is_some()
                || memmem::find(&body, text.as_bytes()).is_some()
        });
        if !self.expected.contains(&head.status) || !text_is_there {
            counts.wrong += 1;
            if counts.wrong == 1 {
                eprintln!("an answer that was not expected: {}", String::from_utf8_lossy(&connection.answer));
            }
        }
    }

    /// Sends until `end`; with `last`, waits for the answers that are still to come.
    fn run_until(&mut self, end: Instant, last: bool) {
        let mut events = Events::with_capacity(1_024);
        loop {
            let now = Instant::now();
            let sends = now < end;
            if !sends && !(last && self.connections.iter().any(|connection| connection.waits)) {
                return;
            }
            let mut soonest = if sends { end } else { now + Duration::from_secs(1) };
            for index in 0..self.connections.len() {
                let connection = &self.connections[index];
                if sends && !connection.waits {
                    if connection.next_at <= now {
                        self.begin(index, now);
                    } else {
                        soonest = soonest.min(connection.next_at);
                    }
                }
            }
            let wait = soonest.saturating_duration_since(Instant::now());
            if let Err(error) = self.poll.poll(&mut events, Some(wait)) {
                assert!(error.kind() == ErrorKind::Interrupted, "{error}");
                continue;
            }
            for event in &events {
                let index = event.token().0;
                if event.is_writable() {
                    self.send(index);
                }
                if event.is_readable() || event.is_read_closed() || event.is_error() {
                    self.receive(index);
                }
            }
            if !sends && now > end + Duration::from_secs(30) {
                return;
            }
        }
    }
}

fn main() {
    let arguments = Arguments::read();
    let url = arguments.needed("url");
    let rest = url.strip_prefix("http://").unwrap_or_else(|| refuse(format!("--url {url}: has to start with http://")));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let now = Instant::now();
    let every = arguments.text("every").map(|_| Duration::from_micros(arguments.get("every", 0)));
    let count = arguments.get("connections", 16_usize);
    let connection = |index: usize| Connection {
        stream: None,
        unsent: Vec::new(),
        answer: Vec::new(),
        started: now,
        waits: false,
        // Spread over the time between requests, so that they don't all come at once.
        next_at: now
            + every.unwrap_or_default() * u32::try_from(index).unwrap_or(0) / u32::try_from(count).unwrap_or(1),
    };
    let mut load = Load {
        poll: needed("epoll", Poll::new()),
        address: parsed("url", authority),
        template: Template::new(&arguments, authority, path),
        expected: arguments.text("status").unwrap_or("200").split(',').map(|status| parsed("status", status)).collect(),
        expected_text: arguments.text("expect").map(str::to_owned),
        every,
        connections: (0..count).map(connection).collect(),
        number: arguments.get("first", 1),
        counts: Counts::default(),
    };
    let pid = arguments.text("pid");
    let used = || pid.map(processor_time);

    load.run_until(now + arguments.seconds("warm-up", 0.3), false);
    let wrong_before = load.counts.wrong;
    load.counts = Counts::default();
    let (before, start) = (used(), Instant::now());
    load.run_until(start + arguments.seconds("seconds", 2.0), false);
    let (after, seconds) = (used(), start.elapsed().as_secs_f64());
    let Counts { mut latencies, bytes, statuses, wrong, no_answer } = std::mem::take(&mut load.counts);
    load.run_until(Instant::now(), true);

    latencies.sort_unstable();
    let requests = latencies.len();
    let at = |share: f64| {
        latencies.get(((requests as f64 * share) as usize).min(requests.saturating_sub(1))).copied().unwrap_or(0)
    };
    let cpu = before.zip(after).map(|(before, after)| (after - before).as_micros() as f64 / requests as f64);
    let statuses: Vec<_> = statuses.iter().map(|(status, count)| format!("\"{status}\": {count}")).collect();
    println!(
        r#"{{"requests": {requests}, "rate": {}, "cpu_us": {}, "p50_us": {}, "p99_us": {}, "max_us": {}, "bytes": {}, "statuses": {{{}}}, "wrong": {}, "no_answer": {no_answer}}}"#,
        requests as f64 / seconds,
        cpu.filter(|cpu| cpu.is_finite()).map_or("null".to_owned(), |cpu| cpu.to_string()),
        at(0.5),
        at(0.99),
        at(1.0),
        bytes.checked_div(requests).unwrap_or(0),
        statuses.join(", "),
        wrong + wrong_before,
    );
}
