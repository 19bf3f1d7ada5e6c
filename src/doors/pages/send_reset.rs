//! Send somebody the link that sets a new password, at the pages door.

use actix_web::{HttpResponse, web};

use super::admin_action::{self, Action, SeenAddress};
use super::page_context::{PageContext, wants_json};
use super::view::FlashKind;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

fn action(t: Texts, user: &User) -> Action {
    let (title, about) = (t.send_reset_title(&user.username), t.send_reset_about(&user.email));
    Action { seen: Some(user.email.clone()), ..Action::plain("send-reset", title, about, t.send_reset_link()) }
}

/// GET `/admin/users/{id}/send-reset`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, action).await
}

/// POST `/admin/users/{id}/send-reset`: 303 back to the account.
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
    if user.disabled_at.is_some() && !wants_json(&context.req) {
        context.flash(FlashKind::Notice, &context.t.notice_disabled_no_link(&user.username));
        return Ok(context.see_other(&format!("/admin/users/{id}")));
    }
    if let Some(again) = form.0.stale(&context, &user, "send-reset")? {
        return Ok(again);
    }
    let (action, back) = (action(context.t, &user), format!("/admin/users/{id}"));
    let name = user.username.clone();
    let done = move |t: Texts, ()| (t.done_reset_sent(&name), back);
    admin_action::act(&context, &admin, user, action, form.0.identity.into(), users::send_reset, done).await
}
