//! The people of a story at the real application: browsers, programs, mailboxes and phones, and what is seen of them.

use futures_util::future::join_all;
use inside::context::Context;
use inside::users::{self, User};
use reqwest::Method;
use serde_json::{Value, json};

use super::accounts::{Life, Link, LinkKind, World};
use super::story::{At, BROWSERS, Code, Door, Keeper, PROGRAMS, Proof, Step};
use crate::harness::postbox::Email;
use crate::harness::program::{Program, claims};
use crate::harness::waiting::until;
use crate::harness::{Answer, App, Browser, Phone, Tokens};

const PASSWORDS: [&str; 3] = ["correct horse battery", "seven lamps of venice", "difference engine 1822"];
const ADMIN: &str = "keeperofkeys";

/// What a step was answered.
#[derive(Debug)]
pub enum Seen {
    /// Nothing was asked.
    Nothing,
    /// A verb that was called past the doors.
    Called(bool),
    Answer(Answer),
}

/// What opens a session: a cookie, or an access token with the time of its issue.
#[derive(Clone)]
struct Credential {
    secret: String,
    session: usize,
    generation: u32,
    issued: Option<i64>,
}

/// The real world of one story.
pub struct Players<'a> {
    app: &'a App,
    browsers: Vec<Browser<'a>>,
    programs: Vec<Program<'a>>,
    /// A client without anything, which shows what it copied.
    thief: Browser<'a>,
    access: Vec<String>,
    /// Refresh tokens by session, in the order of the model.
    refresh: Vec<Vec<String>>,
    login_tokens: Vec<String>,
    phones: Vec<Option<Phone>>,
    /// The addresses of links, in the order of the model.
    pub links: Vec<String>,
    /// Everything that ever opened a session.
    safe: Vec<Credential>,
    /// Where the looking around is.
    turn: usize,
}

fn kind_of(path: &str) -> Option<LinkKind> {
    let kinds = [
        ("/verify/", LinkKind::Confirm),
        ("/reset-password/", LinkKind::Reset),
        ("/email-change/", LinkKind::Undo),
        ("/not-me/", LinkKind::NotMe),
    ];
    kinds.into_iter().find(|(start, _)| path.starts_with(start)).map(|(_, kind)| kind)
}

