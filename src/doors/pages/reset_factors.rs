//! Remove the second factors of somebody, at the pages door.

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
        "reset-factors",
        t.reset_factors_title(&user.username),
        t.reset_factors_about(&user.username),
        t.remove_second_factors(),
    )
}

/// GET `/admin/users/{id}/reset-factors`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, action).await
}

/// POST `/admin/users/{id}/reset-factors`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let done = |t: Texts, whom: &User, had_one: bool| {
        if had_one { t.done_factors_removed(&whom.username) } else { t.notice_no_factors(&whom.username) }
    };
    admin_action::post(&context, &admin, *id, form.0.into(), action, users::reset_factors, done).await
}
