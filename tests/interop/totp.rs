//! Codes of other people's authenticator apps: oathtool, which is handed the secret, and pyotp, which is handed the link.
//!
//! The clock of the application stands still, and both are told its time: no test depends on the second it runs in.

use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::answer_of;
use crate::harness::{App, Browser};

const PASSWORD: &str = "nanoseconds of wire";

/// What was set up, as the session API said it.
struct SetUp {
    secret: String,
    link: String,
}

/// Who computes the codes.
#[derive(Clone, Copy, Debug)]
enum Judge {
    Oathtool,
    Pyotp,
}

impl SetUp {
    /// Begins it with the session of this browser.
    async fn begin(browser: &Browser<'_>) -> SetUp {
        let answer = browser.json(Method::POST, "/auth/factors/totp", &json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let body = answer.json();
        let text = |name: &str| body[name].as_str().expect("a text").to_owned();
        SetUp { secret: text("secret"), link: text("otpauth_url") }
    }

    /// What pyotp reads in the link, with the code of that moment.
    fn read_by_pyotp(&self, moment: i64) -> Value {
        answer_of("totp.py", &[&moment.to_string()], &self.link)
    }

    /// What oathtool computes from the secret for that moment.
    fn code_of_oathtool(&self, moment: i64) -> String {
        let mut oathtool = Command::new("oathtool");
        oathtool.args(["--totp", "--base32", &self.secret, "--now", &format!("@{moment}")]);
        let output = oathtool.output().expect("oathtool is there: ./scripts/test interop installs it");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("digits").trim().to_owned()
    }

    /// The code some seconds from now.
    fn code(&self, app: &App, judge: Judge, seconds: i64) -> String {
        let moment = app.clock.now().assume_utc().unix_timestamp() + seconds;
        match judge {
            Judge::Oathtool => self.code_of_oathtool(moment),
            Judge::Pyotp => self.read_by_pyotp(moment)["codes"][0].as_str().expect("a code").to_owned(),
        }
    }
}

#[test]
fn codes_of_oathtool_and_pyotp_set_an_app_up_and_log_in() {
    App::test(async |app| {
        app.clock.stop();
        for (name, confirming, other) in
            [("ada", Judge::Oathtool, Judge::Pyotp), ("grace", Judge::Pyotp, Judge::Oathtool)]
        {
            let owner = app.browser();
            owner.sign_in(name, PASSWORD).await;
            let set_up = SetUp::begin(&owner).await;
            let code = set_up.code(app, confirming, 0);
            let confirmed = owner.json(Method::POST, "/auth/factors/totp/confirm", &json!({ "code": code })).await;
            assert_eq!(confirmed.status, 200, "{confirming:?}: {}", confirmed.body);

            let log_in = async |code: &str| {
                let script = app.script();
                assert_eq!(script.login(name, PASSWORD).await.json()["code"], "second_factor_required");
                script.post("/auth/login/second_factor", json!({ "code": code })).await.status
            };
            assert_eq!(log_in(&code).await, 401, "it is used up");
            app.clock.advance(Duration::minutes(2));
            for (judge, seconds, status) in [
                (other, -60, 401),
                (other, 60, 401),
                (confirming, -30, 200),
                (other, 0, 200),
                (confirming, 0, 401),
                (confirming, 30, 200),
            ] {
                let answered = log_in(&set_up.code(app, judge, seconds)).await;
                assert_eq!(answered, status, "{name}: {judge:?}, {seconds} seconds");
                // Five wrong codes in a minute would be the last ones.
                if status == 401 {
                    app.execute("DELETE FROM limits");
                }
            }
        }
    });
}

#[test]
fn the_link_says_the_same_to_others_whatever_the_service_is_called() {
    for (app_name, issuer) in
        [("Vestibule", "Vestibule"), ("Ledger & Söhne 100%", "Ledger & Söhne 100%"), ("Ledger: Books", "Ledger Books")]
    {
        App::test_with(&[&format!("--app-name={app_name}")], async |app| {
            let browser = app.browser();
            browser.sign_in("john", PASSWORD).await;
            let set_up = SetUp::begin(&browser).await;
            let read = set_up.read_by_pyotp(59);
            let expected = json!({
                "kind": "TOTP", "issuer": issuer, "name": "john", "secret": set_up.secret, "digits": 6, "interval": 30,
                "codes": [set_up.code_of_oathtool(59)],
            });
            assert_eq!(read, expected);
        });
    }
}
