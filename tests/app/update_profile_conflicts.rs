//! Changes of a profile that meet another change on their way.

use inside::error::Error;
use inside::users::{self, Evidence, PartialUpdate, Password};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::profile_forms::{full, partial};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

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
                users::update_profile(s, &caller, "john", form, &Evidence::default(), &app.operator()).await
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