impl<'a> Players<'a> {
    pub fn new(app: &'a App) -> Players<'a> {
        Players {
            app,
            browsers: (0..BROWSERS).map(|_| app.browser()).collect(),
            programs: (0..PROGRAMS).map(|_| app.program()).collect(),
            thief: app.browser(),
            access: vec![String::new(); PROGRAMS],
            refresh: Vec::new(),
            login_tokens: vec![String::new(); PROGRAMS],
            phones: Vec::new(),
            links: Vec::new(),
            safe: Vec::new(),
            turn: 0,
        }
    }

    /// An administrator of the application.
    pub async fn prepare(app: &App) {
        app.admin(ADMIN).await;
        app.all_delivered().await;
        read_mail(app);
    }

    fn code(&self, world: &World, account: Option<usize>, code: Code) -> String {
        let phone = account.and_then(|account| self.phones.get(account)).and_then(Option::as_ref);
        let last = account.and_then(|account| world.account(account)).and_then(|account| account.phone.as_ref());
        let Some(phone) = phone else { return "000000".to_owned() };
        match code {
            Code::Now => phone.code(self.app),
            Code::Wrong => phone.wrong_code(self.app),
            Code::Again => {
                let now = world.now / 30;
                phone.code_after(self.app, last.map_or(0, |phone| phone.last) - now)
            }
            Code::Recovery(number) => phone.recovery_codes[usize::from(number) % 10].clone(),
        }
    }

    /// The fields of a proof, as they are called everywhere.
    fn proof(&self, world: &World, account: Option<usize>, proof: Proof) -> Vec<(&'static str, String)> {
        let password = proof.password.map(|typed| PASSWORDS[usize::from(world.typed(typed, account)) % 3].to_owned());
        let code = proof.code.map(|code| self.code(world, account, code));
        let fields = [("current_password", password), ("code", code)];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// A form, or the same fields as JSON with a cookie or a token.
    async fn send(&self, at: At, method: Method, path: &str, fields: &[(&str, String)]) -> Answer {
        let object: serde_json::Map<String, Value> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), Value::String(value.clone()))).collect();
        let body = Value::Object(object);
        match at.door {
            Door::Pages => {
                let mut form: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let over = method.as_str().to_owned();
                if method != Method::POST {
                    form.push(("_method", &over));
                }
                self.browsers[at.slot()].post(path, &form).await
            }
            Door::Session => self.browsers[at.slot()].json(method, path, &body).await,
            Door::Tokens => self.programs[at.slot()].bearer_json(method, path, &self.access[at.slot()], &body).await,
        }
    }

    async fn open(&self, at: At, method: Method, path: &str, fields: &[(&str, String)]) -> Answer {
        match at.door {
            Door::Tokens => {
                let object: serde_json::Map<String, Value> =
                    fields.iter().map(|(name, value)| ((*name).to_owned(), Value::String(value.clone()))).collect();
                self.programs[at.slot()].json(method, path, &Value::Object(object)).await
            }
            Door::Pages | Door::Session => self.send(at, method, path, fields).await,
        }
    }

    /// Does it, and says what was seen. `world` is the model before the step.
    pub async fn act(&mut self, world: &World, step: &Step) -> Seen {
        let text = |text: &str| text.to_owned();
        let pass = |number: u8| PASSWORDS[usize::from(number) % 3].to_owned();
        let by_door = |at: At, pages: &str, session: &str, tokens: &str| match at.door {
            Door::Pages => text(pages),
            Door::Session => text(session),
            Door::Tokens => text(tokens),
        };
        let answer = match *step {
            Step::Register { at, name, address, password } => {
                let mut fields = vec![
                    ("username", world.name(name)),
                    ("email", world.address(address)),
                    ("password", pass(password)),
                ];
                if at.door == Door::Pages {
                    fields.push(("confirm_password", pass(password)));
                }
                let path = by_door(at, "/register", "/auth/register", "/api/auth/register");
                self.open(at, Method::POST, &path, &fields).await
            }
            Step::Login { at, who, password } => {
                let account = world.find(who);
                let login = match who {
                    super::story::Who::Name(name) => world.name(name),
                    super::story::Who::Address(name) => world.address(name),
                };
                let fields = [("username", login), ("password", pass(world.typed(password, account)))];
                let path = by_door(at, "/login", "/auth/login", "/api/auth/login");
                self.open(at, Method::POST, &path, &fields).await
            }
            Step::SecondStep { at, code } => {
                let account = world.pending_at(at);
                if at.door == Door::Tokens && account.is_none() {
                    return Seen::Nothing;
                }
                let value = self.code(world, account, code);
                let is_recovery = matches!(code, Code::Recovery(_));
                let name = if is_recovery && at.door != Door::Pages { "recovery_code" } else { "code" };
                let mut fields = vec![(name, value)];
                if at.door == Door::Tokens {
                    fields.push(("login_token", self.login_tokens[at.slot()].clone()));
                }
                let pages = if is_recovery { "/login/recovery-code" } else { "/login/code" };
                let path = by_door(at, pages, "/auth/login/second_factor", "/api/auth/login/second-factor");
                self.open(at, Method::POST, &path, &fields).await
            }
            Step::Update { at, name, address, password, proof } => {
                let account = world.account_at(at);
                if at.door == Door::Tokens && account.is_none() {
                    return Seen::Nothing;
                }
                let mut fields = self.proof(world, account, proof);
                fields.extend(name.map(|name| ("username", world.name(name))));
                fields.extend(address.map(|address| ("email", world.address(address))));
                fields.extend(password.map(|password| ("password", pass(password))));
                let own = account.and_then(|account| world.account(account));
                let own = own.map_or_else(|| text("nobody"), |account| account.name.clone());
                // Three fields are the other form of the pages.
                let is_full = name.is_some() && address.is_some() && password.is_some();
                let (method, pages) = match (at.door, is_full) {
                    (Door::Pages, true) => (Method::PUT, format!("/update/{own}")),
                    (Door::Session, _) => (Method::PUT, String::new()),
                    _ => (Method::PATCH, format!("/partial/{own}")),
                };
                let path = by_door(at, &pages, "/auth/update_profile", "/api/auth/me");
                self.send(at, method, &path, &fields).await
            }
            Step::ChangePassword { at, current, code, new } => {
                let account = world.account_at(at);
                if at.door == Door::Tokens && account.is_none() {
                    return Seen::Nothing;
                }
                let mut fields = self.proof(world, account, Proof { password: Some(current), code });
                match at.door {
                    Door::Pages => fields.extend([("password", pass(new)), ("confirm_password", pass(new))]),
                    _ => fields.push(("new_password", pass(new))),
                }
                let method = if at.door == Door::Session { Method::PUT } else { Method::POST };
                let path = by_door(at, "/change-password", "/auth/change_password", "/api/auth/change-password");
                self.send(at, method, &path, &fields).await
            }
            Step::AskReset { at, address } => {
                let path = by_door(at, "/forgot-password", "/auth/request_reset", "/api/auth/forgot-password");
                self.open(at, Method::POST, &path, &[("email", world.address(address))]).await
            }
            Step::Reset { at, link, password } => {
                let Some(link) = world.link(LinkKind::Reset, link) else { return Seen::Nothing };
                let path = self.links[link].as_str();
                let secret = path.rsplit('/').next().unwrap_or_default();
                let mut fields = vec![("password", pass(password))];
                match at.door {
                    Door::Pages => fields.push(("confirm_password", pass(password))),
                    Door::Session => {}
                    Door::Tokens => fields.push(("token", text(secret))),
                }
                let session = format!("/auth/reset_password/{secret}");
                let path = by_door(at, path, &session, "/api/auth/reset-password");
                self.open(at, Method::POST, &path, &fields).await
            }
            Step::Confirm { at, link } => {
                let Some(link) = world.link(LinkKind::Confirm, link) else { return Seen::Nothing };
                let path = self.links[link].as_str();
                let secret = path.rsplit('/').next().unwrap_or_default();
                match at.door {
                    Door::Pages => self.open(at, Method::POST, path, &[]).await,
                    Door::Session => self.browsers[at.slot()].get(&format!("/auth/verify/{secret}")).await,
                    Door::Tokens => self.open(at, Method::POST, "/api/auth/verify", &[("token", text(secret))]).await,
                }
            }
            Step::UndoEmail { browser, link } | Step::NotMe { browser, link } => {
                let kind = if matches!(step, Step::NotMe { .. }) { LinkKind::NotMe } else { LinkKind::Undo };
                let Some(link) = world.link(kind, link) else { return Seen::Nothing };
                self.open(At { door: Door::Pages, device: browser }, Method::POST, self.links[link].as_str(), &[]).await
            }
            Step::Refresh { program, before } => {
                let at = At { door: Door::Tokens, device: program };
                let Some(session) = world.device(at).session else { return Seen::Nothing };
                let token = &self.refresh[session][world.refresh_token(session, before)];
                self.programs[at.slot()].refresh(token).await
            }
            Step::Logout { at } => {
                if at.door == Door::Tokens && world.account_at(at).is_none() {
                    return Seen::Nothing;
                }
                let path = by_door(at, "/logout", "/auth/logout", "/api/auth/logout");
                self.send(at, Method::POST, &path, &[]).await
            }
            Step::EndOthers { at } => {
                if at.door == Door::Tokens && world.account_at(at).is_none() {
                    return Seen::Nothing;
                }
                let path = by_door(at, "/sessions/end-others", "/auth/sessions", "/api/auth/sessions");
                let method = if at.door == Door::Pages { Method::POST } else { Method::DELETE };
                self.send(at, method, &path, &[]).await
            }
            Step::EndOne { at, of } => {
                let handle = self.public_id(of).await;
                if at.door == Door::Tokens && world.account_at(at).is_none() {
                    return Seen::Nothing;
                }
                let pages = format!("/sessions/{handle}/end");
                let (session, tokens) = (format!("/auth/sessions/{handle}"), format!("/api/auth/sessions/{handle}"));
                let path = by_door(at, &pages, &session, &tokens);
                let method = if at.door == Door::Pages { Method::POST } else { Method::DELETE };
                self.send(at, method, &path, &[]).await
            }
            Step::AddApp { browser, proof } => {
                let at = At { door: Door::Session, device: browser };
                let account = world.account_at(at);
                let fields = self.proof(world, account, proof);
                let begun = self.send(at, Method::POST, "/auth/factors/totp", &fields).await;
                if begun.status != 200 {
                    return Seen::Answer(begun);
                }
                let mut phone = Phone::with(begun.json()["secret"].as_str().expect("a secret"));
                let fields = [("code", phone.code(self.app))];
                let done = self.send(at, Method::POST, "/auth/factors/totp/confirm", &fields).await;
                if done.status == 200 {
                    let codes = done.json()["recovery_codes"].as_array().cloned().unwrap_or_default();
                    phone.recovery_codes = codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect();
                    let account = account.expect("somebody is logged in");
                    self.phones.resize_with(self.phones.len().max(account + 1), || None);
                    self.phones[account] = Some(phone);
                }
                done
            }
            Step::RemoveApp { at, proof } => {
                let fields = self.proof(world, world.account_at(at), proof);
                let method = if at.door == Door::Pages { Method::POST } else { Method::DELETE };
                let path = by_door(at, "/two-step/app/remove", "/auth/factors/totp", "");
                self.send(at, method, &path, &fields).await
            }
            Step::Disable { by, person } => return self.keep(world, by, person, "disable", users::disable_user).await,
            Step::Enable { by, person } => return self.keep(world, by, person, "enable", users::enable_user).await,
            Step::EndAll { by, person } => {
                return self.keep(world, by, person, "end-sessions", users::end_sessions).await;
            }
            Step::Delete { at, proof } => {
                let account = world.account_at(at);
                if at.door == Door::Tokens && account.is_none() {
                    return Seen::Nothing;
                }
                let at = step.at().unwrap_or(at);
                let mut fields = self.proof(world, account, proof);
                if at.door == Door::Pages {
                    let own = account.and_then(|account| world.account(account));
                    fields.push(("confirm_username", own.map_or_else(|| text("nobody"), |own| own.name.clone())));
                }
                let method = if at.door == Door::Pages { Method::POST } else { Method::DELETE };
                let path = by_door(at, "/delete-account", "", "/api/auth/me");
                self.send(at, method, &path, &fields).await
            }
            Step::Wait { seconds } => {
                self.app.clock.advance(time::Duration::seconds(seconds));
                return Seen::Called(true);
            }
            Step::Sweep => {
                let services = &self.app.services;
                let done =
                    inside::housekeeping::do_what_is_due(services).and_then(|()| inside::housekeeping::sweep(services));
                return Seen::Called(done.is_ok());
            }
        };
        Seen::Answer(answer)
    }

    /// What the owner sees a session named by; something that names none where the device is not logged in.
    async fn public_id(&self, of: At) -> String {
        let list = match of.door {
            Door::Tokens => self.send(of, Method::GET, "/api/auth/sessions", &[]).await,
            _ => self.browsers[of.slot()].get("/auth/sessions").await,
        };
        let list: Value = serde_json::from_str(&list.body).unwrap_or_default();
        let rows = list["sessions"].as_array().or(list["data"]["sessions"].as_array()).cloned().unwrap_or_default();
        let own = rows.iter().find(|row| row["current"] == true).and_then(|row| row["id"].as_str());
        own.unwrap_or("aaaaaaaaaaaaaaaa").to_owned()
    }

    async fn keep<T>(
        &self,
        world: &World,
        by: Keeper,
        person: u8,
        action: &str,
        verb: fn(&inside::state::Services, &User, &Context) -> Result<T, inside::error::Error>,
    ) -> Seen {
        let name = world.name(super::story::Name { person, upper: false });
        let Some(user) = self.app.find_user(&name) else { return Seen::Nothing };
        if by == Keeper::Operator {
            return Seen::Called(verb(&self.app.services, &user, &self.app.operator()).is_ok());
        }
        let admin = self.app.browser();
        let answer = admin.login(ADMIN, "correct horse battery").await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        Seen::Answer(admin.post(&format!("/admin/users/{}/{action}", user.id), &[]).await)
    }

    // --- Afterwards ----------------------------------------------------------------------------------------------

    /// Keeps what a step gave out: tokens, and everything that opens a session from now on.
    pub fn keep_secrets(&mut self, world: &World, step: &Step, seen: &Seen) -> Result<(), String> {
        if let Seen::Answer(answer) = seen
            && let Some(at) = token_step(step)
        {
            let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
            if let Some(token) = body["error"]["login_token"].as_str() {
                self.login_tokens[at.slot()] = token.to_owned();
            }
            if body["data"]["access_token"].is_string() {
                let tokens = Tokens::of(answer);
                let session = world.device(at).session.ok_or("tokens were given, and nobody should be logged in")?;
                self.refresh.resize_with(world.sessions.len(), Vec::new);
                let (known, expected) = (&mut self.refresh[session], world.sessions[session].refresh.len());
                match (known.len(), expected) {
                    (have, want) if have + 1 == want => known.push(tokens.refresh),
                    // The same token, also where it names the account anew.
                    (have, want)
                        if have == want && known.last().map(|last| id_of(last)) == Some(id_of(&tokens.refresh)) => {}
                    (have, want) => {
                        return Err(format!("the model has {want} refresh tokens of this session, here are {have}"));
                    }
                }
                self.access[at.slot()].clone_from(&tokens.access);
                let generation = world.sessions[session].generation;
                let issued = Some(world.access_of(at.slot()));
                self.safe.push(Credential { secret: tokens.access, session, generation, issued });
            } else if matches!((step, answer.status), (Step::Refresh { .. }, 200)) {
                return Err("a refresh without tokens".to_owned());
            }
        }
        for slot in 0..BROWSERS {
            let at = At { door: Door::Pages, device: u8::try_from(slot).unwrap_or(0) };
            let Some(session) = world.device(at).session else { continue };
            let generation = world.sessions[session].generation;
            let is_known = |known: &Credential| (known.session, known.generation) == (session, generation);
            if !self.safe.iter().any(is_known) {
                let secret = self.browsers[slot].cookie();
                self.safe.push(Credential { secret, session, generation, issued: None });
            }
        }
        Ok(())
    }

    /// Reads the mail that the step has sent, and compares it with what the model expected.
    pub async fn read_mail(&mut self, before: &World, world: &mut World) -> Result<(), String> {
        let app = self.app;
        until("no email waits", || app.waiting_emails() == 0).await;
        let mut expected = std::mem::take(&mut world.sent);
        for email in read_mail(app) {
            for link in &email.links {
                let Some(path) = link.strip_prefix(&app.url) else { continue };
                let Some(kind) = kind_of(path) else { continue };
                // Two emails of one change may have the same link.
                if self.links.iter().any(|known| known == path) {
                    continue;
                }
                let is_it = |link: &Link| link.kind == kind && link.address.eq_ignore_ascii_case(&email.to);
                let found = match expected.iter().position(is_it) {
                    Some(at) => Some(expected.swap_remove(at)),
                    None if kind == LinkKind::NotMe => world.notice(before, &email.to),
                    None => return Err(format!("a {kind:?} link for {} that nobody expected", email.to)),
                };
                if let Some(link) = found {
                    world.links.push(link);
                    self.links.push(path.to_owned());
                }
            }
        }
        match expected.first() {
            None => Ok(()),
            Some(missing) => Err(format!("no {:?} link was sent to {}", missing.kind, missing.address)),
        }
    }

    /// Sees which sessions live of those about which the model can't be sure.
    pub async fn settle(&self, world: &mut World) {
        let unsure: Vec<usize> = (0..world.sessions.len()).filter(|one| world.life(*one) == Life::Unsure).collect();
        for session in unsure {
            let newest = self.safe.iter().rfind(|known| known.session == session);
            let is_alive = match newest {
                Some(known) if known.generation == world.sessions[session].generation => {
                    self.cookie_opens(&known.secret).await.is_some()
                }
                _ => false,
            };
            world.seen(session, is_alive);
        }
    }

    /// Whom a copied cookie is taken for at the session API.
    async fn cookie_opens(&self, cookie: &str) -> Option<Value> {
        let headers = [("cookie", cookie), ("accept", "application/json")];
        let answer = self.thief.send(Method::GET, "/auth/current_user", &headers, "").await;
        Some(answer.json()["user"].clone()).filter(|user| !user.is_null())
    }

    /// Looks around a little, elsewhere each time.
    pub async fn glance(&mut self, world: &mut World) -> Result<(), String> {
        self.turn += 1;
        match self.turn % 3 {
            0 => self.look_at_devices(world, 1).await,
            1 => self.look_at_secrets(world, 2).await,
            _ => self.look_at_links(world, 2).await,
        }
    }

    /// Looks at every device, and at `most` of all secrets and links.
    pub async fn look(&mut self, world: &mut World, most: usize) -> Result<(), String> {
        self.look_at_devices(world, usize::MAX).await?;
        self.look_at_secrets(world, most).await?;
        self.look_at_links(world, most).await
    }

    async fn look_at_devices(&mut self, world: &mut World, most: usize) -> Result<(), String> {
        for slot in in_turn(self.turn, BROWSERS, most) {
            self.look_at_browser(world, slot).await?;
        }
        for slot in in_turn(self.turn, PROGRAMS, most) {
            let at = At { door: Door::Tokens, device: u8::try_from(slot).unwrap_or(0) };
            if let Some(session) = world.device(at).session {
                let (token, issued) = (self.access[slot].clone(), world.access_of(slot));
                self.look_at_token(world, session, &token, issued).await?;
            }
        }
        Ok(())
    }

    async fn look_at_secrets(&mut self, world: &mut World, most: usize) -> Result<(), String> {
        for number in in_turn(self.turn, self.safe.len(), most) {
            let Credential { secret, session, generation, issued } = self.safe[number].clone();
            match issued {
                Some(issued) => self.look_at_token(world, session, &secret, issued).await?,
                None => {
                    let expected = (world.sessions[session].generation == generation).then_some(session);
                    let expected = expected.filter(|session| world.life(*session) == Life::Alive);
                    let found = self.cookie_opens(&secret).await;
                    compare(world, expected, found.as_ref()).map_err(|cause| format!("a copied cookie: {cause}"))?;
                }
            }
        }
        Ok(())
    }

    async fn look_at_links(&mut self, world: &mut World, most: usize) -> Result<(), String> {
        let open = join_all(
            in_turn(self.turn, self.links.len(), most)
                .into_iter()
                .map(async |number| (number, self.thief.get(&self.links[number]).await.status)),
        );
        for (number, status) in open.await {
            let (expected, link) = (world.is_open(number), &world.links[number]);
            if world.now - link.created < 30 * 86_400 && (status == 200) != expected {
                return Err(format!(
                    "{:?} link {number} of {} answers {status}, expected open: {expected}",
                    link.kind, link.address
                ));
            }
        }
        Ok(())
    }

    async fn look_at_browser(&self, world: &mut World, slot: usize) -> Result<(), String> {
        let at = At { door: Door::Pages, device: u8::try_from(slot).unwrap_or(0) };
        let expected = world.device(at).session.filter(|session| world.life(*session) == Life::Alive);
        let browser = &self.browsers[slot];
        let page = browser.is_logged_in().await;
        if page != expected.is_some() {
            return Err(format!("browser {slot} is logged in at the pages: {page}, expected: {}", expected.is_some()));
        }
        let script = browser.get("/auth/current_user").await.json()["user"].clone();
        compare(world, expected, Some(&script).filter(|user| !user.is_null()))
            .map_err(|cause| format!("browser {slot} at the session API: {cause}"))
    }

    async fn look_at_token(&self, world: &mut World, session: usize, token: &str, issued: i64) -> Result<(), String> {
        let answer = self.programs[0].bearer(Method::GET, "/api/auth/me", token).await;
        let is_alive = world.life(session) == Life::Alive && !world.is_expired(issued);
        let found = (answer.status == 200).then(|| answer.json()["data"]["user"].clone());
        compare(world, Some(session).filter(|_| is_alive), found.as_ref()).map_err(|cause| format!("a token: {cause}"))
    }
}

