//! People at every door, who go on and on and check what they are answered.
//!
//! Each of them knows what was acknowledged, and looks whether it is there: a name that was changed, an account that was created, a
//! session that nobody ended. A request without an answer, an answer of nginx's own, and an answer of another kind than expected
//! are written down as wrong. Whether a database may be away is the story's to say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::ledger::{Door, Ledger};
use crate::person::{Answer, Body, PASSWORD, Person};
use crate::site::Site;
use crate::until;

/// What may happen meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Every request is answered as on any other day.
    Fair,
    /// The database may be away. Who is told so tries again, as people and programs do.
    DatabaseAway,
    /// A request that may not be repeated can get lost with the node that has it; nginx then says 502. It is repeated by hand.
    NodesDie,
}

/// The crowd, until it is told to go home.
pub struct Crowd {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    pub ledger: Ledger,
}

#[derive(Clone)]
struct Street {
    url: String,
    weather: Weather,
    stop: Arc<AtomicBool>,
    ledger: Ledger,
}

impl Crowd {
    /// Begins at the site, which nginx stands in front of.
    pub fn gather(site: &Site, weather: Weather) -> Crowd {
        let (stop, ledger) = (Arc::<AtomicBool>::default(), Ledger::default());
        let street = Street { url: site.url(), weather, stop: Arc::clone(&stop), ledger: ledger.clone() };
        let thread = std::thread::spawn(move || {
            crate::block_on(async {
                tokio::join!(
                    street.reader(),
                    street.at_the_pages(),
                    street.at_the_session_api(),
                    street.at_the_token_api(),
                    street.newcomers(Door::Pages),
                    street.newcomers(Door::SessionApi),
                    street.newcomers(Door::TokenApi),
                );
            });
        });
        let crowd = Crowd { stop, thread: Some(thread), ledger };
        crowd.until_each_act_succeeds(3);
        crowd
    }

    /// Waits until everybody has done everything so many times more.
    pub fn until_each_act_succeeds(&self, times: usize) {
        let before = self.ledger.counts();
        until("everybody goes on", || {
            let now = self.ledger.counts();
            let goes_on = |(act, count): (&_, &usize)| count - before.get(act).unwrap_or(&0) >= times;
            let wrong = self.ledger.everything_wrong();
            assert!(wrong.is_empty(), "{wrong:#?}");
            (now.len() == ACTS && now.iter().all(goes_on)).then_some(())
        });
    }

    /// Sends everybody home, and looks at what they wrote down.
    pub fn disperse(mut self) -> Ledger {
        self.go_home();
        let wrong = self.ledger.everything_wrong();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let counts = self.ledger.counts();
        println!("    {} requests of {} kinds acknowledged", counts.values().sum::<usize>(), counts.len());
        self.ledger.clone()
    }

    fn go_home(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "somebody in the crowd panicked");
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.go_home();
    }
}

/// How many kinds of acts there are, see `done`.
const ACTS: usize = 17;

/// An answer that counts, and whether one before it left open what has happened.
struct Settled {
    answer: Answer,
    was_in_doubt: bool,
}

impl Street {
    fn is_open(&self) -> bool {
        !self.stop.load(Ordering::SeqCst)
    }

    fn wrong(&self, door: Door, act: &str, answer: &Answer) {
        let short: String = answer.body.chars().take(300).collect();
        self.ledger.wrong(format!("{door:?} {act}: {} {} {short}", answer.status, answer.location));
    }

