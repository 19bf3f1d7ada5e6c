//! Who may see the pages for administrators, and who may change something there.

use inside::context::{Actor, Context, Credential};
use inside::error::Error;
use inside::users::{self, Role};
use inside::{invitations, jobs, sessions};

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

/// Every page, and every form, with who may use it.
fn pages(app: &App) -> (Vec<String>, Vec<String>) {
    let john = app.page_of("john");
    let seen = ["/admin", "/admin/users", "/admin/events", "/admin/events.csv"].map(str::to_owned);
    let seen = seen.into_iter().chain([john.clone()]).collect();
    let actions =
        ["role", "disable", "enable", "end-sessions", "send-reset", "verify-email", "reset-factors", "delete"];
    let changed = actions.map(|action| format!("{john}/{action}")).into_iter().chain(["/admin/invitations".to_owned()]);
    (seen, changed.collect())
}

#[test]
fn guests_log_in_first_members_are_refused_and_moderators_change_nothing() {
    App::test(async |app| {
        let member = app.browser();
        member.sign_in("john", PASSWORD).await;
        let moderator = app.staff("molly", Role::Moderator).await;
        let admin = app.admin("alice").await;
        let guest = app.browser();
        let (seen, changed) = pages(app);
        for page in seen.iter().chain(&changed) {
            let answer = guest.get(page).await;
            let login = format!("/login?next={}", page.replace('/', "%2F"));
            assert_eq!((answer.status, answer.location()), (303, Some(login.as_str())), "{page}");
            let refused = member.get(page).await;
            assert_eq!(refused.status, 403, "{page}");
            assert!(refused.text_of("h1").contains("permission"), "{}", refused.body);
            assert_eq!(admin.get(page).await.status, 200, "{page}");
        }
        for page in &seen {
            assert_eq!(moderator.get(page).await.status, 200, "{page}");
        }
        let before = app.all_texts();
        for page in &changed {
            assert_eq!(moderator.get(page).await.status, 403, "{page}");
            let fields = [("role", "admin"), ("confirm_username", "john"), ("current_password", PASSWORD)];
            assert_eq!(moderator.post(page, &fields).await.status, 403, "{page}");
            assert_eq!(member.post(page, &fields).await.status, 403, "{page}");
            assert_eq!(guest.post(page, &fields).await.status, 303, "{page}");
        }
        let users = |texts: &[String]| {
            let mut users: Vec<_> = texts.iter().filter(|text| text.starts_with("users.")).cloned().collect();
            users.sort();
            users
        };
        assert_eq!(users(&app.all_texts()), users(&before), "nothing changed");
        let account = moderator.get(&seen[4]).await.body;
        assert!(!account.contains("actions-heading") && !account.contains("/disable\""), "{account}");
        assert!(!moderator.get("/admin/users").await.body.contains("/admin/invitations"));
        assert!(app.events().iter().any(|kind| kind == "forbidden"));
    });
}

#[test]
fn the_menu_leads_there_for_those_who_may() {
    App::test(async |app| {
        let member = app.browser();
        member.sign_in("john", PASSWORD).await;
        assert!(!member.get("/").await.body.contains("href=\"/admin\""));
        let admin = app.admin("alice").await;
        for page in ["/", "/security", "/admin/users"] {
            assert!(admin.get(page).await.body.contains("href=\"/admin\""), "{page}");
        }
    });
}

#[test]
fn where_admins_need_a_second_factor_one_without_it_is_kept_out() {
    App::test_with(&["--require-second-factor=admins"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // A role given past its verb leaves the session alone: the policy decides at each request.
        app.execute("UPDATE users SET role = 'admin'");
        let john = app.page_of("john");
        for page in ["/admin", "/admin/users", "/admin/events", "/admin/invitations", &john] {
            let refused = browser.get(page).await;
            assert_eq!(refused.status, 403, "{page}");
            assert!(refused.body.contains("href=\"/two-step\""), "it says what to do: {}", refused.body);
        }
        assert!(!browser.get("/").await.body.contains("href=\"/admin\""));
        browser.set_up_app(app).await;
        assert_eq!(browser.get("/admin/users").await.status, 200);
    });
}

#[test]
fn a_role_that_was_taken_away_counts_for_no_request_that_is_under_way() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        app.admin("alice").await;
        app.admin("bobby").await;
        let alice = app.caller("alice");
        let context = app.operator().acting_for(alice.user.id, inside::context::Credential::Session);
        let john = app.user("john");
        users::set_role(&app.services, alice.user.id, Role::User, &app.operator()).map_err(drop).expect("demoted");
        let refused = [
            users::set_role(&app.services, john.id, Role::Admin, &context).map(drop),
            users::disable_user(&app.services, &john, &context).map(drop),
            users::enable_user(&app.services, &john, &context).map(drop),
            users::end_sessions(&app.services, &john, &context).map(drop),
            users::send_reset(&app.services, &john, &context),
            users::verify_email(&app.services, &john, &context).map(drop),
            users::reset_factors(&app.services, &john, &context).map(drop),
            users::delete_user(&app.services, &john, &context),
        ];
        for outcome in refused {
            assert!(matches!(outcome, Err(inside::error::Error::Forbidden)));
        }
        assert!(app.find_user("john").is_some());
    });
}

