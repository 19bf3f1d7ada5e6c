//! A PostgreSQL server of a test's own, which may be stopped, frozen and crowded.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use rustix::process::Signal;

use crate::system;
use crate::waiting::until;

pub struct Cluster {
    folder: tempfile::TempDir,
    port: u16,
    options: Vec<String>,
    server: Option<Child>,
}

/// Debian keeps the programs off PATH, one folder per version.
fn programs() -> PathBuf {
    let mut found: Vec<_> = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().collect();
    found.sort_by_key(|entry| entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()));
    let found = found.into_iter().map(|entry| entry.path().join("bin")).rfind(|bin| bin.join("initdb").exists());
    found.expect("PostgreSQL's server is installed: ./scripts/test faults does that")
}

/// Whom the server runs as under root: `initdb` wants a name, and Debian's package has made one.
fn user() -> &'static str {
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" }
}

/// The server refuses to run as root.
fn program(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(programs().join(name));
    command.current_dir(folder).env_clear().env("HOME", folder);
    match system::is_root() {
        true => {
            let user = user();
            let become_user = ["setpriv", "--reuid", user, "--clear-groups", "--pdeathsig", "INT"];
            system::under(&become_user, &command)
        }
        false => command,
    }
}

/// One that has just gone needs no signal.
fn each_child(server: u32, signal: Signal) {
    for child in system::children(server) {
        let child = rustix::process::Pid::from_raw(i32::try_from(child).unwrap()).unwrap();
        let _ = rustix::process::kill_process(child, signal);
    }
}

impl Cluster {
    /// Without durability, which nothing here takes the power from.
    pub fn start(options: &[&str]) -> Cluster {
        let folder = tempfile::Builder::new().prefix("vestibule-faults").tempdir_in("/tmp").unwrap();
        if system::is_root() {
            system::must("chown", &[user(), folder.path().to_str().unwrap()]);
        }
        let made = program("initdb", folder.path())
            .args(["--no-sync", "--username=vestibule", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["--pgdata", "data"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        let mut cluster = Cluster { folder, port, options, server: None };
        cluster.start_again();
        cluster
    }

    pub fn start_again(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let mut command = program("postgres", self.folder.path());
        command.args(["-D", "data", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        command.args(["-c", "fsync=off", "-c", &format!("port={}", self.port)]);
        for option in &self.options {
            command.args(["-c", option]);
        }
        let child = command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        self.server = Some(child);
        until("PostgreSQL is ready", || PgConnection::establish(&self.url("postgres")).is_ok());
    }

    /// Its number.
    fn id(&self) -> u32 {
        self.server.as_ref().expect("it runs").id()
    }

    /// Everybody is thrown out at once (SIGQUIT: an immediate shutdown, as after a crash).
    pub fn crash(&mut self) {
        system::signal(self.id(), Signal::QUIT);
        self.server.take().unwrap().wait().unwrap();
    }

    /// The server and everything it has started stand still.
    pub fn freeze(&self) {
        system::signal(self.id(), Signal::STOP);
        each_child(self.id(), Signal::STOP);
    }

    pub fn thaw(&self) {
        each_child(self.id(), Signal::CONT);
        system::signal(self.id(), Signal::CONT);
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/{database}", self.port)
    }

    pub fn connect(&self, database: &str) -> PgConnection {
        PgConnection::establish(&self.url(database)).expect("the server answers")
    }

    /// A new database: its address.
    pub fn create(&self, database: &str) -> String {
        self.connect("postgres").batch_execute(&format!("CREATE DATABASE {database}")).unwrap();
        self.url(database)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            each_child(server.id(), Signal::CONT);
            system::signal(server.id(), Signal::CONT);
            system::signal(server.id(), Signal::QUIT);
            let _ = server.wait();
        }
    }
}
