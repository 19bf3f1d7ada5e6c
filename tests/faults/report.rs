//! The lines of the table in `docs/reliability.md`.

use std::fs::OpenOptions;
use std::io::Write;

/// What was tried, what survived, what was lost, and the seconds until everything was as before.
pub fn line(tried: &str, survived: &str, lost: &str, recovery: Option<f64>) {
    let recovery = recovery.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds:.1}"));
    let line = format!("| {tried} | {survived} | {lost} | {recovery} |");
    println!("{line}");
    if let Ok(file) = std::env::var("FAULT_REPORT") {
        let mut file = OpenOptions::new().create(true).append(true).open(file).expect("FAULT_REPORT can be written");
        writeln!(file, "{line}").expect("FAULT_REPORT can be written");
    }
}

/// What is left out on this machine, and why.
pub fn left_out(what: &str, why: &str) {
    println!("LEFT OUT: {what}: {why}");
    line(what, &format!("left out: {why}"), "–", None);
}
