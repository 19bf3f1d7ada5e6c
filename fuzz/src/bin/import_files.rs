//! Files of other applications: CSV and JSON.
#![no_main]

use inside::sources::{Source, SourceChoice, SourceError};
use vestibule_fuzz::file;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    // A database is SQLite's to read.
    if data.starts_with(b"SQLite format 3\0") {
        return;
    }
    let path = file("accounts");
    std::fs::write(&path, data).expect("a file");
    let Ok(mut source) = Source::open(&path.display().to_string(), &SourceChoice::default()) else { return };
    assert!(!source.application_name().is_empty());
    let (mut number, mut done) = (0, 0);
    let read = source.each::<SourceError>(&mut |account, progress| {
        let _ = account.shown();
        number += 1;
        assert!(progress.done >= done && progress.total == data.len() as u64, "it goes on, and ends");
        done = progress.done;
        Ok(())
    });
    assert!(read.is_err() || number <= data.len());
}
