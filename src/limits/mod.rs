//! How often may this be tried: budgets in the database, so that they survive a restart and are the same at every node.
//!
//! A verb that can be tried too often begins with its limit (`let attempt = limits::password(…)?`) and ends by saying how
//! the try went. The limit stands in the verb and not at a route because three doors lead to one verb: what is said once
//! can't be forgotten at the third. What is counted, and by whom, is all in this file:
//!
//! | limit | counts | by |
//! |---|---|---|
//! | [`password`] | wrong passwords, at login and wherever the current one is asked for | network; account and network |
//! | [`sign_up`] | accounts created, and answers that a name is taken | network |
//! | [`letter_from`] | letters that somebody without an account can cause | network, for each [`Letter`] |
//! | [`letter_to`] | the same | address, for each [`Letter`] |
//!
//! **A log of tries, not a counter.** A budget remembers when each of its tries was and forgets each one when its time has
//! passed: "5 in 60 seconds" holds in *any* 60 seconds, and the time to come back is known to the second. A counter that
//! starts anew each minute allows twice as many around the turn of the minute; a leaking bucket (GCRA) allows five at once
//! and one more every twelve seconds, nine in the first minute. The log costs as many numbers as the limit allows tries.
//!
//! **First the place, then the work.** A try takes its place before a password is hashed, so a hundred at once get no more
//! answers than one after the other, and a try that is refused costs no hash and says nothing about the password. While
//! its outcome is not known the place is only *open*: others who would be refused because of it wait for a moment, so that
//! many people who log in rightly at once from one network don't stand in each other's way.
//!
//! **Nobody can lock an owner out.** The budget of an account is one for each network: a stranger spends the one of the
//! stranger's network. Right passwords never count: a success gives its place back and forgets the account's failures from
//! that network (not the network's: whoever owns one account could otherwise guess at others without end).
//!
//! Sources: OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B-4 section 3.2.2; OWASP Authentication Cheat Sheet, "Account Lockout".

pub mod letter;
pub mod network;
pub mod notice;
pub mod rate;
pub mod store;
pub mod tries;

use std::time::{Duration, Instant};

use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;

pub use letter::Letter;
pub use network::network;
pub use notice::{Blocked, blocked};
pub use rate::{Limits, Rate};

use crate::client::{Client, Door};
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;
use crate::users::rules::email_key;
use tries::{Tries, Verdict, micros};

/// How long a try waits for others whose outcome decides about it.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(20);

/// Whose password is tried.
#[derive(Clone, Copy, Debug)]
pub enum Account<'a> {
    /// An account, by whichever name it was called.
    Known(i64),
    /// A name that no account has, folded as names are, or of which nothing may be told. It has a budget like any other, so
    /// that a limit tells nothing.
    Named(&'a str),
}

/// Somebody tries a password.
///
/// # Errors
/// [`Error::TooMany`] that says when to come back, whether the password is right or not.
pub fn password(s: &Services, client: &Client, account: Account<'_>) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Awaited, password_budgets(s, client, account).into())
}

/// Of the network, and of the account in it.
fn password_budgets(s: &Services, client: &Client, account: Account<'_>) -> [Budget; 2] {
    let account = match account {
        Account::Known(id) => format!("id {id}"),
        Account::Named(name) => format!("name {name}"),
    };
    let (limits, network) = (&s.config.limits, network(client.address));
    let of_network = Budget::new(s, limits.login_network, &["password", &network]);
    let of_account = Budget::new(s, limits.login_account, &["password", &network, &account]);
    [of_network, Budget { forgiven_by_success: true, ..of_account }]
}

/// Somebody wants an account.
///
/// # Errors
/// As [`password`].
pub fn sign_up(s: &Services, client: &Client) -> Result<Attempt, Error> {
    let of_network = Budget::new(s, s.config.limits.signup_network, &["sign-up", &network(client.address)]);
    begin(s, client, Outcome::Counts, vec![of_network])
}

/// Somebody asks for a letter, to whichever address.
///
/// # Errors
/// As [`password`].
pub fn letter_from(s: &Services, client: &Client, letter: Letter) -> Result<Attempt, Error> {
    let names = ["letter from", letter.word(), &network(client.address)];
    begin(s, client, Outcome::Counts, vec![Budget::new(s, s.config.limits.letter_network, &names)])
}

/// Somebody asks for a letter to this address, whether an account has it or not.
///
/// A stranger can use this budget up, and must not keep the owner from a link by it. So no letter counts for longer than
/// its link works: whenever a letter is withheld, the one before it is in the inbox and good.
///
/// # Errors
/// As [`password`]. A caller who may not learn whether the address has an account must not be told either.
pub fn letter_to(s: &Services, client: &Client, letter: Letter, address: &str) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Counts, vec![letter_budget(s, letter, address)])
}

/// The link of such a letter was used: the next one may be sent at once.
///
/// # Errors
/// Only the database's.
pub fn forget_letters_to(c: &mut Conn, s: &Services, letter: Letter, address: &str) -> Result<(), Error> {
    store::delete(c, &letter_budget(s, letter, address).key)
}

fn letter_budget(s: &Services, letter: Letter, address: &str) -> Budget {
    let rate = s.config.limits.letter_address.within(letter.lives(&s.config));
    Budget::new(s, rate, &["letter to", letter.word(), &email_key(address)])
}

