//! A backup file: as it comes, and one of ours that was changed.
#![no_main]

use inside::fuzzing::backups::{restored, written};
use vestibule_fuzz::{choice, file};

const MANIFEST: &[u8] = br#"{"app_version":"0.1.0","made_at":"2026-11-27T00:00:00Z","database":"sqlite","server":"3.50","namespace":null,"schema":["00000000000001"],"tables":[],"bytes":0,"sha256":""}"#;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let (file, payload, out) = (file("backup"), file("payload"), file("restored"));
    for left in [&file, &payload, &out] {
        let _ = std::fs::remove_file(left);
    }
    let (chosen, data) = choice(data);
    if chosen % 4 != 0 {
        std::fs::write(&file, data).expect("a file");
        assert!(restored(&file, &out).is_err(), "nobody but us seals a backup");
        return;
    }
    // The first bytes say which byte of a backup of the rest is changed.
    let (place, content) = data.split_at(data.len().min(3));
    std::fs::write(&payload, content).expect("a file");
    let manifest = written(MANIFEST, &payload, &file).expect("a backup");
    assert_eq!(restored(&file, &out), Ok(manifest));
    assert_eq!(std::fs::read(&out).expect("what was restored"), content);
    let mut bytes = std::fs::read(&file).expect("the backup");
    if let [high, low, change] = *place
        && change != 0
    {
        let at = usize::from(u16::from_be_bytes([high, low])) % bytes.len();
        bytes[at] ^= change;
        std::fs::write(&file, bytes).expect("a file");
        let _ = std::fs::remove_file(&out);
        assert!(restored(&file, &out).is_err(), "a changed byte is noticed");
    }
}
