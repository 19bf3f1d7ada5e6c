//! Puts the application together: settings in, a running server out. Tests run this same build.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_identity::IdentityMiddleware;
use actix_identity::config::LogoutBehavior;
use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::{App, web};

use crate::doors;
use crate::doors::request_metrics::{RequestMetrics, WorkerRequests};
use crate::doors::{compression, cookie, cookie_header, headers, held_until_sent, request_log};
use crate::serving::Serving;
use inside::clock::Clock;
use inside::config::Config;
use inside::db::Db;
use inside::housekeeping;
use inside::jobs::Delivery;
use inside::mail::Mailer;
use inside::state::{Services, State};
use inside::texts::Catalogues;
use inside::users::{Callers, hash_costs};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How long the last word to the database may take.
const FAREWELL: Duration = Duration::from_secs(5);

/// A server that is bound and migrated, and not yet running.
pub struct Application {
    server: Server,
    metrics: Option<(Server, SocketAddr)>,
    services: Arc<Services>,
    mailer: Mailer,
    address: SocketAddr,
}

/// Why the application can't start: a sentence for the operator that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database does not answer, takes no writes, or is not the one that this version works with.
    #[error("{0}")]
    Database(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

impl Application {
    /// Opens and migrates the database, binds the port and starts the workers' threads. Must be called inside the
    /// event loop.
    ///
    /// # Errors
    /// One sentence that says what is in the way.
    pub fn build(config: Config, clock: Clock) -> Result<Application, StartError> {
        let catalogues = Catalogues::with_own(&config.data_dir.join("texts")).map_err(StartError::Failed)?;
        let db = Db::open(&config.database_url, config.database_pool).map_err(StartError::Database)?;
        let refused = |cause| StartError::Database(format!("{}: {cause}", db.name()));
        db.migrate_within(config.migration_wait, &|message| tracing::warn!("{message}")).map_err(refused)?;
        db.write().map_err(|cause| StartError::Database(format!("{}: it takes no writes: {cause}", db.name())))?;
        let listener = bind(config.host, config.port)?;
        let address = listener.local_addr().map_err(|cause| StartError::Failed(cause.to_string()))?;
        let base_url = config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let services = Arc::new(Services::with_texts(config, db, clock, base_url, catalogues));
        hash_costs::refresh(&services).map_err(|cause| StartError::Database(cause.to_string()))?;
        let mailer = Mailer::new(&services).map_err(StartError::Failed)?;
        let state = State::start(Arc::clone(&services))
            .map_err(|cause| StartError::Failed(format!("can't start threads: {cause}")))?;
        let requests = Arc::new(RequestMetrics::default());
        let refused = |cause: std::io::Error| StartError::Failed(format!("can't listen on {address}: {cause}"));
        let metrics = match services.config.operations.metrics_addr {
            None => None,
            Some(address) => {
                let listener = doors::metrics_listener::bind(address).map_err(StartError::Failed)?;
                let address = listener.local_addr().map_err(|cause| StartError::Failed(cause.to_string()))?;
                let server =
                    doors::metrics_listener::serve(listener, state.clone(), Arc::clone(&requests)).map_err(refused)?;
                Some((server, address))
            }
        };
        let server = serve(listener, state, requests).map_err(refused)?;
        Ok(Application { server, metrics, services, mailer, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where metrics are read, if anywhere.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|(_, address)| *address)
    }

    /// The address people use.
    pub(crate) fn base_url(&self) -> &str {
        &self.services.base_url
    }

    /// What verbs work with, for tests and for commands that share a process with the server.
    pub fn services(&self) -> Arc<Services> {
        Arc::clone(&self.services)
    }

    /// The OpenAPI 3.1 document of both APIs as JSON, as `/openapi.json` of a server at this address answers it.
    pub fn openapi(base_url: &str) -> String {
        doors::openapi::text(base_url)
    }

    /// Serves until SIGTERM, then lets running requests finish; or until SIGINT, which ends them. Metrics can be read to the end.
    ///
    /// # Errors
    /// When the event loop fails.
    pub async fn run(self) -> std::io::Result<()> {
        let stopping = actix_web::rt::spawn(stop_when_asked(self.server.handle(), Arc::clone(&self.services)));
        let metrics = self.metrics.map(|(server, _)| (server.handle(), actix_web::rt::spawn(server)));
        let housekeeping = actix_web::rt::spawn(housekeeping::run(Arc::clone(&self.services)));
        let services = Arc::clone(&self.services);
        let delivery = Delivery::start(self.services, self.mailer);
        let result = self.server.await;
        stopping.abort();
        housekeeping.abort();
        services.db.leave();
        delivery.finish().await;
        if let Err(cause) = hand_over(services).await {
            tracing::warn!(cause, "housekeeping stays this node's until its lease ends");
        }
        if let Some((handle, server)) = metrics {
            handle.stop(false).await;
            let _ = server.await;
        }
        result
    }
}

/// Lets another node do the housekeeping, and waits for that a little while: a server that has lost its standby never ends a commit.
async fn hand_over(services: Arc<Services>) -> Result<(), String> {
    let (done, ended) = oneshot::channel();
    // No thread of the event loop's, which waits for all of its own.
    let thread = std::thread::Builder::new().name("hand-over".to_owned());
    let hand_over = move || {
        let handed_over = housekeeping::hand_over(&services);
        // Before anybody hears of it: the last one that has it closes the database, and the process may end at once.
        drop(services);
        let _ = done.send(handed_over);
    };
    thread.spawn(hand_over).map_err(|cause| cause.to_string())?;
    match timeout(FAREWELL, ended).await {
        Ok(Ok(handed_over)) => handed_over.map_err(|cause| cause.to_string()),
        Ok(Err(_)) => Err("it panicked".to_owned()),
        Err(_) => Err("the database does not answer".to_owned()),
    }
}

/// After SIGTERM, `/readyz` says no for `SHUTDOWN_DELAY`, so that load balancers send nothing new here; then the server takes no
/// more connections, and requests in progress have `SHUTDOWN_TIMEOUT`. SIGINT, also during the delay, ends it at once; the server hears
/// nothing more once it waits for requests.
async fn stop_when_asked(server: ServerHandle, services: Arc<Services>) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::error!("signals can't be received; only SIGKILL ends this process");
        return;
    };
    let drained = async {
        terminate.recv().await;
        services.drain();
        let delay = services.config.operations.shutdown_delay;
        tracing::info!(seconds = delay.as_secs(), "asked to stop: not ready any more");
        tokio::time::sleep(delay).await;
        server.stop(true).await;
    };
    tokio::select! {
        () = drained => {}
        _ = interrupt.recv() => {
            services.drain();
            server.stop(false).await;
        }
    }
}

