//! The name of a browser or app, from the User-Agent that it sends: "Firefox on macOS", "curl".
//!
//! A hint by which users recognize their own devices, and nothing more: any client can send any User-Agent, so the
//! application decides nothing by it. The existing parsers are either out of date or bring the thousand patterns of
//! uap-core, which tell apart versions and models that a list of sessions does not show.

/// A name for this User-Agent. An app that is no browser is called by the first word of its User-Agent, and "An app" where
/// it sends none.
///
/// Whatever a client sends, the name is short and made of letters, digits, spaces, dots, hyphens and underscores: a stranger
/// can't write a sentence into the history or the email of another user.
pub fn name(user_agent: &str) -> String {
    if let Some(bot) = bot(user_agent) {
        return bot.to_owned();
    }
    match (browser(user_agent), platform(user_agent)) {
        (Some(browser), Some(platform)) => format!("{browser} on {platform}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(platform)) if is_like_a_browser(user_agent) => format!("An app on {platform}"),
        _ => app(user_agent).to_owned(),
    }
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
    ("Electron/", "An app"),
    ("; wv)", "An app"),
    ("Chrome/", "Chrome"),
    ("Trident/", "Internet Explorer"),
    ("MSIE ", "Internet Explorer"),
];

fn browser(user_agent: &str) -> Option<&'static str> {
    if !is_like_a_browser(user_agent) {
        return None;
    }
    let named = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    // Many browsers name Safari; only Safari names nothing else, and puts its version into `Version/`.
    named.or_else(|| (user_agent.contains("Version/") && user_agent.contains("Safari/")).then_some("Safari"))
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
    ("Web0S", "a television"),
    ("SMART-TV", "a television"),
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
        None | Some("Mozilla") => "An app",
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
    use super::{icon, name};

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
            assert_eq!((name(sent).as_str(), icon(sent)), (*expected, *drawn), "{sent}");
        }
    }

    #[test]
    fn a_stranger_can_t_write_sentences() {
        let sent = "<b>Call/ 0900 now! Your.account.is.about.to.be.deleted.unless.you.act\u{202e}/1";
        let shown = name(sent);
        assert_eq!(shown, "b");
        let long = name(&"a".repeat(300));
        assert_eq!(long.len(), 30);
        assert_eq!(name("\u{4f60}\u{597d}"), "An app");
    }
}
