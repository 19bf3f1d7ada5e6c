//! What is wrong with the fields of a submission: which field, and which rule it breaks. No sentences: each door has its own.

use serde::{Deserialize, Serialize};

use super::{DeadLink, Error, PasskeyProblem};

/// A field of a form, or a member of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The username; at a login also the email address.
    Username,
    /// The email address.
    Email,
    /// The address that replaces one which was never confirmed.
    NewEmail,
    /// The password; in a form that changes it, the new one.
    Password,
    /// The new password, where the API calls it so.
    NewPassword,
    /// The new password, repeated.
    ConfirmPassword,
    /// The password that is valid now.
    CurrentPassword,
    /// The username, typed to confirm a deletion.
    ConfirmUsername,
    /// The token of a link, where it is sent in a body.
    Token,
    /// A code of the authenticator app.
    Code,
    /// A recovery code.
    RecoveryCode,
    /// A passkey, or its answer.
    Passkey,
    /// What a passkey is called.
    Name,
}

impl Field {
    /// Its key in a form and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Field::Username => "username",
            Field::Email => "email",
            Field::NewEmail => "new_email",
            Field::Password => "password",
            Field::NewPassword => "new_password",
            Field::ConfirmPassword => "confirm_password",
            Field::CurrentPassword => "current_password",
            Field::ConfirmUsername => "confirm_username",
            Field::Token => "token",
            Field::Code => "code",
            Field::RecoveryCode => "recovery_code",
            Field::Passkey => "passkey",
            Field::Name => "name",
        }
    }
}

/// A rule that a field breaks, with what a sentence about it needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldCode {
    /// No username.
    UsernameRequired,
    /// Neither a username nor an email address, at a login.
    IdentifierRequired,
    /// Another first character than a letter, or one that is not allowed.
    UsernameCharacters {
        /// Whether dots, underscores and hyphens are allowed.
        separators: bool,
    },
    /// Too short or too long.
    UsernameLength {
        /// Fewest characters.
        min: usize,
        /// Most characters.
        max: usize,
    },
    /// A name that could be mistaken for an official account.
    UsernameReserved,
    /// Another account has it.
    UsernameTaken,
    /// The username that confirms a deletion was not typed.
    ConfirmUsernameRequired,
    /// It confirms a deletion, and it is not the account's.
    ConfirmUsernameMismatch {
        /// The account's.
        username: String,
    },
    /// No email address.
    EmailRequired,
    /// Longer than an address can be.
    EmailLength {
        /// Most characters.
        max: usize,
    },
    /// Not an address that email can be sent to.
    EmailFormat,
    /// Another account uses it, or has it reserved.
    EmailTaken {
        /// Whether a visitor asks, who may have forgotten an existing account, rather than the owner of another one.
        at_sign_up: bool,
    },
    /// The account has confirmed an address, so the password alone can't replace it any more.
    EmailConfirmedBefore,
    /// The account has a second factor, so the password alone can't replace its address.
    EmailNeedsSecondFactor,
    /// The account was made with an invitation for its address, which is not confirmed yet.
    EmailOfInvitation,
    /// The invitation is for another address.
    InvitationOtherEmail,
    /// No password.
    PasswordRequired,
    /// Too short.
    PasswordShort {
        /// Fewest characters.
        min: usize,
    },
    /// Too long.
    PasswordLong {
        /// Most characters.
        max: usize,
    },
    /// One of the four classes of characters is missing (`PASSWORD_REQUIRE_CLASSES`).
    PasswordClasses,
    /// It is the username or the email address.
    PasswordPersonal,
    /// It is built from names, with little around them.
    PasswordFromNames {
        /// The product's name, which is one of them.
        app_name: String,
    },
    /// Too easy to guess.
    PasswordWeak,
    /// On a list of leaked passwords.
    PasswordBreached,
    /// The repeated password is another one.
    PasswordMismatch,
    /// The new password was kept for the next page, and is not there any more.
    PasswordNotKept,
    /// The current password is needed and was not sent.
    CurrentPasswordRequired,
    /// The current password that was sent is wrong.
    CurrentPasswordIncorrect,
    /// Every field is blank or as it was.
    NothingToChange,
    /// A link's token that was sent in a body.
    DeadLink(DeadLink),
    /// A code of the authenticator app is needed and was not sent.
    CodeRequired,
    /// The code that was sent is wrong, expired or used.
    CodeIncorrect,
    /// No recovery code.
    RecoveryCodeRequired,
    /// The recovery code is none of the account's, or was used.
    RecoveryCodeIncorrect,
    /// The account has an authenticator app already.
    TotpAlreadySetUp,
    /// No authenticator app is being set up.
    TotpNotStarted,
    /// No passkey.
    PasskeyRequired,
    /// Only a passkey confirms this, and none was sent.
    PasskeyNeeded,
    /// A passkey is refused.
    Passkey(PasskeyProblem),
    /// The account has as many passkeys as it may have.
    TooManyPasskeys {
        /// How many that is.
        most: usize,
    },
    /// No name.
    NameRequired,
    /// A name that is longer than the page can show.
    NameLength {
        /// Most characters.
        max: usize,
    },
}

impl FieldCode {
    /// The second factor is missing or wrong, where the identity of the person is checked.
    pub fn is_of_second_factor(&self) -> bool {
        matches!(
            self,
            FieldCode::CodeRequired | FieldCode::CodeIncorrect | FieldCode::PasskeyNeeded | FieldCode::Passkey(_)
        )
    }

    /// The field was left empty.
    pub fn is_missing(&self) -> bool {
        matches!(
            self,
            FieldCode::UsernameRequired
                | FieldCode::IdentifierRequired
                | FieldCode::ConfirmUsernameRequired
                | FieldCode::EmailRequired
                | FieldCode::PasswordRequired
                | FieldCode::CurrentPasswordRequired
                | FieldCode::CodeRequired
                | FieldCode::RecoveryCodeRequired
                | FieldCode::NameRequired
                | FieldCode::PasskeyRequired
                | FieldCode::PasskeyNeeded
        )
    }
}

/// What is wrong with one field of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// The rule that it breaks.
    pub code: FieldCode,
}

/// Every field error of one submission, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One field error.
    pub fn one(field: Field, code: FieldCode) -> Self {
        FieldErrors(vec![FieldError { field, code }])
    }

    /// Whether something is wrong with this field.
    pub(crate) fn at(&self, field: Field) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Whether this is one of them.
    pub fn has(&self, code: &FieldCode) -> bool {
        self.0.iter().any(|error| error.code == *code)
    }

    /// The same errors in the order of the form.
    #[must_use]
    pub(crate) fn in_order(mut self, fields: &[Field]) -> Self {
        self.0.sort_by_key(|error| fields.iter().position(|field| *field == error.field).unwrap_or(fields.len()));
        self
    }

    /// The same errors for a caller that knows the field by another name.
    #[must_use]
    pub fn renamed(mut self, from: Field, to: Field) -> Self {
        for error in self.0.iter_mut().filter(|error| error.field == from) {
            error.field = to;
        }
        self
    }

    /// Nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong.
    pub(crate) fn into_result(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}
