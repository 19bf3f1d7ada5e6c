//! An operator deletes an account.

use crate::harness::App;
use crate::harness::snapshot::main_of;

const PASSWORD: &str = "correct horse battery";

#[test]
fn nothing_is_deleted_before_the_name_is_typed() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let refused = app.command_with(&["user", "delete", "john"], &[], "jon\n");
        assert_eq!(refused.status.code(), Some(4), "{}", String::from_utf8_lossy(&refused.stderr));
        assert!(browser.is_logged_in().await);
        assert!(app.command_with(&["user", "delete", "john"], &[], "john\n").status.success());
        assert!(!browser.is_logged_in().await);
        assert_eq!(app.command(&["user", "show", "john"]).status.code(), Some(3));
        let emails = app.emails_to("john@example.com").await;
        assert_eq!(emails.iter().filter(|email| email.subject.contains("was deleted")).count(), 1);
        assert_eq!(app.events().last().map(String::as_str), Some("account_deleted"));
        app.browser().sign_in("john", PASSWORD).await;
        assert!(app.command(&["user", "delete", "john", "--yes"]).status.success());
        assert_eq!(app.command(&["user", "delete", "john", "--yes"]).status.code(), Some(3));
    });
}

#[test]
fn the_last_admin_stays() {
    App::test(async |app| {
        app.browser().sign_in("alice", PASSWORD).await;
        assert!(app.command(&["user", "promote", "alice"]).status.success());
        let refused = app.command(&["user", "delete", "alice", "--yes"]);
        assert_eq!(refused.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("last active administrator"));
    });
}

#[test]
fn an_admin_deletes_an_account_after_its_name_is_typed() {
    App::test(async |app| {
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        insta::assert_snapshot!("delete_user", main_of(&admin.get(&format!("{page}/delete")).await));
        let refused = admin.post(&format!("{page}/delete"), &[("confirm_username", "jon")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.field_error("confirm_username"), "Enter the username exactly: john");
        assert_eq!(refused.attribute("#confirm_username", "value").as_deref(), Some("jon"), "it is kept");
        let list = admin.act(&page, "delete", &[("confirm_username", "John")]).await;
        assert_eq!(list.text_of(".flash"), "john was deleted, with all its data.");
        assert!(!list.body.contains("john@example.com"));
        assert!(!john.is_logged_in().await);
        assert_eq!(admin.get(&page).await.status, 404);
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject.contains("was deleted")).expect("the owner is told");
        assert!(told.text.contains("The people who run") && !told.text.contains("knew your password"), "{}", told.text);
        let log = admin.get("/admin/events?kind=account_deleted").await;
        assert!(log.text_of(".list li p").contains("by alice"), "{}", log.body);
    });
}

#[test]
fn two_admins_who_delete_each_other_leave_one() {
    for _ in 0..3 {
        App::test(async |app| {
            let (alice, bobby) = (app.admin("alice").await, app.admin("bobby").await);
            let (of_alice, of_bobby) = (app.page_of("alice"), app.page_of("bobby"));
            let (of_alice, of_bobby) = (format!("{of_alice}/delete"), format!("{of_bobby}/delete"));
            let (alices, bobbys) = ([("confirm_username", "bobby")], [("confirm_username", "alice")]);
            tokio::join!(alice.post(&of_bobby, &alices), bobby.post(&of_alice, &bobbys));
            assert_eq!(app.count_users(), 1);
        });
    }
}

#[test]
fn the_last_email_goes_to_the_address_that_the_account_has_in_the_end() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let admin = app.admin("alice").await;
        let page = format!("{}/delete", app.page_of("john"));
        let change =
            "UPDATE users SET email = 'new@example.com', email_key = 'new@example.com' WHERE username = 'john'";
        let answer = app.amid(app.changing(change), admin.post(&page, &[("confirm_username", "john")])).await;
        assert_eq!((answer.status, app.find_user("john").is_none()), (303, true), "{}", answer.body);
        let told = app.emails_to("new@example.com").await;
        assert_eq!(told.iter().filter(|email| email.subject.contains("was deleted")).count(), 1);
        let former = app.emails_to("john@example.com").await;
        assert!(!former.iter().any(|email| email.subject.contains("was deleted")));
    });
}
