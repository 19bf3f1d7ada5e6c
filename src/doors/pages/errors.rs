//! How an error looks at this door: a page in the usual layout, or JSON for scripts that ask for it.

use std::collections::BTreeSet;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use time::Duration;

use super::page_context::{PageContext, page_of, wants_json};
use super::view::{FlashKind, Layout};
use super::{codes, filters};
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::header_values::{is_json, split};
use crate::doors::local_path::{carrying, local_path};
use crate::doors::refusal::Refusal;
use crate::doors::request_log;
use inside::error::Error;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    t: Texts,
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
    let methods: BTreeSet<&str> = split(allow.to_str().ok()?, ',').collect();
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
        context.flash(FlashKind::Notice, context.t.notice_log_in_again());
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
        t: context.t,
        layout: context.layout_without_messages(),
        heading,
        paragraphs,
        next_step: next_step.map(|(href, label)| (href, label.to_owned())),
        reference: status.is_server_error().then(|| request_log::request_id(req)),
    };
    context.page(status, &page).unwrap_or_else(|_| HttpResponse::build(status).finish())
}

type Words = (String, Vec<String>, Option<(String, &'static str)>);

/// What happened, whether anything was saved, and one next step.
fn words(context: &PageContext, refusal: &Refusal) -> Words {
    let t = context.t;
    let home = Some(("/".to_owned(), t.go_to_home_page()));
    let page = |heading: &str, paragraph: String| (heading.to_owned(), vec![paragraph], home.clone());
    let nothing_changed = || t.nothing_was_changed().to_owned();
    match refusal.code {
        Code::LoginRequired
        | Code::TokenMissing
        | Code::TokenExpired
        | Code::TokenInvalid
        | Code::TokenRevoked
        | Code::TokenReused => {
            (t.log_in_to_continue().to_owned(), vec![nothing_changed()], Some(("/login".to_owned(), t.log_in())))
        }
        Code::CrossSite => page(t.from_another_site(), in_a_row(&[t.only_our_own_forms(), t.nothing_was_changed()])),
        Code::Forbidden
        | Code::RegistrationClosed
        | Code::InvitationNeeded
        | Code::EmailNotVerified
        | Code::ReauthRequired
        | Code::CurrentPasswordIncorrect => {
            let who = context.caller.as_ref().map(|caller| t.logged_in_as(&caller.user.username));
            let paragraphs: Vec<String> = [nothing_changed()].into_iter().chain(who).collect();
            (t.no_permission_to_see().to_owned(), paragraphs, home)
        }
        Code::SecondFactorSetupRequired => {
            let way = Some(("/two-step".to_owned(), t.set_up_app()));
            (t.two_step_required().to_owned(), vec![nothing_changed()], way)
        }
        Code::NotFound => page(t.page_not_found(), t.check_the_address().to_owned()),
        Code::MethodNotAllowed => page(
            t.method_not_allowed(),
            in_a_row(&[&t.page_refuses_method(context.req.method()), t.nothing_was_changed()]),
        ),
        Code::TooLarge => page(t.too_large_to_send(), nothing_changed()),
        Code::UnsupportedMediaType => {
            page(t.cannot_read_content(), in_a_row(&[t.accepts_forms_and_json(), t.nothing_was_changed()]))
        }
        Code::Timeout => page(t.request_took_too_long(), nothing_changed()),
        Code::RateLimited => page(&t.too_many_requests(wait(t, refusal)), nothing_changed()),
        Code::Busy | Code::Unavailable => {
            let heading = match refusal.code {
                Code::Busy => t.too_many_logins(),
                _ => t.database_unavailable(),
            };
            let when = t.try_again_then(wait(t, refusal));
            let changed = if refusal.is_unsure { "" } else { t.nothing_was_changed() };
            let facts = [t.still_logged_in(), changed, &when];
            let facts = if context.may_be_logged_in() { &facts[..] } else { &facts[1..] };
            (heading.to_owned(), vec![in_a_row(facts)], Some((here(&context.req), t.try_again())))
        }
        Code::Internal => page(t.problem_on_our_side(), t.details_not_changed().to_owned()),
        Code::BadRequest
        | Code::ValidationFailed
        | Code::UsernameTaken
        | Code::EmailTaken
        | Code::InvalidCredentials
        | Code::LastAdmin
        | Code::LastFactor
        | Code::SecondFactorRequired
        | Code::SecondFactorWrong
        | Code::PasskeyUnknown
        | Code::DeadLink => page(t.cannot_read_request(), nothing_changed()),
    }
}

/// A 503 as one line above a form that is rendered again: its cause, without internals, and what to do.
pub(crate) fn outage_in_one_line(t: Texts, refusal: &Refusal) -> String {
    let cause = match refusal.code {
        Code::Busy => t.too_many_logins_sentence(),
        _ => t.database_unavailable_sentence(),
    };
    let changed = if refusal.is_unsure { "" } else { t.nothing_was_changed() };
    in_a_row(&[cause, changed, &t.try_again_then(wait(t, refusal))])
}

/// Sentences in one paragraph.
pub(crate) fn in_a_row(sentences: &[&str]) -> String {
    sentences.iter().copied().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "in 5 seconds".
fn wait(t: Texts, refusal: &Refusal) -> String {
    let seconds = refusal.retry_after.unwrap_or(5);
    t.within(Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX)))
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
