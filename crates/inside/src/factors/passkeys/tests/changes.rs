//! What a thief, a broken program or a broken wire might do to an answer on its way, and to what is signed.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::CHALLENGE;
use super::authenticator::client_data;
use crate::factors::passkeys::sha256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    ClientData,
    Data,
    /// What is around the data: the attestation object of a registration, the signature of an assertion.
    Seal,
}

impl Part {
    fn of<'a>(self, client: &'a mut Vec<u8>, data: &'a mut Vec<u8>, seal: &'a mut Vec<u8>) -> &'a mut Vec<u8> {
        match self {
            Part::ClientData => client,
            Part::Data => data,
            Part::Seal => seal,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    Flip(Part, Index),
    Cut(Part, Index),
    Append(Part, Vec<u8>),
    /// What is between two places comes twice.
    Repeat(Part, Index, Index),
    Flags(u8),
    Counter(u32),
    Domain(&'static str),
    ClientData {
        kind: &'static str,
        challenge: &'static [u8],
        origin: &'static str,
        more: &'static str,
    },
}

const ORIGINS: [&str; 8] = [
    "https://accounts.example.com",
    "https://accounts.example.com/",
    "https://ACCOUNTS.example.com",
    "https://accounts.example.com:443",
    "https://accounts.example.com:8443",
    "http://accounts.example.com",
    "https://evil.example.com",
    "https://accounts.example.com.evil.example",
];
const MORE: [&str; 6] = [
    "",
    r#","crossOrigin":false"#,
    r#","crossOrigin":true"#,
    r#","topOrigin":"https://evil.example""#,
    r#","type":"webauthn.get""#,
    r#","androidPackageName":{"a":[1,2]}"#,
];

impl Change {
    pub(super) fn any() -> impl Strategy<Value = Change> {
        let part = || select(vec![Part::ClientData, Part::Data, Part::Seal]);
        let flags = select(vec![0x00u8, 0x01, 0x04, 0x05, 0x0d, 0x1d, 0x15, 0x45, 0x4d, 0x5d, 0x85, 0xc5, 0x07, 0x25]);
        let kinds = select(vec!["webauthn.get", "webauthn.create", "payment.get"]);
        let challenges = select(vec![CHALLENGE, CHALLENGE, CHALLENGE, b"another", b""]);
        let texts = (kinds, challenges, select(ORIGINS.to_vec()), select(MORE.to_vec()));
        prop_oneof![
            6 => (part(), any::<Index>()).prop_map(|(part, at)| Change::Flip(part, at)),
            1 => (part(), any::<Index>()).prop_map(|(part, at)| Change::Cut(part, at)),
            2 => (part(), prop::collection::vec(select(vec![0x00u8, 0x01, 0x40, 0xa0, 0xa1, 0xbf, 0xff]), 1..4))
                .prop_map(|(part, more)| Change::Append(part, more)),
            1 => (part(), any::<Index>(), any::<Index>()).prop_map(|(part, a, b)| Change::Repeat(part, a, b)),
            2 => prop_oneof![flags, any::<u8>()].prop_map(Change::Flags),
            2 => prop_oneof![0u32..4, any::<u32>()].prop_map(Change::Counter),
            1 => select(vec!["example.com", "accounts.example.com", "evil.example"]).prop_map(Change::Domain),
            3 => texts.prop_map(|(kind, challenge, origin, more)| Change::ClientData { kind, challenge, origin, more }),
        ]
    }

    /// Whether it concerns what is around the data.
    pub(super) fn is_of_seal(&self) -> bool {
        use Change::{Append, Cut, Flip, Repeat};
        matches!(self, Flip(Part::Seal, _) | Cut(Part::Seal, _) | Append(Part::Seal, _) | Repeat(Part::Seal, ..))
    }

    /// Makes it to one of what is signed, or to the seal.
    pub(super) fn make(&self, client: &mut Vec<u8>, data: &mut Vec<u8>, seal: &mut Vec<u8>) {
        match self {
            Change::Flip(part, at) => {
                let bytes = part.of(client, data, seal);
                if !bytes.is_empty() {
                    let bit = at.index(bytes.len() * 8);
                    bytes[bit / 8] ^= 1 << (bit % 8);
                }
            }
            Change::Cut(part, at) => {
                let bytes = part.of(client, data, seal);
                bytes.truncate(at.index(bytes.len() + 1));
            }
            Change::Append(part, more) => part.of(client, data, seal).extend(more),
            Change::Repeat(part, a, b) => {
                let bytes = part.of(client, data, seal);
                let (a, b) = (a.index(bytes.len() + 1), b.index(bytes.len() + 1));
                let repeated = bytes[a.min(b)..a.max(b)].to_vec();
                bytes.splice(a.max(b)..a.max(b), repeated);
            }
            Change::Flags(flags) => data.get_mut(32..33).into_iter().for_each(|at| at.copy_from_slice(&[*flags])),
            Change::Counter(counter) => {
                data.get_mut(33..37).into_iter().for_each(|at| at.copy_from_slice(&counter.to_be_bytes()));
            }
            Change::Domain(domain) => {
                let hash = sha256(domain.as_bytes());
                data.get_mut(..32).into_iter().for_each(|at| at.copy_from_slice(hash.as_ref()));
            }
            Change::ClientData { kind, challenge, origin, more } => {
                *client = client_data(kind, challenge, origin, more);
            }
        }
    }
}
