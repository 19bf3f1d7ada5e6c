//! The answers to a profile that was updated.

use actix_web::HttpResponse;
use serde_json::json;

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::call::warnings;
use crate::doors::language;
use inside::users::Updated;

/// For people: back to the home page, which says what has changed.
pub(crate) fn flash_and_go_home(context: &PageContext, updated: &Updated) -> HttpResponse {
    let t = context.t;
    let mut done = Vec::new();
    if updated.username_changed {
        if updated.user.has_second_factor() {
            context.signal_passkeys();
        }
        done.push(t.done_username_changed(&updated.user.username));
    }
    if updated.email_changed {
        done.push(t.done_email_changed(&updated.user.email));
    }
    if updated.email_respelled {
        done.push(t.done_email_respelled(&updated.user.email));
    }
    if updated.password_changed {
        done.push(t.done_password_changed().to_owned());
    }
    match done.as_slice() {
        [] => context.flash(FlashKind::Notice, t.notice_nothing_to_change()),
        done => context.flash(FlashKind::Done, &done.join(" ")),
    }
    if updated.password_breached {
        context.flash(FlashKind::Notice, t.notice_password_breached());
    }
    context.see_other("/")
}

/// For scripts.
pub(crate) fn as_json(context: &PageContext, updated: &Updated) -> HttpResponse {
    let (t, user) = (language::of_api(&context.req, &context.state), &updated.user);
    let mut body = json!({
        "ok": true,
        "msg": t.api_profile_updated(),
        "user": { "id": user.id, "username": user.username, "email": user.email, "email_verified": user.email_verified },
    });
    if updated.password_breached {
        body["warnings"] = json!(warnings(true));
    }
    HttpResponse::Ok().json(body)
}
