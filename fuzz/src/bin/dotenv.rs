//! A `.env` file.
#![no_main]

use inside::fuzzing::config::{escaped, variables};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Ok(read) = variables(data) {
        for (name, value) in &read {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            assert!(!name.is_empty() && name.chars().all(is_name), "{name:?}");
            assert!(!value.contains('\0'));
        }
        let written: String = read.iter().map(|(name, value)| format!("{name}=\"{}\"\n", escaped(value))).collect();
        // Two lines for one name are a mistake only where both say something.
        assert_eq!(variables(written.as_bytes()), Ok(read), "{written}");
    }
    if let Some(text) = text(data).filter(|text| !text.contains(['\0', '\r'])) {
        let line = format!("NAME=\"{}\"\n", escaped(text));
        assert_eq!(variables(line.as_bytes()), Ok(vec![("NAME".to_owned(), text.to_owned())]), "{line}");
    }
}
