//! The entries of an export about second factors. None has a secret.

use serde::Serialize;

use super::entries::rfc3339;
use crate::factors::TotpRow;
use crate::factors::passkeys::PasskeyRow;
use crate::factors::pending::Pending;
use crate::factors::recoveries::Recovery;
use crate::factors::recovery_codes::RecoveryCode;
use crate::sessions::{BrowserHandle, RememberedBrowser};
use crate::user_agent;

#[derive(Serialize)]
pub(super) struct TotpEntry {
    created_at: String,
    confirmed_at: Option<String>,
    suspended_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct RecoveryCodeEntry {
    created_at: String,
    used_at: Option<String>,
    suspended_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct PendingLoginEntry {
    created_at: String,
    expires_at: String,
}

#[derive(Serialize)]
pub(super) struct FactorRecoveryEntry {
    started_at: String,
    ready_at: String,
    link_sent_at: Option<String>,
    address: String,
    user_agent: String,
}

impl From<Recovery> for FactorRecoveryEntry {
    fn from(row: Recovery) -> FactorRecoveryEntry {
        FactorRecoveryEntry {
            started_at: rfc3339(row.started_at),
            ready_at: rfc3339(row.ready_at),
            link_sent_at: row.link_sent_at.map(rfc3339),
            address: row.address,
            user_agent: row.user_agent,
        }
    }
}

impl From<TotpRow> for TotpEntry {
    fn from(row: TotpRow) -> TotpEntry {
        TotpEntry {
            created_at: rfc3339(row.created_at),
            confirmed_at: row.confirmed_at.map(rfc3339),
            suspended_at: row.suspended_at.map(rfc3339),
        }
    }
}

impl From<RecoveryCode> for RecoveryCodeEntry {
    fn from(row: RecoveryCode) -> RecoveryCodeEntry {
        RecoveryCodeEntry {
            created_at: rfc3339(row.created_at),
            used_at: row.used_at.map(rfc3339),
            suspended_at: row.suspended_at.map(rfc3339),
        }
    }
}

impl From<Pending> for PendingLoginEntry {
    fn from(row: Pending) -> PendingLoginEntry {
        PendingLoginEntry { created_at: rfc3339(row.created_at), expires_at: rfc3339(row.expires_at) }
    }
}

#[derive(Serialize)]
pub(super) struct RememberedBrowserEntry {
    handle: BrowserHandle,
    name: String,
    user_agent: String,
    created_at: String,
    expires_at: String,
    last_used_at: String,
    address: String,
}

impl From<RememberedBrowser> for RememberedBrowserEntry {
    fn from(row: RememberedBrowser) -> RememberedBrowserEntry {
        RememberedBrowserEntry {
            handle: row.handle,
            name: user_agent::english_name(&row.user_agent),
            user_agent: row.user_agent,
            created_at: rfc3339(row.created_at),
            expires_at: rfc3339(row.expires_at),
            last_used_at: rfc3339(row.last_used_at),
            address: row.address,
        }
    }
}

/// Without its key, which is public and says nothing to its owner.
#[derive(Serialize)]
pub(super) struct PasskeyEntry {
    id: String,
    name: String,
    domain: String,
    created_at: String,
    last_used_at: Option<String>,
    backed_up: bool,
    suspended_at: Option<String>,
}

impl From<PasskeyRow> for PasskeyEntry {
    fn from(row: PasskeyRow) -> PasskeyEntry {
        PasskeyEntry {
            id: row.id,
            name: row.name,
            domain: row.domain,
            created_at: rfc3339(row.created_at),
            last_used_at: row.last_used_at.map(rfc3339),
            backed_up: row.backed_up,
            suspended_at: row.suspended_at.map(rfc3339),
        }
    }
}
