//! What an administrator does to an account: the page that says what it means and asks for what it needs, and the way from its
//! form to the verb.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::admin_list::ListChoice;
use super::confirm_its_you;
use super::filters;
use super::form_state::{FormErrors, FormState};
use super::identity_fields::IdentityFields;
use super::input::{Input, InputKind};
use super::page_context::{PageContext, wants_json};
use super::view::{FlashKind, Layout, Summary};
use crate::doors::access::Admin;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use inside::context::Context;
use inside::error::{Error, Field};
use inside::state::Services;
use inside::texts::Texts;
use inside::users::{self, Evidence, User};

#[derive(Template)]
#[template(path = "pages/admin_action.html")]
struct ActionPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    retry_after: Option<u64>,
    user_id: i64,
    username: String,
    identity: IdentityFields,
    action: Action,
}

/// One action on one account.
pub(crate) struct Action {
    /// The last part of its address.
    pub(crate) path: &'static str,
    /// The heading: "Disable john".
    pub(crate) title: String,
    /// What it means, and whether it can be undone.
    pub(crate) about: String,
    /// The label of the button.
    pub(crate) button: &'static str,
    /// The button is red.
    pub(crate) is_bad: bool,
    /// The roles to choose from.
    pub(crate) roles: Vec<(ListChoice, &'static str)>,
    /// The address that the page shows, where the action is about it: it may be another one when the form comes.
    pub(crate) seen: Option<String>,
    /// A field for the username, where one click must not be enough.
    pub(crate) confirm: Option<Input>,
}

impl Action {
    /// One that needs nothing but a button.
    pub(crate) fn plain(path: &'static str, title: String, about: String, button: &'static str) -> Action {
        Action { path, title, about, button, is_bad: false, roles: Vec::new(), seen: None, confirm: None }
    }
}

/// The account that an action is about, if the caller may act on it: the own one has pages of its own.
///
/// # Errors
/// [`Error::NotFound`]. The answer, where it is the caller's own.
pub(crate) async fn target(
    context: &PageContext,
    admin: &Admin,
    user_id: i64,
) -> Result<Result<User, HttpResponse>, HandlerError> {
    let oversight = admin.oversight;
    let user = context.blocking(move |s, _| users::find_user(s, oversight, user_id)).await?;
    if user.id == admin.caller.user.id && !wants_json(&context.req) {
        context.flash(FlashKind::Notice, context.t.notice_own_account());
        return Ok(Err(context.see_other(&format!("/admin/users/{user_id}"))));
    }
    Ok(Ok(user))
}

/// What the form of an action about an address sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SeenAddress {
    /// The address that the page has shown. Our pages send it; who sends none goes by the address that the account has.
    seen: Option<String>,
    #[serde(flatten)]
    pub(crate) identity: Reauthentication,
}

impl SeenAddress {
    /// The page again, with the address that the account has now, where that is not the one that was shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] for scripts.
    pub(crate) fn stale(
        &self,
        context: &PageContext,
        user: &User,
        path: &str,
    ) -> Result<Option<HttpResponse>, HandlerError> {
        if self.seen.as_ref().is_none_or(|seen| *seen == user.email) {
            return Ok(None);
        }
        if wants_json(&context.req) {
            return Err(Error::NotFound.into());
        }
        context.flash(FlashKind::Notice, &context.t.notice_address_is_another(&user.email));
        Ok(Some(context.see_other(&format!("/admin/users/{}/{path}", user.id))))
    }
}

/// GET: the page of an action.
///
/// # Errors
/// [`Error::NotFound`], and those of the page.
pub(crate) async fn ask(
    context: &PageContext,
    admin: &Admin,
    user_id: i64,
    action: impl FnOnce(Texts, &User) -> Action,
) -> Result<HttpResponse, HandlerError> {
    match target(context, admin, user_id).await? {
        Ok(user) => render(context, admin, &user, action(context.t, &user), &FormState::default()).await,
        Err(answer) => Ok(answer),
    }
}

