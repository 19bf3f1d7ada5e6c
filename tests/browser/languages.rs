//! Every page in every language, in a real browser: nothing in English is left over, nothing reaches over an edge, and dates,
//! numbers and plurals are those of CLDR, which the browser knows by itself.

use std::collections::BTreeMap;

use inside::context::Credential;
use inside::events::{self, Event, LoginBlock, LoginFailure, Times};
use inside::texts::{Language, Texts};
use inside::users::Role;
use serde_json::{Value, json};
use time::{Date, Duration, Month};

use crate::harness::Browser;
use crate::harness::invitations::{INVITE, register_with};
use crate::manners::STICKING_OUT;
use crate::people::visitor::{Script, Visitor, visit, visit_at};

const PASSWORD: &str = "engine number one";

/// After so long a page stands where it stands. No page that is right takes it.
const LAID_OUT: std::time::Duration = std::time::Duration::from_secs(5);

/// How CLDR is asked for a language. Our English is that of Europe: 21 November 2026.
fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en-GB",
        language => language.tag(),
    }
}

#[test]
fn dates_numbers_and_plurals_are_those_of_cldr() {
    visit(Script::On, async |visitor| {
        visitor.open("/robots.txt").await;
        for language in Language::SPOKEN {
            dates(visitor, language).await;
            numbers(visitor, language).await;
        }
    });
}

async fn dates(visitor: &Visitor<'_>, language: Language) {
    let t = Texts::built_in(language);
    let days = (1..=12).flat_map(|month| [1, 21].map(|day| (month, day)));
    let days: Vec<Date> = days
        .map(|(month, day)| Date::from_calendar_date(2026, Month::try_from(month).unwrap(), day).expect("a day"))
        .collect();
    let ours: Vec<String> = days.iter().map(|day| t.date(*day)).collect();
    let script = format!(
        "const format = new Intl.DateTimeFormat('{}', {{ dateStyle: 'long', timeZone: 'UTC' }});
        return {}.map((day) => format.format(new Date(day)))",
        tag(language),
        json!(days.iter().map(ToString::to_string).collect::<Vec<_>>()),
    );
    visitor.expect_script(&script, json!(ours)).await;
}

async fn numbers(visitor: &Visitor<'_>, language: Language) {
    let t = Texts::built_in(language);
    let numbers: Vec<i64> = (0..=200).chain([1_000, 9_999, 10_000, 1_000_000, 1_234_567]).collect();
    let script = format!(
        "const format = new Intl.NumberFormat('{0}'), rules = new Intl.PluralRules('{0}');
        return {1}.map((number) => [format.format(number), rules.select(number)])",
        tag(language),
        json!(numbers),
    );
    let known: Vec<(String, String)> = serde_json::from_value(visitor.script(&script).await).expect("pairs");
    let texts: [fn(Texts, i64) -> String; 3] =
        [|t, number| t.in_days(number), |t, number| t.minutes_ago(number), |t, number| t.from_devices(number)];
    for text in texts {
        // What stands around a number depends on its category alone.
        let mut forms: BTreeMap<&str, String> = BTreeMap::new();
        for (number, (written, category)) in numbers.iter().zip(&known) {
            let said = text(t, *number);
            // A form may be a word: "two days" is one in Hebrew.
            let around = said.replacen(written.as_str(), "#", 1);
            assert!(!around.contains(|c: char| c.is_ascii_digit()), "{language:?}: {said:?} is not {written:?}");
            let form = forms.entry(category).or_insert_with(|| around.clone());
            assert_eq!(*form, around, "{language:?}: {number} is {category:?}");
        }
        assert!(forms.len() > 1, "{language:?} has one form only: {forms:?}");
    }
}

#[test]
fn english_fits_everywhere() {
    walk(Language::En);
}

#[test]
fn german_fits_everywhere() {
    walk(Language::De);
}

#[test]
fn french_fits_everywhere() {
    walk(Language::Fr);
}

#[test]
fn spanish_fits_everywhere() {
    walk(Language::Es);
}

