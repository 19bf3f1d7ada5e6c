//! A refresh token is spent for new tokens, once.

use diesel::prelude::*;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::program::{claims, code, refused};
use crate::harness::{App, Tokens};

#[test]
fn a_refresh_gives_new_tokens_and_spends_the_old_one() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let answer = program.refresh(&first.refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let second = Tokens::of(&answer);
        assert_ne!(first.refresh, second.refresh);
        assert_ne!(first.access, second.access);
        assert_eq!(claims(&second.access)["fresh"], false);
        let in_body =
            program.json(Method::POST, "/api/auth/refresh", &json!({ "refresh_token": second.refresh })).await;
        assert_eq!(in_body.status, 200, "{}", in_body.body);
    });
}

/// Clients attach the access token to every request, expired or not.
#[test]
fn a_refresh_token_given_by_name_is_what_counts() {
    App::test(async |app| {
        let program = app.program();
        let send = async |path: &str, bearer: &str, kind: &str, body: &str| {
            let bearer = format!("Bearer {bearer}");
            program.send(Method::POST, path, &[("authorization", &bearer), ("content-type", kind)], body).await
        };
        const JSON: &str = "application/json";
        let mut tokens = program.sign_in("john", "secure123").await;
        for expired in [false, true] {
            if expired {
                app.clock.advance(Duration::seconds(901));
            }
            let body = json!({ "refresh_token": tokens.refresh }).to_string();
            let answer = send("/api/auth/refresh", &tokens.access, JSON, &body).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            tokens = Tokens::of(&answer);
        }
        let form = format!("refresh_token={}", tokens.refresh);
        let answer = send("/api/auth/refresh", &tokens.access, "application/x-www-form-urlencoded", &form).await;
        tokens = Tokens::of(&answer);
        // Where the body names none, the header counts as ever.
        for (kind, body) in
            [(JSON, ""), ("text/plain", ""), (JSON, "{}"), (JSON, "null"), (JSON, "{\"refresh_token\":null}")]
        {
            let answer = send("/api/auth/refresh", &tokens.refresh, kind, body).await;
            assert_eq!(answer.status, 200, "{kind} {body:?}: {}", answer.body);
            tokens = Tokens::of(&answer);
        }
        assert_eq!(code(&send("/api/auth/refresh", &tokens.access, JSON, "{}").await), refused(401, "TOKEN_INVALID"));
        let wrong = json!({ "refresh_token": tokens.access }).to_string();
        assert_eq!(
            code(&send("/api/auth/refresh", &tokens.refresh, JSON, &wrong).await),
            refused(401, "TOKEN_INVALID")
        );
        for (kind, body, status) in
            [(JSON, "{", 400), (JSON, "[]", 400), (JSON, "{\"refresh_token\":1}", 400), ("text/plain", "x", 415)]
        {
            assert_eq!(send("/api/auth/refresh", &tokens.refresh, kind, body).await.status, status, "{body}");
        }

        app.clock.advance(Duration::seconds(901));
        assert_eq!(code(&send("/api/auth/logout", &tokens.access, JSON, "").await), refused(401, "TOKEN_EXPIRED"));
        let body = json!({ "refresh_token": tokens.refresh }).to_string();
        let answer = send("/api/auth/logout", &tokens.access, JSON, &body).await;
        assert_eq!(answer.status, 200, "an app that slept can log out: {}", answer.body);
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"));
    });
}

#[test]
fn a_second_tab_inside_the_grace_gets_the_same_successor() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let one = Tokens::of(&program.refresh(&first.refresh).await);
        app.clock.advance(Duration::seconds(9));
        let two = Tokens::of(&program.refresh(&first.refresh).await);
        assert_eq!(one.refresh, two.refresh);
        // Renamed in between: the same token names the account anew, and the one that a tab has kept is as good.
        let name = json!({ "username": "johnny" });
        assert_eq!(program.bearer_json(Method::PATCH, "/api/auth/me", &two.access, &name).await.status, 200);
        let three = Tokens::of(&program.refresh(&first.refresh).await);
        assert_eq!(claims(&three.refresh)["jti"], claims(&one.refresh)["jti"]);
        assert_eq!(program.refresh(&one.refresh).await.status, 200);
    });
}

#[test]
fn a_spent_refresh_token_ends_the_session() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let second = Tokens::of(&program.refresh(&first.refresh).await);
        app.clock.advance(Duration::seconds(11));
        assert_eq!(code(&program.refresh(&first.refresh).await), refused(401, "TOKEN_REUSED"));
        assert_eq!(code(&program.refresh(&second.refresh).await), refused(401, "TOKEN_REVOKED"));
        let me = program.bearer(Method::GET, "/api/auth/me", &second.access).await;
        assert_eq!(code(&me), refused(401, "TOKEN_REVOKED"));
    });
}

#[test]
fn a_session_that_refreshes_without_end_keeps_few_rows_and_still_detects_reuse() {
    App::test(async |app| {
        app.clock.stop();
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let mut last = first.refresh.clone();
        for _ in 0..20 {
            app.clock.advance(Duration::seconds(30));
            last = Tokens::of(&program.refresh(&last).await).refresh;
        }
        let kept: i64 = {
            let mut conn = app.services.db.conn().expect("a connection");
            inside::schema::refresh_tokens::table.count().get_result(&mut *conn).expect("a count")
        };
        assert!((1..=5).contains(&kept), "{kept}");
        assert_eq!(code(&program.refresh(&first.refresh).await), refused(401, "TOKEN_REUSED"), "its row is long gone");
        assert_eq!(code(&program.refresh(&last).await), refused(401, "TOKEN_REVOKED"));
    });
}

#[test]
fn of_many_parallel_refreshes_one_rotates_and_nobody_is_logged_out() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let tries = futures_util::future::join_all((0..12).map(|_| program.refresh(&first.refresh))).await;
        let successors: std::collections::BTreeSet<String> =
            tries.iter().map(|answer| Tokens::of(answer).refresh).collect();
        assert_eq!(successors.len(), 1, "one rotation");
        let successor = successors.first().expect("one");
        assert_eq!(program.refresh(successor).await.status, 200);
    });
}

#[test]
fn without_a_grace_of_many_parallel_refreshes_one_wins() {
    App::test_with(&["--refresh-grace=0"], async |app| {
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let tries = futures_util::future::join_all((0..8).map(|_| program.refresh(&first.refresh))).await;
        let winners = tries.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(winners, 1);
        let winner = tries.iter().find(|answer| answer.status == 200).expect("one");
        assert_eq!(
            code(&program.refresh(&Tokens::of(winner).refresh).await),
            refused(401, "TOKEN_REVOKED"),
            "a replay ends it"
        );
    });
}
