//! Reads request bodies: a form or JSON, whole or not at all.

use std::future::Future;
use std::pin::Pin;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpRequest, ResponseError, web};
use futures_util::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::header_values::media_type;
use inside::state::State;

/// The largest body any door reads.
pub(crate) const LARGEST_BODY: usize = 64 * 1024;

/// Why a body could not be read. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Neither form nor JSON, or not the one this route takes.
    #[error("the content type is not one this route reads")]
    WrongType,
    /// Over [`LARGEST_BODY`].
    #[error("the body is larger than 64 KiB")]
    TooLarge,
    /// Not well-formed, not UTF-8, a NUL, a key twice, or a value of the wrong kind.
    #[error("the body is not well-formed")]
    Malformed,
    /// It did not arrive in time.
    #[error("the body did not arrive in time")]
    TooSlow,
}

impl ResponseError for Unreadable {
    fn status_code(&self) -> StatusCode {
        match self {
            Unreadable::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Unreadable::Malformed => StatusCode::BAD_REQUEST,
            Unreadable::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }
}

/// The kind of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// `application/x-www-form-urlencoded`, as browsers send forms.
    Form,
    /// `application/json`.
    Json,
}

/// A body that was read whole and is valid UTF-8, not yet parsed.
pub(crate) struct Submission {
    kind: BodyKind,
    text: String,
}

impl Submission {
    /// The one value of this name in a form, for the method override; none where there are several.
    pub(crate) fn form_value(&self, name: &str) -> Option<String> {
        if self.kind != BodyKind::Form {
            return None;
        }
        let mut values = url::form_urlencoded::parse(self.text.as_bytes()).filter(|(key, _)| key == name);
        values.next().filter(|_| values.next().is_none()).map(|(_, value)| value.into_owned())
    }

    /// As the input of a verb. Unknown members are ignored.
    ///
    /// # Errors
    /// [`Unreadable::Malformed`].
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        match self.kind {
            BodyKind::Form => serde_urlencoded::from_str(&self.text).map_err(|_| Unreadable::Malformed),
            // Serde would take an array for the members in their order, without their names.
            BodyKind::Json if !self.text.trim_ascii_start().starts_with('{') => Err(Unreadable::Malformed),
            BodyKind::Json => serde_json::from_str(&self.text).map_err(|_| Unreadable::Malformed),
        }
    }
}

/// Middleware: refuses a body that is announced as larger than [`LARGEST_BODY`], also at routes that read no body. Safe
/// methods (GET, HEAD, OPTIONS) are not limited.
pub(crate) async fn bounded(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let announced = req.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let may_change = !matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if may_change && announced.is_some_and(|length| length > LARGEST_BODY as u64) {
        return Ok(req.error_response(Unreadable::TooLarge));
    }
    next.call(req).await.map(ServiceResponse::map_into_boxed_body)
}

/// Reads a body of either kind.
///
/// # Errors
/// Every case of [`Unreadable`].
pub(crate) async fn read(
    req: &HttpRequest,
    payload: &mut (impl Stream<Item = Result<web::Bytes, PayloadError>> + Unpin),
) -> Result<Submission, Unreadable> {
    let kind = kind(req).ok_or(Unreadable::WrongType)?;
    understood(kind, collect(req, payload).await?)
}

/// Reads a body that may be left out. Many clients send a content type with every request, so an empty body counts as none
/// whatever its type says, and so does JSON's `null`.
///
/// # Errors
/// Every case of [`Unreadable`].
pub(crate) async fn read_optional(
    req: &HttpRequest,
    payload: &mut (impl Stream<Item = Result<web::Bytes, PayloadError>> + Unpin),
) -> Result<Option<Submission>, Unreadable> {
    let body = collect(req, payload).await?;
    if body.is_empty() {
        return Ok(None);
    }
    let submission = understood(kind(req).ok_or(Unreadable::WrongType)?, body)?;
    let is_null = submission.kind == BodyKind::Json && submission.text.trim_ascii() == "null";
    Ok((!is_null).then_some(submission))
}

pub(super) fn understood(kind: BodyKind, body: web::BytesMut) -> Result<Submission, Unreadable> {
    let text = String::from_utf8(body.to_vec()).map_err(|_| Unreadable::Malformed)?;
    if has_nul_or_bad_utf8(kind, &text) {
        return Err(Unreadable::Malformed);
    }
    Ok(Submission { kind, text })
}

