//! Where an answer sends the author of a client.

use actix_web::http::header::HeaderValue;
use actix_web::{HttpRequest, web};

use super::DoorAnswer;
use inside::state::State;

/// The page with all codes; each code has its own page below it.
pub(crate) const CODES_PATH: &str = "/docs/errors";

/// For the `Link` header of a response (RFC 8288, `rel="help"`): the page about the word that was answered. Each word has one:
/// the tests look at every refusal that they get.
pub(crate) fn help_link(req: &HttpRequest, answer: &DoorAnswer) -> Option<HeaderValue> {
    let state = req.app_data::<web::Data<State>>()?;
    HeaderValue::from_str(&format!("<{}{CODES_PATH}/{}>; rel=\"help\"", state.base_url(), answer.word)).ok()
}
