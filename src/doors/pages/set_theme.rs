//! Choose light, dark or the system's scheme.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::page_context::PageContext;
use super::theme;
use crate::doors::local_path::local_path;
use crate::doors::submission::Form;

/// What the theme switch sends.
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    theme: String,
    next: String,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice { theme: String::new(), next: "/".to_owned() }
    }
}

/// POST `/theme`: keeps the choice for a year and goes back to the page.
pub(crate) async fn post(context: PageContext, choice: Form<Choice>) -> HttpResponse {
    let theme = theme::parse(&choice.0.theme).unwrap_or_default();
    let mut response = context.see_other(&local_path(&choice.0.next).unwrap_or_else(|| "/".to_owned()));
    if let Err(cause) = response.add_cookie(&theme::cookie(context.state.config(), theme)) {
        tracing::error!(%cause, "the theme could not be kept");
    }
    response
}
