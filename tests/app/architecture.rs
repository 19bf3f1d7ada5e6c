//! "Who may name whom" of `docs/architecture.md`, read from the source itself.

use std::path::Path;

use crate::harness::files;

/// A file of ours: its path below the repository and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_in(&self, rooms: &[&str]) -> bool {
        rooms.iter().any(|room| {
            let below = self.path.split_once("src/").and_then(|(_, path)| path.strip_prefix(room));
            below.is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
        })
    }

    /// Its lines without comments and without its unit tests, numbered.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.text.split("\n#[cfg(test)]").next().unwrap_or(&self.text);
        code.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(at, line)| (at + 1, line))
    }

    fn names(&self, word: &str) -> Option<String> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let stands_alone = |line: &str| {
            line.match_indices(word).any(|(at, _)| {
                let before = line[..at].chars().next_back().is_some_and(is_part);
                let after = line[at + word.len()..].chars().next().is_some_and(is_part);
                !before && (!after || word.ends_with('_') || word.ends_with(':'))
            })
        };
        let (number, line) = self.code().find(|(_, line)| stands_alone(line))?;
        Some(format!("{}:{number}: {}", self.path, line.trim()))
    }
}

fn files_below(folder: &str, ending: &str) -> Vec<Source> {
    let files = files::files_below(Path::new(folder)).into_iter().map(|path| path.to_string_lossy().into_owned());
    let read = |path: String| Source { text: std::fs::read_to_string(&path).unwrap_or_default(), path };
    files.filter(|path| path.ends_with(ending)).map(read).collect()
}

fn source() -> Vec<Source> {
    let mut files = files_below("src", ".rs");
    files.extend(inside());
    files
}

fn inside() -> Vec<Source> {
    files_below("crates/inside/src", ".rs")
}

/// Fails with every place at once.
fn nobody(places: Vec<String>, rule: &str) {
    assert!(places.is_empty(), "{rule}:\n  {}", places.join("\n  "));
}

/// That the inside names no door and no web framework is the compiler's business: its manifest has none. Here is the other way
/// in, a dependency.
#[test]
fn the_manifest_of_the_inside_names_no_web_framework() {
    let manifest = std::fs::read_to_string("crates/inside/Cargo.toml").expect("the manifest of the inside");
    let dependencies = manifest.split("[dependencies]").nth(1).expect("its dependencies");
    assert!(dependencies.contains("diesel") && !dependencies.contains("actix"), "{dependencies}");
    nobody(inside().iter().filter_map(|file| file.names("HttpRequest")).collect(), "the inside knows no HTTP");
}

#[test]
fn no_door_names_the_database() {
    let mut places = Vec::new();
    for file in source().iter().filter(|file| file.is_in(&["doors"])) {
        let words = ["diesel", "schema::", "Conn", "bcrypt"];
        places.extend(words.iter().filter_map(|word| file.names(word)));
    }
    nobody(places, "a door calls a verb and dresses its answer");
}

#[test]
fn only_the_house_and_the_doors_themselves_name_a_door() {
    let allowed = ["doors", "application", "lib"];
    let others = source().into_iter().filter(|file| !file.is_in(&allowed));
    nobody(others.filter_map(|file| file.names("crate::doors")).collect(), "doors are mounted in one place");
}

#[test]
fn no_door_names_another_door() {
    let doors = ["pages", "session_api", "token_api"];
    let mut places = Vec::new();
    for file in source() {
        for own in doors.iter().filter(|own| file.is_in(&[&format!("doors/{own}")])) {
            let others = doors.iter().filter(|other| other != &own).map(|other| format!("{other}::"));
            places.extend(others.filter_map(|other| file.names(&other)));
        }
    }
    nobody(places, "what two doors share stands beside them");
}

#[test]
fn leaves_name_nobody() {
    let leaves =
        source().into_iter().filter(|file| file.is_in(&["error", "secret", "random", "schema", "clock", "printable"]));
    nobody(leaves.filter_map(|file| file.names("crate::")).collect(), "a leaf knows nobody");
}

#[test]
fn only_one_file_asks_which_database_it_is() {
    let others = source().into_iter().filter(|file| !file.is_in(&["db"]));
    let asks = |file: &Source| {
        ["SqliteConnection", "PgConnection", "Conn::Sqlite", "Conn::Postgres"].iter().find_map(|word| file.names(word))
    };
    nobody(others.filter_map(|file| asks(&file)).collect(), "two databases, one text");
}

/// What reads or writes through [`Db::read`] or [`Db::transaction`] is repeated where a database asks for it, and has its limits
/// behind every pooler. A connection as it is belongs to what begins a transaction of its own kind.
#[test]
fn a_bare_connection_is_only_for_whole_databases() {
    let others = source().into_iter().filter(|file| !file.is_in(&["db", "backups", "state"]));
    nobody(others.filter_map(|file| file.names("db.conn()")).collect(), "ask with Db::read or Db::transaction");
}

#[test]
fn only_the_clock_asks_the_system_for_the_time_and_only_the_settings_read_the_environment() {
    let mut places = Vec::new();
    for file in source() {
        if !file.is_in(&["clock"]) {
            places.extend(["SystemTime::now", "now_utc", "now_local"].iter().filter_map(|word| file.names(word)));
        }
        if !file.is_in(&["config"]) {
            places.extend(["env::var", "env::vars", "env::var_os"].iter().filter_map(|word| file.names(word)));
        }
    }
    nobody(places, "time comes from the clock, settings from clap");
}

