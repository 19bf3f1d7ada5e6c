//! One's sessions, at this door: see them, end one, end the others.

use actix_web::{HttpResponse, web};
use serde_json::json;
use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;

use super::Call;
use crate::doors::caller::{self, LoggedIn};
use crate::error::Error;
use crate::sessions::{self, Ended};
use crate::user_agent;

/// GET `/auth/sessions`. The id is a handle for the list; it opens nothing.
pub async fn list(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let own = caller.session.handle.clone();
    let rows = call.state.blocking(move |s| sessions::list(s, &caller)).await?;
    let time = |at: PrimitiveDateTime| at.assume_utc().format(&Rfc3339).unwrap_or_default();
    let row = |session: &sessions::Session| {
        json!({
            "id": session.handle,
            "kind": session.kind,
            "name": user_agent::name(&session.user_agent),
            "address": session.address,
            "created_at": time(session.created_at),
            "last_used_at": time(session.last_used_at),
            "current": session.handle == own,
        })
    };
    let list: Vec<_> = rows.iter().map(row).collect();
    Ok(HttpResponse::Ok().json(json!({ "ok": true, "sessions": list })))
}

/// DELETE `/auth/sessions/{id}`; one's own is a logout.
pub async fn end(call: Call, LoggedIn(caller): LoggedIn, handle: web::Path<String>) -> Result<HttpResponse, Error> {
    let client = call.client();
    if call.state.blocking(move |s| sessions::end(s, &caller, &handle, &client)).await? == Ended::Own {
        caller::forget(&call.req);
    }
    Ok(HttpResponse::Ok().json(json!({ "ok": true, "msg": "Session ended" })))
}

/// DELETE `/auth/sessions`: all but this one.
pub async fn end_others(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = call.client();
    let ended = call.state.blocking(move |s| sessions::end_others(s, &caller, &client)).await?;
    Ok(HttpResponse::Ok().json(json!({ "ok": true, "msg": "Other sessions ended", "ended": ended })))
}
