//! The statements of a dump.
#![no_main]

use inside::fuzzing::db::statements;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Ok(found) = statements(data) else { return };
    for statement in &found {
        // Quotes are closed, and a semicolon stands between them only.
        let (mut open, mut is_outside) = (None, false);
        for c in statement.chars() {
            match (open, c) {
                (None, ';') => is_outside = true,
                (None, '\'' | '"') => open = Some(c),
                (Some(mark), c) if mark == c => open = None,
                _ => {}
            }
        }
        assert!(open.is_none() && !is_outside, "{statement:?}");
    }
}
