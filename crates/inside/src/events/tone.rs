//! How serious an event is, and what it is about.

/// How serious an event is to the account's owner. The sentence says it too: colour never speaks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Routine.
    Plain,
    /// A change that the owner asked for.
    Ok,
    /// Worth checking: was that me?
    Warn,
    /// An attack was stopped, or something was lost.
    Bad,
}

impl Tone {
    /// The word that pages use as a class.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }

    /// Whether the owner should check it.
    pub(crate) fn is_warning(self) -> bool {
        matches!(self, Tone::Warn | Tone::Bad)
    }
}

/// What an event is about, which is what a history is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Logging in, logging out, and attempts to.
    Login,
    /// A change of the account or of how it is recovered.
    Change,
    /// Neither of the two.
    Other,
}
