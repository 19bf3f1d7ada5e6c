//! What an operator says otherwise: texts in `DATA_DIR/texts`, and which languages are offered.

use std::fs;
use std::path::Path;

use reqwest::Method;

use crate::harness::App;
use crate::harness::process::{Server, assert_refused, run};

fn write(data_dir: &Path, file: &str, text: &str) {
    let folder = data_dir.join("texts");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(file), text).expect("a file");
}

#[test]
fn a_text_of_the_operators_stands_on_pages_and_in_emails_of_its_language() {
    App::test(async |app| {
        let own = "landing-lead = Willkommen in { $app }, dem Haus am Park.\n\
             email-closing = Fragen? Rufen Sie uns an. { $app }\n";
        write(app.data_dir(), "de.ftl", own);
        let node = app.another_node(&[]);
        let page = |language: &'static str| {
            let headers = [("accept", "text/html"), ("accept-language", language)];
            let browser = node.app.browser();
            async move { browser.send(Method::GET, "/", &headers, "").await }
        };
        assert!(page("de").await.body.contains("Willkommen in Vestibule, dem Haus am Park."));
        assert!(page("en").await.body.contains("One login for Vestibule."));

        let form = "username=john&email=john@example.com&password=correct+horse+battery&confirm_password=correct+horse+battery";
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept-language", "de")];
        let answer = node.app.browser().send(Method::POST, "/register", &headers, form).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let email = node.app.email_to("john@example.com").await;
        for part in [&email.text, &email.html] {
            assert!(part.contains("Fragen? Rufen Sie uns an. Vestibule"), "{part}");
        }
    });
}

#[test]
fn a_mistake_in_an_own_text_keeps_the_server_from_starting_and_names_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let variables = [("DATA_DIR", data_dir.to_str().unwrap())];
    let cases = [
        ("# Ours.\nlog-in = Sign in\nlogg-in = Sign in\n", "en.ftl:3: logg-in: there is no such text"),
        ("log-in = Sign in, { $name }\n", "en.ftl:1: log-in: the value $name is not known here"),
        ("log-in = <em>Sign in</em>\n", "en.ftl:1: "),
        ("in-days = { $count ->\n   *[other] soon\n}\n", "en.ftl:1: in-days: "),
        ("log-in\n", "en.ftl:1: "),
    ];
    for (text, said) in cases {
        write(&data_dir, "en.ftl", text);
        assert_refused(&run(folder.path(), &variables, &[]), &[said]);
    }
    write(&data_dir, "en.ftl", "log-in = Sign in\n");
    write(&data_dir, "sv.ftl", "log-in = Logga in\n");
    assert_refused(&run(folder.path(), &variables, &[]), &["sv.ftl: there is no language of this name", "de.ftl"]);
    fs::remove_file(data_dir.join("texts/sv.ftl")).unwrap();
    Server::start(folder.path(), &variables);
}

#[test]
fn languages_that_we_lack_are_refused_with_those_we_have() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, wrong) in
        [("LANGUAGE", "da"), ("LANGUAGE", "deutsch"), ("LANGUAGES", "en,da"), ("LANGUAGES", "en;de")]
    {
        let output = run(folder.path(), &[(variable, wrong)], &[]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code > 0), "{wrong}: {errors}");
        assert!(errors.contains("is not a language we have; use en, de, fr, es or he"), "{wrong}: {errors}");
        assert!(!errors.contains("panicked"), "{errors}");
    }
    let not_offered = [("LANGUAGE", "es"), ("LANGUAGES", "en,de")];
    assert_refused(&run(folder.path(), &not_offered, &[]), &["LANGUAGE: es is not among LANGUAGES (en, de)"]);
    let pseudo = [
        ("LANGUAGE", "en-XA"),
        ("APP_ENV", "production"),
        ("BASE_URL", "https://accounts.example.com"),
        ("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21"),
        ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"),
    ];
    assert_refused(&run(folder.path(), &pseudo, &[]), &["LANGUAGE: en-XA is for development"]);
    for right in [("LANGUAGE", "de"), ("LANGUAGES", "en, he"), ("LANGUAGE", "de_AT.UTF-8:en")] {
        Server::start(folder.path(), &[right]);
    }
}
