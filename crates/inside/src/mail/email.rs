//! The emails there are, each with what it says as data. The sentences are made from it in [`super::render`].

use std::net::IpAddr;

use time::{Duration, PrimitiveDateTime};

use crate::context::Context;
use crate::jobs::JobTopic;
use crate::role::Role;
use crate::secret::Secret;
use crate::texts::Language;

/// An email to the owner of an account.
#[derive(Clone, Debug)]
pub enum Email {
    /// To a new account: confirm that this address is yours.
    ConfirmEmail {
        /// To `/verify/{token}`.
        link: EmailLink,
    },
    /// The answer to a request for a password reset, by the owner or by someone else.
    ResetPassword {
        /// To `/reset-password/{token}`.
        link: EmailLink,
        /// Who asked.
        occasion: Occasion,
    },
    /// A notice that the password was changed.
    ChangePassword {
        /// To `/not-me/{token}`, or to `/email-change/{token}` when the address was changed at the same time.
        not_me_link: Option<EmailLink>,
        /// Who changed it.
        occasion: Occasion,
    },
    /// To the new address of an account: confirm that it is yours.
    ConfirmEmailChange {
        /// The new address.
        new_email: String,
        /// To `/verify/{token}`.
        link: EmailLink,
    },
    /// To the old address: a notice that the account has another address now.
    UndoEmailChange {
        /// Where this email goes.
        old_email: String,
        /// Where emails go from now on.
        new_email: String,
        /// Undoes the change; none where an older address already holds such a link, and for the notice that a change was
        /// undone.
        undo_link: Option<EmailLink>,
        /// Who changed it.
        occasion: Occasion,
    },
    /// A notice about a login with a browser that the account has not seen before.
    NewBrowser {
        /// To `/not-me/{token}`.
        not_me_link: EmailLink,
        /// The login.
        occasion: Occasion,
    },
    /// A notice that too many logins failed in a row.
    FailedLogins {
        /// How many there were.
        attempts: u32,
        /// The last one.
        occasion: Occasion,
    },
    /// The last email of an account.
    DeleteAccount {
        /// Who deleted it.
        occasion: Occasion,
    },
    /// A notice that the account was disabled.
    DisableUser {
        /// Who did it.
        occasion: Occasion,
    },
    /// A notice that the account has another role.
    SetRole {
        /// The new one.
        role: Role,
        /// It is a higher one, which needs a new login.
        is_higher: bool,
        /// Who did it.
        occasion: Occasion,
    },
    /// A notice that a second factor was changed, or a recovery code used.
    SecondFactor {
        /// Which change.
        change: FactorChange,
        /// To `/not-me/{token}`.
        not_me_link: EmailLink,
        /// Who made it.
        occasion: Occasion,
    },
    /// To an owner who says, or of whom someone says, that every second factor is lost: two-step login will end, and how to stop
    /// that. At once and each day.
    StopFactorRecovery {
        /// It is not the first one.
        is_reminder: bool,
        /// When the wait is over.
        ready_at: PrimitiveDateTime,
        /// To `/factor-recovery/{token}`.
        stop_link: EmailLink,
        /// To `/not-me/{token}`.
        not_me_link: EmailLink,
        /// Who asked.
        occasion: Occasion,
    },
    /// The wait is over.
    FinishFactorRecovery {
        /// To `/factor-recovery/{token}`: removes every second factor.
        finish_link: EmailLink,
        /// To `/factor-recovery/{token}`.
        stop_link: EmailLink,
        /// Who asked.
        occasion: Occasion,
    },
    /// To the owner of an account: someone tried to create another one with the same address.
    AlreadyRegistered {
        /// Who tried.
        occasion: Occasion,
    },
}

impl Email {
    /// What it is in logs and in the queue. Both templates of the email have the word as their name.
    pub fn topic(&self) -> JobTopic {
        match self {
            Email::ConfirmEmail { .. } => JobTopic::ConfirmEmail,
            Email::ResetPassword { .. } => JobTopic::ResetPassword,
            Email::ChangePassword { .. } => JobTopic::ChangePassword,
            Email::ConfirmEmailChange { .. } => JobTopic::ConfirmEmailChange,
            Email::UndoEmailChange { .. } => JobTopic::UndoEmailChange,
            Email::NewBrowser { .. } => JobTopic::NewBrowser,
            Email::FailedLogins { .. } => JobTopic::FailedLogins,
            Email::DeleteAccount { .. } => JobTopic::DeleteAccount,
            Email::DisableUser { .. } => JobTopic::DisableUser,
            Email::SetRole { .. } => JobTopic::SetRole,
            Email::SecondFactor { .. } => JobTopic::SecondFactor,
            Email::StopFactorRecovery { .. } => JobTopic::StopFactorRecovery,
            Email::FinishFactorRecovery { .. } => JobTopic::FinishFactorRecovery,
            Email::AlreadyRegistered { .. } => JobTopic::AlreadyRegistered,
        }
    }
}

/// What happened to the second factors of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorChange {
    /// An authenticator app was set up.
    TotpAdded,
    /// The authenticator app was removed.
    TotpRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A passkey was refused because its counter went back.
    PasskeyRefused,
    /// A new set of recovery codes was made.
    RecoveryCodesRenewed,
    /// A recovery code finished a login.
    RecoveryCodeUsed {
        /// How many are left.
        left: usize,
    },
    /// An operator removed every second factor.
    Reset,
    /// The link of a delayed recovery removed every second factor.
    Recovered,
}

/// To whom an email goes.
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'a> {
    /// The account that the email is about. None for what must not be kept with it: its last email.
    pub account: Option<i64>,
    /// Its name, in the greeting.
    pub username: &'a str,
    /// The mailbox.
    pub address: &'a str,
    /// The language to write in, whatever the one who causes the email speaks. The setting `LANGUAGE` where nothing is known.
    pub language: Option<Language>,
}

impl Recipient<'_> {
    /// For an email that is written for its time alone, see [`super::rehearse`].
    pub(crate) const NOBODY: Recipient<'static> =
        Recipient { account: None, username: "nobody", address: "nobody@example.com", language: None };
}

/// A link with a secret, and how long it works. `Debug` leaves the address out.
#[derive(Clone, Debug)]
pub struct EmailLink {
    url: Secret<String>,
    /// From when it was made.
    pub(crate) lifetime: Duration,
}

impl EmailLink {
    /// `url` is absolute, and built from settings: never from what a request says.
    pub fn new(url: String, lifetime: Duration) -> EmailLink {
        EmailLink { url: Secret::new(url), lifetime }
    }

    /// The address.
    pub(crate) fn url(&self) -> &str {
        self.url.expose()
    }
}

/// What caused an email: when, from where and with what, so that its reader can tell whether it was them.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// In UTC.
    pub at: PrimitiveDateTime,
    /// The network address.
    pub address: IpAddr,
    /// What the browser or program calls itself. It comes in only by its plain name: a stranger can ask for emails to somebody
    /// else, and must not write in them.
    pub user_agent: String,
    /// An administrator or an operator did it. Where from is not for the owner of the account to know.
    pub by_staff: bool,
}

impl Occasion {
    /// What this client does now.
    pub(crate) fn of(context: &Context) -> Occasion {
        let client = &context.client;
        Occasion { at: context.now, address: client.address, user_agent: client.user_agent.clone(), by_staff: false }
    }

    /// The same by somebody who looks after the account of another.
    pub(crate) fn by_staff(context: &Context) -> Occasion {
        Occasion { by_staff: true, ..Occasion::of(context) }
    }
}
