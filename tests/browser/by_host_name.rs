//! Under names other than `localhost`, over plain HTTP: a browser then says nothing but `Origin` about where a request comes
//! from, and cookies have domains.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use crate::people::visitor::{Script, Visitor, visit, visit_with};

const PASSWORD: &str = "analytical engine 1843";

impl Visitor<'_> {
    /// The address of a page of ours under another name for this machine.
    fn at(&self, host: &str, path: &str) -> String {
        format!("{}{path}", self.app.url.replace("127.0.0.1", host))
    }

    /// Registers and logs in under another name.
    async fn sign_in_at(&self, host: &str, username: &str) {
        self.open_url(&self.at(host, "/register")).await;
        self.fill("username", username).await;
        self.fill("email", &format!("{username}@example.com")).await;
        self.fill("password", PASSWORD).await;
        self.fill("confirm_password", PASSWORD).await;
        self.press("Create account").await;
        self.log_in_here(username).await;
        self.expect_text("h1", format!("Welcome, {username}")).await;
    }

    /// Logs in with the form of this page.
    async fn log_in_here(&self, username: &str) {
        self.fill("username", username).await;
        self.fill("password", PASSWORD).await;
        self.press("Log in").await;
    }

    /// The path of the newest link of that kind in the emails.
    async fn link_in_email(&self, kind: &str) -> String {
        self.follow_email(kind).await;
        self.path().await
    }
}

#[test]
fn the_buttons_on_the_pages_of_emailed_links_work_over_plain_http() {
    visit(Script::Off, async |visitor| {
        let host = "vestibule.test";
        visitor.sign_in_at(host, "ada").await;
        let link = visitor.link_in_email("verify").await;
        // A newer link replaces this one, whose page then offers another.
        visitor.open_url(&visitor.at(host, "/")).await;
        visitor.press("Send the link again").await;
        visitor.open_url(&visitor.at(host, &link)).await;
        visitor.press("Send a new link").await;
        visitor.expect_path("/").await;

        let link = visitor.link_in_email("verify").await;
        visitor.open_url(&visitor.at(host, &link)).await;
        visitor.press("Dark").await;
        visitor.expect_path(&link).await; // back on the page
        visitor.expect_attribute("html", "data-theme", Some("dark")).await;
        // The origin, and nothing of the path with the secret.
        visitor.expect_script("return document.referrer", visitor.at(host, "/")).await;
        visitor.press("Log out").await;
        visitor.expect_path("/").await;
        visitor.expect_message("Logged out.").await;

        visitor.open_url(&visitor.at(host, "/forgot-password")).await;
        visitor.fill("email", "ada@example.com").await;
        visitor.go(async || visitor.click("main button[type=submit]").await).await;
        let link = visitor.link_in_email("reset-password").await;
        visitor.open_url(&visitor.at(host, &link)).await;
        visitor.press("Light").await;
        visitor.expect_path(&link).await;
        visitor.fill("password", "difference engine 1822").await;
        visitor.fill("confirm_password", "difference engine 1822").await;
        visitor.go(async || visitor.click("main button[type=submit]").await).await;
        visitor.expect_path("/login").await;
    });
}

/// An app on another origin that greets everybody.
fn another_app(host: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    // It ends with the tests' process.
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let request = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
                let any = request.count() > 0;
                let page = "<!doctype html><title>The app</title><h1>Welcome back</h1>";
                let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: ";
                // Browsers open connections that they never use.
                if any {
                    let _ = write!(stream, "{head}{}\r\n\r\n{page}", page.len());
                }
            });
        }
    });
    format!("http://{host}:{port}")
}

#[test]
fn a_login_leads_back_to_the_app_on_a_listed_origin() {
    let origin = another_app("app.test");
    visit_with(&[&format!("--allowed-origins={origin}")], Script::On, async |visitor| {
        let back = format!("{origin}/inbox?a=b#/route");
        visitor.sign_in_at("accounts.test", "ada").await;
        visitor.press("Log out").await;
        let next = url::form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>();
        visitor.open_url(&visitor.at("accounts.test", &format!("/login?next={next}"))).await;
        visitor.fill("username", "ada").await;
        visitor.fill("password", "wrong password").await;
        visitor.press("Log in").await;
        visitor.fill("password", PASSWORD).await;
        visitor.press("Log in").await;
        visitor.expect_text("h1", "Welcome back").await;
        visitor.expect_url(&back).await;
        let complaints = visitor.complaints().await;
        assert!(complaints.iter().all(|complaint| !complaint.contains("Content Security Policy")), "{complaints:?}");
        // A user who is logged in already goes straight on.
        visitor.open_url(&visitor.at("accounts.test", &format!("/login?next={next}"))).await;
        visitor.expect_url(&back).await;
    });
}

#[test]
fn a_cookie_of_another_scope_keeps_nobody_out() {
    let base = "--base-url=http://accounts.example.test";
    visit_with(&[base], Script::Off, async |visitor| {
        let host = "accounts.example.test";
        let session_is_at = async |domains: &[&str]| {
            let read = async || {
                let cookies = visitor.driver.get_all_cookies().await?.into_iter();
                let ours = cookies.filter(|cookie| cookie.name == "session");
                Ok(ours.map(|cookie| cookie.domain.unwrap_or_default()).collect::<Vec<_>>())
            };
            visitor.sees(&format!("session cookies of {domains:?}"), read, |found| found == domains).await;
        };
        visitor.sign_in_at(host, "ada").await;
        session_is_at(&[host]).await;
        let shared = visitor.app.another_node(&[base, "--cookie-domain=example.test"]);
        let at_shared = |path: &str| format!("{}{path}", shared.app.url.replace("127.0.0.1", host));
        visitor.open_url(&at_shared("/")).await;
        visitor.expect_text("h1", "Welcome, ada").await; // the cookie from before the change still counts
        visitor.press("Log out").await;
        // A logout deletes it.
        session_is_at(&[".example.test"]).await;
        visitor.open_url(&at_shared("/login")).await;
        visitor.log_in_here("ada").await;
        visitor.expect_text("h1", "Welcome, ada").await;
        session_is_at(&[".example.test"]).await;
        // And back again, where both may stand for a while.
        visitor.open_url(&visitor.at(host, "/theme")).await;
        visitor.script("document.cookie = 'session=theirs; path=/login'").await;
        visitor.open_url(&visitor.at(host, "/")).await;
        visitor.press("Log out").await;
        visitor.open_url(&visitor.at(host, "/login")).await;
        visitor.log_in_here("ada").await;
        visitor.expect_text("h1", "Welcome, ada").await;
        session_is_at(&[host]).await;
    });
}
