//! A person in front of a real Chromium, with a profile of their own.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;

use serde_json::{Value, json};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::harness::App;
use crate::people::chromium::{self, Request};

pub use crate::people::chromium::Script;

/// Whoever sits at the browser. Everything panics with what it was looking for: that is how a test reports it.
pub struct Visitor<'a> {
    pub app: &'a App,
    /// Where they find it, without a slash at the end.
    pub url: String,
    pub(crate) driver: WebDriver,
}

/// Runs a test in a fresh browser, against an application of its own.
pub fn visit(script: Script, body: impl AsyncFnOnce(&Visitor<'_>)) {
    visit_with(&[], script, body);
}

/// The same, with settings as flags.
pub fn visit_with(flags: &[&str], script: Script, body: impl AsyncFnOnce(&Visitor<'_>)) {
    visit_at("127.0.0.1", flags, script, body);
}

/// The same under another name for this machine: browsers have no passkeys for numbers.
pub fn visit_at(host: &str, flags: &[&str], script: Script, body: impl AsyncFnOnce(&Visitor<'_>)) {
    App::test_with(flags, async |app| {
        let chromium = chromium::take(script).await;
        let url = app.url.replace("127.0.0.1", host);
        let visitor = Visitor { app, url, driver: chromium.driver.clone() };
        // A browser whose test failed has to be closed, before the panic goes on.
        let outcome = {
            let mut running = pin!(body(&visitor));
            poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => Poll::Ready(Err(panic)),
            })
            .await
        };
        chromium::give_back(chromium, outcome.is_ok()).await;
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
}

impl Visitor<'_> {
    /// Types an address.
    pub async fn open(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.url)).await.expect("the page opens");
    }

    /// Types a whole address. Every name that ends in `.test` leads to this machine.
    pub async fn open_url(&self, url: &str) {
        self.driver.goto(url).await.expect("the page opens");
    }

    pub(crate) async fn read_path(&self) -> WebDriverResult<String> {
        let url = self.driver.current_url().await?;
        Ok(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    }

    /// Where the person is: path and query.
    pub async fn path(&self) -> String {
        self.read_path().await.expect("an address")
    }

    /// The element, once it is there.
    pub async fn find(&self, css: &str) -> WebElement {
        self.sees(&format!("there is {css}"), async || self.driver.find(By::Css(css)).await, |_| true).await
    }

    pub async fn find_all(&self, css: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(css)).await.expect("a selector")
    }

    pub(crate) async fn read_text(&self, css: &str) -> WebDriverResult<String> {
        let text = self.driver.find(By::Css(css)).await?.text().await?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The words of an element, white space folded, once it is there.
    pub async fn text(&self, css: &str) -> String {
        self.sees(&format!("there is {css}"), async || self.read_text(css).await, |_| true).await
    }

    /// The words of an element inside a frame, white space folded.
    pub async fn text_in_frame(&self, frame: &str, css: &str) -> WebDriverResult<String> {
        self.in_frame(frame, async || self.read_text(css).await).await
    }

    /// The color of an element's text inside a frame.
    pub async fn color_in_frame(&self, frame: &str, css: &str) -> WebDriverResult<String> {
        self.in_frame(frame, async || self.driver.find(By::Css(css)).await?.css_value("color").await).await
    }

    async fn in_frame(&self, frame: &str, read: impl AsyncFn() -> WebDriverResult<String>) -> WebDriverResult<String> {
        self.driver.find(By::Css(frame)).await?.enter_frame().await?;
        let found = read().await;
        self.driver.enter_default_frame().await?;
        found
    }

    pub async fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.find(css).await.attr(name).await.expect("an attribute")
    }

    /// Types into a field, over what stands there, until it holds the text: a front end may put another field in its place
    /// meanwhile.
    pub async fn fill(&self, id: &str, text: &str) {
        let fill = async || {
            let field = self.driver.find(By::Id(id)).await?;
            field.clear().await?;
            field.send_keys(text).await?;
            field.prop("value").await
        };
        self.sees(&format!("{id} takes {text:?}"), fill, |held| held.as_deref() == Some(text)).await;
    }

    /// Clicks, and stays on the page.
    pub async fn click(&self, css: &str) {
        // A page that is still being laid out may move it away from under the pointer.
        let click = async || self.driver.find(By::Css(css)).await?.click().await;
        self.sees(&format!("{css} can be clicked"), click, |()| true).await;
    }

    /// Presses the button, or else follows the link, with these words, and waits for the page it leads to.
    pub async fn press(&self, words: &str) {
        // A page that is still being laid out may move it away from under the pointer.
        let click = async || {
            for candidates in ["main button", "main a", "button, a"] {
                for element in self.driver.find_all(By::Css(candidates)).await? {
                    if element.text().await?.trim() == words {
                        element.click().await?;
                        return Ok(true);
                    }
                }
            }
            Ok(false)
        };
        let what = format!("{words:?} can be pressed");
        let press = async || {
            self.sees(&what, click, |is_pressed| *is_pressed).await;
        };
        self.go(press).await;
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
        self.expect_script("return document.readyState", "complete").await;
    }

    /// Follows the newest link of that kind in the emails, which the mailbox for development shows.
    pub async fn follow_email(&self, kind: &str) {
        let link = format!("main a[href*='/{kind}/']");
        self.open_mailbox().await;
        let address = self.attribute(&link, "href").await.expect("a link has an address");
        self.open(address.strip_prefix(&self.app.url).unwrap_or(&address)).await;
    }

    /// Opens the mailbox for development once every email that was promised is there: an older one of the same kind may be
    /// there already.
    pub async fn open_mailbox(&self) {
        self.app.all_delivered().await;
        self.open("/dev/mailbox").await;
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys");
    }

    /// Moves the focus on with the Tab key, and waits until it has moved.
    pub async fn tab(&self) {
        let before = self.driver.active_element().await.expect("something has the focus").element_id();
        self.keys(Key::Tab).await;
        let read = async || Ok(self.driver.active_element().await?.element_id());
        self.sees("the focus moves", read, |now| *now != before).await;
    }

    /// Presses Enter, once. ChromeDriver repeats keys that lead to another page, and the second one lands there.
    pub async fn enter(&self) {
        for (kind, text) in [("keyDown", "\r"), ("keyUp", "")] {
            let key =
                json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": text });
            self.browser("Input.dispatchKeyEvent", key).await;
        }
    }

    pub(crate) async fn read_focus(&self) -> WebDriverResult<String> {
        let element = self.driver.active_element().await?;
        Ok(match element.id().await? {
            Some(id) if !id.is_empty() => format!("#{id}"),
            _ => element.text().await?.trim().to_owned(),
        })
    }

    /// What has the focus: its id, or its words.
    pub async fn focus(&self) -> String {
        self.read_focus().await.expect("something has the focus")
    }

    pub(crate) async fn read_script(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Runs a script in the page, as a tester may; the pages' own may be off.
    pub async fn script(&self, script: &str) -> Value {
        self.read_script(script).await.expect("the script runs")
    }

    /// Speaks to the browser itself, and gives its answer.
    pub async fn browser(&self, method: &str, params: Value) -> Value {
        let answer = self.driver.cmd(chromium::command(method, params)).await.expect("the browser obeys");
        answer.body["value"].clone()
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
        chromium::requests(self.wire().await.iter().map(String::as_str))
    }

    /// The same, once it is what is waited for.
    pub async fn requests_until(&self, what: &str, is_so: impl Fn(&[Request]) -> bool) -> Vec<Request> {
        let log = std::cell::RefCell::new(Vec::new());
        let read = async || {
            let more = self.wire().await;
            let mut log = log.borrow_mut();
            log.extend(more);
            Ok(chromium::requests(log.iter().map(String::as_str)))
        };
        self.sees(what, read, |found| is_so(found)).await
    }

    async fn wire(&self) -> Vec<String> {
        let log = self.driver.get_log("performance").await.expect("the network's log");
        log.into_iter().map(|entry| entry.message).collect()
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
        self.expect_text("h1", format!("Welcome, {username}")).await;
    }
}
