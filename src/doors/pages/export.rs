//! Download of everything that is stored about the user.

use actix_web::HttpResponse;
use actix_web::body;
use actix_web::http::header::{self, ContentType};
use actix_web::web::Bytes;
use futures_util::stream;

use super::page_context::PageContext;
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use crate::doors::request_log;
use crate::event_sentences;
use inside::error::Error;
use inside::state::Services;
use inside::users::{self, Export};

/// GET `/export`: the JSON file, sent as it is read.
///
/// The first piece is read before the response begins, so a database that is unavailable is a 503. A failure after that
/// breaks the connection off: the body does not end as HTTP says it must, and what has arrived is not JSON.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let today = context.state.now().date();
    let file = format!("attachment; filename=\"vestibule-{}-{today}.json\"", in_a_file_name(&caller.user.username));
    let mut answer = HttpResponse::Ok();
    answer.content_type(ContentType::json()).insert_header((header::CONTENT_DISPOSITION, file));
    if context.is_head() {
        // HEAD transfers no data, so no event is recorded. A length may be left out (RFC 9110 section 9.3.2), and this one
        // is not known.
        let head = answer.message_body(body::None::new()).map_err(Error::internal)?;
        return Ok(head.map_into_boxed_body());
    }
    let t = context.t;
    let begin = context.blocking(move |s, context| {
        let mut export = users::export(s, &caller, move |event| event_sentences::of(t, event), context)?;
        Ok((export.next(s)?, export))
    });
    let (first, export) = begin.await?;
    let state = context.state.clone();
    let pieces = stream::try_unfold((first, export, state), |(ready, export, state)| async move {
        let (piece, export) = match ready {
            Some(piece) => (Some(piece), export),
            None => state.blocking(move |s| next(s, export)).await.inspect_err(request_log::log_cause)?,
        };
        Ok::<_, Error>(piece.map(|piece| (Bytes::from(piece), (None, export, state))))
    });
    Ok(answer.streaming(pieces))
}

fn next(s: &Services, mut export: Export) -> Result<(Option<String>, Export), Error> {
    Ok((export.next(s)?, export))
}

/// A username as a part of a file name, whatever an import or another version may have put into it.
fn in_a_file_name(username: &str) -> String {
    let is_safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    username.chars().filter(is_safe).collect()
}
