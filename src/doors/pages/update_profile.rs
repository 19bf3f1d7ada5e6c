//! Change the profile, at the pages door: PATCH for some fields, PUT for all, and POST with `_method` from browsers' forms.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::form_state::FormState;
use super::page_context::{PageContext, wants_json};
use super::view::{Field, FlashKind, UpdateForm};
use super::{fields, home};
use crate::doors::caller::{LoggedIn, remember_renewed};
use crate::doors::submission::Submission;
use crate::error::{Error, FieldErrors};
use crate::users::profile_form::ProfileForm;
use crate::users::{self, Caller, FullUpdate, PartialUpdate, Password, Updated};

/// PATCH `/partial/{username}`.
pub async fn partial(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<PartialUpdate>(context, caller.0, name.into_inner(), sent, Form::Partial).await
}

/// POST `/partial/{username}` with `_method=PATCH`.
pub async fn partial_form(
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
pub async fn full(
    context: PageContext,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<FullUpdate>(context, caller.0, name.into_inner(), sent, Form::Full).await
}

/// POST `/update/{username}` with `_method=PUT`.
pub async fn full_form(
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Partial,
    Full,
}

/// What is shown again when a form is refused. Of passwords only that there were some.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    username: Option<String>,
    email: Option<String>,
    password: Option<Password>,
    current_password: Option<Password>,
}

impl Typed {
    /// The mistakes of the form, and with them what is lost by drawing it again. A password never goes back into a page, and
    /// blank means "keep": without a word, a new one that was typed would quietly not be set by the next try.
    fn and_lost(&self, mut mistakes: FieldErrors) -> FieldErrors {
        let typed = self.password.as_ref().is_some_and(|password| !password.is_empty());
        if typed && mistakes.of("password").is_empty() {
            let sentence = "The new password was not kept. Enter it again to change it";
            mistakes.0.extend(FieldErrors::one("password", "password_not_kept", sentence).0);
        }
        mistakes.in_order(&["username", "email", "password", "current_password"])
    }
}

async fn update<F: ProfileForm + DeserializeOwned + Send + 'static>(
    context: PageContext,
    caller: Caller,
    name: String,
    sent: Submission,
    form: Form,
) -> Result<HttpResponse, actix_web::Error> {
    let (submitted, typed) = (sent.parse::<F>()?, sent.parse::<Typed>()?);
    let (who, same) = (caller.clone(), caller.clone());
    let result = context
        .state
        .hashing(
            context.client(),
            move |s, client| users::update_profile::check(s, &who, &name, submitted, client),
            move |s, changes, client| users::update_profile::finish(s, &same, changes, client),
        )
        .await;
    match result {
        Ok(updated) => {
            remember_renewed(&context.req, updated.session_id.as_ref())?;
            Ok(if wants_json(&context.req) { as_json(&updated) } else { flash_and_go_home(&context, &updated) })
        }
        Err(error) => {
            let form_state = match error {
                Error::ReauthRequired => {
                    let sentence = "Enter your current password to change your email or password";
                    FormState::worded(&context, error, "current_password", sentence)
                }
                error => FormState::of(&context, error, "current_password"),
            }?;
            let form_state = FormState { errors: typed.and_lost(form_state.errors), ..form_state };
            Ok(refused(&context, &caller, form, &typed, &form_state)?)
        }
    }
}

fn refused(
    context: &PageContext,
    caller: &Caller,
    form: Form,
    typed: &Typed,
    form_state: &FormState,
) -> Result<HttpResponse, Error> {
    let errors = &form_state.errors;
    // A form that asked for it goes on asking, whatever else is wrong with it.
    let ask = typed.current_password.is_some() || !errors.of("current_password").is_empty();
    let username = typed.username.as_deref().unwrap_or("").trim();
    let email = typed.email.as_deref().unwrap_or("").trim();
    let (drawn, prefix, current_id) = match form {
        Form::Partial => (home::partial_form(context, &caller.user, username, email), "p-", "p-current_password"),
        Form::Full => (home::full_form(context, username, email), "u-", "u-current_password"),
    };
    let drawn = UpdateForm {
        summary: form_state.summary(prefix),
        username: drawn.username.with_errors(errors),
        email: drawn.email.with_errors(errors),
        password: drawn.password.with_errors(errors),
        current_password: ask.then(|| Field { id: current_id, ..fields::current_password() }.with_errors(errors)),
    };
    match form {
        Form::Partial => home::render(context, caller, form_state, Some(drawn), None),
        Form::Full => home::render(context, caller, form_state, None, Some(drawn)),
    }
}

fn flash_and_go_home(context: &PageContext, updated: &Updated) -> HttpResponse {
    let mut done = Vec::new();
    if updated.username_changed {
        done.push(format!("Username changed to {}.", updated.user.username));
    }
    if updated.email_changed {
        done.push(format!("Email changed to {}.", updated.user.email));
    }
    if updated.password_changed {
        done.push("Password changed. Other devices were logged out.".to_owned());
    }
    match done.as_slice() {
        [] => context.flash(FlashKind::Notice, "Nothing changed: that is what you have already."),
        done => context.flash(FlashKind::Done, &done.join(" ")),
    }
    context.see_other("/")
}

fn as_json(updated: &Updated) -> HttpResponse {
    let user = &updated.user;
    HttpResponse::Ok().json(json!({
        "ok": true,
        "msg": "Profile updated",
        "user": { "id": user.id, "username": user.username, "email": user.email, "email_verified": user.email_verified },
    }))
}
