//! The model: accounts, sessions, links and logins that wait, as the contract describes them, and what follows from each step. It
//! is written from the documents and shares nothing with the code that it is compared with.

use super::story::{At, BROWSERS, Code, Door, Name, PROGRAMS, Proof, Step, Typed, Who};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// `SUDO_WINDOW`.
const SUDO: i64 = 600;
/// `SESSION_LIFETIME`.
const IDLE: i64 = HOUR;
/// `SESSION_MAX_LIFETIME`, `JWT_REFRESH_TOKEN_EXPIRES`.
const MOST: i64 = 30 * DAY;
/// `JWT_ACCESS_TOKEN_EXPIRES`.
const ACCESS: i64 = 900;
/// `REFRESH_GRACE`.
const GRACE: i64 = 10;
/// A pending login.
const PENDING: i64 = 10 * MINUTE;
/// A form that is sent again.
const REPEATED: i64 = 30;

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Nothing that the step is about is there yet: it is left out.
    Nothing,
    AlreadyLoggedIn,
    /// The password was right, and no session began.
    SecondFactor,
    WrongLogin,
    WrongCode,
    NoPending,
    LoggedOut,
    Expired,
    Revoked,
    Reused,
    /// "Confirm it's you": something is missing.
    Prove,
    /// What was sent to confirm it is wrong.
    WrongProof,
    NameTaken,
    AddressTaken,
    BothTaken,
    /// Several things are wrong at once.
    Refused,
    DeadLink,
    NotFound,
    HasApp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Confirm,
    Reset,
    Undo,
    NotMe,
}

/// An authenticator app, with its recovery codes.
#[derive(Clone, Debug)]
pub struct Phone {
    /// The last half minute whose code was used.
    pub last: i64,
    since: i64,
    suspended: bool,
    /// Which recovery codes were used.
    used: [bool; 10],
}

#[derive(Clone, Debug)]
pub struct Account {
    pub name: String,
    pub address: String,
    pub verified: bool,
    /// None after somebody said that it wasn't them.
    pub password: Option<u8>,
    /// Counts passwords: what was begun with another one is worth nothing.
    version: u32,
    disabled: bool,
    created: i64,
    pub phone: Option<Phone>,
    gone: bool,
}

#[derive(Clone, Debug)]
pub struct Session {
    pub account: usize,
    is_browser: bool,
    created: i64,
    used: i64,
    ended: bool,
    /// How often it got another id.
    pub generation: u32,
    password_at: Option<i64>,
    app_at: Option<i64>,
    /// When each refresh token was issued and spent, oldest first.
    pub refresh: Vec<(i64, Option<i64>)>,
}

#[derive(Clone, Debug)]
struct Pending {
    account: usize,
    version: u32,
    created: i64,
    wrong: u32,
    ended: bool,
}

#[derive(Clone, Debug)]
pub struct Link {
    pub kind: LinkKind,
    pub account: usize,
    /// Where it was sent, and what it is bound to.
    pub address: String,
    verified: bool,
    pub created: i64,
    ended: bool,
}

/// What a device holds.
#[derive(Clone, Debug, Default)]
pub struct Device {
    pub session: Option<usize>,
    pending: Option<usize>,
    /// When a program's access token was issued.
    access: i64,
}

/// Whether something is alive. A session's last use is noted to the minute, so near its end both is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Alive,
    Dead,
    Unsure,
}

/// Everything.
#[derive(Clone, Debug)]
pub struct World {
    /// Seconds since 1970.
    pub now: i64,
    base: String,
    accounts: Vec<Account>,
    pub sessions: Vec<Session>,
    pending: Vec<Pending>,
    pub links: Vec<Link>,
    /// Links that the last step sends, in any order.
    pub sent: Vec<Link>,
    browsers: Vec<Device>,
    programs: Vec<Device>,
}

fn key(text: &str) -> String {
    text.to_lowercase()
}

impl World {
    /// Nobody yet; names of this story begin with `base`.
    pub fn new(now: i64, base: String) -> World {
        World {
            now,
            base,
            accounts: Vec::new(),
            sessions: Vec::new(),
            pending: Vec::new(),
            links: Vec::new(),
            sent: Vec::new(),
            browsers: vec![Device::default(); BROWSERS],
            programs: vec![Device::default(); PROGRAMS],
        }
    }

