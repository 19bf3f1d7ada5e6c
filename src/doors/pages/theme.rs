//! Light, dark, or as the system says: a choice of this browser, kept in a cookie of its own and printed by the server.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::page_context::PageContext;
use super::view::Theme;
use crate::doors::local_path::local_path;
use crate::doors::submission::Form;

const COOKIE: &str = "theme";

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
    let theme = parse(&choice.0.theme).unwrap_or_default();
    let mut cookie = Cookie::build(COOKIE, theme.word()).path("/").http_only(true).same_site(SameSite::Lax).finish();
    cookie.set_secure(context.state.config().production);
    cookie.set_max_age(Duration::days(365));
    let mut response = context.see_other(&local_path(&choice.0.next).unwrap_or_else(|| "/".to_owned()));
    if let Err(cause) = response.add_cookie(&cookie) {
        tracing::error!(%cause, "the theme could not be kept");
    }
    response
}

/// The choice this browser made.
pub(crate) fn of(req: &HttpRequest) -> Theme {
    let Ok(cookies) = req.cookies() else { return Theme::default() };
    let mut choices = cookies.iter().filter(|cookie| cookie.name() == COOKIE);
    choices.find_map(|cookie| parse(cookie.value())).unwrap_or_default()
}

/// One of the words above; a cookie of that name from another application may hold anything.
fn parse(word: &str) -> Option<Theme> {
    [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.word() == word)
}
