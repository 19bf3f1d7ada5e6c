use inside::error::Error;
use inside::users::{self, Evidence, PartialUpdate, Password, Role};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

pub async fn partial(browser: &Browser<'_>, name: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = [("_method", "PATCH")].into_iter().chain(fields.iter().copied()).collect();
    browser.post(&format!("/partial/{name}"), &fields).await
}

pub async fn full(browser: &Browser<'_>, name: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = [("_method", "PUT")].into_iter().chain(fields.iter().copied()).collect();
    browser.post(&format!("/update/{name}"), &fields).await
}

pub async fn flash(browser: &Browser<'_>) -> String {
    browser.get("/").await.texts_of(".flash").join(" | ")
}

#[test]
fn a_rename_keeps_the_session_and_everything_else() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let before = app.user("john");
        let blank = [("username", " Johnny "), ("email", ""), ("password", "")];
        let answer = partial(&browser, "john", &blank).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let home = browser.get("/").await;
        assert_eq!(home.text_of("h1"), "Welcome, Johnny");
        assert_eq!(home.text_of(".flash"), "Username changed to Johnny.");
        let after = app.user("johnny");
        assert_eq!((after.id, &after.email, &after.password), (before.id, &before.email, &before.password));
        assert!(app.find_user("john").is_none());
        assert_eq!(app.events(), ["registered", "logged_in", "username_changed"]);
        // Only the case: still the same person.
        assert_eq!(partial(&browser, "johnny", &[("username", "JOHNNY")]).await.status, 303);
        assert_eq!(app.user("johnny").username, "JOHNNY");
        assert_eq!(browser.login("johnny", PASSWORD).await.status, 303);
    });
}

#[test]
fn an_address_and_a_password_change_together_or_alone() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(partial(&browser, "john", &[("email", "new@example.com")]).await.status, 303);
        assert_eq!(flash(&browser).await, "Email changed to new@example.com.");
        assert_eq!(app.user("john").email, "new@example.com");
        assert!(app.find_user("john@example.com").is_none());

        assert_eq!(partial(&browser, "john", &[("password", OTHER)]).await.status, 303);
        assert_eq!(flash(&browser).await, "Password changed. Other devices were logged out.");
        assert_eq!(app.browser().login("new@example.com", PASSWORD).await.status, 422);
        assert_eq!(app.browser().login("new@example.com", OTHER).await.status, 303);
    });
}

#[test]
fn everything_blank_changes_nothing_and_says_so() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for nothing in [&[][..], &[("username", "  "), ("email", ""), ("password", "")], &[("role", "admin")]] {
            let answer = partial(&browser, "john", nothing).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text_of(".summary").contains("Nothing changed. Enter a new username, email or password"));
        }
        assert_eq!(app.user("john").role, Role::User);
    });
}

#[test]
fn what_is_equal_is_unchanged() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let same = [("username", "john"), ("email", "john@example.com"), ("password", "")];
        let answer = partial(&browser, "john", &same).await;
        assert_eq!(answer.status, 303, "nobody is asked for a password where nothing changes");
        assert_eq!(flash(&browser).await, "Nothing to change: those are your current details.");
        // A password manager filled the name in: only the other field counts.
        let answer =
            partial(&browser, "john", &[("username", "john"), ("email", "john@example.com "), ("username2", "x")])
                .await;
        assert_eq!(answer.status, 303);
        assert_eq!(app.events(), ["registered", "logged_in"]);
    });
}

