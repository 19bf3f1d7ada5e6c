//! What a username may be.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn look_alikes_of_a_taken_name_are_the_same_name_or_refused() {
    App::test(async |app| {
        let browser = app.browser();
        assert_eq!(browser.register("kate", "kate@example.com", PASSWORD).await.status, 303);
        let names = [
            "KATE",
            "Kate",
            " kate ",
            "\u{212a}ate",
            "ｋａｔｅ",
            "ka\u{200b}te",
            "kate\u{200d}",
            "kаte",
            "kate\u{0301}",
        ];
        for (number, name) in names.into_iter().enumerate() {
            let answer = browser.register(name, &format!("other{number}@example.com"), PASSWORD).await;
            assert_eq!(answer.status, 422, "{name:?}");
            assert!(!answer.field_error("username").is_empty(), "{name:?}");
        }
        let addresses = [
            "KATE@example.com",
            "kate@EXAMPLE.com",
            " kate@example.com ",
            "kate@ｅｘａｍｐｌｅ.com",
            "kate@exa\u{ad}mple.com",
            "kate@example.com.",
            "ｋate@example.com",
            "ka\u{200b}te@example.com",
        ];
        for (number, address) in addresses.into_iter().enumerate() {
            let answer = browser.register(&format!("other{number}"), address, PASSWORD).await;
            assert_eq!(answer.status, 422, "{address:?}");
            assert!(!answer.field_error("email").is_empty(), "{address:?}");
        }
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn names_that_speak_for_the_house_are_refused() {
    App::test(async |app| {
        for name in ["admin", "Root", "SUPPORT", "login", "vestibule"] {
            let answer = app.browser().register(name, "someone@example.com", PASSWORD).await;
            assert_eq!(answer.status, 422, "{name}");
            assert_eq!(answer.field_error("username"), "That username is reserved. Choose another", "{name}");
        }
        // Too short as well as reserved: both are said.
        let answer = app.browser().register("me", "someone@example.com", PASSWORD).await;
        assert_eq!(answer.texts_of(".summary a").len(), 2);
    });
}

#[test]
fn the_length_of_a_username_is_three_to_thirty() {
    App::test(async |app| {
        let browser = app.browser();
        for (name, expected) in [("ab", 422), ("abc", 303), (&"a".repeat(30), 303), (&"a".repeat(31), 422)] {
            let answer = browser.register(name, &format!("n{}@example.com", name.len()), PASSWORD).await;
            assert_eq!(answer.status, expected, "{name}");
        }
    });
}

#[test]
fn the_extended_style_allows_separators_and_no_disguise_for_reserved_names() {
    App::test_with(&["--username-style=extended"], async |app| {
        let browser = app.browser();
        assert_eq!(browser.register("ann.of_the-hill", "ann@example.com", PASSWORD).await.status, 303);
        for name in ["_ann", "ann@example.com", "a.d.m.i.n", "ad-min", "an n", "ann/x", "ann\\x"] {
            let answer = browser.register(name, "other@example.com", PASSWORD).await;
            assert_eq!(answer.status, 422, "{name}");
        }
        assert_eq!(browser.login("Ann.Of_The-Hill", PASSWORD).await.status, 303);
    });
    App::test(async |app| {
        assert_eq!(app.browser().register("ann.hill", "ann@example.com", PASSWORD).await.status, 422);
    });
}
