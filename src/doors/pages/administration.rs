//! The site at a glance, for those who look after it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use time::PrimitiveDateTime;

use super::admin_list::with_query;
use super::admin_tabs::{AdminSection, Tabs};
use super::attention::Attention;
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::access::Staff;
use crate::doors::handler_error::HandlerError;
use inside::doctor::{CheckLevel, HealthCheck};
use inside::events::Tone;
use inside::site_overview::{COUNTED, SiteOverview, site_overview};
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/administration.html")]
struct OverviewPage {
    t: Texts,
    layout: Layout,
    tabs: Tabs,
    findings: Vec<FindingLine>,
    accounts: Vec<(&'static str, String, &'static str)>,
    happened: Vec<(&'static str, String, String, String)>,
    waiting: String,
    oldest: Option<(PrimitiveDateTime, String)>,
    is_late: bool,
    dead: String,
    has_dead: bool,
}

/// Something that is wrong, in the words of `vestibule doctor`, which are English.
struct FindingLine {
    tone: Tone,
    level: &'static str,
    finding: String,
    remedy: String,
    setting: Option<&'static str>,
}

/// GET `/admin`.
pub(crate) async fn get(
    context: PageContext,
    Staff { oversight, .. }: Staff,
    attention: web::Data<Attention>,
) -> Result<HttpResponse, HandlerError> {
    let (overview, findings) =
        context.blocking(move |s, _| Ok((site_overview(s, oversight)?, attention.findings(s)))).await?;
    let SiteOverview { accounts, disabled, unconfirmed, with_factor, staff, happened, emails } = overview;
    let (t, now) = (context.t, context.state.now());
    let link = |kind: &str| with_query("/admin/events", &[("kind", kind)]);
    let page = OverviewPage {
        t,
        layout: context.layout(),
        tabs: Tabs::of(&context, AdminSection::Overview),
        findings: findings.iter().map(|check| FindingLine::of(t, check)).collect(),
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
                t.wrong_second_factors(),
                counted(t, happened.wrong_factors.day),
                counted(t, happened.wrong_factors.week),
                link("second_factor_failed"),
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

impl FindingLine {
    fn of(t: Texts, check: &HealthCheck) -> FindingLine {
        let is_failure = check.level == CheckLevel::Failure;
        FindingLine {
            tone: if is_failure { Tone::Bad } else { Tone::Warn },
            level: if is_failure { t.check_failure() } else { t.check_warning() },
            finding: check.finding.clone(),
            remedy: check.remedy.clone().unwrap_or_default(),
            setting: check.setting,
        }
    }
}

/// A number, or "10000+" for what was counted no further.
fn counted(t: Texts, number: i64) -> String {
    if number >= COUNTED { t.number_or_more(COUNTED) } else { number.to_string() }
}
