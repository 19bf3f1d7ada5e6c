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

/// The caller, if they have this role or a higher one. A role counts for nothing while a second factor that the account must have
/// is missing.
fn with_role<T: Send + 'static>(req: &HttpRequest, least: Role, wrap: fn(Caller) -> T) -> WithRole<T> {
    let req = req.clone();
    Box::pin(async move {
        let caller = caller::of(&req).ok_or(HandlerError(Error::NotLoggedIn))?;
        let call = Call::of(&req).ok_or(HandlerError(Error::Forbidden))?;
        if caller.user.role >= least {
            let is_missing = required_factor::is_missing(call.state.config(), &caller.user);
            let caller = (!is_missing).then(|| wrap(Arc::unwrap_or_clone(caller)));
            return caller.ok_or(HandlerError(Error::FactorMissing));
        }
        call.blocking(move |s, context| Err(caller.forbidden(s, context))).await.map_err(HandlerError)
    })
}

/// Extractor for routes that only admins may use.
pub(crate) struct Admin(pub(crate) Caller);

impl FromRequest for Admin {
    type Error = HandlerError;
    type Future = WithRole<Admin>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        with_role(req, Role::Admin, Admin)
    }
}

/// Extractor for routes at which moderators may see what admins see.
pub(crate) struct Staff(pub(crate) Caller);

impl FromRequest for Staff {
    type Error = HandlerError;
    type Future = WithRole<Staff>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        with_role(req, Role::Moderator, Staff)
    }
}
