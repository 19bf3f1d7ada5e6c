use crate::harness::App;

#[test]
fn a_registered_person_logs_in_and_sees_their_name() {
    App::test(async |app| {
        let browser = app.browser();
        let answer = browser.register("john", "john@example.com", "secure123").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let answer = browser.login("john", "secure123").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let home = browser.get("/").await;
        assert_eq!(home.status, 200);
        assert_eq!(home.text_of("h1"), "Welcome, john");
    });
}
