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
        assert_eq!(none.json(), json!({ "ok": true, "totp": null, "recovery_codes_left": 0 }));
        browser.set_up_app(app).await;
        let some = browser.get("/auth/factors").await.json();
        assert_eq!((some["totp"]["since"].is_string(), &some["recovery_codes_left"]), (true, &json!(10)));
        assert!(browser.get("/security").await.body.contains("Set up on"));
        assert_eq!(app.browser().get("/auth/factors").await.status, 401);
    });
}
