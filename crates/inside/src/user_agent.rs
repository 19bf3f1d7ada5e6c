//! The name of a browser or app, from the User-Agent that it sends: "Firefox on macOS", "curl".
//!
//! A hint by which users recognize their own devices, and nothing more: any client can send any User-Agent, so the
//! application decides nothing by it. The existing parsers are either out of date or bring the thousand patterns of
//! uap-core, which tell apart versions and models that a list of sessions does not show.

use crate::texts::Texts;

/// An app that does not say its name, as events keep it.
const AN_APP: &str = "An app";

/// The one platform without a name of its own, as events keep it.
const A_TELEVISION: &str = "a television";

/// What stands between the two halves of a name that events keep.
const ON: &str = " on ";

/// A name for this User-Agent, in the language of `t`. An app that is no browser is called by the first word of its User-Agent,
/// and "An app" where it sends none.
///
/// Whatever a client sends, its part of the name is short and made of letters, digits, dots, hyphens and underscores: a stranger
/// can't write a sentence into the history or the email of another user.
pub fn name(t: Texts, user_agent: &str) -> String {
    let (program, platform) = halves(user_agent);
    in_words(t, program, platform)
}

/// The same name in English, whatever the catalogues say: it is data here. Events and exports keep it, and browsers are compared
/// by it.
pub fn english_name(user_agent: &str) -> String {
    match halves(user_agent) {
        (program, Some(platform)) => format!("{program}{ON}{platform}"),
        (program, None) => program.to_owned(),
    }
}

/// A name that [`english_name`] made, in the language of `t`. A name with words that this version does not know stays as it is
/// kept: another version may have recorded it.
pub fn stored_name(t: Texts, name: &str) -> String {
    match name.split_once(ON) {
        Some((program, platform)) if is_program(program) && is_platform(platform) => {
            in_words(t, program, Some(platform))
        }
        _ => in_words(t, name, None),
    }
}

/// Programs and platforms are names of products, which are the same in every language. What is none is a word of the sentence
/// around it, so each such case is a text of its own.
fn in_words(t: Texts, program: &str, platform: Option<&str>) -> String {
    match (program, platform) {
        (AN_APP, None) => t.an_app().to_owned(),
        (AN_APP, Some(A_TELEVISION)) => t.an_app_on_a_television().to_owned(),
        (AN_APP, Some(platform)) => t.an_app_on(platform),
        (browser, Some(A_TELEVISION)) => t.device_on_a_television(browser),
        (browser, Some(platform)) => t.device_on(browser, platform),
        (program, None) => program.to_owned(),
    }
}

/// The browser or app, and what it runs on where that says something about it.
fn halves(user_agent: &str) -> (&str, Option<&str>) {
    if let Some(bot) = bot(user_agent) {
        return (bot, None);
    }
    match (browser(user_agent), platform(user_agent)) {
        (Some(browser), platform) => (browser, platform),
        (None, Some(platform)) if is_like_a_browser(user_agent) => (AN_APP, Some(platform)),
        _ => (app(user_agent), None),
    }
}

fn is_program(name: &str) -> bool {
    matches!(name, AN_APP | SAFARI) || BROWSERS.iter().any(|(_, known)| *known == name)
}

fn is_platform(name: &str) -> bool {
    PLATFORMS.iter().any(|(_, known)| *known == name)
}

/// The icon beside the name: `desktop`, `mobile-screen`, or `key` for an app that is no browser.
pub fn icon(user_agent: &str) -> &'static str {
    if bot(user_agent).is_some() || !is_like_a_browser(user_agent) {
        return "key";
    }
    match platform(user_agent) {
        Some("Android" | "iOS" | "iPadOS" | "HarmonyOS") => "mobile-screen",
        _ if browser(user_agent).is_none() && platform(user_agent).is_none() => "key",
        _ => "desktop",
    }
}

