//! Whatever one node knows, the others know: each step is taken at another node.

use reqwest::Method;
use serde_json::{Value, json};

use crate::block_on;
use crate::person::{PASSWORD, Person};
use crate::phone::Phone;
use crate::postgres::Postgres;
use crate::site::Site;
use crate::until;

pub fn sessions(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    let [one, two, three] = site.urls();
    block_on(async {
        let (john, phone) = (site.person("john").await, Person::new("john"));
        assert_eq!(john.log_in(&one).await.status, 303);
        for url in [&two, &three, &site.url()] {
            assert!(john.is_logged_in(url).await);
            assert!(john.get(url, "/").await.body.contains("john"));
        }
        // At the second node from another browser, at the third everything else is ended.
        assert_eq!(phone.log_in(&two).await.status, 303);
        assert!(phone.is_logged_in(&one).await);
        assert_eq!(john.post(&three, "/sessions/end-others", &[]).await.status, 303);
        for url in site.urls() {
            assert!(!phone.is_logged_in(&url).await && john.is_logged_in(&url).await);
        }
        // A new password ends what is elsewhere, and the old one is worth nothing anywhere.
        assert_eq!(phone.log_in(&three).await.status, 303);
        let change = json!({"current_password": PASSWORD, "new_password": "another long password"});
        let answer = john.json(Method::PUT, &one, "/auth/change_password", &change).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        for url in site.urls() {
            assert!(!phone.is_logged_in(&url).await && john.is_logged_in(&url).await);
        }
        assert_eq!(phone.log_in(&two).await.status, 422);
        // What one node has written the next one shows, and a name that one has given the next one has given.
        let rename = json!({"username": "johnny"});
        assert_eq!(john.json(Method::PUT, &two, "/auth/update_profile", &rename).await.status, 200);
        assert!(john.get(&three, "/").await.body.contains("johnny"));
        let taken = Person::new("johnny").register(&one).await;
        assert_eq!((taken.status, taken.json()["error"]["code"].clone()), (409, json!("USERNAME_TAKEN")));
        assert_eq!(john.post(&three, "/logout", &[]).await.status, 303);
        assert!(!john.is_logged_in(&one).await && !john.is_logged_in(&two).await);
    });
}

pub fn tokens(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    let [one, two, three] = site.urls();
    block_on(async {
        let program = Person::new("john");
        let first = program.register(&one).await.json()["data"].clone();
        let text = |tokens: &Value, name: &str| tokens[name].as_str().unwrap().to_owned();
        let me = program.bearer(Method::GET, &two, "/api/auth/me", &text(&first, "access_token")).await;
        assert_eq!((me.status, &me.json()["data"]["user"]["username"]), (200, &json!("john")));
        // Three tabs at three nodes with the same token: one of them rotates, and all have the same successor.
        let refresh = text(&first, "refresh_token");
        let renew = |url| program.bearer(Method::POST, url, "/api/auth/refresh", &refresh);
        let (a, b, c) = tokio::join!(renew(&one), renew(&two), renew(&three));
        assert_eq!([a.status, b.status, c.status], [200; 3], "{} {} {}", a.body, b.body, c.body);
        let jti = |answer: &crate::person::Answer| claim(&text(&answer.json()["data"], "refresh_token"), "jti");
        assert!(jti(&a) == jti(&b) && jti(&b) == jti(&c), "one successor");
        let access = text(&a.json()["data"], "access_token");
        assert_eq!(program.bearer(Method::POST, &two, "/api/auth/logout", &access).await.status, 200);
        for url in [&one, &three] {
            let ended = program.bearer(Method::GET, url, "/api/auth/me", &access).await;
            assert_eq!((ended.status, &ended.json()["error"]["code"]), (401, &json!("TOKEN_REVOKED")));
        }
    });
}

/// A claim of a token.
fn claim(token: &str, name: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    let bytes = data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
    serde_json::from_slice::<Value>(&bytes).unwrap()[name].clone()
}

pub fn limits_and_events(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    block_on(async {
        let john = site.person("john").await;
        let guess = json!({"username": "john", "password": "not the password"});
        for attempt in 0..5_usize {
            let url = &site.urls()[attempt % 3];
            assert_eq!(john.json(Method::POST, url, "/auth/login", &guess).await.status, 401, "{attempt}");
        }
        for url in site.urls() {
            let answer = john.json(Method::POST, &url, "/auth/login", &guess).await;
            assert_eq!(answer.status, 429, "the limit is reached at every node: {}", answer.body);
            assert!(answer.retry_after.is_some());
            assert_eq!(john.log_in(&url).await.status, 429, "at the pages, too");
        }
    });
    for node in &site.nodes {
        let listed = node.run(&["events", "--user", "john", "--kind", "login_failed", "--json"]);
        let listed = String::from_utf8(listed.stdout).unwrap();
        assert_eq!(listed.matches("login_failed").count(), 5, "{listed}");
    }
}