    /// A username as it is typed.
    pub fn name(&self, name: Name) -> String {
        let text = format!("{}{}", Name { upper: false, ..name }, self.base);
        if name.upper { text.to_uppercase() } else { text }
    }

    /// An address as it is typed.
    pub fn address(&self, name: Name) -> String {
        format!("{}@example.com", self.name(name))
    }

    /// What a device holds.
    pub fn device(&self, at: At) -> &Device {
        if at.door == Door::Tokens { &self.programs[at.slot()] } else { &self.browsers[at.slot()] }
    }

    fn device_mut(&mut self, at: At) -> &mut Device {
        if at.door == Door::Tokens { &mut self.programs[at.slot()] } else { &mut self.browsers[at.slot()] }
    }

    /// An account by its number, if it still exists.
    pub fn account(&self, number: usize) -> Option<&Account> {
        self.accounts.get(number).filter(|account| !account.gone)
    }

    /// The account behind a device, whether or not its session is alive.
    pub fn account_at(&self, at: At) -> Option<usize> {
        self.device(at).session.map(|session| self.sessions[session].account)
    }

    /// The account whose login waits at a device.
    pub fn pending_at(&self, at: At) -> Option<usize> {
        self.device(at).pending.map(|pending| self.pending[pending].account)
    }

    /// The account that a login names.
    pub fn find(&self, who: Who) -> Option<usize> {
        match who {
            Who::Name(name) => self.by_name(&self.name(name)),
            Who::Address(name) => self.by_address(&self.address(name)),
        }
    }

    /// The account of this name.
    pub fn by_name(&self, name: &str) -> Option<usize> {
        self.accounts.iter().position(|account| !account.gone && key(&account.name) == key(name))
    }

    /// The account of this address.
    pub fn by_address(&self, address: &str) -> Option<usize> {
        self.accounts.iter().position(|account| !account.gone && key(&account.address) == key(address))
    }

    /// Which of three passwords is typed.
    pub fn typed(&self, typed: Typed, account: Option<usize>) -> u8 {
        match typed {
            Typed::One(number) => number,
            Typed::Right => account.and_then(|number| self.accounts[number].password).unwrap_or(0),
        }
    }

    fn is_right(&self, typed: Typed, account: usize) -> bool {
        self.accounts[account].password == Some(self.typed(typed, Some(account)))
    }

    // --- What is alive -------------------------------------------------------------------------------------------

    pub fn life(&self, session: usize) -> Life {
        let session = &self.sessions[session];
        let owner = &self.accounts[session.account];
        if session.ended || owner.gone || owner.disabled || self.now - session.created >= MOST {
            return Life::Dead;
        }
        if !session.is_browser {
            return Life::Alive;
        }
        match self.now - session.used {
            age if age < IDLE - MINUTE => Life::Alive,
            age if age >= IDLE => Life::Dead,
            _ => Life::Unsure,
        }
    }

    fn is_alive(&self, session: usize) -> bool {
        self.life(session) == Life::Alive
    }

    /// A session was used, or seen to be dead.
    pub fn seen(&mut self, session: usize, is_alive: bool) {
        match is_alive {
            true => self.sessions[session].used = self.now,
            false => self.sessions[session].ended = true,
        }
    }

    /// Whether a program's access token that was issued then has expired.
    pub fn is_expired(&self, issued: i64) -> bool {
        self.now - issued >= ACCESS
    }

    /// When a program's newest access token was issued.
    pub fn access_of(&self, slot: usize) -> i64 {
        self.programs[slot].access
    }

    /// Whether a link still opens something.
    pub fn is_open(&self, link: usize) -> bool {
        let link = &self.links[link];
        let Some(account) = self.account(link.account) else { return false };
        let is_bound = key(&link.address) == key(&account.address);
        if link.kind == LinkKind::Confirm && is_bound && account.verified {
            // Twice is no error.
            return true;
        }
        let lifetime = match link.kind {
            LinkKind::Confirm => DAY,
            LinkKind::Reset => HOUR,
            LinkKind::Undo | LinkKind::NotMe => 7 * DAY,
        };
        !link.ended
            && self.now - link.created < lifetime
            && !account.disabled
            && (is_bound || link.kind == LinkKind::Undo)
    }

