//! The moves of a thief, who knows the password and reads the mailbox, and of an owner around the delayed recovery: after each row
//! the recovery is where the row says, and the password alone opens the account only where the row says that too.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;
use crate::harness::lost_factors::{Account, PASSWORD};
use inside::users;

const OTHER: &str = "another long password";

#[derive(Clone, Copy, Debug)]
enum Move {
    /// "I can't use any of these", after the password.
    Start,
    /// The same without a password before it.
    StartWithoutPassword,
    /// Hours pass.
    Wait(i64),
    /// The clock is turned back by so many hours.
    TurnBack(i64),
    /// The owner's browser, its button on every page.
    StopInBrowser,
    /// The script of a page in the owner's browser.
    StopByScript,
    /// The link in the first, second… email.
    StopByLink(usize),
    /// The other button behind the link in the last email.
    StopByLastLink,
    /// A mail scanner opens everything that was sent.
    Scan,
    /// The link in the last email.
    Finish,
    /// A link that stops, as if it were the last one.
    FinishByStopLink,
    /// A secret that was never sent.
    FinishByGuess,
    /// The link in the last email of another account.
    FinishOfAnother,
    /// A new password by email.
    ResetPassword,
    /// A login with a code of the app.
    LogInWithCode,
    /// A login with a recovery code.
    LogInWithRecoveryCode,
    /// "Confirm it's you" with password and code.
    Confirm,
    /// New recovery codes, in a session that was confirmed a minute ago.
    RenewCodes,
    /// The app is removed there.
    RemoveApp,
    /// The address is changed there.
    ChangeEmail,
    /// The password is changed there.
    ChangePassword,
    /// "This wasn't me" in the history.
    LockOut,
    /// The same by the link in the first email.
    LockOutByLink,
    /// `vestibule user reset-factors`.
    Operator,
    /// The account is disabled.
    Disable,
}

use Move::*;

/// What has become of the recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    NeverStarted,
    Running,
    Stopped(&'static str),
    Finished,
    Expired,
}

struct Row {
    says: &'static str,
    moves: &'static [Move],
    /// The answer to the last one.
    status: u16,
    end: End,
    /// The password alone logs in afterwards.
    opens: bool,
}

const fn row(says: &'static str, moves: &'static [Move], status: u16, end: End) -> Row {
    Row { says, moves, status, end, opens: matches!(end, End::Finished) }
}

const fn opens(row: Row) -> Row {
    Row { opens: true, ..row }
}

/// What waits, and for whom it is in vain.
const WAITING: &[Row] = &[
    row("the thief starts", &[Start], 303, End::Running),
    row("and again, which makes it no shorter", &[Start, Wait(30), Start], 303, End::Running),
    row("without the password nothing starts", &[StartWithoutPassword], 303, End::NeverStarted),
    row("a scanner opens every link", &[Start, Wait(24), Scan], 200, End::Running),
    row("a scanner opens the last link too", &[Start, Wait(72), Scan], 200, End::Running),
    row("a link that stops does not finish before the time", &[Start, FinishByStopLink], 410, End::Running),
    row("nor after it", &[Start, Wait(72), FinishByStopLink], 410, End::Running),
    row("a guess finishes nothing", &[Start, Wait(72), FinishByGuess], 410, End::Running),
    row("nor does the link of another account", &[Start, Wait(72), FinishOfAnother], 303, End::Running),
    row("a new password by email changes nothing about it", &[Start, ResetPassword], 303, End::Running),
    row("a new password in a session neither", &[Start, ChangePassword], 303, End::Running),
    row(
        "a recovery code opens the account and is no second factor",
        &[Start, LogInWithRecoveryCode],
        303,
        End::Running,
    ),
    row("an hour too early there is no link", &[Start, Wait(71), Wait(0)], 0, End::Running),
    row("a clock that was turned back makes it wait", &[Start, Wait(72), TurnBack(24), Finish], 303, End::Running),
];

