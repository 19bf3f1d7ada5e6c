//! `examples/monitoring` and the page of metrics, judged by Prometheus' own tool.
//!
//! `PROMTOOL` names it; `./scripts/test interop` takes it out of Debian's package for the run.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::harness::App;

fn promtool(arguments: &[&str], input: &str) -> Output {
    let promtool = std::env::var("PROMTOOL").expect("PROMTOOL is set: run ./scripts/test interop");
    let mut child = Command::new(promtool)
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/monitoring"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("promtool ends")
}

fn assert_accepted(output: &Output) {
    let text = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat();
    assert!(output.status.success(), "{text}");
}

#[test]
fn the_rules_their_tests_and_the_configuration_are_accepted_by_the_documented_commands() {
    let document = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.md")).unwrap();
    let block = document.split_once("```sh promtool\n").expect("the block").1.split("```").next().unwrap();
    let commands: Vec<Vec<&str>> = block.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(commands.len(), 3);
    for command in commands {
        assert_eq!(command[0], "promtool");
        assert_accepted(&promtool(&command[1..], ""));
    }
}

#[test]
fn the_page_of_metrics_is_accepted() {
    App::test_with(&["--metrics-addr=127.0.0.1:0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", "correct horse battery").await;
        browser.get("/nowhere").await;
        let url = format!("{}/metrics", app.metrics_url.as_ref().unwrap());
        let page = reqwest::get(url).await.unwrap().text().await.unwrap();
        assert!(page.contains("vestibule_logins_total"));
        assert_accepted(&promtool(&["check", "metrics"], &page));
    });
}
