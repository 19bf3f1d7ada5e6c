//! The OpenAPI 3.1 document of both APIs, made from the code: routes and bodies from the handlers and their types, errors
//! from the table of codes.
//!
//! A handler lists its own error codes in `x-codes`; the codes that every route of its kind shares are added here.

mod parts;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::{HttpResponse, http::header, web};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{Components, ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Schema, Type};

use super::codes::{Code, DoorAnswer};
use super::{session_api, token_api};
use inside::{state::State, texts::Texts};
use parts::{code_member, operations, text_header, with_codes, without_defaults};

/// The document's path.
pub(crate) const PATH: &str = "/openapi.json";

/// The extension in which handlers list their codes for [`ApiDoor::complete`].
const CODES: &str = "x-codes";

#[derive(OpenApi)]
#[openapi(info(
    title = "Vestibule",
    description = "Sign-up, login, profile, recovery, sessions and tokens: two APIs on the same accounts. Members may be \
                   added to any response. A refused request changes nothing; each error has a `Link` with \
                   `rel=\"help\"` to the page about its code.",
))]
struct Head;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = Head::openapi();
    for (door, mut api) in
        [(&SESSION_API, session_api::SessionDocument::openapi()), (&TOKEN_API, token_api::TokenDocument::openapi())]
    {
        door.complete(&mut api);
        document.merge(api);
    }
    let components = document.components.get_or_insert_with(Components::new);
    for (name, scheme) in schemes() {
        components.add_security_scheme(name, scheme);
    }
    serde_json::to_value(document).expect("the document is plain data")
});

/// Stands in [`TEXT`] for the address of the server.
const SERVER: &str = "vestibule.invalid";

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut document = DOCUMENT.clone();
    document["servers"] = json!([{ "url": SERVER }]);
    format!("{document:#}")
});

/// The document, without the address of a server.
pub(crate) fn document() -> &'static Value {
    &DOCUMENT
}

/// The document as JSON, with this address as its server. Nothing else in it depends on settings.
pub(crate) fn text(base_url: &str) -> String {
    TEXT.replacen(&Value::from(SERVER).to_string(), &Value::from(base_url).to_string(), 1)
}

/// The target of a reference within the document; any other value is returned as it is.
pub(crate) fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => DOCUMENT.pointer(pointer).unwrap_or(&Value::Null),
        None => value,
    }
}

/// The error codes that a response of an operation may have; none for a success.
pub(crate) fn codes(answer: &'static Value) -> impl Iterator<Item = &'static str> {
    let schema = &resolve(answer)["content"]["application/json"]["schema"];
    let members = ["/allOf/1/properties/code/enum", "/allOf/1/properties/error/properties/code/enum"];
    let codes = members.iter().find_map(|member| schema.pointer(member)?.as_array());
    codes.into_iter().flatten().filter_map(Value::as_str)
}

/// Whether this code belongs to every route of a kind: any route, any that reads a body, any that changes something. The
/// other codes are an operation's own.
pub(crate) fn is_common(code: &str) -> bool {
    let has_it = |api: &ApiDoor, shared: &[Code]| shared.iter().any(|shared| (api.answer)(*shared).word == code);
    let apis = [&SESSION_API, &TOKEN_API].into_iter();
    apis.flat_map(|api| [api.always, api.to_bodies, api.to_changes].map(|shared| (api, shared)))
        .any(|(api, shared)| has_it(api, shared))
}

/// Every operation with its method and path.
pub(crate) fn every_operation() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    entries(&DOCUMENT["paths"]).flat_map(|(path, item)| entries(item).map(move |(method, it)| (method, path, it)))
}

