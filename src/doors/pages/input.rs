//! One input of a form, as `components/field.html` shows it.

use std::borrow::Cow;

/// One labelled input with its hint and its error, rendered by `components/field.html`.
#[derive(Clone, Default)]
pub(crate) struct Input {
    /// The element's id; `{id}-hint` and `{id}-error` belong to it.
    pub(crate) id: &'static str,
    /// The form key.
    pub(crate) name: &'static str,
    /// The visible label.
    pub(crate) label: &'static str,
    /// What is typed into it.
    pub(crate) kind: InputKind,
    /// The autocomplete tokens.
    pub(crate) autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows, where it is not the one of its kind.
    pub(crate) input_mode: Option<&'static str>,
    /// Help below the label.
    pub(crate) hint: Option<Cow<'static, str>>,
    /// What was typed; always empty for a password.
    pub(crate) value: String,
    /// What is wrong with it, in form order; empty when nothing is.
    pub(crate) errors: Vec<String>,
    /// Marked as wrong though it has no sentence of its own: the error summary speaks for it (wrong credentials).
    pub(crate) invalid: bool,
    /// The id of one more element that describes it.
    pub(crate) described_by: Option<&'static str>,
    /// What the script says when it is left empty, in the server's words; none lets the browser speak.
    pub(crate) missing: Option<Cow<'static, str>>,
    /// What the script says when it is too short or of the wrong form, in the server's words; none lets the browser speak.
    pub(crate) mismatch: Option<Cow<'static, str>>,
    /// The submission fails without it.
    pub(crate) required: bool,
    /// Shows "(optional)" after the label.
    pub(crate) optional: bool,
    /// Only where one task is the page.
    pub(crate) autofocus: bool,
    /// `minlength`, for new passwords.
    pub(crate) min_length: Option<usize>,
    /// An HTML pattern, for usernames.
    pub(crate) pattern: Option<&'static str>,
    /// `next` or `go`.
    pub(crate) enter_key: Option<&'static str>,
    /// New passwords get the strength hint below the input when the script runs.
    pub(crate) strength: bool,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum InputKind {
    #[default]
    Text,
    Email,
    /// It gets a Show button when the script runs.
    Password(WhichPassword),
}

impl InputKind {
    /// The value of `type`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            InputKind::Text => "text",
            InputKind::Email => "email",
            InputKind::Password(_) => "password",
        }
    }

    /// Whether it is any text.
    pub(crate) fn is_text(self) -> bool {
        self == InputKind::Text
    }

    /// Which password it is.
    pub(crate) fn password(self) -> Option<WhichPassword> {
        match self {
            InputKind::Text | InputKind::Email => None,
            InputKind::Password(which) => Some(which),
        }
    }
}

/// Which of the passwords that a page can ask for: screen readers read it at the button that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhichPassword {
    /// The only one of its form.
    Only,
    /// One that replaces another.
    New,
    /// The chosen one again.
    Confirmed,
    /// The present one, beside a new one.
    Current,
    /// The present one, where a second form of the page asks for it as well.
    YourCurrent,
}
