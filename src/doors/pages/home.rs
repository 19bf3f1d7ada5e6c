//! The home page: what the account is for, for guests; the account itself for everyone who is logged in.

use std::borrow::Cow;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::FormState;
use super::input::{Input, InputKind, WhichPassword};
use super::page_context::PageContext;
use super::view::{AccountCard, Badge, FlashKind, Layout, Summary, UpdateForm, UpdateKind};
use super::{fields, filters};
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::events::COUNTED;
use inside::texts::Texts;
use inside::users::{self, Caller, Callers, Overview, Unmet, User};

#[derive(Template)]
#[template(path = "pages/landing.html")]
struct LandingPage {
    t: Texts,
    layout: Layout,
    /// Shows where a developer finds the API reference, the emails and two test users.
    development: bool,
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct HomePage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    account: AccountCard,
    account_id: i64,
    partial: UpdateForm,
    full: UpdateForm,
}

/// The query of `/`: which field a link from another page leads to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct HomeQuery {
    field: String,
}

/// GET `/`. `?field=email` puts the focus into that field of the first form, without the script.
pub(crate) async fn get(context: PageContext, query: web::Query<HomeQuery>) -> Result<HttpResponse, HandlerError> {
    match &context.caller {
        None => {
            let development = !context.state.config().production;
            context.page(StatusCode::OK, &LandingPage { t: context.t, layout: context.layout(), development })
        }
        Some(caller) => {
            let overview = caller::take_read(&context.req).ok_or_else(|| Error::internal("no overview was read"))?;
            render(&context, caller, &overview, &FormState::default(), None, &query.field)
        }
    }
}

/// Middleware of this page: who is logged in, and what they see of their account.
pub(crate) async fn resolve(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    caller::resolve_with(req, next, Callers::find_with_overview).await
}

/// A submission that is shown again in its form.
pub(crate) struct Resubmitted {
    /// Which of the two forms it came from.
    pub(crate) form: UpdateKind,
    /// As typed.
    pub(crate) username: String,
    /// As typed.
    pub(crate) email: String,
    /// The new password, sealed; never in clear.
    pub(crate) kept_password: Option<String>,
}

/// The home page with the state of one of its forms. Where the state belongs to neither, its errors stand above them both.
pub(crate) async fn show(
    context: &PageContext,
    caller: &Caller,
    form_state: &FormState,
    submitted: Option<Resubmitted>,
) -> Result<HttpResponse, HandlerError> {
    let who = caller.clone();
    let overview = context.state.read(move |r| users::overview(r, &who)).await?;
    render(context, caller, &overview, form_state, submitted, "")
}

fn render(
    context: &PageContext,
    caller: &Caller,
    overview: &Overview,
    form_state: &FormState,
    submitted: Option<Resubmitted>,
    focus: &str,
) -> Result<HttpResponse, HandlerError> {
    let summary = if submitted.is_none() { form_state.summary("") } else { Summary::default() };
    let form = |form: UpdateKind| {
        let submitted = submitted.as_ref().filter(|submitted| submitted.form == form);
        update_form(context, &caller.user, form, form_state, submitted, overview.unmet)
    };
    let (mut partial, full) = (form(UpdateKind::Partial), form(UpdateKind::Full));
    for field in [&mut partial.username, &mut partial.email, &mut partial.password] {
        field.autofocus = field.name == focus;
    }
    let account = account(context.t, &caller.user, overview);
    // The account card says it here, with the same button.
    let few_recovery_codes = overview.few_recovery_codes;
    let layout = Layout { unverified_email: None, few_recovery_codes, ..context.layout() };
    let page = HomePage { t: context.t, layout, summary, account, account_id: caller.user.id, partial, full };
    form_state.page(context, &page)
}

fn account(t: Texts, user: &User, overview: &Overview) -> AccountCard {
    let mut attention = Vec::new();
    if !user.email_verified {
        attention.push(t.confirm_email_attention(&user.email));
    }
    match overview.failed_logins {
        0 => {}
        1 => attention.push(t.one_failed_login().to_owned()),
        _ => attention.push(t.several_failed_logins().to_owned()),
    }
    let failed_logins = match overview.failed_logins {
        0 => None,
        many if many >= COUNTED => Some(t.number_or_more(COUNTED - 1)),
        few => Some(few.to_string()),
    };
    AccountCard {
        username: user.username.clone(),
        badge: Badge::of(user),
        email: user.email.clone(),
        email_verified: user.email_verified,
        member_since: user.created_at,
        last_login: user.previous_login_at,
        sessions: overview.sessions,
        failed_logins,
        attention,
    }
}

fn update_form(
    context: &PageContext,
    user: &User,
    form: UpdateKind,
    form_state: &FormState,
    submitted: Option<&Resubmitted>,
    unmet: Unmet,
) -> UpdateForm {
    let (t, config) = (context.t, context.state.config());
    let (username, email) = match (submitted, form) {
        (Some(typed), _) => (typed.username.as_str(), typed.email.as_str()),
        (None, UpdateKind::Partial) => ("", ""),
        (None, UpdateKind::Full) => (user.username.as_str(), user.email.as_str()),
    };
    let kept_password = submitted.and_then(|typed| typed.kept_password.clone());
    let none = Default::default();
    let errors = if submitted.is_some() { &form_state.errors } else { &none };
    let (username, email) = (fields::new_username(t, config, username), fields::email(t, email));
    let password = fields::new_password(t, config);
    let password = match kept_password {
        Some(_) => Input { hint: Some(t.password_kept().into()), required: false, ..password },
        None => password,
    };
    let current = unmet.password.then(|| fields::current_password(t));
    let code = unmet.code.then(|| Input { enter_key: None, ..fields::code(t) });
    let with = |field: Input, id: &'static str, label: &'static str| Input { id, label, ..field }.with_errors(errors);
    match form {
        UpdateKind::Partial => {
            let optional = |field: Input, hint: Option<Cow<'static, str>>| Input { required: false, hint, ..field };
            let password_hint = password.hint.clone();
            let needed = Some(t.needed_to_change().into());
            UpdateForm {
                label: t.update_selected_fields(),
                about: t.leave_blank_to_keep(),
                icon: "pen",
                kind: form,
                summary: submitted.map(|_| form_state.summary("p-")).unwrap_or_default(),
                username: with(
                    optional(username, Some(t.currently(&user.username).into())),
                    "p-username",
                    t.new_username(),
                ),
                email: with(optional(email, Some(t.currently(&user.email).into())), "p-email", t.new_email_address()),
                password: Input {
                    kind: InputKind::Password(WhichPassword::New),
                    ..with(optional(password, password_hint), "p-password", t.new_password())
                },
                current_password: current
                    .map(|field| with(optional(field, needed.clone()), "p-current_password", t.current_password())),
                code: code.map(|field| with(optional(field, needed), "p-code", t.code_label())),
                kept_password,
            }
        }
        UpdateKind::Full => UpdateForm {
            label: t.update_all_fields(),
            about: t.replaces_all_three(),
            icon: "user-pen",
            kind: form,
            summary: submitted.map(|_| form_state.summary("u-")).unwrap_or_default(),
            username: with(username, "u-username", t.username()),
            email: with(email, "u-email", t.email_address()),
            password: with(password, "u-password", t.password()),
            current_password: current.map(|field| {
                let (hint, kind) = (Some(t.confirms_its_you().into()), InputKind::Password(WhichPassword::YourCurrent));
                with(Input { hint, kind, ..field }, "u-current_password", t.your_current_password())
            }),
            code: code.map(|field| with(field, "u-code", t.code_label())),
            kept_password,
        },
    }
}
