//! Somebody with one account and a browser and a program, who does one thing after the other at all three doors and remembers what
//! was acknowledged.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use reqwest::Method;
use serde_json::{Value, json};

use super::facts::Facts;
use crate::client::{Answer, Body, Client, Request};
use crate::doors::is_honest;
use crate::mailbox::Mailbox;
use crate::random::Chance;

/// What they do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Register,
    LogIn,
    SecondStep,
    RecoveryCode,
    Rename,
    ChangeEmail,
    ChangePassword,
    RequestReset,
    Reset,
    Refresh,
    SetUpApp,
    ConfirmApp,
    RemoveApp,
    LogOut,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Door {
    Pages,
    SessionApi,
    TokenApi,
}

const DOORS: [Door; 3] = [Door::Pages, Door::SessionApi, Door::TokenApi];

/// One request, and what becomes of the account by it.
#[derive(Clone, Debug)]
struct Plan {
    act: Act,
    door: Door,
    request: Request,
    /// The statuses that acknowledge it.
    acknowledged: &'static [u16],
    /// What may be true after it, the last one if it was acknowledged: an account that is logged in by the request that creates it
    /// is created first.
    after: Vec<Facts>,
    /// The step of the code in it.
    step: Option<i64>,
}

/// Something was sent and not answered, or refused by a server that may not know what became of it.
pub struct Open {
    plan: Plan,
    before: Facts,
    /// A refusal that claimed so.
    pub says_nothing_changed: bool,
}

/// What a person holds.
pub struct Person {
    name: String,
    number: usize,
    client: Client,
    mailbox: Arc<Mailbox>,
    chance: Chance,
    /// None before the account was acknowledged.
    pub facts: Option<Facts>,
    /// Every address that the account ever had, or was to have.
    pub addresses: Vec<String>,
    /// The browser is logged in: as it should be, its cookie works.
    browser: bool,
    /// Access and refresh token.
    tokens: Option<(String, String)>,
    /// A refresh that was not answered is sent again.
    again: Option<Plan>,
    /// The door whose login waits, and what names it at the token API.
    waiting: Option<(Door, String)>,
    /// The secret of the app, also of one that is being set up, and the step of the last code.
    secret: Option<Vec<u8>>,
    /// Its set-up was begun in the session that the browser has: no other one can confirm it.
    begun: bool,
    last_step: i64,
    codes: Vec<String>,
    /// The browser's session has just proved everything.
    is_proved: bool,
    pub acts: usize,
    /// How often each was acknowledged.
    pub done: std::collections::BTreeMap<Act, usize>,
}

impl Person {
    pub fn new(name: String, mailbox: &Arc<Mailbox>, chance: Chance) -> Person {
        Person {
            name,
            number: 0,
            client: Client::new(),
            mailbox: Arc::clone(mailbox),
            chance,
            facts: None,
            addresses: Vec::new(),
            browser: false,
            tokens: None,
            again: None,
            waiting: None,
            secret: None,
            begun: false,
            last_step: 0,
            codes: Vec::new(),
            is_proved: false,
            acts: 0,
            done: std::collections::BTreeMap::new(),
        }
    }

    /// Does one thing. None where it was acknowledged. `refusals` says whether a 503 is no surprise.
    pub async fn act(&mut self, url: &str, refusals: bool) -> Option<Open> {
        let plan = self.plan();
        let before = self.facts.clone().unwrap_or_default();
        let Some(answer) = self.client.send(url, &plan.request).await else {
            return Some(Open { plan, before, says_nothing_changed: false });
        };
        if refusals && answer.status == 503 {
            is_honest(&plan.request, &answer);
            let says_nothing_changed = answer.body.contains("Nothing was changed");
            return Some(Open { plan, before, says_nothing_changed });
        }
        let is_right = plan.acknowledged.contains(&answer.status);
        assert!(is_right, "{}: {:?}: {} {}", self.name, plan, answer.status, answer.body);
        self.acts += 1;
        *self.done.entry(plan.act).or_default() += 1;
        self.facts = plan.after.last().cloned();
        self.learn(&plan, &answer);
        if plan.act == Act::RequestReset {
            self.await_link().await;
        }
        None
    }

