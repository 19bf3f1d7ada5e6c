//! Everything kept about the person who asks, as a file.

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentType};

use super::visit::Visit;
use crate::doors::caller::LoggedIn;
use crate::error::Error;
use crate::users;

/// GET `/export`: JSON to download. Its name is ours alone: a username in a header would have to be escaped.
pub async fn get(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = visit.client();
    let export = visit.state.blocking(move |s| users::export(s, &caller, &client)).await?;
    let json = serde_json::to_string_pretty(&export).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"account.json\""))
        .body(json))
}