const STOPPING: &[Row] = &[
    row("any session stops it", &[Start, StopInBrowser], 303, End::Stopped("session")),
    row("also at the session API", &[Start, StopByScript], 200, End::Stopped("session")),
    row("the first email stops it", &[Start, StopByLink(0)], 303, End::Stopped("link")),
    row("also two days later", &[Start, Wait(24), Wait(24), StopByLink(0)], 303, End::Stopped("link")),
    row("each later one does", &[Start, Wait(24), Wait(24), StopByLink(2)], 303, End::Stopped("link")),
    row("the last one does", &[Start, Wait(72), StopByLastLink], 303, End::Stopped("link")),
    row(
        "one link is enough, the others are over",
        &[Start, Wait(24), StopByLink(0), StopByLink(1)],
        410,
        End::Stopped("link"),
    ),
    row("a second click finds nothing to stop", &[Start, StopByScript, StopByScript], 404, End::Stopped("session")),
    row(
        "the thief's new password does not end the link",
        &[Start, ResetPassword, StopByLink(0)],
        303,
        End::Stopped("link"),
    ),
    row("a login with a code stops it", &[Start, LogInWithCode], 303, End::Stopped("second_factor")),
    row("a confirmation with a code too", &[Start, Wait(1), Confirm], 200, End::Stopped("second_factor")),
    row("new recovery codes too", &[Start, RenewCodes], 200, End::Stopped("factors_changed")),
    opens(row("the removal of the app too", &[Start, RemoveApp], 200, End::Stopped("factors_changed"))),
    row("another address too", &[Start, ChangeEmail], 200, End::Stopped("email_changed")),
    row("\"This wasn't me\" too", &[Start, LockOut], 303, End::Stopped("locked_out")),
    row("and its link", &[Start, LockOutByLink], 303, End::Stopped("locked_out")),
    opens(row("the operator makes it short", &[Start, Operator], 0, End::Stopped("factors_changed"))),
    row("a disabled account waits for nothing", &[Start, Disable, Wait(24)], 0, End::Stopped("disabled")),
    row(
        "what was stopped begins again with the whole wait",
        &[Start, Wait(48), StopInBrowser, Start, Wait(48), Scan],
        200,
        End::Running,
    ),
    row(
        "three starts a day are enough",
        &[Start, StopInBrowser, Start, StopInBrowser, Start, StopInBrowser, Start],
        429,
        End::Stopped("session"),
    ),
    row(
        "and a day later there is another",
        &[Start, StopInBrowser, Start, StopInBrowser, Start, StopInBrowser, Wait(25), Start],
        303,
        End::Running,
    ),
];

const FINISHING: &[Row] = &[
    row("the honest loser gets in", &[Start, Wait(72), Finish], 303, End::Finished),
    row("with every email on the way", &[Start, Wait(24), Wait(24), Wait(24), Finish], 303, End::Finished),
    row("with a server that stood still for days", &[Start, Wait(240), Finish], 303, End::Finished),
    row("with a password that was reset on the way", &[Start, ResetPassword, Wait(72), Finish], 303, End::Finished),
    row("until a week later", &[Start, Wait(72), Wait(167), Finish], 303, End::Finished),
    row("not after it", &[Start, Wait(72), Wait(168), Finish], 410, End::Expired),
    row("not twice", &[Start, Wait(72), Finish, Finish], 410, End::Finished),
    row("not with what a session stopped", &[Start, Wait(72), StopInBrowser, Finish], 410, End::Stopped("session")),
    row("not with what a link stopped", &[Start, Wait(72), StopByLink(0), Finish], 410, End::Stopped("link")),
    row("not with what a code stopped", &[Start, Wait(72), LogInWithCode, Finish], 410, End::Stopped("second_factor")),
    row("not with what was started again since", &[Start, Wait(72), StopInBrowser, Start, Finish], 410, End::Running),
    row("what is finished can't be stopped", &[Start, Wait(72), Finish, StopByLink(0)], 410, End::Finished),
    row("what has expired can be started again", &[Start, Wait(72), Wait(168), Start], 303, End::Running),
];

/// Plays each row with an account of its own.
fn play(rows: &'static [Row], prefix: &'static str) {
    App::test_with(&["--session-lifetime=2592000"], async |app| {
        for (at, row) in rows.iter().enumerate() {
            let account = app.account_with_app(&format!("{prefix}{at}")).await;
            let mut status = 0;
            for one in row.moves {
                status = take(&account, *one).await;
            }
            assert_eq!(status, row.status, "{}", row.says);
            assert_eq!(end_of(&account), row.end, "{}", row.says);
            assert_eq!(account.opens_by_password().await, row.opens, "{}", row.says);
        }
    });
}

