//! Enable an account that was disabled, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action};
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn enable(t: Texts, user: &User) -> Action {
    let title = t.enable_user_title(&user.username);
    Action::plain("enable", title, t.enable_user_about(&user.username), t.enable_account())
}

/// GET `/admin/users/{id}/enable`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, enable).await
}

/// POST `/admin/users/{id}/enable`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let done = |t: Texts, _: &User, user: User| t.done_user_enabled(&user.username);
    admin_action::post(&context, &admin, *id, form.0.into(), enable, users::enable_user, done).await
}
