//! What comes back to a client.

use std::collections::BTreeMap;

use reqwest::header::HeaderMap;
use serde_json::Value;
use vestibule::doors::code_sections;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let is_api = ["/auth/", "/api/auth/"].iter().any(|door| response.url().path().starts_with(door));
        // What a supervisor reads is no refusal.
        let is_report = response.url().path() == "/readyz";
        let is_json = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        let answer = Answer { status, headers, body: response.text().await.expect("a body") };
        if (is_api || is_json) && !is_report && status >= 400 && !answer.body.is_empty() {
            let link = answer.header("link").and_then(|link| link.split_once("/docs/errors/")?.1.split_once('>'));
            let is_explained = link.is_some_and(|(code, _)| code_sections::section(code).is_some());
            assert!(is_explained, "its code has no section in src/doors/codes.rs: {}", answer.body);
        }
        answer.check_page();
        answer
    }

    /// What holds on every page: an error summary leads to what is there, and nothing says that all is well below a banner.
    fn check_page(&self) {
        if self.body.contains("data-error-summary") {
            for target in self.attributes_of("[data-error-summary] a[href^='#']", "href") {
                let is_there = !self.attributes_of(&format!("[id='{}']", &target[1..]), "id").is_empty();
                assert!(is_there, "the summary leads to {target}, which is not there: {}", self.body);
            }
        }
        if self.body.contains("class=\"banner") {
            assert!(self.texts_of(".account .state.ok").is_empty(), "{}", self.body);
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|cause| panic!("{cause}: {}", self.body))
    }

    /// The text of the first element that the selector finds, white space folded; panics when there is none.
    pub fn text_of(&self, selector: &str) -> String {
        self.texts_of(selector).into_iter().next().unwrap_or_else(|| panic!("no {selector} in {}", self.body))
    }

    /// The texts of all elements that the selector finds.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        let fold = |element: scraper::ElementRef<'_>| {
            element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        };
        document.select(&selector).map(fold).collect()
    }

    /// An attribute of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        document.select(&selector).next().and_then(|element| element.value().attr(name).map(str::to_owned))
    }

    /// An attribute of every element that the selector finds and that has it.
    pub fn attributes_of(&self, selector: &str, name: &str) -> Vec<String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(selector).expect("a selector");
        document.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }

    /// The error message of one field, empty where it has none.
    pub fn field_error(&self, id: &str) -> String {
        self.field_errors().get(id).cloned().unwrap_or_default().replace("Error: ", "")
    }

    /// The page's error messages by the id of their field.
    pub fn field_errors(&self) -> BTreeMap<String, String> {
        let document = scraper::Html::parse_document(&self.body);
        let selector = scraper::Selector::parse(".error[id$='-error']").expect("a selector");
        let entry = |element: scraper::ElementRef<'_>| {
            let id = element.value().attr("id").unwrap_or_default().trim_end_matches("-error").to_owned();
            (id, element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
        };
        document.select(&selector).map(entry).collect()
    }
}
