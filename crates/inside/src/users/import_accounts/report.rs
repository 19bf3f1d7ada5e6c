//! What becomes of the accounts of an import.

use super::planned::Planned;
use crate::hashing::HashProblem;
use crate::sources::{ForeignAccount, TotpProblem};
use crate::stored::Word;

/// Why an account can't come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// The row says nothing that tells it from others.
    Empty,
    /// It was deleted there.
    Deleted,
    /// It has no email address.
    NoEmail,
    /// Its address is none that email can be sent to.
    InvalidEmail,
    /// An account here has the address, or an earlier row.
    EmailTaken,
    /// Its name breaks a rule here.
    InvalidName,
    /// Its name is reserved here.
    ReservedName,
    /// An account here has the name, or an earlier row.
    NameTaken,
}

impl Word for ImportRefusal {
    const ALL: &'static [ImportRefusal] = &[
        ImportRefusal::Empty,
        ImportRefusal::Deleted,
        ImportRefusal::NoEmail,
        ImportRefusal::InvalidEmail,
        ImportRefusal::EmailTaken,
        ImportRefusal::InvalidName,
        ImportRefusal::ReservedName,
        ImportRefusal::NameTaken,
    ];

    fn word(self) -> &'static str {
        match self {
            ImportRefusal::Empty => "empty",
            ImportRefusal::Deleted => "deleted",
            ImportRefusal::NoEmail => "no_email",
            ImportRefusal::InvalidEmail => "invalid_email",
            ImportRefusal::EmailTaken => "email_taken",
            ImportRefusal::InvalidName => "invalid_name",
            ImportRefusal::ReservedName => "reserved_name",
            ImportRefusal::NameTaken => "name_taken",
        }
    }
}

/// What there is to say about one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFinding {
    /// What tells it from others there.
    pub key: String,
    /// Its name there, else its address.
    pub shown: String,
    /// What it is.
    pub what: Found,
}

/// The kinds of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It does not come.
    Refused(ImportRefusal),
    /// It comes under another name.
    Renamed(String),
    /// It comes without a password: the owner has to set one by email.
    NoPassword(HashProblem),
    /// It comes without its authenticator app: the password alone opens it.
    NoTotp(TotpProblem),
}

impl ImportFinding {
    fn of(account: &ForeignAccount, what: Found) -> ImportFinding {
        ImportFinding { key: account.key.clone(), shown: account.shown().to_owned(), what }
    }

    pub(super) fn refused(account: &ForeignAccount, refusal: ImportRefusal) -> ImportFinding {
        ImportFinding::of(account, Found::Refused(refusal))
    }
}

/// What becomes of a batch.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) planned: Vec<Planned>,
    pub(super) findings: Vec<ImportFinding>,
    pub(super) already: u64,
}

impl Outcome {
    /// One account comes.
    pub(super) fn come(&mut self, account: &ForeignAccount, planned: Planned) {
        let mut found = Vec::new();
        if planned.name.is_renamed {
            found.push(Found::Renamed(planned.name.chosen.clone()));
        }
        // That there is none is no surprise: people who log in with Google have none.
        let problem = planned.without_password().filter(|problem| *problem != HashProblem::Missing);
        found.extend(problem.map(Found::NoPassword));
        if let Some(Err(problem)) = planned.totp {
            found.push(Found::NoTotp(problem));
        }
        self.findings.extend(found.into_iter().map(|what| ImportFinding::of(account, what)));
        self.planned.push(planned);
    }
}

/// How many accounts became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Read in all.
    pub read: u64,
    /// New here.
    pub imported: u64,
    /// Came with an earlier run.
    pub already: u64,
    /// Can't come.
    pub refused: u64,
    /// Of those that came: under another name.
    pub renamed: u64,
    /// Under a name made from the address, since there was none.
    pub named: u64,
    /// Without a password.
    pub without_password: u64,
    /// With the authenticator app that they have.
    pub with_totp: u64,
    /// Without the authenticator app that they have.
    pub lost_totp: u64,
    /// Disabled, as they were.
    pub disabled: u64,
    /// As administrators.
    pub admins: u64,
}

impl ImportReport {
    pub(super) fn add(&mut self, batch: &[ForeignAccount], outcome: &Outcome) {
        let count = |is: &dyn Fn(&Planned) -> bool| outcome.planned.iter().filter(|one| is(one)).count() as u64;
        let refused = |finding: &&ImportFinding| matches!(finding.what, Found::Refused(_));
        self.read += batch.len() as u64;
        self.imported += outcome.planned.len() as u64;
        self.already += outcome.already;
        self.refused += outcome.findings.iter().filter(refused).count() as u64;
        self.renamed += count(&|one| one.name.is_renamed);
        self.named += count(&|one| one.name.is_made);
        self.without_password += count(&|one| one.password.is_err());
        self.with_totp += count(&|one| matches!(one.totp, Some(Ok(_))));
        self.lost_totp += count(&|one| matches!(one.totp, Some(Err(_))));
        self.disabled += count(&|one| one.is_disabled);
        self.admins += count(&|one| one.role == crate::role::Role::Admin);
    }
}
