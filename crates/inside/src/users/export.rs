//! Export: everything that is stored about an account, for its owner (GDPR article 15), in pieces of bounded size.

mod entries;
mod factor_entries;

use serde::Serialize;
use time::PrimitiveDateTime;

use super::{Caller, User, accepted_terms, import_accounts};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, Recorded};
use crate::factors;
use crate::jobs;
use crate::limits;
use crate::links;
use crate::list_place::ListPlace;
use crate::sessions::{self, Session, SessionHandle};
use crate::state::Services;
use crate::tokens;
use entries::{
    AccountEntry, ActEntry, EventEntry, JobEntry, LinkEntry, RefreshTokenEntry, SessionEntry, TermsEntry, rfc3339,
};
use factor_entries::{
    FactorRecoveryEntry, PasskeyEntry, PendingLoginEntry, RecoveryCodeEntry, RememberedBrowserEntry, TotpEntry,
};

/// Increases when a member is removed or changes its meaning; new members alone do not change it.
const SCHEMA: u32 = 1;

/// Rows that are read and held at once.
const AT_ONCE: i64 = 500;

/// A piece has at least so many bytes, unless it is the last one, and the rows that were read together at most on top.
const PIECE: usize = 16 * 1024;

/// An export in progress. [`Export::next`] returns the file piece by piece, so its size costs no memory; it can be as large
/// as the history is long.
///
/// The file is one JSON object. Member names are stable; times are RFC 3339 in UTC. Only the last piece closes the object: a
/// file that was cut off is not JSON, and can't be taken for a complete one.
///
/// Not in it: the password hash, the secrets of cookies, tokens, links and authenticator apps, and recovery codes, because the file is made to be carried around;
/// the counters behind rate limits, which are stored under hashes without a name; emails, which are not stored once they are
/// sent.
pub struct Export {
    caller: Caller,
    sentence: Box<Sentence>,
    started_at: PrimitiveDateTime,
    next: Part,
}

/// What the next piece is read from; each part knows the row after which it goes on.
#[derive(Clone)]
enum Part {
    Head(Box<User>),
    Sessions(Option<(PrimitiveDateTime, SessionHandle)>),
    RefreshTokens { sessions: Vec<Session>, after: Option<(PrimitiveDateTime, String)>, is_first: bool },
    Links(Option<ListPlace>),
    Jobs(Option<(PrimitiveDateTime, String)>),
    Events(Option<ListPlace>),
    Acts(Option<ListPlace>),
    End,
    Done,
}

/// How a door words an event for the file's reader, in their language.
pub(crate) type Sentence = dyn Fn(&Recorded) -> String + Send;

/// Records that the account's data is exported, and starts with the account itself.
///
/// # Errors
/// [`Error::NotLoggedIn`] when the account was deleted meanwhile; those of [`limits::change`]; the database's.
pub fn export(
    s: &Services,
    caller: &Caller,
    sentence: impl Fn(&Recorded) -> String + Send + 'static,
    context: &Context,
) -> Result<Export, Error> {
    let (now, user_id) = (context.now, caller.user.id);
    let _counts = limits::change(s, context, caller.user.id)?;
    let user = s.db.transaction(|c| {
        events::record(c, user_id, &Event::Exported, context)?;
        super::store::find(c, user_id)?.ok_or(Error::NotLoggedIn)
    })?;
    let (caller, sentence) = (caller.clone(), Box::new(sentence));
    Ok(Export { caller, sentence, started_at: now, next: Part::Head(Box::new(user)) })
}

impl Export {
    /// The next piece of the file; `None` after the last one.
    ///
    /// Each piece is read by itself: a session that ends meanwhile may be missing. Events are those until the export began.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`] once the caller's session has ended: after a logout no more data is sent. The database's.
    pub fn next(&mut self, s: &Services) -> Result<Option<String>, Error> {
        if matches!(self.next, Part::Done) {
            return Ok(None);
        }
        let (text, next) = s.db.read(|c| self.piece(c))?;
        self.next = next;
        Ok(Some(text))
    }

