//! The command line, run by an operator beside the application.

use super::app::App;

impl App {
    /// What `vestibule ARGUMENTS` answers, run by an operator on this application's database and folder.
    pub fn command(&self, arguments: &[&str]) -> std::process::Output {
        self.command_with(arguments, &[], "")
    }

    /// The same with more variables, and with this on standard input.
    pub fn command_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> std::process::Output {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(arguments)
            .env_clear()
            .env("DATA_DIR", self.data.path())
            .env("DATABASE_URL", &self.database_url)
            .env("BASE_URL", &self.url)
            .envs(variables.iter().copied())
            .current_dir(self.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // Most commands read nothing, and may have ended by now.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }
}
