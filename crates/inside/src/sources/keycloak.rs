//! The users in a realm export of Keycloak (`kc.sh export --users realm_file`).

use serde::Deserialize;
use serde_json::{Map, Value};

use super::fields::{Known, Record};
use super::totp_text::same_codes;

/// What a credential says, as JSON within JSON.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Details {
    value: String,
    salt: String,
    algorithm: String,
    hash_iterations: u64,
    digits: Option<u32>,
    period: Option<u32>,
    sub_type: String,
    additional_parameters: Map<String, Value>,
}

impl Details {
    fn of(credential: &Value, name: &str) -> Details {
        let text = credential[name].as_str().unwrap_or_default();
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The first value of an additional parameter.
    fn more(&self, name: &str) -> &str {
        let value = self.additional_parameters.get(name);
        value.and_then(|value| value.as_str().or_else(|| value[0].as_str())).unwrap_or_default()
    }
}

pub(super) fn is_account(object: &Map<String, Value>) -> bool {
    object.contains_key("credentials") && object.contains_key("username")
}

pub(super) fn record(object: &Map<String, Value>) -> Record {
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut record = Record::default();
    // Exports leave ids out where they are not asked for.
    record.set(Known::Id, if text("id").is_empty() { text("username") } else { text("id") });
    record.set(Known::Username, text("username"));
    record.set(Known::Email, text("email"));
    record.set(Known::EmailVerified, object.get("emailVerified").map_or(String::new(), ToString::to_string));
    record.set(Known::Active, object.get("enabled").map_or(String::new(), ToString::to_string));
    record.set(Known::CreatedAt, object.get("createdTimestamp").map_or(String::new(), ToString::to_string));
    for credential in object.get("credentials").and_then(Value::as_array).into_iter().flatten() {
        let (secret, data) = (Details::of(credential, "secretData"), Details::of(credential, "credentialData"));
        match credential["type"].as_str() {
            Some("password") => record.set(Known::Password, hash(&secret, &data)),
            Some("otp" | "totp") => record.set(Known::Totp, totp(&secret, &data)),
            _ => {}
        }
    }
    record
}

/// In the form of the libraries that make such hashes.
fn hash(secret: &Details, data: &Details) -> String {
    let (salt, digest, iterations) = (secret.salt.as_str(), secret.value.as_str(), data.hash_iterations);
    match data.algorithm.as_str() {
        "pbkdf2" => format!("$pbkdf2${iterations}${salt}${digest}"),
        "pbkdf2-sha256" => format!("$pbkdf2-sha256${iterations}${salt}${digest}"),
        "pbkdf2-sha512" => format!("$pbkdf2-sha512${iterations}${salt}${digest}"),
        "argon2" => {
            let version = if data.more("version") == "1.0" { 16 } else { 19 };
            let (kind, memory, lanes) = (data.more("type"), data.more("memory"), data.more("parallelism"));
            format!("$argon2{kind}$v={version}$m={memory},t={iterations},p={lanes}${salt}${digest}")
        }
        other => format!("keycloak {other}"),
    }
}

fn totp(secret: &Details, data: &Details) -> String {
    let (period, digits) = (data.period.unwrap_or(30).to_string(), data.digits.unwrap_or(6).to_string());
    let is_ours = data.sub_type != "hotp" && same_codes(&period, &digits, &data.algorithm).is_ok();
    // What can't be read is reported as such.
    if is_ours { format!("raw:{}", secret.value) } else { "hex:00:0:0".to_owned() }
}
