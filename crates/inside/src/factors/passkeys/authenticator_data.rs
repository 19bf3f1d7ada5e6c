//! What an authenticator says and signs: its authenticator data, and the attestation object around the first of them (Web
//! Authentication Level 3, sections 6.1 and 6.5).
//!
//! Attestation statements are not looked at. We ask for none: which make of authenticator somebody uses is theirs to decide.

use minicbor::Decoder;

use super::cbor::{skip, skip_map};
use super::public_key::PublicKey;
use crate::error::PasskeyProblem;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const WITH_CREDENTIAL: u8 = 0x40;
const WITH_EXTENSIONS: u8 = 0x80;

/// The longest identifier of a credential (section 5.1).
const LONGEST_ID: usize = 1023;

/// What was said, taken apart.
#[derive(Debug)]
pub(super) struct AuthenticatorData<'a> {
    /// SHA-256 of the domain that the credential is for.
    pub(super) domain_hash: &'a [u8],
    /// How often the credential has signed; 0 where it does not count.
    pub(super) counter: u32,
    /// The credential may be copied to other devices.
    pub(super) backup_eligible: bool,
    /// It has been.
    pub(super) backed_up: bool,
    /// Somebody was there, and showed to the device that they are its owner: by a PIN, a finger, a face.
    pub(super) user_verified: bool,
    /// The credential, when it is made.
    pub(super) credential: Option<NewCredential<'a>>,
}

/// A credential that was just made.
#[derive(Debug)]
pub(super) struct NewCredential<'a> {
    /// The make of the authenticator.
    pub(super) aaguid: [u8; 16],
    /// What it calls the credential.
    pub(super) id: &'a [u8],
    /// The key as it was sent, which is what is kept.
    pub(super) public_key: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// Reads all of it; a byte too many or too few is a refusal.
    ///
    /// # Errors
    /// [`PasskeyProblem::Malformed`]; [`PasskeyProblem::Unsupported`] for a key of another algorithm than those that were asked
    /// for.
    pub(super) fn read(bytes: &'a [u8]) -> Result<AuthenticatorData<'a>, PasskeyProblem> {
        let malformed = PasskeyProblem::Malformed;
        let (domain_hash, rest) = bytes.split_at_checked(32).ok_or(malformed)?;
        let (&[flags, a, b, c, d], mut rest) = rest.split_first_chunk::<5>().ok_or(malformed)?;
        let is_set = |flag| flags & flag != 0;
        let credential = match is_set(WITH_CREDENTIAL) {
            true => Some(NewCredential::read(&mut rest)?),
            false => None,
        };
        if is_set(WITH_EXTENSIONS) {
            skip_map(&mut rest)?;
        }
        let (backup_eligible, backed_up) = (is_set(BACKUP_ELIGIBLE), is_set(BACKED_UP));
        if !rest.is_empty() || (backed_up && !backup_eligible) {
            return Err(malformed);
        }
        Ok(AuthenticatorData {
            domain_hash,
            counter: u32::from_be_bytes([a, b, c, d]),
            backup_eligible,
            backed_up,
            user_verified: is_set(USER_PRESENT) && is_set(USER_VERIFIED),
            credential,
        })
    }
}

impl<'a> NewCredential<'a> {
    fn read(rest: &mut &'a [u8]) -> Result<NewCredential<'a>, PasskeyProblem> {
        let malformed = PasskeyProblem::Malformed;
        let (aaguid, after) = rest.split_first_chunk::<16>().ok_or(malformed)?;
        let (length, after) = after.split_first_chunk::<2>().ok_or(malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > LONGEST_ID {
            return Err(malformed);
        }
        let (id, after) = after.split_at_checked(length).ok_or(malformed)?;
        let mut end = after;
        skip_map(&mut end)?;
        let public_key = &after[..after.len() - end.len()];
        PublicKey::read(public_key)?;
        *rest = end;
        Ok(NewCredential { aaguid: *aaguid, id, public_key })
    }
}

/// The authenticator data within an attestation object, whose three members stand in it once (section 6.5.4).
///
/// # Errors
/// [`PasskeyProblem::Malformed`].
pub(super) fn of_attestation(object: &[u8]) -> Result<&[u8], PasskeyProblem> {
    let malformed = |_| PasskeyProblem::Malformed;
    let mut decoder = Decoder::new(object);
    let members = decoder.map().map_err(malformed)?;
    let (mut format, mut statement, mut data) = (None, None, None);
    for _ in 0..members.ok_or(PasskeyProblem::Malformed)? {
        let is_new = match decoder.str().map_err(malformed)? {
            "fmt" => format.replace(decoder.str().map_err(malformed)?).is_none(),
            "attStmt" => statement.replace(skip(&mut decoder).map_err(malformed)?).is_none(),
            "authData" => data.replace(decoder.bytes().map_err(malformed)?).is_none(),
            _ => skip(&mut decoder).map(|()| true).map_err(malformed)?,
        };
        if !is_new {
            return Err(PasskeyProblem::Malformed);
        }
    }
    match (format, statement, data) {
        (Some(_), Some(()), Some(data)) if decoder.position() == object.len() => Ok(data),
        _ => Err(PasskeyProblem::Malformed),
    }
}
