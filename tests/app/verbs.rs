//! One word per verb at every door: the table in `docs/architecture.md` beside the files.

use std::path::Path;

/// Where a column's file of a verb stands.
const PLACES: [(&str, &str); 7] = [
    ("src/doors/pages/", ".rs"),
    ("src/doors/session_api/", ".rs"),
    ("src/doors/token_api/", ".rs"),
    ("templates/pages/", ".html"),
    ("templates/mail/", ".html"),
    ("tests/app/", ".rs"),
    ("src/commands/", ".rs"),
];

/// Which of them are doors, and how a test calls there.
const CALLS: [(usize, &[&str]); 3] =
    [(0, &["app.browser"]), (1, &["app.script()", "\"/auth/"]), (2, &["app.program()", "\"/api/auth/"])];

/// Files of the doors to the APIs that are no verb: what the door's verbs share, and keys for others.
const NO_VERBS: &[&str] = &["mod", "answers", "factor_answers", "codes", "errors", "bearer", "presented_token", "jwks"];

/// Emails that no verb's link is the purpose of: what sends them, and the second email of a verb.
const NOTICES: &[&str] =
    &["already_registered", "confirm_email_change", "failed_logins", "new_browser", "second_factor", "layout", "parts"];

struct Row {
    verb: String,
    noun: String,
    marks: Vec<bool>,
}

fn rows() -> Vec<Row> {
    let page = include_str!("../../docs/architecture.md");
    let (_, section) = page.split_once("## Verbs").expect("a list of verbs");
    let section = section.split("\n## ").next().unwrap_or(section);
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<Row> = lines
        .map(cells)
        .map(|cells| Row {
            verb: cells[0].trim_matches('`').to_owned(),
            noun: cells[1].clone(),
            marks: cells[2..].iter().map(|cell| cell == "✓").collect(),
        })
        .collect();
    assert!(rows.len() > 20, "the table is read");
    rows
}

#[test]
fn every_verb_has_its_word_in_every_room_that_the_table_names_and_in_no_other() {
    for Row { verb, noun, marks } in rows() {
        let inside = format!("crates/inside/src/{noun}/{verb}.rs");
        assert!(noun.is_empty() || Path::new(&inside).exists(), "{inside} is missing");
        assert_eq!(marks.len(), PLACES.len(), "{verb}: a mark or none for each column");
        for ((folder, ending), mark) in PLACES.into_iter().zip(marks) {
            let file = format!("{folder}{verb}{ending}");
            assert_eq!(Path::new(&file).exists(), mark, "{file}: the table and the file differ");
        }
    }
}

#[test]
fn every_file_of_an_api_is_a_verb_of_the_table() {
    let verbs: Vec<String> = rows().into_iter().map(|row| row.verb).collect();
    for door in ["src/doors/session_api", "src/doors/token_api"] {
        for entry in std::fs::read_dir(door).expect("a door") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(NO_VERBS.contains(&name.as_str()) || verbs.contains(&name), "{} is in no row", path.display());
        }
    }
}

#[test]
fn every_page_that_changes_something_is_a_verb_of_the_table() {
    let verbs: Vec<String> = rows().into_iter().map(|row| row.verb).collect();
    let routes = concat!(include_str!("../../src/doors/pages/mod.rs"), include_str!("../../src/doors/pages/admin.rs"));
    let posts: Vec<&str> = routes.split("web::post().to(").skip(1).filter_map(|rest| rest.split("::").next()).collect();
    assert!(posts.len() > 40, "the routes are read: {posts:?}");
    let strangers: Vec<_> = posts.iter().filter(|name| !verbs.iter().any(|verb| verb == *name)).collect();
    assert!(strangers.is_empty(), "in no row: {strangers:?}");
}

#[test]
fn every_verb_is_tested_in_its_own_file_at_each_of_its_doors() {
    for Row { verb, marks, .. } in rows() {
        let file = format!("tests/app/{verb}.rs");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|cause| panic!("{file}: {cause}"));
        assert!(text.contains(concat!("#[", "test]")), "{file} has no test");
        for (door, calls) in CALLS {
            let is_called = calls.iter().any(|call| text.contains(call));
            assert!(!marks[door] || is_called, "{file} calls nothing at the door {}", PLACES[door].0);
        }
    }
}

#[test]
fn every_email_has_the_name_of_a_verb_or_of_what_sends_it() {
    let verbs: Vec<String> = rows().into_iter().map(|row| row.verb).collect();
    for entry in std::fs::read_dir("templates/mail").expect("the emails") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(NOTICES.contains(&name.as_str()) || verbs.contains(&name), "{} is in no row", path.display());
    }
}
