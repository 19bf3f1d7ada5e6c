//! A Vestibule process, as an operator starts it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::Duration;

use rustix::process::Signal;
use serde_json::Value;

use crate::processes::{bound_to_us, free_port, send, spawn};
use crate::until;

/// The binary that was built with these tests.
pub const THIS_VERSION: &str = env!("CARGO_BIN_EXE_vestibule");

/// The same program one version later: its source with one more migration, see `make_next_version` in scripts/test.
///
/// It is not the version before that these tests build, because that would be another program at every commit, with what was not
/// ready then; what has to hold is that *this* version serves while the next one has migrated the database under it.
pub fn next_version() -> PathBuf {
    std::env::var_os("NEXT_VESTIBULE")
        .map(PathBuf::from)
        .expect("run ./scripts/test cluster: it builds the next version")
}

/// One node.
pub struct Node {
    pub port: u16,
    folder: PathBuf,
    settings: Vec<(String, String)>,
    program: PathBuf,
    process: Option<Child>,
}

impl Node {
    /// Not started yet.
    pub fn new(folder: &Path, settings: &[(String, String)]) -> Node {
        let port = free_port();
        let folder = folder.join(format!("node-{port}"));
        fs::create_dir(&folder).unwrap();
        Node { port, folder, settings: settings.to_vec(), program: THIS_VERSION.into(), process: None }
    }

    /// From the next start on.
    pub fn use_version(&mut self, program: &Path) {
        self.program = program.to_owned();
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = bound_to_us("KILL", program);
        let settings = self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        command.env_clear().envs(settings).env("PORT", self.port.to_string()).env("PATH", "/usr/bin:/bin");
        command.current_dir(&self.folder);
        command
    }

    /// Starts it and does not wait.
    pub fn spawn(&mut self) {
        self.process = Some(spawn(self.command(&self.program), &self.folder.join("log")));
    }

    /// Starts it and waits until it says that it is ready.
    pub fn start(&mut self) {
        self.spawn();
        self.until_ready();
    }

    /// Waits until it says that it is ready.
    pub fn until_ready(&mut self) {
        until("a node is ready", || {
            let process = self.process.as_mut().expect("started");
            if let Some(status) = process.try_wait().unwrap() {
                panic!("a node did not start ({status}): {}", fs::read_to_string(self.folder.join("log")).unwrap());
            }
            self.ready().filter(|(status, _)| *status == 200).map(drop)
        });
    }

    /// What `/readyz` says, if anything answers.
    pub fn ready(&self) -> Option<(u16, Value)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split_whitespace().nth(1)?.parse().ok()?, serde_json::from_str(body).ok()?))
    }

    /// Runs a command beside the server, with its settings.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_version(&self.program, arguments)
    }

    /// Runs another version's command with the settings of this node.
    pub fn run_version(&self, program: &Path, arguments: &[&str]) -> Output {
        self.command(program).args(arguments).output().unwrap()
    }

    /// Asks it to go, and returns its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        let mut process = self.process.take().expect("it runs");
        send(process.id(), Signal::TERM);
        process.wait().unwrap().code()
    }

    /// Ends it without a word.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// The address of the node itself.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Everything it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// The program that this process runs.
    pub fn running(&self) -> PathBuf {
        let id = self.process.as_ref().expect("it runs").id();
        fs::read_link(format!("/proc/{id}/exe")).unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}
