//! What `vestibule proxy-config` prints for hosts behind TLS; `tests/proxies` starts the proxies themselves, without.

use crate::harness::process::{assert_refused, run};

const SETTINGS: [(&str, &str); 4] = [
    ("BASE_URL", "https://accounts.example.com"),
    ("COOKIE_DOMAIN", "example.com"),
    ("TRUSTED_PROXIES", "127.0.0.1"),
    ("FORWARD_AUTH_HOSTS", "wiki.example.com,grafana.example.com:8443:admin"),
];

#[test]
fn every_proxy_gets_our_own_host_and_those_of_the_apps_with_tls() {
    let folder = tempfile::tempdir().unwrap();
    let listen = [("HOST", "0.0.0.0"), ("PORT", "5001")];
    for (proxy, words) in [
        (
            "nginx",
            &[
                "server_name accounts.example.com;",
                "listen 443 ssl;",
                "listen 8443 ssl;",
                "ssl_certificate_key",
                "https://grafana.example.com:8443$request_uri",
                "server 127.0.0.1:5001;",
                "http://app.internal:3000;",
            ][..],
        ),
        (
            "caddy",
            &["https://accounts.example.com {", "https://grafana.example.com:8443 {", "forward_auth 127.0.0.1:5001"],
        ),
        (
            "traefik",
            &["Host(`wiki.example.com`)", "entryPoints: [websecure]", "tls: {}", "http://127.0.0.1:5001/forward-auth"],
        ),
        (
            "apache",
            &[
                "<VirtualHost *:8443>",
                "SSLEngine On",
                "\"grafana.example.com:8443\" early",
                "a2enmod lua headers proxy_http ssl",
            ],
        ),
        ("apache-lua", &["http://127.0.0.1:5001/forward-auth"]),
    ] {
        let variables = [&SETTINGS[..], &listen].concat();
        let output = run(folder.path(), &variables, &["proxy-config", proxy, "--app", "http://app.internal:3000/"]);
        let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && errors.is_empty(), "{proxy}: {errors}");
        for word in words {
            assert!(text.contains(word), "{proxy}: {word} is not in {text}");
        }
        let left = text
            .split('@')
            .skip(1)
            .step_by(2)
            .find(|part| part.chars().all(|c| c.is_ascii_uppercase()) && !part.is_empty());
        assert_eq!(left, None, "{proxy}: a place that nothing was put into");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it creates nothing");
}

#[test]
fn without_hosts_it_says_what_to_set_and_without_trusted_proxies_that_it_will_not_work() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = ("TRUSTED_PROXIES", "127.0.0.1");
    assert_refused(
        &run(folder.path(), &[trusted], &["proxy-config", "nginx"]),
        &["FORWARD_AUTH_HOSTS", "wiki.example.com"],
    );
    let wrong = [trusted, ("FORWARD_AUTH_HOSTS", "https://wiki.example.com")];
    assert_refused(&run(folder.path(), &wrong, &["proxy-config", "nginx"]), &["FORWARD_AUTH_HOSTS"]);
    let output = run(folder.path(), &[("FORWARD_AUTH_HOSTS", "wiki.example.com")], &["proxy-config", "caddy"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains("TRUSTED_PROXIES"));
    assert_eq!(run(folder.path(), &[], &["proxy-config", "squid"]).status.code(), Some(2));
}
