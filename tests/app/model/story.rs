//! What people do, step by step. A step names people, devices and links by small numbers and means something in every state, so
//! that any step can be left out of a story and the rest is still one.

use std::fmt;

use proptest::prelude::*;

/// Browsers, which the pages and the session API share by one cookie.
pub const BROWSERS: usize = 3;
/// Programs with tokens.
pub const PROGRAMS: usize = 2;
/// Names and addresses that people use.
pub const PEOPLE: u8 = 4;

/// A way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Pages,
    Session,
    Tokens,
}

/// A device at a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub door: Door,
    pub device: u8,
}

impl At {
    /// The number of its browser or program.
    pub fn slot(self) -> usize {
        let most = if self.door == Door::Tokens { PROGRAMS } else { BROWSERS };
        usize::from(self.device) % most
    }
}

/// A username or an address: whose, and in which letter case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub person: u8,
    pub upper: bool,
}

/// What somebody logs in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Name(Name),
    Address(Name),
}

/// A password that is typed: the account's, or one of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Right,
    One(u8),
}

/// A code that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Now,
    Wrong,
    /// The one that was used last.
    Again,
    Recovery(u8),
}

/// What comes with a change to show that it is the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    pub password: Option<Typed>,
    pub code: Option<Code>,
}

/// Who looks after accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// At the command line.
    Operator,
    /// At a page.
    Admin,
}

/// One thing that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the second step is called so everywhere")]
pub enum Step {
    Register { at: At, name: Name, address: Name, password: u8 },
    Login { at: At, who: Who, password: Typed },
    SecondStep { at: At, code: Code },
    Update { at: At, name: Option<Name>, address: Option<Name>, password: Option<u8>, proof: Proof },
    ChangePassword { at: At, current: Typed, code: Option<Code>, new: u8 },
    AskReset { at: At, address: Name },
    Reset { at: At, link: u8, password: u8 },
    Confirm { at: At, link: u8 },
    UndoEmail { browser: u8, link: u8 },
    NotMe { browser: u8, link: u8 },
    Refresh { program: u8, before: u8 },
    Logout { at: At },
    EndOthers { at: At },
    EndOne { at: At, of: At },
    AddApp { browser: u8, proof: Proof },
    RemoveApp { at: At, proof: Proof },
    Disable { by: Keeper, person: u8 },
    Enable { by: Keeper, person: u8 },
    EndAll { by: Keeper, person: u8 },
    Delete { at: At, proof: Proof },
    Wait { seconds: i64 },
    Sweep,
}

impl Step {
    /// Where a request comes in, if the step is one.
    pub fn at(&self) -> Option<At> {
        match *self {
            Step::Register { at, .. }
            | Step::Login { at, .. }
            | Step::SecondStep { at, .. }
            | Step::Update { at, .. }
            | Step::ChangePassword { at, .. }
            | Step::AskReset { at, .. }
            | Step::Reset { at, .. }
            | Step::Confirm { at, .. }
            | Step::Logout { at }
            | Step::EndOthers { at }
            | Step::EndOne { at, .. }
            | Step::RemoveApp { at, .. } => Some(at),
            // The session API has no such verb: its people go to the page.
            Step::Delete { at, .. } if at.door == Door::Session => Some(At { door: Door::Pages, ..at }),
            Step::Delete { at, .. } => Some(at),
            Step::UndoEmail { browser, .. } | Step::NotMe { browser, .. } => {
                Some(At { door: Door::Pages, device: browser })
            }
            Step::AddApp { browser, .. } => Some(At { door: Door::Session, device: browser }),
            Step::Refresh { program, .. } => Some(At { door: Door::Tokens, device: program }),
            Step::Disable { .. } | Step::Enable { .. } | Step::EndAll { .. } | Step::Wait { .. } | Step::Sweep => None,
        }
    }
}

/// Long enough for one lifetime each: the grace of a refresh, a repeated sign-up, a code, "Confirm it's you" and a pending login,
/// an access token, an idle session and a reset link, a confirmation, an undoing.
const WAITS: [i64; 9] = [4, 12, 31, 95, 605, 910, 3_700, 87_000, 610_000];

fn any_cookie_door() -> impl Strategy<Value = Door> {
    prop_oneof![Just(Door::Pages), Just(Door::Session)]
}

