//! The caller at the two cookie doors, looked up once for each request by one indexed query.

use actix_identity::{Identity, IdentityExt};
use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use std::sync::Arc;

use super::cookie_header::SignedAnew;
use super::{client, cookie, cookie_scopes};
use crate::doors::handler_error::HandlerError;
use inside::context::{Actor, Credential};
use inside::error::Error;
use inside::sessions::SessionId;
use inside::state::State;
use inside::users::{Caller, Callers, Login, PresentedSession};

/// Shared by all who ask: a caller is two rows of many texts.
struct Resolved(Option<Arc<Caller>>);

/// The account whose token came with the request.
struct ByToken(i64);

/// What a page needs besides its caller.
struct Read<T>(T);

/// Middleware: looks the caller up and keeps them with the request. When the database does not answer, the request ends here.
pub(crate) async fn resolve(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let find = async |callers: &Callers, state: &State, presented| {
        Ok(callers.find(state, presented).await?.map(|caller| (caller, ())))
    };
    resolve_with(req, next, find).await
}

/// The same for a page that shows more of its caller, which `find` finds with them; [`take_read`] gives it.
pub(crate) async fn resolve_with<T: 'static>(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    find: impl AsyncFn(&Callers, &State, PresentedSession) -> Result<Option<(Arc<Caller>, T)>, Error>,
) -> Result<ServiceResponse, actix_web::Error> {
    match look_up(&req, find).await {
        Ok(found) => {
            let (caller, read) = found.unzip();
            req.extensions_mut().insert(Resolved(caller));
            if let Some(read) = read {
                req.extensions_mut().insert(Read(read));
            }
            next.call(req).await.map(ServiceResponse::map_into_boxed_body)
        }
        Err(error) => Ok(req.error_response(HandlerError(error))),
    }
}

async fn look_up<T>(
    req: &ServiceRequest,
    find: impl AsyncFn(&Callers, &State, PresentedSession) -> Result<Option<(Arc<Caller>, T)>, Error>,
) -> Result<Option<(Arc<Caller>, T)>, Error> {
    let cookie = req.get_session();
    let Some((user_id, session_id)) = named(req.request()) else { return Ok(None) };
    let Some(state) = req.app_data::<web::Data<State>>() else {
        return Ok(None);
    };
    let callers = callers(req.request())?;
    let found = find(callers, state, PresentedSession::new(user_id, &session_id)).await?;
    if let Some((caller, _)) = &found
        && !callers.note_use(state, caller, || client::address_of(req.request(), state)).await?
    {
        return Ok(None);
    }
    if req.extensions().contains::<SignedAnew>() && found.is_some() {
        // Writing the id again sends the browser a cookie signed with the current key.
        cookie::set_session_id(&cookie, &session_id).map_err(Error::internal)?;
    }
    Ok(found)
}

/// The account and the session that the cookie names.
fn named(req: &HttpRequest) -> Option<(i64, SessionId)> {
    let user_id = req.get_identity().ok()?.id().ok()?.parse().ok()?;
    Some((user_id, cookie::session_id(&req.get_session())?))
}

/// What finds callers, at every door.
///
/// # Errors
/// A fault of ours: the application has none.
pub(crate) fn callers(req: &HttpRequest) -> Result<&Callers, Error> {
    req.app_data().ok_or_else(|| Error::internal("what finds callers is not there"))
}

/// The caller that the cookie names, for a route that belongs to no door. Nothing is written.
///
/// # Errors
/// Only the database's.
pub(crate) async fn find(req: &HttpRequest, state: &State) -> Result<Option<Arc<Caller>>, Error> {
    let Some((user_id, session_id)) = named(req) else { return Ok(None) };
    callers(req)?.find(state, PresentedSession::new(user_id, &session_id)).await
}

/// What [`resolve_with`] has read for this request; once.
pub(crate) fn take_read<T: 'static>(req: &HttpRequest) -> Option<T> {
    req.extensions_mut().remove::<Read<T>>().map(|read| read.0)
}

/// The caller of this request, if they are logged in.
pub(crate) fn of(req: &HttpRequest) -> Option<Arc<Caller>> {
    req.extensions().get::<Resolved>().and_then(|resolved| resolved.0.clone())
}

/// Notes with the request whom its token names.
pub(crate) fn came_by_token(req: &HttpRequest, caller: &Caller) {
    req.extensions_mut().insert(ByToken(caller.user.id));
}

/// Who acts in this request, as far as it is known before a verb begins.
pub(crate) fn actor(req: &HttpRequest) -> Actor {
    let extensions = req.extensions();
    if let Some(ByToken(user_id)) = extensions.get() {
        return Actor::Person { user_id: *user_id, by: Credential::Token };
    }
    let caller = extensions.get::<Resolved>().and_then(|resolved| resolved.0.as_ref());
    caller.map_or(Actor::Guest, |caller| Actor::Person { user_id: caller.user.id, by: Credential::Session })
}

/// Whether the request carries a session that was not loaded, because the database did not answer or the request was refused
/// before. The signature of its cookie is right; whether the session is alive is not known.
pub(crate) fn is_unresolved(req: &HttpRequest) -> bool {
    let names_a_session = cookie::session_id(&req.get_session()).is_some() && req.get_identity().is_ok();
    names_a_session && !req.extensions().contains::<Resolved>()
}

/// Makes the cookie name the session of a login, and nothing else.
///
/// # Errors
/// When the cookie can't be written; the login is then useless.
pub(crate) fn remember(req: &HttpRequest, login: &Login) -> Result<(), Error> {
    let cookie = req.get_session();
    cookie.clear();
    Identity::login(&req.extensions(), login.user.id.to_string()).map_err(Error::internal)?;
    cookie_scopes::mark(req);
    cookie::set_session_id(&cookie, &login.session_id).map_err(Error::internal)
}

/// Empties the cookie. [`inside::sessions::logout`] ends the row; this only tidies up in the browser.
pub(crate) fn forget(req: &HttpRequest) {
    let cookie = req.get_session();
    cookie.clear();
    cookie.renew();
    cookie_scopes::mark(req);
}

/// Makes the cookie name the new id of a renewed session; `None` if the session kept its id.
///
/// # Errors
/// When the cookie can't be written.
pub(crate) fn remember_renewed(req: &HttpRequest, session_id: Option<&SessionId>) -> Result<(), Error> {
    let Some(session_id) = session_id else { return Ok(()) };
    cookie::set_session_id(&req.get_session(), session_id).map_err(Error::internal)
}
