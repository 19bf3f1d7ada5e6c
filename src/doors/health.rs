//! For load balancers and supervisors: alive, and ready.

use actix_web::{HttpResponse, web};

use super::request_log;
use inside::db::{Readiness, Schema};
use inside::state::State;

/// Where a supervisor checks whether to restart the process.
pub(crate) const ALIVE: &str = "/healthz";
/// Where a load balancer checks whether to send requests here.
pub(crate) const READY: &str = "/readyz";

/// GET `/healthz`: the process answers.
pub(crate) async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// GET `/readyz`: the database answers, takes writes and has the schema of this version; otherwise 503.
pub(crate) async fn ready(state: web::Data<State>) -> HttpResponse {
    let (status, word) = match state.blocking(|s| s.db.readiness()).await {
        Ok(Readiness::Ready) => (200, "ready\n"),
        Ok(Readiness::WrongSchema(Schema::Newer(_))) => (503, "the database was migrated by a newer version\n"),
        Ok(Readiness::WrongSchema(_)) => (503, "the database's migrations are not applied\n"),
        Ok(Readiness::TakesNoWrites(cause)) => {
            request_log::log_cause(&cause);
            (503, "the database takes no writes\n")
        }
        Err(error) => {
            request_log::log_cause(&error);
            (503, "the database does not answer\n")
        }
    };
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(word)
}
