//! An authenticator app, with the clock of this machine (RFC 6238).

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use reqwest::Method;
use serde_json::json;

use crate::person::Person;

/// A phone with the secret of one account.
pub struct Phone {
    secret: Vec<u8>,
    /// The time step of the last code that was used.
    used: i64,
    pub recovery_codes: Vec<String>,
}

/// The time step of now.
#[expect(clippy::disallowed_methods, reason = "the nodes under test are processes with the clock of this machine")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    i64::try_from(since.as_secs()).expect("a clock of this age") / 30
}

impl Phone {
    /// Set up at the node at `url` by somebody who is logged in. The code that confirms it is the one before the current one,
    /// which counts as well, so that the current one is still to be used.
    pub async fn set_up(person: &Person, url: &str) -> Phone {
        let answer = person.json(Method::POST, url, "/auth/factors/totp", &json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let secret = answer.json()["secret"].as_str().unwrap().replace(' ', "");
        let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
        let mut phone = Phone { secret, used: now() - 2, recovery_codes: Vec::new() };
        loop {
            let body = json!({ "code": phone.next_code() });
            let answer = person.json(Method::POST, url, "/auth/factors/totp/confirm", &body).await;
            if answer.status == 200 {
                let codes = answer.json()["recovery_codes"].as_array().unwrap().clone();
                phone.recovery_codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
                return phone;
            }
            // A new step began in between, at most once.
            assert!(phone.used < now(), "{}", answer.body);
        }
    }

    /// The first code that was not used and counts now, or will be the next: the service takes it as well.
    pub fn next_code(&mut self) -> String {
        self.used = (self.used + 1).max(now() - 1);
        assert!(self.used <= now() + 1, "more codes than a minute has");
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = hmac::sign(&key, &self.used.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let bytes: [u8; 4] = tag.as_ref()[at..at + 4].try_into().unwrap();
        format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000)
    }
}
