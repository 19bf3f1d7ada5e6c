//! `/dev/mailbox`: every email that was sent, for the developer at this machine. For everyone else there is no such page.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType, HeaderValue};
use actix_web::{HttpResponse, web};
use askama::Template;
use mail_parser::{Message, MessageParser};
use serde::Deserialize;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::filters;
use super::page_context::PageContext;
use super::view::{EmailRow, FlashKind, Layout, Theme};
use crate::doors::handler_error::HandlerError;
use crate::doors::headers::content_security_policy;
use crate::doors::this_machine;
use inside::error::Error;
use inside::mail::folder;
use inside::texts::Texts;

/// Emails on one page of the list.
const PAGE_SIZE: usize = 20;

/// The query of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct MailboxQuery {
    before: String,
}

/// The policy of the HTML part, which is shown in a frame: its own styles, pictures within it, no script, no form, nothing
/// loaded from anywhere. Its links open in a new tab.
const EMAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// How the address of an email's page says to show it. Unknown words count as the first choice.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct View {
    /// `html`, `text` or `headers`.
    part: String,
    /// `desktop` or `phone`.
    width: String,
    /// `light` or `dark`; by default that of the page around the email.
    scheme: String,
}

/// One of several ways to show an email.
struct Choice {
    label: &'static str,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "pages/dev_mailbox.html")]
struct MailboxPage {
    t: Texts,
    layout: Layout,
    messages: Vec<EmailRow>,
    is_first: bool,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/dev_email.html")]
struct EmailPage {
    t: Texts,
    layout: Layout,
    email: EmailRow,
    parts: Vec<Choice>,
    shown: Part,
}

/// The part of an email that its page shows.
enum Part {
    Html { src: String, is_narrow: bool, widths: Vec<Choice>, schemes: Vec<Choice> },
    Text(String),
    Headers(String),
}

/// GET `/dev/mailbox[?before=]`. Pages are cut at an email and not at a number, so one that arrives meanwhile moves none.
pub(crate) async fn list(context: PageContext, query: web::Query<MailboxQuery>) -> Result<HttpResponse, HandlerError> {
    let before = Some(query.into_inner().before).filter(|name| !name.is_empty());
    let is_first = before.is_none();
    let page = read(&context, move |s| folder::page(s, before.as_deref(), PAGE_SIZE)).await?;
    let messages = page.emails.iter().filter_map(|(id, raw)| parsed(raw).map(|message| row(id, &message))).collect();
    let older = page.older.map(|before| format!("/dev/mailbox?before={before}"));
    context.page(StatusCode::OK, &MailboxPage { t: context.t, layout: context.layout(), messages, is_first, older })
}

/// GET `/dev/mailbox/{id}[?part=&width=&scheme=]`.
pub(crate) async fn message(
    context: PageContext,
    id: web::Path<String>,
    view: web::Query<View>,
) -> Result<HttpResponse, HandlerError> {
    let id = id.into_inner();
    let raw = one(&context, &id).await?;
    let message = parsed(&raw).ok_or(Error::NotFound)?;
    let (t, layout) = (context.t, context.layout());
    let view = view.into_inner().completed(layout.theme);
    let link = |view: View| view.address(&id);
    let choice = |label, current: &str, word: &str, href| Choice { label, href, current: current == word };
    let part = |label, word: &str| choice(label, &view.part, word, link(View { part: word.into(), ..view.clone() }));
    let width = |label, word: &str| choice(label, &view.width, word, link(View { width: word.into(), ..view.clone() }));
    let scheme =
        |label, word: &str| choice(label, &view.scheme, word, link(View { scheme: word.into(), ..view.clone() }));
    let shown = match view.part.as_str() {
        "text" => Part::Text(message.body_text(0).unwrap_or_default().into_owned()),
        "headers" => {
            Part::Headers(String::from_utf8_lossy(&raw).split("\r\n\r\n").next().unwrap_or_default().to_owned())
        }
        _ => Part::Html {
            src: format!("/dev/mailbox/{id}/html?scheme={}", view.scheme),
            is_narrow: view.width == "phone",
            widths: vec![width(t.width_desktop(), "desktop"), width(t.width_phone(), "phone")],
            schemes: [Theme::System, Theme::Light, Theme::Dark].map(|one| scheme(one.name(&t), one.word())).into(),
        },
    };
    let parts = vec![part(t.part_html(), "html"), part(t.part_text(), "text"), part(t.part_headers(), "headers")];
    let mut answer = context.page(StatusCode::OK, &EmailPage { t, layout, email: row(&id, &message), parts, shown })?;
    // The page's own policy forbids frames.
    let policy = content_security_policy(Some(&context.state));
    let policy = HeaderValue::from_str(&format!("{policy}; frame-src 'self'"));
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.map_err(Error::internal)?);
    Ok(answer)
}

/// GET `/dev/mailbox/{id}/html[?scheme=]`: the HTML part, for the frame.
pub(crate) async fn html(
    context: PageContext,
    id: web::Path<String>,
    view: web::Query<View>,
) -> Result<HttpResponse, HandlerError> {
    let raw = one(&context, &id).await?;
    let message = parsed(&raw).ok_or(Error::NotFound)?;
    let html = message.body_html(0).unwrap_or_default();
    let html = in_scheme(&html, &view.scheme).replacen("<head>", "<head><base target=\"_blank\">", 1);
    // A mail program finds the logo within the email. A browser does not, and the frame may fetch nothing.
    let html = match context.state.config().branding.email_logo() {
        Some(logo) => html.replacen("cid:logo", &logo.data_url(), 1),
        None => html,
    };
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, EMAIL_POLICY))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .body(html))
}

/// The email as a mail program in light or dark mode shows it, whatever this browser prefers.
fn in_scheme(html: &str, scheme: &str) -> String {
    let media = match scheme {
        "light" => "not all",
        "dark" => "all",
        _ => return html.to_owned(),
    };
    html.replace("(prefers-color-scheme: dark)", media)
        .replace("color-scheme: light dark", &format!("color-scheme: {scheme}"))
        .replace("content=\"light dark\"", &format!("content=\"{scheme}\""))
}

impl View {
    /// With the first choice wherever the address names none that exists.
    fn completed(self, theme: Theme) -> View {
        let one_of = |word: String, known: &[&str], first: &str| {
            if known.contains(&word.as_str()) { word } else { first.to_owned() }
        };
        View {
            part: one_of(self.part, &["text", "headers"], "html"),
            width: one_of(self.width, &["phone"], "desktop"),
            scheme: one_of(self.scheme, &["system", "light", "dark"], theme.word()),
        }
    }

    fn address(&self, id: &str) -> String {
        let View { part, width, scheme } = self;
        match part.as_str() {
            "html" => format!("/dev/mailbox/{id}?width={width}&scheme={scheme}"),
            part => format!("/dev/mailbox/{id}?part={part}"),
        }
    }
}

async fn one(context: &PageContext, id: &str) -> Result<Vec<u8>, Error> {
    let id = id.to_owned();
    read(context, move |s| folder::message(s, &id)).await?.ok_or(Error::NotFound)
}

async fn read<T: Send + 'static>(
    context: &PageContext,
    from: impl FnOnce(&inside::state::Services) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    // The emails hold live links: only a developer on this machine reads them.
    if !this_machine::is_local(&context.req, &context.state) {
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
