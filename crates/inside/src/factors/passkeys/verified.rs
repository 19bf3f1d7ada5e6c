//! What an answer says once it is verified.

/// A passkey that may be kept.
#[derive(Debug)]
pub(crate) struct VerifiedPasskey {
    /// What the authenticator calls it.
    pub(crate) credential_id: Vec<u8>,
    /// What verifies its answers.
    pub(crate) public_key: Vec<u8>,
    /// How often it has signed.
    pub(crate) counter: i64,
    /// The make of the authenticator.
    pub(super) aaguid: [u8; 16],
    /// How browsers reach it, as this one said.
    pub(crate) transports: Vec<String>,
    /// It may be copied to other devices.
    pub(crate) backup_eligible: bool,
    /// It has been.
    pub(crate) backed_up: bool,
    /// To be spent.
    pub(crate) challenge: Vec<u8>,
}

impl VerifiedPasskey {
    /// The make of the authenticator, in hex.
    pub(crate) fn aaguid(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.aaguid)
    }
}

/// What a right answer says.
#[derive(Debug)]
pub(crate) struct Asserted {
    /// How often the passkey has signed.
    pub(crate) counter: i64,
    /// It has been copied to other devices.
    pub(crate) backed_up: bool,
    /// To be spent.
    pub(crate) challenge: Vec<u8>,
}
