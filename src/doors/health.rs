//! For load balancers and supervisors: alive, and ready.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::request_log;
use inside::db::Readiness;
use inside::error::Error;
use inside::state::State;

/// Where a supervisor checks whether to restart the process.
pub(crate) const ALIVE: &str = "/healthz";
/// Where a load balancer checks whether to send requests here.
pub(crate) const READY: &str = "/readyz";

/// GET `/healthz`: the process answers.
pub(crate) async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// What keeps a node from serving, each thing by its name. Names of migrations are public, and there is nothing else in it that
/// an installation has for itself.
#[derive(Debug, Serialize)]
struct Report {
    ready: bool,
    checks: Checks,
    /// Migrations of this version that are not applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing_migrations: Vec<String>,
    /// Applied migrations that this version does not know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown_migrations: Vec<String>,
}

/// `ok`, or what is wrong; `unknown` where the check before it failed.
#[derive(Debug, Serialize)]
struct Checks {
    /// `ok`, or `stopping` after SIGTERM.
    server: &'static str,
    /// `ok`, or `unreachable`.
    database: &'static str,
    /// `ok`, `missing`, or `newer`: a newer version has migrated the database, and this one goes on until it is replaced.
    migrations: &'static str,
    /// `ok`, or `refused`: a standby, a full disk, a lock.
    writes: &'static str,
}

/// GET `/readyz`: the database answers, takes writes and has the schema of this version or of a newer one, and nobody has asked the
/// server to stop; otherwise 503, with what is missing.
pub(crate) async fn ready(state: web::Data<State>) -> HttpResponse {
    let found = state.blocking(|s| s.db.readiness()).await;
    let report = report(state.is_draining(), found);
    let status = if report.ready { 200_u16 } else { 503 };
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status).json(report)
}

fn report(is_draining: bool, found: Result<Readiness, Error>) -> Report {
    let (mut missing_migrations, mut unknown_migrations) = (Vec::new(), Vec::new());
    let server = if is_draining { "stopping" } else { "ok" };
    let serves = matches!(found, Ok(Readiness::Ready | Readiness::ReadyOnNewer(_)));
    let (database, migrations, writes) = match found {
        Ok(Readiness::Ready) => ("ok", "ok", "ok"),
        Ok(Readiness::ReadyOnNewer(unknown)) => {
            unknown_migrations = unknown;
            ("ok", "newer", "ok")
        }
        Ok(Readiness::Behind(missing)) => {
            missing_migrations = missing;
            ("ok", "missing", "unknown")
        }
        Ok(Readiness::TakesNoWrites(cause)) => {
            request_log::log_cause(&cause);
            ("ok", "ok", "refused")
        }
        Err(cause) => {
            request_log::log_cause(&cause);
            ("unreachable", "unknown", "unknown")
        }
    };
    let checks = Checks { server, database, migrations, writes };
    Report { ready: serves && !is_draining, checks, missing_migrations, unknown_migrations }
}
