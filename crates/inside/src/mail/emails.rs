//! One struct for each email, with a text and an HTML template of the same name in `templates/mail/`.
//!
//! Every link is an absolute URL, built from the public address of the service and never from what a request says.

use askama::Template;

use super::{Email, Occasion};
use crate::error::Error;

/// `1 hour`, `24 hours`; 60 minutes are `1 hour`.
fn lasting(count: i64, unit: &str) -> String {
    match (count, unit) {
        (1, unit) => format!("1 {unit}"),
        (minutes, "minute") if minutes > 0 && minutes % 60 == 0 => lasting(minutes / 60, "hour"),
        (count, unit) => format!("{count} {unit}s"),
    }
}

/// Ties an email to its two templates and its subject.
macro_rules! message {
    ($message:ident, $name:literal, $txt:literal, $html:literal, |$l:ident| $subject:expr) => {
        const _: () = {
            #[derive(Template)]
            #[template(path = $txt)]
            struct Text<'a> {
                message: &'a $message<'a>,
            }

            #[derive(Template)]
            #[template(path = $html)]
            struct Html<'a> {
                message: &'a $message<'a>,
            }

            impl Email for $message<'_> {
                fn name(&self) -> &'static str {
                    $name
                }

                fn subject(&self) -> String {
                    let $l = self;
                    $subject
                }

                fn text(&self) -> Result<String, Error> {
                    Text { message: self }.render().map_err(Error::internal)
                }

                fn html(&self) -> Result<String, Error> {
                    Html { message: self }.render().map_err(Error::internal)
                }
            }
        };
    };
}

/// To a new account: confirm that this address is yours.
pub struct VerifyEmail<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// To `/verify/{token}`.
    pub link: &'a str,
    /// How long the link works.
    pub hours: i64,
}
impl VerifyEmail<'_> {
    fn lasts(&self) -> String {
        lasting(self.hours, "hour")
    }
}
message!(VerifyEmail, "verify_email", "mail/verify_email.txt", "mail/verify_email.html", |l| format!(
    "Confirm your email address for {}",
    l.app
));

/// The answer to a request for a password reset, by the owner or by someone else.
pub struct ResetPassword<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// To `/reset-password/{token}`.
    pub link: &'a str,
    /// How long the link works.
    pub minutes: i64,
    /// Who asked.
    pub occasion: Occasion,
}
impl ResetPassword<'_> {
    fn lasts(&self) -> String {
        lasting(self.minutes, "minute")
    }
}
message!(ResetPassword, "reset_password", "mail/reset_password.txt", "mail/reset_password.html", |l| format!(
    "Reset your {} password",
    l.app
));

/// A notice that the password was changed.
pub struct PasswordChanged<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// Who changed it.
    pub occasion: Occasion,
    /// To `/not-me/{token}`, or to `/email-change/{token}` when the address was changed at the same time.
    pub not_me_link: Option<&'a str>,
    /// How long the link works.
    pub days: i64,
}
impl PasswordChanged<'_> {
    fn lasts(&self) -> String {
        lasting(self.days, "day")
    }
}
message!(PasswordChanged, "password_changed", "mail/password_changed.txt", "mail/password_changed.html", |l| format!(
    "Your {} password was changed",
    l.app
));

/// To the new address of an account: confirm that it is yours.
pub struct ConfirmNewEmail<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// The new address.
    pub email: &'a str,
    /// To `/verify/{token}`.
    pub link: &'a str,
    /// How long the link works.
    pub hours: i64,
}
impl ConfirmNewEmail<'_> {
    fn lasts(&self) -> String {
        lasting(self.hours, "hour")
    }
}
message!(
    ConfirmNewEmail,
    "confirm_new_email",
    "mail/confirm_new_email.txt",
    "mail/confirm_new_email.html",
    |l| format!("Confirm your new email address for {}", l.app)
);

/// To the old address: a notice that the account has another address now, with a link that undoes the change.
pub struct EmailChanged<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// Where this email goes.
    pub old_email: &'a str,
    /// Where emails go from now on.
    pub new_email: &'a str,
    /// Undoes the change; none where an older address already holds such a link, and for the notice that a change was undone.
    pub undo_link: Option<&'a str>,
    /// How long the link works.
    pub days: i64,
    /// Who changed it.
    pub occasion: Occasion,
}
impl EmailChanged<'_> {
    fn lasts(&self) -> String {
        lasting(self.days, "day")
    }
}
message!(EmailChanged, "email_changed", "mail/email_changed.txt", "mail/email_changed.html", |l| format!(
    "Your {} email address was changed",
    l.app
));

/// A notice about a login with a browser that the account has not seen before.
pub struct NewLogin<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// The login.
    pub occasion: Occasion,
    /// To `/not-me/{token}`.
    pub not_me_link: &'a str,
    /// How long that link works.
    pub days: i64,
    /// To `/sessions`.
    pub sessions_link: &'a str,
}
impl NewLogin<'_> {
    fn lasts(&self) -> String {
        lasting(self.days, "day")
    }
}
message!(NewLogin, "new_login", "mail/new_login.txt", "mail/new_login.html", |l| format!(
    "New login to your {} account",
    l.app
));

/// A notice that too many logins failed in a row.
pub struct FailedLogins<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// How many there were.
    pub attempts: u32,
    /// The last one.
    pub occasion: Occasion,
    /// To `/login`.
    pub login_link: &'a str,
    /// To `/forgot-password`.
    pub reset_link: &'a str,
}
message!(FailedLogins, "failed_logins", "mail/failed_logins.txt", "mail/failed_logins.html", |l| format!(
    "Too many failed logins to your {} account",
    l.app
));

/// The last email of an account.
pub struct AccountDeleted<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// Who deleted it.
    pub occasion: Occasion,
}
message!(AccountDeleted, "account_deleted", "mail/account_deleted.txt", "mail/account_deleted.html", |l| format!(
    "Your {} account was deleted",
    l.app
));

/// To the owner of an account: someone tried to create another one with the same address.
pub struct AlreadyRegistered<'a> {
    /// The product's name.
    pub app: &'a str,
    /// The account, in the greeting.
    pub username: &'a str,
    /// Who tried.
    pub occasion: Occasion,
    /// To `/forgot-password`.
    pub reset_link: &'a str,
    /// To `/login`.
    pub login_link: &'a str,
}
message!(
    AlreadyRegistered,
    "already_registered",
    "mail/already_registered.txt",
    "mail/already_registered.html",
    |l| format!("You already have an account at {}", l.app)
);
