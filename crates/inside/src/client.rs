//! The other end of a request, as the inside needs to know it.

use std::net::IpAddr;

use crate::device::Device;
use crate::secret::Secret;

/// The client of a request: what an event records about it and what limits are counted by.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address of the peer, or the one a trusted proxy vouches for.
    pub address: IpAddr,
    /// The User-Agent as sent, printable and at most 300 characters.
    pub user_agent: String,
    /// The accounts that its browser has logged in to before, as its cookie proves.
    pub devices: Vec<Device>,
    /// What it was given when accounts remembered it for the second step of a login.
    pub remembered: Vec<Secret<String>>,
}

impl Client {
    /// A process on this machine, under this name.
    pub(crate) fn local(name: &str) -> Client {
        let address = IpAddr::from([127, 0, 0, 1]);
        Client { address, user_agent: name.to_owned(), devices: Vec::new(), remembered: Vec::new() }
    }
}
