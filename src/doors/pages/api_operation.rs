//! What a page of the API reference says about one operation, read from the OpenAPI document.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::doors::openapi;
use crate::doors::openapi::{entries, resolve};

/// One operation: a method at a path.
pub(crate) struct Operation {
    /// Its name in the document, which is the id of its element.
    pub(crate) id: String,
    /// In capitals.
    pub(crate) method: String,
    /// With the names of its parameters in braces.
    pub(crate) path: &'static str,
    /// One sentence.
    pub(crate) summary: String,
    /// What else is to be known; often nothing.
    pub(crate) about: String,
    /// The credentials that it accepts; none where anyone may call it.
    pub(crate) credentials: Vec<AcceptedCredential>,
    /// In the path and the query.
    pub(crate) parameters: Vec<Member>,
    /// Of the request body.
    pub(crate) members: Vec<Member>,
    /// An example of the request body, in one line.
    pub(crate) body: Option<String>,
    /// Whether the request needs a body.
    pub(crate) needs_body: bool,
    /// A command that calls it.
    pub(crate) curl: String,
    /// Success, and the errors of this operation.
    pub(crate) answers: Vec<Answer>,
    /// The errors that most operations have.
    pub(crate) common: Vec<Common>,
}

impl Operation {
    /// The member of a login's response that it takes.
    pub(crate) fn token(&self) -> Option<&'static str> {
        match self.credentials.first()? {
            AcceptedCredential::AccessToken => Some("access_token"),
            AcceptedCredential::RefreshToken => Some("refresh_token"),
            AcceptedCredential::Session => None,
        }
    }

    /// The names of its query parameters, separated by spaces.
    pub(crate) fn query(&self) -> Option<String> {
        let own = self.parameters.iter().filter(|parameter| parameter.place == "query");
        let names: Vec<_> = own.map(|parameter| parameter.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }
}

/// What identifies a caller: the security schemes of the document.
pub(crate) enum AcceptedCredential {
    /// The cookie of the session API and the pages.
    Session,
    /// Of the token API.
    AccessToken,
    /// Accepted by refresh and logout only.
    RefreshToken,
}

impl AcceptedCredential {
    fn named(name: &str) -> AcceptedCredential {
        match name {
            "access_token" => AcceptedCredential::AccessToken,
            "refresh_token" => AcceptedCredential::RefreshToken,
            _ => AcceptedCredential::Session,
        }
    }
}

impl fmt::Display for AcceptedCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AcceptedCredential::Session => "the session cookie",
            AcceptedCredential::AccessToken => "the access token as Bearer",
            AcceptedCredential::RefreshToken => "the refresh token as Bearer",
        })
    }
}

/// A member of the body, or a parameter in the path or query.
pub(crate) struct Member {
    /// As it is spelled in the request.
    pub(crate) name: String,
    /// Address, query or body.
    pub(crate) place: &'static str,
    /// Whether a request without it is refused.
    pub(crate) required: bool,
    /// What it is.
    pub(crate) about: String,
}

/// A response.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: String,
    /// Of a success.
    pub(crate) about: String,
    /// The body of a success.
    pub(crate) example: Option<String>,
    /// Of an error. Each code has its own page.
    pub(crate) codes: Vec<&'static str>,
}

/// The codes of a status that most operations have.
pub(crate) struct Common {
    /// The HTTP status.
    pub(crate) status: &'static str,
    /// Each code has its own page.
    pub(crate) codes: Vec<&'static str>,
}

/// The text of a member; empty where there is none.
pub(crate) fn text(object: &Value, member: &str) -> String {
    object[member].as_str().unwrap_or_default().to_owned()
}

/// Reads an operation of the document; its curl command calls the server at this address.
pub(crate) fn read(base_url: &str, method: &str, path: &'static str, operation: &'static Value) -> Operation {
    let credentials = operation["security"].as_array().into_iter().flatten().flat_map(entries);
    let credentials: Vec<AcceptedCredential> = credentials.map(|(name, _)| AcceptedCredential::named(name)).collect();
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
        curl: curl(&format!("{base_url}{path}"), method, &credentials, body.as_ref().filter(|_| needs_body)),
        needs_body,
        body: body.map(|body| body.to_string()),
        answers: entries(&operation["responses"]).filter_map(|(status, it)| answer(status, it)).collect(),
        common: entries(&operation["responses"]).filter_map(|(status, it)| common(status, it)).collect(),
        path,
        credentials,
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

fn curl(url: &str, method: &str, credentials: &[AcceptedCredential], body: Option<&Value>) -> String {
    let mut command = "curl".to_owned();
    // curl itself says GET without a body and POST with one.
    if !matches!((method, body), ("get", None) | ("post", Some(_))) {
        command += &format!(" -X {}", method.to_uppercase());
    }
    match credentials.first() {
        Some(AcceptedCredential::AccessToken) => command += " -H \"Authorization: Bearer $ACCESS_TOKEN\"",
        Some(AcceptedCredential::RefreshToken) => command += " -H \"Authorization: Bearer $REFRESH_TOKEN\"",
        Some(AcceptedCredential::Session) => command += " -b cookies",
        None => {}
    }
    // Saves the cookie of a login, and a renewed one.
    if credentials.iter().any(|credential| matches!(credential, AcceptedCredential::Session))
        || url.ends_with("/auth/login")
    {
        command += " -c cookies";
    }
    if let Some(body) = body {
        command += &format!(" --json '{body}'");
    }
    // Braces have a meaning for curl.
    format!("{command} {}", url.replace(['{', '}'], ""))
}