    /// A link of this kind, counted back from the newest. What expired a month ago is forgotten, so it is left alone.
    pub fn link(&self, kind: LinkKind, back: u8) -> Option<usize> {
        let is_it = |number: &usize| {
            let link = &self.links[*number];
            link.kind == kind && self.now - link.created < 30 * DAY
        };
        let all: Vec<usize> = (0..self.links.len()).filter(is_it).collect();
        let back = usize::from(back).checked_rem(all.len())?;
        all.get(all.len() - 1 - back).copied()
    }

    fn is_waiting(&self, pending: usize) -> bool {
        let pending = &self.pending[pending];
        let account = &self.accounts[pending.account];
        !pending.ended
            && self.now - pending.created < PENDING
            && !account.gone
            && !account.disabled
            && account.version == pending.version
            && account.phone.is_some()
    }

    // --- What steps share ----------------------------------------------------------------------------------------

    /// The session behind a device that is logged in.
    fn caller(&mut self, at: At) -> Result<usize, Outcome> {
        let device = self.device(at).clone();
        if at.door != Door::Tokens {
            let session = device.session.filter(|session| self.is_alive(*session)).ok_or(Outcome::LoggedOut)?;
            self.seen(session, true);
            return Ok(session);
        }
        let session = device.session.ok_or(Outcome::Nothing)?;
        if self.is_expired(device.access) {
            return Err(Outcome::Expired);
        }
        if !self.is_alive(session) {
            return Err(Outcome::Revoked);
        }
        self.seen(session, true);
        Ok(session)
    }

    /// Whether a code of the app is right; it works once.
    fn spend(&mut self, account: usize, code: Code) -> bool {
        let step = self.now / 30;
        match &mut self.accounts[account].phone {
            Some(phone) if code == Code::Now && !phone.suspended && phone.last < step => {
                phone.last = step;
                true
            }
            _ => false,
        }
    }

    fn spend_recovery(&mut self, account: usize, number: u8) -> bool {
        match &mut self.accounts[account].phone {
            Some(phone) if !phone.suspended => {
                let used = &mut phone.used[usize::from(number) % 10];
                !std::mem::replace(used, true)
            }
            _ => false,
        }
    }

    /// "Confirm it's you". Says what was shown just now.
    fn prove(&mut self, session: usize, proof: Proof, always: bool) -> Result<(bool, bool), Outcome> {
        let Session { account, password_at, app_at, .. } = self.sessions[session];
        let is_recent = |at: Option<i64>| at.is_some_and(|at| self.now - at < SUDO);
        let needs_password = always || !is_recent(password_at);
        let needs_code = self.accounts[account].phone.is_some() && !is_recent(app_at);
        if needs_password {
            let typed = proof.password.ok_or(Outcome::Prove)?;
            if !self.is_right(typed, account) {
                return Err(Outcome::WrongProof);
            }
        }
        if needs_code {
            let code = proof.code.ok_or(Outcome::Prove)?;
            if !self.spend(account, code) {
                return Err(Outcome::WrongProof);
            }
        }
        Ok((needs_password, needs_code))
    }

    /// A session that showed something gets another id.
    fn renew(&mut self, session: usize, (password, app): (bool, bool)) {
        let session = &mut self.sessions[session];
        if password {
            session.password_at = Some(self.now);
        }
        if app {
            session.app_at = Some(self.now);
        }
        session.generation += u32::from(session.is_browser);
    }

    fn start(&mut self, at: At, account: usize, password_at: i64, app_at: Option<i64>) {
        let is_browser = at.door != Door::Tokens;
        let now = self.now;
        // The session that the same browser had ends, be it another person's.
        if is_browser && let Some(previous) = self.device(at).session {
            self.sessions[previous].ended = true;
        }
        self.sessions.push(Session {
            account,
            is_browser,
            created: now,
            used: now,
            ended: false,
            generation: 0,
            password_at: Some(password_at),
            app_at,
            refresh: if is_browser { Vec::new() } else { vec![(now, None)] },
        });
        let session = Some(self.sessions.len() - 1);
        *self.device_mut(at) = Device { session, pending: None, access: now };
    }

