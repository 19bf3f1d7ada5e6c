//! What every handler that calls a verb takes, at any door: the request, the application, and who asks.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::{caller, client, language, request_log};
use crate::doors::handler_error::HandlerError;
use inside::context::{Context, Door};
use inside::error::Error;
use inside::state::Hashing;
use inside::state::{Services, State};
use inside::users::Password;

/// Extractor: one call of a verb.
pub(crate) struct Call {
    /// The request.
    pub(crate) req: HttpRequest,
    /// The application's shared state.
    pub(crate) state: web::Data<State>,
}

impl Call {
    /// The call behind a request.
    pub(crate) fn of(req: &HttpRequest) -> Option<Call> {
        let state = req.app_data::<web::Data<State>>()?.clone();
        Some(Call { req: req.clone(), state })
    }

    /// Who asks, from where, through which door, and when: now, after the body has arrived, and not when its first byte
    /// did. A client that sends slowly does not stop the clock.
    ///
    /// # Errors
    /// When the route belongs to no door, which would be our fault.
    pub(crate) fn context(&self) -> Result<Context, Error> {
        let door = self.req.app_data::<Door>().ok_or_else(|| Error::internal("a route outside of every door"))?;
        Ok(Context {
            actor: caller::actor(&self.req),
            client: client::of(&self.req, &self.state),
            door: *door,
            language_preference: language::of_request(&self.req),
            request_id: request_log::request_id(&self.req),
            now: self.state.now(),
        })
    }

    /// What the answer to a new password warns of, in words for programs.
    pub(crate) async fn warnings(&self, chosen: &Password) -> Vec<&'static str> {
        warnings(self.state.warns_of(chosen).await)
    }

    /// Runs a verb that uses the database, see [`State::blocking`].
    ///
    /// # Errors
    /// Those of the verb.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services, &Context) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let context = self.context()?;
        self.state.blocking(move |s| verb(s, &context)).await
    }

    /// Runs a verb that may wait for hashes, see [`State::hashing`].
    ///
    /// # Errors
    /// Those of the verb, and of the queue.
    pub(crate) async fn hashing<T, V>(
        &self,
        verb: impl FnOnce(Hashing, Context) -> V + Send + 'static,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        V: Future<Output = Result<T, Error>> + Send + 'static,
    {
        self.state.hashing(self.context()?, verb).await
    }
}

/// The warnings of an answer: that a new password is on a list of leaked ones.
pub(crate) fn warnings(password_breached: bool) -> Vec<&'static str> {
    if password_breached { vec!["password_breached"] } else { Vec::new() }
}

impl FromRequest for Call {
    type Error = HandlerError;
    type Future = Ready<Result<Call, HandlerError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Call::of(req).ok_or_else(|| Error::internal("the state is not there").into()))
    }
}
