//! The site's own look: one stylesheet after ours, a font, and nothing of it where nothing is set.

use reqwest::Method;

use crate::harness::App;
use crate::harness::process::{assert_refused, run};

const FOREVER: Option<&str> = Some("public, max-age=31536000, immutable");

/// The least that is a WOFF2 file.
fn font(folder: &std::path::Path) -> String {
    let mut content = b"wOF2\0\x01\0\0".to_vec();
    content.extend(64_u32.to_be_bytes());
    content.resize(64, 0);
    let path = folder.join("site.woff2");
    std::fs::write(&path, content).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_look_is_one_stylesheet_after_ours() {
    App::test_with(&["--accent=#7A1FA2", "--corners=round", "--font=serif"], async |app| {
        let browser = app.browser();
        let page = browser.get("/login").await;
        let sheets = page.attributes_of("link[rel=stylesheet]", "href");
        assert_eq!(sheets.len(), 2);
        assert!(sheets[0].starts_with("/static/app.") && sheets[1].starts_with("/static/site."), "{sheets:?}");
        let sheet = browser.get(&sheets[1]).await;
        assert_eq!((sheet.status, sheet.header("content-type")), (200, Some("text/css; charset=utf-8")));
        assert_eq!((sheet.header("cache-control"), sheet.header("set-cookie")), (FOREVER, None));
        for line in ["--accent: light-dark(#7a1fa2, #", "--r: 22px;", "--font: ui-serif"] {
            assert!(sheet.body.contains(line), "{}", sheet.body);
        }
        assert!(!page.header("content-security-policy").expect("a policy").contains("font-src"));
        let other = sheets[1].replace("/site.", "/site.0");
        assert_eq!(browser.get(&other).await.status, 404);
        assert_eq!(browser.send(Method::POST, &sheets[1], &[], "").await.status, 405);
    });
}

#[test]
fn a_look_that_is_ours_needs_nothing() {
    App::test(async |app| {
        let page = app.browser().get("/login").await;
        assert_eq!(page.attributes_of("link[rel=stylesheet]", "href").len(), 1);
    });
}

#[test]
fn a_font_is_served_by_us_and_allowed_by_the_policy() {
    let folder = tempfile::tempdir().expect("a folder");
    let flag = format!("--font={}", font(folder.path()));
    App::test_with(&[&flag], async |app| {
        let browser = app.browser();
        let page = browser.get("/").await;
        assert!(page.header("content-security-policy").expect("a policy").contains("; font-src 'self'; form-action"));
        let sheet = browser.get(&page.attributes_of("link[rel=stylesheet]", "href")[1]).await;
        let font = sheet.body.split("url(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
        let font = browser.get(font).await;
        assert_eq!((font.status, font.header("content-type")), (200, Some("font/woff2")));
        assert_eq!((font.header("cache-control"), font.header("x-content-type-options")), (FOREVER, Some("nosniff")));
        assert!(font.body.starts_with("wOF2"));
    });
}

#[test]
fn what_can_not_be_read_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = folder.path().join("site.ttf");
    std::fs::write(&wrong, "no font").expect("a file");
    let cases: [(&str, &str, &[&str]); 4] = [
        ("ACCENT", "#ff6600", &["contrast of 2.5", "4.5:1", "the nearest colour that passes is #"]),
        ("ACCENT", "orange", &["write it like #1c50c8"]),
        ("FONT", "comic sans", &["can't read comic sans", "write system, serif, mono or the path"]),
        ("FONT", &wrong.to_string_lossy(), &["is not a WOFF2 font"]),
    ];
    for (variable, value, parts) in &cases {
        let start = format!("vestibule: {variable}: ");
        let expected = [&[start.as_str()], *parts].concat();
        assert_refused(&run(folder.path(), &[(variable, value)], &[]), &expected);
    }
}
