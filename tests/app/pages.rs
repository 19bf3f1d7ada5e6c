//! Every page of this door in its main states, as it is sent. Ids, dates and the hashes of files are left out.

use reqwest::Method;
use time::Duration;

use crate::harness::profile_forms::partial;
use crate::harness::snapshot::without_row_numbers;
use crate::harness::{Answer, App, Passkey};

const PASSWORD: &str = "correct horse battery";

/// Replaces what stands between two marks, each time it does.
fn blank(text: &str, start: &str, end: &str, with: &str) -> String {
    let mut left = text;
    let mut done = String::with_capacity(text.len());
    while let Some((before, rest)) = left.split_once(start) {
        let Some((_, after)) = rest.split_once(end) else { break };
        done.extend([before, start, with, end]);
        left = after;
    }
    done + left
}

/// Replaces the name that follows a mark, each time it does.
fn unname(text: &str, mark: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        let rest = part.trim_start_matches(is_part);
        done + mark + if rest.len() < part.len() { "NAME" } else { "" } + rest
    })
}

/// The page as it is compared.
fn redacted(answer: &Answer) -> String {
    let mut page = without_row_numbers(&format!("{}\n{}", answer.status, answer.body));
    for file in ["app", "docs", "enhance", "icon"] {
        page = blank(&page, &format!("/static/{file}."), ".", "HASH");
    }
    for mark in [
        "id=\"event-",
        "/sessions/remembered/",
        "/verify/",
        "/reset-password/",
        "/email-change/",
        "/not-me/",
        "/factor-recovery/",
        "/dev/mailbox/",
        "http://127.0.0.1:",
        "http://localhost:",
    ] {
        page = unname(&page, mark);
    }
    page = blank(&page, "region\" aria-label=\"The headers of this email\">", "</pre>", "HEADERS");
    page = blank(&page, "name=\"kept_password\" value=\"", "\"", "SEALED");
    page = blank(&page, "action=\"/passkeys/", "/r", "ID");
    page = blank(&page, "<time datetime=\"", "\"", "DATE");
    page = blank(&page, "<time datetime=\"DATE\">", "</time>", "DATE");
    page = blank(&page, "<time datetime=\"DATE\" title=\"", "\"", "DATE");
    blank(&page, "<code id=\"reference\">", "</code>", "ID")
}

fn see(name: &str, answer: &Answer) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(true);
    settings.bind(|| insta::assert_snapshot!(name, redacted(answer)));
}

#[test]
fn guests() {
    App::test(async |app| {
        let browser = app.browser();
        see("landing", &browser.get("/").await);
        see("register", &browser.get("/register").await);
        see("register_empty", &browser.post("/register", &[]).await);
        browser.register("taken", "taken@example.com", PASSWORD).await;
        see("login_after_sign_up", &browser.get("/login").await);
        let wrong =
            [("username", "Taken"), ("email", "nowhere"), ("password", "short"), ("confirm_password", "different")];
        see("register_refused", &browser.post("/register", &wrong).await);
        let browser = app.browser();
        see("login", &browser.get("/login?next=/security").await);
        see("login_empty", &browser.login("", "").await);
        see("login_wrong", &browser.login("taken", "wrong").await);
        browser.login("taken", "wrong").await;
        see("login_wrong_three_times", &browser.login("taken", "wrong").await);
        see("forgot_password", &browser.get("/forgot-password").await);
        see("dead_link", &browser.get("/reset-password/no-such-token").await);
        browser.post("/theme", &[("theme", "dark")]).await;
        see("landing_dark", &browser.get("/").await);
    });
}

#[test]
fn guests_who_may_not_sign_up() {
    for (how, name) in [("closed", "registration_closed"), ("invite", "invitation_needed")] {
        App::test_with(&[&format!("--registration={how}")], async |app| {
            see(name, &app.browser().get("/register").await)
        });
    }
}

