//! An account that is not here yet, at its first login: it moves, with the password that was right.

use crate::context::Context;
use crate::error::Error;
use crate::hashing::{Pepper, StoredPassword};
use crate::sources::ForeignAccount;
use crate::state::Services;
use crate::stored::Word;
use crate::users::import_accounts::{Found, Import, ImportFinding, ImportOptions};
use crate::users::{User, store};

/// An account of the old table.
pub(super) struct OldAccount {
    source: String,
    account: ForeignAccount,
    stored: StoredPassword,
}

/// An account that is here now.
pub(super) struct Moved {
    /// The account.
    pub(super) user: User,
    /// It had moved before this login did it, perhaps a moment ago: its password here is the one that counts.
    pub(super) came_before: bool,
}

impl OldAccount {
    /// Asks the old table, if there is one. A login asks whether or not the account is here: the time that this takes tells
    /// nothing then.
    pub(super) async fn find(s: &Services, login: &str) -> Option<OldAccount> {
        let (source, account) = s.trickle.as_ref()?.find(login).await?;
        let stored = StoredPassword::take_over(account.password.expose(), &Pepper::None);
        Some(OldAccount { source, account, stored: stored.unwrap_or(StoredPassword::Unusable) })
    }

    /// What its password is checked against.
    pub(super) fn stored(&self) -> &StoredPassword {
        &self.stored
    }

    /// Takes the account over, after its password was right. None where it can't come: what is in the way is in the log.
    ///
    /// # Errors
    /// Only the database's.
    pub(super) fn move_here(self, s: &Services, context: &Context) -> Result<Option<Moved>, Error> {
        let options = ImportOptions { source: self.source, rename_invalid: true, ..ImportOptions::default() };
        // A rule of the settings moves it. The guest asked to log in and for nothing else.
        let mut import = Import::new(s, options, context.by_system());
        let email = self.account.email.clone();
        let mut findings = import.add(self.account)?;
        findings.extend(import.finish()?);
        let report = import.report();
        if report.imported == 0 && report.already == 0 {
            tracing::warn!(why = in_the_way(&findings), "an account of IMPORT_ON_LOGIN can't come");
            return Ok(None);
        }
        let came_before = report.imported == 0;
        let Some(email) = email else { return Ok(None) };
        let user = s.db.read(|c| store::find_by_login(c, &email))?;
        Ok(user.map(|user| Moved { user, came_before }))
    }
}

/// What is in the way. A finding shows whose account it is to the operator of an import; the log leaves names and addresses out.
fn in_the_way(findings: &[ImportFinding]) -> String {
    let why = findings.iter().filter_map(|finding| match &finding.what {
        Found::Refused(refusal) => Some(refusal.word()),
        Found::Renamed(_) | Found::NoPassword(_) | Found::NoTotp(_) => None,
    });
    why.collect::<Vec<_>>().join(" ")
}
