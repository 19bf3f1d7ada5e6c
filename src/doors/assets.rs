//! Static files, embedded in the binary, under names that change with their content. `build.rs` compresses them.

use std::sync::Arc;

use actix_web::guard::fn_guard;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Resource, web};

use super::negotiation::{Coding, content_codings};
use crate::doors::handler_error::HandlerError;
use inside::branding::{Branding, ServedFile};
use inside::error::Error;
use inside::state::State;

struct Asset {
    /// In `static/`.
    name: &'static str,
    /// With a hash of the content.
    url: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    brotli: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Asset {
    fn content_type(&self) -> &'static str {
        match self.name.rsplit_once('.') {
            Some((_, "css")) => "text/css; charset=utf-8",
            Some((_, "js")) => "text/javascript; charset=utf-8",
            Some((_, "svg")) => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        }
    }

    fn answer(&self, req: &HttpRequest, cache: &'static str) -> HttpResponse {
        let (coding, body) = match content_codings(req.head()).preferring(Coding::Brotli) {
            Some(Coding::Brotli) => ("br", self.brotli),
            Some(Coding::Gzip) => ("gzip", self.gzip),
            // "identity" keeps the middleware from compressing the file once more.
            None => ("identity", self.plain),
        };
        HttpResponse::Ok()
            .content_type(self.content_type())
            .insert_header((header::CACHE_CONTROL, cache))
            .insert_header((header::VARY, "Accept-Encoding"))
            .insert_header((header::CONTENT_ENCODING, coding))
            .body(body)
    }
}

fn named(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

fn at(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.url == path)
}

/// The address of a file in `static/`.
///
/// # Panics
/// Where there is no such file: a page that names one is wrong in every answer, so any test of it finds out.
pub(crate) fn url(name: &str) -> &'static str {
    named(name).expect("a file in static/").url
}

/// `/static/{name}`, for names that this build or the look of this site has. Any other name is a 404 of the pages door.
pub(crate) fn resource(branding: &Arc<Branding>) -> Resource {
    let branding = Arc::clone(branding);
    web::resource("/static/{name}").guard(fn_guard(move |asked| {
        let path = asked.head().uri.path();
        at(path).is_some() || branding.file_at(path).is_some()
    }))
}

/// GET `/static/{name}`.
pub(crate) async fn immutable(req: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, HandlerError> {
    // Another content has another name: a client that has this one never needs to ask again.
    const FOREVER: &str = "public, max-age=31536000, immutable";
    if let Some(asset) = at(req.path()) {
        return Ok(asset.answer(&req, FOREVER));
    }
    let file = state.config().branding.file_at(req.path()).ok_or(Error::NotFound)?;
    Ok(of_the_site(file, FOREVER))
}

/// A file of the site's own look. What is text is compressed on its way out; a font and a picture are already.
pub(crate) fn of_the_site(file: &ServedFile, cache: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type(file.content_type).insert_header((header::CACHE_CONTROL, cache));
    answer.insert_header((header::VARY, "Accept-Encoding"));
    if let Some(policy) = file.policy() {
        answer.insert_header((header::CONTENT_SECURITY_POLICY, policy));
    }
    if !file.content_type.starts_with("text/") {
        answer.insert_header((header::CONTENT_ENCODING, "identity"));
    }
    answer.body(file.content.clone())
}

/// How long a file at a fixed address is kept.
pub(crate) const A_DAY: &str = "public, max-age=86400";

/// A file at a fixed address that browsers look for by themselves, kept for a day.
pub(crate) fn at_fixed_address(req: &HttpRequest, name: &str) -> HttpResponse {
    named(name).map_or_else(|| HttpResponse::NotFound().finish(), |asset| asset.answer(req, A_DAY))
}
