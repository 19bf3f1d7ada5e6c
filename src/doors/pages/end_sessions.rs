//! Log somebody out everywhere, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action};
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn action(t: Texts, user: &User) -> Action {
    Action::plain(
        "end-sessions",
        t.end_sessions_title(&user.username),
        t.end_sessions_about(&user.username),
        t.log_out_everywhere(),
    )
}

/// GET `/admin/users/{id}/end-sessions`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, action).await
}

/// POST `/admin/users/{id}/end-sessions`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let done = |t: Texts, whom: &User, number: usize| t.done_sessions_of(number, &whom.username);
    admin_action::post(&context, &admin, *id, form.0.into(), action, users::end_sessions, done).await
}
