//! `examples/react-spa` as it is built, on another origin, against the real app.
//!
//! `./scripts/test browser` builds it: `npm ci && npx vite build`.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::people::authenticator::Authenticator;
use crate::people::visitor::{Script, Visitor, visit_with};

const PASSWORD: &str = "analytical engine 1843";

/// Serves the built files on a free port, with the address of the app in the page.
struct FrontEnd {
    origin: String,
    app: Arc<Mutex<String>>,
}

impl FrontEnd {
    fn start() -> FrontEnd {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/react-spa/dist");
        assert!(files.join("index.html").is_file(), "not built: cd examples/react-spa && npm ci && npx vite build");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        // By name: localhost is one site on every port, and 127.0.0.1 would be another.
        let origin = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
        let app = Arc::new(Mutex::new(String::new()));
        let address = Arc::clone(&app);
        // It ends with the tests' process. A thread for each connection: browsers open some that they never use.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (files, address) = (files.clone(), Arc::clone(&address));
                std::thread::spawn(move || serve(stream, &files, &address));
            }
        });
        FrontEnd { origin, app }
    }

    /// Opens one of its pages.
    async fn open(&self, visitor: &Visitor<'_>, page: &str) {
        *self.app.lock().expect("nobody panicked") = visitor.app.url.replace("127.0.0.1", "localhost");
        let script = format!("location.href = '{}/{page}'", self.origin);
        visitor.go(async || drop(visitor.script(&script).await)).await;
    }
}

