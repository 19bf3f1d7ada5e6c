//! Makes what is served from `static/`, and tells the linker which functions belong together.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    make_static_files(&folder);
    if takes_an_order() {
        order_functions(&folder);
    }
}

/// Whether a release is linked by the linker that comes with Rust, which is the one known to take the order: since 1.90 that is
/// usual on this platform. Another one may be named in a variable or in flags.
fn takes_an_order() -> bool {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_platform = is("TARGET", "x86_64-unknown-linux-gnu");
    let names_a_linker = env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    is("PROFILE", "release")
        && is_platform
        && env::var_os("RUSTC_LINKER").is_none()
        && !names_a_linker
        && has_own_linker()
}

/// Whether this compiler links with a linker of its own by itself.
fn has_own_linker() -> bool {
    let says = |what: &[&str]| {
        let asked = Command::new(env::var_os("RUSTC").expect("cargo sets it")).args(what).output();
        asked.ok().and_then(|said| String::from_utf8(said.stdout).ok()).unwrap_or_default()
    };
    let version = says(&["--version"]);
    let minor = version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    let linker = "lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld/ld.lld";
    minor.is_some_and(|minor| minor >= 90) && Path::new(says(&["--print", "sysroot"]).trim()).join(linker).exists()
}

/// Puts the functions that run at a start and for usual requests side by side: pages of the binary that are run stay in memory
/// with their neighbours. `scripts/order-functions` makes the list.
fn order_functions(folder: &Path) {
    const LIST: &str = "packaging/functions.gz";
    println!("cargo:rerun-if-changed={LIST}");
    let mut names = String::new();
    let list = fs::File::open(LIST).expect("the list of functions");
    flate2::read::GzDecoder::new(list).read_to_string(&mut names).expect("a text");
    let sections = names.lines().map(|name| match name.strip_suffix(".*") {
        Some(bare) => format!("*(.text.{bare} .text.{name} .text.unlikely.{bare})\n"),
        None => format!("*(.text.{name} .text.unlikely.{name})\n"),
    });
    // Beside the linker's own layout, which it keeps.
    let script = format!("SECTIONS {{ .text.often : {{\n{}}} }} INSERT BEFORE .text;\n", sections.collect::<String>());
    let file = folder.join("functions.ld");
    fs::write(&file, script).expect("a file in OUT_DIR");
    println!("cargo:rustc-link-arg-bin=vestibule=-Wl,--script={}", file.display());
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
