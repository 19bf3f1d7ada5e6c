//! Take accounts over from another application, with the hashes and authenticator apps that they have there.

mod names;
mod planned;
mod report;
mod rows;
mod written;

use super::rules::Rules;
use super::{Role, rules};
use crate::context::Context;
use crate::db::Conn;
use crate::email_address::EmailAddress;
use crate::error::Error;
use crate::factors::TotpSecret;
use crate::hashing::{Pepper, StoredPassword};
use crate::secret::sha256;
use crate::sources::ForeignAccount;
use crate::state::Services;
use names::Names;
use planned::{Name, Planned};
use written::Written;

pub use report::{Found, ImportFinding, ImportRefusal, ImportReport};
pub(crate) use rows::is_imported;

/// How accounts are taken over.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Where they come from: tells accounts of one source from those of another, and stands in their history.
    pub source: String,
    /// What the other application mixes into its passwords.
    pub pepper: Pepper,
    /// Give accounts another name where theirs breaks a rule here or is taken.
    pub rename_invalid: bool,
    /// Take every address as confirmed.
    pub assume_verified: bool,
    /// Who is an administrator there is one here.
    pub keep_admins: bool,
    /// Find out what would happen, and change nothing.
    pub dry_run: bool,
}

/// Accounts that are written in one transaction.
const AT_ONCE: usize = 500;

/// An import that is under way. Accounts are added one by one and written in batches.
pub struct Import<'a> {
    s: &'a Services,
    options: ImportOptions,
    context: Context,
    rules: Rules,
    waiting: Vec<ForeignAccount>,
    written: Written,
    report: ImportReport,
}

impl<'a> Import<'a> {
    /// Begins one. Nothing is written yet. The first batch has the time of `context`: a login that takes an account over comes after
    /// it in the history.
    pub fn new(s: &'a Services, options: ImportOptions, context: Context) -> Import<'a> {
        let (rules, report) = (Rules::new(&s.config, []), ImportReport::default());
        Import { s, options, context, rules, waiting: Vec::new(), written: Written::default(), report }
    }

    /// Adds an account, and returns what there is to say about those of a batch that is full by that.
    ///
    /// # Errors
    /// Only the database's. The accounts of earlier batches have come.
    pub fn add(&mut self, account: ForeignAccount) -> Result<Vec<ImportFinding>, Error> {
        self.waiting.push(account);
        if self.waiting.len() < AT_ONCE { Ok(Vec::new()) } else { self.write() }
    }

    /// Writes the accounts of the last batch.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn finish(&mut self) -> Result<Vec<ImportFinding>, Error> {
        self.write()
    }

    /// What has become of the accounts so far.
    pub fn report(&self) -> &ImportReport {
        &self.report
    }

    fn write(&mut self) -> Result<Vec<ImportFinding>, Error> {
        let batch = std::mem::take(&mut self.waiting);
        let outcome = match self.options.dry_run {
            true => self.s.db.read(|c| self.plan(c, &batch))?,
            // Planned in the transaction that writes it: where somebody signs up with one of the names in between, both run again.
            false => self.s.db.transaction(|c| {
                let outcome = self.plan(c, &batch)?;
                rows::insert(self.s, c, &outcome.planned, &self.options.source, &self.context)?;
                Ok(outcome)
            })?,
        };
        if self.options.dry_run {
            self.written.note(&outcome.planned)?;
        }
        self.report.add(&batch, &outcome);
        // The next batch has a time of its own, as if its accounts had come one by one: a list that is in the order of time has to
        // sort what shares one.
        self.context.now = self.s.clock.now();
        Ok(outcome.findings)
    }

    /// Decides what becomes of each account of a batch.
    ///
    /// Which of them have come before is asked last. A database shows each of these queries what was committed by then, and an account
    /// that comes with another import between two of them is one that has come, and not one whose address somebody else has.
    fn plan(&self, c: &mut Conn, batch: &[ForeignAccount]) -> Result<report::Outcome, Error> {
        let keys: Vec<String> = batch.iter().map(|account| self.key(account)).collect();
        let emails: Vec<Option<EmailAddress>> =
            batch.iter().map(|one| EmailAddress::parse(one.email.as_deref()?).ok()).collect();
        let mut taken_emails = rows::taken_emails(c, &emails, self.context.now)?;
        taken_emails.extend(self.written.emails(&emails)?);
        let mut names = Names::of(c, &self.rules, batch, &self.written)?;
        let mut come = rows::come_before(c, &keys)?;
        come.extend(self.written.accounts(&keys)?);
        let mut outcome = report::Outcome::default();
        for ((account, key), email) in batch.iter().zip(keys).zip(emails) {
            if !come.insert(key.clone()) {
                outcome.already += 1;
                continue;
            }
            let is_free = |email: &EmailAddress| !taken_emails.contains(&email.key());
            let refused = match &email {
                _ if account.key.is_empty() => Some(ImportRefusal::Empty),
                _ if account.is_deleted => Some(ImportRefusal::Deleted),
                None if account.email.is_none() => Some(ImportRefusal::NoEmail),
                None => Some(ImportRefusal::InvalidEmail),
                Some(email) if !is_free(email) => Some(ImportRefusal::EmailTaken),
                Some(_) => None,
            };
            let name = match (refused, &email) {
                (None, Some(email)) => names.choose(c, account, email, self.options.rename_invalid)?,
                (refused, _) => Err(refused.unwrap_or(ImportRefusal::InvalidEmail)),
            };
            match (name, email) {
                (Ok(name), Some(email)) => {
                    taken_emails.insert(email.key());
                    outcome.come(account, self.planned(account, key, name, email));
                }
                (Err(refusal), _) => outcome.findings.push(ImportFinding::refused(account, refusal)),
                (Ok(_), None) => outcome.findings.push(ImportFinding::refused(account, ImportRefusal::InvalidEmail)),
            }
        }
        Ok(outcome)
    }

    fn planned(&self, account: &ForeignAccount, key: String, name: Name, email: EmailAddress) -> Planned {
        let password = StoredPassword::take_over(account.password.expose(), &self.options.pepper);
        let is_banned = account.banned_until.is_some_and(|until| until > self.context.now);
        let totp = account.totp.clone();
        Planned {
            key,
            username_key: rules::username_key(&name.chosen),
            email_verified: account.email_verified || self.options.assume_verified,
            role: if account.is_admin && self.options.keep_admins { Role::Admin } else { Role::User },
            is_disabled: account.is_disabled || is_banned,
            // The future is no age.
            created_at: account.created_at.filter(|at| *at < self.context.now).unwrap_or(self.context.now),
            totp: totp.map(|secret| secret.map(|secret| TotpSecret::from_bytes(secret.expose().clone()))),
            name,
            email,
            password,
        }
    }

    /// What tells an account from all others that ever came from anywhere.
    fn key(&self, account: &ForeignAccount) -> String {
        sha256(&format!("{}\n{}", self.options.source, account.key))
    }
}
