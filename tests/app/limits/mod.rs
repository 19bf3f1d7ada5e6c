//! How often a password may be tried, an account be made, and an email be asked for.

use diesel::prelude::*;
use inside::schema::limits;
use std::collections::BTreeMap;

use crate::harness::{Answer, App, Browser};

mod actions;
mod codes;
mod current_password;
mod emails;
mod everywhere;
mod login;
mod networks;
mod nodes;
mod refusals;
mod table;

const PASSWORD: &str = "secure123";
const ONLY_PASSWORDS_COUNTED: [&str; 2] = ["--limit-signup-network=0", "--limit-email-address=0"];
const BEHIND_A_PROXY: &str = "--trusted-proxies=127.0.0.1";

/// Makes an account, and stops the clock: here seconds are counted.
async fn register(app: &App, username: &str) {
    app.clock.stop();
    let answer = app.browser().register(username, &format!("{username}@example.com"), PASSWORD).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn fail(browser: &Browser<'_>, username: &str, times: usize) {
    for n in 1..=times {
        let answer = browser.login(username, "not-my-password").await;
        assert_eq!(answer.status, 422, "failure {n} of {times}: {}", answer.body);
    }
}

fn rows(app: &App) -> i64 {
    let mut conn = app.services.db.conn().expect("a connection");
    limits::table.count().get_result(&mut *conn).expect("a count")
}

fn count(answers: &[Answer]) -> BTreeMap<u16, usize> {
    let mut counted = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer.status).or_default() += 1;
    }
    counted
}
