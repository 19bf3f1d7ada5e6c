//! What a change has to be proved with that neither the session nor the request did.

/// What is missing of "Confirm it's you".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeededProof {
    /// What has to be sent.
    pub kind: ProofKind,
    /// Something was sent that is not enough by itself: this is no first question any more.
    pub is_asked_again: bool,
}

/// What proves who somebody is, where the session does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofKind {
    /// The current password, and a code with it where the account has a second factor.
    Password,
    /// A code of the authenticator app; the password is known.
    Code,
    /// A passkey: the account has no other second factor.
    Passkey,
}

impl NeededProof {
    /// The password, from somebody who was not asked for it yet.
    pub(crate) const PASSWORD: NeededProof = NeededProof { kind: ProofKind::Password, is_asked_again: false };
}
