//! The history of an account, in a real browser.

use diesel::connection::SimpleConnection;
use thirtyfour::Key;

use crate::harness::App;
use crate::people::visitor::{Script, visit, visit_with};

#[test]
fn a_folded_line_opens_with_the_keyboard() {
    for script in [Script::On, Script::Off] {
        visit(script, async |visitor| {
            visitor.app.at_noon();
            visitor.register("ada", "ada@example.com", "engine number one").await;
            for _ in 0..3 {
                visitor.login("ada", "engine number two").await;
            }
            visitor.login("ada", "engine number one").await;
            visitor.open("/history?show=warnings").await;
            visitor.expect_part_of_text(".list > li", "3 wrong passwords, ").await;
            let on_summary = "return document.activeElement.tagName === 'SUMMARY'";
            for _ in 0..40 {
                if visitor.script(on_summary).await == true {
                    break;
                }
                visitor.tab().await;
            }
            visitor.expect_script(on_summary, true).await;
            let shown =
                "return [...document.querySelectorAll('details li')].filter((one) => one.checkVisibility()).length";
            visitor.expect_script(shown, 0).await;
            visitor.enter().await;
            visitor.expect_script(shown, 3).await;
            visitor.keys(Key::Space).await;
            visitor.expect_script(shown, 0).await;
        });
    }
}

fn execute(app: &App, sql: &str) {
    app.services.db.conn().expect("a connection").batch_execute(sql).expect("it runs");
}

#[test]
fn days_are_those_of_the_readers_calendar_where_the_script_runs() {
    for (script, expected) in
        [(Script::Off, &["20 November 2020"][..]), (Script::On, &["21 November 2020", "20 November 2020"])]
    {
        visit_with(&["--event-retention=0"], script, async |visitor| {
            visitor.sign_in("ada", "engine number one").await;
            for (kind, time) in [("registered", "09:30:00"), ("logged_in", "10:30:00")] {
                execute(visitor.app, &format!("UPDATE events SET at = '2020-11-20 {time}' WHERE kind = '{kind}'"));
            }
            execute(visitor.app, "DELETE FROM events WHERE kind NOT IN ('registered', 'logged_in')");
            // Fourteen hours ahead of UTC.
            visitor
                .browser("Emulation.setTimezoneOverride", serde_json::json!({ "timezoneId": "Pacific/Kiritimati" }))
                .await;
            visitor.open("/history").await;
            let days = "return [...document.querySelectorAll('.day > h2')].map((day) => day.textContent)";
            visitor.expect_script(days, serde_json::json!(expected)).await;
            visitor.expect_count(".day .list > li", 2).await;
            // The exact time stays.
            visitor.expect_attribute(".list > li time", "datetime", Some("2020-11-20T10:30:00Z")).await;
        });
    }
}