    /// The next piece, and what comes after it.
    fn piece(&self, c: &mut Conn) -> Result<(String, Part), Error> {
        self.caller.find_again(c)?;
        let (mut text, mut next) = (String::new(), self.next.clone());
        while text.len() < PIECE && !matches!(next, Part::Done) {
            next = self.write(c, next, &mut text)?;
        }
        Ok((text, next))
    }

    fn write(&self, c: &mut Conn, part: Part, text: &mut String) -> Result<Part, Error> {
        let user_id = self.caller.user.id;
        match part {
            Part::Head(user) => {
                text.push('{');
                member(text, "schema", &SCHEMA, true)?;
                member(text, "exported_at", &rfc3339(self.started_at), false)?;
                member(text, "account", &AccountEntry::from(*user), false)?;
                member(text, "never_confirmed", &super::store::is_never_confirmed(c, user_id)?, false)?;
                member(text, "imported_accounts", &import_accounts::is_imported(c, user_id)?, false)?;
                let terms: Vec<_> = accepted_terms::of_user(c, user_id)?.into_iter().map(TermsEntry::from).collect();
                member(text, "accepted_terms", &terms, false)?;
                let totp = factors::find_totp(c, user_id)?.map(TotpEntry::from);
                member(text, "totp", &totp, false)?;
                let codes = factors::recovery_codes::of_user(c, user_id)?;
                let codes: Vec<_> = codes.into_iter().map(RecoveryCodeEntry::from).collect();
                member(text, "recovery_codes", &codes, false)?;
                let handle = factors::passkeys::handle(c, user_id)?;
                member(text, "passkey_handles", &handle.as_deref().map(factors::passkeys::encode), false)?;
                let passkeys = factors::passkeys::of_user(c, user_id)?;
                let passkeys: Vec<_> = passkeys.into_iter().map(PasskeyEntry::from).collect();
                member(text, "passkeys", &passkeys, false)?;
                let pending = factors::pending::of_user(c, user_id)?;
                let pending: Vec<_> = pending.into_iter().map(PendingLoginEntry::from).collect();
                member(text, "pending_logins", &pending, false)?;
                let recoveries = factors::recoveries::find(c, user_id)?.map(FactorRecoveryEntry::from);
                member(text, "factor_recoveries", &recoveries.as_slice(), false)?;
                let remembered = sessions::remembered_browsers::of_user(c, user_id)?;
                let remembered: Vec<_> = remembered.into_iter().map(RememberedBrowserEntry::from).collect();
                member(text, "remembered_browsers", &remembered, false)?;
                open(text, "sessions");
                Ok(Part::Sessions(None))
            }
            Part::Sessions(after) => {
                let is_first = after.is_none();
                let rows = sessions::in_login_order(c, user_id, after.as_ref(), AT_ONCE)?;
                let last = rows.last().map(|row| (row.created_at, row.handle.clone()));
                let is_end = is_end(&rows);
                items(text, rows.into_iter().map(|row| SessionEntry::of(row, &self.caller)), is_first)?;
                Ok(match last.filter(|_| !is_end) {
                    Some(last) => Part::Sessions(Some(last)),
                    None => {
                        close(text);
                        open(text, "refresh_tokens");
                        self.refresh_tokens(c, None, true)?
                    }
                })
            }
            Part::RefreshTokens { mut sessions, after, is_first } => {
                let Some(session) = sessions.last() else {
                    close(text);
                    open(text, "links");
                    return Ok(Part::Links(None));
                };
                let rows = tokens::of_session(c, &session.id, after.as_ref(), AT_ONCE)?;
                let last = rows.last().map(|row| (row.issued_at, row.id.clone()));
                let (is_end, is_still_first) = (is_end(&rows), is_first && rows.is_empty());
                items(text, rows.into_iter().map(|row| RefreshTokenEntry::of(row, session)), is_first)?;
                if !is_end {
                    return Ok(Part::RefreshTokens { sessions, after: last, is_first: false });
                }
                let done = sessions.pop();
                match done.filter(|_| sessions.is_empty()) {
                    Some(done) => self.refresh_tokens(c, Some((done.created_at, done.handle)), is_still_first),
                    None => Ok(Part::RefreshTokens { sessions, after: None, is_first: is_still_first }),
                }
            }
            Part::Links(after) => {
                let rows = links::of_user(c, user_id, after, AT_ONCE)?;
                let (last, is_end) =
                    (rows.last().map(|row| ListPlace { at: row.created_at, id: row.id }), is_end(&rows));
                items(text, rows.into_iter().map(LinkEntry::from), after.is_none())?;
                Ok(following(text, is_end, Part::Links(last), "jobs", Part::Jobs(None)))
            }
            Part::Jobs(after) => {
                let rows = jobs::of_user(c, user_id, after.as_ref(), AT_ONCE)?;
                let (last, is_end) = (rows.last().map(|row| (row.created_at, row.id.clone())), is_end(&rows));
                items(text, rows.into_iter().map(JobEntry::from), after.is_none())?;
                Ok(following(text, is_end, Part::Jobs(last), "events", Part::Events(None)))
            }
            Part::Events(after) => {
                let rows = events::about_account(c, user_id, after, self.started_at, AT_ONCE)?;
                let (last, is_end) = (rows.last().map(Recorded::place), is_end(&rows));
                items(text, rows.into_iter().map(|row| EventEntry::of(row, &*self.sentence)), after.is_none())?;
                Ok(following(text, is_end, Part::Events(last), "acts_on_others", Part::Acts(None)))
            }
            Part::Acts(after) => {
                let rows = events::acts_on_others(c, user_id, after, self.started_at, AT_ONCE)?;
                let (last, is_end) = (rows.last().map(Recorded::place), is_end(&rows));
                items(text, rows.into_iter().map(ActEntry::from), after.is_none())?;
                Ok(if is_end { Part::End } else { Part::Acts(last) })
            }
            Part::End => {
                close(text);
                text.push_str("\n}\n");
                Ok(Part::Done)
            }
            Part::Done => Ok(Part::Done),
        }
    }

