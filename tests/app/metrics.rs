//! What a monitoring system reads: each number counts what it says, and nothing on the page names anybody.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::promised::{JOHN, promise};

const ON: &str = "--metrics-addr=127.0.0.1:0";
const PASSWORD: &str = "correct horse battery";

/// The page, read as strictly as a test can.
struct Page {
    text: String,
    samples: BTreeMap<String, f64>,
}

impl Page {
    async fn of(app: &App) -> Page {
        let url = format!("{}/metrics", app.metrics_url.as_ref().expect("--metrics-addr"));
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
        let text = answer.text().await.unwrap();
        let mut samples = BTreeMap::new();
        let mut family = String::new();
        let mut families = BTreeSet::new();
        for line in text.lines() {
            if let Some(comment) = line.strip_prefix("# ") {
                let mut words = comment.splitn(3, ' ');
                let (kind, name, rest) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
                match kind {
                    "HELP" => {
                        assert!(rest.ends_with('.') && families.insert(name.to_owned()), "{line}");
                        family = name.to_owned();
                    }
                    "TYPE" => {
                        assert_eq!(name, family);
                        assert!(["counter", "gauge", "histogram"].contains(&rest), "{line}");
                        assert_eq!(rest == "counter", name.ends_with("_total"), "{line}");
                    }
                    _ => panic!("{line}"),
                }
                continue;
            }
            let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
            let name = series.split('{').next().unwrap();
            let of = ["", "_bucket", "_sum", "_count"].iter().any(|end| name.strip_suffix(end) == Some(&*family));
            assert!(of, "{line} is not of {family}");
            assert!(samples.insert(series.to_owned(), value.parse().unwrap()).is_none(), "{line} twice");
        }
        Page { text, samples }
    }

    fn value(&self, series: &str) -> f64 {
        *self.samples.get(series).unwrap_or_else(|| panic!("no {series} in {}", self.text))
    }

    /// The number of logins by password that went this way.
    fn logins(&self, outcome: &str) -> f64 {
        self.value(&format!("vestibule_logins_total{{method=\"password\",outcome=\"{outcome}\"}}"))
    }

    fn second_steps(&self, kind: &str, outcome: &str) -> f64 {
        self.value(&format!("vestibule_second_steps_total{{kind=\"{kind}\",outcome=\"{outcome}\"}}"))
    }

    /// The names that rules and panels may use.
    fn names(&self) -> BTreeSet<String> {
        self.samples.keys().map(|series| series.split('{').next().unwrap().to_owned()).collect()
    }
}

#[test]
fn without_the_setting_nobody_can_read_them() {
    App::test(async |app| {
        assert_eq!(app.metrics_url, None);
        assert_eq!(app.browser().get("/metrics").await.status, 404);
    });
}

#[test]
fn the_listener_for_metrics_opens_no_door_and_the_doors_show_no_metrics() {
    App::test_with(&[ON], async |app| {
        assert_eq!(app.browser().get("/metrics").await.status, 404);
        let metrics = app.metrics_url.as_ref().unwrap();
        for path in ["/", "/login", "/healthz", "/auth/current_user", "/metrics/", "/admin"] {
            assert_eq!(reqwest::get(format!("{metrics}{path}")).await.unwrap().status(), 404, "{path}");
        }
        let posted = reqwest::Client::new().post(format!("{metrics}/metrics")).send().await.unwrap();
        assert_ne!(posted.status(), 200);
    });
}

