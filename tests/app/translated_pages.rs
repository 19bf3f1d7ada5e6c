//! The main pages in each language, as their readers get them. English is in `pages.rs`.

use inside::texts::Language;

use crate::harness::snapshot::main_of;
use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

fn see(name: &str, language: Language, answer: &Answer) {
    assert_eq!(answer.attribute("html", "lang").as_deref(), Some(language.tag()), "{name}");
    let title = answer.text_of("title");
    insta::assert_snapshot!(format!("{name}.{}", language.tag()), format!("{title}\n{}", main_of(answer)));
}

fn in_language(language: Language) {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.post("/language", &[("language", language.tag()), ("next", "/")]).await;
        see("landing", language, &browser.get("/").await);
        see("login", language, &browser.get("/login").await);
        let wrong = [("username", "1"), ("email", "nowhere"), ("password", "short"), ("confirm_password", "different")];
        see("register_refused", language, &browser.post("/register", &wrong).await);
        browser.sign_in("john", PASSWORD).await;
        see("home", language, &browser.get("/").await);
        browser.login("john", "wrong").await;
        browser.login("john", "wrong").await;
        see("security", language, &browser.get("/security").await);
        see("history", language, &browser.get("/history").await);
        let admin = app.admin("alice").await;
        admin.post("/language", &[("language", language.tag()), ("next", "/")]).await;
        // The page counts those that wait.
        app.all_delivered().await;
        see("administration", language, &admin.get("/admin").await);
        see("find_users", language, &admin.get("/admin/users").await);
        see("show_user", language, &admin.get(&app.page_of("john")).await);
        see("delete_user", language, &admin.get(&format!("{}/delete", app.page_of("john"))).await);
        see("audit_log", language, &admin.get("/admin/events?user=john").await);
        see("create_invitation", language, &admin.get("/admin/invitations").await);
    });
}

/// The pages around passkeys: none yet, one of each kind, the question for one, and what a login without any leads to.
fn passkeys_in_language(language: Language) {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.post("/language", &[("language", language.tag()), ("next", "/")]).await;
        browser.sign_in("john", PASSWORD).await;
        app.execute("UPDATE users SET email_verified = true");
        see("passkeys_none", language, &browser.get("/passkeys").await);
        browser.add_passkey(app).await;
        app.clock.advance(time::Duration::seconds(1));
        browser.add_passkey(app).await;
        app.execute("UPDATE passkeys SET domain = 'old.example', backed_up = true");
        app.clock.advance(time::Duration::seconds(1));
        browser.add_passkey(app).await;
        app.execute("UPDATE passkeys SET suspended_at = '2026-01-01 00:00:00' WHERE domain = 'old.example' AND created_at = (SELECT MIN(created_at) FROM passkeys)");
        see("passkeys", language, &browser.get("/passkeys").await);
        let id = browser.passkey_ids().await.remove(2);
        see("passkeys_name_refused", language, &browser.post(&format!("/passkeys/{id}/rename"), &[("name", "")]).await);
        app.clock.advance(time::Duration::minutes(11));
        see("passkey_confirm", language, &browser.post(&format!("/passkeys/{id}/remove"), &[]).await);
        see("lost_factors_logged_in", language, &browser.get("/login/lost-factors").await);
        let other = app.browser();
        other.post("/language", &[("language", language.tag()), ("next", "/")]).await;
        other.login("john", PASSWORD).await;
        see("second_step_passkey", language, &other.get("/login/passkey").await);
        app.execute("UPDATE passkeys SET domain = 'old.example'");
        see("lost_factors", language, &other.get("/login/lost-factors").await);
    });
}

#[test]
fn passkeys_in_german() {
    passkeys_in_language(Language::De);
}

#[test]
fn passkeys_in_french() {
    passkeys_in_language(Language::Fr);
}

#[test]
fn passkeys_in_spanish() {
    passkeys_in_language(Language::Es);
}

#[test]
fn passkeys_in_hebrew() {
    passkeys_in_language(Language::He);
}

#[test]
fn in_german() {
    in_language(Language::De);
}

#[test]
fn in_french() {
    in_language(Language::Fr);
}

#[test]
fn in_spanish() {
    in_language(Language::Es);
}

#[test]
fn in_hebrew() {
    in_language(Language::He);
}
