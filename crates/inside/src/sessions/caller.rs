//! Who is asking: a session row and its account, found together by one indexed query.

use std::net::IpAddr;
use std::sync::Arc;

use super::presented::{PresentedSession, keys};
use super::{Session, store};
use crate::account::{self, User, username_key};
use crate::context::Context;
use crate::db::Conn;
use crate::error::{Error, NeededProof};
use crate::events::folded;
use crate::state::{Reads, Services};

/// A logged-in person, or a program that acts for one.
#[derive(Clone)]
pub struct Caller {
    /// The account.
    pub user: User,
    /// The session it came by.
    pub session: Session,
}

/// The caller for a session that was presented, if there is one, with what else was read.
pub(crate) type FoundWith<T> = Option<(Arc<Caller>, T)>;

impl Caller {
    /// The caller for each session that was presented, if it is still alive and belongs to that account.
    ///
    /// The row decides, whatever a cookie or token says: there is no caller where the session was ended, has outlived its
    /// lifetimes, or belongs to a disabled account.
    ///
    /// # Errors
    /// Only the database's.
    pub fn find(r: &mut Reads<'_>, presented: &[PresentedSession]) -> Result<Vec<Option<Arc<Caller>>>, Error> {
        let rows = store::find_with_users(r.conn, &keys(presented))?;
        let rows = rows.into_iter().map(|(session, user)| (session, user, ())).collect();
        let found = Caller::among(r, presented, rows);
        Ok(found.into_iter().map(|found| found.map(|(caller, ())| caller)).collect())
    }

    /// The same among rows that were read already, each with what else was read: the one place that decides who is a caller.
    pub(crate) fn among<T: Clone>(
        r: &Reads<'_>,
        presented: &[PresentedSession],
        rows: Vec<(Session, User, T)>,
    ) -> Vec<FoundWith<T>> {
        let now = r.clock.now();
        let rows = rows.into_iter().map(|(session, user, more)| (Arc::new(Caller { user, session }), more));
        let rows: Vec<_> = rows.collect();
        let is_caller = |caller: &Caller, presented: &PresentedSession| {
            let Caller { user, session } = caller;
            session.id == presented.key
                && user.id == presented.user_id
                && user.disabled_at.is_none()
                && session.is_alive(r.config, now)
        };
        // As many as a statement asks for, so that looking through them costs less than a table of them would.
        presented.iter().map(|one| rows.iter().find(|(caller, _)| is_caller(caller, one)).cloned()).collect()
    }

    /// Notes that the session was used just now, and from where. Says whether it is still there.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn note_use(&self, s: &Services, address: IpAddr) -> Result<bool, Error> {
        s.db.unannounced(|c| store::note_use(c, &self.session.id, s.clock.now(), address))
    }

    /// The account as it is now, held with the session until the caller's transaction ends: whatever ended either of them
    /// while this request waited or hashed comes first.
    ///
    /// The account is held before the session, as in every verb that wants both. A deletion of the account locks it and
    /// then wants its sessions; the other way round the two would wait for each other.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`] when the session was ended or the account is gone.
    pub(crate) fn hold(&self, c: &mut Conn, context: &Context) -> Result<User, Error> {
        let user = account::hold(c, self.user.id)?.ok_or(Error::NotLoggedIn)?;
        let alive = store::note_use(c, &self.session.id, context.now, context.client.address)?;
        alive.then_some(user).ok_or(Error::NotLoggedIn)
    }

    /// The same for a verb that has asked the person who they are. What was asked of the person of an account without a second
    /// factor is not enough once it has one, nor is a password that is another by now: a request whose body came slowly could
    /// otherwise bring what proved something when it began.
    ///
    /// # Errors
    /// As [`Caller::hold`]; [`Error::ReauthRequired`] when two-step login was turned on or off meanwhile, or the password changed.
    pub(crate) fn hold_as_checked(&self, c: &mut Conn, context: &Context) -> Result<User, Error> {
        let user = self.hold(c, context)?;
        match user.proves_as(&self.user) {
            true => Ok(user),
            false => Err(Error::ReauthRequired(NeededProof::PASSWORD)),
        }
    }

    /// The caller once more, for what goes on after the request was let in. The session goes by its handle: its id may have been
    /// renewed meanwhile.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`] when the session was ended, or the account is gone or disabled.
    pub(crate) fn find_again(&self, c: &mut Conn) -> Result<Caller, Error> {
        let session = store::find_by_handle(c, self.user.id, &self.session.handle)?.ok_or(Error::NotLoggedIn)?;
        let user = account::find(c, self.user.id)?.filter(|user| user.disabled_at.is_none());
        Ok(Caller { user: user.ok_or(Error::NotLoggedIn)?, session })
    }

    /// Whether this is the caller's own name.
    pub fn is(&self, username: &str) -> bool {
        username_key(username) == self.user.username_key
    }

    /// The caller asked for something that is not theirs: [`Error::Forbidden`], with an event, whether it exists or not. The
    /// refusals of one hour are one event with a count, so that repeating them fills no table.
    pub fn forbidden(&self, s: &Services, context: &Context) -> Error {
        self.record_forbidden(s, context).err().unwrap_or(Error::Forbidden)
    }

    fn record_forbidden(&self, s: &Services, context: &Context) -> Result<(), Error> {
        if s.db.read(|c| folded::is_counted(c, self.user.id, context))? {
            return Ok(());
        }
        s.db.transaction(|c| match account::hold(c, self.user.id)? {
            Some(user) => folded::record_forbidden(c, user.id, context),
            None => Ok(()),
        })
    }
}
