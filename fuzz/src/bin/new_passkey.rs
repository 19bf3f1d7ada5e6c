//! A new passkey, as a browser sends it.
#![no_main]

use std::sync::LazyLock;

use inside::config::RelyingParty;
use inside::factors::passkeys::{CreatedPasskey, PasskeyAnswer};
use inside::fuzzing::passkeys::created;
use vestibule_fuzz::OURS;

static PARTY: LazyLock<RelyingParty> =
    LazyLock::new(|| RelyingParty { domain: "accounts.example.com".to_owned(), origins: vec![OURS.to_owned()] });

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Ok(answer) = serde_json::from_slice::<PasskeyAnswer>(data) {
        let written = serde_json::to_value(&answer).expect("what was read can be written");
        assert_eq!(written["response"]["signature"], "", "but not what was signed");
    }
    let Ok(sent) = serde_json::from_slice::<CreatedPasskey>(data) else { return };
    if let Ok((id, key, transports)) = created(&sent, &PARTY) {
        assert!((1..=1023).contains(&id.len()) && !key.is_empty());
        assert!(transports.len() <= 8 && transports.iter().all(|word| (1..=32).contains(&word.len())));
    }
}
