//! Take an address as confirmed, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action};
use super::page_context::PageContext;
use crate::doors::caller::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn action(t: Texts, user: &User) -> Action {
    Action::plain(
        "verify-email",
        t.verify_email_title(&user.username),
        t.verify_email_about(&user.email),
        t.take_as_confirmed(),
    )
}

/// GET `/admin/users/{id}/verify-email`.
pub(crate) async fn get(
    context: PageContext,
    Admin(caller): Admin,
    id: web::Path<i64>,
) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &caller, *id, action).await
}

/// POST `/admin/users/{id}/verify-email`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    Admin(caller): Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let user = match admin_action::target(&context, &caller, *id).await? {
        Ok(user) => user,
        Err(answer) => return Ok(answer),
    };
    let (action, back) = (action(context.t, &user), format!("/admin/users/{id}"));
    let name = user.username.clone();
    let done = move |t: Texts, user: User| (t.done_email_taken_as_confirmed(&user.email, &name), back);
    admin_action::act(&context, &caller, user, action, form.0.into(), users::verify_email, done).await
}
