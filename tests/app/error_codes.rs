//! Every code of the APIs is explained, in one place, and each answer says where. That no answer has a code without a
//! section is checked by the harness, at every answer of every test.

use std::fmt::Write;

use inside::texts::{Language, Texts};
use reqwest::Method;
use vestibule::doors::code_sections::SECTIONS;

use crate::harness::App;

fn markdown() -> String {
    let english = Texts::built_in(Language::En);
    let mut text = "# Errors\n\n\
        What each error code of the two APIs means, and what to do. An error response has the code, a sentence for people \
        (which may\nchange), and a link to the code's page on the server: `Link: <…/docs/errors/code>; rel=\"help\"`.\n\n\
        This file is generated from `src/doors/codes.rs`; a test compares them.\n"
        .to_owned();
    for section in SECTIONS.iter() {
        let codes: Vec<_> = section.codes().collect();
        let names: Vec<_> = codes.iter().map(|(code, ..)| format!("<a id=\"{code}\"></a>`{code}`")).collect();
        let statuses: Vec<_> = codes.iter().map(|(_, door, status)| format!("{status} at the {door}")).collect();
        write!(text, "\n## {}\n\n{}.\n\n", names.join(" · "), statuses.join(", ")).expect("memory");
        write!(text, "{}\n\n**What to do:** {}\n", section.cause(&english), section.remedy(&english)).expect("memory");
    }
    text
}

#[test]
fn the_file_says_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors.md");
    let (wanted, found) = (markdown(), std::fs::read_to_string(path).unwrap_or_default());
    if found != wanted {
        let fresh = format!("{}/errors.md", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&fresh, &wanted).expect("the build's own folder");
        panic!("docs/errors.md is out of date. Look at the new one and copy it: cp {fresh} docs/errors.md");
    }
}

#[test]
fn no_code_is_explained_twice() {
    let mut codes: Vec<_> = SECTIONS.iter().flat_map(|section| section.codes().map(|(code, ..)| code)).collect();
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

#[test]
fn every_refusal_links_to_its_place_on_a_page_that_is_there() {
    App::test(async |app| {
        let browser = app.browser();
        for (path, code) in [("/auth/profile", "login_required"), ("/api/auth/me", "UNAUTHORIZED")] {
            let answer = browser.get(path).await;
            let link = format!("<{}/docs/errors/{code}>; rel=\"help\"", app.services.base_url);
            assert_eq!(answer.header("link"), Some(link.as_str()));
        }
        let script = [("accept", "application/json")];
        for (method, path, code) in [
            (Method::GET, "/sessions", "login_required"),
            (Method::POST, "/", "method_not_allowed"),
            (Method::GET, "/x", "not_found"),
        ] {
            let answer = browser.send(method, path, &script, "").await;
            let link = format!("<{}/docs/errors/{code}>; rel=\"help\"", app.services.base_url);
            assert_eq!((&answer.json()["code"], answer.header("link")), (&code.into(), Some(link.as_str())), "{path}");
        }
        assert_eq!(browser.get("/x").await.header("link"), None, "a page says it in words");
        let page = browser.get("/docs/errors").await;
        assert_eq!(page.status, 200);
        for (code, ..) in SECTIONS.iter().flat_map(|section| section.codes()) {
            assert_eq!(page.text_of(&format!("tbody th [id={code}]")), code);
            let own = browser.get(&format!("/docs/errors/{code}")).await;
            assert_eq!((own.status, own.text_of("h1")), (200, code.to_owned()));
        }
        assert_eq!(browser.get("/docs/errors/no_such_code").await.status, 404);
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
    });
}