#[test]
fn logged_in() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        see("home_first_login", &browser.get("/").await);
        app.clock.advance(Duration::minutes(1));
        browser.login("john", PASSWORD).await;
        see("home", &browser.get("/").await);
        partial(&browser, "john", &[("username", "johnny")]).await;
        see("home_after_a_rename", &browser.get("/").await);
        partial(&browser, "johnny", &[("username", "johnny")]).await;
        see("home_nothing_changed", &browser.get("/").await);
        see("partial_blank", &partial(&browser, "johnny", &[]).await);
        let wrong = [("username", "1"), ("email", "nowhere"), ("password", "short")];
        let with = |method| [("_method", method)].into_iter().chain(wrong).collect::<Vec<_>>();
        see("partial_refused", &browser.post("/partial/johnny", &with("PATCH")).await);
        see("full_refused", &browser.post("/update/johnny", &with("PUT")).await);
        app.clock.advance(Duration::minutes(30));
        let change = [("_method", "PATCH"), ("email", "new@example.com")];
        see("partial_confirm_it_is_you", &browser.post("/partial/johnny", &change).await);
        let wrong = [change[0], change[1], ("current_password", "wrong")];
        see("partial_wrong_current_password", &browser.post("/partial/johnny", &wrong).await);
        let all = [
            ("_method", "PUT"),
            ("username", "johnny"),
            ("email", "new@example.com"),
            ("password", "another good one"),
        ];
        see("full_confirm_it_is_you", &browser.post("/update/johnny", &all).await);
        see("error_403", &browser.post("/partial/jane", &change).await);
        see("home_stale", &browser.get("/").await);
        for page in ["security", "sessions", "history", "change-password"] {
            see(&page.replace('-', "_"), &browser.get(&format!("/{page}")).await);
        }
        browser.post("/logout", &[]).await;
        see("landing_after_logout", &browser.get("/").await);
        browser.post("/partial/johnny", &change).await;
        see("login_after_the_session_ended", &browser.get("/login").await);
    });
}

#[test]
fn behind_links_of_emails() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let verify = app.link_to("john@example.com", "/verify/").await;
        see("dev_look", &browser.get("/dev/look").await);
        see("dev_mailbox", &browser.get("/dev/mailbox").await);
        let message = browser.get("/dev/mailbox").await.attribute(".name a", "href").expect("an email");
        see("dev_email", &browser.get(&message).await);
        see("dev_email_text", &browser.get(&format!("{message}?part=text")).await);
        see("dev_email_headers", &browser.get(&format!("{message}?part=headers")).await);
        see("verify", &browser.get(&verify).await);
        browser.post(&verify, &[]).await;
        see("message", &browser.get(&verify).await);
        browser.post("/forgot-password", &[("email", "john@example.com")]).await;
        see("check_email", &browser.get("/forgot-password/sent").await);
        let reset = app.link_to("john@example.com", "/reset-password/").await;
        see("reset_password", &browser.get(&reset).await);
        see("reset_password_refused", &browser.post(&reset, &[("password", "short")]).await);
        partial(&browser, "john", &[("email", "new@example.com")]).await;
        let back = app.link_to("john@example.com", "/email-change/").await;
        see("undo_email_change", &browser.get(&back).await);
        app.browser_named("curl/8.5.0").login("john", PASSWORD).await;
        let not_me = app.link_to("new@example.com", "/not-me/").await;
        see("not_me", &browser.get(&not_me).await);
    });
}

