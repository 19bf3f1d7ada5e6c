//! Which language a request is answered in.
//!
//! A person's own choice comes first: kept with the account, or in a cookie of this browser. Then what the browser asks for by
//! itself, and last the setting `LANGUAGE`. The APIs answer in English where a request names no language at all: programs rely on
//! their sentences. Where an answer has some, [`super::headers`] adds which language they are in, the same at every door.

use std::borrow::Cow;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::{HttpMessage, HttpRequest, web};

use super::caller;
use super::header_values::weighted;
use inside::config::{Config, Languages};
use inside::context::LanguagePreference;
use inside::state::State;
use inside::texts::{Language, Texts};
use inside::users::Caller;

/// The cookie with this browser's choice.
const COOKIE: &str = "language";

/// The language of the sentences in the answer to a request, kept with it.
struct Said(Language);

/// The choice of the account whose token came with the request.
struct OfToken(Language);

/// What the request says about its language, of the languages that are offered.
pub(crate) fn of_request(req: &HttpRequest) -> LanguagePreference {
    let Some(state) = req.app_data::<web::Data<State>>() else { return LanguagePreference::default() };
    let languages = &state.config().languages;
    LanguagePreference { chosen: kept(req, languages), asked: asked(req, languages) }
}

/// What the browser asks for by itself.
fn asked(req: &HttpRequest, languages: &Languages) -> Option<Language> {
    languages.asked_for(&weighted(req.headers(), &ACCEPT_LANGUAGE))
}

/// The texts for a page.
pub(crate) fn of_page(req: &HttpRequest, state: &State) -> Texts {
    let languages = &state.config().languages;
    let chosen = own(req, languages).or_else(|| kept(req, languages));
    state.texts(chosen.or_else(|| asked(req, languages)).unwrap_or(languages.default))
}

/// The texts for an answer of an API, or for one in JSON at the pages. Its headers will name their language.
pub(crate) fn of_api(req: &HttpRequest, state: &State) -> Texts {
    let t = state.texts(asked_of_api(req, &state.config().languages));
    req.extensions_mut().insert(Said(t.language()));
    t
}

/// The same for a refusal, which may come before anything is known of the request.
pub(crate) fn of_refusal(req: &HttpRequest) -> Texts {
    match req.app_data::<web::Data<State>>() {
        Some(state) => of_api(req, state),
        None => Texts::built_in(Language::En),
    }
}

/// The language that [`of_api`] gave sentences in for the answer to this request.
pub(crate) fn said(req: &HttpRequest) -> Option<Language> {
    req.extensions().get::<Said>().map(|said| said.0)
}

fn asked_of_api(req: &HttpRequest, languages: &Languages) -> Language {
    let is_range = |range: &str| !range.is_empty() && range.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    let names_one = |(range, weight): &(Cow<'_, str>, u16)| is_range(range) && *weight > 0;
    let ranges = weighted(req.headers(), &ACCEPT_LANGUAGE);
    let chosen = kept(req, languages);
    if chosen.is_none() && !ranges.iter().any(names_one) {
        return Language::En;
    }
    let asked = own(req, languages).or(chosen).or_else(|| languages.asked_for(&ranges));
    asked.unwrap_or(languages.default)
}

/// The choice that is kept with the account, if it is still offered.
fn own(req: &HttpRequest, languages: &Languages) -> Option<Language> {
    let by_session = caller::of(req).and_then(|caller| caller.user.chosen_language());
    let own = by_session.or_else(|| req.extensions().get::<OfToken>().map(|own| own.0));
    own.filter(|language| languages.has(*language))
}

/// Notes with the request what the owner of its token chose.
pub(crate) fn came_by_token(req: &HttpRequest, caller: &Caller) {
    if let Some(own) = caller.user.chosen_language() {
        req.extensions_mut().insert(OfToken(own));
    }
}

/// The choice in this browser's cookie. A cookie of that name from another application may hold anything.
fn kept(req: &HttpRequest, languages: &Languages) -> Option<Language> {
    let cookies = req.cookies().ok()?;
    let mut choices = cookies.iter().filter(|cookie| cookie.name() == COOKIE);
    choices.find_map(|cookie| Language::of_tag(cookie.value()).filter(|language| languages.has(*language)))
}

/// Keeps a choice in this browser for a year.
pub(crate) fn cookie(config: &Config, language: Language) -> Cookie<'static> {
    let mut cookie = Cookie::build(COOKIE, language.tag()).path("/").http_only(true).same_site(SameSite::Lax).finish();
    cookie.set_secure(config.production);
    cookie.set_max_age(Duration::days(365));
    cookie
}
