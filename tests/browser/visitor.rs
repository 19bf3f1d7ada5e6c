//! A person in front of a real Chromium, with a profile of their own.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::chromium::{self, Request};
use crate::harness::App;

pub use crate::chromium::Script;

/// How long a page may take before a test gives up on it. No test decides by it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever sits at the browser. Everything panics with what it was looking for: that is how a test reports it.
pub struct Visitor<'a> {
    pub app: &'a App,
    driver: WebDriver,
    _profile: TempDir,
}

/// Runs a test in a fresh browser, against an application of its own.
pub fn visit(script: Script, body: impl AsyncFnOnce(&Visitor<'_>)) {
    visit_with(&[], script, body);
}

/// The same, with settings as flags.
pub fn visit_with(flags: &[&str], script: Script, body: impl AsyncFnOnce(&Visitor<'_>)) {
    App::test_with(flags, async |app| {
        let visitor = Visitor::arrive(app, script).await;
        // A browser whose test failed has to be closed as well, before the panic goes on.
        let outcome = {
            let mut running = pin!(body(&visitor));
            poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => Poll::Ready(Err(panic)),
            })
            .await
        };
        visitor.driver.quit().await.expect("the browser closes");
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
}

impl Visitor<'_> {
    async fn arrive(app: &App, script: Script) -> Visitor<'_> {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let driver = chromium::start(profile.path(), script).await;
        Visitor { app, driver, _profile: profile }
    }

    /// Types an address.
    pub async fn open(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.app.url)).await.expect("the page opens");
    }

    /// Types a whole address. Every name that ends in `.test` leads to this machine.
    pub async fn open_url(&self, url: &str) {
        self.driver.goto(url).await.expect("the page opens");
    }

    /// The whole address of the page.
    pub async fn url(&self) -> String {
        self.driver.current_url().await.expect("an address").into()
    }

    /// Where the person is: path and query.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    pub async fn title(&self) -> String {
        self.driver.title().await.expect("a title")
    }

    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element,
            Err(cause) => panic!("no {css} on {}: {cause}", self.path().await),
        }
    }

    pub async fn find_all(&self, css: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(css)).await.expect("a selector")
    }

    /// The words of an element, white space folded.
    pub async fn text(&self, css: &str) -> String {
        let text = self.find(css).await.text().await.expect("text");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The message that the page before this one left.
    pub async fn message(&self) -> String {
        self.text(".flash").await
    }

    /// The words of an element inside a frame, white space folded.
    pub async fn text_in_frame(&self, frame: &str, css: &str) -> String {
        self.find(frame).await.enter_frame().await.expect("a frame");
        let text = self.text(css).await;
        self.driver.enter_default_frame().await.expect("the page around it");
        text
    }

    /// The color of an element's text inside a frame.
    pub async fn color_in_frame(&self, frame: &str, css: &str) -> String {
        self.find(frame).await.enter_frame().await.expect("a frame");
        let color = self.find(css).await.css_value("color").await.expect("a color");
        self.driver.enter_default_frame().await.expect("the page around it");
        color
    }

    pub async fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.find(css).await.attr(name).await.expect("an attribute")
    }

    /// What stands in a field.
    pub async fn value(&self, id: &str) -> String {
        self.find(&format!("#{id}")).await.prop("value").await.expect("a value").unwrap_or_default()
    }

    /// Types into a field, over what stands there.
    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.find(&format!("#{id}")).await;
        field.clear().await.expect("an input");
        field.send_keys(text).await.expect("an input");
    }

    /// Clicks, and stays on the page.
    pub async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap_or_else(|cause| panic!("can't click {css}: {cause}"));
    }

    /// Presses the button, or else follows the link, with these words, and waits for the page it leads to.
    pub async fn press(&self, words: &str) {
        for candidates in ["main button", "main a", "button, a"] {
            for element in self.find_all(candidates).await {
                if element.text().await.is_ok_and(|text| text.trim() == words) {
                    return self.go(async || element.click().await.expect("it can be clicked")).await;
                }
            }
        }
        panic!("nothing says {words:?} on {}", self.path().await);
    }

    /// Does something that leads to another page, and waits until that one is there.
    pub async fn go(&self, act: impl AsyncFnOnce()) {
        let before = self.find("html").await;
        act().await;
        // The element belongs to the page that is left: once it is stale, the next one has come.
        let is_gone = async || {
            before.tag_name().await.is_err_and(|cause| {
                matches!(*cause, WebDriverErrorInner::StaleElementReference(_) | WebDriverErrorInner::NoSuchElement(_))
            })
        };
        self.until("another page", is_gone).await;
        self.until("the page is complete", async || self.script("return document.readyState").await == "complete")
            .await;
    }

    /// Follows the newest link of that kind in the emails, which the mailbox for development shows.
    pub async fn follow_email(&self, kind: &str) {
        let link = format!("main a[href*='/{kind}/']");
        let has_come = async || {
            self.open("/dev/mailbox").await;
            !self.find_all(&link).await.is_empty()
        };
        self.until("the email", has_come).await;
        let address = self.attribute(&link, "href").await.expect("a link has an address");
        self.open(address.strip_prefix(&self.app.url).unwrap_or(&address)).await;
    }

    /// Waits for something that happens by itself.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> bool) {
        let start = Instant::now();
        while !condition().await {
            assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys");
    }

    /// Presses Enter, once. ChromeDriver repeats keys that lead to another page, and the second one lands there.
    pub async fn enter(&self) {
        for (kind, text) in [("keyDown", "\r"), ("keyUp", "")] {
            let key =
                json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": text });
            self.browser("Input.dispatchKeyEvent", key).await;
        }
    }

    /// What has the focus: its id, or its words.
    pub async fn focus(&self) -> String {
        let element = self.driver.active_element().await.expect("something has the focus");
        match element.id().await.expect("an element") {
            Some(id) if !id.is_empty() => format!("#{id}"),
            _ => element.text().await.expect("text").trim().to_owned(),
        }
    }

    /// Runs a script in the page, as a tester may; the pages' own may be off.
    pub async fn script(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.expect("the script runs").json().clone()
    }

    /// Speaks to the browser itself.
    pub async fn browser(&self, method: &str, params: Value) {
        self.driver.cmd(chromium::command(method, params)).await.expect("the browser obeys");
    }

    /// A window of this many pixels, less than a desktop would let it be, and drawn once: until the next frame a page
    /// that gets its scrollbar by the change is still measured without it.
    pub async fn width(&self, pixels: u32) {
        let size = json!({ "width": pixels, "height": 844, "deviceScaleFactor": 1, "mobile": false });
        self.browser("Emulation.setDeviceMetricsOverride", size).await;
        self.script("return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))").await;
    }

    /// What the system says about light and dark.
    pub async fn prefers(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser("Emulation.setEmulatedMedia", features).await;
    }

    /// What the browser complained about since the last time. Not counted: that a page has the status of a refused form,
    /// and that a tester types faster than `autofocus` can follow.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("the browser's log");
        let ours = |message: &str| {
            !message.contains("the server responded with a status of 4") && !message.contains("Autofocus processing")
        };
        log.into_iter().map(|entry| entry.message).filter(|message| ours(message)).collect()
    }

    /// The cookies this browser has for us.
    pub async fn cookies(&self) -> Vec<Cookie> {
        self.driver.get_all_cookies().await.expect("cookies")
    }

    /// What went over the wire since the last time.
    pub async fn requests(&self) -> Vec<Request> {
        let log = self.driver.get_log("performance").await.expect("the network's log");
        chromium::requests(log.iter().map(|entry| entry.message.as_str()))
    }

    /// Registers with the form, and lands on the login page.
    pub async fn register(&self, username: &str, email: &str, password: &str) {
        self.open("/register").await;
        self.fill("username", username).await;
        self.fill("email", email).await;
        self.fill("password", password).await;
        self.fill("confirm_password", password).await;
        self.press("Create account").await;
    }

    /// Logs in with the form.
    pub async fn login(&self, username: &str, password: &str) {
        self.open("/login").await;
        self.fill("username", username).await;
        self.fill("password", password).await;
        self.press("Log in").await;
    }

    /// Registers, logs in, and stands on the home page.
    pub async fn sign_in(&self, username: &str, password: &str) {
        self.register(username, &format!("{username}@example.com"), password).await;
        self.login(username, password).await;
        assert_eq!(self.text("h1").await, format!("Welcome, {username}"));
    }
}
