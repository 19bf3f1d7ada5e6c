//! The API reference: the contents of `/openapi.json`, to read and to try.

use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde_json::{Map, Value, json};

use super::connect::{Connection, connections};
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use crate::doors::openapi::{entries, resolve};
use crate::doors::{assets, codes, openapi};
use crate::error::Error;

#[derive(Template)]
#[template(path = "pages/api_docs.html")]
struct ApiDocsPage {
    layout: Layout,
    script: String,
    connections: Vec<Connection>,
    apis: Vec<Api>,
}

/// One of the APIs.
struct Api {
    id: String,
    name: String,
    about: String,
    operations: Vec<Operation>,
}

/// One operation: a method at a path.
struct Operation {
    id: String,
    method: String,
    path: &'static str,
    summary: String,
    about: String,
    proofs: Vec<Proof>,
    parameters: Vec<Member>,
    members: Vec<Member>,
    body: Option<String>,
    /// The request needs a body. An optional body repeats what a header has.
    needs_body: bool,
    curl: String,
    /// Success, and the errors of this operation.
    answers: Vec<Answer>,
    /// The errors that most operations have.
    common: Vec<Common>,
}

impl Operation {
    /// The member of a login's response that it takes, and its name on the page.
    fn token(&self) -> Option<(&'static str, &'static str)> {
        match self.proofs.first()? {
            Proof::AccessToken => Some(("access_token", "Access token")),
            Proof::RefreshToken => Some(("refresh_token", "Refresh token")),
            Proof::Session => None,
        }
    }
}

/// How a caller is identified: the security schemes of the document.
enum Proof {
    Session,
    AccessToken,
    RefreshToken,
}

impl Proof {
    fn named(name: &str) -> Proof {
        match name {
            "access_token" => Proof::AccessToken,
            "refresh_token" => Proof::RefreshToken,
            _ => Proof::Session,
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Proof::Session => "the session cookie",
            Proof::AccessToken => "the access token as Bearer",
            Proof::RefreshToken => "the refresh token as Bearer",
        })
    }
}

/// A member of the body, or a parameter in the path or query.
struct Member {
    name: String,
    place: &'static str,
    required: bool,
    about: String,
}

/// A response.
struct Answer {
    status: String,
    /// Of a success.
    about: String,
    example: Option<String>,
    /// Of an error. Each code has its own page.
    codes: Vec<&'static str>,
}

/// The codes of a status that most operations have.
struct Common {
    status: &'static str,
    codes: Vec<&'static str>,
}

/// GET `/docs`, open to all.
pub async fn get(context: PageContext) -> Result<HttpResponse, Error> {
    let base_url = context.state.base_url();
    let (apis, connections) = (apis(base_url), connections(base_url, context.state.config())?);
    let page = ApiDocsPage { layout: context.layout(), script: assets::url("docs.js"), connections, apis };
    context.page(StatusCode::OK, &page)
}

fn apis(base_url: &str) -> Vec<Api> {
    let api = |tag: &'static Value| {
        let name = text(tag, "name");
        let own = openapi::every_operation().filter(|(_, _, operation)| operation["tags"][0] == *name);
        let operations = own.map(|(method, path, operation)| read(base_url, method, path, operation)).collect();
        Api { id: name.to_lowercase().replace(' ', "-"), about: text(tag, "description"), name, operations }
    };
    openapi::document()["tags"].as_array().into_iter().flatten().map(api).collect()
}

fn text(object: &Value, member: &str) -> String {
    object[member].as_str().unwrap_or_default().to_owned()
}

fn read(base_url: &str, method: &str, path: &'static str, operation: &'static Value) -> Operation {
    let proofs = operation["security"].as_array().into_iter().flatten().flat_map(entries);
    let proofs: Vec<Proof> = proofs.map(|(name, _)| Proof::named(name)).collect();
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let needs_body = operation["requestBody"]["required"] == true;
    let body = (!schema.is_null()).then(|| example(schema));
    let place = |parameter: &Value| if parameter["in"] == "path" { "address" } else { "query" };
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    Operation {
        id: text(operation, "operationId"),
        method: method.to_uppercase(),
        summary: text(operation, "summary"),
        about: text(operation, "description"),
        parameters: parameters.map(|parameter| member(parameter, place(parameter))).collect(),
        members: members(schema),
        curl: curl(&format!("{base_url}{path}"), method, &proofs, body.as_ref().filter(|_| needs_body)),
        needs_body,
        body: body.map(|body| format!("{body:#}")),
        answers: entries(&operation["responses"]).filter_map(|(status, it)| answer(status, it)).collect(),
        common: entries(&operation["responses"]).filter_map(|(status, it)| common(status, it)).collect(),
        path,
        proofs,
    }
}

