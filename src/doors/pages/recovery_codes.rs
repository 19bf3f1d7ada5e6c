//! The page with a new set of recovery codes. It is the only time they are readable.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::filters;
use super::page_context::PageContext;
use super::view::{Badge, FlashKind, Layout};
use crate::doors::handler_error::HandlerError;
use inside::factors::RecoveryCodes;
use inside::texts::Texts;
use inside::users::User;

#[derive(Template)]
#[template(path = "pages/recovery_codes.html")]
struct RecoveryCodesPage {
    t: Texts,
    layout: Layout,
    /// Where the owner goes on, once they are saved.
    next: String,
    codes: Vec<String>,
    /// The same as a text file, in the address of its link: no second request could have it, since nobody can read them again.
    file: String,
}

/// Shows them to the caller.
///
/// # Errors
/// As [`PageContext::page`].
pub(crate) fn render(context: &PageContext, codes: &RecoveryCodes) -> Result<HttpResponse, HandlerError> {
    let username = context.caller.as_ref().map_or("", |caller| caller.user.username.as_str());
    page(context, context.layout(), username, codes, "/two-step")
}

/// Shows them to a user who has just logged in by setting up the factor they belong to, and leads on to `next`.
///
/// # Errors
/// As [`PageContext::page`].
pub(crate) fn render_after_login(
    context: &PageContext,
    user: &User,
    codes: &RecoveryCodes,
    next: &str,
) -> Result<HttpResponse, HandlerError> {
    page(context, Layout { account: Some(Badge::of(user)), ..context.layout() }, &user.username, codes, next)
}

fn page(
    context: &PageContext,
    layout: Layout,
    username: &str,
    codes: &RecoveryCodes,
    next: &str,
) -> Result<HttpResponse, HandlerError> {
    let codes: Vec<String> = codes.readable().map(str::to_owned).collect();
    let app = &context.state.config().app_name;
    let text = format!("{app}: {username}\n{}\n\n{}\n", context.t.recovery_codes(), codes.join("\n"));
    let file = format!("data:text/plain;charset=utf-8,{}", utf8_percent_encode(&text, NON_ALPHANUMERIC));
    let page = RecoveryCodesPage { t: context.t, layout, next: next.to_owned(), codes, file };
    context.page(StatusCode::OK, &page)
}
