//! The audit log, at the pages door: filtered, paged, and as a file for spreadsheets.

use actix_web::body;
use actix_web::http::StatusCode;
use actix_web::http::header::{self};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use askama::Template;
use futures_util::stream;
use serde::Deserialize;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, PrimitiveDateTime};

use super::admin_list::{ListChoice, with_query};
use super::admin_tabs::{AdminSection, Tabs};
use super::audit_csv;
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Origin};
use crate::doors::access::Staff;
use crate::doors::handler_error::HandlerError;
use crate::doors::request_log;
use crate::event_sentences;
use inside::error::Error;
use inside::events::audit::{self, AuditFilter, Audited};
use inside::events::{Kind, Tone};
use inside::stored::Word;
use inside::texts::Texts;
use inside::user_agent;
use inside::users::{self, Role, required_factor};

const PATH: &str = "/admin/events";

/// Events on one page.
const PAGE_SIZE: usize = 50;

/// Events that the file is read by.
const AT_ONCE: i64 = 500;

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

#[derive(Template)]
#[template(path = "pages/audit_log.html")]
struct AuditPage {
    t: Texts,
    layout: Layout,
    tabs: Tabs,
    query: AuditQuery,
    kinds: Vec<ListChoice>,
    is_filtered: bool,
    is_account_unknown: bool,
    rows: Vec<AuditLine>,
    csv: String,
    first: Option<String>,
    next: Option<String>,
}

/// The query of the page and of the file. What it does not know counts as not given: it is an old link or a typing error.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AuditQuery {
    /// A username, an email address or the number of an account.
    user: String,
    kind: String,
    /// The first day, in UTC.
    from: String,
    /// The last day, in UTC.
    to: String,
    after: String,
}

/// An event, for those who look after all accounts.
pub(crate) struct AuditLine {
    pub(crate) id: i64,
    pub(crate) at: PrimitiveDateTime,
    pub(crate) sentence: String,
    pub(crate) tone: Tone,
    /// The account it is about: its number, and its name while it exists.
    pub(crate) about: Option<(i64, String)>,
    /// The account that acted, where that is another one.
    pub(crate) actor: Option<(i64, String)>,
    pub(crate) from: Vec<Origin>,
    pub(crate) request_id: String,
}

impl AuditLine {
    /// One event.
    pub(crate) fn of(t: Texts, event: &Audited) -> AuditLine {
        let named = |id: Option<i64>, name: Option<&String>| {
            id.map(|id| (id, name.cloned().unwrap_or_else(|| t.deleted_account(id))))
        };
        let row = &event.event;
        let device = if row.user_agent.is_empty() { String::new() } else { user_agent::name(t, &row.user_agent) };
        let actor = named(event.actor_id().filter(|actor| Some(*actor) != event.user_id()), event.actor.as_ref());
        let from = [Origin { text: device, is_address: false }, Origin { text: row.address.clone(), is_address: true }];
        AuditLine {
            id: row.id,
            at: row.at,
            sentence: match actor {
                Some(_) => event_sentences::what_happened(t, row),
                None => event_sentences::of(t, row),
            },
            tone: row.tone(),
            about: named(event.user_id(), event.username.as_ref()),
            actor,
            from: from.into_iter().filter(|origin| !origin.text.is_empty()).collect(),
            request_id: event.request_id().to_owned(),
        }
    }
}

/// GET `/admin/events`.
pub(crate) async fn get(
    context: PageContext,
    staff: Staff,
    query: web::Query<AuditQuery>,
) -> Result<HttpResponse, HandlerError> {
    let query = query.into_inner();
    let (before, asked) = (query.after.parse().ok(), query.clone());
    let read = context.blocking(move |s, _| {
        let Some(filter) = filter(s, &asked)? else { return Ok(None) };
        // One more than is shown tells whether there is another page.
        audit::newest(s, staff.oversight, &filter, before, PAGE_SIZE as i64 + 1).map(Some)
    });
    let found = read.await?;
    let t = context.t;
    let is_account_unknown = found.is_none();
    let mut events = found.unwrap_or_default();
    let more = events.len() > PAGE_SIZE;
    events.truncate(PAGE_SIZE);
    let next = events.last().filter(|_| more).map(|last| address(PATH, &query, &last.place().to_string()));
    let mut kinds =
        ListChoice::all(Kind::of_word(&query.kind), |kind| event_sentences::without_data(t, kind).to_owned());
    kinds.sort_by_cached_key(|kind| kind.label.to_lowercase());
    let page = AuditPage {
        t,
        layout: context.layout(),
        tabs: Tabs::of(&context, AdminSection::Events),
        kinds,
        is_filtered: [&query.user, &query.kind, &query.from, &query.to].iter().any(|value| !value.is_empty()),
        is_account_unknown,
        rows: events.iter().map(|event| AuditLine::of(t, event)).collect(),
        csv: address("/admin/events.csv", &query, ""),
        first: before.map(|_| address(PATH, &query, "")),
        next,
        query,
    };
    context.page(StatusCode::OK, &page)
}

