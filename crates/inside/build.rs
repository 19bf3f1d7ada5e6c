//! Embedded migrations are read at compile time; a new one must be noticed.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
