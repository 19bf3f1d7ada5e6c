//! Completions and man pages.

use crate::harness::App;

#[test]
fn they_are_made_from_the_commands_that_there_are() {
    App::test(async |app| {
        for shell in ["bash", "zsh", "fish"] {
            let said = app.command(&["completions", shell]);
            assert!(said.status.success());
            let text = String::from_utf8(said.stdout).expect("UTF-8");
            assert!(text.contains("reset-factors") && text.contains("explain"), "{shell}");
        }
        assert_eq!(app.command(&["completions", "nonsense"]).status.code(), Some(2));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().to_str().expect("UTF-8");
        assert!(app.command(&["man", path]).status.success());
        let page = std::fs::read_to_string(folder.path().join("vestibule-user-disable.1")).expect("a page");
        assert!(page.contains("Log an account out everywhere"), "{page}");
        assert_eq!(app.command(&["man", "/nowhere/at/all"]).status.code(), Some(1));
    });
}