#[test]
fn documentation() {
    App::test(async |app| {
        let page = app.browser().get("/docs/errors").await;
        // The other rows look like the first, and docs/errors.md has their text.
        let (start, rest) = page.body.split_once("</tr>\n        <tr>").expect("a row");
        let (_, end) = rest.rsplit_once("</tr>").expect("another row");
        see("error_code", &app.browser().get("/docs/errors/reauth_required").await);
        see("error_codes", &Answer { body: format!("{start}</tr>{end}"), ..page });
    });
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[test]
fn errors() {
    use diesel::connection::SimpleConnection;
    App::test_with(&["--hashing-threads=1", "--hashing-queue=1"], async |app| {
        let browser = app.browser();
        see("error_404", &browser.get("/nowhere").await);
        see("error_405", &browser.get("/logout").await);
        see("error_400", &browser.send(Method::POST, "/login", &[FORM], "username=%ff").await);
        see("error_413", &browser.send(Method::POST, "/login", &[FORM], "x".repeat(70_000)).await);
        see("error_415", &browser.send(Method::POST, "/login", &[], "x").await);
        see("error_401", &browser.submit(Method::PATCH, "/partial/john", &[]).await);
        let elsewhere = [FORM, ("sec-fetch-site", "cross-site")];
        see("error_cross_site", &browser.send(Method::POST, "/login", &elsewhere, "").await);
        app.services.db.conn().unwrap().batch_execute("DROP TABLE events").unwrap();
        see("error_500", &browser.login("john", PASSWORD).await);
    });
    App::test(async |app| {
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let held = app.hold_writes();
        see("login_unavailable", &app.browser().login("john", PASSWORD).await);
        see("error_503", &john.post("/sessions/end-others", &[]).await);
        drop(held);
    });
}

/// A JSON answer with its status; its id is left out.
fn see_json(name: &str, answer: &Answer) {
    let mut json = answer.json();
    for (pointer, with) in [("/request_id", "ID"), ("/user/id", "ID")] {
        if let Some(value) = json.pointer_mut(pointer) {
            *value = with.into();
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_sort_maps(true);
    settings.bind(|| insta::assert_json_snapshot!(name, serde_json::json!([answer.status, json])));
}

#[test]
fn answers_to_scripts() {
    use diesel::connection::SimpleConnection;
    use serde_json::json;
    App::test(async |app| {
        let browser = app.browser();
        let patch = async |path: &str, body: &serde_json::Value| browser.json(Method::PATCH, path, body).await;
        see_json("json_401", &patch("/partial/john", &json!({})).await);
        browser.sign_in("john", PASSWORD).await;
        see_json("json_updated", &patch("/partial/john", &json!({"username": "johnny"})).await);
        see_json("json_nothing_changed", &patch("/partial/johnny", &json!({})).await);
        let wrong = json!({"username": "1", "email": "x", "password": "y"});
        see_json("json_refused", &patch("/partial/johnny", &wrong).await);
        see_json("json_403", &patch("/partial/jane", &json!({})).await);
        app.clock.advance(Duration::minutes(30));
        see_json("json_confirm_it_is_you", &patch("/partial/johnny", &json!({"email": "new@example.com"})).await);
        let wrong = json!({"email": "new@example.com", "current_password": "x"});
        see_json("json_wrong_current_password", &patch("/partial/johnny", &wrong).await);
        let script = ("accept", "application/json");
        see_json("json_404", &browser.send(Method::GET, "/nowhere", &[script], "").await);
        see_json("json_405", &browser.send(Method::GET, "/logout", &[script], "").await);
        see_json("json_400", &browser.send(Method::POST, "/login", &[FORM, script], "username=%ff").await);
        see_json("json_413", &browser.send(Method::POST, "/login", &[FORM, script], "x".repeat(70_000)).await);
        see_json("json_415", &browser.send(Method::POST, "/login", &[script], "x").await);
        let elsewhere = [FORM, script, ("sec-fetch-site", "cross-site")];
        see_json("json_cross_site", &browser.send(Method::POST, "/login", &elsewhere, "").await);
        app.services.db.conn().unwrap().batch_execute("DROP TABLE events").unwrap();
        see_json("json_500", &browser.send(Method::POST, "/login", &[FORM, script], "username=a&password=b").await);
    });
}

#[test]
fn two_step_login_that_is_required() {
    App::test_with(&["--require-second-factor=all"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        browser.login("john", PASSWORD).await;
        let mut page = browser.get("/login/set-up?next=%2Fhistory").await;
        for (start, end) in [("<svg ", "</svg>"), ("?secret=", "&"), ("class=\"key\" dir=\"ltr\">", "<")] {
            page.body = blank(&page.body, start, end, "SECRET");
        }
        see("two_step_required", &page);
    });
}

#[test]
fn remembered_browsers() {
    App::test_with(&["--remember-browser-days=30"], async |app| {
        app.at_noon();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let phone = owner.set_up_app(app).await;
        owner.post("/logout", &[]).await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        see("two_step_code_remember", &browser.get("/login/code").await);
        browser.post("/login/code", &[("code", &phone.code(app)), ("remember_browser", "1")]).await;
        see("sessions_remembered", &browser.get("/sessions").await);
    });
}

#[test]
fn two_step_login() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        see("two_step_off", &browser.get("/two-step").await);
        let mut page = browser.get("/two-step/app").await;
        for (start, end) in [("<svg ", "</svg>"), ("?secret=", "&"), ("class=\"key\" dir=\"ltr\">", "<")] {
            page.body = blank(&page.body, start, end, "SECRET");
        }
        // The drawing comes last on its line; icons are drawn before it.
        see("two_step_set_up", &page);
        browser.set_up_app(app).await;
        see("two_step_on", &browser.get("/two-step").await);
        let mut codes = browser.post("/two-step/recovery-codes", &[]).await;
        codes.body = blank(&codes.body, "<li><code>", "</code>", "CODE");
        codes.body = blank(&codes.body, "href=\"data:text/plain", "\"", "CODES");
        see("two_step_recovery_codes", &codes);
        let other = app.browser();
        other.login("john", PASSWORD).await;
        see("two_step_code", &other.get("/login/code").await);
        see("two_step_code_wrong", &other.post("/login/code", &[("code", "none")]).await);
        see("two_step_recovery_code", &other.get("/login/recovery-code").await);
    });
}

