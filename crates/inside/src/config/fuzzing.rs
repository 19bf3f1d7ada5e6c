//! What operators write, for the targets in `fuzz/`.

use std::path::Path;

use super::{ConfigError, ForwardAuth, Rate, dotenv, mail_url, origin, site};

/// The variables of a `.env`.
///
/// # Errors
/// What is wrong with it.
pub fn variables(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    dotenv::variables(bytes)
}

/// A value as it is put between double quotes.
pub fn escaped(value: &str) -> String {
    dotenv::escape(value)
}

/// A member of `FOOTER_LINKS`.
///
/// # Errors
/// What is wrong with it.
pub fn footer_link(text: &str) -> Result<super::FooterLink, ConfigError> {
    site::footer_link(text)
}

/// `TERMS_URL`.
///
/// # Errors
/// What is wrong with it.
pub fn page(text: &str) -> Result<String, ConfigError> {
    site::link("TERMS_URL", text, false)
}

/// An origin in normal form.
///
/// # Errors
/// What is wrong with it.
pub fn origin(text: &str) -> Result<String, String> {
    origin::parse(text).map(|url| url.origin().ascii_serialization())
}

/// `FORWARD_AUTH_HOSTS`, of one member.
///
/// # Errors
/// What is wrong with it.
pub fn forward_auth(text: &str) -> Result<ForwardAuth, ConfigError> {
    ForwardAuth::read(&[text.to_owned()], Some("https://accounts.example.com"))
}

/// `MAIL_URL`, as it is shown.
///
/// # Errors
/// What is wrong with it.
pub fn mail_url(text: &str) -> Result<String, String> {
    mail_url::MailUrl::parse(text, Path::new("data")).map(|url| format!("{url:?}"))
}

/// A rate, as it is shown.
///
/// # Errors
/// What is wrong with it.
pub fn rate(text: &str) -> Result<String, String> {
    text.parse::<Rate>().map(|rate| rate.to_string())
}
