//! The targets in `fuzz/`, which are built and run by `scripts/fuzz` only: none is forgotten.

use std::collections::BTreeSet;
use std::path::Path;

use crate::harness::files::files_below;

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.as_ref().display()))
}

/// The names of what lies in a folder, without their endings.
fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder of the repository");
    let names = entries.map(|entry| entry.expect("an entry").path());
    names.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

#[test]
fn every_target_has_seeds_and_words() {
    let targets = names_in("fuzz/src/bin");
    assert!(targets.len() > 20);
    assert_eq!(names_in("fuzz/seeds"), targets, "folders of seeds");
    assert_eq!(names_in("fuzz/dictionaries"), targets, "dictionaries");
}

#[test]
fn every_door_that_is_open_for_fuzzing_is_used_by_a_target() {
    let sources = files_below(Path::new("crates/inside/src")).into_iter().chain(files_below(Path::new("src")));
    let doors: Vec<_> = sources.filter(|path| path.ends_with("fuzzing.rs")).collect();
    assert!(doors.len() > 10, "{doors:?}");
    let targets: String = files_below(Path::new("fuzz/src")).iter().map(read).collect();
    for door in doors {
        let text = read(&door);
        for line in text.lines().filter_map(|line| line.strip_prefix("pub fn ")) {
            let name: String = line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let calls = [format!("{name}("), format!("{name}::<")];
            assert!(calls.iter().any(|call| targets.contains(call)), "{}: {name}", door.display());
        }
    }
}

/// What was found by fuzzing is kept as tests, not as files.
#[test]
fn seeds_stay_small() {
    let seeds = files_below(Path::new("fuzz/seeds"));
    let sizes = seeds.iter().map(|path| path.metadata().expect("a file").len());
    assert!(sizes.sum::<u64>() < 100_000);
}
