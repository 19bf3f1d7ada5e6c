//! What a token says, and when it is believed (RFC 7519, RFC 8725). The names are those of Flask-JWT-Extended, so that a
//! Flask service with the same key takes our access tokens as they are.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::keys::Keys;
use crate::error::{Error, TokenProblem};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Proves who is calling.
    Access,
    /// Buys a new pair, once.
    Refresh,
}

/// The claims of both kinds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The public address of this installation.
    pub iss: String,
    /// The account's id, as a string (RFC 7519 section 4.1.2).
    pub sub: String,
    /// Access or refresh.
    #[serde(rename = "type")]
    pub kind: Type,
    /// The password was proved for this very token, not for one before it.
    pub fresh: bool,
    /// Names this token.
    pub jti: String,
    /// Issued at, in seconds since 1970, like the two that follow.
    pub iat: i64,
    /// Not before.
    pub nbf: i64,
    /// Expires at.
    pub exp: i64,
    /// The session's id in the clear; its row holds the hash. When the session ends, so does the token.
    pub sid: String,
    /// As it was when the token was issued.
    pub username: String,
    /// As it was when the token was issued; empty for an address that an earlier version accepted and that is none.
    pub email: String,
}

/// How far the clocks of two nodes may differ.
const SKEW_SECONDS: i64 = 10;

/// Signs the claims with the current key.
///
/// # Errors
/// A fault of ours.
pub fn sign(keys: &Keys, claims: &Claims) -> Result<String, Error> {
    let (key, id) = keys.signing();
    let header = Header { kid: Some(id.to_owned()), ..Header::new(keys.algorithm().library()) };
    jsonwebtoken::encode(&header, claims, key).map_err(Error::internal)
}

/// The claims of a token that is ours, of one of these kinds, and in its time.
///
/// The header may say `alg`, `typ` and `kid`, with the one algorithm and a key of ours; whatever else it brings (`jwk`,
/// `jku`, `x5u`, `crit` …) is an attempt to choose our key for us (RFC 8725 sections 3.1 and 3.10).
///
/// # Errors
/// [`TokenProblem::Expired`] for a genuine token after its time, [`TokenProblem::Invalid`] for everything else.
pub fn verify(keys: &Keys, token: &str, kinds: &[Type], issuer: &str, now: i64) -> Result<Claims, Error> {
    let invalid = || Error::Token(TokenProblem::Invalid);
    let key_id = plain_header(keys, token).ok_or_else(invalid)?;
    let key = keys.find(&key_id).ok_or_else(invalid)?;
    let mut validation = Validation::new(keys.algorithm().library());
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "sub"]);
    validation.set_issuer(&[issuer]);
    // The times are checked below, against the clock that everything here shares.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key.key, &validation).map_err(|_| invalid())?.claims;
    let from_the_future = claims.iat.max(claims.nbf) > now + SKEW_SECONDS;
    if !kinds.contains(&claims.kind) || from_the_future {
        return Err(invalid());
    }
    if claims.exp <= now {
        return Err(Error::Token(TokenProblem::Expired));
    }
    Ok(claims)
}

/// The key id of a header that says nothing but what ours say.
fn plain_header(keys: &Keys, token: &str) -> Option<String> {
    let (header, _) = token.split_once('.')?;
    let header: Map<String, Value> = serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).ok()?).ok()?;
    let is_plain = header.keys().all(|name| matches!(name.as_str(), "alg" | "typ" | "kid"));
    let algorithm = header.get("alg")?.as_str()?;
    if !is_plain || algorithm != keys.algorithm().name() {
        return None;
    }
    header.get("kid")?.as_str().map(str::to_owned)
}
