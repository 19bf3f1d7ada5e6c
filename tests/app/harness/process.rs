//! The real binary as a child process, for what only a process shows: its first line, its logs, its exit code.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The host and the port of a pooler in transaction mode in front of the server, if the tests are to go through one.
pub fn pooler() -> Option<String> {
    std::env::var("TEST_POOLER").ok()
}

/// What `DATABASE_POOLER` has to be for this address.
pub fn pooler_of(database_url: &str) -> &'static str {
    match pooler() {
        Some(pooler) if database_url.contains(&pooler) => "transaction",
        _ => "none",
    }
}

/// The binary with these variables and no others, in a folder of its own.
pub fn vestibule(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut all = BTreeMap::from([("PORT", "0"), ("BCRYPT_COST", "4")]);
    if let Some((_, url)) = variables.iter().find(|(name, _)| *name == "DATABASE_URL") {
        all.insert("DATABASE_POOLER", pooler_of(url));
    }
    all.extend(variables.iter().copied());
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    // Where pg_dump is.
    let path = std::env::var_os("PATH").map(|path| ("PATH", path));
    command.args(arguments).env_clear().envs(path).envs(all).current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs a command that is expected to end by itself.
pub fn run(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = vestibule(folder, variables, arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    // It may have started to serve instead, and would never end.
    for _ in 0..600 {
        if child.try_wait().expect("a child").is_some() {
            return child.wait_with_output().expect("its output");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().expect("it runs");
    panic!("it did not end: {:?}", child.wait_with_output());
}

/// A refusal to start: not 0, and one sentence on standard error that holds all of these words.
pub fn assert_refused(output: &Output, words: &[&str]) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(1..=5)), "{errors}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
    assert!(errors.starts_with("vestibule: "), "{errors}");
    for word in words {
        assert!(errors.contains(word), "{word}: {errors}");
    }
    for noise in ["panicked", "backtrace", "Error {", "Err(", ".rs:"] {
        assert!(!errors.contains(noise), "{noise}: {errors}");
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    /// What it printed when it was ready.
    pub first_line: String,
    /// Where it answers.
    pub url: String,
    log: mpsc::Receiver<String>,
}

impl Server {
    /// Starts it and waits for its line.
    pub fn start(folder: &Path, variables: &[(&str, &str)]) -> Server {
        Server::start_by(vestibule(folder, variables, &[]))
    }

    /// The same by a command that may change something before it becomes the server.
    pub fn start_by(mut command: Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut stderr = child.stderr.take().expect("piped");
        let (sender, log) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first_line).expect("text");
        let url = first_line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned);
        let Some(url) = url else {
            let _ = child.wait();
            panic!("it did not start: {}", log.recv().unwrap_or_default());
        };
        Server { child, first_line, url, log }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without a warning (SIGKILL), and waits until it is gone.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it runs");
        self.end().1
    }

    /// Asks it to go.
    pub fn terminate(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("it runs");
    }

    /// Asks it to go at once.
    pub fn interrupt(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).expect("it runs");
    }

    /// Waits for its end: the exit code, and everything it logged.
    pub fn end(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().expect("it ends").code();
        (code, self.log.recv_timeout(Duration::from_secs(60)).expect("its log ends with it"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A blocking runtime for the few requests that these tests send.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}
