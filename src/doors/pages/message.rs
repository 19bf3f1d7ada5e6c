//! A page that says one thing and leads on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::handler_error::HandlerError;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/message.html")]
struct MessagePage {
    t: Texts,
    layout: Layout,
    heading: String,
    paragraphs: Vec<String>,
    next_step: Option<(String, String)>,
}

/// Draws it. `next_step` is an address and the words on its button.
///
/// # Errors
/// When the template can't be rendered.
pub(crate) fn render(
    context: &PageContext,
    status: StatusCode,
    heading: &str,
    paragraphs: &[&str],
    next_step: (&str, &str),
) -> Result<HttpResponse, HandlerError> {
    let page = MessagePage {
        t: context.t,
        layout: context.layout(),
        heading: heading.to_owned(),
        paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
        next_step: Some((next_step.0.to_owned(), next_step.1.to_owned())),
    };
    context.page(status, &page)
}
