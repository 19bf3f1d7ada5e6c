//! Why the settings can't be used.

/// A setting that can't be used: the variable's name and what to do about it, in one sentence.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {advice}")]
pub struct ConfigError {
    pub(super) variable: &'static str,
    pub(super) advice: String,
}

/// Whether a value says nothing. A setting that is set to nothing counts as not set, wherever it comes from.
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

pub(super) fn refuse(variable: &'static str, advice: impl Into<String>) -> ConfigError {
    ConfigError { variable, advice: advice.into() }
}
