//! One structured log line for each request, and the request id that joins answer, log line and event; the same request as a number.

use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest};
use tracing::{Instrument, Span, field};

use super::request_metrics::WorkerRequests;
use super::trace_parent;
use inside::error::Error;

#[derive(Clone)]
struct RequestId(String);

/// Marks a HEAD request, which handlers see as GET.
pub(crate) struct Head;

/// This request's id: one that we made, never one that the client sent.
pub(crate) fn request_id(req: &HttpRequest) -> String {
    req.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Middleware, outermost. The log line names the route's pattern, never the path: paths hold the secrets of emailed links.
///
/// HEAD is routed as GET; the server leaves the body out (RFC 9110 section 9.3.2).
pub(crate) async fn log(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let (start, id, method) = (Instant::now(), inside::random::request_id(), req.method().clone());
    req.extensions_mut().insert(RequestId(id.clone()));
    if method == Method::HEAD {
        req.head_mut().method = Method::GET;
        req.extensions_mut().insert(Head);
    }
    let span = tracing::info_span!("request", request_id = %id, trace_id = field::Empty);
    if let Some(trace) = trace_parent::trace_id(req.headers()) {
        span.record("trace_id", trace);
    }
    let mut under_way = UnderWay { span: &span, method: &method, start, is_answered: false };
    let answer = next.call(req).instrument(span.clone()).await;
    under_way.is_answered = true;
    let mut res = answer?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        res.headers_mut().insert(const { HeaderName::from_static("x-request-id") }, value);
    }
    let route = res.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
    let (status, took) = (res.status(), start.elapsed());
    if let Some(requests) = res.request().app_data::<WorkerRequests>() {
        requests.count(&route, &method, status, took);
    }
    let status = status.as_u16();
    let milliseconds = milliseconds(took);
    span.in_scope(|| tracing::info!(method = %method, route, status, milliseconds, "answered"));
    Ok(res)
}

fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 10_000.0).round() / 10.0
}

/// A request without an answer. It ends like this when its client has left.
struct UnderWay<'a> {
    span: &'a Span,
    method: &'a Method,
    start: Instant,
    is_answered: bool,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if self.is_answered || std::thread::panicking() {
            return;
        }
        let (method, milliseconds) = (self.method, milliseconds(self.start.elapsed()));
        self.span.in_scope(|| tracing::info!(%method, milliseconds, "the client left without an answer"));
    }
}

/// Logs the cause of an error whose answer does not tell it, once, within the request's span.
pub(crate) fn log_cause(error: &Error) {
    if let Error::Internal(cause) | Error::Unavailable(cause) | Error::Unsure(cause) | Error::Conflict(cause) = error {
        tracing::error!(cause, "a request failed");
    }
}
