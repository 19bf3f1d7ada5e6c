//! `/dev/mailbox`: every email that was sent, for whoever develops on this machine. For everyone else there is no such page.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, web};
use askama::Template;
use mail_parser::{Message, MessageParser};
use time::{OffsetDateTime, PrimitiveDateTime};

use super::filters;
use super::page_context::PageContext;
use super::view::{EmailRow, FlashKind, Layout, Theme};
use crate::doors::this_machine;
use crate::error::Error;
use crate::mail::folder;

/// As many emails as the list shows.
const NEWEST: usize = 100;

/// An email is drawn in a frame of its own page, with its own styles, and may do nothing: no script, no form, no address
/// of ours. Links open elsewhere, if the reader wants that.
const EMAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox";

#[derive(Template)]
#[template(path = "pages/dev_mailbox.html")]
struct MailboxPage {
    layout: Layout,
    messages: Vec<EmailRow>,
}

#[derive(Template)]
#[template(path = "pages/dev_email.html")]
struct EmailPage {
    layout: Layout,
    email: EmailRow,
    links: Vec<String>,
    text: String,
    html_src: String,
    headers: String,
}

/// Whether the client may read the emails: a developer on this machine. They hold live links, so a network must never reach
/// them.
pub fn is_open_to(context: &PageContext) -> bool {
    this_machine::is_local(&context.req, &context.state)
}

/// GET `/dev/mailbox`.
pub async fn list(context: PageContext) -> Result<HttpResponse, Error> {
    let messages = read(&context, |s| folder::newest(s, NEWEST)).await?;
    let messages = messages.iter().filter_map(|(id, raw)| parsed(raw).map(|message| row(id, &message))).collect();
    context.page(StatusCode::OK, &MailboxPage { layout: context.layout(), messages })
}

/// GET `/dev/mailbox/{id}`.
pub async fn message(context: PageContext, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let raw = one(&context, &id).await?;
    let message = parsed(&raw).ok_or(Error::NotFound)?;
    let headers = String::from_utf8_lossy(&raw);
    let email = row(&id, &message);
    let page = EmailPage {
        layout: context.layout(),
        links: email.links.clone(),
        email,
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html_src: format!("/dev/mailbox/{id}/html"),
        headers: headers.split("\r\n\r\n").next().unwrap_or_default().to_owned(),
    };
    context.page(StatusCode::OK, &page)
}

/// GET `/dev/mailbox/{id}/html`: the HTML part as it is, for the frame.
pub async fn html(context: PageContext, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let raw = one(&context, &id).await?;
    let message = parsed(&raw).ok_or(Error::NotFound)?;
    let html = message.body_html(0).unwrap_or_default().into_owned();
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, EMAIL_POLICY))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .body(html))
}

async fn one(context: &PageContext, id: &str) -> Result<Vec<u8>, Error> {
    let id = id.to_owned();
    read(context, move |s| folder::message(s, &id)).await?.ok_or(Error::NotFound)
}

async fn read<T: Send + 'static>(
    context: &PageContext,
    from: impl FnOnce(&crate::state::Services) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    if !is_open_to(context) {
        return Err(Error::NotFound);
    }
    context.state.blocking(from).await
}

fn parsed(raw: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(raw)
}

fn row(id: &str, message: &Message<'_>) -> EmailRow {
    let to = message.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default();
    let at = message.date().and_then(|date| OffsetDateTime::from_unix_timestamp(date.to_timestamp()).ok());
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let text = message.body_text(0).unwrap_or_default();
    let is_link = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
    EmailRow {
        id: id.to_owned(),
        to: to.to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        at: PrimitiveDateTime::new(at.date(), at.time()),
        links: text.split_whitespace().filter(is_link).map(str::to_owned).collect(),
    }
}
