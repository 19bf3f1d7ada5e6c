//! Choose a language, at the pages door: for this browser, and for the account of a user who is logged in.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::page_context::PageContext;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::local_path::local_path;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::texts::Language;
use inside::users;

/// What the choice in the footer sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LanguageForm {
    language: String,
    next: String,
}

/// POST `/language`: keeps the choice and goes back to the page. A language that is not offered changes nothing.
///
/// The cookie stays with the browser after a logout: the next login page still speaks the language of the one before.
pub(crate) async fn post(context: PageContext, choice: Form<LanguageForm>) -> Result<HttpResponse, HandlerError> {
    let mut response = context.see_other(&local_path(&choice.0.next).unwrap_or_else(|| "/".to_owned()));
    let config = context.state.config();
    let chosen = Language::of_tag(&choice.0.language).filter(|language| config.languages.has(*language));
    let Some(chosen) = chosen else { return Ok(response) };
    if let Some(caller) = context.caller.clone() {
        context.blocking(move |s, _| users::set_language(s, &caller, chosen)).await?;
    }
    response.add_cookie(&language::cookie(config, chosen)).map_err(Error::internal)?;
    Ok(response)
}