#[test]
fn a_name_that_is_kept_is_not_judged_by_todays_rules() {
    App::test_with(&["--username-style=plain"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // As an operator, an import or older rules would have made it.
        let changes = users::store::UserChanges {
            username: Some("a.b".into()),
            username_key: Some("a.b".into()),
            ..Default::default()
        };
        let id = app.user("john").id;
        app.services.db.transaction(|c| users::store::update(c, id, &changes)).map(drop).unwrap();
        let answer = partial(&browser, "a.b", &[("username", "a.b"), ("email", "new@example.com")]).await;
        assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
        let fields = [("username", "a.b"), ("email", "new@example.com"), ("password", OTHER)];
        let answer = full(&browser, "a.b", &fields).await;
        assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
        let answer =
            full(&browser, "a.b", &[("username", "a.c"), ("email", "new@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 422, "a new name is judged");
    });
}

#[test]
fn the_full_form_demands_every_field_and_replaces_all() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = full(&browser, "john", &[]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.texts_of(".summary a"), ["Enter a username", "Enter an email address", "Enter a password"]);
        assert_eq!(answer.attribute(".summary a", "href").as_deref(), Some("#u-username"));
        assert!(answer.text_of(".summary h2").contains("Update all fields"));

        let fields = [("username", "johnny"), ("email", "j@example.org"), ("password", OTHER)];
        let answer = full(&browser, "john", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert_eq!(
            flash(&browser).await,
            "Username changed to johnny. Email changed to j@example.org. Password changed. Other devices were logged out."
        );
        assert_eq!(app.events()[2..], ["username_changed", "email_changed", "password_changed"].map(str::to_owned));
        assert_eq!(app.browser().login("johnny", OTHER).await.status, 303);
    });
}

#[test]
fn every_mistake_at_once_in_the_form_that_made_it() {
    App::test(async |app| {
        app.browser().sign_in("taken", PASSWORD).await;
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let fields = [("username", "TAKEN"), ("email", "nowhere"), ("password", "short")];
        for (form, prefix, other) in [("partial", "p-", "u-"), ("update", "u-", "p-")] {
            let method = if form == "partial" { "PATCH" } else { "PUT" };
            let sent: Vec<_> = [("_method", method)].into_iter().chain(fields).collect();
            let answer = browser.post(&format!("/{form}/john"), &sent).await;
            assert_eq!(answer.status, 422);
            let errors = answer.field_errors();
            assert_eq!(errors.len(), 3, "{errors:?}");
            assert!(errors.keys().all(|id| id.starts_with(prefix)), "{errors:?}");
            assert_eq!(answer.attribute(&format!("#{prefix}username"), "value").as_deref(), Some("TAKEN"));
            assert_eq!(answer.attribute(&format!("#{prefix}email"), "value").as_deref(), Some("nowhere"));
            assert_ne!(answer.attribute(&format!("#{other}email"), "value").as_deref(), Some("nowhere"));
            assert!(!answer.body.contains("short"));
            assert_eq!(answer.text_of("h1"), "Welcome, john");
            assert!(answer.text_of("title").starts_with("Error: Welcome, john"));
        }
        let taken = [("username", "taken"), ("email", "TAKEN@example.com")];
        let errors = partial(&browser, "john", &taken).await.field_errors();
        assert!(errors["p-username"].contains("taken"));
        // Not what a guest is told: to log in would be no way on.
        assert_eq!(errors["p-email"], "Error: Another account uses that email address. Enter a different one");
        assert_eq!(app.user("john").email, "john@example.com");
    });
}

#[test]
fn another_ones_profile_is_forbidden_whether_it_exists_or_not() {
    App::test(async |app| {
        app.browser().sign_in("jane", PASSWORD).await;
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for name in ["jane", "nobody", "%00", "..%2fjohn", "john%20x"] {
            let answer = partial(&browser, name, &[("username", "stolen")]).await;
            assert_eq!(answer.status, 403, "{name}");
            assert_eq!(answer.text_of("h1"), "You do not have permission to see this");
            let answer = browser.json(Method::PUT, &format!("/update/{name}"), &json!({"username": "stolen"})).await;
            assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("forbidden")), "{name}");
        }
        assert!(app.find_user("stolen").is_none());
        for own in ["JOHN", "j%6fhn"] {
            assert_eq!(partial(&browser, own, &[("username", "john")]).await.status, 303, "{own}");
        }
    });
}

