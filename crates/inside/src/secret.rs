//! Values that must never be printed.

use std::fmt;

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretBox};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that shows as `***` in every log, error and dump of settings; reading it takes a visible `expose`. Its memory is
/// overwritten when it goes, so that neither a core dump nor a swap file keeps it.
pub struct Secret<T: Zeroize>(SecretBox<T>);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Secret(SecretBox::new(Box::new(value)))
    }

    /// The value itself. A review reads every call of this.
    pub fn expose(&self) -> &T {
        self.0.expose_secret()
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Secret::new(self.expose().clone())
    }
}

impl<T: Zeroize + Default> Default for Secret<T> {
    fn default() -> Self {
        Secret::new(T::default())
    }
}

impl<T: Zeroize + PartialEq> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl<T: Zeroize + Eq> Eq for Secret<T> {}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: Zeroize + std::str::FromStr> std::str::FromStr for Secret<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Secret::new)
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Secret::new)
    }
}

/// For the schemas of bodies with a default: what is written is `***`, as everywhere.
impl<T: Zeroize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

/// The SHA-256 of a random value in hex: what a table keeps of it. A password, which can be guessed, needs bcrypt instead.
pub fn sha256(value: &str) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, value.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::device::Device;
    use crate::factors::passkeys::{CreatedPasskey, PasskeyAnswer};
    use crate::hashing::Pepper;
    use crate::links::Token;
    use crate::sessions::SessionId;
    use crate::tokens::Pair;
    use crate::tokens::claims::{Claims, Type};
    use crate::users::Password;

    #[test]
    fn nothing_that_holds_a_secret_prints_it() {
        const SECRET: &str = "5up3r-s3cr3t";
        let secret = || Secret::new(SECRET.to_owned());
        let claims = Claims {
            iss: String::new(),
            sub: "1".to_owned(),
            kind: Type::Access,
            fresh: true,
            jti: String::new(),
            iat: 0,
            nbf: 0,
            exp: 0,
            sid: SessionId::new(SECRET.to_owned()),
            username: String::new(),
            email: None,
            amr: Vec::new(),
            auth_time: None,
        };
        let pair = Pair { access_token: secret(), refresh_token: secret(), expires_in: 900 };
        let created = json!({ "id": "", "response": { "clientDataJSON": SECRET, "attestationObject": SECRET } });
        let created: CreatedPasskey = serde_json::from_value(created).expect("a passkey");
        let signed = json!({ "clientDataJSON": SECRET, "authenticatorData": SECRET, "signature": SECRET });
        let answer: PasskeyAnswer = serde_json::from_value(json!({ "id": "", "response": signed })).expect("an answer");
        let written =
            serde_json::to_string(&(&created, &answer, secret(), Token::new(SECRET.to_owned()))).expect("JSON");
        assert!(!written.contains(SECRET), "{written}");
        let printed = [
            format!("{created:?}"),
            format!("{answer:?}"),
            format!("{:?}", secret()),
            format!("{:?}", SessionId::new(SECRET.to_owned())),
            format!("{:?}", SessionId::new(SECRET.to_owned()).key()),
            format!("{:?}", Token::new(SECRET.to_owned())),
            format!("{:?}", Password::new(SECRET)),
            format!("{claims:?}"),
            format!("{pair:?}"),
            format!("{:?}", Pepper::Suffix(Secret::new(SECRET.as_bytes().to_vec()))),
        ];
        let bytes = format!("{:?}", SECRET.as_bytes());
        let hash = sha256(SECRET);
        for text in printed {
            assert!(text.contains("***") && !text.contains(SECRET) && !text.contains(&bytes), "{text}");
            assert!(!text.contains(&hash), "{text}");
        }
        let device = Device::new(1);
        let text = format!("{device:?}");
        assert!(text.contains("***") && !text.contains(device.id()), "{text}");
    }

    #[test]
    fn a_secret_is_compared_copied_and_read_like_its_value() {
        let secret: Secret<String> = "one".parse().expect("text");
        assert_eq!(secret.clone(), secret);
        assert_ne!(secret, Secret::new("two".to_owned()));
        assert_eq!((secret.expose().as_str(), Secret::<String>::default().expose().as_str()), ("one", ""));
    }
}
