//! Everything kept about the person who asks, as a file.

use actix_web::HttpResponse;
use actix_web::body;
use actix_web::http::header::{self, ContentType};

use super::page_context::PageContext;
use crate::doors::caller::LoggedIn;
use crate::error::Error;
use crate::users;

/// GET `/export`: JSON to download. Its name is ours alone: a username in a header would have to be escaped.
pub async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(ContentType::json())
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"account.json\""));
    if context.is_head() {
        // Nobody gets the data, so the history must not say that somebody did. A length may be left out (RFC 9110 section
        // 9.3.2), and the one to come is not known: a download writes an event and holds it.
        let head = answer.message_body(body::None::new()).map_err(Error::internal)?;
        return Ok(head.map_into_boxed_body());
    }
    let client = context.client();
    let export = context.state.blocking(move |s| users::export(s, &caller, &client)).await?;
    let json = serde_json::to_string_pretty(&export).map_err(Error::internal)?;
    Ok(answer.body(json))
}
