//! Which network an address belongs to.

use std::net::{IpAddr, Ipv6Addr};

/// What a stranger can't leave without effort: an IPv4 address, or the /64 that every IPv6 customer has at least
/// (RFC 6177 section 2), within which addresses are free (RFC 8981 even changes them by itself).
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let prefix = address.to_bits() & !u128::from(u64::MAX);
            format!("{}/64", Ipv6Addr::from_bits(prefix))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    fn of(address: &str) -> String {
        network(address.parse().expect("an address"))
    }

    #[test]
    fn the_addresses_of_one_64_are_one_network() {
        assert_eq!(of("2001:db8:1:2::1"), "2001:db8:1:2::/64");
        assert_eq!(of("2001:db8:1:2:ffff:ffff:ffff:ffff"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:3::1"), of("2001:db8:1:2::1"));
    }

    #[test]
    fn an_ipv4_address_is_one_however_it_is_written() {
        assert_eq!(of("203.0.113.9"), "203.0.113.9");
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
        assert_ne!(of("203.0.113.9"), of("203.0.113.10"));
    }
}
