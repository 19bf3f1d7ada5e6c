//! Puts the application together: settings in, a running server out. Tests run this same build.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_identity::IdentityMiddleware;
use actix_identity::config::LogoutBehavior;
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};

use crate::doors;
use crate::doors::{compression, cookie, cookie_header, headers, request_log};
use inside::clock::Clock;
use inside::config::Config;
use inside::db::Db;
use inside::housekeeping;
use inside::jobs::Delivery;
use inside::mail::Mailer;
use inside::state::{Services, State};
use inside::texts::Catalogues;
use inside::users::hash_costs;

/// A server that is bound and migrated, and not yet running.
pub struct Application {
    server: Server,
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
        let server = serve(listener, state)
            .map_err(|cause| StartError::Failed(format!("can't listen on {address}: {cause}")))?;
        Ok(Application { server, services, mailer, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
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

    /// Serves until SIGTERM or SIGINT, then lets running requests finish.
    ///
    /// # Errors
    /// When the event loop fails.
    pub async fn run(self) -> std::io::Result<()> {
        let housekeeping = actix_web::rt::spawn(housekeeping::run(Arc::clone(&self.services)));
        let delivery = Delivery::start(Arc::clone(&self.services), self.mailer);
        let result = self.server.await;
        housekeeping.abort();
        delivery.finish().await;
        result
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

fn serve(listener: TcpListener, state: State) -> std::io::Result<Server> {
    let keep_alive = state.config().keep_alive;
    let server = HttpServer::new(move || {
        // The last wrap runs first.
        App::new()
            .app_data(web::Data::new(state.clone()))
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
            .configure(|config| doors::mount(config, state.config()))
    });
    Ok(server
        // What is long is compressed in parts. With the kernel's default each part waits until the client has confirmed the
        // one before, which clients delay by up to 40 ms (RFC 9293 section 3.7.4, RFC 1122 section 4.2.3.2).
        .tcp_nodelay(true)
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(keep_alive)
        .shutdown_timeout(20)
        .listen(listener)?
        .run())
}
