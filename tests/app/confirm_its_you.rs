//! "Confirm it's you": what the forms ask for once a login is old, and what the page that asks afterwards keeps.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::profile_forms::{flash, full, partial};
use crate::harness::{Answer, App, Browser, Phone};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

/// What a browser would send with the form of this page that has the selector.
fn fields_of(answer: &Answer, form: &str) -> Vec<(String, String)> {
    let document = scraper::Html::parse_document(&answer.body);
    let selector = scraper::Selector::parse(&format!("{form} input[name]")).expect("a selector");
    let value = |name: &str, element: scraper::ElementRef<'_>| element.value().attr(name).unwrap_or("").to_owned();
    document.select(&selector).map(|input| (value("name", input), value("value", input))).collect()
}

/// Sends the form that asks for the current password, with this one typed.
async fn confirm(browser: &Browser<'_>, page: &Answer, current: &str) -> Answer {
    confirm_with(browser, page, "current_password", current).await
}

/// Sends the form with this typed into its field of that name.
async fn confirm_with(browser: &Browser<'_>, page: &Answer, field: &str, typed: &str) -> Answer {
    let mut fields = fields_of(page, "form.fields");
    for (name, value) in &mut fields {
        if name == field {
            typed.clone_into(value);
        }
    }
    let action = page.attribute("form.fields", "action").expect("an action");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&action, &fields).await
}

#[test]
fn once_the_window_has_passed_the_forms_ask_from_the_start() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let asked = |page: &Answer, id: &str| page.attribute(id, "name");
        let page = browser.get("/").await;
        assert_eq!((asked(&page, "#p-current_password"), asked(&page, "#u-current_password")), (None, None));
        app.clock.advance(Duration::minutes(11));
        let page = browser.get("/").await;
        assert_eq!(asked(&page, "#p-current_password").as_deref(), Some("current_password"));
        assert_eq!(asked(&page, "#u-current_password").as_deref(), Some("current_password"));
        assert_eq!(page.attribute("#p-current_password", "required"), None, "a new username needs none");
        assert!(page.attribute("#u-current_password", "required").is_some());
        assert_eq!(partial(&browser, "john", &[("username", "johnny"), ("current_password", "")]).await.status, 303);
    });
}

#[test]
fn what_is_asked_afterwards_is_a_calm_page_that_names_the_change_and_keeps_it() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        let wanted = [("email", "new@example.com"), ("password", OTHER)];
        let page = partial(&browser, "john", &wanted).await;
        assert_eq!(page.status, 403);
        assert_eq!(
            (page.text_of("title"), page.text_of("h1")),
            ("Confirm it's you – Vestibule".into(), "Confirm it's you".into())
        );
        assert_eq!(
            page.texts_of(".summary, .error, [aria-invalid]"),
            Vec::<String>::new(),
            "nobody did anything wrong"
        );
        assert!(page.body.contains("Enter your current password to change your email and password."), "{}", page.body);
        assert_eq!(page.texts_of(".typed dd"), ["new@ example.com", "Your new password"], "it may break after the @");
        assert!(page.attribute("#current_password", "autofocus").is_some());
        assert_eq!(page.attribute("form.fields", "action").as_deref(), Some("/partial/john"));
        assert!(!page.body.contains(OTHER));

        // Red after a wrong try only, and still nothing is lost.
        let page = confirm(&browser, &page, "wrong").await;
        assert_eq!((page.status, page.text_of("title")), (403, "Error: Confirm it's you – Vestibule".into()));
        assert_eq!(page.field_errors()["current_password"], "Error: Current password is incorrect");
        assert_eq!(app.user("john").email, "john@example.com", "nothing is half done");

        let done = confirm(&browser, &page, PASSWORD).await;
        assert_eq!((done.status, done.location()), (303, Some("/")), "{}", done.body);
        assert_eq!(
            flash(&browser).await,
            "Email changed to new@example.com. Password changed. Other devices were logged out."
        );
        assert_eq!(app.browser().login("new@example.com", OTHER).await.status, 303);
    });
}

