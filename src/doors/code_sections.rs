//! The documentation of codes: one section each, with its words at both APIs.

use std::sync::LazyLock;

use super::codes::{Code, DoorAnswer};
use super::{session_api, token_api};
use inside::texts::Texts;

/// One code in the documentation, with its words at both APIs.
pub struct Section {
    /// At the session API: its word and status.
    pub(crate) session: Option<(&'static str, u16)>,
    /// At the token API: its word and status.
    pub(crate) token: Option<(&'static str, u16)>,
    code: Code,
}

impl Section {
    fn new(code: Code) -> Section {
        let own = |answer: DoorAnswer| answer.is_own.then(|| (answer.word, answer.status.as_u16()));
        let (session, token) = (own(session_api::codes::answer(code)), own(token_api::codes::answer(code)));
        Section { session, token, code }
    }

    /// What happened.
    pub fn cause(&self, t: &Texts) -> &'static str {
        self.code.meaning(*t).0
    }

    /// What the author of a client should do.
    pub fn remedy(&self, t: &Texts) -> &'static str {
        self.code.meaning(*t).1
    }

    /// Its codes with their doors and statuses.
    pub fn codes(&self) -> impl Iterator<Item = (&'static str, &'static str, u16)> {
        let session = self.session.map(|(code, status)| (code, "session API", status));
        let token = self.token.map(|(code, status)| (code, "token API", status));
        session.into_iter().chain(token)
    }
}

/// The documentation: each code that has a word of its own at one of the APIs.
pub static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    let sections = Code::ALL.into_iter().map(Section::new);
    sections.filter(|section| section.codes().next().is_some()).collect()
});

/// What a code means.
pub fn section(code: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.codes().any(|(known, ..)| known == code))
}
