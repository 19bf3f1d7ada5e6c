//! The browser itself: how it is started and lent, what it counts, and the commands that are its own.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;

/// Whether the pages' script runs. Nothing may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// A running browser that knows nothing of anybody.
pub struct Chromium {
    pub driver: WebDriver,
    script: Script,
    _profile: TempDir,
}

/// Browsers that wait for the next test, and how many tests have one now: to start one takes longer than many a test.
#[derive(Default)]
struct Shelf {
    waiting: Vec<Chromium>,
    lent: usize,
}

fn shelf() -> MutexGuard<'static, Shelf> {
    static SHELF: Mutex<Shelf> = Mutex::new(Shelf { waiting: Vec::new(), lent: 0 });
    SHELF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A browser that no other test has.
pub async fn take(script: Script) -> Chromium {
    let waiting = {
        let mut shelf = shelf();
        shelf.lent += 1;
        let at = shelf.waiting.iter().position(|chromium| chromium.script == script);
        at.map(|at| shelf.waiting.swap_remove(at))
    };
    match waiting {
        Some(chromium) => chromium,
        None => {
            let profile = tempfile::tempdir().expect("a temporary folder");
            Chromium { driver: start(profile.path(), script).await, script, _profile: profile }
        }
    }
}

/// For the next test, if it can be made to forget this one. The last test that has one closes them all.
pub async fn give_back(chromium: Chromium, is_well: bool) {
    let is_good = is_well && chromium.forget().await.is_ok();
    let gone = {
        let mut shelf = shelf();
        shelf.lent -= 1;
        let mut gone = Vec::new();
        if is_good { &mut shelf.waiting } else { &mut gone }.push(chromium);
        if shelf.lent == 0 {
            gone.append(&mut shelf.waiting);
        }
        gone
    };
    for chromium in gone {
        // A browser that died with its test is closed already.
        let _ = chromium.driver.quit().await;
    }
}

impl Chromium {
    /// Forgets cookies, what sites keep, and what was loaded. Sizes, colors and time zones of a test go with its tab.
    async fn forget(&self) -> WebDriverResult<()> {
        let driver = &self.driver;
        let used = driver.windows().await?;
        let fresh = driver.new_tab().await?;
        for tab in used {
            driver.switch_to_window(tab).await?;
            let everything = json!({ "origin": "*", "storageTypes": "all" });
            driver.cmd(command("Storage.clearDataForOrigin", everything)).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(fresh).await?;
        driver.cmd(command("Network.clearBrowserCookies", json!({}))).await?;
        driver.cmd(command("Network.clearBrowserCache", json!({}))).await?;
        driver.browser_log().await?;
        driver.get_log("performance").await?;
        Ok(())
    }
}

/// A browser with nothing but us in mind. Without ChromeDriver a test fails here: none is skipped.
async fn start(profile: &Path, script: Script) -> WebDriver {
    let server = std::env::var("WEBDRIVER_URL")
        .expect("WEBDRIVER_URL is not set: run these tests with ./scripts/test browser, which starts ChromeDriver");
    let mut wanted = DesiredCapabilities::chrome();
    let folder = format!("--user-data-dir={}", profile.display());
    // Root, as in a container, has no sandbox. The rest keeps Chromium from talking to anyone but us.
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=en-GB",
        // Names that are reserved for tests (RFC 6761 section 6.2) lead to this machine.
        "--host-resolver-rules=MAP *.test 127.0.0.1",
        "--window-size=1280,900",
        &folder,
    ];
    for argument in arguments {
        wanted.add_arg(argument).expect("an argument");
    }
    let mut preferences = json!({
        "credentials_enable_service": false,
        "profile.password_manager_enabled": false,
        "profile.password_manager_leak_detection": false,
    });
    if script == Script::Off {
        preferences["profile.managed_default_content_settings.javascript"] = 2.into();
    }
    wanted.add_experimental_option("prefs", preferences).expect("preferences");
    for log in ["browser", "performance"] {
        wanted.set_logging_prefs(log, LoggingPrefsLogLevel::All).expect("a log");
    }
    WebDriver::new(server, wanted).await.expect("ChromeDriver starts a browser")
}

/// The requests in the browser's log of the network.
pub fn requests<'a>(log: impl Iterator<Item = &'a str>) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    for entry in log {
        let entry: Value = serde_json::from_str(entry).expect("JSON");
        let (method, params) = (&entry["message"]["method"], &entry["message"]["params"]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (id, request) = (text(&params["requestId"]), &params["request"]);
        // The browser's own pages come from nowhere.
        if method == "Network.requestWillBeSent" && !text(&request["url"]).starts_with("chrome:") {
            // A redirect goes on under the same id.
            requests.iter_mut().filter(|before| before.id == id).for_each(|before| before.finished = true);
            let (method, url) = (text(&request["method"]), text(&request["url"]));
            requests.push(Request { id, method, url, bytes: 0, finished: false });
        } else if (method == "Network.loadingFinished" || method == "Network.loadingFailed")
            && let Some(request) = requests.iter_mut().rev().find(|request| request.id == id)
        {
            request.bytes = params["encodedDataLength"].as_u64().unwrap_or(0);
            request.finished = true;
        }
    }
    requests
}

/// One request as the browser counts it, headers included.
#[derive(Debug)]
pub struct Request {
    id: String,
    pub method: String,
    pub url: String,
    pub bytes: u64,
    /// Whether all of its answer is here.
    pub finished: bool,
}

/// A command of the Chrome DevTools Protocol.
pub fn command(method: &str, params: Value) -> Command {
    Command::ExtensionCommand(Box::new(DevTools { method: method.to_owned(), params }))
}

#[derive(Debug)]
struct DevTools {
    method: String,
    params: Value,
}

impl ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.method, "params": self.params }))
    }

    fn method(&self) -> reqwest::Method {
        reqwest::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        Arc::from("/goog/cdp/execute")
    }
}
