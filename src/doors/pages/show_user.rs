//! One account, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use time::PrimitiveDateTime;

use super::admin_tabs::may_change;
use super::audit_log::AuditLine;
use super::filters;
use super::find_users::{Mark, marks};
use super::page_context::PageContext;
use super::view::{Badge, FlashKind, Layout, SessionLine};
use crate::doors::access::Staff;
use crate::doors::handler_error::HandlerError;
use inside::texts::Texts;
use inside::users::{self, Factors, Obstacle, ShownUser, User};

#[derive(Template)]
#[template(path = "pages/show_user.html")]
struct UserPage {
    t: Texts,
    layout: Layout,
    badge: Badge,
    id: i64,
    email: String,
    email_verified: bool,
    role: &'static str,
    marks: Vec<Mark>,
    created: PrimitiveDateTime,
    last_login: Option<PrimitiveDateTime>,
    disabled: Option<PrimitiveDateTime>,
    language: Option<&'static str>,
    factors: Factors,
    can_log_in: bool,
    obstacles: Vec<String>,
    sessions: Vec<SessionLine>,
    session_count: i64,
    events: Vec<AuditLine>,
    is_own: bool,
    actions: Vec<Action>,
}

/// A link to the page of an action.
struct Action {
    path: &'static str,
    label: &'static str,
    is_bad: bool,
}

/// GET `/admin/users/{id}`.
pub(crate) async fn get(
    context: PageContext,
    Staff { caller, oversight }: Staff,
    id: web::Path<i64>,
) -> Result<HttpResponse, HandlerError> {
    let id = id.into_inner();
    let shown = context.blocking(move |s, _| users::show_user(s, oversight, id)).await?;
    let (t, now) = (context.t, context.state.now());
    let ShownUser { user, sessions, session_count, factors, events, obstacles } = shown;
    let is_own = user.id == caller.user.id;
    let page = UserPage {
        t,
        layout: context.layout(),
        badge: Badge::of(&user),
        id: user.id,
        email: user.email.clone(),
        email_verified: user.email_verified,
        role: user.role.name(t),
        marks: marks(t, &user, true),
        created: user.created_at,
        last_login: user.last_login_at,
        disabled: user.disabled_at,
        language: user.email_language().map(|language| language.name()),
        factors,
        can_log_in: !obstacles.iter().any(Obstacle::stops),
        obstacles: obstacles.iter().map(|obstacle| sentence(t, obstacle)).collect(),
        sessions: sessions.into_iter().map(|row| SessionLine::of(t, row, &caller, now)).collect(),
        session_count,
        events: events.iter().map(|event| AuditLine::of(t, event)).collect(),
        is_own,
        actions: if is_own || !may_change(&context) { Vec::new() } else { actions(t, &user) },
    };
    context.page(StatusCode::OK, &page)
}

/// What can be done with this account as it is: what is hard to undo comes last.
fn actions(t: Texts, user: &User) -> Vec<Action> {
    let is_disabled = user.disabled_at.is_some();
    let mut all = vec![Action { path: "role", label: t.change_role(), is_bad: false }];
    if !user.email_verified {
        all.push(Action { path: "verify-email", label: t.take_as_confirmed(), is_bad: false });
    }
    if !is_disabled {
        all.push(Action { path: "send-reset", label: t.send_reset_link(), is_bad: false });
        all.push(Action { path: "end-sessions", label: t.log_out_everywhere(), is_bad: false });
    }
    if user.has_second_factor() {
        all.push(Action { path: "reset-factors", label: t.remove_second_factors(), is_bad: false });
    }
    all.push(match is_disabled {
        true => Action { path: "enable", label: t.enable_account(), is_bad: false },
        false => Action { path: "disable", label: t.disable_account(), is_bad: true },
    });
    all.push(Action { path: "delete", label: t.delete_account(), is_bad: true });
    all
}

/// What stands in the way of a login, and what to do about it.
fn sentence(t: Texts, obstacle: &Obstacle) -> String {
    match obstacle {
        // No login was tried, and there is an account.
        Obstacle::Unknown { .. } | Obstacle::Limited { .. } | Obstacle::TooManyLogins { .. } => String::new(),
        Obstacle::Disabled => t.obstacle_disabled().to_owned(),
        Obstacle::EmailNotVerified => t.obstacle_unconfirmed().to_owned(),
        Obstacle::NoPassword => t.obstacle_no_password().to_owned(),
        Obstacle::TooManyFailures { most } => t.obstacle_failures(*most),
        Obstacle::TooManyCodes { .. } => t.obstacle_codes().to_owned(),
        Obstacle::SecondFactorNeeded { methods, .. } if methods.is_empty() => t.obstacle_no_factor().to_owned(),
        Obstacle::SecondFactorNeeded { .. } => t.obstacle_second_factor().to_owned(),
        Obstacle::SecondFactorMissing => t.obstacle_factor_missing().to_owned(),
    }
}
