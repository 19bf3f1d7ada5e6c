//! Find accounts, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::PrimitiveDateTime;

use super::admin_list::{ListChoice, with_query};
use super::admin_tabs::{AdminSection, Tabs};
use super::filters;
use super::page_context::PageContext;
use super::view::{Badge, FlashKind, Layout};

use crate::doors::access::Staff;
use crate::doors::handler_error::HandlerError;
use inside::events::Tone;
use inside::stored::Word;
use inside::texts::Texts;
use inside::users::{self, Role, User, UserFilter, UserOrder, UserState};

const PATH: &str = "/admin/users";

#[derive(Template)]
#[template(path = "pages/find_users.html")]
struct UsersPage {
    t: Texts,
    layout: Layout,
    tabs: Tabs,
    start: String,
    roles: Vec<ListChoice>,
    states: Vec<ListChoice>,
    orders: Vec<ListChoice>,
    is_filtered: bool,
    rows: Vec<UserLine>,
    first: Option<String>,
    next: Option<String>,
}

/// An account in the list.
pub(crate) struct UserLine {
    id: i64,
    badge: Badge,
    email: String,
    role: Option<&'static str>,
    marks: Vec<Mark>,
    created: PrimitiveDateTime,
    last_login: Option<PrimitiveDateTime>,
}

/// A word about an account, in a colour that says the same.
pub(crate) struct Mark {
    /// How serious it is.
    pub(crate) tone: Tone,
    /// The word.
    pub(crate) label: &'static str,
}

/// The query of the page. What it does not know counts as not given: it is an old link or a typing error.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct UsersQuery {
    q: String,
    role: String,
    state: String,
    sort: String,
    after: String,
}

/// GET `/admin/users`.
pub(crate) async fn get(
    context: PageContext,
    staff: Staff,
    query: web::Query<UsersQuery>,
) -> Result<HttpResponse, HandlerError> {
    let query = query.into_inner();
    let start = query.q.trim().to_owned();
    let chosen = UserOrder::of_word(&query.sort);
    let filter = UserFilter {
        role: Role::of_word(&query.role),
        state: UserState::of_word(&query.state),
        order: chosen.unwrap_or(UserOrder::usual(&start)),
        start,
    };
    let (wanted, after) = (filter.clone(), query.after.parse().ok());
    let is_first = after.is_none();
    let found = context.blocking(move |s, _| users::list_users(s, staff.oversight, &wanted, after.as_ref())).await?;
    let t = context.t;
    let page = UsersPage {
        t,
        layout: context.layout(),
        tabs: Tabs::of(&context, AdminSection::Accounts),
        roles: ListChoice::all(filter.role, |role| role.name(t).to_owned()),
        states: ListChoice::all(filter.state, |state| state_name(t, state).to_owned()),
        orders: ListChoice::all(chosen, |order| order_name(t, order).to_owned()),
        is_filtered: !filter.start.is_empty() || filter.role.is_some() || filter.state.is_some(),
        rows: found.users.iter().map(|user| UserLine::of(t, user)).collect(),
        first: (!is_first).then(|| address(&filter, "")),
        next: found.next.map(|place| address(&filter, &place.to_string())),
        start: filter.start,
    };
    context.page(StatusCode::OK, &page)
}

fn address(filter: &UserFilter, after: &str) -> String {
    let usual = UserOrder::usual(&filter.start);
    let order = Some(filter.order).filter(|order| *order != usual).map_or("", UserOrder::word);
    let pairs = [
        ("q", filter.start.as_str()),
        ("role", filter.role.map_or("", Role::word)),
        ("state", filter.state.map_or("", UserState::word)),
        ("sort", order),
        ("after", after),
    ];
    with_query(PATH, &pairs)
}

fn state_name(t: Texts, state: UserState) -> &'static str {
    match state {
        UserState::Active => t.state_active(),
        UserState::Disabled => t.state_disabled(),
        UserState::Unconfirmed => t.state_unconfirmed(),
        UserState::WithFactor => t.state_with_factor(),
        UserState::WithoutFactor => t.state_without_factor(),
    }
}

fn order_name(t: Texts, order: UserOrder) -> &'static str {
    match order {
        UserOrder::Newest => t.order_newest(),
        UserOrder::Oldest => t.order_oldest(),
        UserOrder::Name => t.order_name(),
    }
}

impl UserLine {
    fn of(t: Texts, user: &User) -> UserLine {
        UserLine {
            id: user.id,
            badge: Badge::of(user),
            email: user.email.clone(),
            role: Some(user.role).filter(|role| *role != Role::User).map(|role| role.name(t)),
            marks: marks(t, user, false),
            created: user.created_at,
            last_login: user.last_login_at,
        }
    }
}

/// What is to be known of an account at once; that its address is unconfirmed only where nothing beside it says so.
pub(crate) fn marks(t: Texts, user: &User, is_address_beside: bool) -> Vec<Mark> {
    let disabled = user.disabled_at.map(|_| Mark { tone: Tone::Bad, label: t.state_disabled() });
    let unconfirmed =
        (!user.email_verified && !is_address_beside).then(|| Mark { tone: Tone::Warn, label: t.state_unconfirmed() });
    let two_step = user.has_second_factor().then(|| Mark { tone: Tone::Ok, label: t.mark_two_step() });
    [disabled, unconfirmed, two_step].into_iter().flatten().collect()
}
