//! The two forms of the home page that change a profile, as a browser sends them.

use super::answer::Answer;
use super::browser::Browser;

/// "Update selected fields".
pub async fn partial(browser: &Browser<'_>, name: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = [("_method", "PATCH")].into_iter().chain(fields.iter().copied()).collect();
    browser.post(&format!("/partial/{name}"), &fields).await
}

/// "Update all fields".
pub async fn full(browser: &Browser<'_>, name: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = [("_method", "PUT")].into_iter().chain(fields.iter().copied()).collect();
    browser.post(&format!("/update/{name}"), &fields).await
}

/// What the home page says of the last change.
pub async fn flash(browser: &Browser<'_>) -> String {
    browser.get("/").await.texts_of(".flash").join(" | ")
}
