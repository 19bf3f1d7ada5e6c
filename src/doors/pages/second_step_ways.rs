//! The ways to finish a login that waits for its second factor, and the page of each.

use super::fields;
use super::view::Input;
use crate::sentences::of_field;
use inside::error::FieldCode;
use inside::factors::OneTimeCode;
use inside::texts::Texts;
use inside::users::SecondStep;

/// Which of the three pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    App,
    RecoveryCode,
    Passkey,
}

impl Way {
    pub(super) const ALL: [Way; 3] = [Way::App, Way::Passkey, Way::RecoveryCode];

    /// The one that a login which is finished by these methods begins with.
    pub(super) fn first_of(methods: &[&str]) -> Way {
        Way::ALL.into_iter().find(|way| methods.contains(&way.method())).unwrap_or(Way::RecoveryCode)
    }

    pub(super) fn method(self) -> &'static str {
        match self {
            Way::App => "totp",
            Way::RecoveryCode => "recovery_code",
            Way::Passkey => "passkey",
        }
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Way::App => "/login/code",
            Way::RecoveryCode => "/login/recovery-code",
            Way::Passkey => "/login/passkey",
        }
    }

    pub(super) fn lead(self, t: Texts) -> &'static str {
        match self {
            Way::App => t.code_lead(),
            Way::RecoveryCode => t.recovery_code_lead(),
            Way::Passkey => t.passkey_lead(),
        }
    }

    pub(super) fn name(self, t: Texts) -> &'static str {
        match self {
            Way::App => t.use_authenticator_app(),
            Way::RecoveryCode => t.use_recovery_code(),
            Way::Passkey => t.use_passkey(),
        }
    }
}

/// Where a login goes on that these methods finish. Where every factor is suspended none does, and there is the delayed recovery.
pub(crate) fn path_for(methods: &[&str]) -> &'static str {
    if methods.is_empty() {
        return super::start_factor_recovery::PATH;
    }
    Way::first_of(methods).path()
}

/// The two pages where a code is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    App,
    RecoveryCode,
}

impl Typed {
    pub(super) fn way(self) -> Way {
        match self {
            Typed::App => Way::App,
            Typed::RecoveryCode => Way::RecoveryCode,
        }
    }

    pub(super) fn step(self, code: OneTimeCode) -> SecondStep {
        match self {
            Typed::App => SecondStep::Code(code),
            Typed::RecoveryCode => SecondStep::RecoveryCode(code),
        }
    }

    pub(super) fn missing(self) -> FieldCode {
        match self {
            Typed::App => FieldCode::CodeRequired,
            Typed::RecoveryCode => FieldCode::RecoveryCodeRequired,
        }
    }

    pub(super) fn incorrect(self) -> FieldCode {
        match self {
            Typed::App => FieldCode::CodeIncorrect,
            Typed::RecoveryCode => FieldCode::RecoveryCodeIncorrect,
        }
    }

    pub(super) fn field(self, t: Texts) -> Input {
        match self {
            Typed::App => fields::code(t),
            Typed::RecoveryCode => Input {
                label: t.recovery_code_label(),
                autocomplete: Some("off"),
                input_mode: None,
                missing: Some(of_field(t, &self.missing())),
                ..fields::code(t)
            },
        }
    }
}