    fn end_sessions(&mut self, account: usize, but: Option<usize>) {
        for (number, session) in self.sessions.iter_mut().enumerate() {
            session.ended |= session.account == account && Some(number) != but;
        }
    }

    fn end_pending(&mut self, account: usize) {
        for pending in self.pending.iter_mut().filter(|pending| pending.account == account) {
            pending.ended = true;
        }
    }

    fn end_links(&mut self, account: usize, kinds: &[LinkKind]) {
        for link in self.links.iter_mut().filter(|link| link.account == account && kinds.contains(&link.kind)) {
            link.ended = true;
        }
    }

    fn send(&mut self, kind: LinkKind, account: usize) {
        let Account { address, verified, .. } = self.accounts[account].clone();
        if matches!(kind, LinkKind::Confirm | LinkKind::Reset) {
            self.end_links(account, &[kind]);
        }
        self.sent.push(Link { kind, account, address, verified, created: self.now, ended: false });
    }

    /// A link that nobody foretold: a notice. It belongs to the account that had this address before the step or has it now.
    pub fn notice(&self, before: &World, address: &str) -> Option<Link> {
        let account = self.by_address(address).or_else(|| before.by_address(address))?;
        let verified = self.accounts[account].verified;
        let (kind, created) = (LinkKind::NotMe, self.now);
        Some(Link { kind, account, address: address.to_owned(), verified, created, ended: false })
    }

    /// Whether another account has this address, or may take it back.
    fn is_taken(&self, address: &str, own: Option<usize>) -> bool {
        let is_reserved = |link: &Link| {
            let is_alive = self.account(link.account).is_some() && !link.ended && self.now - link.created < 7 * DAY;
            is_alive && link.kind == LinkKind::Undo && key(&link.address) == key(address) && Some(link.account) != own
        };
        self.by_address(address).is_some_and(|other| Some(other) != own) || self.links.iter().any(is_reserved)
    }

    fn taken(&self, name: Option<&str>, address: Option<&str>, own: Option<usize>) -> Option<Outcome> {
        let name = name.and_then(|name| self.by_name(name)).is_some_and(|other| Some(other) != own);
        let address = address.is_some_and(|address| self.is_taken(address, own));
        match (name, address) {
            (true, true) => Some(Outcome::BothTaken),
            (true, false) => Some(Outcome::NameTaken),
            (false, true) => Some(Outcome::AddressTaken),
            (false, false) => None,
        }
    }

    fn set_password(&mut self, account: usize, password: Option<u8>, keep: Option<usize>) {
        self.accounts[account].password = password;
        self.accounts[account].version += 1;
        self.end_sessions(account, keep);
        self.end_pending(account);
        self.end_links(account, &[LinkKind::Reset]);
    }

    /// Somebody with the mailbox said that it wasn't them: everybody is out until a new password is chosen, and what was added
    /// since a day before they were told counts no more.
    fn lock_out(&mut self, account: usize, told: i64) {
        self.set_password(account, None, None);
        self.end_links(account, &[LinkKind::Confirm, LinkKind::Reset, LinkKind::NotMe]);
        if let Some(phone) = self.accounts[account].phone.as_mut().filter(|phone| phone.since >= told - DAY) {
            phone.suspended = true;
        }
        self.send(LinkKind::Reset, account);
    }

    // --- Steps ---------------------------------------------------------------------------------------------------

    /// What becomes of this step, here as in the application.
    pub fn take(&mut self, step: &Step) -> Outcome {
        self.sent.clear();
        // Whatever a browser asks for, its session is used.
        if let Some(at) = step.at().filter(|at| at.door != Door::Tokens) {
            let _ = self.caller(at);
        }
        match self.try_take(step) {
            Ok(()) => Outcome::Done,
            Err(outcome) => outcome,
        }
    }

