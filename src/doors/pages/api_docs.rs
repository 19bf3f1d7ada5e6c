//! The two APIs for people: what `/openapi.json` says, to read and to try.

use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde_json::{Map, Value, json};

use super::filters;
use super::view::{FlashKind, Layout, Theme};
use super::visit::Visit;
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
    path: String,
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
    /// Of a refusal: each code with its cause.
    causes: Vec<(String, String)>,
}

/// GET `/docs`, open to all.
pub async fn get(visit: Visit) -> Result<HttpResponse, Error> {
    let apis = apis(openapi::document(), visit.state.base_url());
    visit.page(StatusCode::OK, &ApiDocsPage { layout: visit.layout(), script: assets::url("docs.js"), apis })
}

fn apis(document: &Value, base_url: &str) -> Vec<Api> {
    let reader = Reader { document, base_url };
    let tag = |tag: &Value| {
        let name = text(tag, "name");
        let operations = entries(&document["paths"]).flat_map(|(path, item)| {
            let own = entries(item).filter(|(_, operation)| operation["tags"][0] == *name);
            own.map(|(method, operation)| reader.operation(path, method, operation)).collect::<Vec<_>>()
        });
        let id = name.to_lowercase().replace(' ', "-");
        Api { id, operations: operations.collect(), about: text(tag, "description"), name }
    };
    document["tags"].as_array().into_iter().flatten().map(tag).collect()
}

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

fn text(object: &Value, member: &str) -> String {
    object[member].as_str().unwrap_or_default().to_owned()
}

struct Reader<'a> {
    document: &'a Value,
    base_url: &'a str,
}

impl<'a> Reader<'a> {
    fn operation(&self, path: &str, method: &str, operation: &'a Value) -> Operation {
        let proofs = operation["security"].as_array().into_iter().flatten().flat_map(entries);
        let proofs: Vec<Proof> = proofs.map(|(name, _)| Proof::named(name)).collect();
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let needs_body = operation["requestBody"]["required"] == true;
        let body = (!schema.is_null()).then(|| self.example(schema));
        let place = |parameter: &Value| if parameter["in"] == "path" { "address" } else { "query" };
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        Operation {
            id: text(operation, "operationId"),
            method: method.to_uppercase(),
            summary: text(operation, "summary"),
            about: text(operation, "description"),
            parameters: parameters.map(|parameter| member(parameter, place(parameter))).collect(),
            members: self.members(schema),
            curl: self.curl(path, method, &proofs, body.as_ref().filter(|_| needs_body)),
            needs_body,
            body: body.map(|body| format!("{body:#}")),
            answers: entries(&operation["responses"]).map(|(status, answer)| self.answer(status, answer)).collect(),
            path: path.to_owned(),
            proofs,
        }
    }

    fn resolve(&self, value: &'a Value) -> &'a Value {
        let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        match pointer {
            Some(pointer) => self.document.pointer(pointer).unwrap_or(&Value::Null),
            None => value,
        }
    }

    fn members(&self, schema: &'a Value) -> Vec<Member> {
        let schema = self.object(schema);
        let required =
            |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|own| own == name));
        entries(&schema["properties"])
            .map(|(name, property)| Member {
                name: name.clone(),
                place: "body",
                required: required(name),
                about: text(property, "description"),
            })
            .collect()
    }

    /// Behind references, and behind "this or nothing".
    fn object(&self, schema: &'a Value) -> &'a Value {
        let schema = self.resolve(schema);
        let other = schema["oneOf"].as_array().and_then(|some| some.iter().find(|one| one["type"] != "null"));
        other.map_or(schema, |other| self.object(other))
    }

    fn answer(&self, status: &str, answer: &'a Value) -> Answer {
        let answer = self.resolve(answer);
        let schema = &answer["content"]["application/json"]["schema"];
        let codes = ["/allOf/1/properties/code/enum", "/allOf/1/properties/error/properties/code/enum"];
        let is_refusal = codes.iter().any(|pointer| schema.pointer(pointer).is_some());
        let about = text(answer, "description");
        let cause = |line: &str| {
            let (code, cause) = line.strip_prefix("- `")?.split_once("`: ")?;
            Some((code.to_owned(), cause.to_owned()))
        };
        let causes = if is_refusal { about.lines().filter_map(cause).collect() } else { Vec::new() };
        let example = (!is_refusal && !schema.is_null()).then(|| format!("{:#}", self.example(schema)));
        Answer { status: status.to_owned(), about, example, causes }
    }

    /// What such a value may look like: the members that have to be there, and those with an example of their own.
    fn example(&self, schema: &'a Value) -> Value {
        let schema = self.object(schema);
        if let Some(example) = schema.get("example") {
            return example.clone();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let members = parts.iter().filter_map(|part| self.example(part).as_object().cloned());
            return members.flatten().collect::<Map<_, _>>().into();
        }
        let kind = schema["type"].as_str().or(schema["type"][0].as_str()).unwrap_or("object");
        match kind {
            "boolean" => true.into(),
            "integer" => 1.into(),
            "array" => json!([self.example(&schema["items"])]),
            "string" if schema["format"] == "date-time" => "2026-11-21T12:00:00Z".into(),
            "string" => "…".into(),
            _ => {
                let needed = self.members(schema).into_iter().filter(|member| member.required);
                let needed: Vec<_> = needed.map(|member| member.name).collect();
                let shown = entries(&schema["properties"])
                    .filter(|(name, property)| needed.contains(name) || property.get("example").is_some());
                shown.map(|(name, property)| (name.clone(), self.example(property))).collect::<Map<_, _>>().into()
            }
        }
    }

    fn curl(&self, path: &str, method: &str, proofs: &[Proof], body: Option<&Value>) -> String {
        let mut command = "curl".to_owned();
        // curl itself says GET without a body and POST with one.
        if !matches!((method, body), ("get", None) | ("post", Some(_))) {
            command += &format!(" -X {}", method.to_uppercase());
        }
        match proofs.first() {
            Some(Proof::AccessToken) => command += " -H \"Authorization: Bearer $ACCESS_TOKEN\"",
            Some(Proof::RefreshToken) => command += " -H \"Authorization: Bearer $REFRESH_TOKEN\"",
            _ if path.starts_with("/auth/") => command += " -b cookies -c cookies",
            _ => {}
        }
        if let Some(body) = body {
            command += &format!(" --json '{body}'");
        }
        // Braces would be curl's own.
        format!("{command} {}{}", self.base_url, path.replace(['{', '}'], ""))
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
