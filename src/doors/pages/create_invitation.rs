//! Invitations, at the pages door: create one, and the list of all.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::{Duration, PrimitiveDateTime};

use super::admin_list::with_query;
use super::admin_tabs::{AdminSection, Tabs};
use super::filters;
use super::form_state::{FormErrors, FormState};
use super::input::{Input, InputKind};
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use crate::doors::access::Admin;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::config::RegistrationMode;
use inside::error::{Error, Field};
use inside::invitations::{self, Invitation};
use inside::list_place::ListPlace;
use inside::texts::Texts;
use inside::users;

use super::confirm_its_you;
use super::identity_fields::IdentityFields;

const PATH: &str = "/admin/invitations";

/// Invitations on one page.
const PAGE_SIZE: usize = 25;

/// The most accounts one invitation is for, and the most days it lasts.
const MOST_USES: i32 = 1_000_000;
const MOST_DAYS: i64 = 3_650;

#[derive(Template)]
#[template(path = "pages/create_invitation.html")]
struct InvitationsPage {
    t: Texts,
    layout: Layout,
    tabs: Tabs,
    summary: Summary,
    retry_after: Option<u64>,
    link: Option<String>,
    has_effect: bool,
    email: Input,
    uses: Input,
    days: Input,
    identity: IdentityFields,
    rows: Vec<InvitationLine>,
    first: Option<String>,
    next: Option<String>,
}

/// An invitation in the list.
struct InvitationLine {
    id: i64,
    email: Option<String>,
    uses: i32,
    left: i32,
    expires: PrimitiveDateTime,
    is_alive: bool,
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct NewInvitation {
    email: String,
    uses: String,
    days: String,
    #[serde(flatten)]
    identity: Reauthentication,
}

impl Default for NewInvitation {
    fn default() -> NewInvitation {
        let identity = Reauthentication::default();
        NewInvitation { email: String::new(), uses: "1".to_owned(), days: "7".to_owned(), identity }
    }
}

/// The query of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvitationsQuery {
    after: String,
}

/// GET `/admin/invitations`.
pub(crate) async fn get(
    context: PageContext,
    admin: Admin,
    query: web::Query<InvitationsQuery>,
) -> Result<HttpResponse, HandlerError> {
    let before = query.after.parse().ok();
    render(&context, &admin, &NewInvitation::default(), &FormState::default(), None, before).await
}

/// POST `/admin/invitations`: the page with the link, which is shown this once. No redirect: the link stands nowhere else.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    form: Form<NewInvitation>,
) -> Result<HttpResponse, HandlerError> {
    let NewInvitation { email, uses, days, identity } = form.0;
    let t = context.t;
    let typed = NewInvitation { email, uses, days, identity: Reauthentication::default() };
    let number = typed.uses.trim().parse::<i32>().ok().filter(|uses| (1..=MOST_USES).contains(uses));
    let lasting = typed.days.trim().parse::<i64>().ok().filter(|days| (1..=MOST_DAYS).contains(days));
    let (Some(uses), Some(days)) = (number, lasting) else {
        let wrong = [
            number.is_none().then(|| t.invitation_uses_range(MOST_USES)),
            lasting.is_none().then(|| t.invitation_days_range(MOST_DAYS)),
        ];
        let errors = wrong.into_iter().flatten().flat_map(|sentence| FormErrors::one(None, sentence).0).collect();
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let form_state = FormState { status, errors: FormErrors(errors), ..FormState::default() };
        return render(&context, &admin, &typed, &form_state, None, None).await;
    };
    let email = Some(typed.email.trim().to_owned()).filter(|email| !email.is_empty());
    let (who, evidence) = (admin.caller.clone(), identity.into());
    let made = context.hashing(async move |s, context| {
        let create = |s: &inside::state::Services, context: &inside::context::Context| {
            invitations::create_invitation(s, uses, Duration::days(days), email.as_deref(), context)
        };
        users::administer(&s, &who, None, &evidence, &context, create).await
    });
    let error = match made.await {
        Ok(administered) => {
            remember_renewed(&context.req, administered.session_id.as_ref())?;
            match administered.outcome {
                Ok((_, link)) => {
                    let fresh = NewInvitation::default();
                    return render(&context, &admin, &fresh, &FormState::default(), Some(link.expose().clone()), None)
                        .await;
                }
                Err(error) => error,
            }
        }
        Err(error) => error,
    };
    let field = confirm_its_you::asked(&context, &admin.caller).await?.first();
    let form_state = match error {
        Error::ReauthRequired(_) => FormState::worded(&context, error, field, t.enter_current_password()),
        error => FormState::of(&context, error, Some(field)),
    }?;
    render(&context, &admin, &typed, &form_state, None, None).await
}

async fn render(
    context: &PageContext,
    admin: &Admin,
    typed: &NewInvitation,
    form_state: &FormState,
    link: Option<String>,
    before: Option<ListPlace>,
) -> Result<HttpResponse, HandlerError> {
    let (t, now) = (context.t, context.state.now());
    let most = i64::try_from(PAGE_SIZE).unwrap_or(i64::MAX) + 1;
    let oversight = admin.oversight;
    let mut found = context.blocking(move |s, _| invitations::newest(s, oversight, before, most)).await?;
    let more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let next = found.last().filter(|_| more).map(|last| with_query(PATH, &[("after", &last.place().to_string())]));
    let fresh = FormState::default();
    let shown = if form_state.asks_password { &fresh } else { form_state };
    let asked = confirm_its_you::asked(context, &admin.caller).await?;
    // What was just proved is not asked again on the page that shows the link.
    let asked = if link.is_some() { IdentityFields::none(&admin.caller) } else { asked };
    let page = InvitationsPage {
        t,
        layout: context.layout(),
        tabs: Tabs::of(context, AdminSection::Invitations),
        summary: shown.summary(""),
        retry_after: form_state.retry_after,
        link,
        has_effect: context.state.config().registration == RegistrationMode::Invite,
        email: email(t, &typed.email).with_errors(&shown.errors),
        uses: number("uses", t.invitation_uses(), &typed.uses),
        days: number("days", t.invitation_days(), &typed.days),
        identity: if form_state.asks_password { asked.focused() } else { asked.with_errors(&shown.errors) },
        rows: found.iter().map(|one| InvitationLine::of(one, now)).collect(),
        first: before.map(|_| PATH.to_owned()),
        next,
    };
    form_state.page(context, &page)
}

impl InvitationLine {
    fn of(one: &Invitation, now: PrimitiveDateTime) -> InvitationLine {
        InvitationLine {
            id: one.id,
            email: one.email.clone(),
            uses: one.uses,
            left: one.uses_left,
            expires: one.expires_at,
            is_alive: one.is_alive(now),
        }
    }
}

fn email(t: Texts, value: &str) -> Input {
    Input {
        id: "email",
        name: Field::Email.name(),
        label: t.email_address(),
        kind: InputKind::Email,
        autocomplete: Some("off"),
        hint: Some(t.invitation_email_hint().into()),
        value: value.to_owned(),
        optional: true,
        ..Input::default()
    }
}

fn number(name: &'static str, label: &'static str, value: &str) -> Input {
    Input {
        id: name,
        name,
        label,
        kind: InputKind::Text,
        autocomplete: Some("off"),
        input_mode: Some("numeric"),
        value: value.to_owned(),
        required: true,
        ..Input::default()
    }
}
