//! A browser that logged in to an account before: a signed name that it keeps in a cookie of its own.
//!
//! It proves that much and nothing else: it is no login, and is worth nothing for another account. The attempts of such a
//! browser are counted on its own bucket, so strangers can't use them up (OWASP, "Slow Down Online Guessing Attacks with
//! Device Cookies").

use aws_lc_rs::constant_time;
use data_encoding::HEXLOWER;

use crate::key_ring::{SigningKey, Versions};
use crate::secret::Secret;

/// A browser that is known to one account.
#[derive(Clone, Debug)]
pub struct Device {
    user_id: i64,
    id: Secret<String>,
}

impl Device {
    /// A name for a browser that has just logged in for the first time.
    pub fn new(user_id: i64) -> Device {
        Device { user_id, id: Secret::new(crate::random::id()) }
    }

    /// The account it is known to.
    pub fn user_id(&self) -> i64 {
        self.user_id
    }

    pub(crate) fn id(&self) -> &str {
        self.id.expose()
    }

    /// As the cookie holds it: the account, the name, and a signature over both.
    pub fn signed(&self, keys: &Versions<SigningKey>) -> String {
        let signature = sign(&keys.current, self.user_id, self.id());
        format!("{}-{}-{}", self.user_id, self.id(), HEXLOWER.encode(&signature))
    }

    /// What [`Device::signed`] wrote, with today's key or the one before it; `None` for anything else.
    pub fn verified(text: &str, keys: &Versions<SigningKey>) -> Option<Device> {
        let mut parts = text.splitn(3, '-');
        let (user_id, id, signature) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let signature = HEXLOWER.decode(signature.as_bytes()).ok()?;
        let is_ours =
            |key: &SigningKey| constant_time::verify_slices_are_equal(&sign(key, user_id, id), &signature).is_ok();
        keys.all().any(is_ours).then(|| Device { user_id, id: Secret::new(id.to_owned()) })
    }
}

fn sign(key: &SigningKey, user_id: i64, id: &str) -> [u8; 32] {
    key.sign(format!("{user_id} {id}").as_bytes())
}
