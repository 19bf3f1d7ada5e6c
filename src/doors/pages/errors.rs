//! How an error looks at this door: a page in the usual layout, or JSON for scripts that ask for it.

use std::collections::BTreeSet;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::page_context::{PageContext, page_of, wants_json};
use super::view::{FlashKind, Layout, Theme};
use super::{codes, filters};
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::header_values::{is_json, split};
use crate::doors::local_path::{carrying, local_path};
use crate::doors::refusal::Refusal;
use crate::doors::request_log;
use crate::sentences::wait;
use inside::error::Error;

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    layout: Layout,
    heading: String,
    paragraphs: Vec<String>,
    next_step: Option<(String, String)>,
    reference: Option<String>,
}

/// Middleware: turns every error of this door, whatever raised it, into a page or JSON. A refused form is no error here: its
/// handler has rendered it already.
pub(crate) async fn render_errors(
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

/// Each method once, where several resources at one address answer.
fn each_once(allow: HeaderValue) -> Option<HeaderValue> {
    let methods: BTreeSet<&str> = split(allow.to_str().ok()?, ',').into_iter().collect();
    HeaderValue::from_str(&methods.into_iter().collect::<Vec<_>>().join(", ")).ok()
}

fn error_response(req: &HttpRequest, response: &HttpResponse) -> HttpResponse {
    let not_logged_in =
        response.error().and_then(|e| e.as_error()).is_some_and(|e| matches!(e, HandlerError(Error::NotLoggedIn)));
    if not_logged_in && !is_script(req) {
        return log_in_first(req);
    }
    let refusal = Refusal::of(response);
    let answer = codes::answer(refusal.code);
    let mut response =
        if wants_json(req) { refusal.to_json(req, &answer) } else { as_page(req, &refusal, refusal.status(&answer)) };
    if let Some(seconds) = refusal.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Whether the caller is a script, for which a redirect to the login page would be of no use.
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
        context.flash(FlashKind::Notice, "You've been logged out and your changes weren't saved. Log in to try again.");
        page_of(req.path()).to_owned()
    };
    context.see_other(&carrying("/login", Some(&next)))
}

/// The error page. It links to what the user can do next.
fn as_page(req: &HttpRequest, refusal: &Refusal, status: StatusCode) -> HttpResponse {
    let Some(context) = PageContext::of(req) else {
        return HttpResponse::build(status).finish();
    };
    let (heading, paragraphs, next_step) = words(&context, refusal);
    let page = ErrorPage {
        layout: context.layout_without_messages(),
        heading,
        paragraphs,
        next_step: next_step.map(|(href, label)| (href, label.to_owned())),
        reference: status.is_server_error().then(|| request_log::request_id(req)),
    };
    context.page(status, &page).unwrap_or_else(|_| HttpResponse::build(status).finish())
}

const NOTHING_CHANGED: &str = "Nothing was changed.";

type Words = (String, Vec<String>, Option<(String, &'static str)>);

/// What happened, whether anything was saved, and one next step.
fn words(context: &PageContext, refusal: &Refusal) -> Words {
    let home = Some(("/".to_owned(), "Go to home page"));
    let page = |heading: &str, paragraphs: &[String]| (heading.to_owned(), paragraphs.to_vec(), home.clone());
    let nothing_changed = || NOTHING_CHANGED.to_owned();
    match refusal.code {
        Code::LoginRequired
        | Code::TokenMissing
        | Code::TokenExpired
        | Code::TokenInvalid
        | Code::TokenRevoked
        | Code::TokenReused => {
            ("Log in to continue".to_owned(), vec![nothing_changed()], Some(("/login".to_owned(), "Log in")))
        }
        Code::CrossSite => page(
            "This request came from another site",
            &[format!("To protect your account, we only accept forms from our own pages. {NOTHING_CHANGED}")],
        ),
        Code::Forbidden
        | Code::RegistrationClosed
        | Code::InvitationNeeded
        | Code::EmailNotVerified
        | Code::ReauthRequired
        | Code::CurrentPasswordIncorrect => {
            let account = context.caller.as_ref().map(|caller| &caller.user.username);
            let who =
                account.map(|name| format!("You are logged in as {name}. To use another account, log out first."));
            let paragraphs: Vec<String> = [nothing_changed()].into_iter().chain(who).collect();
            page("You do not have permission to see this", &paragraphs)
        }
        Code::NotFound => page(
            "Page not found",
            &["If you typed the address, check that it is correct. If you followed a link, it may be out of date."
                .to_owned()],
        ),
        Code::MethodNotAllowed => page(
            "Method not allowed",
            &[format!("This page can't be used with {}. {NOTHING_CHANGED}", context.req.method())],
        ),
        Code::TooLarge => page("That is too large to send (limit 64 KB)", &[nothing_changed()]),
        Code::UnsupportedMediaType => page(
            "We can't read that kind of content",
            &[format!("This page accepts forms, and JSON where its documentation says so. {NOTHING_CHANGED}")],
        ),
        Code::Timeout => page("The request took too long to arrive", &[nothing_changed()]),
        Code::RateLimited => {
            page(&format!("Too many requests. Try again in {}", seconds(refusal)), &[nothing_changed()])
        }
        Code::Busy | Code::Unavailable => {
            let logged_in = if context.may_be_logged_in() { "You are still logged in. " } else { "" };
            let paragraphs = vec![format!("{logged_in}{NOTHING_CHANGED} Try again in {}.", seconds(refusal))];
            (outage(refusal).to_owned(), paragraphs, Some((here(&context.req), "Try again")))
        }
        Code::Internal => page("There is a problem on our side", &["Your details were not changed.".to_owned()]),
        Code::BadRequest
        | Code::ValidationFailed
        | Code::UsernameTaken
        | Code::EmailTaken
        | Code::InvalidCredentials
        | Code::LastAdmin
        | Code::DeadLink => page("We can't read that request", &[nothing_changed()]),
    }
}

/// The cause of a 503, without internals.
fn outage(refusal: &Refusal) -> &'static str {
    match refusal.code {
        Code::Busy => "Too many people are logging in right now",
        _ => "Our database is unavailable right now",
    }
}

/// A 503 as one line above a form that is rendered again.
pub(crate) fn outage_in_one_line(refusal: &Refusal) -> String {
    format!("{}. {NOTHING_CHANGED} Try again in {}.", outage(refusal), seconds(refusal))
}

fn seconds(refusal: &Refusal) -> String {
    wait(refusal.retry_after.unwrap_or(5))
}

/// The address to try again: this page, or the page of the form that was sent. A path that leads to another host, like
/// `//evil.example`, is not one of ours.
fn here(req: &HttpRequest) -> String {
    let path = match *req.method() {
        Method::GET => req.uri().path_and_query().map_or("/", |path| path.as_str()),
        _ => page_of(req.path()),
    };
    local_path(path).unwrap_or_else(|| "/".to_owned())
}
