//! `SECRET_KEY` is changed: an authenticator app goes on, and needs the old key no longer once it was used.

use serde_json::json;
use time::Duration;

use crate::harness::App;

const K1: &str = "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
const K2: &str = "--secret-key=9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f210f6a41c";
const K1_PREVIOUS: &str = "--secret-key-previous=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
const PASSWORD: &str = "correct horse battery";

#[test]
fn an_app_that_is_used_under_the_new_key_is_sealed_with_it() {
    App::test_with(&[K1], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        let log_in_at = async |node: &App| {
            app.clock.advance(Duration::seconds(60));
            let script = node.script();
            assert_eq!(script.login("john", PASSWORD).await.json()["code"], "second_factor_required");
            script.post("/auth/login/second_factor", json!({ "code": phone.code(node) })).await.status
        };
        let both = app.another_node(&[K2, K1_PREVIOUS]);
        assert_eq!(log_in_at(&both.app).await, 200);
        let new_only = app.another_node(&[K2]);
        assert_eq!(log_in_at(&new_only.app).await, 200, "the old key is needed no longer");
    });
}