/// The members of an object, in order; none for any other value.
pub(crate) fn entries(object: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    object.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// GET `/openapi.json`, open to all: the document has no user's data.
pub(crate) async fn get(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(header::ContentType::json())
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .body(text(state.base_url()))
}

fn schemes() -> [(&'static str, SecurityScheme); 3] {
    let bearer = |description: &str| {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        SecurityScheme::Http(scheme.description(Some(description)).build())
    };
    let cookie = "The cookie of a login at the session API or the pages. In production without COOKIE_DOMAIN it is called \
                  `__Host-session`.";
    [
        ("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description("session", cookie)))),
        ("access_token", bearer("The access token of a login at the token API.")),
        ("refresh_token", bearer("The refresh token. Only refresh and logout accept it.")),
    ]
}

/// What the routes of one API have in common: their names and their errors.
struct ApiDoor {
    name: &'static str,
    about: &'static str,
    /// Makes the names of operations unique: both APIs have a `register`.
    prefix: &'static str,
    scope: &'static str,
    /// What the header of a 401 asks for.
    challenge: Option<&'static str>,
    answer: fn(Code) -> DoorAnswer,
    always: &'static [Code],
    to_bodies: &'static [Code],
    to_changes: &'static [Code],
    to_strangers: &'static [Code],
    failure: fn(Vec<&'static str>) -> Schema,
}

static SESSION_API: ApiDoor = ApiDoor {
    name: "Session API",
    about: "JSON on a signed cookie, for a separate front end in a browser: it sends `credentials: \"include\"`, and its \
            origin is in ALLOWED_ORIGINS.",
    prefix: "session",
    scope: "/auth/",
    challenge: None,
    answer: session_api::codes::answer,
    always: &[Code::Internal, Code::Unavailable],
    to_bodies: &[Code::BadRequest, Code::Timeout, Code::UnsupportedMediaType],
    to_changes: &[Code::CrossSite, Code::TooLarge],
    to_strangers: &[Code::LoginRequired],
    failure: |codes| with_codes("Failure", code_member(codes)),
};

static TOKEN_API: ApiDoor = ApiDoor {
    name: "Token API",
    about: "JSON with `Authorization: Bearer`, for programs and mobile apps. It reads no cookie.",
    prefix: "token",
    scope: "/api/auth/",
    challenge: Some("`Bearer` (RFC 6750 section 3)."),
    answer: token_api::codes::answer,
    always: &[Code::Internal, Code::Unavailable],
    to_bodies: &[Code::BadRequest, Code::Timeout, Code::UnsupportedMediaType],
    to_changes: &[Code::TooLarge],
    to_strangers: &[Code::LoginRequired, Code::TokenInvalid, Code::TokenExpired, Code::TokenRevoked],
    failure: |codes| with_codes("TokenFailure", ObjectBuilder::new().property("error", code_member(codes))),
};

/// A word that an operation may answer instead of success, and what happened then.
struct Refused {
    word: &'static str,
    cause: &'static str,
}

impl ApiDoor {
    fn complete(&self, api: &mut utoipa::openapi::OpenApi) {
        let tag = TagBuilder::new().name(self.name).description(Some(self.about)).build();
        api.tags = Some(vec![tag]);
        let components = api.components.get_or_insert_with(Components::new);
        without_defaults(components);
        for (path, item) in &mut api.paths.paths {
            for (method, operation) in operations(item) {
                operation.tags = Some(vec![self.name.to_owned()]);
                operation.operation_id = operation.operation_id.take().map(|id| format!("{}_{id}", self.prefix));
                if path.starts_with(self.scope) {
                    for (status, answers) in self.refusals(method, operation) {
                        let refusal = self.shared(components, status, &answers);
                        operation.responses.responses.insert(status.to_string(), refusal);
                    }
                }
                operation.extensions = None;
            }
        }
    }

    /// An error with a single code looks the same at every route: the document has it once.
    fn shared(&self, components: &mut Components, status: u16, answers: &[Refused]) -> RefOr<Response> {
        let [only] = answers else { return self.refusal(status, answers).into() };
        let name = format!("{}_{status}", only.word);
        let reference = Ref::from_response_name(&name);
        components.responses.entry(name).or_insert_with(|| self.refusal(status, answers).into());
        reference.into()
    }

    /// Everything that a route may answer instead of success, by status.
    ///
    /// # Panics
    /// For an `x-codes` that holds anything but codes.
    fn refusals(&self, method: &str, operation: &Operation) -> BTreeMap<u16, Vec<Refused>> {
        let mut codes = self.always.to_vec();
        if operation.request_body.is_some() {
            codes.extend(self.to_bodies);
        }
        if method != "GET" {
            codes.extend(self.to_changes);
        }
        let open = |needed: &[utoipa::openapi::SecurityRequirement]| needed.contains(&Default::default());
        if operation.security.as_deref().is_some_and(|needed| !open(needed)) {
            codes.extend(self.to_strangers);
        }
        let own = operation.extensions.iter().flat_map(|more| more.get(CODES));
        codes.extend(own.flat_map(|own| Vec::<Code>::deserialize(own).expect("handlers list codes")));
        let mut by_status = BTreeMap::<u16, Vec<Refused>>::new();
        for code in codes {
            let answer = (self.answer)(code);
            let at_status = by_status.entry(answer.status.as_u16()).or_default();
            if at_status.iter().all(|known| known.word != answer.word) {
                at_status.push(Refused { word: answer.word, cause: self.home(code).meaning(Texts::default()).0 });
            }
        }
        by_status
    }

    /// The code that a door's word was made for, if this code only borrows it. With another status it says more itself.
    fn home(&self, code: Code) -> Code {
        let borrowed = (self.answer)(code);
        let is_it = |own: DoorAnswer| own.is_own && (own.word, own.status) == (borrowed.word, borrowed.status);
        Code::ALL.into_iter().find(|known| is_it((self.answer)(*known))).unwrap_or(code)
    }

    fn refusal(&self, status: u16, refused: &[Refused]) -> Response {
        let causes: Vec<_> = refused.iter().map(|Refused { word, cause }| format!("- `{word}`: {cause}")).collect();
        let mut response = ResponseBuilder::new()
            .description(causes.join("\n"))
            .header("Link", text_header("The page about the code, `rel=\"help\"` (RFC 8288)."));
        if matches!(status, 429 | 503) {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
            let when = HeaderBuilder::new()
                .schema(Some(seconds))
                .description(Some("Seconds to wait before the next attempt."))
                .build();
            response = response.header("Retry-After", when);
        }
        if let Some(challenge) = self.challenge.filter(|_| status == 401) {
            response = response.header("WWW-Authenticate", text_header(challenge));
        }
        let schema = (self.failure)(refused.iter().map(|refused| refused.word).collect());
        response.content("application/json", ContentBuilder::new().schema(Some(schema)).build()).build()
    }
}
