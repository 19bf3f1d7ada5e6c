//! The ceremonies of passkeys at the doors: options, the passkey's answer, and what comes of it.

use reqwest::Method;
use serde_json::{Value, json};

use super::answer::Answer;
use super::app::App;
use super::browser::Browser;
use super::passkey::Passkey;

/// The status of a refusal at any door, and what it says of the passkey.
pub fn passkey_error(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    let fields = if body["error"].is_object() { &body["error"]["fields"] } else { &body["fields"] };
    (answer.status, fields["passkey"][0].as_str().unwrap_or_default().to_owned())
}

/// John with a passkey, and the browser in which he added it. The clock stands still.
pub async fn john_with_passkey(app: &App) -> (Browser<'_>, Passkey) {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in("john", "correct horse battery").await;
    let passkey = browser.add_passkey(app).await;
    (browser, passkey)
}

impl Browser<'_> {
    /// Options from this address, which has to give some.
    pub async fn passkey_options(&self, path: &str) -> Value {
        self.passkey_options_for(path, &json!({})).await
    }

    /// Those of the session API for the login that waits in this browser.
    pub async fn second_step_options(&self) -> Value {
        self.passkey_options_for("/auth/login/passkey_options", &json!({ "second_step": true })).await
    }

    async fn passkey_options_for(&self, path: &str, body: &Value) -> Value {
        let options = self.json(Method::POST, path, body).await;
        assert_eq!(options.status, 200, "{}", options.body);
        let options = options.json();
        if options["data"].is_object() { options["data"].clone() } else { options }
    }

    /// Adds this passkey by the session API, with the session of this browser.
    pub async fn offer_passkey(&self, passkey: &mut Passkey) -> Answer {
        let options = self.passkey_options("/auth/factors/passkeys/options").await;
        self.json(Method::POST, "/auth/factors/passkeys", &json!({ "passkey": passkey.create(&options) })).await
    }

    /// Adds a new one, or panics.
    pub async fn add_passkey(&self, app: &App) -> Passkey {
        let mut passkey = Passkey::new(app);
        let kept = self.offer_passkey(&mut passkey).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
        passkey
    }

    /// Adds another one by the session API, where the login is old: the first says who asks.
    pub async fn offer_passkey_confirmed(&self, first: &mut Passkey, another: &mut Passkey) {
        let body = json!({ "passkey": self.confirmation(first).await });
        let options = self.json(Method::POST, "/auth/factors/passkeys/options", &body).await;
        assert_eq!(options.status, 200, "{}", options.body);
        let body = json!({ "passkey": another.create(&options.json()) });
        let kept = self.json(Method::POST, "/auth/factors/passkeys", &body).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
    }

    /// Logs in with it at the session API.
    pub async fn log_in_with(&self, passkey: &mut Passkey) -> Answer {
        let options = self.passkey_options("/auth/login/passkey_options").await;
        self.json(Method::POST, "/auth/login/passkey", &json!({ "passkey": passkey.answer(&options) })).await
    }

    /// Its answer where a change asks for it.
    pub async fn confirmation(&self, passkey: &mut Passkey) -> Value {
        passkey.answer(&self.passkey_options("/auth/factors/passkeys/confirm_options").await)
    }

    /// The ids by which pages name the passkeys of the account, oldest first.
    pub async fn passkey_ids(&self) -> Vec<String> {
        let list = self.get("/auth/factors").await.json();
        let ids = list["passkeys"].as_array().expect("a list").iter();
        ids.filter_map(|passkey| passkey["id"].as_str().map(str::to_owned)).collect()
    }
}