    fn try_take(&mut self, step: &Step) -> Result<(), Outcome> {
        match *step {
            Step::Register { at, name, address, password } => self.register(at, name, address, password),
            Step::Login { at, who, password } => self.login(at, who, password),
            Step::SecondStep { at, code } => self.second_step(at, code),
            Step::Update { at, name, address, password, proof } => self.update(at, name, address, password, proof),
            Step::ChangePassword { at, current, code, new } => {
                let session = self.caller(at)?;
                let verified = self.prove(session, Proof { password: Some(current), code }, true)?;
                self.renew(session, verified);
                self.set_password(self.sessions[session].account, Some(new), Some(session));
                Ok(())
            }
            Step::AskReset { address, .. } => {
                let account = self.by_address(&self.address(address));
                if let Some(account) = account.filter(|account| !self.accounts[*account].disabled) {
                    self.send(LinkKind::Reset, account);
                }
                Ok(())
            }
            Step::Reset { link, password, .. } => {
                let link = self.opened(LinkKind::Reset, link)?;
                let account = self.links[link].account;
                self.accounts[account].verified = true;
                self.set_password(account, Some(password), None);
                self.end_links(account, &[LinkKind::Confirm, LinkKind::NotMe]);
                // An address that was never confirmed is not given back to.
                let unproven =
                    |link: &&mut Link| link.account == account && link.kind == LinkKind::Undo && !link.verified;
                self.links.iter_mut().filter(unproven).for_each(|link| link.ended = true);
                Ok(())
            }
            Step::Confirm { link, .. } => {
                let link = self.opened(LinkKind::Confirm, link)?;
                let account = self.links[link].account;
                if !self.accounts[account].verified {
                    self.accounts[account].verified = true;
                    self.end_links(account, &[LinkKind::Confirm]);
                }
                Ok(())
            }
            Step::UndoEmail { link, .. } => {
                let link = self.opened(LinkKind::Undo, link)?;
                let Link { account, address, verified, created, .. } = self.links[link].clone();
                if self.is_taken(&address, Some(account)) {
                    self.links[link].ended = false;
                    return Err(Outcome::AddressTaken);
                }
                // The older address has the older claim.
                let later = self.links.iter_mut().skip(link);
                later
                    .filter(|link| link.account == account && link.kind == LinkKind::Undo)
                    .for_each(|link| link.ended = true);
                let owner = &mut self.accounts[account];
                (owner.address, owner.verified) = (address, verified);
                self.lock_out(account, created);
                Ok(())
            }
            Step::NotMe { link, .. } => {
                let link = self.opened(LinkKind::NotMe, link)?;
                let Link { account, created, .. } = self.links[link];
                self.lock_out(account, created);
                Ok(())
            }
            Step::Refresh { program, before } => self.refresh(program, before),
            Step::Logout { at } => match self.caller(at) {
                Ok(session) => {
                    self.sessions[session].ended = true;
                    if at.door != Door::Tokens {
                        self.device_mut(at).session = None;
                    }
                    Ok(())
                }
                // A script that is logged out is told that it is.
                Err(_) if at.door == Door::Session => Ok(()),
                Err(outcome) => Err(outcome),
            },
            Step::EndOthers { at } => {
                let session = self.caller(at)?;
                self.end_sessions(self.sessions[session].account, Some(session));
                Ok(())
            }
            Step::EndOne { at, of } => {
                let other = self.caller(of);
                let session = self.caller(at)?;
                let is_own = |other: &usize| self.sessions[*other].account == self.sessions[session].account;
                let other = other.ok().filter(is_own).ok_or(Outcome::NotFound)?;
                self.sessions[other].ended = true;
                if other == session && at.door != Door::Tokens {
                    self.device_mut(at).session = None;
                }
                Ok(())
            }
            Step::AddApp { browser, proof } => {
                let session = self.caller(At { door: Door::Session, device: browser })?;
                let account = self.sessions[session].account;
                let verified = self.prove(session, proof, false)?;
                if self.accounts[account].phone.is_some() {
                    return Err(Outcome::HasApp);
                }
                self.renew(session, verified);
                self.renew(session, (false, true));
                let (since, last) = (self.now, self.now / 30);
                self.accounts[account].phone = Some(Phone { last, since, suspended: false, used: [false; 10] });
                Ok(())
            }
            Step::RemoveApp { at, proof } => {
                let session = self.caller(at)?;
                let account = self.sessions[session].account;
                let verified = self.prove(session, proof, false)?;
                if self.accounts[account].phone.take().is_none() {
                    return Err(Outcome::NotFound);
                }
                // A login that waits for it has nothing to wait for, also where another app comes.
                self.end_pending(account);
                self.renew(session, verified);
                Ok(())
            }
            Step::Disable { person, .. } => {
                let account = self.person(person)?;
                if !self.accounts[account].disabled {
                    self.end_sessions(account, None);
                    self.end_pending(account);
                    self.end_links(account, &[LinkKind::Reset]);
                    self.accounts[account].disabled = true;
                }
                Ok(())
            }
            Step::Enable { person, .. } => {
                let account = self.person(person)?;
                self.accounts[account].disabled = false;
                Ok(())
            }
            Step::EndAll { person, .. } => {
                let account = self.person(person)?;
                self.end_sessions(account, None);
                self.end_pending(account);
                Ok(())
            }
            Step::Delete { at, proof } => {
                let session = self.caller(at)?;
                self.prove(session, proof, false)?;
                let account = self.sessions[session].account;
                self.accounts[account].gone = true;
                self.end_sessions(account, None);
                if at.door != Door::Tokens {
                    self.device_mut(at).session = None;
                }
                Ok(())
            }
            Step::Wait { .. } | Step::Sweep => Ok(()),
        }
    }

