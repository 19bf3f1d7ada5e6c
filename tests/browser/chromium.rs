//! The browser itself: how it is started, what it counts, and the commands that are its own.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;

/// Whether the pages' script runs. Nothing may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// A browser with nothing but us in mind. Without ChromeDriver a test fails here: none is skipped.
pub async fn start(profile: &Path, script: Script) -> WebDriver {
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
            requests.push(Request { id, method: text(&request["method"]), url: text(&request["url"]), bytes: 0 });
        } else if method == "Network.loadingFinished"
            && let Some(request) = requests.iter_mut().rev().find(|request| request.id == id)
        {
            request.bytes = params["encodedDataLength"].as_u64().unwrap_or(0);
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