    /// The tokens of the sessions after this one.
    fn refresh_tokens(
        &self,
        c: &mut Conn,
        after: Option<(PrimitiveDateTime, SessionHandle)>,
        is_first: bool,
    ) -> Result<Part, Error> {
        let mut sessions = sessions::in_login_order(c, self.caller.user.id, after.as_ref(), AT_ONCE)?;
        sessions.reverse();
        Ok(Part::RefreshTokens { sessions, after: None, is_first })
    }
}

/// Whether a list ends with these rows.
fn is_end<T>(rows: &[T]) -> bool {
    i64::try_from(rows.len()).is_ok_and(|number| number < AT_ONCE)
}

/// The same part once more, or the next one under its name.
fn following(text: &mut String, is_end: bool, same: Part, name: &str, next: Part) -> Part {
    if !is_end {
        return same;
    }
    close(text);
    open(text, name);
    next
}

/// A member of the file, indented for people to read.
fn member(text: &mut String, name: &str, value: &impl Serialize, is_first: bool) -> Result<(), Error> {
    text.push_str(if is_first { "\n" } else { ",\n" });
    text.push_str(&format!("  \"{name}\": {}", indented(value, "  ")?));
    Ok(())
}

fn open(text: &mut String, name: &str) {
    text.push_str(&format!(",\n  \"{name}\": ["));
}

fn close(text: &mut String) {
    text.push_str("\n  ]");
}

fn items(text: &mut String, rows: impl Iterator<Item = impl Serialize>, is_first: bool) -> Result<(), Error> {
    for (at, row) in rows.enumerate() {
        text.push_str(if is_first && at == 0 { "\n    " } else { ",\n    " });
        text.push_str(&indented(&row, "    ")?);
    }
    Ok(())
}

/// A line break inside a string is escaped in JSON, so every other one starts a line.
fn indented(value: &impl Serialize, by: &str) -> Result<String, Error> {
    let json = serde_json::to_string_pretty(value).map_err(Error::internal)?;
    Ok(json.replace('\n', &format!("\n{by}")))
}
