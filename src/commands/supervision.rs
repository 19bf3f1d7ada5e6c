//! What `vestibule serve` tells the service manager: when it is ready, that it stops, and again and again that it is well.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::rt::signal::unix::{SignalKind, signal};

use super::health;
use inside::config::ServiceManager;

/// A server that a service manager watches.
pub(crate) struct Supervised {
    manager: ServiceManager,
    stops: AtomicBool,
}

impl Supervised {
    /// Tells the service manager that requests are answered from now on. Then it is told that the server stops, as soon as that is
    /// asked for, and, where it wants to hear it (`WatchdogSec`), that the server is well: only after the server has answered a
    /// request, so that one which accepts connections and answers none is restarted.
    pub(crate) fn begin(manager: ServiceManager, address: SocketAddr) -> Arc<Supervised> {
        let supervised = Arc::new(Supervised { manager, stops: AtomicBool::new(false) });
        let asked = Arc::clone(&supervised);
        actix_web::rt::spawn(async move {
            // After the server has begun to listen for the same signals: it would miss one that comes between.
            tokio::task::yield_now().await;
            let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
            asked.manager.notify("READY=1");
            if let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                asked.stop();
            }
        });
        if let Some(patience) = supervised.manager.watchdog {
            let watched = Arc::clone(&supervised);
            let watch = move || watched.watch(reachable(address), patience / 3);
            if let Err(cause) = std::thread::Builder::new().name("watchdog".to_owned()).spawn(watch) {
                tracing::error!(%cause, "watchdog: can't start its thread");
            }
        }
        supervised
    }

    /// Tells it, once, that the server stops.
    pub(crate) fn stop(&self) {
        if !self.stops.swap(true, Ordering::Relaxed) {
            self.manager.notify("STOPPING=1");
        }
    }

    fn watch(&self, address: SocketAddr, pause: Duration) {
        while !self.stops.load(Ordering::Relaxed) {
            match health::ask(address, "/healthz") {
                Ok((200, _)) => self.manager.notify("WATCHDOG=1"),
                Ok((status, _)) => tracing::error!(status, "watchdog: the server is not well"),
                Err(cause) => tracing::error!(%cause, "watchdog: the server does not answer"),
            }
            std::thread::sleep(pause);
        }
    }
}

/// The address at which this machine reaches the server.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(all) if all.ip().is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, all.port())),
        SocketAddr::V6(all) if all.ip().is_unspecified() => SocketAddr::from((Ipv6Addr::LOCALHOST, all.port())),
        one => one,
    }
}
