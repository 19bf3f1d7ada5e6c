//! What each code of the APIs means: the page that their answers link to.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::filters;
use super::view::{FlashKind, Layout, Theme};
use super::visit::Visit;
use crate::doors::codes::{SECTIONS, Section};
use crate::error::Error;

#[derive(Template)]
#[template(path = "pages/error_codes.html")]
struct ErrorCodesPage {
    layout: Layout,
    sections: &'static [Section],
}

/// GET `/docs/errors`, open to all.
pub async fn get(visit: Visit) -> Result<HttpResponse, Error> {
    visit.page(StatusCode::OK, &ErrorCodesPage { layout: visit.layout(), sections: SECTIONS })
}
