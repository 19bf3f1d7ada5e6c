//! The parts that every page is made of: the layout, fields, error summaries and flash messages.
//!
//! These are plain data. Handlers fill them; `templates/layout.html` and `templates/components/` render each part in one place.

use super::input::Input;
pub(crate) use super::theme::Theme;
use inside::branding::Branding;
use inside::config::{RelyingParty, Site};
use inside::events::Tone;
use inside::links::Token;
use inside::sessions::SessionHandle;
use inside::texts::Language;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use time::{Date, PrimitiveDateTime};

/// What `templates/layout.html` needs, on every page.
pub(crate) struct Layout {
    /// The product's name, as the operator set it (`APP_NAME`).
    pub(crate) app: String,
    /// The site behind this entrance.
    pub(crate) site: Arc<Site>,
    /// Its look.
    pub(crate) branding: Arc<Branding>,
    /// The path of this page, without query: marks the current link and is where the theme switch returns to.
    pub(crate) path: String,
    /// On the pages around a login: where to go after it. Every link from one of them to another carries it.
    pub(crate) next: Option<String>,
    /// On the page to sign up: the invitation in its address.
    pub(crate) invitation: Option<Token>,
    /// The logged-in user.
    pub(crate) account: Option<Badge>,
    /// The session cookie verifies, but its account can't be loaded: the header shows neither a user nor a guest.
    pub(crate) session_unknown: bool,
    /// Messages from the request before this one, oldest first.
    pub(crate) flashes: Vec<Flash>,
    /// The visitor's choice of theme.
    pub(crate) theme: Theme,
    /// The languages to choose from.
    pub(crate) languages: Vec<Language>,
    /// Development only: pages that send mail show a notice with a link to `/dev/mailbox`.
    pub(crate) dev_mailbox: bool,
    /// Guests may create an account here (`REGISTRATION` is not `closed`).
    pub(crate) registration_open: bool,
    /// The logged-in user's email address, while it is not confirmed: a banner offers to send the link again.
    pub(crate) unverified_email: Option<String>,
    /// How many recovery codes are left, while they are few: a banner offers to make new ones.
    pub(crate) few_recovery_codes: Option<usize>,
    /// The logged-in user's account must have a second factor and has none: a banner says so.
    pub(crate) factor_missing: bool,
    /// The logged-in user may see the pages for administrators.
    pub(crate) is_staff: bool,
    /// Whom passkeys are made for.
    pub(crate) passkeys: Option<Arc<RelyingParty>>,
    /// The script tells the browser which passkeys the account accepts.
    pub(crate) signals: bool,
    /// The logged-in user's delayed recovery of the second factors, while one runs: from when it can be finished. A banner stops it.
    pub(crate) factor_recovery: Option<PrimitiveDateTime>,
}

/// The avatar and name in the header.
#[derive(Clone)]
pub(crate) struct Badge {
    /// As typed at sign-up.
    pub(crate) username: String,
    /// One or two letters for the avatar.
    pub(crate) initials: String,
    /// 0 to 5, from a hash of the name: the avatar's class `hue-N`.
    pub(crate) hue: u8,
}

/// A message that is shown once, on the page after the one that caused it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    /// Which colour and icon it gets.
    pub(crate) kind: FlashKind,
    /// One or two sentences in the past tense.
    pub(crate) text: String,
}

/// The two tones of a [`Flash`]. Failures are error summaries or pages, never flashes. Their words wait in cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FlashKind {
    /// Something was done.
    Done,
    /// Something to know: nothing was changed, or the session had ended.
    Notice,
}

/// Every error of a submission, above the page's h1, each line a link to its field.
#[derive(Clone, Default)]
pub(crate) struct Summary {
    /// `(href, sentence)`, in form order. The href is `#id` of a field; none where no field is to blame.
    pub(crate) lines: Vec<(Option<String>, String)>,
    /// After too many attempts: the address of those who help.
    pub(crate) support: Option<String>,
}

impl Summary {
    /// The id of its list, for fields that have no error text of their own.
    pub(crate) const ID: &str = "problems";

    /// Nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The account as its owner sees it on `/`.
pub(crate) struct AccountCard {
    /// As typed at sign-up.
    pub(crate) username: String,
    /// The avatar.
    pub(crate) badge: Badge,
    /// As typed.
    pub(crate) email: String,
    /// The address was confirmed by its link.
    pub(crate) email_verified: bool,
    /// When it was created, in UTC.
    pub(crate) member_since: PrimitiveDateTime,
    /// The login before this one, in UTC.
    pub(crate) last_login: Option<PrimitiveDateTime>,
    /// Browsers and apps that are logged in.
    pub(crate) sessions: i64,
    /// Failed logins in the last 24 hours: a number, or "99+"; nothing where there was none.
    pub(crate) failed_logins: Option<String>,
    /// What the owner should look at, one sentence each; empty when all is well.
    pub(crate) attention: Vec<String>,
}

/// The two update forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum UpdateKind {
    /// "Update selected fields": blank keeps what there is.
    Partial,
    /// "Update all fields".
    Full,
}

