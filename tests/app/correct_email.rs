//! A slip in the address of an account that was never confirmed is corrected by its password.

use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::json;

use crate::harness::invitations::{INVITE, register_with};
use crate::harness::profile_forms::partial;
use crate::harness::program::{code, message, refused};
use crate::harness::{Answer, App, Browser, Tokens};

const PASSWORD: &str = "correct horse battery";
/// That of the accounts which the harness registers with an invitation.
const INVITED_PASSWORD: &str = "secure123";
const SLIP: &str = "john@exmaple.com";
const RIGHT: &str = "john@example.com";
const REQUIRED: &str = "--require-verified-email=true";

async fn correct(browser: &Browser<'_>, password: &str, email: &str) -> Answer {
    browser.post("/verify", &[("username", "john"), ("password", password), ("email", email)]).await
}

#[test]
fn a_slip_in_the_address_is_corrected_by_the_password() {
    App::test_with(&[REQUIRED], async |app| {
        let browser = app.browser();
        browser.register("john", SLIP, PASSWORD).await;
        let old = app.link_to(SLIP, "/verify/").await;
        let page = browser.login("john", PASSWORD).await;
        assert_eq!(page.status, 403);
        assert_eq!(page.attribute("#email", "type").as_deref(), Some("email"));
        assert_eq!(correct(&browser, "not the password", RIGHT).await.status, 422);
        let answer = correct(&browser, PASSWORD, RIGHT).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        assert_eq!(browser.get("/login").await.text_of(".flash"), "A new link is on its way to john@example.com.");
        let user = app.user("john");
        assert!(user.email == RIGHT && !user.email_verified);
        assert_eq!(browser.post(&old, &[]).await.status, 410, "the link to the wrong address");
        assert_eq!(app.emails_to(SLIP).await.len(), 1, "a stranger's mailbox gets no more");
        assert_eq!(app.events().iter().filter(|kind| *kind == "email_changed").count(), 1);
        let stranger = app.browser().register("jane", SLIP, PASSWORD).await;
        assert_eq!(stranger.status, 303, "the wrong address is free: {:?}", stranger.field_errors());
        assert_eq!(browser.post(&app.link_to(RIGHT, "/verify/").await, &[]).await.status, 303);
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_correction_is_judged_and_limited_like_any_other_address() {
    App::test_with(&[REQUIRED, "--limit-email-address=2/3600", "--limit-signup-network=4/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("jane", "jane@example.com", PASSWORD).await;
        browser.register("john", SLIP, PASSWORD).await;
        for (address, words) in [("john@.[::]", "correct format"), ("JANE@example.com", "Another account uses")] {
            let answer = correct(&browser, PASSWORD, address).await;
            assert_eq!(answer.status, 422, "{address}");
            assert!(answer.field_errors()["email"].contains(words), "{address}: {:?}", answer.field_errors());
            assert_eq!(answer.attribute("#email", "value").as_deref(), Some(address));
        }
        for address in [RIGHT, "JOHN@example.com"] {
            assert_eq!(correct(&browser, PASSWORD, address).await.status, 303, "{address}");
        }
        let answer = correct(&browser, PASSWORD, RIGHT).await;
        assert_eq!(answer.status, 429);
        assert!(answer.field_errors()["email"].contains("Too many"), "{:?}", answer.field_errors());
        assert_eq!(correct(&browser, PASSWORD, "jane@example.com").await.status, 422);
        assert_eq!(correct(&browser, PASSWORD, "jane@example.com").await.status, 429, "taken names can't be asked for");
        assert_eq!(app.emails_to(RIGHT).await.len(), 2);
    });
}

#[test]
fn the_password_alone_moves_no_account_that_was_confirmed_once() {
    App::test_with(&[REQUIRED], async |app| {
        let owner = app.browser();
        owner.register("john", RIGHT, PASSWORD).await;
        owner.post(&app.link_to(RIGHT, "/verify/").await, &[]).await;
        let answer = correct(&app.browser(), PASSWORD, "thief@example.net").await;
        assert_eq!(answer.status, 303, "there is nothing to confirm");
        owner.login("john", PASSWORD).await;
        partial(&owner, "john", &[("email", "new@example.com")]).await;
        let answer = correct(&app.browser(), PASSWORD, "thief@example.net").await;
        assert_eq!(answer.status, 422);
        assert!(answer.field_errors()["email"].contains("has confirmed an email address before"));
        assert_eq!(app.user("john").email, "new@example.com");
    });
}

#[test]
fn before_the_first_login_the_password_corrects_the_address() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let program = app.program();
        for (username, email) in [("ada", "ada@exmaple.com"), ("john", "john@example.com")] {
            let form = json!({ "username": username, "email": email, "password": "secure123" });
            assert_eq!(program.json(Method::POST, "/api/auth/register", &form).await.status, 201);
        }
        let path = "/api/auth/verify/resend";
        let correct = async |password: &str, email: &str| {
            let body = json!({ "username": "ada", "password": password, "new_email": email });
            program.json(Method::POST, path, &body).await
        };
        assert_eq!(code(&correct("secure124", "ada@example.com").await), refused(401, "INVALID_CREDENTIALS"));
        let taken = correct("secure123", "John@example.com").await;
        assert_eq!(code(&taken), refused(409, "EMAIL_TAKEN"));
        for answer in [taken, correct("secure123", "ada@.[::]").await] {
            let fields = &answer.json()["error"]["fields"];
            assert!(fields["new_email"].is_array() && fields["email"].is_null(), "{}", answer.body);
        }
        let alone = program.json(Method::POST, path, &json!({ "new_email": "ada@example.com" })).await;
        assert_eq!(code(&alone), refused(422, "VALIDATION_ERROR"), "the address alone changes nothing");
        assert_eq!(
            message(&correct("secure123", "ada@example.com").await),
            (200, json!("We sent a new confirmation link"))
        );
        let token = app.secret_for("ada@example.com").await;
        let confirmed = program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        assert_eq!(
            message(&correct("secure123", "thief@example.net").await),
            (200, json!("The email address is already confirmed"))
        );
        // Once an address was confirmed, a later one is not corrected by the password alone.
        let login = json!({ "username": "ada", "password": "secure123" });
        let access = Tokens::of(&program.json(Method::POST, "/api/auth/login", &login).await).access;
        let change = json!({ "email": "new@example.com" });
        assert_eq!(program.bearer_json(Method::PATCH, "/api/auth/me", &access, &change).await.status, 200);
        let moved = correct("secure123", "thief@example.net").await;
        assert_eq!(code(&moved), refused(422, "VALIDATION_ERROR"));
        assert!(moved.json()["error"]["fields"]["new_email"].is_array(), "{}", moved.body);
        assert_eq!(app.user("ada").email, "new@example.com");
    });
}

