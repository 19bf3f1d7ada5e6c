//! Runs a verb that waits for hashes: each step of it on a thread that may wait for the database, and on none in between.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use tokio::sync::{Notify, Semaphore, oneshot};
use tracing::Span;

use super::on_a_thread;
use super::turn::place;
use super::undone::Undone;
use crate::error::Error;
use crate::hashing::Progress;
use crate::metrics::Metrics;

/// A verb on its way: a future that is polled on blocking threads only, since between its waits it asks the database.
pub(super) type Verb<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Runs the verb to its end and sends its answer. If nobody waits for the answer any more, it ends before the verb's turn
/// has come; a verb that is served is done all the same.
///
/// Each step takes its turn at the connections like every other verb.
pub(super) async fn run<T: Send + 'static>(
    undone: Undone<Verb<T>>,
    (connections, metrics): (Arc<Semaphore>, Arc<Metrics>),
    progress: Progress,
    mut answer: oneshot::Sender<Result<T, Error>>,
) {
    let (bell, span) = (Arc::new(Bell::default()), Span::current());
    let mut begun = None;
    loop {
        let (waker, span) = (Waker::from(Arc::clone(&bell)), span.clone());
        let turn = tokio::select! {
            biased;
            () = answer.closed(), if !progress.is_served() => return,
            turn = place(Arc::clone(&connections), &metrics) => turn,
        };
        let undone = undone.clone();
        let step = move || {
            let _turn = turn;
            let mut verb: Verb<T> = begun.or_else(|| undone.take())?;
            let polled = span.in_scope(|| verb.as_mut().poll(&mut Context::from_waker(&waker)));
            Some((verb, polled))
        };
        let (verb, polled) = match on_a_thread(step).await {
            Ok(Some(polled)) => polled,
            // Taken back: nobody waits for it.
            Ok(None) => return,
            Err(cause) => {
                let _ = answer.send(Err(cause));
                return;
            }
        };
        if let Poll::Ready(result) = polled {
            // Its place is free before its client can ask for the next one.
            drop((verb, progress));
            let _ = answer.send(result);
            return;
        }
        begun = Some(verb);
        tokio::select! {
            () = bell.0.notified() => {}
            () = answer.closed(), if !progress.is_served() => return,
        }
    }
}

/// Rings when what the verb waits for has happened, also while nobody listens yet.
#[derive(Default)]
struct Bell(Notify);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.notify_one();
    }
}
