//! Set a new password with a link from an email, at the pages door.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::form_state::FormState;
use super::input::{Input, InputKind, WhichPassword};
use super::page_context::PageContext;
use super::password_confirmation::WithConfirmation;
use super::view::{FlashKind, Layout, Summary};
use super::{dead_link, fields, filters, login, password_warning};
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::links::{Purpose, Token};
use inside::texts::Texts;
use inside::users::{self, Reset, reset_password};

#[derive(Template)]
#[template(path = "pages/reset_password.html")]
struct ResetPasswordPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    token: String,
    username: String,
    password: Input,
    confirm_password: Input,
}

/// GET `/reset-password/{token}`: shows the form; the link stays unused.
pub(crate) async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    render(&context, &Token::new(token.into_inner()), &FormState::default()).await
}

/// POST `/reset-password/{token}`: 303 to `/login`. The link doesn't log in by itself: the user types the new password once,
/// and a program that only opened the link has no session.
pub(crate) async fn post(
    context: PageContext,
    token: web::Path<String>,
    form: Form<WithConfirmation<Reset>>,
) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let WithConfirmation { mut form, confirm_password } = form.0;
    form.confirm_password = Some(confirm_password);
    let (secret, chosen) = (token.clone(), form.password.clone());
    let reset = context.hashing(async move |s, context| users::reset_password(&s, &secret, &form, &context).await);
    match reset.await {
        Ok(user) => {
            if context.caller.as_ref().is_some_and(|caller| caller.user.id == user.id) {
                caller::forget(&context.req);
            }
            login::prefill(&context, &user.username);
            context.flash(FlashKind::Done, context.t.done_password_reset());
            password_warning::show(&context, &chosen).await;
            Ok(context.see_other("/login"))
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::Reset, why),
        Err(error) => render(&context, &token, &FormState::of(&context, error, None)?).await,
    }
}

async fn render(context: &PageContext, token: &Token, form_state: &FormState) -> Result<HttpResponse, HandlerError> {
    let (t, errors) = (context.t, &form_state.errors);
    let secret = token.clone();
    let user = match context.blocking(move |s, context| reset_password::find(s, &secret, context)).await {
        Ok(user) => user,
        Err(Error::DeadLink(why)) => return dead_link::render(context, Purpose::Reset, why),
        Err(error) => return Err(error.into()),
    };
    let (label, kind) = (t.new_password(), InputKind::Password(WhichPassword::New));
    let password = Input { label, kind, ..fields::new_password(t, context.state.config()) };
    let page = ResetPasswordPage {
        t,
        layout: context.layout(),
        summary: form_state.summary(""),
        token: token.expose().to_owned(),
        username: user.username,
        password: password.with_errors(errors),
        confirm_password: fields::confirm_password(t).with_errors(errors),
    };
    form_state.page(context, &page)
}
