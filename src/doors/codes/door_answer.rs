//! What a door makes of a code.

use actix_web::http::StatusCode;

use super::{Code, Wording};

/// What a door answers where a request is refused with a code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DoorAnswer {
    /// The door's word for it, which programs compare.
    pub(crate) word: &'static str,
    /// The status.
    pub(crate) status: StatusCode,
    /// The sentence, where no field has one.
    pub(crate) sentence: Wording,
    /// Whether the word means this code and no other.
    pub(crate) is_own: bool,
}

impl DoorAnswer {
    /// With a word for this code alone, and what doors answer unless they say otherwise.
    pub(crate) fn own(code: Code, word: &'static str) -> DoorAnswer {
        DoorAnswer { word, status: code.status(), sentence: code.sentence(), is_own: true }
    }

    /// With another status.
    #[must_use]
    pub(crate) fn with(self, status: StatusCode) -> DoorAnswer {
        DoorAnswer { status, ..self }
    }

    /// In a sentence of this door.
    #[must_use]
    pub(crate) fn saying(self, sentence: Wording) -> DoorAnswer {
        DoorAnswer { sentence, ..self }
    }

    /// Where this code has no word at this door: the word that `other` has, in a sentence of its own.
    pub(crate) fn like(other: DoorAnswer, code: Code) -> DoorAnswer {
        DoorAnswer { sentence: code.sentence(), is_own: false, ..other }
    }
}
