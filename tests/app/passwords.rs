//! Passwords of every length and alphabet are taken whole.

use inside::users;

use crate::harness::App;

async fn registers(app: &App, name: &str, password: &str) {
    let answer = app.browser().register(name, &format!("{name}@example.com"), password).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn logs_in(app: &App, name: &str, password: &str) -> bool {
    app.browser().login(name, password).await.status == 303
}

#[test]
fn the_end_of_a_long_password_counts() {
    App::test(async |app| {
        // bcrypt reads 72 bytes: what differs behind them must still differ.
        for (name, length) in [("seventyone", 71), ("seventytwo", 72), ("hundred", 128), ("thousand", 1_023)] {
            let start = "correct horse battery staple ".repeat(40)[..length - 1].to_owned();
            registers(app, name, &format!("{start}a")).await;
            assert!(logs_in(app, name, &format!("{start}a")).await, "{length}");
            assert!(!logs_in(app, name, &format!("{start}b")).await, "{length}");
            assert!(!logs_in(app, name, &start).await, "{length}");
        }
    });
}

#[test]
fn any_alphabet_is_taken_and_one_password_is_one_however_it_is_composed() {
    App::test(async |app| {
        registers(app, "emoji", &"🔑🚪🏛️ ключ 鍵 ".repeat(8)).await;
        assert!(logs_in(app, "emoji", &"🔑🚪🏛️ ключ 鍵 ".repeat(8)).await);
        registers(app, "cafe", "cafe\u{301} au lait, s'il vous plai\u{302}t").await;
        assert!(logs_in(app, "cafe", "caf\u{e9} au lait, s'il vous pla\u{ee}t").await);
        assert!(!logs_in(app, "cafe", "cafe au lait, s'il vous plait").await);
        registers(app, "spaces", "  leading and trailing  ").await;
        assert!(logs_in(app, "spaces", "  leading and trailing  ").await);
        assert!(!logs_in(app, "spaces", "leading and trailing").await);
    });
}

#[test]
fn only_bcrypt_is_kept_and_a_long_password_is_marked() {
    App::test(async |app| {
        registers(app, "short", "correct horse battery").await;
        registers(app, "long", &"correct horse battery ".repeat(5)).await;
        let hash = |name: &str| {
            let mut conn = app.services.db.conn().expect("a connection");
            let found = users::find_by_login(&mut conn, name).map_err(|error| error.to_string()).expect("asked");
            found.expect("there").password.as_text().to_owned()
        };
        assert!(hash("short").starts_with("$2b$04$"), "{}", hash("short"));
        assert!(hash("long").starts_with("sha256+$2b$04$"), "{}", hash("long"));
    });
}

#[test]
fn passwords_that_are_guessed_first_are_refused_and_the_rest_is_free() {
    App::test(async |app| {
        let browser = app.browser();
        let weak = "That password is too easy to guess. Choose another";
        let personal = "Password must not be your username or email address";
        let built = "Password must not be built from your username, your email address or the name Vestibule";
        let wrong = [
            ("password1", weak),
            ("12345678", weak),
            ("aaaaaaaaaaaa", weak),
            ("iloveyou1", weak),
            ("Welcome123", weak),
            ("p4ssw0rd!!", weak),
            ("administrator", weak),
            ("123456789012345", weak),
            ("montgomery1", built),
            ("Montgomery 2026", built),
            ("vestibule!1", built),
            ("seven77", "Password must be 8 characters or more"),
            ("Montgomery", personal),
            ("montgomery@EXAMPLE.com", personal),
            (&"x".repeat(1_025), "Password must be 1,024 characters or fewer"),
        ];
        for (password, sentence) in wrong {
            let answer = browser.register("montgomery", "montgomery@example.com", password).await;
            assert_eq!((answer.status, answer.field_error("password").as_str()), (422, sentence), "{password}");
        }
        for (number, right) in
            ["secure123", "newpassword123", "  spaced   out  ", "пароль для дома", "🐎🔋📎✅🦀🎷🧊🪐"]
                .into_iter()
                .enumerate()
        {
            let (browser, name) = (app.browser(), format!("free{number}"));
            let answer = browser.register(&name, &format!("{name}@example.com"), right).await;
            assert_eq!(answer.status, 303, "{right}: {:?}", answer.field_errors());
            assert_eq!(browser.login(&name, right).await.status, 303, "{right}");
        }
    });
}

#[test]
fn the_old_classes_can_be_asked_for() {
    App::test_with(&["--password-require-classes=true", "--password-min-length=10"], async |app| {
        let browser = app.browser();
        for wrong in ["lower case only", "Upper and lower", "Upper 1 lower", "sdfkjh!3w4rt"] {
            let answer = browser.register("classy", "classy@example.com", wrong).await;
            assert!(answer.field_error("password").starts_with("Password must have an upper-case letter"), "{wrong}");
        }
        let answer = browser.register("classy", "classy@example.com", "Ab1!efgh9").await;
        assert_eq!(answer.field_error("password"), "Password must be 10 characters or more");
        assert_eq!(browser.register("classy", "classy@example.com", "Tr1cky! words").await.status, 303);
    });
}

/// As the import keeps them: what the hash costs, and the hash as another program wrote it.
const FOREIGN: [&str; 3] = [
    "foreign+07+pbkdf2:sha1:1000$WepK6WBe3sHlJ81o$721374694bece3ab974901326d3fa8ebf95db0bd",
    "foreign+07+$P$6MlpcaNC/2M54sRpx/JBdLqLcHWAix/",
    "foreign+07+bcrypt_sha256$@BCRYPT@",
];

#[test]
fn a_hash_of_another_program_opens_to_its_password_and_is_ours_from_then_on() {
    let flags = ["--limit-login-network=0", "--limit-login-account=0"];
    App::test_with(&flags, async |app| {
        registers(app, "john", "another password").await;
        let bcrypt = bcrypt::hash(HEX, 5).unwrap();
        for stored in FOREIGN {
            let changed_at = app.user("john").password_changed_at;
            app.keep_hash("john", &stored.replace("@BCRYPT@", &bcrypt));
            assert!(!logs_in(app, "john", "Correct horse").await, "{stored}");
            assert!(app.user("john").password.as_text().starts_with("foreign+"), "a wrong password renews nothing");
            assert!(logs_in(app, "john", "correct horse").await, "{stored}");
            let renewed = app.user("john").password.as_text().to_owned();
            assert!(renewed.starts_with("$2b$04$"), "{renewed}");
            assert_eq!(app.user("john").password_changed_at, changed_at, "the password is the same");
            assert!(logs_in(app, "john", "correct horse").await);
        }
        // What others read only in part is read whole from the next login on.
        let long = "correct horse battery staple ".repeat(4);
        app.keep_hash("john", &bcrypt::hash(&long[..72], 4).unwrap().replace("$2b$", "$2y$"));
        assert!(logs_in(app, "john", &long).await);
        assert!(app.user("john").password.as_text().starts_with("sha256+$2b$04$"));
        assert!(!logs_in(app, "john", &long[..72]).await);
    });
}

/// The SHA-256 of "correct horse".
const HEX: &str = "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631";

#[test]
fn a_refusal_costs_as_much_as_the_costliest_hash_of_another_program() {
    let flags = ["--limit-login-network=0", "--limit-login-account=0"];
    App::test_with(&flags, async |app| {
        for name in ["john", "jane"] {
            registers(app, name, "another password").await;
        }
        app.keep_hash("john", FOREIGN[0]);
        let cost = async |app: &App, name: &str| {
            let before = app.services.hash_costs.spent();
            assert!(!logs_in(app, name, "not the password").await);
            app.services.hash_costs.spent() - before
        };
        // After a restart it is known from the row.
        let node = app.another_node(&flags);
        for app in [app, &node.app] {
            cost(app, "john").await;
            let unknown = cost(app, "nobody").await;
            assert_eq!(cost(app, "john").await, unknown);
            assert_eq!(cost(app, "jane").await, unknown);
        }
        assert!(cost(&node.app, "nobody").await >= 1 << 7);
    });
}
