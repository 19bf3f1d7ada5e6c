//! Headers on every answer: what a browser may do with it, and which language an API spoke.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};

use super::language;
use super::secret_address::is_secret;
use inside::branding::Typeface;
use inside::state::State;

macro_rules! policy {
    ($more:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; ",
            $more,
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

/// A value that the compiler has checked: at run time each of its characters would be, for every answer.
macro_rules! value {
    ($text:expr) => {
        const { HeaderValue::from_static($text) }
    };
}

/// No inline script or style, nothing from other hosts, no framing. `connect-src` is for passkeys and the docs page. Fonts are
/// allowed where the site has one of its own, and from us alone: elsewhere there is none to load.
pub(crate) fn content_security_policy(state: Option<&State>) -> &'static str {
    if loads_a_font(state) { WITH_A_FONT } else { WITHOUT_FONTS }
}

const WITH_A_FONT: &str = policy!("font-src 'self'; ");
const WITHOUT_FONTS: &str = policy!("");

fn loads_a_font(state: Option<&State>) -> bool {
    state.is_some_and(|state| matches!(state.config().branding.typeface, Typeface::File { .. }))
}

const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

/// Where the form of a page leads besides ourselves: an origin that the operator lists. Kept with the request by
/// [`let_form_lead_to`].
struct FormTarget(String);

/// Allows the forms of this answer to lead to `origin` as well, and to no other. Chromium applies `form-action` to the
/// redirect after a form's POST too, so a login that goes on to another origin would be blocked there.
pub(crate) fn let_form_lead_to(req: &HttpRequest, origin: String) {
    req.extensions_mut().insert(FormTarget(origin));
}

/// Middleware. Headers that an answer sets itself are kept.
pub(crate) async fn secure(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = req.app_data::<web::Data<State>>();
    let production = state.is_some_and(|state| state.config().production);
    let loads_a_font = loads_a_font(state.map(|state| state.get_ref()));
    let policy = if loads_a_font { value!(WITH_A_FONT) } else { value!(WITHOUT_FONTS) };
    let secret_in_address = is_secret(&req);
    let mut res = next.call(req).await?;
    let form_target = res.request().extensions().get::<FormTarget>().map(|target| target.0.clone());
    let said = language::said(res.request());
    let headers = res.headers_mut();
    // Pages say it themselves. CORS may have put an `Origin` in `Vary`, which stays.
    if let Some(language) = said.filter(|_| !headers.contains_key(header::CONTENT_LANGUAGE)) {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
    }
    if let Some(policy) = form_target.and_then(|origin| {
        let policy = policy.to_str().ok()?.replace("form-action 'self'", &format!("form-action 'self' {origin}"));
        HeaderValue::from_str(&policy).ok()
    }) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    default(headers, header::CONTENT_SECURITY_POLICY, policy);
    default(headers, header::X_CONTENT_TYPE_OPTIONS, value!("nosniff"));
    default(headers, header::X_FRAME_OPTIONS, value!("DENY"));
    // The address of a page with the secret of an email must not become a referrer, not even in the logs of a proxy of ours.
    // Its origin may: under `no-referrer` browsers send the forms of a page with the origin `null` (Fetch, "append a request
    // Origin header"), and over plain HTTP that is all they say about where a request comes from.
    let referrer = if secret_in_address { value!("strict-origin") } else { value!("same-origin") };
    default(headers, header::REFERRER_POLICY, referrer);
    default(headers, const { HeaderName::from_static("permissions-policy") }, value!(PERMISSIONS_POLICY));
    default(headers, const { HeaderName::from_static("cross-origin-opener-policy") }, value!("same-origin"));
    default(headers, const { HeaderName::from_static("cross-origin-resource-policy") }, value!("same-origin"));
    // Most answers are about one user, so none may be cached unless it says so itself.
    default(headers, header::CACHE_CONTROL, value!("no-store"));
    if headers.get(header::CACHE_CONTROL).is_some_and(|kept| kept != "no-store") {
        default(headers, header::VARY, value!("Accept-Encoding"));
    }
    if production {
        default(headers, header::STRICT_TRANSPORT_SECURITY, value!("max-age=31536000; includeSubDomains"));
    }
    Ok(res)
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}
