//! Emails as their readers see them: subject, text and HTML, made from an [`Email`], the texts of a language and the templates in
//! `templates/mail/`. Both parts say the same sentences; the text part differs in its links alone.
//!
//! Every link is an absolute URL, built from the public address of the service.

use askama::Template;
use time::PrimitiveDateTime;

use super::email::{Email, EmailLink, FactorChange, Occasion, Recipient};
use super::look::EmailLook;
use crate::branding::Branding;
use crate::config::Site;
use crate::error::Error;
use crate::role::Role;
use crate::texts::Texts;

/// The service that writes.
#[derive(Clone, Copy, Debug)]
pub struct Service<'a> {
    /// The product's name.
    pub name: &'a str,
    /// Its public address, without a slash at its end.
    pub url: &'a str,
    /// The site behind it.
    pub site: &'a Site,
    /// Its look.
    pub branding: &'a Branding,
}

/// An email in words. It has no `Debug`: its links belong in no log.
pub struct Rendered {
    /// Says what the email is about, with the product's name.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part, which says the same.
    pub html: String,
}

/// What every template uses.
struct Frame<'a> {
    t: Texts,
    app: &'a str,
    username: &'a str,
    subject: &'a str,
    url: &'a str,
    site: &'a Site,
    look: EmailLook,
}

impl Frame<'_> {
    fn login_link(&self) -> String {
        format!("{}/login", self.url)
    }

    fn reset_link(&self) -> String {
        format!("{}/forgot-password", self.url)
    }

    fn sessions_link(&self) -> String {
        format!("{}/sessions", self.url)
    }
}

/// Fills the two templates of an email with its fields.
macro_rules! parts {
    ($frame:expr, $txt:literal, $html:literal, $($field:ident: $kind:ty),*) => {{
        #[derive(Template)]
        #[template(path = $txt)]
        struct Text<'a> {
            t: Texts,
            message: &'a Frame<'a>,
            $($field: &'a $kind,)*
        }

        #[derive(Template)]
        #[template(path = $html)]
        struct Html<'a> {
            t: Texts,
            message: &'a Frame<'a>,
            $($field: &'a $kind,)*
        }

        let message = $frame;
        let t = message.t;
        (Text { t, message, $($field,)* }.render(), Html { t, message, $($field,)* }.render())
    }};
}

/// Writes an email in the language of `t`.
///
/// # Errors
/// When a template can't be rendered, which would be our fault.
pub fn render(t: Texts, service: Service<'_>, to: Recipient<'_>, email: &Email) -> Result<Rendered, Error> {
    let subject = subject(t, service.name, email);
    let Service { name: app, url, site, branding } = service;
    let frame = &Frame { t, app, username: to.username, subject: &subject, url, site, look: EmailLook::of(branding) };
    let (text, html) = match email {
        Email::ConfirmEmail { link } => {
            parts!(frame, "mail/confirm_email.txt", "mail/confirm_email.html", link: EmailLink)
        }
        Email::ResetPassword { link, occasion } => {
            parts!(frame, "mail/reset_password.txt", "mail/reset_password.html", link: EmailLink, occasion: Occasion)
        }
        Email::ChangePassword { not_me_link, occasion } => parts!(
            frame,
            "mail/change_password.txt",
            "mail/change_password.html",
            not_me_link: Option<EmailLink>,
            occasion: Occasion
        ),
        Email::ConfirmEmailChange { new_email, link } => {
            parts!(frame, "mail/confirm_email_change.txt", "mail/confirm_email_change.html", new_email: str, link: EmailLink)
        }
        Email::UndoEmailChange { old_email, new_email, undo_link, occasion } => parts!(
            frame,
            "mail/undo_email_change.txt",
            "mail/undo_email_change.html",
            old_email: str,
            new_email: str,
            undo_link: Option<EmailLink>,
            occasion: Occasion
        ),
        Email::NewBrowser { not_me_link, occasion } => {
            parts!(frame, "mail/new_browser.txt", "mail/new_browser.html", not_me_link: EmailLink, occasion: Occasion)
        }
        Email::FailedLogins { attempts, occasion } => {
            parts!(frame, "mail/failed_logins.txt", "mail/failed_logins.html", attempts: u32, occasion: Occasion)
        }
        Email::DeleteAccount { occasion } => {
            parts!(frame, "mail/delete_account.txt", "mail/delete_account.html", occasion: Occasion)
        }
        Email::DisableUser { occasion } => {
            parts!(frame, "mail/disable_user.txt", "mail/disable_user.html", occasion: Occasion)
        }
        Email::SetRole { role, is_higher, occasion } => {
            parts!(frame, "mail/set_role.txt", "mail/set_role.html", role: Role, is_higher: bool, occasion: Occasion)
        }
        Email::SecondFactor { change, not_me_link, occasion } => parts!(
            frame,
            "mail/second_factor.txt",
            "mail/second_factor.html",
            change: FactorChange,
            not_me_link: EmailLink,
            occasion: Occasion
        ),
        Email::StopFactorRecovery { is_reminder: _, ready_at, stop_link, not_me_link, occasion } => parts!(
            frame,
            "mail/stop_factor_recovery.txt",
            "mail/stop_factor_recovery.html",
            ready_at: PrimitiveDateTime,
            stop_link: EmailLink,
            not_me_link: EmailLink,
            occasion: Occasion
        ),
        Email::FinishFactorRecovery { finish_link, stop_link, occasion } => parts!(
            frame,
            "mail/finish_factor_recovery.txt",
            "mail/finish_factor_recovery.html",
            finish_link: EmailLink,
            stop_link: EmailLink,
            occasion: Occasion
        ),
        Email::AlreadyRegistered { occasion } => {
            parts!(frame, "mail/already_registered.txt", "mail/already_registered.html", occasion: Occasion)
        }
    };
    Ok(Rendered { text: text.map_err(Error::internal)?, html: html.map_err(Error::internal)?, subject })
}

fn subject(t: Texts, app: &str, email: &Email) -> String {
    match email {
        Email::ConfirmEmail { .. } => t.email_confirm_subject(app),
        Email::ResetPassword { .. } => t.email_reset_subject(app),
        Email::ChangePassword { .. } => t.email_password_subject(app),
        Email::ConfirmEmailChange { .. } => t.email_confirm_new_subject(app),
        Email::UndoEmailChange { .. } => t.email_address_subject(app),
        Email::NewBrowser { .. } => t.email_login_subject(app),
        Email::FailedLogins { .. } => t.email_failed_subject(app),
        Email::DeleteAccount { .. } => t.email_deleted_subject(app),
        Email::DisableUser { .. } => t.email_disabled_subject(app),
        Email::SetRole { .. } => t.email_role_subject(app),
        Email::SecondFactor { change, .. } => t.email_factor_subject(app, change.heading(t)),
        Email::StopFactorRecovery { is_reminder: false, .. } => t.email_stop_recovery_subject(app),
        Email::StopFactorRecovery { is_reminder: true, .. } => t.email_recovery_reminder_subject(app),
        Email::FinishFactorRecovery { .. } => t.email_finish_recovery_subject(app),
        Email::AlreadyRegistered { .. } => t.email_registered_subject(app),
    }
}
