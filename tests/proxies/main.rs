//! nginx, Caddy, Traefik and Apache, started for real with what `vestibule proxy-config` prints, between a visitor, Vestibule and an
//! app that knows nothing of it.
//!
//! `./scripts/test proxies` brings the proxies along. Without it, NGINX, APACHE, CADDY and TRAEFIK say where they are.
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

#[allow(dead_code, reason = "the app's tests use more of it")]
#[path = "../app/harness/process.rs"]
mod process;
mod proxy;
mod stock;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use process::{Server, block_on, run};
use reqwest::{Method, redirect};
use serde_json::Value;

const PASSWORD: &str = "a demo password";
const HTML: (&str, &str) = ("accept", "text/html");

struct Answer {
    status: u16,
    location: String,
    body: String,
}

impl Answer {
    /// What the app says that it was sent under this name.
    fn sent(&self, name: &str) -> Vec<String> {
        let said: Value =
            serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not from the app: {}", self.body));
        let pairs = said["headers"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        pairs.filter(|pair| pair[0] == name).map(|pair| text(&pair[1])).collect()
    }
}

/// A visitor's browser, for which every host of example.test is the proxy.
struct Visitor {
    client: reqwest::Client,
    jar: std::sync::Arc<reqwest::cookie::Jar>,
    port: u16,
}

impl Visitor {
    fn new(port: u16) -> Visitor {
        let jar = std::sync::Arc::new(reqwest::cookie::Jar::default());
        let proxy = SocketAddr::from(([127, 0, 0, 1], port));
        let builder = reqwest::Client::builder().cookie_provider(jar.clone()).redirect(redirect::Policy::none());
        let hosts = ["accounts", "wiki", "grafana"].map(|name| format!("{name}.example.test"));
        let builder = hosts.iter().fold(builder, |builder, host| builder.resolve(host, proxy));
        Visitor { client: builder.build().unwrap(), jar, port }
    }

    fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}.example.test:{}{path}", self.port)
    }

    async fn send(&self, method: Method, url: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let request = self.client.request(method, url).body(body.to_owned());
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response = request.send().await.unwrap_or_else(|cause| panic!("{url}: {cause}"));
        let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        Answer { status, location: location.unwrap_or_default(), body: response.text().await.unwrap() }
    }

    async fn get(&self, host: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, &self.url(host, path), headers, "").await
    }

    /// Logs in at the page that the visitor was sent to, and returns where that leads.
    async fn log_in(&self, login: &str, username: &str) -> String {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("username", username), ("password", PASSWORD)])
            .extend_pairs(url::Url::parse(login).unwrap().query_pairs())
            .finish();
        let headers = [("content-type", "application/x-www-form-urlencoded"), HTML];
        let answer = self.send(Method::POST, &self.url("accounts", "/login"), &headers, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.location
    }

    /// Status line and all that follows, for a WebSocket's handshake.
    fn socket(&self, host: &str) -> String {
        use reqwest::cookie::CookieStore;
        let cookies = self.jar.cookies(&self.url(host, "/").parse().unwrap());
        let cookies = cookies.map(|value| format!("Cookie: {}\r\n", value.to_str().unwrap())).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(
            stream,
            "GET /socket HTTP/1.1\r\nHost: {host}.example.test:{}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{cookies}\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.port
        )
        .unwrap();
        let (mut said, mut part) = (String::new(), [0; 1024]);
        while !said.contains(stock::GREETING) && !said.ends_with("</html>\n") {
            match stream.read(&mut part) {
                Ok(length) if length > 0 => said.push_str(&String::from_utf8_lossy(&part[..length])),
                _ => break,
            }
            if said.starts_with("HTTP/1.1 401") {
                break;
            }
        }
        said
    }
}

