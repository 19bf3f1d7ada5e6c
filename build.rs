//! Makes what is served from `static/`: each file without comments and indentation, plain and compressed. The best compression
//! takes a tenth of a second of a processor, which no start should spend again.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=static");
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
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
