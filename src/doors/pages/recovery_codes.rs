//! The page with a new set of recovery codes. It is the only time they are readable.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use crate::doors::handler_error::HandlerError;
use inside::factors::RecoveryCodes;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/recovery_codes.html")]
struct RecoveryCodesPage {
    t: Texts,
    layout: Layout,
    codes: Vec<String>,
    /// The same as a text file, in the address of its link: no second request could have it, since nobody can read them again.
    file: String,
}

/// Shows them.
///
/// # Errors
/// As [`PageContext::page`].
pub(crate) fn render(context: &PageContext, codes: &RecoveryCodes) -> Result<HttpResponse, HandlerError> {
    let codes: Vec<String> = codes.readable().map(str::to_owned).collect();
    let (app, caller) = (&context.state.config().app_name, context.caller.as_ref());
    let username = caller.map_or("", |caller| caller.user.username.as_str());
    let text = format!("{app}: {username}\n{}\n\n{}\n", context.t.recovery_codes(), codes.join("\n"));
    let file = format!("data:text/plain;charset=utf-8,{}", utf8_percent_encode(&text, NON_ALPHANUMERIC));
    context.page(StatusCode::OK, &RecoveryCodesPage { t: context.t, layout: context.layout(), codes, file })
}
