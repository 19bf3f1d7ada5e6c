//! The two APIs for people: what `/openapi.json` says, to read and to try.

use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde_json::{Map, Value, json};

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
    apis: Vec<Api>,
}

/// One of the APIs.
struct Api {
    id: String,
    name: String,
    about: String,
    operations: Vec<Operation>,
}

/// One thing it does.
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
    /// Where one does without, it says in a body what could stand in a header.
    needs_body: bool,
    curl: String,
    answers: Vec<Answer>,
}

impl Operation {
    /// The member of a login's answer that it takes, and what people call it.
    fn token(&self) -> Option<(&'static str, &'static str)> {
        match self.proofs.first()? {
            Proof::AccessToken => Some(("access_token", "Access token")),
            Proof::RefreshToken => Some(("refresh_token", "Refresh token")),
            Proof::Session => None,
        }
    }
}

/// How a caller shows who it is: the security schemes of the document.
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

/// A member of a body, or a part of the address.
struct Member {
    name: String,
    place: &'static str,
    required: bool,
    about: String,
}

/// What can come back.
struct Answer {
    status: String,
    /// Of a success.
    about: String,
    example: Option<String>,
    /// Of a refusal. What each means stands on its own page.
    codes: Vec<&'static str>,
}

/// GET `/docs`, open to all.
pub async fn get(context: PageContext) -> Result<HttpResponse, Error> {
    let apis = apis(context.state.base_url());
    context.page(StatusCode::OK, &ApiDocsPage { layout: context.layout(), script: assets::url("docs.js"), apis })
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
        answers: entries(&operation["responses"]).map(|(status, it)| answer(status, it)).collect(),
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

fn members(schema: &'static Value) -> Vec<Member> {
    let schema = object(schema);
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

/// Behind references, and behind "this or nothing".
fn object(schema: &'static Value) -> &'static Value {
    let schema = resolve(schema);
    let other = schema["oneOf"].as_array().and_then(|some| some.iter().find(|one| one["type"] != "null"));
    other.map_or(schema, object)
}

fn answer(status: &str, answer: &'static Value) -> Answer {
    let codes: Vec<_> = openapi::codes(answer).collect();
    let answer = resolve(answer);
    let json = answer["content"].get("application/json").filter(|_| codes.is_empty());
    let example = json.map(|json| json.get("example").cloned().unwrap_or_else(|| example(&json["schema"])));
    let example = example.map(|example| format!("{example:#}"));
    Answer { status: status.to_owned(), about: text(answer, "description"), example, codes }
}

/// What such a value may look like: the members that have to be there, and those with an example of their own.
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
    // A login's cookie is kept, and a renewed one.
    if proofs.iter().any(|proof| matches!(proof, Proof::Session)) || url.ends_with("/auth/login") {
        command += " -c cookies";
    }
    if let Some(body) = body {
        command += &format!(" --json '{body}'");
    }
    // Braces would be curl's own.
    format!("{command} {}", url.replace(['{', '}'], ""))
}