fn any_at() -> impl Strategy<Value = At> {
    let door = prop_oneof![3 => Just(Door::Pages), 3 => Just(Door::Session), 3 => Just(Door::Tokens)];
    (door, 0..6u8).prop_map(|(door, device)| At { door, device })
}

fn any_name() -> impl Strategy<Value = Name> {
    (0..PEOPLE, prop::bool::weighted(0.15)).prop_map(|(person, upper)| Name { person, upper })
}

fn any_password() -> impl Strategy<Value = u8> {
    0..3u8
}

fn any_typed() -> impl Strategy<Value = Typed> {
    prop_oneof![5 => Just(Typed::Right), 1 => any_password().prop_map(Typed::One)]
}

fn any_code() -> impl Strategy<Value = Code> {
    prop_oneof![
        6 => Just(Code::Now),
        1 => Just(Code::Wrong),
        1 => Just(Code::Again),
        2 => (0..3u8).prop_map(Code::Recovery),
    ]
}

fn any_proof() -> impl Strategy<Value = Proof> {
    // A recovery code is no proof: it stands in no field of these forms.
    let code = prop_oneof![5 => Just(Code::Now), 1 => Just(Code::Wrong), 1 => Just(Code::Again)];
    (prop::option::weighted(0.7, any_typed()), prop::option::weighted(0.6, code))
        .prop_map(|(password, code)| Proof { password, code })
}

fn any_keeper() -> impl Strategy<Value = Keeper> {
    prop_oneof![3 => Just(Keeper::Operator), 1 => Just(Keeper::Admin)]
}