/// Reads the body, which has `REQUEST_BODY_TIMEOUT` to arrive, however little of it comes at a time.
async fn collect(
    req: &HttpRequest,
    payload: &mut (impl Stream<Item = Result<web::Bytes, PayloadError>> + Unpin),
) -> Result<web::BytesMut, Unreadable> {
    let all = collect_all(payload);
    match req.app_data::<web::Data<State>>() {
        Some(state) => timeout(state.config().operations.body_timeout, all).await.map_err(|_| Unreadable::TooSlow)?,
        None => all.await,
    }
}

async fn collect_all(
    payload: &mut (impl Stream<Item = Result<web::Bytes, PayloadError>> + Unpin),
) -> Result<web::BytesMut, Unreadable> {
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Unreadable::Malformed)?;
        if body.len() + chunk.len() > LARGEST_BODY {
            return Err(Unreadable::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn kind(req: &HttpRequest) -> Option<BodyKind> {
    match media_type(req.headers())?.as_str() {
        "application/x-www-form-urlencoded" => Some(BodyKind::Form),
        "application/json" => Some(BodyKind::Json),
        _ => None,
    }
}

/// The decoder of forms would replace bytes that are not UTF-8, and PostgreSQL stores no NUL: both are refused here, once.
fn has_nul_or_bad_utf8(kind: BodyKind, text: &str) -> bool {
    match kind {
        BodyKind::Form => match percent_encoding::percent_decode_str(text).decode_utf8() {
            Ok(decoded) => decoded.contains('\0'),
            Err(_) => true,
        },
        BodyKind::Json => text.contains('\0') || has_escaped_nul(text),
    }
}

/// `\u0000` whose backslash is not itself escaped.
fn has_escaped_nul(text: &str) -> bool {
    text.match_indices("\\u0000")
        .any(|(at, _)| text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0)
}

/// The body of a browser's form, as the input of a verb.
pub(crate) struct Form<T>(pub(crate) T);

/// A JSON body, as the input of a verb.
pub(crate) struct Json<T>(pub(crate) T);

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, Unreadable>>>>;

/// Reads a body of the wanted kind and makes an extractor of it.
fn extract<T: DeserializeOwned + 'static, E: 'static>(
    req: &HttpRequest,
    payload: &mut Payload,
    wanted: BodyKind,
    wrap: fn(T) -> E,
) -> Reading<E> {
    let (req, mut payload) = (req.clone(), payload.take());
    Box::pin(async move {
        let submission = read(&req, &mut payload).await?;
        if submission.kind == wanted { submission.parse().map(wrap) } else { Err(Unreadable::WrongType) }
    })
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Unreadable;
    type Future = Reading<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        extract(req, payload, BodyKind::Form, Form)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Unreadable;
    type Future = Reading<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        extract(req, payload, BodyKind::Json, Json)
    }
}

/// A JSON body that may be left out (see [`read_optional`]); the default then.
pub(crate) struct OptionalJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = Unreadable;
    type Future = Reading<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            match read_optional(&req, &mut payload).await? {
                None => Ok(OptionalJson(T::default())),
                Some(submission) if submission.kind == BodyKind::Json => submission.parse().map(OptionalJson),
                Some(_) => Err(Unreadable::WrongType),
            }
        })
    }
}

impl FromRequest for Submission {
    type Error = Unreadable;
    type Future = Reading<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move { read(&req, &mut payload).await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_found_however_it_is_written() {
        assert!(has_nul_or_bad_utf8(BodyKind::Form, "a=b%00c"));
        assert!(has_nul_or_bad_utf8(BodyKind::Form, "a=%ff"));
        assert!(has_nul_or_bad_utf8(BodyKind::Json, r#"{"a":"\u0000"}"#));
        assert!(has_nul_or_bad_utf8(BodyKind::Json, r#"{"a":"\\\u0000"}"#));
        assert!(!has_nul_or_bad_utf8(BodyKind::Json, r#"{"a":"\\u0000"}"#));
        assert!(!has_nul_or_bad_utf8(BodyKind::Form, "a=b%20c+%C3%A9"));
    }
}
