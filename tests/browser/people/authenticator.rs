//! The browser's virtual authenticator: a device with a screen lock, whose owner does what a test says.

use serde_json::{Value, json};

use crate::harness::Phone;
use crate::people::visitor::{Script, Visitor, visit_at};

pub const PASSWORD: &str = "frequency hopping 1941";

/// A device that keeps passkeys.
pub struct Authenticator<'a> {
    visitor: &'a Visitor<'a>,
    id: String,
}

/// A person whose device keeps passkeys, at the name for this machine at which browsers have them.
pub fn with_device(body: impl AsyncFnOnce(&Visitor<'_>, Authenticator<'_>)) {
    with_device_at(&[], body);
}

/// The same at a server with these settings.
pub fn with_device_at(flags: &[&str], body: impl AsyncFnOnce(&Visitor<'_>, Authenticator<'_>)) {
    visit_at("localhost", flags, Script::On, async |visitor| {
        visitor.browser("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTES })).await;
        body(visitor, Authenticator::connect(visitor).await).await;
    });
}

/// Notes each ceremony and how it ended, and what the browser is told about passkeys, across pages. A ceremony that is held ends
/// when the test says so. And the page's timers can be run without waiting.
const NOTES: &str = "
    if (window.PublicKeyCredential) {
        const note = (list, what) => {
            const notes = JSON.parse(sessionStorage[list] ?? '[]');
            sessionStorage[list] = JSON.stringify([...notes, what]);
        };
        for (const way of ['get', 'create']) {
            const real = navigator.credentials[way].bind(navigator.credentials);
            navigator.credentials[way] = async (options) => {
                const name = options.mediation ?? way;
                note('asked', name);
                try {
                    const made = await real(options);
                    if (window.held) note('asked', `${name}: held`);
                    await window.held;
                    note('ended', `${name}: done`);
                    return made;
                } catch (cause) {
                    note('ended', `${name}: ${cause.name}`);
                    throw cause;
                }
            };
        }
        for (const signal of ['signalUnknownCredential', 'signalAllAcceptedCredentials', 'signalCurrentUserDetails']) {
            PublicKeyCredential[signal] = async (said) => note('signals', { signal, ...said });
        }
        window.setInterval = (work) => (window.whenTimePasses = work);
    }";

impl<'a> Authenticator<'a> {
    /// Connects a new one to the browser.
    pub async fn connect(visitor: &'a Visitor<'a>) -> Authenticator<'a> {
        visitor.browser("WebAuthn.enable", json!({ "enableUI": false })).await;
        let options = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserVerified": true,
            "automaticPresenceSimulation": true,
        });
        let answer = visitor.browser("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await;
        Authenticator { visitor, id: answer["authenticatorId"].as_str().expect("an id").to_owned() }
    }

    /// Another device in its place.
    pub async fn replace(self) -> Authenticator<'a> {
        self.ask("WebAuthn.removeVirtualAuthenticator", json!({})).await;
        Authenticator::connect(self.visitor).await
    }

    /// Whether somebody is there to touch it: without them it waits.
    pub async fn is_touched(&self, yes: bool) {
        self.ask("WebAuthn.setAutomaticPresenceSimulation", json!({ "enabled": yes })).await;
    }

    /// Whether it recognises its owner, or gives up as it does when somebody cancels.
    pub async fn recognises_owner(&self, yes: bool) {
        self.ask("WebAuthn.setUserVerified", json!({ "isUserVerified": yes })).await;
    }

    async fn ask(&self, method: &str, mut params: Value) -> Value {
        params["authenticatorId"] = self.id.clone().into();
        self.visitor.browser(method, params).await
    }
}

impl Visitor<'_> {
    /// Adds a passkey to the account, whose login is fresh.
    pub async fn add_passkey(&self) {
        self.open("/passkeys").await;
        self.press("Add a passkey").await;
    }

    /// Registers, logs in, and adds the first passkey.
    pub async fn sign_in_with_passkey(&self, username: &str) {
        self.sign_in(username, PASSWORD).await;
        self.add_passkey().await;
        self.expect_text("h1", "Save your recovery codes").await;
        self.forget_ceremonies().await;
    }

    /// Registers with an authenticator app, logs in, and adds a passkey.
    pub async fn sign_in_with_app_and_passkey(&self, username: &str) -> Phone {
        let owner = self.app.browser();
        owner.sign_in(username, PASSWORD).await;
        let phone = owner.set_up_app(self.app).await;
        self.login(username, PASSWORD).await;
        self.fill("code", &phone.code(self.app)).await;
        self.press("Log in").await;
        self.add_passkey().await;
        self.expect_path("/passkeys").await;
        self.forget_ceremonies().await;
        phone
    }

    /// From here on ceremonies are counted.
    pub async fn forget_ceremonies(&self) {
        self.script("sessionStorage.clear()").await;
    }

    /// The ceremonies that ended so far, and how.
    pub async fn expect_ceremonies(&self, ended: &[&str]) {
        self.expect_script("return JSON.parse(sessionStorage.ended ?? '[]')", json!(ended)).await;
    }

    /// Lets this act lead to an answer of the device, which reaches the page only with [`release`](Self::release).
    pub async fn hold(&self, act: impl AsyncFnOnce()) {
        self.script("window.held = new Promise((release) => (window.release = release))").await;
        act().await;
        let held = "return (JSON.parse(sessionStorage.asked ?? '[]').at(-1) ?? '').endsWith(': held')";
        self.expect_script(held, true).await;
    }

    /// The answer arrives, and those after it at once.
    pub async fn release(&self) {
        self.script("const { release } = window; delete window.held; release()").await;
    }

    /// How many ceremonies were asked for so far, and which was the last.
    pub async fn expect_asked(&self, number: usize, last: &str) {
        let script = "const asked = JSON.parse(sessionStorage.asked ?? '[]'); return [asked.length, asked.at(-1)]";
        self.expect_script(script, json!([number, last])).await;
    }

    /// What the browser was told last about the passkeys of the account.
    pub async fn expect_signal(&self, said: Value) {
        let script = format!(
            "const signals = JSON.parse(sessionStorage.signals ?? '[]');
            return signals.findLast(({{ signal }}) => signal === {}) ?? null",
            said["signal"]
        );
        self.expect_script(&script, said).await;
    }
}
