//! The site at a glance, for those who look after it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use time::PrimitiveDateTime;

use super::admin::{AdminSection, Tabs};
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use crate::doors::caller::Staff;
use crate::doors::handler_error::HandlerError;
use inside::site_overview::{COUNTED, SiteOverview, site_overview};
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/administration.html")]
struct OverviewPage {
    t: Texts,
    layout: Layout,
    tabs: Tabs,
    accounts: Vec<(&'static str, String, &'static str)>,
    happened: Vec<(&'static str, String, String, String)>,
    waiting: String,
    oldest: Option<(PrimitiveDateTime, String)>,
    is_late: bool,
    dead: String,
    has_dead: bool,
}

/// GET `/admin`.
pub(crate) async fn get(context: PageContext, Staff(_): Staff) -> Result<HttpResponse, HandlerError> {
    let SiteOverview { accounts, disabled, unconfirmed, with_factor, staff, happened, emails } =
        context.blocking(|s, _| site_overview(s)).await?;
    let (t, now) = (context.t, context.state.now());
    let link = |kind: &str| super::admin::address("/admin/events", &[("kind", kind)]);
    let page = OverviewPage {
        t,
        layout: context.layout(),
        tabs: Tabs::of(&context, AdminSection::Overview),
        accounts: vec![
            (t.all_accounts(), counted(t, accounts), "/admin/users"),
            (t.state_disabled(), counted(t, disabled), "/admin/users?state=disabled"),
            (t.state_unconfirmed(), counted(t, unconfirmed), "/admin/users?state=unconfirmed"),
            (t.state_with_factor(), counted(t, with_factor), "/admin/users?state=two-step"),
            (t.administrators(), counted(t, staff), "/admin/users?role=admin"),
        ],
        happened: vec![
            (t.logins(), counted(t, happened.logins.day), counted(t, happened.logins.week), link("logged_in")),
            (
                t.failed_logins(),
                counted(t, happened.failures.day),
                counted(t, happened.failures.week),
                link("login_failed"),
            ),
            (
                t.limits_reached(),
                counted(t, happened.blocks.day),
                counted(t, happened.blocks.week),
                link("login_blocked"),
            ),
            (t.sign_ups(), counted(t, happened.sign_ups.day), counted(t, happened.sign_ups.week), link("registered")),
            (
                t.denied_requests(),
                counted(t, happened.denials.day),
                counted(t, happened.denials.week),
                link("forbidden"),
            ),
        ],
        waiting: counted(t, emails.waiting),
        is_late: emails.oldest.is_some_and(|at| now - at > time::Duration::minutes(15)),
        oldest: emails.oldest.map(|at| (at, t.ago(now, at))),
        dead: counted(t, emails.given_up),
        has_dead: emails.given_up > 0,
    };
    context.page(StatusCode::OK, &page)
}

/// A number, or "10000+" for what was counted no further.
fn counted(t: Texts, number: i64) -> String {
    if number >= COUNTED { t.number_or_more(COUNTED) } else { number.to_string() }
}
