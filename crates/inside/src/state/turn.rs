//! Whose turn it is at the connections of the database.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::metrics::Metrics;

/// The next place at the connections; none when the server ends.
pub(super) async fn place(places: Arc<Semaphore>, metrics: &Metrics) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
        metrics.database_waits.none();
        return Some(place);
    }
    metrics.database_waits.turn(places.acquire_owned()).await.ok()
}
