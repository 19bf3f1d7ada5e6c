//! The commands of docs/operations.md about backups and the doctor, one after the other, on an installation of their own.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::Command;

use crate::harness::process::run;
use crate::harness::{Database, postgres};

#[test]
fn every_command_about_backups_can_be_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (place, other) = (folder.path().join("data"), folder.path().join("other"));
    let mut private = std::fs::DirBuilder::new();
    private.mode(0o700);
    [&place, &other].iter().for_each(|folder| private.create(folder).expect("a folder"));
    let database = Database::new(&place);
    postgres::set_synchronous_commit(&database.url, "on");
    // From the server to a file, and from one file to another where there is no server.
    let target = Database::prepared_file(&other);
    let data = place.display().to_string();
    let variables = [("DATABASE_URL", database.url.as_str()), ("DATA_DIR", data.as_str())];
    assert!(run(folder.path(), &variables, &["demo"]).status.success());
    let document = include_str!("../../docs/operations.md");
    let blocks = document.split("```sh backups\n").skip(1).map(|block| block.split("```").next().unwrap_or_default());
    let lines: Vec<&str> = blocks.flat_map(str::lines).collect();
    assert!(lines.len() >= 8, "{lines:?}");
    let program = Path::new(env!("CARGO_BIN_EXE_vestibule")).parent().expect("its folder");
    for line in lines {
        let line = line.replace("/var/backups", &data).replace("/srv", &data);
        let line = line.replace("postgres://vestibule:PASSWORD@db.example.com/vestibule", &target.url);
        let mut bash = Command::new("bash");
        bash.args(["-euo", "pipefail", "-c", &line]).current_dir(folder.path()).env_clear();
        bash.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").expect("a PATH")))
            .env("BCRYPT_COST", "4")
            .envs(variables);
        let done = bash.output().expect("bash runs");
        let code = done.status.code();
        let is_right = code == Some(0) || (line.starts_with("vestibule doctor") && code == Some(7));
        assert!(is_right, "{line}: {code:?} {}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(postgres::server().is_some(), database.url.starts_with("postgres"));
}
