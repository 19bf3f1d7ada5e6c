//! What docs/security.md says is shown by a test is shown by a test that exists.

use std::collections::BTreeSet;
use std::path::Path;

use crate::harness::files::files_below;

/// Every test of the application, in the browser, and with other libraries, as `file::name`, or `folder::file::name`.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut names = BTreeSet::new();
    for target in ["app", "browser", "interop"].map(|target| root.join(target)) {
        for path in files_below(&target).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
            let module =
                path.with_extension("").strip_prefix(&target).expect("below").to_string_lossy().replace('/', "::");
            let text = std::fs::read_to_string(&path).expect("readable");
            for after in text.split("#[test]").skip(1) {
                let name = after.split("fn ").nth(1).and_then(|rest| rest.split('(').next()).expect("a function");
                names.insert(format!("{module}::{name}"));
            }
        }
    }
    names
}

#[test]
fn every_test_that_is_named_exists() {
    let page = include_str!("../../docs/security.md");
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).filter(|code| code.contains("::")).collect();
    assert!(named.len() > 40, "the page names its tests");
    let known = tests();
    let gone: Vec<_> = named.into_iter().filter(|name| *name != "file::sentence" && !known.contains(*name)).collect();
    assert!(gone.is_empty(), "docs/security.md names tests that do not exist: {gone:?}");
}
