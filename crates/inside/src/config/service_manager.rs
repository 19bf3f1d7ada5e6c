//! The service manager that started this process, as it says itself in the environment (sd_notify(3)). Nothing an operator sets.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// systemd, or what speaks like it.
#[derive(Debug)]
pub struct ServiceManager {
    socket: UnixDatagram,
    address: SocketAddr,
    /// Without a word from us for so long it restarts the process.
    pub watchdog: Option<Duration>,
}

impl ServiceManager {
    /// The one that wants to be told, if there is one.
    pub fn of_environment() -> Option<ServiceManager> {
        let address = address(&std::env::var("NOTIFY_SOCKET").ok()?)?;
        let socket = UnixDatagram::unbound().ok()?;
        let own = |pid: String| pid.parse() == Ok(std::process::id());
        let for_us = std::env::var("WATCHDOG_PID").ok().is_none_or(own);
        let watchdog = std::env::var("WATCHDOG_USEC").ok().filter(|_| for_us);
        let watchdog = watchdog.and_then(|micros| micros.parse().ok()).filter(|micros| *micros > 0);
        Some(ServiceManager { socket, address, watchdog: watchdog.map(Duration::from_micros) })
    }

    /// Tells it something, like `READY=1`. That it does not listen is no reason to stop.
    pub fn notify(&self, what: &str) {
        if let Err(cause) = self.socket.send_to_addr(what.as_bytes(), &self.address) {
            tracing::warn!(%cause, what, "the service manager does not listen");
        }
    }
}

/// A path, or an abstract name behind `@`. Other kinds are for virtual machines.
fn address(text: &str) -> Option<SocketAddr> {
    match text.strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name).ok(),
        None => SocketAddr::from_pathname(text).ok().filter(|_| text.starts_with('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_listens_at_a_path_or_an_abstract_name() {
        assert!(address("/run/systemd/notify").is_some_and(|found| found.as_pathname().is_some()));
        assert!(address("@/org/freedesktop/systemd1/notify").is_some_and(|found| found.as_abstract_name().is_some()));
        assert!(address("vsock:2:1234").is_none() && address("").is_none());
    }

    #[test]
    fn what_is_told_arrives() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notify");
        let listener = UnixDatagram::bind(&path).expect("a socket");
        let socket = UnixDatagram::unbound().expect("a socket");
        let address = address(path.to_str().expect("text")).expect("an address");
        ServiceManager { socket, address, watchdog: None }.notify("READY=1");
        let mut said = [0; 16];
        let length = listener.recv(&mut said).expect("a message");
        assert_eq!(&said[..length], b"READY=1");
    }
}