fn end_of(account: &Account<'_>) -> End {
    let is_running = account.ready_at().is_some();
    let Some((kind, detail)) = account.last_event() else { return End::NeverStarted };
    let end = match kind.as_str() {
        "factor_recovery_started" => End::Running,
        "factors_recovered" => End::Finished,
        "factor_recovery_expired" => End::Expired,
        _ => {
            let words =
                ["session", "link", "second_factor", "factors_changed", "locked_out", "email_changed", "disabled"];
            End::Stopped(words.into_iter().find(|word| *word == detail).expect("a word"))
        }
    };
    assert_eq!(is_running, end == End::Running, "the account says the same as its history");
    end
}

async fn take(account: &Account<'_>, one: Move) -> u16 {
    let Account { app, name, owner, phone, password, .. } = account;
    let guest = app.browser();
    let press = async |link: String, action: &str| guest.post(&link, &[("action", action)]).await.status;
    match one {
        Start => {
            let before = account.ready_at();
            let answer = account.lose().await;
            assert!(before.is_none() || account.ready_at() == before, "one that runs stays as it is");
            answer.status
        }
        StartWithoutPassword => guest.post("/login/lost-factors", &[]).await.status,
        Wait(hours) => {
            account.wait(Duration::hours(hours));
            0
        }
        TurnBack(hours) => {
            // What waits would wait until the clock is there again.
            app.all_delivered().await;
            account.wait(-Duration::hours(hours));
            0
        }
        StopInBrowser => owner.post("/two-step/recovery/stop", &[]).await.status,
        StopByScript => owner.json(Method::DELETE, "/auth/factors/recovery", &json!({})).await.status,
        StopByLink(at) => press(account.stop_links().await[at].clone(), "stop").await,
        StopByLastLink => press(account.finish_link().await.expect("the last email"), "stop").await,
        Scan => {
            let mut links = account.stop_links().await;
            links.extend(account.finish_link().await);
            let mut statuses = Vec::new();
            for link in &links {
                for method in [Method::HEAD, Method::GET, Method::GET] {
                    let answer = guest.send(method, link, &[("accept", "text/html")], "").await;
                    assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
                    statuses.push(answer.status);
                }
            }
            // Those of a request that was stopped before are over.
            *statuses.iter().min().expect("a link")
        }
        Finish => press(account.finish_link().await.expect("the last email"), "finish").await,
        FinishByStopLink => press(account.stop_links().await[0].clone(), "finish").await,
        FinishByGuess => press("/factor-recovery/guessed".to_owned(), "finish").await,
        FinishOfAnother => {
            let another = app.account_with_app(&format!("{name}x")).await;
            another.lose().await;
            another.wait(Duration::hours(72));
            press(another.finish_link().await.expect("the last email"), "finish").await
        }
        ResetPassword => {
            guest.post("/forgot-password", &[("email", &account.address())]).await;
            let link = app.link_to(&account.address(), "/reset-password/").await;
            password.set(OTHER);
            guest.post(&link, &[("password", OTHER), ("confirm_password", OTHER)]).await.status
        }
        LogInWithCode => {
            let browser = account.half_way().await;
            browser.post("/login/code", &[("code", &phone.code(app))]).await.status
        }
        LogInWithRecoveryCode => {
            let browser = account.half_way().await;
            let answer = browser.post("/login/recovery-code", &[("code", &phone.recovery_codes[0])]).await;
            assert!(browser.get("/sessions").await.body.contains("/two-step/recovery/stop"), "and sees that it runs");
            answer.status
        }
        Confirm => {
            let body = json!({ "current_password": PASSWORD, "code": phone.code(app) });
            owner.json(Method::POST, "/auth/factors/recovery_codes", &body).await.status
        }
        RenewCodes => owner.json(Method::POST, "/auth/factors/recovery_codes", &json!({})).await.status,
        RemoveApp => owner.json(Method::DELETE, "/auth/factors/totp", &json!({})).await.status,
        ChangeEmail => {
            let body = json!({ "email": format!("{name}@example.org") });
            owner.json(Method::PUT, "/auth/update_profile", &body).await.status
        }
        ChangePassword => {
            let fields = [("current_password", PASSWORD), ("password", OTHER), ("confirm_password", OTHER)];
            password.set(OTHER);
            owner.post("/change-password", &fields).await.status
        }
        LockOut => owner.post("/history/not-me", &[]).await.status,
        LockOutByLink => {
            let emails = account.emails().await;
            let link = emails[0].links.iter().find(|link| link.contains("/not-me/")).expect("a link");
            guest.post(link.strip_prefix(&app.url).expect("ours"), &[]).await.status
        }
        Operator => {
            let is_done = users::reset_factors(&app.services, &app.user(name), &app.operator()).expect("reset");
            assert!(is_done);
            0
        }
        Disable => {
            app.execute(&format!("UPDATE users SET disabled_at = created_at WHERE username_key = '{name}'"));
            0
        }
    }
}

