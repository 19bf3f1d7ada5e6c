//! The command line, run by an operator beside the application.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::app::App;
use super::waiting::until;

impl App {
    /// What `vestibule ARGUMENTS` answers, run by an operator on this application's database and folder.
    pub fn command(&self, arguments: &[&str]) -> Output {
        self.command_with(arguments, &[], "")
    }

    /// The same with more variables, and with this on standard input.
    pub fn command_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
        let mut child = self.start_command(arguments, variables);
        // Most commands read nothing, and may have ended by now.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }

    /// A command that goes on until it is dropped, or until nobody reads it.
    pub fn following(&self, arguments: &[&str]) -> Following {
        let mut child = self.start_command(arguments, &[]);
        let mut reader = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let (said, lines) = mpsc::channel();
        std::thread::spawn(move || while reader.next().is_some_and(|line| said.send(line.expect("text")).is_ok()) {});
        Following { child, lines }
    }

    fn start_command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(arguments)
            .env_clear()
            // Where pg_dump is.
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("DATA_DIR", self.data.path())
            .env("DATABASE_URL", &self.database_url)
            .env("DATABASE_POOLER", super::process::pooler_of(&self.database_url))
            .env("BASE_URL", &self.url)
            .envs(variables.iter().copied())
            .current_dir(self.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs")
    }
}

/// A command that prints what happens as it happens.
pub struct Following {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Following {
    /// The next line that it prints, once it does.
    pub fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(30)).expect("a line")
    }

    /// Reads one more line and then none; the command has to end by itself once it notices. `happens` makes it print something.
    pub async fn leave(mut self, mut happens: impl FnMut()) -> Output {
        self.lines = mpsc::channel().1;
        until("the command ends", || {
            happens();
            self.child.try_wait().expect("a child").is_some()
        })
        .await;
        let status = self.child.wait().expect("it ended");
        let mut stderr = Vec::new();
        self.child.stderr.take().expect("a pipe").read_to_end(&mut stderr).expect("its errors");
        Output { status, stdout: Vec::new(), stderr }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