#[test]
fn requests_count_by_pattern_method_and_class_of_status_and_a_stranger_makes_no_new_ones() {
    App::test_with(&[ON], async |app| {
        let browser = app.browser();
        for _ in 0..3 {
            browser.get("/login").await;
        }
        browser.send(Method::HEAD, "/login", &[], "").await;
        browser.get("/verify/some-secret-of-an-email").await;
        let before = Page::of(app).await;
        let requests = |page: &Page, labels: &str| page.value(&format!("vestibule_http_requests_total{{{labels}}}"));
        assert_eq!(requests(&before, "route=\"/login\",method=\"GET\",status=\"2xx\""), 3.0);
        assert_eq!(requests(&before, "route=\"/login\",method=\"HEAD\",status=\"2xx\""), 1.0);
        assert_eq!(requests(&before, "route=\"/verify/{token}\",method=\"GET\",status=\"4xx\""), 1.0);
        let durations = "vestibule_http_request_duration_seconds";
        assert_eq!(before.value(&format!("{durations}_count{{route=\"/login\",method=\"GET\"}}")), 3.0);
        assert_eq!(before.value(&format!("{durations}_bucket{{route=\"/login\",method=\"GET\",le=\"+Inf\"}}")), 3.0);
        assert!(before.value(&format!("{durations}_sum{{route=\"/login\",method=\"GET\"}}")) > 0.0);
        for number in 0..20 {
            browser.get(&format!("/nowhere-{number}")).await;
            let method = Method::from_bytes(format!("BREW{number}").as_bytes()).unwrap();
            browser.send(method, &format!("/nowhere-{number}"), &[], "").await;
        }
        let after = Page::of(app).await;
        let strange = "route=\"(none)\",method=\"GET\",status=\"4xx\"";
        assert_eq!(requests(&after, strange), 20.0);
        assert_eq!(requests(&after, "route=\"(none)\",method=\"other\",status=\"4xx\""), 20.0);
        let new: Vec<_> = after.samples.keys().filter(|series| !before.samples.contains_key(*series)).collect();
        assert!(new.iter().all(|series| series.contains("(none)")), "{new:?}");
    });
}

#[test]
fn logins_and_second_steps_count_by_how_they_went() {
    App::test_with(&[ON, "--limit-login-account=3/60"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let page = Page::of(app).await;
        assert_eq!((page.logins("succeeded"), page.logins("refused")), (1.0, 0.0));
        let phone = browser.set_up_app(app).await;
        let stranger = app.browser();
        stranger.post("/login", &[("username", ""), ("password", "")]).await;
        app.script().login("john", "wrong password").await;
        stranger.login("nobody", "wrong password").await;
        app.browser().login("john", PASSWORD).await;
        let script = app.script();
        script.login("john", PASSWORD).await;
        script.post("/auth/login/second_factor", json!({ "code": phone.wrong_code(app) })).await;
        script.post("/auth/login/second_factor", json!({ "code": phone.code(app) })).await;
        let late = app.script();
        late.login("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        late.post("/auth/login/second_factor", json!({ "recovery_code": phone.recovery_codes[0] })).await;
        for _ in 0..5 {
            stranger.login("nobody", "wrong password").await;
        }
        let page = Page::of(app).await;
        assert_eq!((page.logins("succeeded"), page.logins("second_step")), (1.0, 3.0));
        assert_eq!((page.logins("refused"), page.logins("limited")), (5.0, 2.0), "{}", page.text);
        assert_eq!((page.second_steps("code", "refused"), page.second_steps("code", "succeeded")), (1.0, 1.0));
        assert_eq!(page.second_steps("recovery_code", "expired"), 1.0);
        assert_eq!(page.value("vestibule_limits_reached_total{limit=\"password\"}"), 2.0);
        assert_eq!(page.value("vestibule_limits_reached_total{limit=\"sign_up\"}"), 0.0);
        let hashed = page.value("vestibule_hashing_wait_seconds_count");
        assert!(hashed >= 7.0, "each login that was not limited had its turn: {hashed}");
        for gone in ["vestibule_hashing_waiting", "vestibule_hashing_served", "vestibule_database_waiting"] {
            assert_eq!(page.value(gone), 0.0, "{gone}");
        }
    });
}

#[test]
fn emails_that_wait_are_counted_with_the_age_of_the_oldest() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[ON, &server.flag("", "")], async |app| {
        app.clock.stop();
        let page = Page::of(app).await;
        assert_eq!(page.value("vestibule_emails{state=\"waiting\"}"), 0.0);
        assert_eq!(page.value("vestibule_email_oldest_seconds"), 0.0);
        promise(&app.services, JOHN, "john");
        app.tried(1).await;
        app.clock.advance(Duration::seconds(90));
        let page = Page::of(app).await;
        assert_eq!(page.value("vestibule_emails{state=\"waiting\"}"), 1.0);
        assert_eq!(page.value("vestibule_email_oldest_seconds").floor(), 90.0);
        assert!(page.value("vestibule_email_attempts_total{outcome=\"postponed\"}") >= 1.0);
        server.set(Mood::Good);
        app.all_delivered().await;
        let page = Page::of(app).await;
        assert_eq!(page.value("vestibule_emails{state=\"waiting\"}"), 0.0);
        assert_eq!(page.value("vestibule_email_attempts_total{outcome=\"delivered\"}"), 1.0);
    });
}