/// Waits until the proxy answers for Vestibule itself.
async fn ready(visitor: &Visitor, folder: &std::path::Path) {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = visitor.client.get(visitor.url("accounts", "/healthz")).send().await;
        if answer.is_ok_and(|answer| answer.status() == 200) {
            return;
        }
        let log = || std::fs::read_to_string(folder.join("proxy.log")).unwrap_or_default();
        assert!(Instant::now() < patience, "the proxy does not answer: {}", log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn journey(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    // Apache's processes are another user's.
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (port, own, app) = (free(), free().to_string(), format!("http://{}", stock::start()));
    let base = format!("http://accounts.example.test:{port}");
    let hosts = format!("wiki.example.test:{port},grafana.example.test:{port}:admin");
    let settings = [
        ("PORT", own.as_str()),
        ("BASE_URL", &base),
        ("COOKIE_DOMAIN", "example.test"),
        ("TRUSTED_PROXIES", "127.0.0.1"),
        ("FORWARD_AUTH_HOSTS", &hosts),
    ];
    let command = |arguments: &[&str]| {
        let output = run(folder.path(), &settings, arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    command(&["demo"]);
    command(&["user", "promote", "ab"]);
    let _server = Server::start(folder.path(), &settings);
    let _proxy = proxy::run(name, folder.path(), port, &|kind| command(&["proxy-config", kind, "--app", &app]));
    block_on(async {
        ready(&Visitor::new(port), folder.path()).await;
        to_the_login_and_back(port).await;
        what_the_visitor_makes_up_never_passes(port).await;
        a_role_per_host(port).await;
        sockets_forms_and_logout(port).await;
    });
}

async fn to_the_login_and_back(port: u16) {
    let visitor = Visitor::new(port);
    let path = "/a%20page?x=1&y=%26";
    let sent = visitor.get("wiki", path, &[HTML]).await;
    assert_eq!(sent.status, 302, "{}", sent.body);
    assert!(sent.location.starts_with(&visitor.url("accounts", "/login?next=")), "{}", sent.location);
    for script in [&[][..], &[("accept", "application/json")], &[HTML, ("x-requested-with", "XMLHttpRequest")]] {
        let refused = visitor.get("wiki", path, script).await;
        assert_eq!((refused.status, refused.location.as_str()), (401, ""), "{script:?}");
    }
    let back = visitor.log_in(&sent.location, "test").await;
    assert_eq!(back, visitor.url("wiki", path));
    let page = visitor.send(Method::GET, &back, &[HTML], "").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("GET /a%20page?x=1&y=%26 HTTP"), "{}", page.body);
    for (header, value) in [
        ("remote-user", "test"),
        ("remote-email", "test@spacepearl.com"),
        ("remote-email-verified", "false"),
        ("remote-groups", "user"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-proto", "http"),
    ] {
        assert_eq!(page.sent(header), [value], "{header}");
    }
}

async fn what_the_visitor_makes_up_never_passes(port: u16) {
    let visitor = Visitor::new(port);
    let (wiki, grafana) = (format!("wiki.example.test:{port}"), format!("http://grafana.example.test:{port}/"));
    let spoofed = [
        ("Remote-User", "root"),
        ("remote-groups", "admin"),
        ("Remote_User", "root"),
        ("REMOTE_GROUPS", "admin"),
        ("Remote-Email", "root@example.com"),
        ("Remote-Email-Verified", "true"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "gopher"),
        ("X-Forwarded-For", "203.0.113.9"),
        ("X-Forwarded-Method", "HEAD"),
        ("X-Original-URL", &grafana),
    ];
    assert_eq!(visitor.get("wiki", "/", &spoofed).await.status, 401, "a guest stays one");
    let sent = visitor.get("wiki", "/", &[&spoofed[..], &[HTML]].concat()).await;
    if sent.status == 302 {
        assert!(!sent.location.contains("evil") && !sent.location.contains("grafana"), "{}", sent.location);
    }
    visitor.log_in(&visitor.url("accounts", "/login"), "test").await;
    let page = visitor.get("wiki", "/", &spoofed).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for (header, value) in [("remote-user", "test"), ("remote-groups", "user"), ("remote-email-verified", "false")] {
        assert_eq!(page.sent(header), [value], "{header}");
    }
    for gone in ["remote_user", "remote_groups", "x-original-url", "x-forwarded-method"] {
        assert_eq!(page.sent(gone), [""; 0], "{gone}");
    }
    for made_up in ["root", "evil.example", "203.0.113.9", "gopher"] {
        assert!(!page.body.contains(made_up), "{made_up}: {}", page.body);
    }
    // Headers that a visitor has dropped on the way (RFC 9110 section 7.6.1): at worst nobody is known, never somebody else.
    for dropped in ["Remote-User", "Remote-Groups, Cookie", "X-Forwarded-Host, X-Original-URL"] {
        let page = visitor.get("wiki", "/", &[("connection", dropped), ("remote-user", "root")]).await;
        if page.status == 200 {
            assert!(page.sent("remote-user").iter().all(|name| name == "test"), "{dropped}: {}", page.body);
        }
        let kept_out = visitor.get("grafana", "/", &[("connection", dropped), ("x-forwarded-host", &wiki)]).await;
        assert!(matches!(kept_out.status, 401 | 403), "{dropped}: {}", kept_out.body);
    }
}

async fn a_role_per_host(port: u16) {
    let (wiki, wiki_url) = (format!("wiki.example.test:{port}"), format!("http://wiki.example.test:{port}/"));
    let user = Visitor::new(port);
    user.log_in(&user.url("accounts", "/login"), "test").await;
    for tricks in [&[][..], &[("x-forwarded-host", &*wiki)], &[("x-original-url", &*wiki_url)]] {
        assert_eq!(user.get("grafana", "/", &[&[HTML], tricks].concat()).await.status, 403, "{tricks:?}");
    }
    let admin = Visitor::new(port);
    let sent = admin.get("grafana", "/d/1", &[HTML]).await;
    let back = admin.log_in(&sent.location, "ab").await;
    let page = admin.send(Method::GET, &back, &[HTML], "").await;
    assert_eq!((page.status, page.sent("remote-groups")), (200, vec!["admin".to_owned()]));
}

async fn sockets_forms_and_logout(port: u16) {
    let visitor = Visitor::new(port);
    assert!(visitor.socket("wiki").starts_with("HTTP/1.1 401"), "{}", visitor.socket("wiki"));
    visitor.log_in(&visitor.url("accounts", "/login"), "test").await;
    let socket = visitor.socket("wiki");
    assert!(socket.starts_with("HTTP/1.1 101") && socket.ends_with(stock::GREETING), "{socket}");
    assert!(visitor.socket("grafana").starts_with("HTTP/1.1 403"));

    let form = visitor.url("wiki", "/edit?page=7");
    let headers = [HTML, ("referer", &*form), ("content-type", "application/x-www-form-urlencoded")];
    let save = visitor.url("wiki", "/save");
    let saved = visitor.send(Method::POST, &save, &headers, "text=words").await;
    assert_eq!(saved.status, 200);
    assert!(saved.body.contains("POST /save") && saved.body.contains("text=words"), "{}", saved.body);

    assert_eq!(visitor.send(Method::POST, &visitor.url("accounts", "/logout"), &[], "").await.status, 303);
    assert!(visitor.socket("wiki").starts_with("HTTP/1.1 401"));
    let late = visitor.send(Method::POST, &save, &headers, "text=words").await;
    assert!(matches!(late.status, 302 | 303) && !late.body.contains("words"), "{}: {}", late.status, late.body);
    assert_eq!(visitor.log_in(&late.location, "test").await, form);
    let script = visitor.send(Method::DELETE, &save, &[("accept", "*/*")], "").await;
    assert_eq!(script.status, 200, "logged in again");
}

#[test]
fn nginx() {
    journey("nginx");
}

#[test]
fn caddy() {
    journey("caddy");
}

#[test]
fn traefik() {
    journey("traefik");
}

#[test]
fn apache() {
    journey("apache");
}
