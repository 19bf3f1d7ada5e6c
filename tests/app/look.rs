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

fn png(folder: &std::path::Path) -> String {
    let mut content = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    content.extend([0, 0, 1, 0, 0, 0, 0, 64]);
    content.extend(b"\x08\x06\0\0\0IEND");
    written(folder, "logo.png", content)
}

fn written(folder: &std::path::Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_logo_is_in_the_header_and_follows_the_theme() {
    let folder = tempfile::tempdir().expect("a folder");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"><path d=\"M0 0h9\"/></svg>";
    let logo = format!("--logo={}", png(folder.path()));
    let dark = format!("--logo-dark={}", written(folder.path(), "dark.svg", svg));
    let icon = format!("--favicon={}", written(folder.path(), "icon.svg", svg));
    App::test_with(&["--app-name=Ledger", &logo, &dark, &icon], async |app| {
        let browser = app.browser();
        let page = browser.get("/login").await;
        let attribute = |name| page.attribute(".brand .logo", name).expect("it is there");
        assert_eq!([attribute("alt"), attribute("width"), attribute("height")], ["Ledger", "128", "32"]);
        let source = page.attribute(".brand source", "srcset").expect("a dark logo");
        let icon = page.attribute("link[rel=icon]", "href").expect("an icon");
        assert_eq!(page.text_of(".brand"), "");
        for (path, kind) in [(&attribute("src"), "image/png"), (&source, "image/svg+xml"), (&icon, "image/svg+xml")] {
            let file = browser.get(path).await;
            assert_eq!((file.status, file.header("content-type")), (200, Some(kind)), "{path}");
            assert_eq!(
                (file.header("cache-control"), file.header("x-content-type-options")),
                (FOREVER, Some("nosniff"))
            );
            let policy = file.header("content-security-policy").expect("a policy");
            assert_eq!(policy.contains("sandbox"), kind == "image/svg+xml", "{policy}");
        }
        assert_eq!(browser.get("/favicon.ico").await.body, svg);
        browser.post("/theme", &[("theme", "dark")]).await;
        let page = browser.get("/login").await;
        assert_eq!(page.attribute(".brand .logo", "src"), Some(source));
        assert!(page.texts_of(".brand source").is_empty());
    });
}

#[test]
fn an_email_carries_the_logo_within_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let logo = format!("--logo={}", png(folder.path()));
    App::test_with(&["--app-name=Ledger", &logo], async |app| {
        app.browser().register("john", "john@example.com", "secure123").await;
        let email = app.email_to("john@example.com").await;
        assert!(
            email.html.contains("<img src=\"cid:logo\" width=\"128\" height=\"32\" alt=\"Ledger\""),
            "{}",
            email.html
        );
        assert!(email.text.contains("Ledger"));
        let mails = std::fs::read_dir(app.data_dir().join("mail")).expect("a folder").flatten();
        let raw: Vec<String> = mails.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
        assert!(
            raw.len() == 1 && raw[0].contains("Content-ID: <logo>") && raw[0].contains("multipart/related"),
            "{raw:?}"
        );
    });
}

#[test]
fn a_picture_that_could_run_something_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = written(folder.path(), "a.svg", "<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>");
    let elsewhere = written(folder.path(), "b.svg", "<svg viewBox='0 0 1 1'><image href='https://a.example/'/></svg>");
    let good = png(folder.path());
    for (variable, value, part) in [
        ("LOGO", script.as_str(), "there is a <script> in it; remove it"),
        ("FAVICON", &elsewhere, "leads to another file"),
        ("LOGO", "/nowhere.png", "can't read /nowhere.png"),
        ("LOGO_DARK", &good, "set LOGO as well"),
    ] {
        let start = format!("vestibule: {variable}: ");
        assert_refused(&run(folder.path(), &[(variable, value)], &[]), &[&start, part]);
    }
}

#[test]
fn a_developer_sees_every_component_in_both_themes_and_each_language() {
    App::test_with(&["--accent=#7a1fa2"], async |app| {
        let browser = app.browser();
        let page = browser.get("/dev/look").await;
        assert_eq!((page.status, page.text_of("h1")), (200, "Look".to_owned()));
        assert_eq!(page.attributes_of(".specimens", "data-theme"), ["light", "dark"]);
        for part in [".summary", ".flash.ok", ".flash.note", ".banner", ".badge.warn", ".danger", ".foot", ".peek"] {
            assert_eq!(page.texts_of(&format!(".specimens {part}")).len(), 2, "{part}");
        }
        let ids = page.attributes_of("[id]", "id");
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "each id once: {ids:?}");
        let contrasts = page.texts_of("main .list li");
        assert!(contrasts.len() > 20 && contrasts.iter().all(|line| line.contains(":1 (≥ ")), "{contrasts:?}");
        assert!(page.texts_of("main section > .error").is_empty(), "no finding");
        for (tag, heading) in [("de", "Aussehen"), ("he", "מראה"), ("nonsense", "Look")] {
            let page = browser.get(&format!("/dev/look?language={tag}")).await;
            assert_eq!(page.text_of("h1"), heading);
            assert_eq!(page.attribute("html", "dir").as_deref() == Some("rtl"), tag == "he");
        }
    });
    App::test_in_production(&[], async |app| {
        assert_eq!(app.browser().get("/dev/look").await.status, 404);
    });
}
