//! Log in, at this door.

use actix_web::{HttpRequest, HttpResponse, web};

use super::answers::{FirstTokens, Success};
use super::bearer::client_of;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Json;
use inside::sessions::SessionKind;
use inside::state::State;
use inside::tokens;
use inside::users::{self, Credentials};

/// Log in, by username or by email address.
#[utoipa::path(
    post,
    path = "/api/auth/login",
    request_body = Credentials,
    responses((status = 200, description = "Logged in.", body = Success<FirstTokens>)),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::InvalidCredentials, Code::EmailNotVerified, Code::RateLimited
    ])))
)]
pub async fn login(
    req: HttpRequest,
    state: web::Data<State>,
    form: Json<Credentials>,
) -> Result<HttpResponse, HandlerError> {
    let login = state.hashing(
        client_of(&req, &state),
        move |s, client| users::login::check(s, form.0, client),
        |s, form, client| {
            let login = users::login(s, &form, SessionKind::Program, None, client)?;
            let pair = tokens::first_pair(s, &login)?;
            Ok((login.user, pair))
        },
    );
    let (user, pair) = login.await?;
    Ok(HttpResponse::Ok().json(Success::new(FirstTokens::new(&user, &pair))))
}
