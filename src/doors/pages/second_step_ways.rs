//! The ways to finish a login that waits for its second factor, and the page of each.

use super::fields;
use super::input::Input;
use crate::sentences::of_field;
use inside::error::FieldCode;
use inside::factors::{OneTimeCode, SecondStepMethod};
use inside::texts::Texts;
use inside::users::SecondStep;

/// Which of the three pages, in the order in which they are offered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    App,
    Passkey,
    RecoveryCode,
}

impl Way {
    /// Those that lead on with these methods.
    pub(super) fn of(methods: &[SecondStepMethod]) -> Vec<Way> {
        let of_method = |method: &SecondStepMethod| match method {
            SecondStepMethod::Totp => Way::App,
            SecondStepMethod::RecoveryCode => Way::RecoveryCode,
            SecondStepMethod::Passkey => Way::Passkey,
        };
        let mut ways: Vec<Way> = methods.iter().map(of_method).collect();
        ways.sort_unstable();
        ways
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

/// Where an owner who has lost every factor begins the delayed recovery.
pub(super) const LOST_FACTORS_PATH: &str = "/login/lost-factors";

/// Where a login goes on that these methods finish. Where every factor is suspended none does, and there is the delayed recovery.
pub(crate) fn path_for(methods: &[SecondStepMethod]) -> &'static str {
    first_path(&Way::of(methods))
}

/// The same for its pages.
pub(super) fn first_path(ways: &[Way]) -> &'static str {
    ways.first().map_or(LOST_FACTORS_PATH, |way| way.path())
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