#[test]
fn lost_factors() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        let other = account.half_way().await;
        see("lost_factors", &other.get("/login/lost-factors").await);
        other.post("/login/lost-factors", &[]).await;
        see("lost_factors_running", &other.get("/login/lost-factors").await);
        see("two_step_with_a_request", &account.owner.get("/two-step").await);
        let link = account.stop_links().await[0].clone();
        see("stop_factor_recovery", &other.get(&link).await);
        account.wait(Duration::days(3));
        let link = account.finish_link().await.expect("the last email");
        see("finish_factor_recovery", &other.get(&link).await);
    });
}

#[test]
fn passkeys() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        see("passkeys_none", &browser.get("/passkeys").await);
        let mut apple = Passkey::new(app);
        apple.flags |= Passkey::BACKUP_ELIGIBLE | Passkey::BACKED_UP;
        apple
            .aaguid
            .copy_from_slice(&data_encoding::HEXLOWER.decode(b"fbfc3007154e4ecc8c0b6e020557d7bd").expect("hex"));
        browser.offer_passkey(&mut apple).await;
        app.clock.advance(Duration::minutes(1));
        browser.add_passkey(app).await;
        let ids = browser.passkey_ids().await;
        browser.post(&format!("/passkeys/{}/rename", ids[0]), &[("name", "My phone")]).await;
        app.clock.advance(Duration::minutes(5));
        app.browser().log_in_with(&mut apple).await;
        see("passkeys", &browser.get("/passkeys").await);
        let path = format!("/passkeys/{}/rename", ids[1]);
        see("passkeys_name_refused", &browser.post(&path, &[("name", " ")]).await);
        see("passkeys_refused", &browser.post("/passkeys", &[("created", "")]).await);
        see("two_step_by_passkey", &browser.get("/two-step").await);
        let other = app.browser();
        other.login("john", PASSWORD).await;
        see("second_step_passkey", &other.get("/login/passkey?next=%2Fhistory").await);
        app.clock.advance(Duration::minutes(11));
        see("passkeys_stale", &browser.get("/passkeys").await);
        let remove = format!("/passkeys/{}/remove", ids[1]);
        see("passkey_confirm_it_is_you", &browser.post(&remove, &[]).await);
        see("passkey_confirm_refused", &browser.post(&remove, &[("passkey", "{\"id\":\"AAAA\"}")]).await);
    });
}