#[test]
fn only_the_terminal_prints() {
    let prints =
        |file: &Source| ["println!", "eprintln!", "print!", "eprint!"].iter().find_map(|word| file.names(word));
    nobody(source().iter().filter_map(prints).collect(), "what a stranger typed is made readable in one place");
}

#[test]
fn the_drawing_of_the_modules_is_that_of_the_code_and_has_no_circle() {
    let drawn = std::process::Command::new("scripts/draw-architecture").output().expect("bash, awk, sed and grep");
    let drawing = String::from_utf8(drawn.stdout).expect("a text");
    assert!(drawn.status.success() && drawing.contains("users →"), "{}", String::from_utf8_lossy(&drawn.stderr));
    let circles: Vec<&str> = drawing.lines().filter(|line| line.contains("circle:")).collect();
    assert!(circles.is_empty(), "modules that use each other in a circle:\n{}", circles.join("\n"));
    let page = include_str!("../../docs/architecture.md");
    assert!(page.contains(&drawing), "run ./scripts/draw-architecture --write; the code says:\n{drawing}");
}

#[test]
fn no_room_is_called_utils() {
    let mut places = Vec::new();
    for folder in ["src", "crates", "tests", "templates", "static"] {
        for file in files_below(folder, "") {
            let parts = Path::new(&file.path).components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let stems = parts.map(|part| part.split('.').next().unwrap_or_default().to_owned());
            let unnamed = ["util", "utils", "helper", "helpers", "common", "misc", "shared", "stuff", "lib_utils"];
            if stems.into_iter().any(|stem| unnamed.contains(&stem.as_str())) {
                places.push(file.path);
            }
        }
    }
    nobody(places, "a room called so is a room nobody named yet");
}

/// Files that may be longer than others, and why.
const LONG: &[(&str, &str)] = &[
    ("crates/inside/src/users/rules.rs", "a third of it lists names that nobody gets"),
    ("crates/inside/src/user_agent.rs", "mostly a table"),
];

#[test]
fn files_are_short_enough_to_be_read_at_once() {
    const MOST: usize = 300;
    let lines = |file: &Source| file.text.split("\n#[cfg(test)]").next().unwrap_or_default().lines().count();
    let too_long = |file: &Source| lines(file) > MOST && !LONG.iter().any(|(path, _)| *path == file.path);
    let places =
        source().into_iter().filter(|file| too_long(file)).map(|file| format!("{}: {}", file.path, lines(&file)));
    nobody(places.collect(), "past 300 lines a verb wants its own file");
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |file: &Source| !file.text.starts_with("//! ");
    nobody(
        source().into_iter().filter(silent).map(|file| file.path).collect(),
        "a file starts with a line about itself",
    );
}

/// The public types of a file, with their lines.
fn public_types(file: &Source) -> Vec<(String, String)> {
    let declared = |line: &str| {
        let words: Vec<&str> =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
        let at = words.iter().position(|word| ["struct", "enum", "trait", "type"].contains(word))?;
        let is_public = words[..at].first() == Some(&"pub") && words.get(1) != Some(&"super");
        words.get(at + 1).filter(|_| is_public && at < 4).map(|name| (*name).to_owned())
    };
    let places = file.code().filter(|(_, line)| line.trim_start().starts_with("pub"));
    places.filter_map(|(at, line)| Some((declared(line)?, format!("{}:{at}: {}", file.path, line.trim())))).collect()
}

#[test]
fn no_public_type_has_two_meanings() {
    let mut places: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for (name, place) in source().iter().flat_map(public_types) {
        places.entry(name).or_default().push(place);
    }
    let shared = places.into_values().filter(|places| places.len() > 1);
    nobody(shared.flatten().collect(), "a name that two types share has to be read twice");
}

#[test]
fn no_code_and_no_rule_is_read_out_of_a_text() {
    let readings = ["ends_with(\"_", "starts_with(\"TOKEN_", "contains(\"{token"];
    let reads = |file: &Source| {
        let found = file.code().find(|(_, line)| readings.iter().any(|reading| line.contains(reading)));
        found.map(|(at, line)| format!("{}:{at}: {}", file.path, line.trim()))
    };
    nobody(source().iter().filter_map(reads).collect(), "codes are enums, and a route says what its address holds");
}

#[test]
fn nothing_is_an_option_of_an_option() {
    let nested = |file: &Source| file.names("Option<Option");
    nobody(source().iter().filter_map(nested).collect(), "a word says which of the two is none");
}

#[test]
fn the_rules_can_be_broken() {
    let broken = Source {
        path: "crates/inside/src/users/login.rs".into(),
        text: "//! A noun.\n// actix_web in a comment\nuse actix_web::web;\n#[cfg(test)]\nmod tests { use diesel; }\n"
            .into(),
    };
    assert!(broken.names("actix_web").is_some_and(|place| place.starts_with("crates/inside/src/users/login.rs:3")));
    assert_eq!(broken.names("diesel"), None);
    assert_eq!(broken.names("actix"), None, "part of a longer word");
    assert!(broken.is_in(&["users"]) && !broken.is_in(&["user", "login"]));
}
