//! How an error looks at this door: a page in the usual layout, or JSON for scripts that ask for it.

use std::collections::BTreeSet;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::filters;
use super::page_context::{PageContext, page_of, wants_json};
use super::view::{FlashKind, Layout, Theme};
use crate::doors::header_values::{is_json, split};
use crate::doors::local_path::carrying;
use crate::doors::refusal::{Refusal, wait};
use crate::doors::request_log;
use crate::error::Error;

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    layout: Layout,
    heading: String,
    paragraphs: Vec<String>,
    next_step: Option<(String, String)>,
    reference: Option<String>,
}

/// Middleware: turns every error of this door, whoever made it, into a page or JSON. A refused form is no error here: its
/// handler has rendered it already.
pub async fn render_errors(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    let bare = res.response().error().is_some()
        || (res.status().as_u16() >= 400 && !res.headers().contains_key(header::CONTENT_TYPE));
    if !bare {
        return Ok(res);
    }
    let (req, response) = res.into_parts();
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut response = error_response(&req, &response);
    if let Some(allow) = allow.and_then(each_once) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    Ok(ServiceResponse::new(req, response))
}

/// The methods of several resources at one address.
fn each_once(allow: HeaderValue) -> Option<HeaderValue> {
    let methods: BTreeSet<&str> = split(allow.to_str().ok()?, ',').into_iter().collect();
    HeaderValue::from_str(&methods.into_iter().collect::<Vec<_>>().join(", ")).ok()
}

fn error_response(req: &HttpRequest, response: &HttpResponse) -> HttpResponse {
    let not_logged_in =
        response.error().and_then(|e| e.as_error::<Error>()).is_some_and(|e| matches!(e, Error::NotLoggedIn));
    if not_logged_in && !is_script(req) {
        return log_in_first(req);
    }
    let refusal = Refusal::of(response);
    let mut response = if wants_json(req) { refusal.to_json(req) } else { as_page(req, &refusal) };
    if let Some(seconds) = refusal.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A caller that no form can be: it would not know what to do with a login page.
fn is_script(req: &HttpRequest) -> bool {
    wants_json(req) || is_json(req.headers()) || matches!(*req.method(), Method::PATCH | Method::PUT | Method::DELETE)
}

fn log_in_first(req: &HttpRequest) -> HttpResponse {
    let Some(context) = PageContext::of(req) else {
        return HttpResponse::InternalServerError().finish();
    };
    let next = if *req.method() == Method::GET {
        req.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned()
    } else {
        context.flash(FlashKind::Notice, "You were logged out, so nothing was saved. Log in to try again.");
        page_of(req.path()).to_owned()
    };
    context.see_other(&carrying("/login", Some(&next)))
}

/// As the session API would answer, its link to what the code means included.
fn as_page(req: &HttpRequest, refusal: &Refusal) -> HttpResponse {
    let Some(context) = PageContext::of(req) else {
        return HttpResponse::build(refusal.status).finish();
    };
    let (heading, paragraphs, next_step) = words(req, &context, refusal);
    let page = ErrorPage {
        layout: context.layout_without_messages(),
        heading,
        paragraphs,
        next_step: next_step.map(|(href, label)| (href.to_owned(), label.to_owned())),
        reference: refusal.status.is_server_error().then(|| request_log::request_id(req)),
    };
    context.page(refusal.status, &page).unwrap_or_else(|_| HttpResponse::build(refusal.status).finish())
}

type Words = (String, Vec<String>, Option<(&'static str, &'static str)>);

/// What happened, whether anything was saved, and one next step.
fn words(req: &HttpRequest, context: &PageContext, refusal: &Refusal) -> Words {
    let nothing_saved = "Nothing was changed.".to_owned();
    let home = Some(("/", "Go to the start page"));
    let account = context.caller.as_ref().map(|caller| &caller.user.username);
    match refusal.status {
        StatusCode::UNAUTHORIZED => ("Log in to continue".to_owned(), vec![nothing_saved], Some(("/login", "Log in"))),
        StatusCode::FORBIDDEN if refusal.code == "cross_site" => (
            "That came from another site".to_owned(),
            vec!["To protect your account we only take forms from our own pages. Nothing was changed.".to_owned()],
            home,
        ),
        StatusCode::FORBIDDEN => {
            let who =
                account.map(|name| format!("You are logged in as {name}. To use another account, log out first."));
            let mut paragraphs = vec![nothing_saved];
            paragraphs.extend(who);
            ("You do not have permission to see this".to_owned(), paragraphs, home)
        }
        StatusCode::NOT_FOUND => (
            "Page not found".to_owned(),
            vec![
                "If you typed the address, check that it is correct. If you followed a link, it may be an old one."
                    .to_owned(),
            ],
            home,
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "That does not work here".to_owned(),
            vec![format!("This address does not answer {}. {nothing_saved}", req.method())],
            home,
        ),
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("That is too large to send (limit 64 KB)".to_owned(), vec![nothing_saved], home)
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "We could not read that kind of content".to_owned(),
            vec![format!("This address reads forms, and JSON where its documentation says so. {nothing_saved}")],
            home,
        ),
        StatusCode::REQUEST_TIMEOUT => ("That took too long to arrive".to_owned(), vec![nothing_saved], home),
        StatusCode::TOO_MANY_REQUESTS => {
            let heading = format!("Too many requests. Try again in {}", wait(refusal.retry_after.unwrap_or(60)));
            (heading, vec![nothing_saved], home)
        }
        StatusCode::SERVICE_UNAVAILABLE => (
            "We are busy at this moment".to_owned(),
            vec![format!("Try again in {}. {nothing_saved}", wait(refusal.retry_after.unwrap_or(5)))],
            home,
        ),
        status if status.is_server_error() => {
            ("There is a problem on our side".to_owned(), vec!["Your details were not changed.".to_owned()], home)
        }
        _ => ("We could not read that".to_owned(), vec![nothing_saved], home),
    }
}