/// One request, one file, and the connection closes.
fn serve(mut stream: TcpStream, files: &Path, app: &Mutex<String>) {
    let mut request = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let Some(line) = request.next() else { return };
    request.for_each(drop);
    let path = line.split([' ', '?']).nth(1).unwrap_or_default().trim_start_matches('/');
    // Every address that is no file is one of the app's own pages.
    let path = if !path.is_empty() && files.join(path).is_file() { path } else { "index.html" };
    let mut body = std::fs::read(files.join(path)).unwrap_or_default();
    let kind = match Path::new(path).extension().and_then(|end| end.to_str()) {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "text/html",
    };
    if kind == "text/html" {
        let app = app.lock().expect("nobody panicked");
        body = String::from_utf8_lossy(&body).replace("http://localhost:5000", &app).into_bytes();
    }
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    // A browser that has hung up needs no answer.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// A person at the front end.
fn at_front_end(flags: &[&str], body: impl AsyncFnOnce(&Visitor<'_>, &FrontEnd)) {
    let front_end = FrontEnd::start();
    let allowed = format!("--allowed-origins={}", front_end.origin);
    let links = format!("--links-base-url={}", front_end.origin);
    let passkeys = format!("--passkey-origins={}", front_end.origin);
    let flags: Vec<_> = flags.iter().copied().chain([&*allowed, &*links, &*passkeys]).collect();
    visit_with(&flags, Script::On, async |visitor| body(visitor, &front_end).await);
}

impl FrontEnd {
    /// Opens the newest link of that kind in the emails, as its reader does.
    async fn follow_email(&self, visitor: &Visitor<'_>, kind: &str) {
        let link = format!("main a[href^='{}/{kind}/']", self.origin);
        visitor.open_mailbox().await;
        let address = visitor.attribute(&link, "href").await.expect("a link has an address");
        let script = format!("location.href = '{address}'");
        visitor.go(async || drop(visitor.script(&script).await)).await;
    }
}

/// Waits until something is so in the page.
async fn until(visitor: &Visitor<'_>, what: &str) {
    let script = format!("try {{ return Boolean({what}) }} catch {{ return false }}");
    visitor.sees(what, async || visitor.read_script(&script).await, |is_so| *is_so == true).await;
}

/// Waits for an element with these words.
async fn shows(visitor: &Visitor<'_>, css: &str, words: &str) {
    until(visitor, &format!("document.querySelector({css:?}).innerText.includes({words:?})")).await;
}

async fn create_account(visitor: &Visitor<'_>) {
    visitor.fill("new-username", "ada").await;
    visitor.fill("new-email", "ada@example.com").await;
    visitor.fill("new-password", PASSWORD).await;
    visitor.click("form:has(#new-username) button").await;
    shows(visitor, "[role=status]", "Account created.").await;
}

async fn log_in(visitor: &Visitor<'_>, username: &str) {
    visitor.fill("username", username).await;
    visitor.fill("password", PASSWORD).await;
    visitor.click("form:has(#password) button:not([type])").await;
}

#[test]
fn a_front_end_on_another_port_goes_all_the_way() {
    at_front_end(&[], async |visitor, front_end| {
        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;

        // Each error is at its field, and the typed values stay.
        visitor.fill("new-username", "a").await;
        visitor.fill("new-email", "nowhere").await;
        visitor.fill("new-password", "password1").await;
        visitor.click("form:has(#new-username) button").await;
        shows(visitor, "#new-username-error", "Username must be 3 to 30 characters").await;
        shows(visitor, "#new-email-error", "Enter an email address in the correct format").await;
        shows(visitor, "#new-password-error", "too easy to guess").await;
        until(visitor, "document.activeElement.id === 'new-username'").await;
        visitor.expect_value("new-email", "nowhere").await;

        create_account(visitor).await;
        visitor.expect_text("#account-username", "ada").await;
        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;
        log_in(visitor, "nobody").await;
        shows(visitor, "[role=alert]", "invalid credentials").await;
        log_in(visitor, "ada@example.com").await;
        shows(visitor, "[role=status]", "Logged in.").await;

        // The cookie outlives the page, and no script can read it.
        front_end.open(visitor, "?again").await;
        shows(visitor, "#account-username", "ada").await;
        visitor.expect_script("return document.cookie", "").await;

        visitor.fill("username", "lovelace").await;
        visitor.click("form button").await;
        shows(visitor, "#account-username", "lovelace").await;
        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;
        front_end.open(visitor, "?once-more").await;
        shows(visitor, "main", "Create account").await;
    });
}

#[test]
fn emailed_links_lead_to_the_front_end_which_takes_the_last_step() {
    at_front_end(&[], async |visitor, front_end| {
        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;
        create_account(visitor).await;
        shows(visitor, "#account-email", "not confirmed yet").await;

        front_end.follow_email(visitor, "verify").await;
        shows(visitor, "h2", "Confirm your email address").await;
        visitor.expect_path("/").await; // the secret leaves the address at once
        visitor.click("section button").await;
        shows(visitor, "h2", "Email address confirmed").await;
        visitor.click("section button").await;
        until(visitor, "/ confirmed/.test(document.querySelector('#account-email').innerText)").await;

        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;
        visitor.click("a[href='#/forgot']").await;
        shows(visitor, "h2", "Forgot your password?").await;
        visitor.fill("email", "ada@example.com").await;
        visitor.click("form button").await;
        shows(visitor, "[role=status]", "If an account uses that address, a link is on its way.").await;

        front_end.follow_email(visitor, "reset-password").await;
        shows(visitor, "h2", "Choose a new password").await;
        visitor.fill("password", "password1").await;
        visitor.click("form button").await;
        shows(visitor, "#password-error", "easy to guess").await;
        visitor.fill("password", "difference engine 1822").await;
        visitor.click("form button").await;
        shows(visitor, "h2", "Password changed").await;

        // The link works once.
        front_end.follow_email(visitor, "reset-password").await;
        shows(visitor, "h2", "Choose a new password").await;
        visitor.fill("password", "difference engine 1823").await;
        visitor.click("form button").await;
        shows(visitor, "h2", "This link doesn't work any more").await;
    });
}

#[test]
fn an_old_login_is_asked_for_the_password_before_the_address_changes() {
    at_front_end(&["--sudo-window=0"], async |visitor, front_end| {
        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;
        create_account(visitor).await;
        visitor.fill("email", "lovelace@example.com").await;
        visitor.click("form button").await;
        shows(visitor, "[role=alert]", "Enter your current password to make this change").await;
        until(visitor, "document.activeElement.id === 'current_password'").await;
        visitor.expect_value("email", "lovelace@example.com").await;
        visitor.keys("wrong").await;
        visitor.click("form button").await;
        shows(visitor, "#current_password-error", "Current password is incorrect").await;
        visitor.fill("current_password", PASSWORD).await;
        visitor.click("form button").await;
        shows(visitor, "#account-email", "lovelace@example.com").await;
    });
}

#[test]
fn tabs_that_refresh_at_once_stay_logged_in() {
    // Without a grace, a refresh token that is presented twice ends the session: the client may never do it.
    at_front_end(&["--refresh-grace=0"], async |visitor, front_end| {
        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;
        create_account(visitor).await;
        front_end.open(visitor, "?tokens#/tokens").await;
        shows(visitor, "h2", "Log in for tokens").await;
        log_in(visitor, "ada").await;
        shows(visitor, "h2", "Welcome, ada").await;

        visitor.script("window.tabs = [window, open(location.href), open(location.href)]").await;
        until(visitor, "tabs.every((tab) => tab.document.querySelector('section h2'))").await;
        for round in 1..=5 {
            let press = "for (const tab of tabs) tab.document.querySelectorAll('section button')[1].click()";
            visitor.script(press).await;
            let all = format!("tabs.every((tab) => tab.document.querySelectorAll('#answers li').length === {round})");
            until(visitor, &all).await;
        }
        visitor.script("for (const tab of tabs) tab.document.querySelector('section button').click()").await;
        until(visitor, "tabs.every((tab) => tab.document.body.innerText.includes('Hello, ada'))").await;
        let refreshes = "return tabs.flatMap((tab) => tab.performance.getEntriesByType('resource'))
            .filter((entry) => entry.name.endsWith('/api/auth/refresh')).map((entry) => entry.responseStatus)";
        let statuses = visitor.script(refreshes).await;
        let statuses = statuses.as_array().expect("a list");
        assert!(statuses.len() >= 5, "there was something to race: {statuses:?}");
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");

        // Logging out in one tab is seen in the others.
        visitor.script("tabs[2].document.querySelectorAll('section button')[2].click()").await;
        until(visitor, "tabs.every((tab) => tab.document.querySelector('form'))").await;
    });
}

#[test]
fn a_login_takes_its_second_step_with_a_cookie_and_with_tokens() {
    at_front_end(&[], async |visitor, front_end| {
        let owner = visitor.app.browser();
        owner.sign_in("ada", PASSWORD).await;
        let phone = owner.set_up_app(visitor.app).await;

        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;
        log_in(visitor, "ada").await;
        shows(visitor, "h2", "Two-step login").await;
        until(visitor, "document.activeElement.id === 'code'").await;
        assert_eq!(visitor.attribute("#code", "autocomplete").await.as_deref(), Some("one-time-code"));
        visitor.fill("code", &phone.wrong_code(visitor.app)).await;
        visitor.click("form button:not([type])").await;
        shows(visitor, "[role=alert]", "Code is incorrect").await;
        visitor.fill("code", &phone.code(visitor.app)).await;
        visitor.click("form button:not([type])").await;
        shows(visitor, "[role=status]", "Logged in.").await;
        shows(visitor, "#account-username", "ada").await;

        // An old login is asked for both before the address changes.
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.fill("email", "lovelace@example.com").await;
        visitor.click("form button").await;
        until(visitor, "document.querySelector('#current_password') && document.querySelector('#code')").await;
        visitor.fill("current_password", PASSWORD).await;
        visitor.fill("code", &phone.code(visitor.app)).await;
        visitor.click("form button").await;
        shows(visitor, "#account-email", "lovelace@example.com").await;

        // With tokens, and a recovery code.
        front_end.open(visitor, "?tokens#/tokens").await;
        shows(visitor, "h2", "Log in for tokens").await;
        log_in(visitor, "ada").await;
        shows(visitor, "h2", "Two-step login").await;
        visitor.click("form button[type=button]").await;
        visitor.fill("recovery_code", &phone.recovery_codes[0]).await;
        visitor.click("form button:not([type])").await;
        shows(visitor, "h2", "Welcome, ada").await;
    });
}

/// Adds a passkey by the session API, as a page of the front end could.
const ADD_PASSKEY: &str = "return (async () => {
    const app = document.querySelector('meta[name=vestibule]').content;
    const send = async (path, body) => {
        const headers = { 'Content-Type': 'application/json' };
        const init = { method: 'POST', credentials: 'include', headers, body: JSON.stringify(body) };
        return (await fetch(app + path, init)).json();
    };
    const options = await send('/auth/factors/passkeys/options', {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const passkey = (await navigator.credentials.create({ publicKey })).toJSON();
    return (await send('/auth/factors/passkeys', { passkey })).recovery_codes.length;
})()";

#[test]
fn a_passkey_logs_in_alone_and_is_the_second_step_at_both_apis() {
    at_front_end(&[], async |visitor, front_end| {
        let device = Authenticator::connect(visitor).await;
        front_end.open(visitor, "").await;
        shows(visitor, "main", "Create account").await;
        create_account(visitor).await;
        assert_eq!(visitor.script(ADD_PASSKEY).await, 10);
        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;

        // Somebody cancels, and tries again.
        device.recognises_owner(false).await;
        visitor.click("#passkey").await;
        until(visitor, "!document.querySelector('#passkey').disabled").await;
        visitor.expect_count("[role=alert]", 0).await;
        device.recognises_owner(true).await;
        visitor.click("#passkey").await;
        shows(visitor, "#account-username", "ada").await;
        shows(visitor, "[role=status]", "Logged in.").await;
        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;

        log_in(visitor, "ada").await;
        shows(visitor, "h2", "Two-step login").await;
        visitor.click("#passkey").await;
        shows(visitor, "#account-username", "ada").await;

        front_end.open(visitor, "?tokens#/tokens").await;
        shows(visitor, "h2", "Log in for tokens").await;
        log_in(visitor, "ada").await;
        shows(visitor, "h2", "Two-step login").await;
        visitor.click("#passkey").await;
        shows(visitor, "h2", "Welcome, ada").await;

        // One that was removed is refused in words.
        visitor.click("section .buttons button:last-child").await;
        shows(visitor, "h2", "Log in for tokens").await;
        visitor.app.execute("DELETE FROM passkeys");
        front_end.open(visitor, "?removed").await;
        visitor.click("section button").await;
        shows(visitor, "[role=status]", "Logged out.").await;
        visitor.click("#passkey").await;
        shows(visitor, "form [role=alert]", "This passkey does not log in here").await;
    });
}
