//! No page is forgotten: every template of a page is drawn by a route and seen in a snapshot.

use std::collections::BTreeMap;
use std::fs;

/// Pages with no line of their own in their template, and the snapshot that shows them.
const SEEN_IN: &[(&str, &str)] = &[
    ("dead_link.html", "app__pages__dead_link.snap"),
    ("error.html", "app__pages__error_404.snap"),
    ("invitation_needed.html", "app__pages__invitation_needed.snap"),
    ("message.html", "app__pages__message.snap"),
    ("second_step.html", "app__pages__two_step_code.snap"),
    ("registration_closed.html", "app__pages__registration_closed.snap"),
];

fn read_all(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.insert(path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The parts of a template that stand on every page it draws as they are: markup without a variable or a text in it.
fn fixed_lines(template: &str) -> Vec<&str> {
    let parts = template.split(['\n', '{', '}']).map(str::trim);
    parts.filter(|part| part.len() > 12 && part.starts_with('<') && !part.starts_with("</")).collect()
}

#[test]
fn every_page_is_drawn_by_a_route_and_seen_in_a_snapshot() {
    let pages = read_all("templates/pages", ".html");
    let templates = read_all("templates", ".html");
    let source = read_all("src", ".rs");
    let snapshots = read_all("tests/app/snapshots", ".snap");
    let is_drawn = |name: &str| {
        let attribute = format!("path = \"pages/{name}\"");
        source.values().any(|text| text.contains(&attribute))
    };
    let mut forgotten = Vec::new();
    for (path, template) in &pages {
        let name = path.rsplit('/').next().unwrap();
        if !is_drawn(name) {
            forgotten.push(format!("{name} is drawn by no route"));
            continue;
        }
        let only_here = |line: &&str| templates.iter().all(|(other, text)| other == path || !text.contains(line));
        let own: Vec<_> = fixed_lines(template).into_iter().filter(only_here).collect();
        let seen = match SEEN_IN.iter().find(|(page, _)| *page == name) {
            Some((_, snapshot)) => snapshots.keys().any(|path| path.ends_with(snapshot)),
            None => snapshots.values().any(|snapshot| own.iter().any(|line| snapshot.contains(line))),
        };
        if !seen {
            forgotten.push(format!("{name} is seen in no snapshot ({} lines of its own)", own.len()));
        }
    }
    assert!(forgotten.is_empty(), "{forgotten:#?}");
}

#[test]
fn every_component_is_used() {
    let templates = read_all("templates", ".html");
    for path in templates.keys().filter(|path| path.contains("/components/")) {
        let name = path.split_once('/').unwrap().1;
        assert!(templates.values().any(|text| text.contains(&format!("\"{name}\""))), "{name}");
    }
}