#[test]
fn hebrew_fits_everywhere() {
    walk(Language::He);
}

#[test]
fn the_pseudo_language_finds_no_text_outside_of_the_catalogues() {
    walk(Language::Pseudo);
}

#[test]
fn invitations_and_refused_requests_fit_in_every_language() {
    visit_at("localhost", &[INVITE], Script::On, async |visitor| {
        let app = visitor.app;
        let mut wrong = Vec::new();
        for language in Language::SPOKEN.into_iter().chain([Language::Pseudo]) {
            let name = format!("Zed{}", language.tag().replace('-', ""));
            let mut walk = Walk { visitor, language, name, wrong: Vec::new() };
            register_with(&walk.elsewhere(PROGRAM), &walk.name, &app.invitation(1, None)).await;
            walk.speak().await;
            for path in ["/register", "/register?invitation=none"] {
                walk.at(path).await;
            }
            walk.at(&format!("/register?invitation={}", app.invitation(1, None))).await;
            walk.refused().await;
            wrong.extend(walk.wrong);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// Who walks: a visitor with a language of their own, who writes down what is wrong with each page.
struct Walk<'a> {
    visitor: &'a Visitor<'a>,
    language: Language,
    name: String,
    wrong: Vec<String>,
}

fn walk(language: Language) {
    visit_at("localhost", &[], Script::On, async |visitor| {
        let name = format!("Zed{}", language.tag().replace('-', ""));
        let mut walk = Walk { visitor, language, name, wrong: Vec::new() };
        walk.speak().await;
        walk.as_guest().await;
        walk.with_links().await;
        walk.as_member().await;
        walk.without_access().await;
        walk.with_lost_factors().await;
        walk.as_admin().await;
        assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    });
}

impl Walk<'_> {
    fn email(&self) -> String {
        format!("{}@example.com", self.name.to_lowercase())
    }

    /// Chooses the language, as the select in the footer would. The pseudo-language has no line there.
    async fn speak(&self) {
        let cookie = json!({ "name": "language", "value": self.language.tag(), "url": self.visitor.url });
        self.visitor.browser("Network.setCookie", cookie).await;
        self.visitor.open("/robots.txt").await;
        self.visitor.width(320).await;
    }

    /// Another browser of the same person, which speaks the same language.
    fn elsewhere(&self, user_agent: &str) -> Browser<'_> {
        let browser = self.visitor.app.browser_named(user_agent);
        browser.set_cookie(&format!("language={}; Path=/", self.language.tag()));
        browser
    }

    async fn at(&mut self, path: &str) {
        self.visitor.open(path).await;
        self.look(path).await;
    }

    /// Types into the fields of a form and sends it.
    async fn send(&mut self, form: &str, fields: &[(&str, &str)], what: &str) {
        for (id, text) in fields {
            self.visitor.fill(id, text).await;
        }
        // What our script would hold back is sent all the same: this is about the answer.
        let script = format!(
            "const form = document.querySelector({form:?}); form.noValidate = true; HTMLFormElement.prototype.submit.call(form)"
        );
        self.visitor.go(async || _ = self.visitor.script(&script).await).await;
        self.look(what).await;
    }

    /// Reads the page at the width of a phone and at that of a desktop at 200 % zoom (WCAG 2.2, 1.4.4 and 1.4.10).
    async fn look(&mut self, what: &str) {
        for width in [640, 320] {
            self.resize(width, what).await;
            let found = self.faults(OVERFLOW).await;
            self.note(&format!("{what} at {width} pixels: wider than the window"), &found);
            let found = self.faults(STICKING_OUT).await;
            self.note(&format!("{what} at {width} pixels: over the edge of its card"), &found);
            let found = self.faults(CUT_OFF).await;
            self.note(&format!("{what} at {width} pixels: cut off"), &found);
        }
        let said = self.visitor.script("const { lang, dir } = document.documentElement; return [lang, dir]").await;
        let expected = json!([self.language.tag(), self.language.direction().word()]);
        assert_eq!(said, expected, "{what}");
        if self.language == Language::Pseudo {
            let found = self.visitor.script(&plain_text(&self.name)).await;
            self.note(&format!("{what}: in no catalogue"), &found);
        }
    }

    /// The HTML of an email is shown without scripts, so it can't tell when it was drawn.
    async fn resize(&self, width: u32, what: &str) {
        if what.ends_with("/html") {
            let size = json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": false });
            self.visitor.browser("Emulation.setDeviceMetricsOverride", size).await;
            self.visitor.expect_script("return innerWidth", width).await;
        } else {
            self.visitor.width(width).await;
        }
    }

    /// What a script finds wrong on the page, once it has been laid out at its new width: a list that is empty is right, and one that
    /// is not is read again for a while.
    async fn faults(&self, script: &str) -> Value {
        let start = std::time::Instant::now();
        loop {
            let found = self.visitor.script(script).await;
            if found.as_array().is_some_and(Vec::is_empty) || start.elapsed() > LAID_OUT {
                return found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    fn note(&mut self, what: &str, found: &Value) {
        for one in found.as_array().expect("a list") {
            self.wrong.push(format!("{what}: {one}"));
        }
    }

    async fn as_guest(&mut self) {
        for path in [
            "/",
            "/login",
            "/register",
            "/forgot-password",
            "/docs/errors",
            "/docs/errors/TOKEN_REUSED",
            "/no-such-page",
            "/dev/mailbox",
            "/verify/none",
            "/reset-password/none",
            "/not-me/none",
            "/email-change/none",
            "/factor-recovery/none",
            "/language",
        ] {
            self.at(path).await;
        }
        self.visitor.open("/register").await;
        self.send("main form", &[], "/register with nothing").await;
        let weak = [("username", "1"), ("email", "none"), ("password", "password"), ("confirm_password", "other")];
        self.send("main form", &weak, "/register refused").await;
        let (name, email) = (self.name.clone(), self.email());
        let right = [("username", &*name), ("email", &*email), ("password", PASSWORD), ("confirm_password", PASSWORD)];
        self.send("main form", &right, "/login after /register").await;
        self.visitor.open("/register").await;
        self.send("main form", &right, "/register for a second time").await;
        self.visitor.open("/login").await;
        self.send("main form", &[], "/login with nothing").await;
        self.send("main form", &[("username", "nobody"), ("password", "wrong")], "/login refused").await;
        self.visitor.open("/forgot-password").await;
        self.send("main form", &[("email", "none")], "/forgot-password refused").await;
        self.send("main form", &[("email", &*email)], "/forgot-password/sent").await;
    }

    /// The pages behind the links that everybody gets.
    async fn with_links(&mut self) {
        let (app, email) = (self.visitor.app, self.email());
        let reset = app.link_to(&email, "/reset-password/").await;
        self.at(&reset).await;
        let weak = [("password", "password"), ("confirm_password", "other")];
        self.send("main form", &weak, "/reset-password refused").await;
        let verify = app.link_to(&email, "/verify/").await;
        self.at(&verify).await;
        self.send("main form:not(.banner)", &[], "after /verify").await;
        self.at(&verify).await;
    }

    async fn as_member(&mut self) {
        let (app, name, email) = (self.visitor.app, self.name.clone(), self.email());
        // Two more sessions, and an email about each device that is new to the account.
        for user_agent in [TELEVISION, PROGRAM] {
            assert_eq!(self.elsewhere(user_agent).login(&name, PASSWORD).await.status, 303);
            app.clock.advance(Duration::SECOND);
        }
        self.visitor.open("/login").await;
        self.send("main form", &[("username", &name), ("password", PASSWORD)], "/ after a login").await;
        self.events();
        for path in MEMBERS {
            self.at(path).await;
        }
        self.visitor.open("/").await;
        let partial = "form[action^='/partial/']";
        self.send(partial, &[("p-username", "admin"), ("p-email", "none"), ("p-password", "1")], "/partial refused")
            .await;
        self.visitor.open("/").await;
        self.send("form[action^='/update/']", &[], "/update refused").await;
        self.visitor.open("/").await;
        self.send(partial, &[], "/partial with nothing").await;
        self.visitor.open("/change-password").await;
        self.send("main form.body", &[("current_password", "wrong"), ("password", "1")], "/change-password refused")
            .await;
        self.visitor.open("/delete-account").await;
        self.send("main form.body", &[("confirm_username", "wrong")], "/delete-account refused").await;
        // A change of the address, first right after the login and then when the password is asked for again.
        self.visitor.open("/").await;
        self.send(partial, &[("p-email", "zed@example.org")], "/ after a change of the address").await;
        app.clock.advance(Duration::minutes(11));
        self.visitor.open("/").await;
        self.send(partial, &[("p-email", "zed@example.net"), ("p-password", "engine number two")], "/partial asks")
            .await;
        self.send("main form.fields", &[("current_password", "wrong")], "/partial asks again").await;
        self.visitor.open("/sessions").await;
        self.send("main form[action$='/end']", &[], "/sessions after one was ended").await;
        for kind in ["/not-me/", "/email-change/"] {
            let links = app.links_to(&email, kind).await;
            let link = links.last().unwrap_or_else(|| panic!("no {kind}"));
            self.at(link).await;
        }
        self.with_passkeys().await;
        self.mails().await;
    }

    /// Pages on passkeys, and those that ask an account that has one.
    async fn with_passkeys(&mut self) {
        let (app, name) = (self.visitor.app, self.name.clone());
        self.at("/passkeys").await;
        let another = self.elsewhere(PROGRAM);
        assert_eq!(another.login(&name, PASSWORD).await.status, 303);
        another.add_passkey(app).await;
        for path in ["/passkeys", "/two-step", "/change-password", "/delete-account"] {
            self.at(path).await;
        }
        self.visitor.open("/passkeys").await;
        self.visitor.click(".list summary").await;
        self.look("/passkeys while one gets a name").await;
        self.send(".list form[action$='/remove']", &[], "/passkeys/…/remove asks").await;
        self.send("form[action='/logout']", &[], "/ after a logout").await;
        self.visitor.open("/login").await;
        self.send("main form", &[("username", &name), ("password", PASSWORD)], "/login/passkey").await;
    }

    /// The list of emails, and what each of them says.
    async fn mails(&mut self) {
        self.visitor.open_mailbox().await;
        self.look("/dev/mailbox").await;
        let links = "return [...document.querySelectorAll('main .name a')].map((link) => link.getAttribute('href'))";
        let emails: Vec<String> = serde_json::from_value(self.visitor.script(links).await).expect("links");
        assert!(emails.len() >= 4, "{emails:?}");
        self.at(&format!("{}?part=text", emails[0])).await;
        self.at(&format!("{}?part=headers", emails[0])).await;
        for email in emails {
            self.at(&email).await;
            self.at(&format!("{email}/html")).await;
        }
    }

    /// One line of each kind in the history.
    fn events(&self) {
        let app = self.visitor.app;
        let user = app.user(&self.name).id;
        let context = app.operator().acting_for(user, Credential::Session);
        let name = "Firefox on Linux".to_owned();
        let all = [
            Event::LoginFailed { why: LoginFailure::Disabled },
            Event::ProofFailed,
            Event::Forbidden { times: Times::MOST },
            Event::LoginBlocked { whom: LoginBlock::NewDevices },
            Event::UsernameChanged { new: self.name.clone() },
            Event::EmailChanged { new: self.email() },
            Event::RoleChanged { new: Role::Moderator },
            Event::SessionEnded { name: name.clone() },
            Event::SessionDisplaced { name },
            Event::SessionsEnded { number: 3 },
            Event::TokenReused,
            Event::NotMe,
            Event::PasswordReset,
            Event::RegisteredAgain,
            Event::JobsRetried { number: 2 },
            Event::DatabaseRestored { made: "2026-11-27T02:40:00Z".to_owned() },
            Event::Exported,
            Event::Exported,
        ];
        let record = |c: &mut _| all.iter().try_for_each(|event| events::record(c, user, event, &context));
        app.services.db.transaction(record).expect("recorded");
    }

    /// The recovery of another account, whose second factors are all lost.
    async fn with_lost_factors(&mut self) {
        let name = self.name.repeat(2);
        let account = self.visitor.app.account_with_app(&name).await;
        self.visitor.open("/login").await;
        let password = account.password.get();
        self.send("main form", &[("username", &name), ("password", password)], "/login/code").await;
        self.at("/login/recovery-code").await;
        self.at("/login/lost-factors").await;
        self.send("main form", &[], "/login/lost-factors after the start").await;
        self.visitor.open("/login/recovery-code").await;
        self.send("main form", &[("code", &account.phone.recovery_codes[0])], "/ with a recovery that runs").await;
        self.at("/two-step").await;
        self.visitor.open("/history").await;
        self.send("main form.banner", &[], "/security after a recovery was stopped").await;
        self.at("/history").await;
        account.lose().await;
        account.wait(Duration::days(3));
        self.at(account.stop_links().await.last().expect("a link")).await;
        self.at(&account.finish_link().await.expect("the last email")).await;
    }

    /// The pages for those who look after all accounts.
    async fn as_admin(&mut self) {
        let (boss, other) = (format!("{}7", self.name), format!("{}8", self.name));
        for name in [&boss, &other] {
            self.elsewhere(PROGRAM).register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        self.elsewhere(PROGRAM).login(&other, "wrong").await;
        let app = self.visitor.app;
        app.execute(&format!("UPDATE users SET role = 'admin' WHERE username = '{boss}'"));
        self.visitor.browser("Network.clearBrowserCookies", json!({})).await;
        self.speak().await;
        self.visitor.open("/login").await;
        self.send("main form", &[("username", &boss), ("password", PASSWORD)], "/ of an admin").await;
        let (own, page) = (app.page_of(&boss), app.page_of(&other));
        for path in ["/admin", "/admin/users", "/admin/users?q=none", "/admin/events", "/admin/events?user=none", &own]
        {
            self.at(path).await;
        }
        app.clock.advance(Duration::minutes(11));
        let actions = ["", "/role", "/disable", "/end-sessions", "/send-reset", "/verify-email", "/reset-factors"];
        for action in actions {
            self.at(&format!("{page}{action}")).await;
        }
        self.at(&format!("{page}/delete")).await;
        self.send("main form:not(.banner)", &[("confirm_username", "none")], "/delete refused").await;
        self.visitor.open(&format!("{page}/disable")).await;
        self.send("main form:not(.banner)", &[("current_password", PASSWORD)], "after /disable").await;
        self.at(&format!("{page}/enable")).await;
        self.at(&own).await;
        self.at(&format!("{own}/disable")).await;
        self.at("/admin/invitations").await;
        self.send("main form.invite", &[("uses", "0")], "/admin/invitations refused").await;
        self.send("main form.invite", &[("uses", "3"), ("email", "")], "/admin/invitations with a link").await;
        self.at("/admin/invitations").await;
    }

    /// The pages of errors that a form can cause, and of one that is our fault.
    async fn refused(&mut self) {
        let username = |text: &str| format!("form.append(field('username', {text}))");
        for (what, path, make) in [
            ("405", "/docs/errors", String::new()),
            ("400", "/login", format!("form.acceptCharset = 'windows-1252'; {}", username("'\u{e9}'"))),
            ("413", "/login", username("'x'.repeat(70000)")),
            ("415", "/login", format!("form.enctype = 'text/plain'; {}", username("'zed'"))),
        ] {
            self.post(path, &make, what).await;
        }
        let name = self.name.clone();
        self.visitor.open("/login").await;
        self.send("main form", &[("username", &name), ("password", "secure123")], "/ after a login").await;
        self.post("/partial/another", "form.append(field('_method', 'PATCH'))", "403").await;
        self.visitor.app.execute("ALTER TABLE users RENAME TO users_away");
        self.at("/history").await;
        self.visitor.expect_count("main code", 1).await;
        self.visitor.app.execute("ALTER TABLE users_away RENAME TO users");
        self.visitor.open("/").await;
        self.send("header form", &[], "/ after a logout").await;
    }

    /// Sends a form that no page has.
    async fn post(&mut self, path: &str, make: &str, status: &str) {
        self.visitor.open("/robots.txt").await;
        let script = format!(
            "const field = (name, value) => Object.assign(document.createElement('input'), {{ type: 'hidden', name, value }});
            const form = Object.assign(document.createElement('form'), {{ method: 'post', action: {path:?} }});
            {make}; document.body.append(form); form.submit()"
        );
        self.visitor.go(async || _ = self.visitor.script(&script).await).await;
        self.visitor
            .expect_script(
                "return performance.getEntriesByType('navigation')[0].responseStatus",
                status.parse::<u16>().expect("a status"),
            )
            .await;
        self.look(status).await;
    }

    /// What those see who may not go on.
    async fn without_access(&mut self) {
        let (app, name, email) = (self.visitor.app, self.name.clone(), self.email());
        let undo = app.links_to(&email, "/email-change/").await.pop().expect("a link");
        self.visitor.open(&undo).await;
        self.send("main form:not(.banner)", &[], "after /email-change").await;
        self.at(&undo).await;
        self.at("/security").await;
        self.at(&format!("/partial/{name}")).await;
        while self.elsewhere(PROGRAM).login(&name, "wrong").await.status != 429 {}
        self.visitor.open("/login").await;
        self.send("main form", &[("username", &name), ("password", "wrong")], "/login after too many").await;
    }
}

const TELEVISION: &str = "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Safari/537.36 WebAppManager";
const PROGRAM: &str = "curl/8.5.0";

const MEMBERS: [&str; 13] = [
    "/",
    "/?field=email",
    "/security",
    "/sessions",
    "/history",
    "/history?show=logins",
    "/history?show=changes",
    "/history?show=warnings",
    "/change-password",
    "/delete-account",
    "/docs/errors",
    "/register",
    "/verify/none",
];

const OVERFLOW: &str = "
    const page = document.scrollingElement, over = page.scrollWidth - page.clientWidth;
    return over > 0 ? [over] : []";

/// Words of buttons and choices that are wider than these.
const CUT_OFF: &str = "
    return [...document.querySelectorAll('button, .button, .badge, .tabs a, select')]
        .filter((one) => one.checkVisibility() && !one.closest('.sr') && one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.outerHTML)";

/// What has letters without an accent. Names, addresses and code are no texts of ours, and times are the browser's own.
fn plain_text(name: &str) -> String {
    format!(
        "
    const names = /\\S+@\\S+|{name}|[Vv]estibule|GET|POST|https?:\\S+|Firefox|Chrom\\w+|Safari|curl|Linux|macOS|iOS|Windows|LG|webOS/g;
    const isPlain = (text) => /[A-Za-z]/.test(text.replace(names, ''));
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {{
        const apart = 'script, style, code, pre, bdi, time, .avatar, .method, .url, [lang]:not(html)';
        if (!node.parentElement.closest(apart) && isPlain(node.data)) found.push(node.data.trim());
    }}
    const attributes = ['aria-label', 'title', 'alt', 'placeholder', 'data-busy', 'data-missing', 'data-mismatch'];
    for (const attribute of attributes) {{
        for (const element of document.querySelectorAll(`[${{attribute}}]:not(time)`)) {{
            if (isPlain(element.getAttribute(attribute))) found.push(`${{attribute}}: ${{element.getAttribute(attribute)}}`);
        }}
    }}
    const about = document.querySelector('meta[name=description]');
    if (about && isPlain(about.content)) found.push(about.content);
    return found"
    )
}