pub fn second_factors(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    let [one, two, three] = site.urls();
    block_on(async {
        let owner = site.person("john").await;
        assert_eq!(owner.log_in(&one).await.status, 303);
        let mut phone = Phone::set_up(&owner, &two).await;

        // The password at one node, the code at another, and the session at the third.
        let laptop = Person::new("john");
        let waiting = laptop.log_in(&one).await;
        assert_eq!((waiting.status, waiting.location.as_str()), (303, "/login/code"));
        assert!(!laptop.is_logged_in(&two).await);
        let code = phone.next_code();
        let done = laptop.post(&two, "/login/code", &[("code", &code)]).await;
        assert_eq!((done.status, done.location.as_str()), (303, "/"), "{}", done.body);
        assert!(laptop.is_logged_in(&three).await);

        // It is spent everywhere, by an app and by a program.
        let login = json!({"username": "john", "password": PASSWORD});
        let waiting = laptop.json(Method::POST, &three, "/api/auth/login", &login).await;
        let token = waiting.json()["error"]["login_token"].as_str().unwrap().to_owned();
        let again = json!({"login_token": token, "code": code});
        for url in site.urls() {
            let refused = laptop.json(Method::POST, &url, "/api/auth/login/second-factor", &again).await;
            assert_eq!((refused.status, &refused.json()["error"]["code"]), (401, &json!("INVALID_CODE")));
        }

        // The same code, or the same recovery code, at the three nodes at once: it opens one session.
        let codes = [("code", phone.next_code()), ("recovery_code", phone.recovery_codes[0].clone())];
        for (kind, code) in codes {
            let people = [0, 1, 2].map(|_| Person::new("john"));
            for (person, url) in people.iter().zip(site.urls()) {
                assert_eq!(person.json(Method::POST, &url, "/auth/login", &login).await.status, 401);
            }
            let body = json!({ kind: code });
            let finish = |index: usize| {
                // Not where it waits.
                let url = site.urls()[(index + 1) % 3].clone();
                let (person, body) = (&people[index], &body);
                async move { person.json(Method::POST, &url, "/auth/login/second_factor", body).await.status }
            };
            let (a, b, c) = tokio::join!(finish(0), finish(1), finish(2));
            let mut statuses = [a, b, c];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 401, 401], "{kind}");
        }
    });
}

pub fn links(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    let [one, two, three] = site.urls();
    block_on(async {
        let john = site.person("john").await;
        let asked = john.json(Method::POST, &one, "/auth/request_reset", &json!({"email": john.email()})).await;
        assert_eq!(asked.status, 200);
    });
    let path = until("the link has come", || {
        let emails = site.mailbox.to("john@example.com");
        emails.iter().find_map(|email| link(&email.text, "/reset-password/"))
    });
    block_on(async {
        let john = Person::new("john");
        assert_eq!(john.get(&three, &path).await.status, 200, "looking spends nothing");
        let fields = [("password", "another long password"), ("confirm_password", "another long password")];
        // At two nodes at once.
        let (a, b) = tokio::join!(john.post(&two, &path, &fields), john.post(&three, &path, &fields));
        let places = [a.location.as_str(), b.location.as_str()];
        assert_eq!(
            places.iter().filter(|place| **place == "/login").count(),
            1,
            "{places:?} {} {}",
            a.status,
            b.status
        );
        assert_eq!(john.log_in(&one).await.status, 422, "the old password");
        let login = [("username", "john"), ("password", "another long password")];
        assert_eq!(john.post(&one, "/login", &login).await.status, 303);
    });
}

/// The path of a link to this page in an email, whose lines are folded with `=` at their ends.
pub fn link(email: &str, page: &str) -> Option<String> {
    let text = email.replace("=\r\n", "").replace("=3D", "=");
    let begin = text.find(page)?;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    Some(text[begin..].chars().take_while(is_part).collect())
}

pub fn housekeeping(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    let one = site.urls()[0].clone();
    block_on(async {
        let john = site.person("john").await;
        assert!(site.nodes[0].run(&["user", "verify-email", "john"]).status.success());
        assert_eq!(john.log_in(&one).await.status, 303);
        Phone::set_up(&john, &one).await;
        let thief = Person::new("john");
        assert_eq!(thief.log_in(&one).await.location, "/login/code");
        let answer = thief.post(&one, "/login/lost-factors", &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    });
    let about_it = || {
        let emails = site.mailbox.to("john@example.com");
        emails.iter().filter(|email| link(&email.text, "/factor-recovery/").is_some()).count()
    };
    until("the owner is told", || (about_it() == 1).then_some(()));
    // The reminder of tomorrow is due now, for three nodes whose minute comes within a second of each other.
    site.execute("UPDATE factor_recoveries SET next_step_at = (now() AT TIME ZONE 'utc') - interval '1 second'");
    until("the reminder", || (about_it() == 2).then_some(()));
    let rounds =
        || site.nodes.iter().map(|node| node.log().matches("steps of delayed recoveries taken").count()).sum::<usize>();
    let before = rounds();
    until("another round", || (rounds() > before.max(2)).then_some(()));
    assert_eq!(about_it(), 2, "each node found it due, and one of them took the step");
    assert_eq!(site.count("jobs WHERE topic LIKE '%recovery%'"), 0);
}