fn member(parameter: &Value, place: &'static str) -> Member {
    Member {
        name: text(parameter, "name"),
        place,
        required: parameter["required"] == true,
        about: text(parameter, "description"),
    }
}

/// The members of an object, those of the parts that it is composed of included.
fn members(schema: &'static Value) -> Vec<Member> {
    let schema = object(schema);
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().flat_map(members).collect();
    }
    let required = |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|own| own == name));
    entries(&schema["properties"])
        .map(|(name, property)| Member {
            name: name.to_owned(),
            place: "body",
            required: required(name),
            about: text(property, "description"),
        })
        .collect()
}

/// Follows references, and "this schema or null".
fn object(schema: &'static Value) -> &'static Value {
    let schema = resolve(schema);
    let other = schema["oneOf"].as_array().and_then(|some| some.iter().find(|one| one["type"] != "null"));
    other.map_or(schema, object)
}

/// A success, or an error with codes of its own.
fn answer(status: &str, answer: &'static Value) -> Option<Answer> {
    let is_error = openapi::codes(answer).next().is_some();
    let codes: Vec<_> = openapi::codes(answer).filter(|code| !openapi::is_common(code)).collect();
    if is_error && codes.is_empty() {
        return None;
    }
    let answer = resolve(answer);
    let json = answer["content"].get("application/json").filter(|_| !is_error);
    let example = json.map(|json| json.get("example").cloned().unwrap_or_else(|| example(&json["schema"])));
    let example = example.map(|example| format!("{example:#}"));
    Some(Answer { status: status.to_owned(), about: text(answer, "description"), example, codes })
}

fn common(status: &'static str, answer: &'static Value) -> Option<Common> {
    let codes: Vec<_> = openapi::codes(answer).filter(|code| openapi::is_common(code)).collect();
    (!codes.is_empty()).then_some(Common { status, codes })
}

/// An example of a value: the required members, and those with an example of their own.
fn example(schema: &'static Value) -> Value {
    let schema = object(schema);
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let members = parts.iter().filter_map(|part| example(part).as_object().cloned());
        return members.flatten().collect::<Map<_, _>>().into();
    }
    match schema["type"].as_str().or(schema["type"][0].as_str()) {
        Some("boolean") => true.into(),
        Some("integer") => 1.into(),
        Some("array") => json!([example(&schema["items"])]),
        Some("string") if schema["format"] == "date-time" => "2026-11-21T12:00:00Z".into(),
        Some("string") => "…".into(),
        _ => {
            let shown = members(schema).into_iter().zip(entries(&schema["properties"]));
            let shown = shown.filter(|(member, (_, property))| member.required || property.get("example").is_some());
            shown.map(|(_, (name, property))| (name.to_owned(), example(property))).collect::<Map<_, _>>().into()
        }
    }
}

fn curl(url: &str, method: &str, proofs: &[Proof], body: Option<&Value>) -> String {
    let mut command = "curl".to_owned();
    // curl itself says GET without a body and POST with one.
    if !matches!((method, body), ("get", None) | ("post", Some(_))) {
        command += &format!(" -X {}", method.to_uppercase());
    }
    match proofs.first() {
        Some(Proof::AccessToken) => command += " -H \"Authorization: Bearer $ACCESS_TOKEN\"",
        Some(Proof::RefreshToken) => command += " -H \"Authorization: Bearer $REFRESH_TOKEN\"",
        Some(Proof::Session) => command += " -b cookies",
        None => {}
    }
    // Saves the cookie of a login, and a renewed one.
    if proofs.iter().any(|proof| matches!(proof, Proof::Session)) || url.ends_with("/auth/login") {
        command += " -c cookies";
    }
    if let Some(body) = body {
        command += &format!(" --json '{body}'");
    }
    // Braces have a meaning for curl.
    format!("{command} {}", url.replace(['{', '}'], ""))
}