#[test]
fn an_account_that_was_invited_for_one_address_confirms_that_one() {
    App::test_with(&[INVITE, REQUIRED], async |app| {
        // The harness signs up as john@example.com, which is the same address.
        let token = app.invitation(1, Some("John@Example.com"));
        let browser = app.browser();
        assert_eq!(register_with(&browser, "john", &token).await.status, 303);
        let sentence =
            "The invitation for this account is for the address that the account has. Confirm that one first";
        let by_api = async |email: &str| {
            let body = json!({ "username": "john", "password": INVITED_PASSWORD, "new_email": email });
            app.program().json(Method::POST, "/api/auth/verify/resend", &body).await
        };
        for _ in 0..2 {
            let answer = by_api("new2@example.com").await;
            assert_eq!(code(&answer), refused(422, "VALIDATION_ERROR"));
            assert_eq!(answer.json()["error"]["fields"]["new_email"], json!([sentence]), "{}", answer.body);
            let answer = correct(&browser, INVITED_PASSWORD, "new2@example.com").await;
            assert_eq!(answer.status, 422);
            assert_eq!(answer.field_errors()["email"], format!("Error: {sentence}"));
            assert_eq!(app.user("john").email, "john@example.com");
            // What the operator forgets of the invitation changes nothing.
            app.services.db.conn().unwrap().batch_execute("DELETE FROM invitations").unwrap();
        }
        assert_eq!(message(&by_api("JOHN@example.com").await), (200, json!("We sent a new confirmation link")));
        assert!(app.emails_to("new2@example.com").await.is_empty());
    });
}

#[test]
fn an_invitation_for_any_address_leaves_slips_to_be_corrected() {
    App::test_with(&[INVITE, REQUIRED], async |app| {
        let browser = app.browser();
        assert_eq!(register_with(&browser, "john", &app.invitation(1, None)).await.status, 303);
        assert_eq!(correct(&browser, INVITED_PASSWORD, "new2@example.com").await.status, 303);
        assert_eq!(app.user("john").email, "new2@example.com");
    });
}