/// One step.
pub fn any_step() -> impl Strategy<Value = Step> {
    let at_cookies = || (any_cookie_door(), 0..6u8).prop_map(|(door, device)| At { door, device });
    let update = (any_at(), 1..8u8, any_name(), any_name(), any_password(), any_proof());
    let update = update.prop_map(|(at, which, name, address, password, proof)| Step::Update {
        at,
        name: (which & 1 > 0).then_some(name),
        address: (which & 2 > 0).then_some(address),
        password: (which & 4 > 0).then_some(password),
        proof,
    });
    let who = prop_oneof![any_name().prop_map(Who::Name), any_name().prop_map(Who::Address)];
    prop_oneof![
        5 => (any_at(), any_name(), any_name(), any_password())
            .prop_map(|(at, name, address, password)| Step::Register { at, name, address, password }),
        4 => (any_at(), any_name(), any_password())
            .prop_map(|(at, name, password)| Step::Register { at, name, address: name, password }),
        14 => (any_at(), who, any_typed()).prop_map(|(at, who, password)| Step::Login { at, who, password }),
        8 => (any_at(), any_code()).prop_map(|(at, code)| Step::SecondStep { at, code }),
        9 => update,
        4 => (any_at(), any_typed(), prop::option::weighted(0.5, any_code()), any_password())
            .prop_map(|(at, current, code, new)| Step::ChangePassword { at, current, code, new }),
        4 => (any_at(), any_name()).prop_map(|(at, address)| Step::AskReset { at, address }),
        6 => (any_at(), 0..8u8, any_password()).prop_map(|(at, link, password)| Step::Reset { at, link, password }),
        4 => (any_at(), 0..8u8).prop_map(|(at, link)| Step::Confirm { at, link }),
        3 => (0..6u8, 0..8u8).prop_map(|(browser, link)| Step::UndoEmail { browser, link }),
        1 => (0..6u8, 0..8u8).prop_map(|(browser, link)| Step::NotMe { browser, link }),
        6 => (0..6u8, prop_oneof![5 => Just(0u8), 2 => 1..4u8])
            .prop_map(|(program, before)| Step::Refresh { program, before }),
        3 => any_at().prop_map(|at| Step::Logout { at }),
        2 => any_at().prop_map(|at| Step::EndOthers { at }),
        3 => (any_at(), any_at()).prop_map(|(at, of)| Step::EndOne { at, of }),
        6 => (0..6u8, any_proof()).prop_map(|(browser, proof)| Step::AddApp { browser, proof }),
        2 => (at_cookies(), any_proof()).prop_map(|(at, proof)| Step::RemoveApp { at, proof }),
        1 => (any_keeper(), 0..PEOPLE).prop_map(|(by, person)| Step::Disable { by, person }),
        2 => (any_keeper(), 0..PEOPLE).prop_map(|(by, person)| Step::Enable { by, person }),
        1 => (any_keeper(), 0..PEOPLE).prop_map(|(by, person)| Step::EndAll { by, person }),
        1 => (any_at(), any_proof()).prop_map(|(at, proof)| Step::Delete { at, proof }),
        5 => prop::sample::select(&WAITS[..5]).prop_map(|seconds| Step::Wait { seconds }),
        1 => prop::sample::select(&WAITS[5..]).prop_map(|seconds| Step::Wait { seconds }),
        1 => Just(Step::Sweep),
    ]
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.door {
            Door::Pages => write!(f, "browser {} (pages)", self.slot()),
            Door::Session => write!(f, "browser {} (session API)", self.slot()),
            Door::Tokens => write!(f, "program {}", self.slot()),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = ["ada", "bob", "cyd", "dan"][usize::from(self.person % PEOPLE)];
        if self.upper { write!(f, "{}", name.to_uppercase()) } else { f.write_str(name) }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maybe = |code: &Option<Code>| code.map_or_else(|| "no code".to_owned(), |code| format!("code {code:?}"));
        let shown = |proof: &Proof| {
            let password =
                proof.password.map_or_else(|| "no password".to_owned(), |typed| format!("password {typed:?}"));
            format!("{password}, {}", maybe(&proof.code))
        };
        match self {
            Step::Register { at, name, address, password } => {
                write!(f, "{at}: register {name} with {address}@example.com, password {password}")
            }
            Step::Login { at, who: Who::Name(name), password } => {
                write!(f, "{at}: log in as {name}, password {password:?}")
            }
            Step::Login { at, who: Who::Address(name), password } => {
                write!(f, "{at}: log in as {name}@example.com, password {password:?}")
            }
            Step::SecondStep { at, code } => write!(f, "{at}: second step, code {code:?}"),
            Step::Update { at, name, address, password, proof } => {
                write!(f, "{at}: change")?;
                if let Some(name) = name {
                    write!(f, " name to {name}")?;
                }
                if let Some(address) = address {
                    write!(f, " address to {address}@example.com")?;
                }
                if let Some(password) = password {
                    write!(f, " password to {password}")?;
                }
                write!(f, " ({})", shown(proof))
            }
            Step::ChangePassword { at, current, code, new } => {
                write!(f, "{at}: change password {current:?} to {new}, {}", maybe(code))
            }
            Step::AskReset { at, address } => write!(f, "{at}: ask for a reset link to {address}@example.com"),
            Step::Reset { at, link, password } => write!(f, "{at}: set password {password} by reset link {link}"),
            Step::Confirm { at, link } => write!(f, "{at}: confirm by link {link}"),
            Step::UndoEmail { browser, link } => write!(f, "browser {browser}: undo by link {link}"),
            Step::NotMe { browser, link } => write!(f, "browser {browser}: \"This wasn't me\" by link {link}"),
            Step::Refresh { program, before } => {
                write!(f, "program {program}: refresh with token {before} before the newest")
            }
            Step::Logout { at } => write!(f, "{at}: log out"),
            Step::EndOthers { at } => write!(f, "{at}: end the other sessions"),
            Step::EndOne { at, of } => write!(f, "{at}: end the session of {of}"),
            Step::AddApp { browser, proof } => write!(f, "browser {browser}: set up an app ({})", shown(proof)),
            Step::RemoveApp { at, proof } => write!(f, "{at}: remove the app ({})", shown(proof)),
            Step::Disable { by, person } => write!(f, "{by:?}: disable {}", Name { person: *person, upper: false }),
            Step::Enable { by, person } => write!(f, "{by:?}: enable {}", Name { person: *person, upper: false }),
            Step::EndAll { by, person } => {
                write!(f, "{by:?}: end every session of {}", Name { person: *person, upper: false })
            }
            Step::Delete { at, proof } => write!(f, "{at}: delete the account ({})", shown(proof)),
            Step::Wait { seconds } => write!(f, "{seconds} seconds pass"),
            Step::Sweep => f.write_str("housekeeping"),
        }
    }
}
