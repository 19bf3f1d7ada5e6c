//! The second factors of an account at a glance.

use serde_json::json;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn both_doors_say_what_is_set_up() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert!(browser.get("/two-step").await.body.contains("Anyone who knows your password can log in."));
        let none = browser.get("/auth/factors").await;
        assert_eq!(
            none.json(),
            json!({ "ok": true, "totp": null, "recovery_codes_left": 0, "required": false, "passkeys": [], "recovery": null })
        );
        browser.set_up_app(app).await;
        let some = browser.get("/auth/factors").await.json();
        assert_eq!((some["totp"]["since"].is_string(), &some["recovery_codes_left"]), (true, &json!(10)));
        assert!(browser.get("/security").await.body.contains("Set up on"));
        assert_eq!(app.browser().get("/auth/factors").await.status, 401);
    });
}

#[test]
fn from_three_recovery_codes_left_on_a_banner_offers_new_ones() {
    App::test(async |app| {
        app.clock.stop();
        let (browser, jane) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        browser.set_up_app(app).await;
        let banner = "form.banner[action='/two-step/recovery-codes']";
        let use_up = |left: usize| {
            let unused = "SELECT hash FROM recovery_codes WHERE used_at IS NULL ORDER BY hash";
            app.execute(&format!(
                "UPDATE recovery_codes SET used_at = created_at WHERE hash IN ({unused} LIMIT (SELECT COUNT(*) - {left} FROM recovery_codes WHERE used_at IS NULL))"
            ));
        };
        for (left, shown) in [
            (4, None),
            (3, Some("3 recovery codes left.")),
            (1, Some("1 recovery code left.")),
            (0, Some("0 recovery codes left.")),
        ] {
            use_up(left);
            for path in ["/", "/security", "/two-step"] {
                let page = browser.get(path).await;
                let shown: Vec<_> = shown.into_iter().collect();
                assert_eq!(page.texts_of(&format!("{banner} p")), shown, "{path} with {left}");
                assert_eq!(jane.get(path).await.texts_of(banner).len(), 0, "{path} without a second factor");
            }
        }
        assert_eq!(browser.get("/sessions").await.texts_of(banner).len(), 0, "where it is not about the account");
        let page = browser.post("/two-step/recovery-codes", &[]).await;
        assert_eq!(page.texts_of(".recovery-codes code").len(), 10, "{}", page.body);
        assert_eq!(browser.get("/").await.texts_of(banner).len(), 0);
    });
}
