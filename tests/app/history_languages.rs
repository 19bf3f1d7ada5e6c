//! History and export speak the language of their reader, also of what was written before they chose it.

use inside::context::Credential;
use inside::events::{self, Event};
use inside::texts::{Language, Texts};

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn what_happened_before_a_choice_is_told_in_the_language_chosen() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let john = app.user("john").id;
        let context = app.operator().acting_for(john, Credential::Session);
        // Names of devices as versions without languages kept them.
        let kept = ["Firefox on Linux", "An app", "Opera on a television", "An app on a television"];
        let record = |c: &mut _| {
            kept.iter().try_for_each(|name| {
                events::record(c, john, &Event::SessionEnded { name: (*name).to_owned() }, &context)
            })
        };
        app.services.db.transaction(record).expect("recorded");
        for language in [Language::De, Language::Fr, Language::Es, Language::He] {
            let t = Texts::built_in(language);
            browser.post("/language", &[("language", language.tag()), ("next", "/")]).await;
            let devices = [
                t.device_on("Firefox", "Linux"),
                t.an_app().to_owned(),
                t.device_on_a_television("Opera"),
                t.an_app_on_a_television().to_owned(),
            ];
            let page = browser.get("/history").await;
            let told = page.texts_of(".list .what p:first-child");
            let export = browser.get("/export").await.json();
            let exported: Vec<&str> = export["events"]
                .as_array()
                .expect("events")
                .iter()
                .filter_map(|one| one["sentence"].as_str())
                .collect();
            for device in devices {
                let sentence = t.event_session_ended_name(device);
                let folded = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(told.contains(&folded), "{language:?}: {sentence} in {told:?}");
                assert!(exported.contains(&sentence.as_str()), "{language:?}: {sentence} in {exported:?}");
            }
            for sentence in [t.event_account_created(), t.event_logged_in()] {
                assert!(told.iter().any(|own| own == sentence), "{language:?}: {sentence} in {told:?}");
                assert!(exported.contains(&sentence), "{language:?}: {sentence} in {exported:?}");
            }
            assert_eq!(page.text_of(".tabs a"), t.filter_all());
        }
    });
}
