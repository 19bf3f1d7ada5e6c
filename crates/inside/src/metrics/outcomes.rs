//! The labels of what is counted.

use crate::stored::Word;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$of])* $value),*
        }

        impl Word for $name {
            const ALL: &'static [$name] = &[$($name::$value),*];

            fn word(self) -> &'static str {
                match self { $($name::$value => $word),* }
            }
        }
    };
}

words! {
    /// What a login begins with.
    LoginMethod {
        /// A name and a password.
        Password "password",
        /// A passkey alone.
        Passkey "passkey",
    }
}

words! {
    /// How the first step of a login went.
    LoginOutcome {
        /// There is a session.
        Succeeded "succeeded",
        /// A second factor is still to come.
        SecondStep "second_step",
        /// A second factor has to be set up first.
        SetUp "set_up",
        /// The address has to be confirmed first.
        Unverified "unverified",
        /// Unknown account, wrong password or passkey, disabled account.
        Refused "refused",
        /// By a rate limit.
        Limited "limited",
        /// No place in the hashing queue.
        Busy "busy",
        /// The database, or a fault of ours.
        Failed "failed",
    }
}

words! {
    /// What finishes a login.
    SecondStepKind {
        /// A code of the authenticator app.
        Code "code",
        /// A recovery code.
        RecoveryCode "recovery_code",
        /// A passkey.
        Passkey "passkey",
    }
}

words! {
    /// How a second step went.
    SecondStepOutcome {
        /// There is a session.
        Succeeded "succeeded",
        /// It was wrong.
        Refused "refused",
        /// No login waited for it any more.
        Expired "expired",
        /// By a rate limit.
        Limited "limited",
        /// The database, or a fault of ours.
        Failed "failed",
    }
}

words! {
    /// What a rate limit counts.
    LimitKind {
        /// Wrong passwords.
        Password "password",
        /// Wrong codes.
        Code "code",
        /// Right passwords.
        Login "login",
        /// Wrong answers of passkeys.
        Passkey "passkey",
        /// Changes of second factors.
        FactorChange "factor_change",
        /// Starts of a delayed recovery.
        FactorRecovery "factor_recovery",
        /// Accounts created.
        SignUp "sign_up",
        /// Sign-up forms with errors.
        SignUpError "sign_up_error",
        /// Changes of the profile, and exports.
        Change "change",
        /// Changes of the password.
        PasswordChange "password_change",
        /// Emails that one client network asks for.
        EmailFrom "email_from",
        /// Emails to one address.
        EmailTo "email_to",
    }
}

words! {
    /// What became of an attempt to deliver an email.
    DeliveryOutcome {
        /// The mail server took it.
        Delivered "delivered",
        /// It is attempted again.
        Postponed "postponed",
        /// It was given up.
        GivenUp "given_up",
    }
}
