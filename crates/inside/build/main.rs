//! Turns the catalogues in `texts/` into code, and makes the compiler notice new migrations, which are read while it runs.

#[allow(dead_code, missing_docs, reason = "the crate uses the rest of it")]
#[path = "../src/texts/source.rs"]
mod source;
mod texts;

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
    texts::generate();
}