fn bind(host: IpAddr, port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((host, port)).map_err(|cause| {
        let advice = match cause.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there; set PORT to a free one, or to 0 to pick one"
            }
            std::io::ErrorKind::PermissionDenied => "this user may not use that port; set PORT to one above 1023",
            std::io::ErrorKind::AddrNotAvailable => "this machine has no such address; check HOST",
            _ => "check HOST and PORT",
        };
        StartError::Failed(format!("can't listen on {}: {cause}; {advice}", SocketAddr::from((host, port))))
    })
}

fn serve(listener: TcpListener, state: State, requests: Arc<RequestMetrics>) -> std::io::Result<Server> {
    let operations = state.config().operations;
    let serving = Serving {
        head_timeout: operations.head_timeout,
        keep_alive: state.config().keep_alive,
        shutdown_timeout: operations.shutdown_timeout,
        workers: None,
    };
    let callers = Callers::default();
    serving.serve(listener, move || {
        // The last wrap runs first.
        App::new()
            .app_data(web::Data::new(state.clone()))
            .app_data(callers.clone())
            .app_data(WorkerRequests::new(Arc::clone(&requests)))
            .wrap(
                IdentityMiddleware::builder()
                    .id_key(cookie::USER_ID)
                    .logout_behavior(LogoutBehavior::DeleteIdentityKeys)
                    .build(),
            )
            .wrap(cookie::middleware(state.config()))
            .wrap(from_fn(cookie_header::read))
            .wrap(from_fn(compression::compress))
            .wrap(from_fn(headers::secure))
            .wrap(from_fn(request_log::log))
            .wrap(from_fn(held_until_sent::hold))
            .configure(|config| doors::mount(config, state.config()))
    })
}
