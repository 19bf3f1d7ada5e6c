//! The commands in the documentation do what it says.
//!
//! In these files a block marked `sh` is run, all of a file in one bash and in order. A block marked `json` or `text`
//! after it is what it prints; `…` stands for anything. Blocks marked otherwise are only to read.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::App;

/// A fenced block: its mark and its lines.
fn blocks(document: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in document.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(mark) => {
                inside = true;
                blocks.push((mark, String::new()));
            }
            None if inside => {
                let text = &mut blocks.last_mut().expect("a block was begun").1;
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    blocks
}

/// Whether the text is the pattern, each `…` in it being any text.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<_> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The same JSON, whatever the order of members; a text `…` is any value.
fn is_same(value: &Value, pattern: &Value) -> bool {
    match (value, pattern) {
        (_, Value::String(any)) if any == "…" => true,
        (Value::String(text), Value::String(pattern)) => is_like(text, pattern),
        (Value::Array(values), Value::Array(patterns)) => {
            values.len() == patterns.len()
                && values.iter().zip(patterns).all(|(value, pattern)| is_same(value, pattern))
        }
        (Value::Object(members), Value::Object(patterns)) => {
            members.len() == patterns.len()
                && patterns.iter().all(|(name, pattern)| members.get(name).is_some_and(|value| is_same(value, pattern)))
        }
        _ => value == pattern,
    }
}

/// Runs every `sh` block of a file against this address and compares what they print.
fn follow(path: &str, address: &str) {
    let document = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let document = document.expect("the file is there").replace("http://localhost:5000", address);
    follow_text(path, &document, folder.path(), &[]);
}

/// Runs every `sh` block of a document in this folder, with these variables, and compares what they print.
pub(crate) fn follow_text(name: &str, document: &str, folder: &Path, variables: &[(&str, String)]) {
    let blocks = blocks(document);
    let mut script = "set -euo pipefail\n".to_owned();
    for (number, (_, text)) in blocks.iter().enumerate().filter(|(_, (mark, _))| *mark == "sh") {
        script += &format!("printf '\\n@@ {number}\\n'\n{text}");
    }
    let mut bash = Command::new("bash");
    bash.args(["-c", &script]).current_dir(folder).stdin(Stdio::null());
    bash.envs(variables.iter().map(|(variable, value)| (variable, value)));
    let outcome = bash.output().expect("bash is there");
    let printed = String::from_utf8(outcome.stdout).expect("UTF-8");
    let errors = String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{name}: {printed}\n{errors}");

    let output_of = |number: usize| {
        let after = printed.split_once(&format!("\n@@ {number}\n")).expect("every block was run").1;
        after.split("\n@@ ").next().unwrap_or_default().trim()
    };
    let mut last = None;
    let mut compared = 0;
    for (number, (mark, text)) in blocks.iter().enumerate() {
        match (*mark, last) {
            ("sh", _) => last = Some(number),
            ("json", Some(command)) => {
                let wanted: Value = serde_json::from_str(text).unwrap_or_else(|cause| panic!("{cause}: {text}"));
                let output = output_of(command);
                let found: Value = serde_json::from_str(output).unwrap_or_else(|cause| panic!("{cause}: {output}"));
                assert!(is_same(&found, &wanted), "{}\nprinted {output}\nnot {wanted}", blocks[command].1);
                compared += 1;
            }
            ("text", Some(command)) => {
                let output = output_of(command);
                assert!(is_like(output, text.trim()), "{}\nprinted {output}\nnot {text}", blocks[command].1);
                compared += 1;
            }
            _ => {}
        }
    }
    assert!(compared > 0, "{name} shows no output");
}

#[test]
fn the_tour_with_curl_can_be_followed() {
    App::test(async |app| {
        let address = app.url.clone();
        let walk = tokio::task::spawn_blocking(move || follow("examples/curl.md", &address));
        walk.await.unwrap_or_else(|cause| std::panic::resume_unwind(cause.into_panic()));
    });
}

#[test]
fn the_first_steps_of_the_documentation_can_be_followed() {
    App::test(async |app| {
        let address = app.url.clone();
        let walk = tokio::task::spawn_blocking(move || follow("docs/api.md", &address));
        walk.await.unwrap_or_else(|cause| std::panic::resume_unwind(cause.into_panic()));
    });
}

#[test]
fn an_ellipsis_stands_for_anything_and_nothing_else_does() {
    assert!(is_like("abc", "abc") && is_like("abc", "a…c") && is_like("abc", "…") && is_like("a{b}", "a…}"));
    assert!(!is_like("abc", "ab") && !is_like("abc", "a…d") && !is_like("xabc", "a…") && !is_like("aa", "aa…a"));
    let same = |value: &str, pattern: &str| {
        is_same(&serde_json::from_str(value).unwrap(), &serde_json::from_str(pattern).unwrap())
    };
    assert!(same(r#"{"a": 1, "b": "x"}"#, r#"{"b": "…", "a": 1}"#));
    assert!(!same(r#"{"a": 1, "b": 2}"#, r#"{"a": 1}"#) && !same(r#"{"a": 1}"#, r#"{"a": 2}"#));
}
