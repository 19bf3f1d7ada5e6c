//! `/openapi.json`, with which every answer to a test is compared.

use std::sync::LazyLock;

use reqwest::Method;
use serde_json::Value;
use vestibule::application::Application;

use super::answer::Answer;

/// The address of the server that [`DOCUMENT`] names.
pub const DOCUMENT_SERVER: &str = "http://localhost:5000";

/// `/openapi.json`. Only its `servers` depend on a setting.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&Application::openapi(DOCUMENT_SERVER)).expect("the document is JSON"));

/// The operation of `/openapi.json` behind a request, if it is one of an API.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path: Vec<&str> = path.split(['?', '#']).next().unwrap_or_default().split('/').collect();
    let is_it = |pattern: &String| {
        let parts: Vec<&str> = pattern.split('/').collect();
        parts.len() == path.len() && parts.iter().zip(&path).all(|(part, own)| part.starts_with('{') || part == own)
    };
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let (_, item) = paths.iter().find(|(pattern, _)| is_it(pattern))?;
    item.get(method.to_ascii_lowercase())
}

/// The codes that an operation may answer with this status; none for a status that it never has.
pub fn documented_codes(operation: &'static Value, status: u16) -> Option<Vec<&'static str>> {
    let answer = operation["responses"].get(status.to_string())?;
    let answer = match answer["$ref"].as_str() {
        Some(reference) => DOCUMENT.pointer(&reference[1..]).expect("what the reference names"),
        None => answer,
    };
    let schema = &answer["content"]["application/json"]["schema"];
    let codes = ["/allOf/1/properties/code/enum", "/allOf/1/properties/error/properties/code/enum"];
    let codes = codes.iter().find_map(|pointer| schema.pointer(pointer)).and_then(Value::as_array);
    Some(codes.into_iter().flatten().filter_map(Value::as_str).collect())
}

/// Every answer of every test is one that the document has.
pub fn is_documented(method: &Method, path: &str, answer: &Answer) {
    let Some(operation) = operation(method.as_str(), path) else { return };
    let codes = documented_codes(operation, answer.status);
    let codes =
        codes.unwrap_or_else(|| panic!("{method} {path} answers {}, undocumented: {}", answer.status, answer.body));
    let example = &operation["responses"][answer.status.to_string()]["content"]["application/json"]["example"];
    let is_english = answer.header("content-language").is_none_or(|language| language == "en");
    if example["msg"].is_string() && is_english {
        let mut said = answer.json();
        // Only some answers warn of something, beside what all of them say.
        said.as_object_mut().and_then(|members| members.remove("warnings"));
        assert_eq!(&said, example, "{method} {path} answers another sentence than the document says");
    }
    if answer.status >= 400 {
        let body = answer.json();
        let code = body["code"].as_str().or(body["error"]["code"].as_str()).unwrap_or_default();
        assert!(codes.contains(&code), "{method} {path} answers {code:?}, undocumented: {}", answer.body);
    }
}
