//! Disable an account, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action};
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn disable(t: Texts, user: &User) -> Action {
    let title = t.disable_user_title(&user.username);
    let action = Action::plain("disable", title, t.disable_user_about(&user.username), t.disable_account());
    Action { is_bad: true, ..action }
}

/// GET `/admin/users/{id}/disable`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, disable).await
}

/// POST `/admin/users/{id}/disable`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let done = |t: Texts, _: &User, user: User| t.done_user_disabled(&user.username);
    admin_action::post(&context, &admin, *id, form.0.into(), disable, users::disable_user, done).await
}
