//! Revoke an invitation, at the pages door.

use actix_web::{HttpResponse, web};

use super::confirm_its_you::{self, Change};
use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::Admin;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::context::Context;
use inside::invitations;
use inside::state::Services;
use inside::users;

/// POST `/admin/invitations/{id}/revoke`: 303 back to the list, or the page that confirms it.
pub(crate) async fn post(
    context: PageContext,
    Admin { caller, .. }: Admin,
    id: web::Path<i64>,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let (who, evidence, t, id) = (caller.clone(), form.0.into(), context.t, id.into_inner());
    let revoked = context.hashing(async move |s, context| {
        let revoke = |s: &Services, context: &Context| invitations::revoke_invitation(s, id, context);
        users::administer(&s, &who, None, &evidence, &context, revoke).await
    });
    let error = match revoked.await {
        Ok(administered) => {
            remember_renewed(&context.req, administered.session_id.as_ref())?;
            administered.outcome?;
            context.flash(FlashKind::Done, &t.done_invitation_revoked(id));
            return Ok(context.see_other("/admin/invitations"));
        }
        Err(error) => error,
    };
    let change = Change {
        request: t.confirm_to_revoke_invitation(id),
        label: t.revoke(),
        busy: t.saving(),
        is_final: true,
        action: format!("/admin/invitations/{id}/revoke"),
        hidden: Vec::new(),
        values: Vec::new(),
        cancel: "/admin/invitations",
    };
    confirm_its_you::ask(&context, &caller, change, error).await
}
