//! Who may use a route: an extractor for each rule, so that the rule is in the handler's signature.

use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::call::Call;
use super::caller;
use super::handler_error::HandlerError;
use inside::error::Error;
use inside::oversight::Oversight;
use inside::users::{Caller, Role, required_factor};

/// Extractor for routes that need a login.
pub(crate) struct LoggedIn(pub(crate) Caller);

impl FromRequest for LoggedIn {
    type Error = HandlerError;
    type Future = Ready<Result<Self, HandlerError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            caller::of(req)
                .map(|caller| LoggedIn(Arc::unwrap_or_clone(caller)))
                .ok_or(HandlerError(Error::NotLoggedIn)),
        )
    }
}

type WithRole<T> = Pin<Box<dyn Future<Output = Result<T, HandlerError>>>>;

/// The caller with the right to see what is others', if they have this role or a higher one.
fn with_role<T: Send + 'static>(req: &HttpRequest, least: Role, wrap: fn(Caller, Oversight) -> T) -> WithRole<T> {
    let req = req.clone();
    Box::pin(async move {
        let caller = caller::of(&req).ok_or(HandlerError(Error::NotLoggedIn))?;
        let call = Call::of(&req).ok_or(HandlerError(Error::Forbidden))?;
        match required_factor::require_role(call.state.config(), &caller, least) {
            Ok(oversight) => Ok(wrap(Arc::unwrap_or_clone(caller), oversight)),
            Err(Error::Forbidden) => {
                call.blocking(move |s, context| Err(caller.forbidden(s, context))).await.map_err(HandlerError)
            }
            Err(error) => Err(HandlerError(error)),
        }
    })
}

/// Extractor for routes that only admins may use.
pub(crate) struct Admin {
    /// Who it is.
    pub(crate) caller: Caller,
    /// What lets them see the accounts of others.
    pub(crate) oversight: Oversight,
}

impl FromRequest for Admin {
    type Error = HandlerError;
    type Future = WithRole<Admin>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        with_role(req, Role::Admin, |caller, oversight| Admin { caller, oversight })
    }
}

/// Extractor for routes at which moderators may see what admins see.
pub(crate) struct Staff {
    /// Who it is.
    pub(crate) caller: Caller,
    /// What lets them see the accounts of others.
    pub(crate) oversight: Oversight,
}

impl FromRequest for Staff {
    type Error = HandlerError;
    type Future = WithRole<Staff>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        with_role(req, Role::Moderator, |caller, oversight| Staff { caller, oversight })
    }
}
