//! The second step of an update that needs the current password: what a form still holds then, and what it says it lost.

use time::Duration;

use crate::harness::App;
use crate::update_profile::{flash, full, partial};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

#[test]
fn a_new_password_that_could_not_be_kept_is_asked_for_again() {
    let again = "Error: The new password was not kept. Enter it again to change it";
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let hash = app.user("john").password_hash;
        let wanted = [("email", "new@example.com"), ("password", OTHER)];
        let with = |current| wanted.into_iter().chain([("current_password", current)]).collect::<Vec<_>>();
        for (sent, at_current) in [(wanted.to_vec(), "Enter your current"), (with("wrong"), "is incorrect")] {
            let answer = partial(&browser, "john", &sent).await;
            assert_eq!(answer.status, 403);
            let errors = answer.field_errors();
            assert_eq!(errors["p-password"], again);
            assert!(errors["p-current_password"].contains(at_current), "{errors:?}");
            let links = answer.texts_of(".summary a");
            assert!(links.len() == 2 && again.ends_with(&links[0]), "as the form has it: {links:?}");
            assert_eq!(answer.attribute("#p-email", "value").as_deref(), Some("new@example.com"));
            assert_eq!(answer.attribute("#p-password", "value"), None);
            assert!(!answer.body.contains(OTHER));
        }
        // Another mistake loses it as well.
        let answer = partial(&browser, "john", &[("email", "nowhere"), ("password", OTHER)]).await;
        assert_eq!((answer.status, &answer.field_errors()["p-password"]), (422, &again.to_owned()));
        let all = [("username", "john"), wanted[0], wanted[1]];
        let answer = full(&browser, "john", &all).await;
        assert_eq!((answer.status, &answer.field_errors()["u-password"]), (403, &again.to_owned()));
        // One with a mistake of its own is asked for by that, and where there was none, none is missed.
        let answer = partial(&browser, "john", &[("password", "short")]).await;
        assert_eq!(answer.field_errors()["p-password"], "Error: Password must be 8 characters or more");
        let answer = partial(&browser, "john", &wanted[..1]).await;
        assert!(!answer.field_errors().contains_key("p-password"));

        // Left blank all the same, it is kept, and nobody is told otherwise.
        let only_email = [wanted[0], ("password", ""), ("current_password", PASSWORD)];
        assert_eq!(partial(&browser, "john", &only_email).await.status, 303);
        assert_eq!(flash(&browser).await, "Email changed to new@example.com.");
        assert_eq!(app.user("john").password_hash, hash);
        let both = [("password", OTHER), ("current_password", PASSWORD)];
        assert_eq!(partial(&browser, "john", &both).await.status, 303);
        assert_eq!(flash(&browser).await, "Password changed. Other devices were logged out.");
    });
}

#[test]
fn a_form_that_asked_for_the_current_password_goes_on_asking() {
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
                assert_eq!(told, missing, "{prefix} {current:?}: all mistakes at once");
                assert!(!answer.body.contains(PASSWORD) && !answer.body.contains(OTHER));
            }
        }
        let wrong = partial(&browser, "john", &[("email", "nowhere"), ("current_password", OTHER)]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.field_errors()["p-current_password"], "Error: Current password is incorrect");
        let renaming = partial(&browser, "john", &[("username", "!")]).await;
        assert_eq!(renaming.attribute("#p-current_password", "name"), None, "a name needs no proof");
    });
}
