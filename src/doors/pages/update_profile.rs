//! Change the profile, at the pages door: PATCH for some fields, PUT for all, and POST with `_method` from browsers' forms.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::confirm_its_you::{self, Change};
use super::form_state::{FormErrors, FormState};
use super::home::{self, Resubmitted};
use super::identity_fields::IdentityFields;
use super::page_context::{PageContext, wants_json};
use super::profile_updated::{as_json, flash_and_go_home};
use super::view::UpdateKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Submission;
use inside::error::{Error, Field};
use inside::factors::OneTimeCode;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::texts::Texts;
use inside::users::profile_form::ProfileForm;
use inside::users::{
    self, Caller, Evidence, FullUpdate, PartialUpdate, Password, RenderedFor, User, kept_password, rules,
};

/// PATCH `/partial/{username}`.
pub(crate) async fn partial(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<PartialUpdate>(context, caller.0, name.into_inner(), sent, UpdateKind::Partial).await
}

/// POST `/partial/{username}` with `_method=PATCH`.
pub(crate) async fn partial_form(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    if !overrides(&sent, "PATCH") {
        return Ok(not_allowed("PATCH"));
    }
    partial(context, caller, name, sent).await
}

/// PUT `/update/{username}`.
pub(crate) async fn full(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<FullUpdate>(context, caller.0, name.into_inner(), sent, UpdateKind::Full).await
}

/// POST `/update/{username}` with `_method=PUT`.
pub(crate) async fn full_form(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    if !overrides(&sent, "PUT") {
        return Ok(not_allowed("PUT"));
    }
    full(context, caller, name, sent).await
}

/// The override is read from a form's body only: an address or a header can be set by others than the form.
fn overrides(sent: &Submission, method: &str) -> bool {
    sent.form_value("_method").as_deref() == Some(method)
}

fn not_allowed(method: &'static str) -> HttpResponse {
    HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, HeaderValue::from_static(method))).finish()
}

/// What is shown again when a form is refused. Of passwords only that there were some.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    username: Option<String>,
    email: Option<String>,
    password: Option<Password>,
    kept_password: Option<String>,
    current_password: Option<Password>,
    code: Option<OneTimeCode>,
    #[serde(deserialize_with = "sent_passkey")]
    passkey: Option<PasskeyAnswer>,
    /// The page that asks for the current password was left by "Edit".
    edit: Option<String>,
}

impl Typed {
    fn new_password(&self) -> Option<&Password> {
        self.password.as_ref().filter(|password| !password.is_empty())
    }

    fn has_new_password(&self) -> bool {
        self.new_password().is_some() || self.kept_password.as_ref().is_some_and(|sealed| !sealed.is_empty())
    }

    /// The errors, and with them what is lost by rendering the form again. A password never goes back into a page in clear,
    /// and blank means "keep": without a word, a new one would quietly not be set by the next submission.
    fn and_lost(&self, t: Texts, mut errors: FormErrors) -> FormErrors {
        if self.has_new_password() && errors.of(Field::Password.name()).is_empty() {
            errors.0.extend(FormErrors::one(Field::Password, t.new_password_was_not_kept()).0);
        }
        // The page that asks for a passkey comes once everything else is right.
        errors.0.retain(|error| error.field != Some(Field::Passkey));
        errors.in_order(&[Field::Username, Field::Email, Field::Password, Field::CurrentPassword, Field::Code])
    }

    fn resubmitted(&self, form: UpdateKind, kept_password: Option<String>) -> Resubmitted {
        let trimmed = |text: &Option<String>| text.as_deref().unwrap_or("").trim().to_owned();
        Resubmitted { form, username: trimmed(&self.username), email: trimmed(&self.email), kept_password }
    }
}

async fn update<F: ProfileForm + DeserializeOwned + Send + 'static>(
    context: PageContext,
    caller: Caller,
    name: String,
    sent: Submission,
    form: UpdateKind,
) -> Result<HttpResponse, actix_web::Error> {
    let (submitted, typed) = (sent.parse::<F>()?, sent.parse::<Typed>()?);
    let for_page = |key| sent.form_value(key).unwrap_or_default();
    let rendered_for = RenderedFor { account: for_page("account"), known_as: for_page("known_as") };
    if !wants_json(&context.req) {
        if rendered_for.earlier_name(&caller, &name) {
            return Ok(renamed_meanwhile(&context, &caller, &name, form, &typed).await?);
        }
        if typed.edit.is_some() && caller.is(&name) {
            let again = typed.resubmitted(form, kept(&context, &caller, &typed).await.map_err(HandlerError)?);
            return Ok(home::show(&context, &caller, &FormState::default(), Some(again)).await?);
        }
    }
    let evidence = Evidence::new(typed.current_password.clone(), typed.code.clone()).or_passkey(typed.passkey.clone());
    let who = caller.clone();
    let updated = context
        .hashing(async move |s, context| users::update_profile(&s, &who, &name, submitted, &evidence, &context).await);
    match updated.await {
        Ok(updated) => {
            remember_renewed(&context.req, updated.session_id.as_ref()).map_err(HandlerError)?;
            Ok(if wants_json(&context.req) {
                as_json(&context, &updated)
            } else {
                flash_and_go_home(&context, &updated)
            })
        }
        Err(error) => {
            let asked = confirm_its_you::asked(&context, &caller).await.map_err(HandlerError)?;
            let form_state = match error {
                Error::ReauthRequired(_) => {
                    FormState::worded(&context, error, Field::CurrentPassword, context.t.password_needed_to_change())
                }
                error => FormState::of(&context, error, Some(asked.first())),
            }
            .map_err(HandlerError)?;
            Ok(refused(&context, &caller, form, &typed, asked, form_state).await?)
        }
    }
}

