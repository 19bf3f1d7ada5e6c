//! What each code of the APIs means: one page of them all, and one for each, to which the answers link.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::api_docs::OperationEntry;
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::code_sections::{SECTIONS, Section, section};
use crate::doors::codes::CODES_PATH;
use crate::doors::handler_error::HandlerError;
use crate::doors::openapi;
use inside::error::Error;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/error_codes.html")]
struct ErrorCodesPage {
    t: Texts,
    layout: Layout,
    sections: &'static [Section],
}

#[derive(Template)]
#[template(path = "pages/error_code.html")]
struct ErrorCodePage {
    t: Texts,
    layout: Layout,
    code: String,
    section: &'static Section,
    operations: Vec<OperationEntry>,
}

/// GET `/docs/errors`, open to all.
pub(crate) async fn get(context: PageContext) -> Result<HttpResponse, HandlerError> {
    context.page(StatusCode::OK, &ErrorCodesPage { t: context.t, layout: context.layout(), sections: &SECTIONS })
}

/// GET `/docs/errors/{code}`, open to all.
pub(crate) async fn one(context: PageContext, code: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let code = code.into_inner();
    let section = section(&code).ok_or(Error::NotFound)?;
    let operations = answering(&code);
    context.page(StatusCode::OK, &ErrorCodePage { t: context.t, layout: context.layout(), code, section, operations })
}

/// The operations that may answer with this code.
fn answering(code: &str) -> Vec<OperationEntry> {
    let has_it = |operation: &'static serde_json::Value| {
        let mut answers = openapi::entries(&operation["responses"]);
        answers.any(|(_, answer)| openapi::codes(answer).any(|own| own == code))
    };
    openapi::every_operation().filter(|(_, _, operation)| has_it(operation)).map(OperationEntry::new).collect()
}
