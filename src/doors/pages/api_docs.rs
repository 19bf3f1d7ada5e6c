//! The API reference: the contents of `/openapi.json`, to read and to try. One page has code to connect an app and the list of
//! all operations, and each API has a page that describes its operations: together they would be too heavy for a phone.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde_json::Value;

use super::api_operation::{Operation, read, text};
use super::connect::{Connection, connections};
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::codes::CODES_PATH;
use crate::doors::handler_error::HandlerError;
use crate::doors::openapi;
use inside::error::Error;
use inside::texts::Texts;

/// The path of the API reference; the page of an API is below it.
pub(crate) const PATH: &str = "/docs";

#[derive(Template)]
#[template(path = "pages/api_docs.html")]
struct ApiDocsPage {
    t: Texts,
    layout: Layout,
    connections: Vec<Connection>,
    apis: Vec<Api>,
}

#[derive(Template)]
#[template(path = "pages/api.html")]
struct ApiPage {
    t: Texts,
    layout: Layout,
    api: Api,
    others: Vec<Api>,
    operations: Vec<Operation>,
}

/// One of the APIs, with its operations.
struct Api {
    id: String,
    name: String,
    about: String,
    entries: Vec<OperationEntry>,
}

/// An operation in a list.
pub(crate) struct OperationEntry {
    /// Its name in the document, which is the id of its element.
    pub(crate) id: String,
    /// In capitals.
    pub(crate) method: String,
    /// With the names of its parameters in braces.
    pub(crate) path: &'static str,
    /// One sentence.
    pub(crate) summary: String,
    /// Where it is described.
    pub(crate) href: String,
}

impl OperationEntry {
    /// The operation of the document with this method and path.
    pub(crate) fn new((method, path, operation): (&str, &'static str, &'static Value)) -> OperationEntry {
        let (id, api) = (text(operation, "operationId"), page_name(&operation["tags"][0]));
        let href = format!("{PATH}/{api}#{id}");
        OperationEntry { id, method: method.to_uppercase(), path, summary: text(operation, "summary"), href }
    }
}

/// GET `/docs`, open to all.
pub(crate) async fn get(context: PageContext) -> Result<HttpResponse, HandlerError> {
    let connections = connections(context.state.base_url(), context.state.config())?;
    let page = ApiDocsPage { t: context.t, layout: context.layout(), connections, apis: apis() };
    context.page(StatusCode::OK, &page)
}

/// GET `/docs/{api}`, open to all.
pub(crate) async fn one(context: PageContext, name: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let (mut own, others): (Vec<_>, Vec<_>) = apis().into_iter().partition(|api| api.id == *name);
    let api = own.pop().ok_or(Error::NotFound)?;
    let operations = operations_of(&api.id)
        .map(|(method, path, operation)| read(context.state.base_url(), method, path, operation))
        .collect();
    let page = ApiPage { t: context.t, layout: context.layout(), api, others, operations };
    context.page(StatusCode::OK, &page)
}

fn apis() -> Vec<Api> {
    let api = |tag: &'static Value| {
        let id = page_name(&tag["name"]);
        let entries = operations_of(&id).map(OperationEntry::new).collect();
        Api { name: text(tag, "name"), about: text(tag, "description"), entries, id }
    };
    openapi::document()["tags"].as_array().into_iter().flatten().map(api).collect()
}

fn operations_of(api: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    openapi::every_operation().filter(move |(_, _, operation)| page_name(&operation["tags"][0]) == api)
}

/// An API's name in addresses: "Token API" is at `/docs/token-api`.
fn page_name(tag: &Value) -> String {
    tag.as_str().unwrap_or_default().to_lowercase().replace(' ', "-")
}
