//! Take an address as confirmed, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action, SeenAddress};
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn action(t: Texts, user: &User) -> Action {
    let (title, about) = (t.verify_email_title(&user.username), t.verify_email_about(&user.email));
    Action { seen: Some(user.email.clone()), ..Action::plain("verify-email", title, about, t.take_as_confirmed()) }
}

/// GET `/admin/users/{id}/verify-email`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, action).await
}

/// POST `/admin/users/{id}/verify-email`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<SeenAddress>,
) -> Result<HttpResponse, HandlerError> {
    let user = match admin_action::target(&context, &admin, *id).await? {
        Ok(user) => user,
        Err(answer) => return Ok(answer),
    };
    if let Some(again) = form.0.stale(&context, &user, "verify-email")? {
        return Ok(again);
    }
    let (action, back) = (action(context.t, &user), format!("/admin/users/{id}"));
    let name = user.username.clone();
    let done = move |t: Texts, user: User| (t.done_email_taken_as_confirmed(&user.email, &name), back);
    admin_action::act(&context, &admin, user, action, form.0.identity.into(), users::verify_email, done).await
}