    /// Asks until there is an answer that settles it. Nothing comes back once something went wrong that may not.
    async fn ask(
        &self,
        who: &Person,
        door: Door,
        method: Method,
        path: &str,
        body: Body<'_>,
        token: Option<&str>,
    ) -> Option<Settled> {
        let mut was_in_doubt = false;
        loop {
            let answer = match who.try_to(method.clone(), &self.url, path, body, token).await {
                Ok(answer) => answer,
                Err(cause) => {
                    self.ledger.wrong(format!("{door:?} {method} {path}: no answer: {cause}"));
                    return None;
                }
            };
            let is_repeatable = !matches!(method, Method::POST | Method::PATCH);
            match (self.weather, answer.status) {
                (Weather::DatabaseAway, 503) if door.says_unavailable(&answer) => self.ledger.refused(door),
                (Weather::NodesDie, 502) if !is_repeatable => self.ledger.refused(door),
                (_, 500..) => {
                    self.wrong(door, &format!("{method} {path}"), &answer);
                    return None;
                }
                _ => return Some(Settled { answer, was_in_doubt }),
            }
            was_in_doubt = true;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Somebody who looks at what needs no account.
    async fn reader(&self) {
        let guest = Person::new("guest");
        while self.is_open() {
            for (act, path) in [("login page", "/login"), ("health", "/healthz")] {
                let Some(Settled { answer, .. }) =
                    self.ask(&guest, Door::Pages, Method::GET, path, Body::None, None).await
                else {
                    return;
                };
                match answer.status {
                    200 => self.ledger.done(Door::Pages, act),
                    _ => return self.wrong(Door::Pages, act, &answer),
                }
            }
        }
    }

    /// Creates the account that somebody goes on with.
    async fn arrives(&self, name: &str) -> Option<(Person, Value)> {
        let person = Person::new(name);
        let account = json!({"username": name, "email": person.email(), "password": PASSWORD});
        let path = "/api/auth/register";
        let Settled { answer, .. } =
            self.ask(&person, Door::TokenApi, Method::POST, path, Body::Json(&account), None).await?;
        if answer.status != 201 {
            self.wrong(Door::TokenApi, path, &answer);
            return None;
        }
        Some((person, answer.json()["data"].clone()))
    }

    /// Renames the account back and forth at the pages, with one session all the time, and looks.
    async fn at_the_pages(&self) {
        let Some((person, _)) = self.arrives("pagesa").await else { return };
        let fields = [("username", person.name.as_str()), ("password", PASSWORD)];
        let login = self.ask(&person, Door::Pages, Method::POST, "/login", Body::Form(&fields), None).await;
        let Some(Settled { answer, .. }) = login else { return };
        if answer.status != 303 {
            return self.wrong(Door::Pages, "login", &answer);
        }
        let (mut name, mut other) = ("pagesa", "pagesb");
        while self.is_open() {
            let path = format!("/partial/{name}");
            let rename = [("_method", "PATCH"), ("username", other), ("email", ""), ("password", "")];
            let done = self.ask(&person, Door::Pages, Method::POST, &path, Body::Form(&rename), None).await;
            let Some(Settled { answer, was_in_doubt }) = done else { return };
            // Under the old name there is nobody any more where the attempt before has happened after all.
            if answer.status != 303 && !(was_in_doubt && answer.status == 403) {
                return self.wrong(Door::Pages, "rename", &answer);
            }
            (name, other) = (other, name);
            self.ledger.done(Door::Pages, "rename");
            let home = self.ask(&person, Door::Pages, Method::GET, "/", Body::None, None).await;
            let Some(Settled { answer, .. }) = home else { return };
            if answer.status != 200 || !answer.body.contains(&format!("/partial/{name}")) {
                return self.wrong(Door::Pages, &format!("home of {name}"), &answer);
            }
            self.ledger.done(Door::Pages, "home");
        }
    }

    /// The same by the session API, and a second browser that logs in and out.
    async fn at_the_session_api(&self) {
        let door = Door::SessionApi;
        let Some((person, _)) = self.arrives("sessiona").await else { return };
        let credentials = json!({"email": person.email(), "password": PASSWORD});
        let login = Body::Json(&credentials);
        let Some(first) = self.ask(&person, door, Method::POST, "/auth/login", login, None).await else { return };
        if first.answer.status != 200 {
            return self.wrong(door, "login", &first.answer);
        }
        for name in ["sessionb", "sessiona"].into_iter().cycle() {
            if !self.is_open() {
                return;
            }
            let rename = json!({ "username": name });
            let path = "/auth/update_profile";
            let Some(done) = self.ask(&person, door, Method::PUT, path, Body::Json(&rename), None).await else {
                return;
            };
            if done.answer.status != 200 {
                return self.wrong(door, "rename", &done.answer);
            }
            self.ledger.done(door, "rename");
            let path = "/auth/current_user";
            let Some(found) = self.ask(&person, door, Method::GET, path, Body::None, None).await else { return };
            if found.answer.status != 200 || found.answer.json()["user"]["username"] != name {
                return self.wrong(door, &format!("current_user of {name}"), &found.answer);
            }
            self.ledger.done(door, "current_user");

            let second = Person::new(name);
            for (act, path, body) in [("login", "/auth/login", login), ("logout", "/auth/logout", Body::None)] {
                let Some(done) = self.ask(&second, door, Method::POST, path, body, None).await else { return };
                if done.answer.status != 200 {
                    return self.wrong(door, act, &done.answer);
                }
                self.ledger.done(door, act);
            }
        }
    }

    /// A program that renews its tokens all the time.
    async fn at_the_token_api(&self) {
        let door = Door::TokenApi;
        let Some((person, mut tokens)) = self.arrives("tokena").await else { return };
        for name in ["tokenb", "tokena"].into_iter().cycle() {
            if !self.is_open() {
                return;
            }
            let text = |member: &str| tokens[member].as_str().unwrap_or_default().to_owned();
            let (access, refresh) = (text("access_token"), text("refresh_token"));
            let (me, rename) = ("/api/auth/me", json!({ "username": name }));
            let renamed = self.ask(&person, door, Method::PATCH, me, Body::Json(&rename), Some(&access)).await;
            let Some(Settled { answer, .. }) = renamed else { return };
            if answer.status != 200 {
                return self.wrong(door, "rename", &answer);
            }
            self.ledger.done(door, "rename");
            let found = self.ask(&person, door, Method::GET, me, Body::None, Some(&access)).await;
            let Some(Settled { answer, .. }) = found else { return };
            if answer.status != 200 || answer.json()["data"]["user"]["username"] != name {
                return self.wrong(door, &format!("me of {name}"), &answer);
            }
            self.ledger.done(door, "me");
            let path = "/api/auth/refresh";
            let renewed = self.ask(&person, door, Method::POST, path, Body::None, Some(&refresh)).await;
            let Some(Settled { answer, .. }) = renewed else { return };
            if answer.status != 200 {
                return self.wrong(door, "refresh", &answer);
            }
            tokens = answer.json()["data"].clone();
            self.ledger.done(door, "refresh");
        }
    }

    /// One account after the other, by one door, and a login to each by another one.
    async fn newcomers(&self, door: Door) {
        let (prefix, path, created) = match door {
            Door::Pages => ("guest", "/register", 303),
            Door::SessionApi => ("script", "/auth/register", 201),
            Door::TokenApi => ("program", "/api/auth/register", 201),
        };
        for number in 0.. {
            if !self.is_open() {
                return;
            }
            let person = Person::new(&format!("{prefix}{number}"));
            let email = person.email();
            let form = [
                ("username", &*person.name),
                ("email", &*email),
                ("password", PASSWORD),
                ("confirm_password", PASSWORD),
            ];
            let json = json!({"username": person.name, "email": email, "password": PASSWORD});
            let body = if door == Door::Pages { Body::Form(&form) } else { Body::Json(&json) };
            let Some(done) = self.ask(&person, door, Method::POST, path, body, None).await else { return };
            let is_taken = matches!(done.answer.status, 409 | 422);
            // The attempt before may have happened after all; the login that follows shows whether this account is the one.
            if done.answer.status != created && !(done.was_in_doubt && is_taken) {
                return self.wrong(door, "register", &done.answer);
            }
            self.ledger.created(&person.name);
            self.ledger.done(door, "register");
            let credentials = json!({"username": person.name, "password": PASSWORD});
            let (other, path) = match door {
                Door::TokenApi => (Door::SessionApi, "/auth/login"),
                _ => (Door::TokenApi, "/api/auth/login"),
            };
            let Some(login) = self.ask(&person, other, Method::POST, path, Body::Json(&credentials), None).await else {
                return;
            };
            if login.answer.status != 200 {
                return self.wrong(other, &format!("login of {}", person.name), &login.answer);
            }
            self.ledger.done(door, "login after");
        }
    }
}