#[test]
fn the_full_form_and_a_single_change_are_named_too() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let page = partial(&browser, "john", &[("email", "new@example.com")]).await;
        assert!(page.body.contains("to change your email to new@example.com."), "{}", page.body);
        assert_eq!(page.text_of("form.fields button[type=submit]"), "Change email");
        let all = [("username", "johnny"), ("email", "new@example.com"), ("password", OTHER)];
        let page = full(&browser, "john", &all).await;
        assert_eq!((page.status, page.texts_of(".typed dd").len()), (403, 3));
        assert_eq!(confirm(&browser, &page, PASSWORD).await.status, 303);
        assert_eq!(app.browser().login("johnny", OTHER).await.status, 303);
    });
}

#[test]
fn edit_leads_back_to_the_form_with_everything_in_it() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for path in ["partial", "update"] {
            let (method, prefix) = if path == "partial" { ("PATCH", "p") } else { ("PUT", "u") };
            let sent = [("_method", method), ("username", "john"), ("email", "new@example.com"), ("password", OTHER)];
            let page = browser.post(&format!("/{path}/john"), &sent).await;
            let mut back = fields_of(&page, ".typed form");
            back.push(("edit".to_owned(), "1".to_owned()));
            let back: Vec<_> = back.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let form = browser.post(&format!("/{path}/john"), &back).await;
            assert_eq!((form.status, form.texts_of(".summary").len()), (200, 0), "{path}");
            assert_eq!(form.attribute(&format!("#{prefix}-email"), "value").as_deref(), Some("new@example.com"));
            assert_eq!(form.attribute(&format!("#{prefix}-password"), "required"), None, "it is kept");
            assert!(!form.body.contains(OTHER));
            assert_eq!(app.user("john").email, "john@example.com", "editing saves nothing");
            let kept = fields_of(&form, &format!("form[action='/{path}/john']"));
            assert!(kept.iter().any(|(name, value)| name == "kept_password" && !value.is_empty()), "{kept:?}");
        }
    });
}

#[test]
fn a_kept_password_opens_in_its_own_session_only_and_not_for_long() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let (browser, phone, jane) = (app.browser(), app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        let page = partial(&browser, "john", &[("password", OTHER)]).await;
        let sealed = page.attribute("form.fields input[name=kept_password]", "value").expect("a sealed password");
        let with = |sealed| [("kept_password", sealed), ("current_password", PASSWORD)];
        let lost = "Error: The new password was kept for 10 minutes only. Enter it again";
        for (who, name) in [(&phone, "john"), (&jane, "jane")] {
            let answer = partial(who, name, &with(&sealed)).await;
            assert_eq!((answer.status, answer.field_errors()["p-password"].as_str()), (422, lost), "{name}");
        }
        let changed = sealed.chars().rev().collect::<String>();
        for nonsense in [changed.as_str(), "x", "ä"] {
            assert_eq!(partial(&browser, "john", &with(nonsense)).await.status, 422, "{nonsense}");
        }
        // Its length doesn't tell the password's.
        let page = partial(&browser, "john", &[("password", "quite another and much longer password")]).await;
        let longer = page.attribute("form.fields input[name=kept_password]", "value").expect("a sealed password");
        assert_eq!(longer.len(), sealed.len());
        app.clock.advance(Duration::minutes(11));
        assert_eq!(partial(&browser, "john", &with(&sealed)).await.status, 422, "expired");
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303, "nothing was changed");
    });
}

#[test]
fn another_error_loses_the_new_password_and_says_so() {
    let again = "Error: The new password was not kept. Enter it again to change it";
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let hash = app.user("john").password;
        let answer = partial(&browser, "john", &[("email", "nowhere"), ("password", OTHER)]).await;
        assert_eq!((answer.status, &answer.field_errors()["p-password"]), (422, &again.to_owned()));
        assert_eq!(answer.attribute("#p-email", "value").as_deref(), Some("nowhere"));
        assert_eq!(answer.attribute("#p-password", "value"), None);
        assert!(!answer.body.contains(OTHER));
        // A password with an error of its own is asked for by that, and where there was none, none is missed.
        let answer = partial(&browser, "john", &[("password", "short")]).await;
        assert_eq!(answer.field_errors()["p-password"], "Error: Password must be 8 characters or more");
        let answer = partial(&browser, "john", &[("email", "nowhere")]).await;
        assert!(!answer.field_errors().contains_key("p-password"));
        // Left blank all the same, the old one is kept.
        assert_eq!(partial(&browser, "john", &[("email", "new@example.com"), ("password", "")]).await.status, 303);
        assert_eq!(app.user("john").password, hash);
    });
}

