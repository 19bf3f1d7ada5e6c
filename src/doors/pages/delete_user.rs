//! Delete the account of somebody else, at the pages door.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::admin_action::{self, Action};
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::texts::Texts;
use inside::users::{self, User};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeletionOfUser {
    confirm_username: String,
    #[serde(flatten)]
    identity: Reauthentication,
}

fn action(t: Texts, user: &User, typed: &str) -> Action {
    let title = t.delete_user_title(&user.username);
    let confirm = Some(admin_action::typed_name(t, user, typed));
    let action = Action::plain("delete", title, t.delete_user_about(&user.username), t.delete_account());
    Action { is_bad: true, confirm, ..action }
}

/// GET `/admin/users/{id}/delete`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, |t, user| action(t, user, "")).await
}

/// POST `/admin/users/{id}/delete`: 303 to the list of accounts. The username is typed, so that no single click deletes anything.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<DeletionOfUser>,
) -> Result<HttpResponse, HandlerError> {
    let user = match admin_action::target(&context, &admin, *id).await? {
        Ok(user) => user,
        Err(answer) => return Ok(answer),
    };
    let DeletionOfUser { confirm_username, identity } = form.0;
    let typed = confirm_username.trim();
    let action = action(context.t, &user, typed);
    if !typed.eq_ignore_ascii_case(&user.username) {
        let errors = admin_action::wrong_name(context.t, &user);
        return admin_action::refuse(&context, &admin, &user, action, errors).await;
    }
    let name = user.username.clone();
    let done = move |t: Texts, ()| (t.done_user_deleted(&name), "/admin/users".to_owned());
    admin_action::act(&context, &admin, user, action, identity.into(), users::delete_user, done).await
}
