//! What finishes a login that waits for its second factor.

use crate::stored::Word;

/// A kind of what finishes such a login. A password is none: it has been checked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondStepMethod {
    /// A code of the authenticator app (RFC 6238).
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// A passkey.
    Passkey,
}

impl Word for SecondStepMethod {
    const ALL: &'static [SecondStepMethod] =
        &[SecondStepMethod::Totp, SecondStepMethod::RecoveryCode, SecondStepMethod::Passkey];

    fn word(self) -> &'static str {
        match self {
            SecondStepMethod::Totp => "totp",
            SecondStepMethod::RecoveryCode => "recovery_code",
            SecondStepMethod::Passkey => "passkey",
        }
    }
}

/// The words of these, for programs and operators.
pub fn words(methods: &[SecondStepMethod]) -> Vec<&'static str> {
    methods.iter().map(|method| method.word()).collect()
}