/// Most browsers also name the browsers they are compatible with, so the order matters: the most specific mark first.
const BROWSERS: &[(&str, &str)] = &[
    ("SamsungBrowser/", "Samsung Internet"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("OPiOS/", "Opera"),
    ("OPX/", "Opera"),
    ("Opera", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("UCBrowser/", "UC Browser"),
    ("MiuiBrowser/", "Mi Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("GSA/", "Google app"),
    ("FxiOS/", "Firefox"),
    ("Focus/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Firefox/", "Firefox"),
    // Apps that embed a browser: a shell on the desktop, a web view on Android.
    ("Electron/", AN_APP),
    ("; wv)", AN_APP),
    ("Chrome/", "Chrome"),
    ("Trident/", "Internet Explorer"),
    ("MSIE ", "Internet Explorer"),
];

/// The one browser without a mark of its own.
const SAFARI: &str = "Safari";

fn browser(user_agent: &str) -> Option<&'static str> {
    if !is_like_a_browser(user_agent) {
        return None;
    }
    let named = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    // Many browsers name Safari; only Safari names nothing else, and puts its version into `Version/`.
    named.or_else(|| (user_agent.contains("Version/") && user_agent.contains("Safari/")).then_some(SAFARI))
}

fn is_like_a_browser(user_agent: &str) -> bool {
    user_agent.starts_with("Mozilla/") || user_agent.starts_with("Opera/") || user_agent.starts_with("Dalvik/")
}

/// The order matters here too: Android also says Linux, and an iPad may also say Macintosh.
const PLATFORMS: &[(&str, &str)] = &[
    ("iPad", "iPadOS"),
    ("iPhone", "iOS"),
    ("iPod", "iOS"),
    ("CrOS", "ChromeOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("PlayStation", "PlayStation"),
    ("Web0S", A_TELEVISION),
    ("SMART-TV", A_TELEVISION),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

fn platform(user_agent: &str) -> Option<&'static str> {
    let named = PLATFORMS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    // Safari on an iPad that requests desktop pages says Macintosh; the iOS marks of other browsers give the iPad away.
    let foreign = ["CriOS/", "FxiOS/", "EdgiOS/"].iter().any(|mark| user_agent.contains(mark));
    if named == Some("macOS") && foreign { Some("iPadOS") } else { named }
}

/// The name of a crawler: "Googlebot" in "(compatible; Googlebot/2.1; …)".
fn bot(user_agent: &str) -> Option<&str> {
    let is_bot = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        // Cubot is a brand of phones.
        (lower.ends_with("bot") && lower != "cubot") || lower.contains("crawler") || lower.contains("spider")
    };
    words(user_agent).find(is_bot)
}

/// The first word: `curl` of `curl/8.5.0`. Many apps send none, or only `Mozilla`.
fn app(user_agent: &str) -> &str {
    match words(user_agent).next() {
        None | Some("Mozilla") => AN_APP,
        Some("PostmanRuntime") => "Postman",
        Some(word) => word,
    }
}

/// Product names, without their versions and comments (RFC 9110 section 10.1.5).
fn words(user_agent: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let start = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
    let addresses = |word: &str| word.contains("www.") || word.contains(".com");
    let word = user_agent.split(move |c: char| !is_part(c)).filter(move |word| start(word) && !addresses(word));
    word.map(|word| &word[..word.len().min(30)])
}

#[cfg(test)]
mod tests {
    use super::{english_name, icon, name, stored_name};
    use crate::texts::{Language, Texts};

    /// User-Agents of real browsers and apps in 2026.
    const REAL: &[(&str, &str, &str)] = &[
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Chrome on Windows",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Chrome on macOS",
            "desktop",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Chrome on Linux",
            "desktop",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Chrome on ChromeOS",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1",
            "Chrome on iOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142 Version/11.1.1 Safari/605.1.15",
            "Chrome on iPadOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
            "Chrome on Linux",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Edge on Windows",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; HD1913) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.7444.102 Mobile Safari/537.36 EdgA/142.0.3595.66",
            "Edge on Android",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/142.3595.66 Mobile/15E148 Safari/605.1.15",
            "Edge on iOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox on Windows",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox on macOS",
            "desktop",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux", "desktop"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox on Android", "mobile-screen"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15",
            "Firefox on iOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            "Safari on macOS",
            "desktop",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
            "Safari on iOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari on iPadOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0",
            "Opera on Windows",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 OPR/92.0.0.0",
            "Opera on Android",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 OPT/6.2.1",
            "Opera on iOS",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Vivaldi/7.6",
            "Vivaldi on Linux",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.102 Mobile Safari/537.36",
            "An app on Android",
            "mobile-screen",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
            "An app on iOS",
            "mobile-screen",
        ),
        ("Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A.240205.002)", "An app on Android", "mobile-screen"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Desk/1.2 Chrome/138.0.0.0 Electron/37.2.0 Safari/537.36",
            "An app on macOS",
            "desktop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
            "mobile-screen",
        ),
        ("curl/8.5.0", "curl", "key"),
        ("Wget/1.24.5", "Wget", "key"),
        ("python-requests/2.32.5", "python-requests", "key"),
        ("okhttp/5.1.0", "okhttp", "key"),
        ("Dart/3.9 (dart:io)", "Dart", "key"),
        ("PostmanRuntime/7.49.1", "Postman", "key"),
        ("Go-http-client/2.0", "Go-http-client", "key"),
        ("node", "node", "key"),
        ("axios/1.13.2", "axios", "key"),
        ("Notes/12 CFNetwork/1568.300.101 Darwin/24.6.0", "Notes", "key"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot", "key"),
        (
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
            "bingbot",
            "key",
        ),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", "Baiduspider", "key"),
        ("Mozilla/5.0", "An app", "key"),
        ("", "An app", "key"),
    ];

    #[test]
    fn browsers_and_apps_are_named_as_their_users_know_them() {
        for (sent, expected, drawn) in REAL {
            assert_eq!((english_name(sent).as_str(), icon(sent)), (*expected, *drawn), "{sent}");
        }
    }

    #[test]
    fn a_name_that_an_event_keeps_is_read_in_every_language_as_if_it_were_made_now() {
        for language in [Language::En, Language::De, Language::Fr, Language::Es, Language::He, Language::Pseudo] {
            let t = Texts::built_in(language);
            for (sent, _, _) in REAL {
                assert_eq!(stored_name(t, &english_name(sent)), name(t, sent), "{sent}");
            }
        }
        let (english, pseudo) = (Texts::built_in(Language::En), Texts::built_in(Language::Pseudo));
        for (sent, expected, _) in REAL {
            assert_eq!(name(english, sent), *expected, "the catalogue says what events keep");
        }
        for name in ["Firefox on Linux", "An app", "Opera on a television", "An app on a television"] {
            assert_eq!(stored_name(english, name), name);
            assert_ne!(stored_name(pseudo, name), name);
        }
    }

    #[test]
    fn a_name_of_another_version_stays_as_it_is_kept() {
        let pseudo = Texts::built_in(Language::Pseudo);
        for name in ["Firefox on a fridge", "Netscape on Windows", "curl", " on ", ""] {
            assert_eq!(stored_name(pseudo, name), name);
        }
    }

    #[test]
    fn a_stranger_can_t_write_sentences() {
        let sent = "<b>Call/ 0900 now! Your.account.is.about.to.be.deleted.unless.you.act\u{202e}/1";
        let shown = english_name(sent);
        assert_eq!(shown, "b");
        let long = english_name(&"a".repeat(300));
        assert_eq!(long.len(), 30);
        assert_eq!(english_name("\u{4f60}\u{597d}"), "An app");
    }
}
