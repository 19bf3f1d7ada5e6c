//! Connections, and the server that takes them.
//!
//! actix-web's `HttpServer` hands the sockets to its services itself. Here they go through [`client_stream::ClientStream`] on the way, so the
//! same parts (actix-server, actix-http) are put together by hand.

pub(crate) mod client_stream;

use std::fmt;
use std::net::TcpListener;
use std::time::Duration;

use actix_http::{HttpService, KeepAlive, Protocol, Request, Response};
use actix_server::ServerBuilder;
use actix_service::{IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Server};
use tokio::net::TcpStream;

use client_stream::{ClientStream, Deadlines};

/// How connections are served.
pub(crate) struct Serving {
    /// How long a client may take for each head.
    pub(crate) head_timeout: Duration,
    /// How long a connection may wait for its next request.
    pub(crate) keep_alive: Duration,
    /// How long requests in progress have when the server is asked to stop.
    pub(crate) shutdown_timeout: Duration,
    /// Threads; none for one on each processor.
    pub(crate) workers: Option<usize>,
}

impl Serving {
    /// Starts the workers, each with an application of its own. Signals are left to the caller.
    ///
    /// # Errors
    /// When the listener can't be used.
    pub(crate) fn serve<F, I, S, B>(self, listener: TcpListener, application: F) -> std::io::Result<Server>
    where
        F: Fn() -> I + Send + Clone + 'static,
        I: IntoServiceFactory<S, Request>,
        S: ServiceFactory<Request, Config = AppConfig> + 'static,
        S::Error: Into<actix_web::Error> + 'static,
        S::InitError: fmt::Debug,
        S::Response: Into<Response<B>> + 'static,
        <S::Service as Service<Request>>::Future: 'static,
        S::Service: 'static,
        B: MessageBody + 'static,
    {
        let Serving { head_timeout, keep_alive, shutdown_timeout, workers } = self;
        let mut builder = ServerBuilder::default().disable_signals().shutdown_timeout(shutdown_timeout.as_secs());
        if let Some(workers) = workers {
            builder = builder.workers(workers);
        }
        let address = listener.local_addr()?;
        let deadlines = Deadlines { head: head_timeout, standstill: keep_alive.max(head_timeout) };
        let stopping = builder.graceful_shutdown_signal();
        let factory = move || {
            let stopping = stopping.clone();
            let application = application().into_factory().map_err(|cause| cause.into().error_response());
            let http = HttpService::build()
                .graceful_shutdown_signal(move || {
                    let stopping = stopping.clone();
                    async move { stopping.notified().await }
                })
                .keep_alive(KeepAlive::from(keep_alive))
                .client_request_timeout(head_timeout)
                .client_disconnect_timeout(Duration::from_secs(1))
                // A client that closes its connection, or a proxy whose client has, is one that nobody waits for any more. What it
                // asked for ends where nothing is done yet.
                .h1_allow_half_closed(false)
                .local_addr(address)
                .on_connect_ext(|stream: &ClientStream<TcpStream>, extensions| {
                    extensions.insert(stream.turns());
                })
                .finish(map_config(application, |()| AppConfig::default()));
            fn_service(move |stream: TcpStream| async move {
                // What is long is compressed in parts. With the kernel's default each part waits until the client has confirmed the
                // one before, which clients delay by up to 40 ms (RFC 9293 section 3.7.4, RFC 1122 section 4.2.3.2).
                let _ = stream.set_nodelay(true);
                let peer = stream.peer_addr().ok();
                Ok((ClientStream::new(stream, deadlines), Protocol::Http1, peer))
            })
            .and_then(http)
        };
        Ok(builder.listen(address.to_string(), listener, factory)?.run())
    }
}