#[test]
fn a_database_that_can_not_answer_is_down_and_the_rest_of_the_page_is_there() {
    App::test_with(&[ON], async |app| {
        assert_eq!(Page::of(app).await.value("vestibule_database_up"), 1.0);
        app.execute("ALTER TABLE jobs RENAME TO away");
        let page = Page::of(app).await;
        assert_eq!(page.value("vestibule_database_up"), 0.0);
        assert!(!page.names().contains("vestibule_emails"), "a zero would be a lie");
        assert_eq!(page.value("vestibule_database_connections_max"), 4.0);
        app.execute("ALTER TABLE away RENAME TO jobs");
        assert_eq!(Page::of(app).await.value("vestibule_database_up"), 1.0);
    });
}

#[test]
fn nobody_and_no_secret_is_on_the_page() {
    App::test_with(&[ON], async |app| {
        let browser = app.browser();
        browser.sign_in("johnathan", PASSWORD).await;
        browser.get("/reset-password/SECRETOFANEMAIL").await;
        browser.login("johnathan", "wrong password").await;
        let text = Page::of(app).await.text;
        let session = browser.cookie();
        let id = app.sessions_of("johnathan")[0].id.clone();
        for secret in ["johnathan", "example.com", "127.0.0.1", "SECRETOFANEMAIL", PASSWORD, &session, id.as_str()] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(!text.contains(&app.data_dir().display().to_string()));
    });
}

fn file(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Every name of a metric of ours in a text.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.starts_with("vestibule_") || word.starts_with("process_")).map(str::to_owned).collect()
}

#[test]
fn rules_panels_and_the_documentation_name_the_metrics_that_there_are() {
    App::test_with(&[ON], async |app| {
        app.browser().get("/login").await;
        let names = Page::of(app).await.names();
        let family = |name: &String| {
            let stem = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
            stem.unwrap_or(name).to_owned()
        };
        let families: BTreeSet<String> = names.iter().map(family).collect();
        for path in [
            "examples/monitoring/alerts.yml",
            "examples/monitoring/alerts.test.yml",
            "examples/monitoring/dashboard.json",
        ] {
            let used = metrics_in(&file(path));
            assert!(used.len() > 5, "{path}: {used:?}");
            let unknown: Vec<_> = used.difference(&names).collect();
            assert!(unknown.is_empty(), "{path}: {unknown:?}");
        }
        let dashboard = metrics_in(&file("examples/monitoring/dashboard.json")).iter().map(family).collect();
        let unseen: Vec<_> = families.difference(&dashboard).collect();
        assert!(unseen.is_empty(), "no panel shows {unseen:?}");
        let documented = metrics_in(&file("docs/operations.md"));
        assert_eq!(documented, families, "docs/operations.md");
    });
}

#[test]
fn the_dashboard_is_whole_and_every_alert_says_what_to_do() {
    let dashboard: Value = serde_json::from_str(&file("examples/monitoring/dashboard.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<u64> = panels.iter().map(|panel| panel["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), panels.len());
    for panel in panels.iter().filter(|panel| panel["type"] != "row") {
        for target in panel["targets"].as_array().unwrap() {
            let query = target["expr"].as_str().unwrap();
            assert!(query.contains("instance=~\"$instance\""), "{query}");
        }
    }
    let (rules, operations) = (file("examples/monitoring/alerts.yml"), file("docs/operations.md"));
    let alerts: Vec<_> = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(alerts.len() >= 10);
    for alert in alerts {
        assert!(operations.contains(&format!("`{alert}`")), "docs/operations.md says nothing about {alert}");
    }
}