/// Whether somebody is taken for whom the model expects. A session that is seen alive was used.
fn compare(world: &mut World, expected: Option<usize>, found: Option<&Value>) -> Result<(), String> {
    let Some(session) = expected else {
        return found.map_or(Ok(()), |found| Err(format!("opens {found}, expected nothing")));
    };
    let account = world.account(world.sessions[session].account).ok_or("an account that is gone")?;
    let wanted = json!({ "username": account.name, "email": account.address, "email_verified": account.verified });
    let found = found.ok_or_else(|| format!("opens nothing, expected {wanted}"))?;
    for name in ["username", "email", "email_verified"] {
        if found[name] != wanted[name] && !found[name].is_null() {
            return Err(format!("opens {found}, expected {wanted}"));
        }
    }
    world.seen(session, true);
    Ok(())
}

/// So many numbers below `all`, others each time.
fn in_turn(turn: usize, all: usize, most: usize) -> Vec<usize> {
    let most = most.min(all);
    (0..most).map(|at| (turn * most + at) % all).collect()
}

fn token_step(step: &Step) -> Option<At> {
    let at = match *step {
        Step::Register { at, .. } | Step::Login { at, .. } | Step::SecondStep { at, .. } => at,
        Step::Refresh { program, .. } => At { door: Door::Tokens, device: program },
        _ => return None,
    };
    Some(at).filter(|at| at.door == Door::Tokens)
}

/// The emails that were delivered since the last time; their files are gone afterwards.
fn read_mail(app: &App) -> Vec<Email> {
    let emails = app.delivered();
    if let Ok(folder) = std::fs::read_dir(app.data_dir().join("mail")) {
        for entry in folder.flatten() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    emails
}

/// What names a token.
fn id_of(token: &str) -> String {
    claims(token)["jti"].as_str().unwrap_or_default().to_owned()
}