#[test]
fn an_old_login_is_told_every_error_at_once() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        for current in ["", PASSWORD] {
            let fields =
                [("username", "john"), ("email", "nowhere"), ("password", OTHER), ("current_password", current)];
            for (answer, prefix) in
                [(partial(&browser, "john", &fields).await, "p-"), (full(&browser, "john", &fields).await, "u-")]
            {
                assert_eq!(answer.status, 422);
                let asked = answer.attribute(&format!("#{prefix}current_password"), "name");
                assert_eq!(asked.as_deref(), Some("current_password"), "{prefix} {current:?}");
                let told = answer.field_errors().get(&format!("{prefix}current_password")).cloned();
                let missing = current.is_empty().then(|| "Error: Enter your current password".to_owned());
                assert_eq!(told, missing, "{prefix} {current:?}: all errors at once");
                assert!(!answer.body.contains(PASSWORD) && !answer.body.contains(OTHER));
            }
        }
        let wrong = partial(&browser, "john", &[("email", "nowhere"), ("current_password", OTHER)]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.field_errors()["p-current_password"], "Error: Current password is incorrect");
    });
}

#[test]
fn deleting_asks_on_the_same_page_when_the_window_passes_in_between() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        let page = browser.post("/delete-account", &[("confirm_username", "john")]).await;
        assert_eq!((page.status, page.text_of("h1")), (403, "Confirm it's you".into()));
        let asked = "Enter your current password to delete your account john and all its data. This can't be undone.";
        assert_eq!(page.text_of("main .body > p"), asked);
        let page = confirm(&browser, &page, "wrong").await;
        assert_eq!((page.status, page.text_of("title")), (403, "Error: Confirm it's you – Vestibule".into()));
        assert!(app.find_user("john").is_some());
        assert_eq!(confirm(&browser, &page, PASSWORD).await.status, 303);
        assert!(app.find_user("john").is_none());
    });
}

/// A browser whose login took a recovery code: its password is fresh, and a code of the app is missing.
async fn logged_in_by_recovery_code<'a>(app: &'a App) -> (Browser<'a>, Phone) {
    app.clock.stop();
    let owner = app.browser();
    owner.sign_in("john", PASSWORD).await;
    let phone = owner.set_up_app(app).await;
    let browser = app.browser();
    browser.login("john", PASSWORD).await;
    let answer = browser.post("/login/recovery-code", &[("code", &phone.recovery_codes[0])]).await;
    assert_eq!((answer.status, answer.location()), (303, Some("/")));
    (browser, phone)
}

#[test]
fn where_only_a_code_is_missing_the_page_asks_for_nothing_else_and_keeps_what_was_typed() {
    App::test(async |app| {
        let (browser, phone) = logged_in_by_recovery_code(app).await;
        let form = browser.get("/").await;
        for prefix in ["p", "u"] {
            assert_eq!(form.attribute(&format!("#{prefix}-code"), "name").as_deref(), Some("code"));
            assert_eq!(form.attribute(&format!("#{prefix}-current_password"), "name"), None);
        }
        for (name, wanted) in [("new", OTHER), ("newer", PASSWORD)] {
            let email = format!("{name}@example.com");
            let sent = [("username", "john"), ("email", &email), ("password", wanted)];
            let page = match name {
                "new" => partial(&browser, "john", &sent).await,
                _ => full(&browser, "john", &sent).await,
            };
            assert_eq!((page.status, page.text_of("h1")), (403, "Confirm it's you".into()));
            assert_eq!(page.text_of("main .body > p"), "Confirm that it's you to save these changes.");
            assert_eq!(page.attribute("#current_password", "name"), None);
            assert!(page.attribute("#code", "autofocus").is_some());
            assert!(!page.body.contains("Forgot your password?") && !page.body.contains(wanted));
            assert_eq!(page.texts_of(".typed dd"), [format!("{name}@ example.com").as_str(), "Your new password"]);
            let page = confirm_with(&browser, &page, "code", &phone.wrong_code(app)).await;
            assert_eq!(page.field_errors()["code"], "Error: Code is incorrect or was already used. Enter the next one");
            let page = confirm_with(&browser, &page, "code", &phone.recovery_codes[1]).await;
            assert_eq!(page.status, 403, "a recovery code finishes a login and nothing else");
            let done = confirm_with(&browser, &page, "code", &phone.code(app)).await;
            assert_eq!((done.status, done.location()), (303, Some("/")), "{}", done.body);
            assert_eq!(app.user("john").email, email);
            app.clock.advance(Duration::minutes(11));
            let asked = partial(&browser, "john", &[("email", "last@example.com")]).await;
            let asks = |id: &str| asked.attribute(id, "name").is_some();
            assert!(asks("#current_password") && asks("#code"), "ten minutes later both are asked for");
            browser.login("john", wanted).await;
            let unused = if name == "new" { 2 } else { 3 };
            browser.post("/login/recovery-code", &[("code", &phone.recovery_codes[unused])]).await;
        }
    });
}

