//! Compresses what is whole and small where it was made: a page, an answer in JSON.
//!
//! actix-web's `Compress`, which stands around this, hands every body to another thread and sends it in parts whose number is
//! not known. That is right for an export, which is as long as it happens to be; a page is compressed in less time than the
//! way there and back takes, and then its length is known.

use std::io::Write;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What is longer than this, such as the API reference, keeps a worker busy for too long.
const MOST: usize = 32 * 1024;

/// Brotli at a level for text that is made anew for each request: a twentieth larger than the level `Compress` uses, in a
/// quarter of its time.
const BROTLI_LEVEL: u32 = 1;

/// A window for [`MOST`] bytes, as a power of two.
const BROTLI_WINDOW: u32 = 16;

/// Middleware. [`super::headers::secure`] has put the one coding that was negotiated into the request.
pub(crate) async fn whole<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, Bytes>>, actix_web::Error> {
    let coding = req.headers().get(ACCEPT_ENCODING).cloned();
    let res = next.call(req).await?;
    Ok(res.map_body(|head, body| {
        let Some(coding) = coding.filter(|_| is_compressible(head.status, head.headers())) else {
            return EitherBody::left(body);
        };
        let body = match body.try_into_bytes() {
            Ok(body) => body,
            Err(stream) => return EitherBody::left(stream),
        };
        let Some(compressed) = compressed(&coding, &body) else { return EitherBody::right(body) };
        head.headers_mut().insert(CONTENT_ENCODING, coding);
        head.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        EitherBody::right(compressed)
    }))
}

fn is_compressible(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_text = headers.get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/") || kind.starts_with(b"application/json")
    });
    is_text && status != StatusCode::PARTIAL_CONTENT && !headers.contains_key(CONTENT_ENCODING)
}

/// None for what is left to `Compress`, or has nothing in it.
fn compressed(coding: &HeaderValue, body: &[u8]) -> Option<Bytes> {
    if body.is_empty() || body.len() > MOST {
        return None;
    }
    let room = Vec::with_capacity(body.len() / 2);
    match coding.as_bytes() {
        b"br" => brotli(room, body),
        b"gzip" => gzip(room, body),
        _ => None,
    }
}

fn brotli(room: Vec<u8>, body: &[u8]) -> Option<Bytes> {
    let mut encoder = brotli::CompressorWriter::new(room, MOST, BROTLI_LEVEL, BROTLI_WINDOW);
    encoder.write_all(body).ok()?;
    Some(encoder.into_inner().into())
}

fn gzip(room: Vec<u8>, body: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(room, Compression::fast());
    encoder.write_all(body).ok()?;
    Some(encoder.finish().ok()?.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_comes_out_as_it_went_in() {
        for body in [&b"a"[..], &b"<p>a line of a page</p>\n".repeat(500), &[0x7f; MOST]] {
            let (br, gzip) = (HeaderValue::from_static("br"), HeaderValue::from_static("gzip"));
            let (br, gzip) = (compressed(&br, body).expect("small"), compressed(&gzip, body).expect("small"));
            let mut plain = Vec::new();
            brotli::Decompressor::new(&br[..], 4_096).read_to_end(&mut plain).expect("well-formed");
            assert_eq!(plain, body);
            plain.clear();
            flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut plain).expect("well-formed");
            assert_eq!(plain, body);
        }
        assert_eq!(compressed(&HeaderValue::from_static("br"), &[0; MOST + 1]), None, "Compress does it on a thread");
    }
}