impl UpdateKind {
    /// Where it is posted to, without the username.
    pub(crate) fn path(self) -> &'static str {
        match self {
            UpdateKind::Partial => "partial",
            UpdateKind::Full => "update",
        }
    }

    /// For `_method`.
    pub(crate) fn method(self) -> &'static str {
        match self {
            UpdateKind::Partial => "PATCH",
            UpdateKind::Full => "PUT",
        }
    }
}

/// One of the two update forms on `/`. At most one of them has a summary at a time.
pub(crate) struct UpdateForm {
    /// The heading, which is also the button's label.
    pub(crate) label: &'static str,
    /// One sentence below the heading.
    pub(crate) about: &'static str,
    /// Beside the heading.
    pub(crate) icon: &'static str,
    /// Which of the two.
    pub(crate) kind: UpdateKind,
    /// What is wrong with this form.
    pub(crate) summary: Summary,
    /// Ids `p-username` or `u-username`, and so on.
    pub(crate) username: Input,
    /// The new address.
    pub(crate) email: Input,
    /// The new password.
    pub(crate) password: Input,
    /// Only when the session confirmed its password too long ago.
    pub(crate) current_password: Option<Input>,
    /// Only when the session needs a code of the authenticator app.
    pub(crate) code: Option<Input>,
    /// A new password that was typed before, sealed.
    pub(crate) kept_password: Option<String>,
}

/// A browser or app that is logged in.
pub(crate) struct SessionLine {
    /// Names it in `/sessions/{id}/end`.
    pub(crate) id: SessionHandle,
    /// "Firefox on macOS" or "curl", in the language of the page.
    pub(crate) name: String,
    /// `desktop`, `mobile-screen` or `key`.
    pub(crate) icon: &'static str,
    /// The IP address of its last use.
    pub(crate) address: String,
    /// When it logged in, in UTC.
    pub(crate) logged_in: PrimitiveDateTime,
    /// Its last use, in UTC.
    pub(crate) last_used: PrimitiveDateTime,
    /// How long ago that was: "2 hours ago".
    pub(crate) ago: String,
    /// The session that requested this page.
    pub(crate) current: bool,
}

/// A day of a history.
pub(crate) struct Day {
    /// The day, in UTC.
    pub(crate) date: Date,
    /// "Today", "Yesterday" or "24 November 2026".
    pub(crate) name: String,
    /// What happened on it, newest first.
    pub(crate) rows: Vec<EventRow>,
}

/// One line of a history: an event, or several equal ones.
pub(crate) struct EventRow {
    /// Unique; part of the element's id.
    pub(crate) id: i64,
    /// When it happened, or the newest of them, in UTC.
    pub(crate) at: PrimitiveDateTime,
    /// The oldest of several, in UTC.
    pub(crate) since: Option<PrimitiveDateTime>,
    /// How long ago `at` was: "2 hours ago".
    pub(crate) ago: String,
    /// Less than a day ago.
    pub(crate) is_recent: bool,
    /// One sentence in the past tense.
    pub(crate) sentence: String,
    /// Browser and IP address, as far as they are known.
    pub(crate) from: Vec<Origin>,
    /// The sentence says it too: colour never speaks alone.
    pub(crate) tone: Tone,
    /// Each of several, newest first; empty for a single one.
    pub(crate) moments: Vec<Moment>,
}

/// One of several equal events.
pub(crate) struct Moment {
    /// When it happened, in UTC.
    pub(crate) at: PrimitiveDateTime,
    /// As in [`EventRow`].
    pub(crate) from: Vec<Origin>,
}

/// Where an event came from: a browser or app, or an address.
pub(crate) struct Origin {
    /// "Firefox on macOS", "203.0.113.7", "2 devices".
    pub(crate) text: String,
    /// It is one IP address, which is written from left to right in every language.
    pub(crate) is_address: bool,
}

/// An email in the development mailbox.
pub(crate) struct EmailRow {
    /// Names it in `/dev/mailbox/{id}`.
    pub(crate) id: String,
    /// The address it was sent to.
    pub(crate) to: String,
    /// As the reader's mail program shows it.
    pub(crate) subject: String,
    /// In UTC.
    pub(crate) at: PrimitiveDateTime,
    /// The links found in its text.
    pub(crate) links: Vec<String>,
}
