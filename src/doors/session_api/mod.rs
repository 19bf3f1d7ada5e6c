//! The session API: JSON on the same cookie as the pages, for a separate front end (`credentials: "include"`).

pub mod account;
pub mod admin;
pub mod answers;
pub mod errors;
pub mod recovery;
pub mod sessions;

use actix_web::middleware::from_fn;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use utoipa::OpenApi;

use super::refusal::Failure;
use super::{caller, client, cors, cross_site, submission};
use crate::doors::handler_error::HandlerError;
use inside::client::{Client, Door};
use inside::config::Config;
use inside::error::Error;
use inside::state::State;

/// Every route of this door.
pub fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let door = web::scope("/auth")
        .service(web::resource("/register").route(web::post().to(account::register)))
        .service(web::resource("/login").route(web::post().to(account::login)))
        .service(web::resource("/logout").route(web::post().to(account::logout)))
        .service(web::resource("/current_user").route(web::get().to(account::current_user)))
        .service(web::resource("/profile").route(web::get().to(account::profile)))
        .service(web::resource("/update_profile").route(web::put().to(account::update_profile)))
        .service(web::resource("/verify/{token}").route(web::get().to(recovery::verify)))
        .service(web::resource("/request_reset").route(web::post().to(recovery::request_reset)))
        .service(web::resource("/reset_password/{token}").route(web::post().to(recovery::reset_password)))
        .service(web::resource("/change_password").route(web::put().to(recovery::change_password)))
        .service(
            web::resource("/sessions")
                .route(web::get().to(sessions::list))
                .route(web::delete().to(sessions::end_others)),
        )
        .service(web::resource("/sessions/{id}").route(web::delete().to(sessions::end)))
        .service(web::resource("/admin/users").route(web::get().to(admin::users)))
        .default_service(web::to(nowhere))
        // The last wrap runs first: a preflight is answered before the caller is resolved.
        .wrap(from_fn(caller::resolve))
        .wrap(from_fn(submission::bounded))
        .wrap(from_fn(cross_site::refuse))
        .wrap(cors::middleware(settings))
        .wrap(from_fn(cors::join_request_headers))
        .wrap(from_fn(errors::render));
    config.service(door);
}

/// The same routes for `/openapi.json`; a test compares the two lists.
#[derive(OpenApi)]
#[openapi(
    paths(
        account::register,
        account::login,
        account::logout,
        account::current_user,
        account::profile,
        account::update_profile,
        recovery::verify,
        recovery::request_reset,
        recovery::reset_password,
        recovery::change_password,
        sessions::list,
        sessions::end_others,
        sessions::end,
        admin::users
    ),
    components(schemas(Failure))
)]
pub struct Document;

async fn nowhere() -> Result<HttpResponse, HandlerError> {
    Err(Error::NotFound.into())
}

/// Extractor: what every handler of this door needs.
pub struct Call {
    req: HttpRequest,
    state: web::Data<State>,
}

impl Call {
    /// The other end, for verbs.
    pub fn client(&self) -> Client {
        client::of(&self.req, &self.state, Door::SessionApi)
    }
}

impl FromRequest for Call {
    type Error = HandlerError;
    type Future = std::future::Ready<Result<Call, HandlerError>>;

    fn from_request(req: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let state = req.app_data::<web::Data<State>>().cloned();
        let call = state.map(|state| Call { req: req.clone(), state });
        std::future::ready(call.ok_or_else(|| Error::internal("the state is not there").into()))
    }
}
