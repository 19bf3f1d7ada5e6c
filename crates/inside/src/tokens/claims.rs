//! What a token says, and when it is believed (RFC 7519, RFC 8725). The names are those of Flask-JWT-Extended, so that a
//! Flask service with the same key takes our access tokens as they are.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::Header;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::config::token_keys::Keys;
use crate::error::{Error, TokenProblem};
use crate::sessions::SessionId;

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
    pub(crate) iss: String,
    /// The account's id, as a string (RFC 7519 section 4.1.2).
    pub(crate) sub: String,
    /// Access or refresh.
    #[serde(rename = "type")]
    pub(crate) kind: Type,
    /// The password was proved for this very token, not for one before it.
    pub(crate) fresh: bool,
    /// Names this token.
    pub(crate) jti: String,
    /// Issued at, in seconds since 1970, like the two that follow.
    pub(crate) iat: i64,
    /// Not before.
    pub(crate) nbf: i64,
    /// Expires at.
    pub(crate) exp: i64,
    /// The session's id in the clear; its row holds the hash. When the session ends, so does the token.
    #[serde(serialize_with = "crate::sessions::id::expose")]
    pub(crate) sid: SessionId,
    /// As it was when the token was issued.
    pub(crate) username: String,
    /// As it was when the token was issued; none for an address that an earlier version accepted and that is none. The claim is there
    /// all the same, and blank: services read it without asking whether it is.
    #[serde(serialize_with = "blank_if_none", deserialize_with = "none_if_blank")]
    pub(crate) email: Option<String>,
    /// How the person of the session was authenticated (RFC 8176), in an access token. Other services read it; we ask the row.
    #[serde(skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub(crate) amr: Vec<&'static str>,
    /// When that last happened (RFC 9068 section 2.2.1), in an access token.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(crate) auth_time: Option<i64>,
}

fn blank_if_none<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_deref().unwrap_or_default())
}

fn none_if_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(|text| Some(text).filter(|text| !text.is_empty()))
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
/// `jku`, `x5u`, `crit` …) is an attempt to choose our key for us (RFC 8725 sections 3.1 and 3.10). Nothing of the claims is
/// read before the signature is known to be right.
///
/// # Errors
/// [`TokenProblem::Expired`] for a genuine token after its time, [`TokenProblem::Invalid`] for everything else.
pub(crate) fn verify(keys: &Keys, token: &str, kinds: &[Type], issuer: &str, now: i64) -> Result<Claims, Error> {
    let claims = signed(keys, token).ok_or(Error::Token(TokenProblem::Invalid))?;
    let from_the_future = claims.iat.max(claims.nbf) > now + SKEW_SECONDS;
    if !kinds.contains(&claims.kind) || claims.iss != issuer || from_the_future {
        return Err(Error::Token(TokenProblem::Invalid));
    }
    if claims.exp <= now {
        return Err(Error::Token(TokenProblem::Expired));
    }
    Ok(claims)
}

/// A header that says nothing but what ours say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainHeader {
    alg: String,
    kid: String,
    #[serde(default, rename = "typ")]
    _type: Option<String>,
}

/// What a token says that one of our keys has signed. The library's own `decode` would read header and claims twice.
fn signed(keys: &Keys, token: &str) -> Option<Claims> {
    let (message, signature) = token.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let header: PlainHeader = json(header)?;
    if header.alg != keys.algorithm().name() {
        return None;
    }
    let key = keys.find(&header.kid)?;
    let is_right =
        jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key.key, keys.algorithm().library()).ok()?;
    if is_right { json(claims) } else { None }
}

fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Claims;

    #[test]
    fn the_claim_of_no_address_is_blank_and_is_read_as_none() {
        for (text, email) in [("", None), ("ada@example.com", Some("ada@example.com"))] {
            let claims = json!({
                "iss": "", "sub": "1", "type": "access", "fresh": true, "jti": "", "iat": 0, "nbf": 0, "exp": 0, "sid": "",
                "username": "ada", "email": text
            });
            let read: Claims = serde_json::from_value(claims.clone()).expect("claims");
            assert_eq!(read.email.as_deref(), email);
            assert_eq!(serde_json::to_value(&read).expect("JSON"), claims);
        }
    }
}
