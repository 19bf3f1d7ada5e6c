//! Change the profile, at the pages door: PATCH for some fields, PUT for all, and POST with `_method` from browsers' forms.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::judgement::Judgement;
use super::view::{Field, FlashKind, UpdateForm};
use super::visit::{Visit, wants_json};
use super::{fields, home};
use crate::doors::caller::{LoggedIn, remember_renewed};
use crate::doors::submission::Submission;
use crate::error::{Error, FieldErrors};
use crate::users::update_profile::ProfileForm;
use crate::users::{self, Caller, FullUpdate, PartialUpdate, Password, Updated};

/// PATCH `/partial/{username}`.
pub async fn partial(
    visit: Visit,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<PartialUpdate>(visit, caller.0, name.into_inner(), sent, Form::Partial).await
}

/// POST `/partial/{username}` with `_method=PATCH`.
pub async fn partial_form(
    visit: Visit,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    if !overrides(&sent, "PATCH") {
        return Ok(not_allowed("PATCH"));
    }
    partial(visit, caller, name, sent).await
}

/// PUT `/update/{username}`.
pub async fn full(
    visit: Visit,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    update::<FullUpdate>(visit, caller.0, name.into_inner(), sent, Form::Full).await
}

/// POST `/update/{username}` with `_method=PUT`.
pub async fn full_form(
    visit: Visit,
    caller: LoggedIn,
    name: web::Path<String>,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    if !overrides(&sent, "PUT") {
        return Ok(not_allowed("PUT"));
    }
    full(visit, caller, name, sent).await
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
    visit: Visit,
    caller: Caller,
    name: String,
    sent: Submission,
    form: Form,
) -> Result<HttpResponse, actix_web::Error> {
    let (submitted, typed) = (sent.parse::<F>()?, sent.parse::<Typed>()?);
    let (client, who) = (visit.client(), caller.clone());
    let result = visit.state.hashing(move |s| users::update_profile(s, &who, &name, submitted, &client)).await;
    match result {
        Ok(updated) => {
            remember_renewed(&visit.req, &caller, &updated.session_id)?;
            Ok(if wants_json(&visit.req) { as_json(&updated) } else { flash_and_go_home(&visit, &updated) })
        }
        Err(error) => {
            let judgement = match error {
                Error::ReauthRequired => {
                    let sentence = "Enter your current password to change your email or password";
                    Judgement::worded(&visit, error, "current_password", sentence)
                }
                error => Judgement::of(&visit, error, "current_password"),
            }?;
            let judgement = Judgement { mistakes: typed.and_lost(judgement.mistakes), ..judgement };
            Ok(refused(&visit, &caller, form, &typed, &judgement)?)
        }
    }
}

fn refused(
    visit: &Visit,
    caller: &Caller,
    form: Form,
    typed: &Typed,
    judgement: &Judgement,
) -> Result<HttpResponse, Error> {
    let errors = &judgement.mistakes;
    // A form that asked for it goes on asking, whatever else is wrong with it.
    let ask = typed.current_password.is_some() || !errors.of("current_password").is_empty();
    let username = typed.username.as_deref().unwrap_or("").trim();
    let email = typed.email.as_deref().unwrap_or("").trim();
    let (drawn, prefix, current_id) = match form {
        Form::Partial => (home::partial_form(visit, &caller.user, username, email), "p-", "p-current_password"),
        Form::Full => (home::full_form(visit, username, email), "u-", "u-current_password"),
    };
    let drawn = UpdateForm {
        summary: judgement.summary(prefix),
        username: drawn.username.judged(errors),
        email: drawn.email.judged(errors),
        password: drawn.password.judged(errors),
        current_password: ask.then(|| Field { id: current_id, ..fields::current_password() }.judged(errors)),
    };
    match form {
        Form::Partial => home::draw(visit, caller, judgement, Some(drawn), None),
        Form::Full => home::draw(visit, caller, judgement, None, Some(drawn)),
    }
}

fn flash_and_go_home(visit: &Visit, updated: &Updated) -> HttpResponse {
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
        [] => visit.flash(FlashKind::Notice, "Nothing changed: that is what you have already."),
        done => visit.flash(FlashKind::Done, &done.join(" ")),
    }
    visit.see_other("/")
}

fn as_json(updated: &Updated) -> HttpResponse {
    let user = &updated.user;
    HttpResponse::Ok().json(json!({
        "ok": true,
        "msg": "Profile updated",
        "user": { "id": user.id, "username": user.username, "email": user.email, "email_verified": user.email_verified },
    }))
}
