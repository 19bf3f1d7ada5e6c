//! Compresses answers: what is whole and small where it was made, with its length; what is long in steps, as it is sent.
//!
//! A page is compressed in less time than the way to another thread and back takes, so nothing is handed to one.

use std::cell::RefCell;
use std::io::{self, Write};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use libdeflater::{CompressionLvl, Compressor};

use super::negotiation::{Coding, content_codings};

/// What is longer than this is compressed in steps of this length: a millisecond or two each, in which a worker does
/// nothing else.
const STEP: usize = 32 * 1024;

/// libdeflate's first level that compresses; at 0, which it calls the fastest, it only packs.
const GZIP_LEVEL: i32 = 1;

/// zlib's level that makes a page as small as that: the first that looks for repetitions everywhere.
const GZIP_LEVEL_OF_LONG: u32 = 2;

/// Brotli at a level for text that is made anew for each request, and at one for the API reference and the like: a fourth smaller,
/// and rarely asked for.
const BROTLI_LEVEL: u32 = 1;
const BROTLI_LEVEL_OF_LONG: u32 = 5;

/// Middleware. What is whole and small goes out as gzip where the client takes either: it is compressed in less time than by
/// Brotli. What is long goes out as Brotli, which is smaller.
pub(crate) async fn compress<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let res = next.call(req).await?;
    let accepted = content_codings(res.request().head());
    Ok(res.map_body(|head, body| {
        let preferred = match body.size() {
            BodySize::None | BodySize::Sized(0) => return EitherBody::left(body),
            BodySize::Sized(length) if length <= STEP as u64 => Coding::Gzip,
            _ => Coding::Brotli,
        };
        let Some(coding) = accepted.preferring(preferred).filter(|_| is_compressible(head.status, head.headers()))
        else {
            return EitherBody::left(body);
        };
        head.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding.word()));
        head.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
        EitherBody::right(match body.try_into_bytes() {
            Ok(whole) if whole.len() <= STEP => BoxBody::new(at_once(coding, &whole)),
            Ok(whole) => BoxBody::new(InSteps::new(coding, whole)),
            Err(stream) => BoxBody::new(InSteps::new(coding, stream)),
        })
    }))
}

fn is_compressible(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_text = headers.get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/") || kind.starts_with(b"application/json")
    });
    is_text && status != StatusCode::PARTIAL_CONTENT && !headers.contains_key(CONTENT_ENCODING)
}

fn at_once(coding: Coding, body: &[u8]) -> Bytes {
    match coding {
        Coding::Gzip => gzip(body),
        Coding::Brotli => {
            let mut encoder = brotli(BROTLI_LEVEL);
            // A vector takes every byte.
            let _ = encoder.write_all(body);
            encoder.into_inner().into()
        }
    }
}

thread_local! {
    /// The worker's compressor, with room for what comes out of it. New ones for each page would be some hundred KiB to clear.
    static GZIP: RefCell<(Compressor, Vec<u8>)> = {
        let level = CompressionLvl::new(GZIP_LEVEL).expect("a level of libdeflate's");
        RefCell::new((Compressor::new(level), Vec::new()))
    };
}

fn gzip(body: &[u8]) -> Bytes {
    GZIP.with_borrow_mut(|(gzip, room)| {
        let most = gzip.gzip_compress_bound(body.len());
        if room.len() < most {
            room.resize(most, 0);
        }
        let length = gzip.gzip_compress(body, room).expect("the compressor's own bound is room enough");
        Bytes::copy_from_slice(&room[..length])
    })
}

fn brotli(level: u32) -> brotli::CompressorWriter<Vec<u8>> {
    // A window for two steps, as a power of two.
    brotli::CompressorWriter::new(Vec::new(), STEP, level, 16)
}

/// A body that is compressed as it is sent.
struct InSteps<B> {
    body: Pin<Box<B>>,
    /// Came from the body, and is not compressed yet.
    waiting: Bytes,
    /// None once everything was sent.
    encoder: Option<Encoder>,
}

impl<B: MessageBody> InSteps<B> {
    fn new(coding: Coding, body: B) -> InSteps<B> {
        InSteps { body: Box::pin(body), waiting: Bytes::new(), encoder: Some(Encoder::new(coding)) }
    }
}

impl<B: MessageBody> MessageBody for InSteps<B> {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        loop {
            let Some(encoder) = &mut this.encoder else { return Poll::Ready(None) };
            if this.waiting.is_empty() {
                match ready!(this.body.as_mut().poll_next(cx)) {
                    Some(piece) => this.waiting = piece.map_err(Into::into)?,
                    None => {
                        let end = this.encoder.take().map(Encoder::finish).transpose()?;
                        return Poll::Ready(end.map(Ok));
                    }
                }
                continue;
            }
            let step = this.waiting.split_to(this.waiting.len().min(STEP));
            let compressed = encoder.write(&step)?;
            if !compressed.is_empty() {
                return Poll::Ready(Some(Ok(compressed)));
            }
        }
    }
}

enum Encoder {
    Gzip(Box<GzEncoder<Vec<u8>>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
}

impl Encoder {
    fn new(coding: Coding) -> Encoder {
        match coding {
            Coding::Gzip => Encoder::Gzip(Box::new(GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL_OF_LONG)))),
            Coding::Brotli => Encoder::Brotli(Box::new(brotli(BROTLI_LEVEL_OF_LONG))),
        }
    }

    /// Takes more, and gives what is compressed by now.
    fn write(&mut self, body: &[u8]) -> io::Result<Bytes> {
        let compressed = match self {
            Encoder::Gzip(encoder) => {
                encoder.write_all(body)?;
                encoder.get_mut()
            }
            Encoder::Brotli(encoder) => {
                encoder.write_all(body)?;
                encoder.get_mut()
            }
        };
        Ok(mem::take(compressed).into())
    }

    fn finish(self) -> io::Result<Bytes> {
        match self {
            Encoder::Gzip(encoder) => encoder.finish().map(Bytes::from),
            Encoder::Brotli(encoder) => Ok(encoder.into_inner().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::body;

    use super::*;

    fn plain(coding: Coding, compressed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        match coding {
            Coding::Gzip => flate2::read::GzDecoder::new(compressed).read_to_end(&mut plain),
            Coding::Brotli => brotli::Decompressor::new(compressed, 4_096).read_to_end(&mut plain),
        }
        .expect("well-formed");
        plain
    }

    /// What no compressor makes smaller.
    fn noise(length: usize) -> Vec<u8> {
        let numbers =
            std::iter::successors(Some(1_u32), |n| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
        numbers.map(|n| n.to_be_bytes()[0]).take(length).collect()
    }

    #[tokio::test]
    async fn what_is_compressed_comes_out_as_it_went_in() {
        let page = b"<p>a line of a page</p>\n".repeat(500);
        for body in [b"a".to_vec(), page, vec![0x7f; STEP], noise(STEP), noise(3 * STEP + 1), vec![0x7f; 9 * STEP]] {
            for coding in [Coding::Gzip, Coding::Brotli] {
                assert_eq!(plain(coding, &at_once(coding, &body)), body);
                let sent =
                    body::to_bytes(InSteps::new(coding, Bytes::from(body.clone()))).await.expect("nothing fails");
                assert_eq!(plain(coding, &sent), body);
            }
        }
    }
}
