//! Makes what is served from `static/`, and tells the linker which functions belong together.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    make_static_files(&folder);
    order_functions(&folder);
}

/// Puts the functions that run at a start and for usual requests side by side in a release: pages of the binary that are run
/// stay in memory with their neighbours. `scripts/order-functions` makes the list. Where it can't be used, a server takes ten
/// megabytes more and is otherwise the same.
fn order_functions(folder: &Path) {
    const LIST: &str = "packaging/functions.gz";
    println!("cargo:rerun-if-changed={LIST}");
    // The list has names in this mangling, which `.cargo/config.toml` asks for; a caller's flags may have replaced it.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let finds_names = flags.contains("symbol-mangling-version=v0");
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") && finds_names {
        let script = folder.join("functions.ld");
        fs::write(&script, linker_script(LIST)).expect("a file in OUT_DIR");
        let arguments = ["-Wl,--no-warn-symbol-ordering".to_owned(), format!("-Wl,-T,{}", script.display())];
        if is_taken(folder, &flags, &arguments) {
            for argument in arguments {
                println!("cargo:rustc-link-arg-bin=vestibule={argument}");
            }
        }
    }
}

/// The sections of these functions in a section of their own, beside the linker's own layout.
fn linker_script(list: &str) -> String {
    let (mut names, list) = (String::new(), fs::File::open(list).expect("the list of functions"));
    flate2::read::GzDecoder::new(list).read_to_string(&mut names).expect("a text");
    let sections = names.lines().map(|name| match name.strip_suffix(".*") {
        Some(bare) => format!("*(.text.{bare} .text.{name} .text.unlikely.{bare})\n"),
        None => format!("*(.text.{name} .text.unlikely.{name})\n"),
    });
    format!("SECTIONS {{ .text.often : {{\n{}}} }} INSERT BEFORE .text;\n", sections.collect::<String>())
}

/// Whether what links here takes these arguments, tried with a program that does nothing. The first of them is known to LLD
/// only, which comes with Rust; others take the script too, and minutes for its thousands of lines.
fn is_taken(folder: &Path, flags: &str, arguments: &[String]) -> bool {
    let source = folder.join("nothing.rs");
    fs::write(&source, "fn main() {}").expect("a file in OUT_DIR");
    let mut rustc = Command::new(env::var_os("RUSTC").expect("cargo sets it"));
    rustc
        .args(flags.split('\x1f').filter(|flag| !flag.is_empty()))
        .arg("--target")
        .arg(env::var_os("TARGET").expect("cargo sets it"));
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        rustc.arg("-C").arg([OsStr::new("linker="), &linker].into_iter().collect::<OsString>());
    }
    rustc.args(arguments.iter().flat_map(|argument| ["-C".to_owned(), format!("link-arg={argument}")]));
    rustc.arg(source).arg("-o").arg(folder.join("nothing"));
    rustc.output().is_ok_and(|done| done.status.success())
}

/// Each file without comments and indentation, plain and compressed. The best compression takes a tenth of a second of a
/// processor, which no start should spend again.
fn make_static_files(folder: &Path) {
    println!("cargo:rerun-if-changed=static");
    let files = fs::read_dir("static").expect("the folder static/");
    let files: BTreeMap<String, PathBuf> = files
        .map(|file| file.expect("an entry of static/"))
        .map(|file| (file.file_name().into_string().expect("a name in UTF-8"), file.path()))
        .collect();
    let mut list = String::from("&[\n");
    for (name, path) in &files {
        let (stem, ending) = name.rsplit_once('.').expect("a name with an ending");
        let plain = minified(ending, fs::read_to_string(path).expect("a text"));
        // Another content has another name. Compilers may come to hash differently: browsers then fetch a file once more.
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        let served = format!("{stem}.{:016x}.{ending}", hasher.finish());
        for (coding, content) in
            [("plain", plain.as_bytes().to_vec()), ("gzip", gzip(&plain)), ("brotli", brotli(&plain))]
        {
            fs::write(folder.join(format!("{name}.{coding}")), content).expect("a file in OUT_DIR");
        }
        let bytes = |coding: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{coding}\"))");
        list += &format!(
            "    Asset {{ name: {name:?}, url: \"/static/{served}\", plain: {}, gzip: {}, brotli: {} }},\n",
            bytes("plain"),
            bytes("gzip"),
            bytes("brotli")
        );
    }
    list.push(']');
    fs::write(folder.join("assets.rs"), list).expect("a file in OUT_DIR");
}

/// The file without comments and indentation: browsers need neither, and a page weighs a tenth less. In a script only lines
/// that are a comment as a whole go, since `//` behind code may be part of a text; no text there spans lines.
fn minified(ending: &str, text: String) -> String {
    match ending {
        "css" => {
            let mut parts = text.split("/*");
            let first = parts.next().unwrap_or_default().to_owned();
            let css = parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, after)| after));
            unindented(css.lines())
        }
        "js" => unindented(text.lines().filter(|line| !line.trim_start().starts_with("//"))),
        _ => text,
    }
}

fn unindented<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("a vector takes every byte")
}

fn brotli(text: &str) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut compressed, 4_096, 11, 22);
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.flush()).expect("a vector takes every byte");
    drop(encoder);
    compressed
}
