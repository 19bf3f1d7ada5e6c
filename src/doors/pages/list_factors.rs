//! Two-step login at a glance, at the pages door.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::factors::recovery_codes;
use inside::texts::Texts;
use inside::users::{self, Factors};

#[derive(Template)]
#[template(path = "pages/list_factors.html")]
struct ListFactorsPage {
    t: Texts,
    layout: Layout,
    factors: Factors,
}

/// GET `/two-step`.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let read =
        context.state.read(move |r| Ok((users::list_factors(r, &caller)?, recovery_codes::few_left(r, &caller.user)?)));
    let (factors, few_recovery_codes) = read.await?;
    let layout = Layout { few_recovery_codes, ..context.layout() };
    context.page(StatusCode::OK, &ListFactorsPage { t: context.t, layout, factors })
}