    /// The account that keepers of accounts mean by a name.
    fn person(&self, person: u8) -> Result<usize, Outcome> {
        self.by_name(&self.name(Name { person, upper: false })).ok_or(Outcome::Nothing)
    }

    fn opened(&mut self, kind: LinkKind, back: u8) -> Result<usize, Outcome> {
        let link = self.link(kind, back).ok_or(Outcome::Nothing)?;
        if !self.is_open(link) {
            return Err(Outcome::DeadLink);
        }
        self.links[link].ended = true;
        Ok(link)
    }

    fn register(&mut self, at: At, name: Name, address: Name, password: u8) -> Result<(), Outcome> {
        if at.door == Door::Pages && self.caller(at).is_ok() {
            return Err(Outcome::AlreadyLoggedIn);
        }
        let (name, address) = (self.name(name), self.address(address));
        // The second of two equal forms is answered like the first.
        let repeated = self.by_name(&name).filter(|number| {
            let account = &self.accounts[*number];
            let is_new = self.now - account.created < REPEATED && !account.disabled;
            is_new && key(&account.address) == key(&address) && account.password == Some(password)
        });
        if let Some(account) = repeated {
            // But a password alone is no login where there is a second factor.
            if at.door == Door::Tokens && self.accounts[account].phone.is_none() {
                self.start(at, account, self.now, None);
            }
            return Ok(());
        }
        if let Some(taken) = self.taken(Some(&name), Some(&address), None) {
            return Err(taken);
        }
        self.accounts.push(Account {
            name,
            address,
            verified: false,
            password: Some(password),
            version: 0,
            disabled: false,
            created: self.now,
            phone: None,
            gone: false,
        });
        let account = self.accounts.len() - 1;
        self.send(LinkKind::Confirm, account);
        if at.door == Door::Tokens {
            self.start(at, account, self.now, None);
        }
        Ok(())
    }

    fn login(&mut self, at: At, who: Who, password: Typed) -> Result<(), Outcome> {
        let account = self.find(who).ok_or(Outcome::WrongLogin)?;
        if self.accounts[account].disabled || !self.is_right(password, account) {
            return Err(Outcome::WrongLogin);
        }
        if self.accounts[account].phone.is_some() {
            let version = self.accounts[account].version;
            self.pending.push(Pending { account, version, created: self.now, wrong: 0, ended: false });
            self.device_mut(at).pending = Some(self.pending.len() - 1);
            return Err(Outcome::SecondFactor);
        }
        self.start(at, account, self.now, None);
        Ok(())
    }