    /// Gives the email a moment, or there would hardly ever be a link that still counts. It may not come: its server may be dead.
    async fn await_link(&self) {
        let facts = self.facts.as_ref().expect("an account");
        for _ in 0..40 {
            if self.reset_link(facts).is_some() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// What was open is one of these, whole: the state before comes first.
    pub fn candidates(&self, open: &Open) -> Vec<Option<Facts>> {
        let before = (open.plan.act != Act::Register).then(|| open.before.clone());
        [before].into_iter().chain(open.plan.after.iter().cloned().map(Some)).collect()
    }

    /// It was found out which: what an answer would have brought is lost where it was done.
    pub fn settle(&mut self, open: Open, at: usize, facts: Option<Facts>) {
        let was_done = at > 0 && facts.as_ref() != Some(&open.before);
        self.facts = facts;
        match open.plan.act {
            // Nobody is logged out by an answer that was lost: the same token brings the same successor.
            Act::Refresh if was_done => {
                self.again = Some(Plan { after: vec![self.facts.clone().unwrap()], ..open.plan });
                return;
            }
            // Whether it was done does not matter: it is asked for again.
            Act::SetUpApp => self.begun = false,
            _ if !was_done => {}
            // The client knows nothing of it: its account is there, and it is not logged in.
            Act::Register | Act::LogIn | Act::Rename | Act::ChangeEmail | Act::RequestReset | Act::Refresh => {
                if open.plan.act == Act::LogIn {
                    self.forget(open.plan.door);
                }
            }
            Act::SecondStep | Act::RecoveryCode => {
                self.last_step = open.plan.step.unwrap_or(self.last_step);
                self.forget(open.plan.door);
            }
            Act::ChangePassword => self.only(open.plan.door, false),
            Act::Reset => self.nothing_held(),
            Act::ConfirmApp => {
                self.last_step = open.plan.step.unwrap_or_default();
                self.codes = Vec::new();
                self.forget(Door::SessionApi);
            }
            Act::RemoveApp => {
                (self.secret, self.codes) = (None, Vec::new());
                self.forget(Door::SessionApi);
            }
            Act::LogOut => self.forget(open.plan.door),
        }
        if open.plan.act == Act::RecoveryCode && was_done {
            self.codes.pop();
        }
        self.waiting = None;
    }

    fn forget(&mut self, door: Door) {
        match door {
            Door::TokenApi => {
                self.tokens = None;
                if let Some(facts) = &mut self.facts {
                    (facts.spent_elsewhere, facts.spent) = (facts.spent_elsewhere + facts.spent, 0);
                }
            }
            _ => (self.browser, self.begun) = (false, false),
        }
    }

    fn nothing_held(&mut self) {
        (self.browser, self.tokens, self.waiting) = (false, None, None);
        (self.is_proved, self.begun) = (false, false);
    }

    /// Every session but that of this door has ended.
    fn only(&mut self, door: Door, is_held: bool) {
        let (browser, tokens) = (self.browser, self.tokens.take());
        self.nothing_held();
        match door {
            Door::TokenApi => self.tokens = tokens,
            _ => self.browser = browser && is_held,
        }
    }

    /// What an answer brings.
    fn learn(&mut self, plan: &Plan, answer: &Answer) {
        let body = answer.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let tokens = || Some((text(&body["data"]["access_token"]), text(&body["data"]["refresh_token"])));
        self.again = None;
        match (plan.act, plan.door) {
            (Act::Register, Door::TokenApi) => self.tokens = tokens(),
            (Act::LogIn, door) if self.facts.as_ref().is_some_and(|facts| facts.app) => {
                self.waiting = Some((door, text(&body["error"]["login_token"])));
            }
            (Act::LogIn | Act::SecondStep | Act::RecoveryCode, Door::TokenApi) => {
                (self.tokens, self.waiting) = (tokens(), None);
            }
            (Act::LogIn | Act::SecondStep | Act::RecoveryCode, _) => {
                (self.browser, self.waiting, self.begun) = (true, None, false);
            }
            (Act::Refresh, _) => self.tokens = tokens(),
            (Act::ChangePassword, door) => self.only(door, true),
            (Act::Reset, _) => self.nothing_held(),
            (Act::SetUpApp, _) => {
                self.secret = Some(BASE32_NOPAD.decode(text(&body["secret"]).as_bytes()).expect("Base32"));
                self.begun = true;
            }
            (Act::ConfirmApp, _) => {
                let codes = body["recovery_codes"].as_array().expect("codes");
                (self.codes, self.begun) = (codes.iter().map(text).collect(), false);
            }
            (Act::RemoveApp, _) => (self.secret, self.codes) = (None, Vec::new()),
            (Act::LogOut, Door::TokenApi) => self.tokens = None,
            (Act::LogOut, _) => (self.browser, self.begun) = (false, false),
            _ => {}
        }
        match (plan.act, plan.door) {
            (Act::RecoveryCode, _) => {
                self.codes.pop();
            }
            (Act::SecondStep | Act::ConfirmApp, _) => self.last_step = plan.step.unwrap_or_default(),
            _ => {}
        }
        match (plan.act, plan.door) {
            (Act::SecondStep, Door::Pages | Door::SessionApi) | (Act::ConfirmApp, _) => self.is_proved = true,
            (Act::RecoveryCode | Act::LogIn, Door::Pages | Door::SessionApi) => self.is_proved = false,
            _ => {}
        }
    }

    fn new_name(&mut self) -> String {
        self.number += 1;
        format!("{}x{}", self.name, self.number)
    }

    fn new_address(&mut self) -> String {
        let address = format!("{}@example.com", self.new_name());
        self.addresses.push(address.clone());
        address
    }

    /// The step of a code that was not used yet and counts now.
    fn next_step(&self) -> Option<i64> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let now = i64::try_from(now / 30).unwrap();
        // The oldest would count for less than the test needs to send it.
        (now..=now + 1).find(|step| *step > self.last_step)
    }

    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.secret.as_ref().expect("a secret"));
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let bytes: [u8; 4] = tag.as_ref()[at..at + 4].try_into().expect("four bytes");
        format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000)
    }

    /// What can be done now.
    fn possible(&self, facts: &Facts) -> Vec<Act> {
        if let Some((_, _)) = self.waiting {
            let code = self.next_step().map(|_| Act::SecondStep);
            let recovery = (!self.codes.is_empty()).then_some(Act::RecoveryCode);
            let either: Vec<_> = code.into_iter().chain(recovery).collect();
            // With neither, one who lost everything resets the password, which helps nobody, until the next code counts.
            return if either.is_empty() { vec![Act::RequestReset] } else { either };
        }
        if !self.browser && self.tokens.is_none() {
            return vec![Act::LogIn];
        }
        let mut acts = vec![Act::Rename, Act::Rename, Act::RequestReset, Act::LogIn, Act::LogOut];
        if facts.resets == 1 && self.reset_link(facts).is_some() {
            acts.extend([Act::Reset; 3]);
        }
        if self.tokens.is_some() {
            acts.extend([Act::Refresh; 3]);
        }
        if facts.app {
            if self.browser && self.is_proved && self.next_step().is_some() {
                acts.extend([Act::RemoveApp; 2]);
            }
            return acts;
        }
        acts.extend([Act::ChangeEmail, Act::ChangeEmail, Act::ChangePassword, Act::ChangePassword]);
        if self.browser {
            acts.extend([if self.begun { Act::ConfirmApp } else { Act::SetUpApp }; 2]);
        }
        acts
    }

    /// The newest link, once the newest email has arrived.
    fn reset_link(&self, facts: &Facts) -> Option<String> {
        let secrets = self.mailbox.secrets(&facts.email, "/reset-password/");
        let asked = facts.events.get("reset_requested").copied().unwrap_or_default();
        (i64::try_from(secrets.len()).ok() == Some(asked - self.asked_elsewhere(facts)))
            .then(|| secrets.last().cloned())?
    }

    /// How many links were sent to addresses from before.
    fn asked_elsewhere(&self, facts: &Facts) -> i64 {
        let others = self.addresses.iter().filter(|address| **address != facts.email);
        let sent = others.map(|address| self.mailbox.secrets(address, "/reset-password/").len()).sum::<usize>();
        i64::try_from(sent).unwrap()
    }

    /// A door at which the caller is logged in.
    fn own_door(&mut self) -> Door {
        match (self.browser, self.tokens.is_some()) {
            (true, true) => self.chance.one_of(&DOORS),
            (true, false) => self.chance.one_of(&DOORS[..2]),
            _ => Door::TokenApi,
        }
    }

    fn plan(&mut self) -> Plan {
        if let Some(again) = &self.again {
            return again.clone();
        }
        let Some(facts) = self.facts.clone() else { return self.plan_register() };
        let act = self.chance.one_of(&self.possible(&facts));
        let door = match act {
            Act::LogIn | Act::RequestReset | Act::Reset => self.chance.one_of(&DOORS),
            Act::SecondStep | Act::RecoveryCode => self.waiting.as_ref().expect("a login that waits").0,
            Act::SetUpApp | Act::ConfirmApp | Act::RemoveApp => Door::SessionApi,
            Act::Refresh => Door::TokenApi,
            _ => self.own_door(),
        };
        self.plan_for(act, door, facts)
    }

    fn plan_register(&mut self) -> Plan {
        let username = self.new_name();
        let (email, password) = (self.new_address(), format!("a password of {username}"));
        let door = self.chance.one_of(&DOORS);
        let body = json!({ "username": username, "email": email, "password": password });
        let (request, acknowledged): (_, &[u16]) = match door {
            Door::Pages => {
                let fields = [("username", username.as_str()), ("email", &email), ("password", &password)];
                let fields = [&fields[..], &[("confirm_password", &password)]].concat();
                (Request::form("/register", &fields), &[303])
            }
            Door::SessionApi => (Request::json(Method::POST, "/auth/register", body), &[201]),
            Door::TokenApi => (Request::json(Method::POST, "/api/auth/register", body), &[201]),
        };
        let mut facts = Facts { username, email, password, emails: 1, ..Facts::default() };
        facts.event("registered");
        let mut after = vec![facts.clone()];
        if door == Door::TokenApi {
            facts.programs = 1;
            facts.event("logged_in");
            after.push(facts);
        }
        Plan { act: Act::Register, door, request, acknowledged, after, step: None }
    }

    fn plan_for(&mut self, act: Act, door: Door, mut facts: Facts) -> Plan {
        let before = facts.clone();
        let mut step = None;
        let token = |tokens: &Option<(String, String)>| tokens.as_ref().map(|(access, _)| access.clone());
        let access = token(&self.tokens).unwrap_or_default();
        let at_api = |path: &str, method: Method, body: Value| {
            let request = Request::json(method, path, body);
            match door {
                Door::TokenApi => request.with_token(&access),
                _ => request,
            }
        };
        let mut acknowledged: &'static [u16] = if door == Door::Pages { &[303] } else { &[200] };
        let request = match act {
            Act::Register => unreachable!("it has no account yet"),
            Act::LogIn => {
                if facts.app {
                    acknowledged = if door == Door::Pages { &[303] } else { &[401] };
                } else {
                    self.entered(&mut facts, door);
                }
                let body = json!({ "username": before.username, "password": before.password });
                match door {
                    Door::Pages => {
                        Request::form("/login", &[("username", &before.username), ("password", &before.password)])
                    }
                    Door::SessionApi => Request::json(Method::POST, "/auth/login", body),
                    Door::TokenApi => Request::json(Method::POST, "/api/auth/login", body),
                }
            }
            Act::SecondStep | Act::RecoveryCode => {
                self.entered(&mut facts, door);
                let (field, code) = if act == Act::SecondStep {
                    step = self.next_step();
                    // Its step may have passed since it was chosen; then the one after it counts.
                    ("code", self.code(step.unwrap_or(self.last_step + 1)))
                } else {
                    facts.codes -= 1;
                    facts.emails += 1;
                    facts.event("recovery_code_used");
                    ("recovery_code", self.codes.last().expect("a code").clone())
                };
                let login_token = &self.waiting.as_ref().expect("a login that waits").1;
                match door {
                    Door::Pages if act == Act::SecondStep => Request::form("/login/code", &[("code", &code)]),
                    Door::Pages => Request::form("/login/recovery-code", &[("code", &code)]),
                    Door::SessionApi => {
                        Request::json(Method::POST, "/auth/login/second_factor", json!({ field: code }))
                    }
                    Door::TokenApi => {
                        let body = json!({ field: code, "login_token": login_token });
                        Request::json(Method::POST, "/api/auth/login/second-factor", body)
                    }
                }
            }
            Act::Rename | Act::ChangeEmail => {
                let (field, value) = if act == Act::Rename {
                    facts.username = self.new_name();
                    facts.event("username_changed");
                    ("username", facts.username.clone())
                } else {
                    facts.email = self.new_address();
                    facts.event("email_changed");
                    (facts.emails, facts.resets, facts.confirmed) = (facts.emails + 2, 0, false);
                    ("email", facts.email.clone())
                };
                let body = json!({ field: value });
                match door {
                    Door::Pages => {
                        let path = format!("/partial/{}", before.username);
                        Request::form(&path, &[("_method", "PATCH"), (field, &value)])
                    }
                    Door::SessionApi => at_api("/auth/update_profile", Method::PUT, body),
                    Door::TokenApi => at_api("/api/auth/me", Method::PATCH, body),
                }
            }
            Act::ChangePassword => {
                let old = before.password.as_str();
                facts.password = format!("a password of {}", self.new_name());
                facts.event("password_changed");
                (facts.emails, facts.resets, facts.spent_elsewhere) = (facts.emails + 1, 0, 0);
                (facts.browsers, facts.programs) = if door == Door::TokenApi { (0, 1) } else { (1, 0) };
                facts.spent = if door == Door::TokenApi { facts.spent } else { 0 };
                let body = json!({ "current_password": old, "new_password": facts.password });
                let new = facts.password.as_str();
                match door {
                    Door::Pages => Request::form(
                        "/change-password",
                        &[("current_password", old), ("password", new), ("confirm_password", new)],
                    ),
                    Door::SessionApi => at_api("/auth/change_password", Method::PUT, body),
                    Door::TokenApi => at_api("/api/auth/change-password", Method::POST, body),
                }
            }
            Act::RequestReset => {
                facts.event("reset_requested");
                (facts.emails, facts.resets) = (facts.emails + 1, 1);
                let body = json!({ "email": before.email });
                match door {
                    Door::Pages => Request::form("/forgot-password", &[("email", &before.email)]),
                    Door::SessionApi => Request::json(Method::POST, "/auth/request_reset", body),
                    Door::TokenApi => Request::json(Method::POST, "/api/auth/forgot-password", body),
                }
            }
            Act::Reset => {
                let secret = self.reset_link(&before).expect("a link");
                facts.password = format!("a password of {}", self.new_name());
                facts.event("password_reset");
                (facts.emails, facts.resets, facts.confirmed) = (facts.emails + 1, 0, true);
                (facts.browsers, facts.programs, facts.spent, facts.spent_elsewhere) = (0, 0, 0, 0);
                let new = facts.password.as_str();
                match door {
                    Door::Pages => Request::form(
                        &format!("/reset-password/{secret}"),
                        &[("password", new), ("confirm_password", new)],
                    ),
                    Door::SessionApi => {
                        let path = format!("/auth/reset_password/{secret}");
                        Request::json(Method::POST, &path, json!({ "password": new }))
                    }
                    Door::TokenApi => {
                        let body = json!({ "token": secret, "password": new });
                        Request::json(Method::POST, "/api/auth/reset-password", body)
                    }
                }
            }
            Act::Refresh => {
                facts.spent += 1;
                let refresh = &self.tokens.as_ref().expect("tokens").1;
                Request::json(Method::POST, "/api/auth/refresh", json!({})).with_token(refresh)
            }
            Act::SetUpApp => at_api("/auth/factors/totp", Method::POST, json!({})),
            Act::ConfirmApp => {
                (facts.app, facts.codes, facts.emails) = (true, 10, facts.emails + 1);
                facts.event("totp_added");
                self.last_step = 0;
                step = self.next_step();
                let code = self.code(step.unwrap_or_default());
                at_api("/auth/factors/totp/confirm", Method::POST, json!({ "code": code }))
            }
            Act::RemoveApp => {
                (facts.app, facts.codes, facts.emails) = (false, 0, facts.emails + 1);
                facts.event("totp_removed");
                at_api("/auth/factors/totp", Method::DELETE, json!({}))
            }
            Act::LogOut => {
                facts.event("logged_out");
                match door {
                    Door::TokenApi => (facts.programs, facts.spent) = (facts.programs - 1, 0),
                    _ => facts.browsers -= 1,
                }
                match door {
                    Door::Pages => Request { body: Body::Form(Vec::new()), ..Request::form("/logout", &[]) },
                    Door::SessionApi => at_api("/auth/logout", Method::POST, json!({})),
                    Door::TokenApi => at_api("/api/auth/logout", Method::POST, json!({})),
                }
            }
        };
        Plan { act, door, request, acknowledged, after: vec![facts], step }
    }

    /// A login ends the session that the same browser had.
    fn entered(&self, facts: &mut Facts, door: Door) {
        facts.event("logged_in");
        match door {
            Door::TokenApi => {
                facts.programs += 1;
                (facts.spent_elsewhere, facts.spent) = (facts.spent_elsewhere + facts.spent, 0);
            }
            _ if self.browser => {}
            _ => facts.browsers += 1,
        }
    }
}