/// POST of an action that needs nothing but its button: 303 back to the account, with what `done` says.
///
/// # Errors
/// Those of [`ask`] and [`act`].
pub(crate) async fn post<T: Send + 'static>(
    context: &PageContext,
    admin: &Admin,
    user_id: i64,
    evidence: Evidence,
    action: fn(Texts, &User) -> Action,
    verb: fn(&Services, &User, &Context) -> Result<T, Error>,
    done: fn(Texts, &User, T) -> String,
) -> Result<HttpResponse, HandlerError> {
    let user = match target(context, admin, user_id).await? {
        Ok(user) => user,
        Err(answer) => return Ok(answer),
    };
    let (action, whom) = (action(context.t, &user), user.clone());
    let done = move |t: Texts, result| (done(t, &whom, result), format!("/admin/users/{user_id}"));
    act(context, admin, user, action, evidence, verb, done).await
}

/// POST: runs the verb for the administrator. Afterwards 303 to `to`, with a message; or the page again, where something is missing
/// or wrong.
///
/// # Errors
/// Those that have a page of their own.
pub(crate) async fn act<T: Send + 'static>(
    context: &PageContext,
    admin: &Admin,
    user: User,
    action: Action,
    evidence: Evidence,
    verb: impl FnOnce(&Services, &User, &Context) -> Result<T, Error> + Send + 'static,
    done: impl FnOnce(Texts, T) -> (String, String),
) -> Result<HttpResponse, HandlerError> {
    let (who, whom, t) = (admin.caller.clone(), user.clone(), context.t);
    let administered = context.hashing(async move |s, context| {
        let run = |s: &Services, context: &Context| verb(s, &whom, context);
        users::administer(&s, &who, Some(whom.id), &evidence, &context, run).await
    });
    let error = match administered.await {
        Ok(administered) => {
            remember_renewed(&context.req, administered.session_id.as_ref())?;
            match administered.outcome {
                Ok(result) => {
                    let (message, to) = done(t, result);
                    context.flash(FlashKind::Done, &message);
                    return Ok(context.see_other(&to));
                }
                Err(Error::LastAdmin) if !wants_json(&context.req) => {
                    context.flash(FlashKind::Notice, &t.notice_last_admin(&user.username));
                    return Ok(context.see_other(&format!("/admin/users/{}", user.id)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(error) => error,
    };
    let field = confirm_its_you::asked(context, &admin.caller).await?.first();
    let form_state = match error {
        Error::ReauthRequired(_) => FormState::worded(context, error, field, t.enter_current_password()),
        error => FormState::of(context, error, Some(field)),
    }?;
    render(context, admin, &user, action, &form_state).await
}

/// The page again, with an error that the door finds by itself.
///
/// # Errors
/// Those of the page.
pub(crate) async fn refuse(
    context: &PageContext,
    admin: &Admin,
    user: &User,
    action: Action,
    errors: FormErrors,
) -> Result<HttpResponse, HandlerError> {
    let form_state = FormState { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..FormState::default() };
    render(context, admin, user, action, &form_state).await
}

async fn render(
    context: &PageContext,
    admin: &Admin,
    user: &User,
    mut action: Action,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    // What is asked for at first is no error.
    let fresh = FormState::default();
    let shown = if form_state.asks_password { &fresh } else { form_state };
    let asked = confirm_its_you::asked(context, &admin.caller).await?;
    action.confirm = action.confirm.map(|field| field.with_errors(&shown.errors));
    let page = ActionPage {
        t: context.t,
        layout: Layout { unverified_email: None, ..context.layout() },
        summary: shown.summary(""),
        retry_after: form_state.retry_after,
        user_id: user.id,
        username: user.username.clone(),
        identity: asked.in_state(context.t, form_state),
        action,
    };
    form_state.page(context, &page)
}

/// The field for the username of somebody else.
pub(crate) fn typed_name(t: Texts, user: &User, typed: &str) -> Input {
    Input {
        id: "confirm_username",
        name: "confirm_username",
        // Beside the administrator's own, which password managers read.
        label: t.account(),
        kind: InputKind::Text,
        autocomplete: Some("off"),
        hint: Some(t.type_name_to_confirm(&user.username).into()),
        value: typed.to_owned(),
        required: true,
        missing: Some(t.type_name_exactly(&user.username).into()),
        ..Input::default()
    }
}

/// What is wrong with a username that confirms.
pub(crate) fn wrong_name(t: Texts, user: &User) -> FormErrors {
    FormErrors::one(Field::ConfirmUsername, t.type_name_exactly(&user.username))
}
