//! The commands of docs/operations.md do what it says: each section in one bash, beside a server.

use std::path::Path;

use crate::curl_examples::follow_text;
use crate::harness::App;

/// The sections with commands that a test of this file runs. A section that needs more than a server says which test runs it.
const FOLLOWED: &[&str] = &["Health", "Metrics", "Leaked passwords"];

fn document() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.md")).unwrap()
}

/// The sections, by their headings.
fn sections(document: &str) -> Vec<(&str, &str)> {
    let parts = document.split("\n## ").skip(1);
    parts.map(|part| part.split_once('\n').expect("a heading and a text")).collect()
}

#[test]
fn every_section_with_commands_is_followed() {
    let document = document();
    for (heading, text) in sections(&document) {
        let commands = text.contains("\n```sh\n");
        assert_eq!(commands, FOLLOWED.contains(&heading), "{heading}");
    }
}

#[test]
fn the_commands_of_operations_can_be_followed() {
    for heading in FOLLOWED {
        App::test_with(&["--metrics-addr=127.0.0.1:0"], async |app| {
            let document = document();
            let (_, text) = sections(&document).into_iter().find(|(name, _)| name == heading).expect("the section");
            let text = text.replace("http://localhost:5000", &app.url);
            let text = text.replace("http://localhost:9464", app.metrics_url.as_ref().unwrap());
            let program = Path::new(env!("CARGO_BIN_EXE_vestibule")).parent().unwrap();
            let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
            let variables = [
                ("PATH", path),
                ("DATA_DIR", app.data_dir().display().to_string()),
                ("DATABASE_URL", app.database_url().to_owned()),
            ];
            let (folder, name) = (tempfile::tempdir().unwrap(), *heading);
            let walk = tokio::task::spawn_blocking(move || follow_text(name, &text, folder.path(), &variables));
            walk.await.unwrap_or_else(|cause| std::panic::resume_unwind(cause.into_panic()));
        });
    }
}