/// What tries are counted on.
struct Budget {
    /// The row's name.
    key: String,
    rate: Rate,
    /// One success makes good all that was counted.
    forgiven_by_success: bool,
}

impl Budget {
    /// A keyed hash names the row: whoever reads the table learns neither addresses nor what people typed as their name,
    /// which is now and then a password. All nodes of a site share the key, as they share its cookies.
    fn new(s: &Services, rate: Rate, names: &[&str]) -> Budget {
        let key = hmac::Key::new(hmac::HMAC_SHA256, s.config.secret_key.expose().signing());
        let mut context = hmac::Context::with_key(&key);
        context.update(b"vestibule limits");
        for name in names {
            context.update(&name.len().to_be_bytes());
            context.update(name.as_bytes());
        }
        Budget { key: HEXLOWER.encode(context.sign().as_ref()), rate, forgiven_by_success: false }
    }

    fn lock(&self, c: &mut Conn, s: &Services) -> Result<Tries, Error> {
        let now = s.clock.now();
        Ok(Tries::read(&store::lock(c, &self.key, now)?, micros(now), self.rate.per))
    }

    fn write(&self, c: &mut Conn, s: &Services, tries: &Tries) -> Result<(), Error> {
        if tries.is_empty() {
            return store::delete(c, &self.key);
        }
        store::write(c, &self.key, &tries.to_string(), s.clock.now() + self.rate.per)
    }
}

/// Whether a try counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// If it fails.
    Awaited,
    /// Unless it is withdrawn.
    Counts,
}

/// A try that was let through. Whoever drops it without a word leaves it counted.
#[must_use = "say how the try went"]
pub struct Attempt {
    budgets: Vec<Budget>,
    at: i64,
}

impl Attempt {
    /// It failed, and counts.
    ///
    /// # Errors
    /// Only the database's.
    pub fn failed(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, _| tries.close(at))
    }

    /// It went well, and counts for nothing.
    ///
    /// # Errors
    /// Only the database's.
    pub fn succeeded(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, forgiven| if forgiven { tries.forget() } else { tries.take_back(at) })
    }

    /// It was none after all.
    ///
    /// # Errors
    /// Only the database's.
    pub fn withdrawn(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, _| tries.take_back(at))
    }

    fn settle(self, c: &mut Conn, s: &Services, settle: impl Fn(&mut Tries, i64, bool)) -> Result<(), Error> {
        for budget in &self.budgets {
            let mut tries = budget.lock(c, s)?;
            settle(&mut tries, self.at, budget.forgiven_by_success);
            budget.write(c, s, &tries)?;
        }
        Ok(())
    }
}

/// Takes a place in every budget, or in none.
///
/// The order of the budgets is the order in which rows are locked, the same for all who use the same rows: network first.
/// An operator at the command line is not limited.
fn begin(s: &Services, client: &Client, outcome: Outcome, mut budgets: Vec<Budget>) -> Result<Attempt, Error> {
    budgets.retain(|budget| budget.rate.is_on() && client.door != Door::Command);
    if budgets.is_empty() {
        return Ok(Attempt { budgets, at: 0 });
    }
    let started = Instant::now();
    loop {
        match look(s, &budgets)? {
            Verdict::Free => {
                if let Some(at) = s.db.transaction(|c| take_places(c, s, outcome, &budgets))? {
                    return Ok(Attempt { budgets, at });
                }
            }
            Verdict::Undecided => std::thread::sleep(PAUSE),
            Verdict::Full(wait) => return Err(Error::TooMany { retry_after: wait.unsigned_abs() }),
        }
        if started.elapsed() > PATIENCE {
            return Err(Error::TooMany { retry_after: Duration::from_secs(1) });
        }
    }
}

/// What the budgets say together, without a lock: whoever is refused costs the database next to nothing.
fn look(s: &Services, budgets: &[Budget]) -> Result<Verdict, Error> {
    let keys: Vec<&str> = budgets.iter().map(|budget| budget.key.as_str()).collect();
    let rows = store::look(&mut *s.db.conn()?, &keys)?;
    let now = micros(s.clock.now());
    let mut verdict = Verdict::Free;
    for budget in budgets {
        let Some((_, text)) = rows.iter().find(|(key, _)| *key == budget.key) else { continue };
        let tries = Tries::read(text, now, budget.rate.per);
        if tries.rewound {
            // Written again as it is seen now, or it would be seen so until the clock has caught up.
            s.db.transaction(|c| budget.lock(c, s).and_then(|tries| budget.write(c, s, &tries)))?;
        }
        verdict = verdict.and(tries.verdict(now, budget.rate));
    }
    Ok(verdict)
}

/// Under lock: a try in each budget, if each has room.
fn take_places(c: &mut Conn, s: &Services, outcome: Outcome, budgets: &[Budget]) -> Result<Option<i64>, Error> {
    let mut locked = Vec::new();
    for budget in budgets {
        let tries = budget.lock(c, s)?;
        if tries.verdict(micros(s.clock.now()), budget.rate) != Verdict::Free {
            return Ok(None);
        }
        locked.push((budget, tries));
    }
    let at = micros(s.clock.now());
    for (budget, mut tries) in locked {
        tries.add(at, outcome == Outcome::Awaited);
        budget.write(c, s, &tries)?;
    }
    Ok(Some(at))
}