#[test]
fn the_password_without_the_code_is_told_that_the_code_is_missing() {
    App::test(async |app| {
        let (browser, _) = logged_in_by_recovery_code(app).await;
        app.clock.advance(Duration::minutes(11));
        let page = partial(&browser, "john", &[("email", "new@example.com")]).await;
        assert_eq!((page.status, page.field_errors().len()), (403, 0), "calm at first: {}", page.body);
        let page = confirm_with(&browser, &page, "current_password", PASSWORD).await;
        assert_eq!((page.status, page.text_of("h1")), (403, "Confirm it's you".into()));
        assert_eq!(page.field_errors()["code"], "Error: Enter the code from your authenticator app");
        let change = json!({ "email": "new@example.com", "current_password": PASSWORD });
        let answer = browser.json(Method::PUT, "/auth/update_profile", &change).await;
        assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("reauth_required")));
        let missing = json!({ "code": ["Enter the code from your authenticator app"] });
        assert_eq!(answer.json()["fields"], missing, "{}", answer.body);
        assert_eq!(answer.json()["error"], "Enter the code from your authenticator app");
    });
}

#[test]
fn a_rate_limit_on_codes_is_told_at_the_field_that_is_there() {
    App::test(async |app| {
        let (browser, phone) = logged_in_by_recovery_code(app).await;
        let change = [("email", "new@example.com")];
        for path in ["/partial/john", "/delete-account"] {
            let mut page = match path {
                "/delete-account" => browser.post(path, &[("confirm_username", "john")]).await,
                _ => partial(&browser, "john", &change).await,
            };
            for _ in 0..5 {
                assert_eq!((page.status, page.attribute("form.fields", "action").as_deref()), (403, Some(path)));
                page = confirm_with(&browser, &page, "code", &phone.wrong_code(app)).await;
            }
            let page = confirm_with(&browser, &page, "code", &phone.code(app)).await;
            assert_eq!(page.status, 429, "{path}");
            let links = page.attributes_of(".summary a", "href");
            assert_eq!(links, ["#code"], "{path}");
            assert_eq!(page.attribute("#code", "name").as_deref(), Some("code"), "{path}");
            assert_eq!(page.attribute("#current_password", "name"), None, "{path}");
            app.clock.advance(Duration::seconds(61));
            let done = confirm_with(&browser, &page, "code", &phone.code(app)).await;
            assert_eq!(done.status, 303, "{path}: {}", done.body);
            // Made to ask again, without the password becoming too old.
            app.execute("UPDATE sessions SET totp_verified_at = NULL");
        }
        assert!(app.find_user("john").is_none());
    });
}

#[test]
fn deleting_asks_for_a_code_and_names_the_account() {
    App::test(async |app| {
        let (browser, phone) = logged_in_by_recovery_code(app).await;
        let form = browser.get("/delete-account").await;
        assert!(form.attribute("#code", "name").is_some() && form.attribute("#current_password", "name").is_none());
        let page = browser.post("/delete-account", &[("confirm_username", "john")]).await;
        let asked = "Confirm that it's you to delete your account john and all its data. This can't be undone.";
        assert_eq!((page.status, page.text_of("main .body > p")), (403, asked.into()));
        // What was typed wrongly beside it keeps the form, with the field for the code.
        let fields = [("confirm_username", "jane"), ("code", &phone.wrong_code(app))];
        let wrong = browser.post("/delete-account", &fields).await;
        assert_eq!(wrong.attribute("#confirm_username", "value").as_deref(), Some("jane"), "{}", wrong.body);
        assert!(wrong.attribute("#code", "name").is_some());
        assert_eq!(confirm_with(&browser, &page, "code", &phone.code(app)).await.status, 303);
        assert!(app.find_user("john").is_none());
    });
}
