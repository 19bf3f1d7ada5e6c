//! Static files, embedded in the binary, under names that change with their content.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::guard::fn_guard;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Resource, web};
use rust_embed::RustEmbed;

use super::negotiation;
use crate::doors::handler_error::HandlerError;
use inside::error::Error;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Where they are served.
const FOLDER: &str = "/static/";

struct Asset {
    content_type: &'static str,
    plain: web::Bytes,
    gzip: web::Bytes,
    brotli: web::Bytes,
}

struct Assets {
    by_served_name: HashMap<String, Asset>,
    /// The address of each file, by its name in `static/`.
    address: HashMap<String, String>,
}

/// Read, hashed and compressed once.
static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets { by_served_name: HashMap::new(), address: HashMap::new() };
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else { continue };
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let hash = data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..8]);
        let served = format!("{stem}.{hash}.{ending}");
        let content_type = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        };
        let data = minified(ending, &file.data);
        let asset = Asset { content_type, gzip: gzip(&data), brotli: brotli(&data), plain: data.into() };
        assets.address.insert(name.into_owned(), format!("{FOLDER}{served}"));
        assets.by_served_name.insert(served, asset);
    }
    assets
});

/// The file without comments and indentation: browsers need neither, and a page weighs a tenth less. In a script only lines
/// that are a comment as a whole go, since `//` behind code may be part of a text; no text there spans lines.
fn minified(ending: &str, data: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(data) else { return data.to_vec() };
    match ending {
        "css" => {
            let mut parts = text.split("/*");
            let first = parts.next().unwrap_or_default().to_owned();
            let css = parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, after)| after));
            unindented(css.lines())
        }
        "js" => unindented(text.lines().filter(|line| !line.trim_start().starts_with("//"))),
        _ => data.to_vec(),
    }
}

fn unindented<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

fn gzip(data: &[u8]) -> web::Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).and_then(|()| encoder.finish()).map(Into::into).expect("a vector takes every byte")
}

fn brotli(data: &[u8]) -> web::Bytes {
    let mut compressed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut compressed, 4_096, 11, 22);
    encoder.write_all(data).and_then(|()| encoder.flush()).expect("a vector takes every byte");
    drop(encoder);
    compressed.into()
}

/// Compresses the files now rather than at the first request.
pub fn prepare() {
    LazyLock::force(&ASSETS);
}

/// The address of a file in `static/`, with the hash of its content in the name; nothing for a file that is not there.
pub fn url(name: &str) -> &'static str {
    ASSETS.address.get(name).map_or("", String::as_str)
}

/// `/static/{name}`, for names that this build has. Any other name is a 404 of the pages door.
pub fn resource() -> Resource {
    web::resource("/static/{name}").guard(fn_guard(|asked| {
        let name = asked.head().uri.path().strip_prefix(FOLDER);
        name.is_some_and(|name| ASSETS.by_served_name.contains_key(name))
    }))
}

/// GET `/static/{name}`.
pub async fn immutable(req: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let asset = ASSETS.by_served_name.get(name.as_str()).ok_or(Error::NotFound)?;
    // Another content has another name: a client that has this one never needs to ask again.
    Ok(answer(&req, asset, "public, max-age=31536000, immutable"))
}

/// A file at a fixed address that browsers look for by themselves, kept for a day.
pub fn at_fixed_address(req: &HttpRequest, name: &str) -> HttpResponse {
    let served = ASSETS.address.get(name).and_then(|address| address.strip_prefix(FOLDER));
    let asset = served.and_then(|served| ASSETS.by_served_name.get(served));
    asset.map_or_else(|| HttpResponse::NotFound().finish(), |asset| answer(req, asset, "public, max-age=86400"))
}

fn answer(req: &HttpRequest, asset: &Asset, cache: &'static str) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "Accept-Encoding"));
    let (coding, body) = match negotiation::content_coding(req.headers()) {
        Some("br") => ("br", &asset.brotli),
        Some(_) => ("gzip", &asset.gzip),
        // "identity" keeps the middleware from compressing the file once more.
        None => ("identity", &asset.plain),
    };
    response.insert_header((header::CONTENT_ENCODING, coding)).body(body.clone())
}
