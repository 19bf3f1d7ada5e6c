//! Change the password, at the pages door.

use actix_web::HttpResponse;
use askama::Template;

use super::form_state::FormState;
use super::identity_fields::IdentityFields;
use super::input::{Input, InputKind, WhichPassword};
use super::page_context::PageContext;
use super::password_confirmation::WithConfirmation;
use super::view::{FlashKind, Layout, Summary};
use super::{fields, filters, password_warning};
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::texts::Texts;
use inside::users::{self, Caller, PasswordChange, Requirement};

#[derive(Template)]
#[template(path = "pages/change_password.html")]
struct ChangePasswordPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    identity: IdentityFields,
    password: Input,
    confirm_password: Input,
}

/// GET `/change-password`.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    render(&context, asked(&context, &caller).await?, &FormState::default())
}

/// POST `/change-password`: 303 to `/security`, or the form again with every error. However recent the login is, the current
/// password is asked for: here it is what the page is about.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    form: Form<WithConfirmation<PasswordChange>>,
) -> Result<HttpResponse, HandlerError> {
    let WithConfirmation { mut form, confirm_password } = form.0;
    form.confirm_password = Some(confirm_password);
    let (who, chosen) = (caller.clone(), form.password.clone());
    let changed = context.hashing(async move |s, context| users::change_password(&s, &who, &form, &context).await);
    match changed.await {
        Ok(session_id) => {
            remember_renewed(&context.req, session_id.as_ref())?;
            context.flash(FlashKind::Done, context.t.done_password_changed());
            password_warning::show(&context, &chosen).await;
            Ok(context.see_other("/security"))
        }
        // The only rate limits here are those of what is asked for.
        Err(error) => {
            let asked = asked(&context, &caller).await?;
            let form_state = FormState::of(&context, error, Some(asked.first()))?;
            render(&context, asked, &form_state)
        }
    }
}

/// GET `/.well-known/change-password`: where password managers look for the page (W3C, "A Well-Known URL for Changing
/// Passwords").
pub(crate) async fn well_known(context: PageContext) -> HttpResponse {
    context.see_other("/change-password")
}

async fn asked(context: &PageContext, caller: &Caller) -> Result<IdentityFields, Error> {
    IdentityFields::of(context, caller, Requirement::password_in_this_request(context.state.config())).await
}

fn render(context: &PageContext, asked: IdentityFields, form_state: &FormState) -> Result<HttpResponse, HandlerError> {
    let (t, errors) = (context.t, &form_state.errors);
    let (label, kind) = (t.new_password(), InputKind::Password(WhichPassword::New));
    let password = Input { label, kind, ..fields::new_password(t, context.state.config()) };
    let page = ChangePasswordPage {
        t,
        layout: context.layout(),
        summary: form_state.summary(""),
        identity: asked.in_longer_form().in_state(t, form_state),
        password: password.with_errors(errors),
        confirm_password: fields::confirm_password(t).with_errors(errors),
    };
    form_state.page(context, &page)
}
