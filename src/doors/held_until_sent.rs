//! Middleware: what lasts until an answer is sent. Meanwhile it is not the client's turn to send a head, and where a client still
//! sends a body that nobody reads, the connection is closed after the answer.
//!
//! actix-http does the second by itself where the length was announced. Of a chunked body (RFC 9112 section 7.1) that was dropped it waits for
//! the end instead, however long that takes and however much comes: each such client would keep a connection, and a file descriptor,
//! for good. A body that is not dropped before the answer is sent counts as unread, so the answer holds it. Where no handler reads it,
//! that also goes for one whose end has arrived; the answer says `Connection: close`.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpMessage;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use futures_util::Stream;

use crate::serving::client_stream::{Answering, Turns};

/// The body of a request, held by the handler that reads it and by the answer.
#[derive(Clone)]
struct Shared(Rc<RefCell<Payload>>);

impl Stream for Shared {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

/// The body of an answer, with that of its request and whose turn it is.
pub(crate) struct HoldingAnswer {
    body: BoxBody,
    _request: Option<Shared>,
    _answering: Option<Answering>,
}

impl MessageBody for HoldingAnswer {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

/// The outermost of all: what changes the body of an answer further outside would drop that of the request.
pub(crate) async fn hold(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<HoldingAnswer>, actix_web::Error> {
    let answering = req.conn_data::<Turns>().map(Turns::answer);
    let held = req.headers().contains_key(TRANSFER_ENCODING).then(|| {
        let shared = Shared(Rc::new(RefCell::new(req.take_payload())));
        req.set_payload(Payload::Stream { payload: Box::pin(shared.clone()) });
        shared
    });
    let response = next.call(req).await?;
    Ok(response.map_into_boxed_body().map_body(|_, body| HoldingAnswer { body, _request: held, _answering: answering }))
}