#[test]
fn a_form_from_before_a_rename_is_shown_again_for_the_new_name() {
    App::test(async |app| {
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let (one_tab, other_tab) = (app.browser(), app.browser());
        one_tab.sign_in("john", PASSWORD).await;
        other_tab.set_cookie(&one_tab.cookie());
        let page = other_tab.get("/").await;
        let hidden = |name: &str| page.attribute(&format!("form[action^='/partial'] input[name={name}]"), "value");
        let (account, known_as) = (hidden("account").unwrap(), hidden("known_as").unwrap());
        let own = [("account", account.as_str()), ("known_as", known_as.as_str())];
        assert_eq!(partial(&one_tab, "john", &[("username", "wybe")]).await.status, 303);

        let sent: Vec<_> = own.into_iter().chain([("email", "new@example.com")]).collect();
        let answer = partial(&other_tab, "john", &sent).await;
        assert_eq!(answer.status, 422);
        assert_eq!(
            answer.texts_of(".summary a"),
            ["Your username is now wybe. Check your changes, then save them again"]
        );
        assert_eq!(answer.attribute("#p-email", "value").as_deref(), Some("new@example.com"));
        assert_eq!(app.user("wybe").email, "john@example.com", "nothing is saved unseen");
        assert!(answer.attribute("form[action='/partial/wybe']", "method").is_some());
        // The full form would have brought the old name back.
        let sent: Vec<_> =
            own.into_iter().chain([("username", "john"), ("email", "new@example.com"), ("password", OTHER)]).collect();
        let answer = full(&other_tab, "john", &sent).await;
        assert_eq!(answer.attribute("#u-username", "value").as_deref(), Some("wybe"));
        assert!(!answer.body.contains(OTHER));
        let kept = answer.attribute("form[action='/update/wybe'] input[name=kept_password]", "value").unwrap();
        let again = [("username", "wybe"), ("email", "new@example.com"), ("password", ""), ("kept_password", &kept)];
        assert_eq!(full(&other_tab, "wybe", &again).await.status, 303);
        assert_eq!(app.browser().login("wybe", OTHER).await.status, 303);

        // The form's own words open nothing: another address, another account, another name.
        for (name, account, known_as) in
            [("jane", account.as_str(), "john"), ("jane", "", "jane"), ("john", "0", "john"), ("nobody", "x", "nobody")]
        {
            let sent = [("account", account), ("known_as", known_as), ("username", "stolen")];
            assert_eq!(partial(&other_tab, name, &sent).await.status, 403, "{name} {account} {known_as}");
        }
        assert_eq!(partial(&jane, "john", &own).await.status, 403, "the hidden fields of somebody else");
    });
}

#[test]
fn scripts_send_forms_or_json_and_read_json() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let body = json!({"username": "johnny", "email": null, "id": 77, "role": "admin", "email_verified": true});
        let answer = browser.json(Method::PATCH, "/partial/john", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let user = answer.json()["user"].clone();
        assert_eq!((&user["username"], &user["email_verified"]), (&json!("johnny"), &json!(false)));
        let kept = app.user("johnny");
        assert!(kept.id != 77 && kept.role == Role::User && !kept.email_verified);

        let form =
            [("content-type", "application/x-www-form-urlencoded; charset=UTF-8"), ("accept", "application/json")];
        let answer = browser.send(Method::PATCH, "/partial/johnny", &form, "email=n%40example.com").await;
        assert_eq!((answer.status, answer.json()["ok"].as_bool()), (200, Some(true)));

        let everything = json!({"username": "john", "email": "john@example.com", "password": OTHER});
        let headers = [("content-type", "Application/JSON;charset=utf-8"), ("accept", "text/html")];
        let answer = browser.send(Method::PUT, "/update/johnny", &headers, everything.to_string()).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "who does not ask for JSON is redirected");

        let answer = browser.json(Method::PUT, "/update/john", &json!({"username": "1"})).await;
        assert_eq!(answer.status, 422);
        let answer = answer.json();
        assert_eq!((&answer["ok"], &answer["code"]), (&json!(false), &json!("validation_failed")));
        let fields = answer["fields"].as_object().unwrap();
        assert_eq!(fields.len(), 3, "{fields:?}");
        assert_eq!(fields["username"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn json_of_the_wrong_shape_is_refused_whole() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let wrong = [
            "",
            "{",
            "[]",
            "[\"johnny\", \"johnny@example.com\"]",
            "null",
            "\"john\"",
            "{\"username\": 7}",
            "{\"username\": [\"a\"]}",
            "{\"username\": \"abc\", \"username\": \"abd\"}",
            "{\"username\": \"ab\\u0000c\"}",
            "{\"username\": \"\\ud800\"}",
            "{\"username\": \"abc\"} x",
            &format!("{}{}", "[".repeat(30_000), "]".repeat(30_000)),
        ];
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        for body in wrong {
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, body).await;
            let start: String = body.chars().take(40).collect();
            assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("bad_request")), "{start}");
        }
        // Depth where nobody looks is no harm, and no way to ours.
        let deep = format!("{{\"x\":{}1{}}}", "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(browser.send(Method::PATCH, "/partial/john", &headers, deep).await.status, 422);
        for body in [&b"{\"username\": \"ab\xffc\"}"[..], b"{\"username\": \"ab\0c\"}"] {
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, body).await;
            assert_eq!(answer.status, 400);
        }
        assert_eq!(app.events(), ["registered", "logged_in"]);
    });
}

