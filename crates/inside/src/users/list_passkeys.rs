//! The passkeys of an account, as its owner sees them.

use time::PrimitiveDateTime;

use super::Caller;
use crate::error::Error;
use crate::factors::passkeys::{self, PasskeyRow, encode, providers};
use crate::state::Services;

/// A passkey.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// What pages name it by. It opens nothing.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The name of its provider, where it is known.
    pub provider: Option<&'static str>,
    /// When it was added.
    pub created_at: PrimitiveDateTime,
    /// When it was last used.
    pub last_used_at: Option<PrimitiveDateTime>,
    /// Its provider keeps a copy of it.
    pub backed_up: bool,
    /// It was made for the domain of now. Browsers offer no other.
    pub works_here: bool,
    /// Since when it is suspended, if it is.
    pub suspended_at: Option<PrimitiveDateTime>,
}

/// The account's passkeys, and what tells a browser which of its own still count.
#[derive(Clone, Debug)]
pub struct Passkeys {
    /// Oldest first.
    pub list: Vec<Passkey>,
    /// What the browser may be told.
    pub signal: Option<PasskeySignal>,
}

/// The parameters of the signal methods of Web Authentication Level 3, section 5.1.10: what a browser's list of passkeys should
/// hold for the account.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PasskeySignal {
    rp_id: String,
    user_id: String,
    name: String,
    display_name: String,
    all_accepted_credential_ids: Vec<String>,
}

/// What the caller's account has.
///
/// # Errors
/// Only the database's.
pub fn list_passkeys(s: &Services, caller: &Caller) -> Result<Passkeys, Error> {
    let (rows, handle) =
        s.db.read(|c| Ok((passkeys::of_user(c, caller.user.id)?, passkeys::handle(c, caller.user.id)?)))?;
    let domain = s.passkey_domain();
    let signal = domain.zip(handle).map(|(domain, handle)| PasskeySignal {
        rp_id: domain.to_owned(),
        user_id: encode(&handle),
        name: caller.user.username.clone(),
        display_name: caller.user.username.clone(),
        all_accepted_credential_ids: accepted(&rows, domain),
    });
    let list = rows.into_iter().map(|row| Passkey::of(row, domain)).collect();
    Ok(Passkeys { list, signal })
}

/// Those for this domain: the browser hides its others for it.
fn accepted(rows: &[PasskeyRow], domain: &str) -> Vec<String> {
    rows.iter().filter(|row| row.is_for(Some(domain))).map(|row| encode(&row.credential_id)).collect()
}

impl Passkey {
    fn of(row: PasskeyRow, domain: Option<&str>) -> Passkey {
        Passkey {
            provider: providers::name(&row.aaguid),
            works_here: row.is_for(domain),
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            backed_up: row.backed_up,
            suspended_at: row.suspended_at,
        }
    }
}
