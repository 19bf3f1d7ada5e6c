//! Who is calling with a token (RFC 6750 section 2.1).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use actix_web::{FromRequest, HttpRequest, web};

use crate::doors::handler_error::HandlerError;
use crate::doors::header_values::trimmed;
use crate::doors::{caller, client, language};
use inside::error::{Error, TokenProblem};
use inside::secret::Secret;
use inside::state::State;
use inside::tokens;
use inside::tokens::claims::Type;
use inside::users::Caller;

/// The token in the Authorization header, if there is one of that scheme: the scheme without regard to case, then spaces, then
/// the token (RFC 9110 section 11.4). Of several such headers the first one counts.
pub(crate) fn token(req: &HttpRequest) -> Option<Secret<String>> {
    in_headers(req.headers())
}

pub(in crate::doors) fn in_headers(headers: &HeaderMap) -> Option<Secret<String>> {
    let value = String::from_utf8_lossy(headers.get(AUTHORIZATION)?.as_bytes());
    let (scheme, token) = trimmed(&value).split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim_start_matches(' ').to_owned()))
}

/// The token in the Authorization header.
///
/// # Errors
/// [`TokenProblem::Missing`].
pub(crate) fn required_token(req: &HttpRequest) -> Result<Secret<String>, Error> {
    token(req).ok_or(Error::Token(TokenProblem::Missing))
}

/// Extractor for routes that take an access token.
pub(crate) struct Bearer(pub(crate) Caller);

impl FromRequest for Bearer {
    type Error = HandlerError;
    type Future = Pin<Box<dyn Future<Output = Result<Bearer, HandlerError>>>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = required_token(req);
        let state = req.app_data::<web::Data<State>>().cloned();
        let req = req.clone();
        Box::pin(async move {
            let (token, state) = (token?, state.ok_or_else(|| Error::internal("the state is not there"))?);
            let caller = identify(&req, &state, token, &[Type::Access]).await?;
            Ok(Bearer(Arc::unwrap_or_clone(caller)))
        })
    }
}

/// Who is behind a token of one of these kinds. The rest of the request knows it, too.
///
/// # Errors
/// [`Error::Token`] with what is wrong with it, and the database's.
pub(crate) async fn identify(
    req: &HttpRequest,
    state: &State,
    token: Secret<String>,
    kinds: &[Type],
) -> Result<Arc<Caller>, Error> {
    let presented = tokens::presented(state, &token, kinds)?;
    let callers = caller::callers(req)?;
    let caller = callers.find(state, presented).await?.ok_or(Error::Token(TokenProblem::Revoked))?;
    if !callers.note_use(state, &caller, || client::address_of(req, state)).await? {
        return Err(Error::Token(TokenProblem::Revoked));
    }
    caller::came_by_token(req, &caller);
    language::came_by_token(req, &caller);
    Ok(caller)
}
