//! Which pages on other origins may read our answers: those on the origins in `ALLOWED_ORIGINS`, and no others.

use actix_cors::Cors;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;

use super::header_values::split;
use inside::config::Config;

/// Headers that libraries attach to every request of a front end: tracing (W3C Trace Context and Baggage, Sentry, B3, Datadog,
/// Elastic, New Relic, Jaeger, the cloud providers), and what HTTP clients add. None of them is read here; refused in a
/// preflight, they would keep the front end from logging in.
const ATTACHED: &[&str] = &[
    "traceparent",
    "tracestate",
    "baggage",
    "sentry-trace",
    "b3",
    "x-b3-traceid",
    "x-b3-spanid",
    "x-b3-parentspanid",
    "x-b3-sampled",
    "x-b3-flags",
    "x-datadog-origin",
    "x-datadog-parent-id",
    "x-datadog-sampling-priority",
    "x-datadog-sampled",
    "x-datadog-tags",
    "x-datadog-trace-id",
    "elastic-apm-traceparent",
    "newrelic",
    "uber-trace-id",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "request-id",
    "request-context",
    "x-request-id",
    "x-correlation-id",
    "x-requested-with",
    "accept",
    "accept-language",
    "cache-control",
    "pragma",
];

/// Middleware around [`middleware`]: the headers that a preflight asks for, as one list without empty elements (RFC 9110
/// section 5.6.1). actix-cors reads the first line only, and refuses an element that is no name.
pub(crate) async fn join_request_headers(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let name = header::ACCESS_CONTROL_REQUEST_HEADERS;
    let lines = req.headers().get_all(&name).map(HeaderValue::to_str).collect::<Result<Vec<_>, _>>();
    // A line that is not text is left to be refused.
    if let Ok(lines) = lines {
        let joined: Vec<&str> = lines.into_iter().flat_map(|line| split(line, ',')).collect();
        let joined = HeaderValue::from_str(&joined.join(", ")).ok().filter(|joined| !joined.is_empty());
        req.headers_mut().remove(&name);
        if let Some(joined) = joined {
            req.headers_mut().insert(name, joined);
        }
    }
    next.call(req).await
}

/// CORS for a door. It only tells browsers which pages may read answers: which requests may change state is decided by
/// [`super::cross_site`] and by tokens.
pub(crate) fn middleware(config: &Config) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        .allowed_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
        .allowed_headers(ATTACHED.iter().copied())
        .expose_headers([header::LINK, header::RETRY_AFTER, header::HeaderName::from_static("x-request-id")])
        .supports_credentials()
        // A request from another origin is answered without the headers that would let a page there read the answer.
        .block_on_origin_mismatch(false)
        .max_age(600);
    config.allowed_origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
