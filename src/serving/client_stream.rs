//! A client's connection: a head that does not end ends it, also that of a later request, and so does an answer that is not taken.
//!
//! actix-http gives the first head of a connection a deadline. It stops the keep-alive clock at the first byte of the next one, and no
//! other clock is started: a client that sends a byte now and then would keep the connection, and a file descriptor, for good
//! (CWE-400). So the stream itself counts, from the first byte that comes when no request is in progress, and then reads as one that
//! the client has closed.
//!
//! Nor does it start a clock for what it sends: a client that takes nothing of its answer would keep the connection as well. So nothing
//! may stand still for longer than a connection may be idle. The kernel reports room for more once a good part of what it holds
//! was taken, so a byte now and then does not count.

use std::cell::Cell;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

/// Whose turn it is.
#[derive(Clone, Copy)]
enum Turn {
    /// The server's: what comes is a body, or is looked at after the answer. New connections begin here, since the first head has a
    /// deadline of actix-http.
    Server,
    /// Nobody's: the keep-alive clock runs.
    Idle,
    /// The client's, with a head, since then.
    Client(Instant),
}

/// Whose turn it is on a connection, for the requests that come over it.
#[derive(Clone)]
pub(crate) struct Turns(Rc<Cell<Turn>>);

impl Turns {
    /// It is the server's turn until the answer is dropped.
    pub(crate) fn answer(&self) -> Answering {
        self.0.set(Turn::Server);
        Answering(Rc::clone(&self.0))
    }
}

/// A request whose answer is not sent yet.
pub(crate) struct Answering(Rc<Cell<Turn>>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.set(Turn::Idle);
    }
}

/// How long what comes and what goes may take.
#[derive(Clone, Copy)]
pub(crate) struct Deadlines {
    /// Of each head but the first.
    pub(crate) head: Duration,
    /// How long an answer may stand still.
    pub(crate) standstill: Duration,
}

/// A stream that has deadlines.
pub(crate) struct ClientStream<S> {
    stream: S,
    turn: Rc<Cell<Turn>>,
    deadlines: Deadlines,
    /// For heads that come in parts. It is not set anew for each: one that rings too early is set to the time that is left.
    timer: Option<Pin<Box<Sleep>>>,
    /// While what is to be sent stands still.
    standstill: Option<Pin<Box<Sleep>>>,
}

impl<S> ClientStream<S> {
    pub(crate) fn new(stream: S, deadlines: Deadlines) -> ClientStream<S> {
        ClientStream { stream, turn: Rc::new(Cell::new(Turn::Server)), deadlines, timer: None, standstill: None }
    }

    pub(crate) fn turns(&self) -> Turns {
        Turns(Rc::clone(&self.turn))
    }

    /// Whether a head is under way for too long; if not, the task is woken when it is.
    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        let Turn::Client(since) = self.turn.get() else { return false };
        let deadline = since + self.deadlines.head;
        if deadline <= Instant::now() {
            return true;
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        while timer.as_mut().poll(cx).is_ready() {
            if deadline <= Instant::now() {
                return true;
            }
            timer.as_mut().reset(deadline);
        }
        false
    }

    /// What became of a write; an error once nothing was taken for too long.
    fn in_time<T>(&mut self, cx: &mut Context<'_>, write: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.standstill = None;
            return write;
        }
        let limit = self.deadlines.standstill;
        let standstill = self.standstill.get_or_insert_with(|| Box::pin(sleep(limit)));
        standstill.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ClientStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf)?;
        let came = buf.filled().len() > before;
        if came && matches!(self.turn.get(), Turn::Idle) {
            self.turn.set(Turn::Client(Instant::now()));
            return read.map(Ok);
        }
        if self.is_late(cx) {
            buf.set_filled(before);
            return Poll::Ready(Ok(()));
        }
        read.map(Ok)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ClientStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.in_time(cx, write)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.in_time(cx, write)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
