//! What is written about the settings and the dependencies is what the program has.

use std::collections::BTreeMap;

use clap::{Args, Command};
use inside::config::Settings;

/// Every setting by its variable, with its default if it has one.
fn settings() -> BTreeMap<String, Option<String>> {
    let command = Settings::augment_args(Command::new("vestibule"));
    let setting = |argument: &clap::Arg| {
        let variable = argument.get_env()?.to_string_lossy().into_owned();
        let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
        Some((variable, default))
    };
    command.get_arguments().filter_map(setting).collect()
}

/// The rows of the README's table: variable and what stands in the second column.
fn rows(readme: &str) -> BTreeMap<String, String> {
    let (_, section) = readme.split_once("## Configuration").expect("the README has a section on configuration");
    let section = section.split("\n## ").next().unwrap_or(section);
    let cells = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let variable = cells.next()?.trim_end_matches('`').to_owned();
        Some((variable, cells.next()?.trim().to_owned()))
    };
    section.lines().filter_map(cells).collect()
}

#[test]
fn the_readme_lists_every_setting_with_its_default() {
    let rows = rows(include_str!("../../README.md"));
    let settings = settings();
    assert_eq!(rows.keys().collect::<Vec<_>>(), settings.keys().collect::<Vec<_>>());
    for (variable, default) in settings {
        if let Some(default) = default {
            assert_eq!(rows[&variable], format!("`{default}`"), "{variable}");
        }
    }
}

#[test]
fn the_example_file_lists_every_setting_with_its_default() {
    let pair = |line: &'static str| {
        let (name, value) = line.strip_prefix("# ")?.split_once('=')?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        is_name.then_some((name.to_owned(), value))
    };
    let example = include_str!("../../.env.example");
    let pairs: BTreeMap<_, _> = example.lines().filter_map(pair).collect();
    let settings = settings();
    assert_eq!(pairs.keys().collect::<Vec<_>>(), settings.keys().collect::<Vec<_>>());
    for (variable, default) in settings {
        if let Some(default) = default {
            assert_eq!(pairs[&variable], default, "{variable}");
        }
    }
}

#[test]
fn the_example_file_changes_nothing_as_it_is() {
    let example = include_str!("../../.env.example");
    assert!(example.lines().all(|line| line.is_empty() || line.starts_with('#')));
}

#[test]
fn every_dependency_has_its_reason() {
    let (_, list) =
        include_str!("../../Cargo.toml").split_once("\n[workspace.dependencies]\n").expect("a list of dependencies");
    let list = list.split("\n[").next().unwrap_or(list);
    let (_, reasons) = include_str!("../../docs/decisions.md").split_once("## Dependencies").expect("their reasons");
    let bold: Vec<&str> = reasons.split("**").skip(1).step_by(2).flat_map(|names| names.split(", ")).collect();
    for name in list.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name) {
        assert!(bold.contains(&name), "{name} has no line in docs/decisions.md");
    }
}