    fn second_step(&mut self, at: At, code: Code) -> Result<(), Outcome> {
        let pending = self.device(at).pending;
        if at.door == Door::Tokens && pending.is_none() {
            return Err(Outcome::Nothing);
        }
        let Some(pending) = pending.filter(|pending| self.is_waiting(*pending)) else {
            return Err(Outcome::NoPending);
        };
        let Pending { account, created, .. } = self.pending[pending];
        let is_right = match code {
            Code::Recovery(number) => self.spend_recovery(account, number),
            code => self.spend(account, code),
        };
        if !is_right {
            self.pending[pending].wrong += 1;
            self.pending[pending].ended = self.pending[pending].wrong >= 6;
            return Err(Outcome::WrongCode);
        }
        self.pending[pending].ended = true;
        let app_at = Some(self.now).filter(|_| !matches!(code, Code::Recovery(_)));
        self.start(at, account, created, app_at);
        Ok(())
    }

    fn update(
        &mut self,
        at: At,
        name: Option<Name>,
        address: Option<Name>,
        password: Option<u8>,
        proof: Proof,
    ) -> Result<(), Outcome> {
        let session = self.caller(at)?;
        let account = self.sessions[session].account;
        let own = self.accounts[account].clone();
        // The session API sets passwords elsewhere.
        let password = password.filter(|_| at.door != Door::Session);
        let name = name.map(|name| self.name(name)).filter(|name| *name != own.name);
        let address = address.map(|address| self.address(address)).filter(|address| *address != own.address);
        let is_sensitive = address.is_some() || password.is_some();
        let taken = self.taken(name.as_deref(), address.as_deref(), Some(account));
        let proved = if is_sensitive { self.prove(session, proof, false) } else { Ok((false, false)) };
        if let Some(taken) = taken {
            return Err(if proved.is_ok() { taken } else { Outcome::Refused });
        }
        let verified = proved?;
        if let Some(name) = name {
            self.accounts[account].name = name;
        }
        if let Some(address) = address {
            self.accounts[account].address = address;
            if key(&self.accounts[account].address) != key(&own.address) {
                self.moved(account, &own);
            }
        }
        if password.is_some() || verified != (false, false) {
            self.renew(session, verified);
        }
        if password.is_some() {
            self.set_password(account, password, Some(session));
        }
        Ok(())
    }

    /// An account has another address.
    fn moved(&mut self, account: usize, before: &Account) {
        self.accounts[account].verified = false;
        self.end_links(account, &[LinkKind::Confirm, LinkKind::Reset]);
        self.send(LinkKind::Confirm, account);
        let now = self.now;
        let address = key(&self.accounts[account].address);
        let is_alive = |link: &Link| {
            link.account == account && link.kind == LinkKind::Undo && !link.ended && now - link.created < 7 * DAY
        };
        // Back at an address that could take itself back anyway: what came after it can't any more.
        match self.links.iter().position(|link| is_alive(link) && key(&link.address) == address) {
            Some(older) => {
                let later = self.links.iter_mut().skip(older + 1);
                later.filter(|link| is_alive(link)).for_each(|link| link.ended = true);
            }
            None => {
                let Account { address, verified, .. } = before.clone();
                self.sent.push(Link { kind: LinkKind::Undo, account, address, verified, created: now, ended: false });
            }
        }
    }

    fn refresh(&mut self, program: u8, before: u8) -> Result<(), Outcome> {
        let slot = usize::from(program) % PROGRAMS;
        let session = self.programs[slot].session.ok_or(Outcome::Nothing)?;
        let number = self.refresh_token(session, before);
        let (issued, spent) = self.sessions[session].refresh[number];
        if self.now - issued.max(self.sessions[session].created) >= MOST
            || self.now - self.sessions[session].created >= MOST
        {
            return Err(Outcome::Expired);
        }
        if !self.is_alive(session) {
            return Err(Outcome::Revoked);
        }
        self.seen(session, true);
        match spent {
            None => {
                let now = self.now;
                self.sessions[session].refresh[number].1 = Some(now);
                self.sessions[session].refresh.push((now, None));
            }
            // A second tab gets what the first one got.
            Some(at) if self.now - at < GRACE => {}
            Some(_) => {
                self.sessions[session].ended = true;
                return Err(Outcome::Reused);
            }
        }
        self.programs[slot].access = self.now;
        Ok(())
    }

    /// A refresh token of a session, counted back from the newest.
    pub fn refresh_token(&self, session: usize, before: u8) -> usize {
        let newest = self.sessions[session].refresh.len() - 1;
        newest - usize::from(before).min(newest)
    }
}