#[test]
fn nobody_acts_on_their_own_account() {
    App::test(async |app| {
        let admin = app.admin("alice").await;
        app.admin("bobby").await;
        let own = app.page_of("alice");
        for action in ["role", "disable", "end-sessions", "send-reset", "verify-email", "reset-factors", "delete"] {
            let page = admin.act(&own, action, &[("role", "user"), ("confirm_username", "alice")]).await;
            assert!(page.text_of(".flash").contains("your own account"), "{action}: {}", page.body);
        }
        assert_eq!(app.user("alice").role, Role::Admin);
        assert!(admin.get(&own).await.body.contains("href=\"/security\">Security</a>."));
    });
}

#[test]
fn an_action_confirms_that_it_is_the_admin_and_keeps_what_was_chosen() {
    App::test(async |app| {
        app.clock.stop();
        app.browser().sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let (john, old) = (app.page_of("john"), admin.cookie());
        app.clock.advance(time::Duration::minutes(11));
        let form = admin.get(&format!("{john}/role")).await;
        assert!(form.attribute("#current_password", "name").is_some(), "it asks from the start: {}", form.body);
        let asked = admin.post(&format!("{john}/role"), &[("role", "moderator")]).await;
        assert_eq!(asked.status, 403);
        assert_eq!(asked.attribute("input[checked]", "value").as_deref(), Some("moderator"), "{}", asked.body);
        assert!(asked.attribute("#current_password", "name").is_some());
        let wrong = [("role", "moderator"), ("current_password", "wrong horse 12")];
        let refused = admin.post(&format!("{john}/role"), &wrong).await;
        assert_eq!(refused.status, 403);
        assert!(!refused.field_error("current_password").is_empty(), "{}", refused.body);
        assert_eq!(app.user("john").role, Role::User);
        let page = admin.act(&john, "role", &[("role", "moderator"), ("current_password", PASSWORD)]).await;
        assert!(page.text_of(".flash").contains("Moderator"), "{}", page.body);
        assert_ne!(admin.cookie(), old, "the session has a new id");
        let thief = app.browser();
        thief.set_cookie(&old);
        assert!(!thief.is_logged_in().await);
    });
}

#[test]
fn another_site_can_not_act_for_an_admin() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
        let path = format!("{}/disable", app.page_of("john"));
        let answer = admin.send(reqwest::Method::POST, &path, &headers, String::new()).await;
        assert_eq!(answer.status, 403);
        assert!(app.user("john").disabled_at.is_none());
        assert_eq!(admin.get("/admin/users/4711").await.status, 404);
        assert_eq!(admin.get("/admin/users/x").await.status, 404);
        assert_eq!(admin.get("/admin/nothing").await.status, 404);
        assert_eq!(admin.post("/admin/users", &[]).await.status, 405);
    });
}

/// Several doors lead to a verb, and the role may go between the door and the verb.
#[test]
fn verbs_of_administrators_ask_for_the_right_themselves() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let (moderator, admin) = (app.staff("molly", Role::Moderator).await, app.admin("alice").await);
        let (john, s) = (app.user("john"), &app.services);
        let handle = app.sessions_of("john")[0].handle.clone();
        let day = time::Duration::DAY;
        let made = invitations::create_invitation(s, 1, day, None, &app.operator()).unwrap().0;
        let by = |name: &str| app.operator().acting_for(app.user(name).id, Credential::Session);
        let guest = Context { actor: Actor::Guest, ..app.operator() };
        let refused = |context: &Context| {
            [
                sessions::end_session_of_user(s, &john, &handle, context).err(),
                invitations::create_invitation(s, 1, day, None, context).err(),
                invitations::revoke_invitation(s, made.id, context).err(),
            ]
        };
        let before = app.events();
        for error in refused(&guest) {
            assert!(matches!(error, Some(Error::NotLoggedIn)), "{error:?}");
        }
        for context in [by("john"), by("molly")] {
            for error in refused(&context) {
                assert!(matches!(error, Some(Error::Forbidden)), "{error:?}");
            }
        }
        // The queue is the operator's alone.
        for context in [guest, by("john"), by("molly"), by("alice")] {
            assert!(matches!(jobs::retry_all(s, &context), Err(Error::Forbidden)));
            assert!(matches!(jobs::retry(s, "0", &context), Err(Error::Forbidden)));
        }
        assert_eq!(app.events(), before);
        for error in refused(&by("alice")) {
            assert!(error.is_none(), "{error:?}");
        }
        assert_eq!(app.sessions_of("john").len(), 0);
        assert!(matches!(jobs::retry(s, "0", &app.operator()), Err(Error::NotFound)));
        assert!(moderator.is_logged_in().await && admin.is_logged_in().await);
    });
}
