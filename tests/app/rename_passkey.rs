//! Give a passkey another name, at both doors that do.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

fn names(list: &Answer) -> Vec<String> {
    let list = list.json();
    let passkeys = list["passkeys"].as_array().expect("a list").iter();
    passkeys.filter_map(|passkey| passkey["name"].as_str().map(str::to_owned)).collect()
}

#[test]
fn the_page_and_the_script_rename_it_without_asking_who_they_are() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.add_passkey(app).await;
        app.clock.advance(Duration::minutes(11));
        let id = browser.passkey_ids().await.remove(0);
        let renamed = browser.post(&format!("/passkeys/{id}/rename"), &[("name", " My \u{202e}phone ")]).await;
        assert_eq!((renamed.status, renamed.location()), (303, Some("/passkeys")), "{}", renamed.body);
        assert_eq!(names(&browser.get("/auth/factors").await), ["My phone"]);
        let page = browser.get("/passkeys").await;
        assert!(page.text_of(".flash").contains("The passkey is now called") && page.body.contains("My phone"));
        let path = format!("/auth/factors/passkeys/{id}");
        let renamed = browser.json(Method::PATCH, &path, &json!({ "name": "Work" })).await;
        assert_eq!((renamed.status, renamed.json()), (200, json!({ "ok": true, "msg": "Passkey renamed" })));
        assert_eq!(names(&browser.get("/auth/factors").await), ["Work"]);
    });
}

#[test]
fn a_name_that_is_blank_or_too_long_is_refused_where_it_was_typed() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.add_passkey(app).await;
        browser.add_passkey(app).await;
        let ids = browser.passkey_ids().await;
        let before = names(&browser.get("/auth/factors").await);
        let long = "ü".repeat(61);
        for (typed, sentence) in [
            ("", "Enter a name"),
            (" \u{200b}\u{202e} ", "Enter a name"),
            (long.as_str(), "Name must be 60 characters or fewer"),
        ] {
            let page = browser.post(&format!("/passkeys/{}/rename", ids[1]), &[("name", typed)]).await;
            assert_eq!((page.status, page.field_error("name")), (422, sentence.to_owned()), "{}", page.body);
            assert_eq!(page.attributes_of("details[open] form", "action"), [format!("/passkeys/{}/rename", ids[1])]);
            let path = format!("/auth/factors/passkeys/{}", ids[1]);
            let refused = browser.json(Method::PATCH, &path, &json!({ "name": typed })).await;
            assert_eq!((refused.status, &refused.json()["fields"]["name"][0]), (400, &json!(sentence)));
        }
        let path = format!("/auth/factors/passkeys/{}", ids[1]);
        for body in [json!({}), json!({ "name": Value::Null }), json!({ "name": 7 })] {
            let refused = browser.json(Method::PATCH, &path, &body).await;
            assert_eq!(refused.status, 400, "{body}: {}", refused.body);
        }
        assert_eq!(names(&browser.get("/auth/factors").await), before);
        let html = [("name", "<script>alert(1)</script>")];
        assert_eq!(browser.post(&format!("/passkeys/{}/rename", ids[0]), &html).await.status, 303);
        for _ in 0..2 {
            assert!(!browser.get("/passkeys").await.body.contains("<script>alert"));
        }
    });
}

#[test]
fn nobody_renames_what_is_anothers() {
    App::test(async |app| {
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        john.add_passkey(app).await;
        jane.sign_in("jane", PASSWORD).await;
        jane.add_passkey(app).await;
        let id = john.passkey_ids().await.remove(0);
        let before = names(&john.get("/auth/factors").await);
        assert_eq!(jane.post(&format!("/passkeys/{id}/rename"), &[("name", "mine")]).await.status, 404);
        let path = format!("/auth/factors/passkeys/{id}");
        assert_eq!(jane.json(Method::PATCH, &path, &json!({ "name": "mine" })).await.status, 404);
        assert_eq!(app.browser().json(Method::PATCH, &path, &json!({ "name": "mine" })).await.status, 401);
        assert_eq!(names(&john.get("/auth/factors").await), before);
    });
}

#[test]
fn an_address_that_can_name_no_passkey_is_not_found_on_every_database() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.add_passkey(app).await;
        for id in ["%00", "a%00b", "%C3%BC", "%27"] {
            let rename = browser.post(&format!("/passkeys/{id}/rename"), &[("name", "Phone")]).await;
            let remove = browser.post(&format!("/passkeys/{id}/remove"), &[]).await;
            assert_eq!((rename.status, remove.status), (404, 404), "{id}");
            let path = format!("/auth/factors/passkeys/{id}");
            assert_eq!(browser.json(Method::DELETE, &path, &json!({})).await.status, 404, "{id}");
        }
        assert_eq!(browser.passkey_ids().await.len(), 1);
    });
}
