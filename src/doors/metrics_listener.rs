//! `METRICS_ADDR`: the page that a monitoring system reads, on a listener of its own, so that no route to the doors leads there.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, web};

use super::held_until_sent;
use super::request_metrics::RequestMetrics;
use crate::serving::Serving;
use inside::metrics::Exposition;
use inside::monitoring;
use inside::state::State;

/// Serves the page, and nothing else, until its handle is told to stop. Without a caller, a cookie or a body to read, one worker is
/// enough.
///
/// # Errors
/// When the listener can't be used.
pub(crate) fn serve(listener: TcpListener, state: State, requests: Arc<RequestMetrics>) -> std::io::Result<Server> {
    let serving = Serving {
        head_timeout: state.config().operations.head_timeout,
        keep_alive: state.config().keep_alive,
        shutdown_timeout: Duration::from_secs(1),
        workers: Some(1),
    };
    serving.serve(listener, move || {
        App::new()
            .app_data(web::Data::new(state.clone()))
            .app_data(web::Data::from(Arc::clone(&requests)))
            .wrap(from_fn(held_until_sent::hold))
            .service(web::resource("/metrics").route(web::get().to(page)))
    })
}

/// GET `/metrics`.
async fn page(state: web::Data<State>, requests: web::Data<RequestMetrics>) -> HttpResponse {
    let mut out = Exposition::default();
    requests.write(&mut out);
    monitoring::write(&state, &mut out).await;
    HttpResponse::Ok().content_type(Exposition::CONTENT_TYPE).body(out.into_text())
}

/// Binds the address.
///
/// # Errors
/// One sentence that says what to do.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address)
        .map_err(|cause| format!("can't listen on {address} for metrics: {cause}; check METRICS_ADDR"))
}
