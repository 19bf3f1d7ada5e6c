//! An authenticator app, as the tests have one. It computes codes by itself, from the secret that the service shows.

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use reqwest::Method;
use serde_json::{Value, json};

use super::app::App;
use super::browser::Browser;

/// A phone with the secret of one account.
pub struct Phone {
    secret: Vec<u8>,
    pub recovery_codes: Vec<String>,
}

impl Phone {
    /// With this secret, as a page or answer shows it.
    pub fn with(secret: &str) -> Phone {
        let secret = BASE32_NOPAD.decode(secret.replace(' ', "").as_bytes()).expect("Base32");
        Phone { secret, recovery_codes: Vec::new() }
    }

    /// What it shows now.
    pub fn code(&self, app: &App) -> String {
        self.code_after(app, 0)
    }

    /// What it shows some steps of 30 seconds later.
    pub fn code_after(&self, app: &App, steps: i64) -> String {
        let step = app.clock.now().assume_utc().unix_timestamp() / 30 + steps;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let bytes: [u8; 4] = tag.as_ref()[at..at + 4].try_into().expect("four bytes");
        format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000)
    }

    /// A code that is none of those that count now.
    pub fn wrong_code(&self, app: &App) -> String {
        let right: Vec<String> = (-1..=1).map(|steps| self.code_after(app, steps)).collect();
        (0..4).map(|digit| digit.to_string().repeat(6)).find(|code| !right.contains(code)).expect("a wrong code")
    }
}

impl Browser<'_> {
    /// Sets an authenticator app up by the session API, with the session of this browser, and lets its first code expire.
    pub async fn set_up_app(&self, app: &App) -> Phone {
        let started = self.json(Method::POST, "/auth/factors/totp", &json!({})).await;
        assert_eq!(started.status, 200, "{}", started.body);
        let mut phone = Phone::with(started.json()["secret"].as_str().expect("a secret"));
        let body = json!({ "code": phone.code(app) });
        let confirmed = self.json(Method::POST, "/auth/factors/totp/confirm", &body).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        let codes: Vec<Value> = confirmed.json()["recovery_codes"].as_array().expect("a list").clone();
        phone.recovery_codes = codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect();
        app.clock.advance(time::Duration::seconds(60));
        phone
    }
}