#[test]
fn a_stale_session_has_to_prove_the_password_for_what_matters() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        assert_eq!(partial(&browser, "john", &[("username", "johnny")]).await.status, 303, "a name needs no proof");

        let wanted = [("username", "jack"), ("email", "new@example.com"), ("password", OTHER)];
        let answer = partial(&browser, "johnny", &wanted).await;
        assert_eq!(answer.status, 403);
        let kept = |name: &str| answer.attribute(&format!("form.fields input[name={name}]"), "value");
        assert_eq!(kept("username").as_deref(), Some("jack"), "values are kept");
        assert_eq!(kept("email").as_deref(), Some("new@example.com"));
        assert_eq!(answer.attribute("#current_password", "type").as_deref(), Some("password"));
        assert!(!answer.body.contains(OTHER));
        assert_eq!(app.user("johnny").email, "john@example.com", "nothing is half done");

        let wrong: Vec<_> = wanted.into_iter().chain([("current_password", "wrong")]).collect();
        let answer = partial(&browser, "johnny", &wrong).await;
        assert_eq!(answer.status, 403);
        assert!(answer.field_errors()["current_password"].contains("Current password is incorrect"));
        let answer = full(&browser, "johnny", &wanted).await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.attribute("form.fields", "action").as_deref(), Some("/update/johnny"));

        let right: Vec<_> = wanted.into_iter().chain([("current_password", PASSWORD)]).collect();
        assert_eq!(partial(&browser, "johnny", &right).await.status, 303);
        assert_eq!(app.user("jack").email, "new@example.com");
        // The proof counts for the next ten minutes.
        assert_eq!(partial(&browser, "jack", &[("email", "newer@example.com")]).await.status, 303);
    });
}

#[test]
fn without_a_window_every_change_that_matters_asks() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = browser.json(Method::PATCH, "/partial/john", &json!({"email": "n@example.com"})).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("reauth_required")));
        let body = json!({"email": "n@example.com", "current_password": "wrong"});
        let answer = browser.json(Method::PATCH, "/partial/john", &body).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("reauth_required")));
        assert!(answer.json()["fields"]["current_password"].is_array());
        let body = json!({"email": "n@example.com", "current_password": PASSWORD});
        assert_eq!(browser.json(Method::PATCH, "/partial/john", &body).await.status, 200);
    });
}

#[test]
fn a_new_password_ends_every_other_session_and_renews_this_one() {
    App::test(async |app| {
        let (laptop, phone, thief) = (app.browser(), app.browser(), app.browser());
        laptop.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        thief.set_cookie(&laptop.cookie());
        assert!(thief.is_logged_in().await);
        let answer = partial(&laptop, "john", &[("password", OTHER)]).await;
        assert_eq!(answer.status, 303);
        assert!(laptop.is_logged_in().await, "this one goes on");
        assert!(!phone.is_logged_in().await, "others end");
        assert!(!thief.is_logged_in().await, "a copy of this one's cookie ends as well");
        assert_eq!(app.sessions_of("john").len(), 1);
        assert!(app.user("john").password_changed_at > app.user("john").created_at);
    });
}