/// GET `/admin/events.csv`: the same events, newest first, sent as they are read.
///
/// The first piece is read before the response begins, so a database that is unavailable is a 503. A failure after that breaks the
/// connection off: the body does not end as HTTP says it must. So does the end of the reader's session or role.
pub(crate) async fn csv(
    context: PageContext,
    staff: Staff,
    query: web::Query<AuditQuery>,
) -> Result<HttpResponse, HandlerError> {
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/csv; charset=utf-8");
    let file = format!("attachment; filename=\"events-{}.csv\"", context.state.now().date());
    answer.insert_header((header::CONTENT_DISPOSITION, file));
    if context.is_head() {
        let head = answer.message_body(body::None::new()).map_err(Error::internal)?;
        return Ok(head.map_into_boxed_body());
    }
    let asked = query.into_inner();
    let filter = context.blocking(move |s, _| filter(s, &asked)).await?;
    let (t, state) = (context.t, context.state.clone());
    let begin = async |filter: Option<AuditFilter>| match filter {
        Some(filter) => context.blocking(move |s, _| audit::newest(s, staff.oversight, &filter, None, AT_ONCE)).await,
        None => Ok(Vec::new()),
    };
    let first = begin(filter).await?;
    let head = stream::once(std::future::ready(Ok::<_, Error>(Bytes::from_static(audit_csv::HEAD.as_bytes()))));
    let start = (Some(first), filter.unwrap_or_default(), state, staff.caller);
    let pieces = stream::try_unfold(start, move |(ready, filter, state, reader)| async move {
        let Some(events) = ready.filter(|events| !events.is_empty()) else { return Ok(None) };
        let last = events.last().filter(|_| events.len() as i64 == AT_ONCE).map(Audited::place);
        let lines = events.iter().map(|event| audit_csv::line(t, event)).collect::<String>();
        let next = match last {
            Some(last) => {
                let reader = reader.clone();
                let read = state.blocking(move |s| {
                    let oversight = required_factor::still_require_role(s, &reader, Role::Moderator)?;
                    audit::newest(s, oversight, &filter, Some(last), AT_ONCE)
                });
                Some(read.await.inspect_err(request_log::log_cause)?)
            }
            None => None,
        };
        Ok::<_, Error>(Some((Bytes::from(lines), (next, filter, state, reader))))
    });
    Ok(answer.streaming(futures_util::StreamExt::chain(head, pieces)))
}

/// What the query asks for; none for an account that does not exist.
fn filter(s: &inside::state::Services, query: &AuditQuery) -> Result<Option<AuditFilter>, Error> {
    let user = query.user.trim();
    let user_id = match (user, user.parse::<i64>()) {
        ("", _) => None,
        // No username begins with a digit, and the events of a deleted account are found by its number alone.
        (_, Ok(id)) => Some(id),
        (name, Err(_)) if name.contains('\0') => return Ok(None),
        (name, Err(_)) => match s.db.read(|c| users::find_by_login(c, name))? {
            Some(user) => Some(user.id),
            None => return Ok(None),
        },
    };
    let from = day(&query.from).map(|day| day.with_hms(0, 0, 0)).transpose().map_err(Error::internal)?;
    let to = day(&query.to).and_then(Date::next_day).map(|day| day.with_hms(0, 0, 0));
    let to = to.transpose().map_err(Error::internal)?;
    Ok(Some(AuditFilter { user_id, kind: Kind::of_word(&query.kind), from, to }))
}

pub(in crate::doors) fn day(text: &str) -> Option<Date> {
    Date::parse(text.get(..10)?, DAY).ok().filter(|day| (1970..10_000).contains(&day.year()))
}

fn address(path: &str, query: &AuditQuery, after: &str) -> String {
    let AuditQuery { user, kind, from, to, after: _ } = query;
    with_query(path, &[("user", user), ("kind", kind), ("from", from), ("to", to), ("after", after)])
}
