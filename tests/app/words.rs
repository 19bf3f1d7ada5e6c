//! How the product speaks: the field's terms, the same ones everywhere, in what people and operators read.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::files::files_below;

/// A phrase that people and operators never read, and what they read instead.
const SPOKEN: &[(&str, &str)] = &[
    ("letter", "email, message"),
    ("letters", "emails, messages"),
    ("take the change back", "undo"),
    ("nobody reads", "replies are not monitored"),
    ("it was you", "if this was you"),
    ("it was not you", "if this wasn't you"),
    ("nowhere else", "not anywhere else"),
    ("looked at", "checked"),
    ("at this moment", "right now"),
    ("start page", "home page"),
    ("please", "nothing"),
    ("sorry", "nothing"),
    ("oops", "nothing"),
    ("successfully", "nothing"),
];

/// The same for the code and its comments, and for everything that is read.
const EVERYWHERE: &[(&str, &str)] = &[
    ("e-mail", "email"),
    ("whoever", "the subject: user, caller, visitor, owner of the account"),
    ("whosever", "the subject"),
    ("house", "application, service"),
    ("taken back", "reverted, undone"),
    ("dead link", "expired or used link"),
];

/// Where a forbidden word is right: letters of the alphabet, a person nobody can name, and words that are talked about.
const RIGHT: &[&str] = &[
    "letters and digits",
    "letters and numbers",
    "letters, digits",
    "letters, numbers",
    "starting with a letter",
    "start with a letter",
    "starts with a letter",
    "a letter, then",
    "a letter first",
    "upper-case letter",
    "lower-case letter",
    "uppercase letter",
    "lowercase letter",
    "letter case",
    "letters of another script",
    "other letters",
    "letter-spacing",
    "whoever did this",
    "(not letter or e-mail)",
];

/// The files that are read: those with these endings.
const TEXTS: &[&str] = &["rs", "html", "txt", "js", "jsx", "css", "md", "py"];

/// The first forbidden phrase on a line.
fn forbidden(line: &str, phrases: &[&[(&'static str, &'static str)]]) -> Option<(&'static str, &'static str)> {
    let mut line = line.to_lowercase();
    for phrase in RIGHT {
        line = line.replace(phrase, "");
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let stands_alone = |phrase: &str| {
        line.match_indices(phrase).any(|(at, _)| {
            let before = line[..at].chars().next_back().is_some_and(is_part);
            let after = line[at + phrase.len()..].chars().next().is_some_and(is_part);
            !before && !after
        })
    };
    phrases.iter().copied().flatten().copied().find(|(phrase, _)| stands_alone(phrase))
}

fn complaints(name: &str, text: &str, phrases: &[&[(&'static str, &'static str)]]) -> Vec<String> {
    let complain = |(at, line): (usize, &str)| {
        let (phrase, instead) = forbidden(line, phrases)?;
        Some(format!("{name}:{}: \"{phrase}\", say: {instead}\n    {}", at + 1, line.trim()))
    };
    text.lines().enumerate().filter_map(complain).collect()
}

#[test]
fn pages_emails_code_and_documentation_use_the_terms_of_the_field() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".env.example"].iter().map(|name| root.join(name)).collect();
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| TEXTS.iter().any(|text| ending == *text));
    for folder in ["templates", "static", "docs", "examples", "src"] {
        files.extend(files_below(&root.join(folder)).into_iter().filter(is_text));
    }
    assert!(files.len() > 150, "the repository has files");
    let mut found = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a text file");
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let is_code =
            ["src", "static", "examples"].iter().any(|folder| name.starts_with(folder)) && !name.ends_with(".md");
        let phrases: &[_] = if is_code { &[EVERYWHERE] } else { &[EVERYWHERE, SPOKEN] };
        found.extend(complaints(&name, &text, phrases));
    }
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_help_text_uses_the_terms_of_the_field() {
    fn help(arguments: &[&str]) -> String {
        let run = Command::new(env!("CARGO_BIN_EXE_vestibule")).args(arguments).arg("--help").env_clear().output();
        String::from_utf8(run.expect("the program runs").stdout).expect("text")
    }
    let mut found = Vec::new();
    let mut open = vec![Vec::<String>::new()];
    while let Some(command) = open.pop() {
        let text = help(&command.iter().map(String::as_str).collect::<Vec<_>>());
        found.extend(complaints(&format!("vestibule {} --help", command.join(" ")), &text, &[EVERYWHERE, SPOKEN]));
        let below = text.split("Commands:\n").nth(1).unwrap_or_default();
        let names =
            below.lines().take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
        open.extend(names.filter(|name| *name != "help").map(|name| [command.clone(), vec![name.to_owned()]].concat()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn letters_of_the_alphabet_are_no_messages() {
    let found = |line| forbidden(line, &[EVERYWHERE, SPOKEN]).map(|(phrase, _)| phrase);
    assert_eq!(found("Username must start with a letter and use only letters and numbers"), None);
    assert_eq!(found("Open the newest letter."), Some("letter"));
    assert_eq!(found("Newsletters and warehouses"), None);
}