#[test]
fn whoever_proves_the_password_goes_on_under_a_new_id() {
    App::test(async |app| {
        let (owner, phone) = (app.browser(), app.browser());
        owner.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        let change = async |door: &str, email: &str, current: Option<&str>| {
            let body = json!({ "email": email, "current_password": current });
            match door {
                "/auth/update_profile" => owner.json(Method::PUT, door, &body).await.status,
                page => owner.json(Method::PATCH, page, &body).await.status,
            }
        };
        let copy_of = |browser: &Browser<'_>| {
            let copy = app.browser();
            copy.set_cookie(&browser.cookie());
            copy
        };
        for door in ["/partial/john", "/auth/update_profile"] {
            app.clock.advance(Duration::minutes(11));
            let copy = copy_of(&owner);
            let (proved, fresh) = (format!("a{}@example.com", door.len()), format!("b{}@example.com", door.len()));
            assert_eq!(change(door, &proved, Some(PASSWORD)).await, 200, "{door}");
            assert!(owner.is_logged_in().await && !copy.is_logged_in().await, "{door}");
            let copy = copy_of(&owner);
            assert_eq!(change(door, &fresh, None).await, 200, "the new id has the proof: {door}");
            assert!(owner.is_logged_in().await && copy.is_logged_in().await, "nothing was proved: {door}");
        }
        assert!(phone.is_logged_in().await, "no other session ends by it");
        assert_eq!(app.sessions_of("john").len(), 2);
    });
}

#[test]
fn a_session_that_ended_meanwhile_changes_nothing() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // The request was let in, then the session ended before its turn came.
        let caller = app.caller("john");
        browser.post("/logout", &[]).await;
        let forms = [
            PartialUpdate { username: Some("johnny".into()), ..Default::default() },
            PartialUpdate { email: Some("new@example.com".into()), ..Default::default() },
            PartialUpdate { password: Some(Password::new(OTHER)), ..Default::default() },
        ];
        for form in forms {
            let result = app.services.hashing_here(async |s| {
                users::update_profile(s, &caller, "john", form, &Evidence::None, &app.operator()).await
            });
            assert!(matches!(result, Err(Error::NotLoggedIn)));
        }
        let user = app.user("john");
        assert_eq!((user.username.as_str(), user.email.as_str()), ("john", "john@example.com"));
        assert_eq!(app.events(), ["registered", "logged_in", "logged_out"]);
    });
}

#[test]
fn two_updates_at_once_do_not_undo_each_other() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let (name, email) = (json!({"username": "johnny"}), json!({"email": "new@example.com"}));
        let (first, second) = tokio::join!(
            browser.json(Method::PATCH, "/partial/john", &name),
            browser.json(Method::PATCH, "/partial/john", &email)
        );
        // Whoever comes second may find that the name in the path is no longer theirs.
        assert_eq!(first.status, 200, "{}", first.body);
        assert!(matches!(second.status, 200 | 403), "{}", second.body);
        let user = app.user("johnny");
        assert_eq!(user.email, if second.status == 200 { "new@example.com" } else { "john@example.com" });
    });
}

#[test]
fn two_people_who_want_one_name_at_once_do_not_share_it() {
    App::test(async |app| {
        let people: Vec<_> = ["ann", "bob", "cid", "dan"].into_iter().map(|name| (name, app.browser())).collect();
        for (name, browser) in &people {
            browser.sign_in(name, PASSWORD).await;
        }
        let wanted: Value = json!({"username": "prize", "email": "prize@example.com"});
        let answers = futures_util::future::join_all(
            people.iter().map(|(name, browser)| (format!("/partial/{name}"), browser)).map(|(path, browser)| {
                let wanted = &wanted;
                async move { browser.json(Method::PATCH, &path, wanted).await }
            }),
        )
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for loser in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(loser.status, 422, "{}", loser.body);
            assert!(loser.json()["fields"].as_object().is_some_and(|fields| !fields.is_empty()), "{}", loser.body);
        }
    });
}

#[test]
fn a_script_without_a_session_is_told_so_in_its_own_words() {
    App::test(async |app| {
        for (method, path) in [(Method::PATCH, "/partial/john"), (Method::PUT, "/update/john")] {
            let answer = app.browser().json(method.clone(), path, &json!({})).await;
            assert_eq!((answer.status, answer.json()["code"].as_str()), (401, Some("login_required")), "{path}");
            let answer = app.browser().submit(method, path, &[]).await;
            assert_eq!((answer.status, answer.location()), (401, None), "{path}");
        }
    });
}
