//! Promote and demote, at the pages door.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::admin_action::{self, Action};
use super::admin_list::ListChoice;
use super::form_state::FormErrors;
use super::page_context::PageContext;
use crate::doors::access::Admin;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::stored::Word;
use inside::texts::Texts;
use inside::users::{self, Role, User};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewRole {
    role: String,
    #[serde(flatten)]
    identity: Reauthentication,
}

fn action(t: Texts, user: &User, chosen: Option<Role>) -> Action {
    let choices = ListChoice::all(chosen.or(Some(user.role)), |role| role.name(t).to_owned());
    let roles = choices.into_iter().zip(Role::ALL.iter().map(|role| role.about(t))).collect();
    let about = t.set_role_about(&user.username);
    Action { roles, ..Action::plain("role", t.set_role_title(&user.username), about, t.change_role()) }
}

/// GET `/admin/users/{id}/role`.
pub(crate) async fn get(context: PageContext, admin: Admin, id: web::Path<i64>) -> Result<HttpResponse, HandlerError> {
    admin_action::ask(&context, &admin, *id, |t, user| action(t, user, None)).await
}

/// POST `/admin/users/{id}/role`: 303 back to the account.
pub(crate) async fn post(
    context: PageContext,
    admin: Admin,
    id: web::Path<i64>,
    form: Form<NewRole>,
) -> Result<HttpResponse, HandlerError> {
    let user = match admin_action::target(&context, &admin, *id).await? {
        Ok(user) => user,
        Err(answer) => return Ok(answer),
    };
    let chosen = Role::of_word(&form.0.role);
    let action = action(context.t, &user, chosen);
    let Some(role) = chosen else {
        let errors = FormErrors::one(None, context.t.choose_a_role());
        return admin_action::refuse(&context, &admin, &user, action, errors).await;
    };
    let back = format!("/admin/users/{id}");
    let done = move |t: Texts, user: User| (t.done_role_changed(&user.username, user.role.name(t)), back);
    let verb = move |s: &_, user: &User, context: &_| users::set_role(s, user.id, role, context);
    admin_action::act(&context, &admin, user, action, form.0.identity.into(), verb, done).await
}