#[test]
fn what_a_thief_tries_while_it_waits_is_in_vain() {
    play(WAITING, "waits");
}

#[test]
fn whatever_shows_that_the_owner_is_there_stops_it() {
    play(STOPPING, "stops");
}

#[test]
fn the_honest_loser_gets_in_and_nobody_else() {
    play(FINISHING, "ends");
}

#[test]
fn the_table_has_more_than_the_twenty_four_moves() {
    assert!(WAITING.len() + STOPPING.len() + FINISHING.len() >= 24);
}

#[test]
fn an_email_a_day_each_once_with_two_nodes_and_the_last_one_at_the_promised_minute() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        let node = app.another_node(&[]);
        account.lose().await;
        let ready_at = account.ready_at().expect("it runs");
        assert_eq!((ready_at - app.clock.now() + Duration::SECOND).whole_days(), 3);
        let both = || {
            std::thread::scope(|scope| {
                for services in [&app.services, &node.app.services] {
                    scope.spawn(|| inside::housekeeping::do_what_is_due(services).expect("done"));
                }
            });
        };
        for (wait, number) in [
            (Duration::days(1) - Duration::MINUTE, 1),
            (Duration::MINUTE, 2),
            (Duration::days(1), 3),
            (Duration::days(1) - Duration::MINUTE, 3),
            (Duration::MINUTE, 4),
            (Duration::days(5), 4),
        ] {
            app.clock.advance(wait);
            both();
            assert_eq!(account.emails().await.len(), number, "{wait}");
        }
        let subjects: Vec<String> = account.emails().await.into_iter().map(|email| email.subject).collect();
        assert_eq!(
            subjects,
            [
                "Vestibule: request to turn off two-step login",
                "Vestibule: two-step login will be turned off soon",
                "Vestibule: two-step login will be turned off soon",
                "Vestibule: turn off two-step login"
            ]
        );
    });
}

#[test]
fn a_server_that_stood_still_sends_what_is_due_and_not_what_was() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        account.wait(Duration::hours(50));
        account.wait(Duration::ZERO);
        assert_eq!(account.emails().await.len(), 2, "one for the two days");
        account.wait(Duration::hours(21));
        assert_eq!(account.emails().await.len(), 2, "the next whole day is the last one");
        account.wait(Duration::days(4));
        assert_eq!(account.emails().await.len(), 3);
        let link = account.finish_link().await.expect("the last email");
        app.clock.advance(Duration::days(6));
        assert_eq!(
            app.browser().post(&link, &[("action", "finish")]).await.status,
            303,
            "a week from when it was sent"
        );
    });
}

#[test]
fn the_history_tells_each_step_in_plain_words() {
    App::test_with(&["--session-lifetime=2592000"], async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        account.owner.post("/two-step/recovery/stop", &[]).await;
        account.lose().await;
        account.wait(Duration::hours(72));
        account.wait(Duration::days(7));
        let page = account.owner.get("/history").await;
        let told = page.texts_of(".list .what p:first-child");
        for sentence in [
            "Request to turn off two-step login started",
            "Request to turn off two-step login stopped from a logged-in device",
            "Request to turn off two-step login expired",
        ] {
            assert!(told.iter().any(|line| line == sentence), "{sentence}: {told:?}");
        }
        let export = account.owner.get("/export").await.json();
        assert_eq!(export["factor_recoveries"], json!([]));
        account.lose().await;
        let export = account.owner.get("/export").await.json();
        assert!(export["factor_recoveries"][0]["ready_at"].is_string(), "{export}");
        assert!(export["account"]["factor_recovery_ready_at"].is_string());
    });
}