/// Nothing but the current password is missing: the page that asks for it. Otherwise the form with every error.
async fn refused(
    context: &PageContext,
    caller: &Caller,
    form: UpdateKind,
    typed: &Typed,
    asked: IdentityFields,
    form_state: FormState,
) -> Result<HttpResponse, HandlerError> {
    if confirm_its_you::is_all_that_is_missing(&form_state) {
        let kept_password = kept(context, caller, typed).await?;
        let asks_code = confirm_its_you::missing(context, caller).code;
        let change = change(context.t, &caller.user, &typed.resubmitted(form, kept_password), asks_code);
        return confirm_its_you::render(context, change, asked, &form_state);
    }
    let form_state = FormState { errors: typed.and_lost(context.t, form_state.errors), ..form_state };
    home::show(context, caller, &form_state, Some(typed.resubmitted(form, None))).await
}

/// The new password for the next page, if there was one: sealed, or still sealed.
async fn kept(context: &PageContext, caller: &Caller, typed: &Typed) -> Result<Option<String>, Error> {
    let Some(password) = typed.new_password().cloned() else {
        return Ok(typed.kept_password.clone().filter(|sealed| !sealed.is_empty()));
    };
    let who = caller.clone();
    context.state.blocking(move |s| kept_password::seal(s, &who, &password)).await.map(Some)
}

/// The form was rendered before this account got another name. It is shown again for the new one: saving it unseen could
/// undo the rename.
async fn renamed_meanwhile(
    context: &PageContext,
    caller: &Caller,
    old_name: &str,
    form: UpdateKind,
    typed: &Typed,
) -> Result<HttpResponse, HandlerError> {
    let now = &caller.user.username;
    let sentence = context.t.username_is_now(now);
    let form_state = FormState {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        errors: FormErrors::one(Field::Username, sentence),
        ..FormState::default()
    };
    let mut again = typed.resubmitted(form, kept(context, caller, typed).await?);
    if rules::username_key(&again.username) == rules::username_key(old_name) {
        again.username.clone_from(now);
    }
    home::show(context, caller, &form_state, Some(again)).await
}

/// The submission in words, and as the hidden fields of the page that asks for the current password.
fn change(t: Texts, user: &User, typed: &Resubmitted, asks_code: bool) -> Change {
    let renamed = !typed.username.is_empty() && typed.username != user.username;
    let moved = !typed.email.is_empty() && typed.email != user.email;
    let rekeyed = typed.kept_password.is_some();
    let mut values = Vec::new();
    values.extend(renamed.then(|| (t.username(), typed.username.clone())));
    values.extend(moved.then(|| (t.email(), typed.email.clone())));
    values.extend(rekeyed.then(|| (t.password(), t.your_new_password().to_owned())));
    let (request, label) = match (renamed, moved, rekeyed) {
        (false, true, false) => (t.password_to_change_email(&typed.email), t.change_email()),
        (false, false, true) => (t.password_to_change_password().to_owned(), t.change_password()),
        (false, true, true) => (t.password_to_change_email_password().to_owned(), t.change_email_and_password()),
        (true, true, false) => (t.password_to_change_username_email().to_owned(), t.change_username_and_email()),
        (true, false, true) => (t.password_to_change_username_password().to_owned(), t.change_username_and_password()),
        _ => (t.password_to_change_all().to_owned(), t.change_all_three()),
    };
    // What changes stands in the list below.
    let request = if asks_code { t.confirm_to_save_changes().to_owned() } else { request };
    let (path, method) = (typed.form.path(), typed.form.method());
    let mut hidden = vec![
        ("_method", method.to_owned()),
        ("account", user.id.to_string()),
        ("known_as", user.username.clone()),
        ("username", typed.username.clone()),
        ("email", typed.email.clone()),
    ];
    hidden.extend(typed.kept_password.clone().map(|sealed| ("kept_password", sealed)));
    Change {
        request,
        label,
        busy: t.saving(),
        is_final: false,
        action: format!("/{path}/{}", user.username),
        hidden,
        values,
        cancel: "/",
    }
}
