//! Delete the own account, at the pages door.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::confirm_its_you::{self, Change};
use super::filters;
use super::form_state::FormState;
use super::identity_fields::IdentityFields;
use super::input::{Input, InputKind};
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use crate::doors::access::LoggedIn;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use crate::sentences::of_field;
use inside::error::{Error, Field, FieldCode};
use inside::factors::OneTimeCode;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::texts::Texts;
use inside::users::{self, Caller, Evidence, Password};

#[derive(Template)]
#[template(path = "pages/delete_account.html")]
struct DeleteAccountPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    username: String,
    confirm: Input,
    identity: IdentityFields,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deletion {
    confirm_username: String,
    current_password: Option<Password>,
    code: Option<OneTimeCode>,
    #[serde(deserialize_with = "sent_passkey")]
    passkey: Option<PasskeyAnswer>,
}

/// GET `/delete-account`: asks for the current password from the start where it will be needed.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let asked = confirm_its_you::asked(&context, &caller).await?;
    render(&context, caller, asked, "", &FormState::default())
}

/// POST `/delete-account`: 303 to `/` with an empty cookie, or the form again.
pub(crate) async fn post(
    context: PageContext,
    caller: Option<LoggedIn>,
    form: Form<Deletion>,
) -> Result<HttpResponse, HandlerError> {
    let Some(LoggedIn(caller)) = caller else {
        // Sent twice: the first time did it, and its message waits.
        return if context.has_messages() { Ok(context.see_other("/")) } else { Err(Error::NotLoggedIn.into()) };
    };
    let Deletion { confirm_username: typed, current_password, code, passkey } = form.0;
    let evidence = Evidence::new(current_password, code).or_passkey(passkey);
    let (who, confirm_username) = (caller.clone(), typed.clone());
    let deleted = context
        .hashing(async move |s, context| users::delete_account(&s, &who, &confirm_username, &evidence, &context).await);
    let error = match deleted.await {
        Ok(()) => {
            caller::forget(&context.req);
            context.flash(FlashKind::Done, context.t.done_account_deleted());
            return Ok(context.see_other("/"));
        }
        Err(error) => error,
    };
    let asked = confirm_its_you::asked(&context, &caller).await?;
    let form_state = match error {
        Error::ReauthRequired(_) => {
            FormState::worded(&context, error, Field::CurrentPassword, context.t.password_needed_to_delete())
        }
        Error::LastAdmin => FormState::worded(&context, error, Field::ConfirmUsername, context.t.only_administrator()),
        error => FormState::of(&context, error, Some(asked.first())),
    }?;
    if confirm_its_you::is_all_that_is_missing(&form_state) {
        let change = Change {
            request: match confirm_its_you::missing(&context, &caller).code {
                true => context.t.confirm_to_delete_account(&caller.user.username),
                false => context.t.password_to_delete_account(&caller.user.username),
            },
            label: context.t.delete_account(),
            busy: context.t.deleting_account(),
            is_final: true,
            action: "/delete-account".to_owned(),
            hidden: vec![("confirm_username", typed.trim().to_owned())],
            values: Vec::new(),
            cancel: "/security",
        };
        return confirm_its_you::render(&context, change, asked, &form_state);
    }
    render(&context, caller, asked, typed.trim(), &form_state)
}

fn render(
    context: &PageContext,
    caller: Caller,
    asked: IdentityFields,
    typed: &str,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let (t, errors) = (context.t, &form_state.errors);
    let username = caller.user.username.clone();
    let confirm = Input {
        id: "confirm_username",
        name: "confirm_username",
        label: t.your_username(),
        kind: InputKind::Text,
        autocomplete: Some("off"),
        hint: Some(t.type_name_to_confirm(&username).into()),
        value: typed.to_owned(),
        required: true,
        missing: Some(of_field(t, &FieldCode::ConfirmUsernameRequired)),
        ..Input::default()
    };
    let page = DeleteAccountPage {
        t,
        layout: context.layout(),
        summary: form_state.summary(""),
        username,
        confirm: confirm.with_errors(errors),
        identity: asked.with_errors(errors),
    };
    form_state.page(context, &page)
}
