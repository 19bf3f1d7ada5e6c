//! Requests as numbers: by route pattern, method and class of status, and how long they took.
//!
//! A route that a worker has seen is found in a map of that worker alone, and added to without a lock. Only the first request of a
//! worker to a route takes the lock of what all workers share. Labels are patterns of routes and known methods, so a stranger can't
//! make the page grow.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::http::{Method, StatusCode};

use inside::metrics::{Counter, Exposition, Histogram, MetricKind};

/// The bounds of how long a request takes, in seconds.
const BOUNDS: &[f64] = &[0.002, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// Methods that have a label of their own, and the one of all others.
const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"];

/// Classes of status.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// One method of one route.
struct Series {
    classes: [Counter; CLASSES.len()],
    durations: Histogram,
}

/// What all workers share.
#[derive(Default)]
pub(crate) struct RequestMetrics(Mutex<BTreeMap<(String, usize), Arc<Series>>>);

impl RequestMetrics {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(String, usize), Arc<Series>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn series(&self, route: &str, method: usize) -> Arc<Series> {
        let new = || Arc::new(Series { classes: Default::default(), durations: Histogram::new(BOUNDS) });
        Arc::clone(self.lock().entry((route.to_owned(), method)).or_insert_with(new))
    }

    /// Writes them.
    pub(crate) fn write(&self, out: &mut Exposition) {
        let all: Vec<_> = self.lock().iter().map(|(name, series)| (name.clone(), Arc::clone(series))).collect();
        let name = "vestibule_http_requests_total";
        out.family(name, MetricKind::Counter, "Requests by route, method and class of status.");
        for ((route, method), series) in &all {
            for (class, counter) in CLASSES.iter().zip(&series.classes) {
                if counter.value() > 0 {
                    out.sample(
                        name,
                        &[("route", route), ("method", METHODS[*method]), ("status", class)],
                        counter.value(),
                    );
                }
            }
        }
        let name = "vestibule_http_request_duration_seconds";
        out.family(
            name,
            MetricKind::Histogram,
            "How long requests took, from the head of the request to the head of the answer.",
        );
        for ((route, method), series) in &all {
            out.durations(name, &[("route", route), ("method", METHODS[*method])], &series.durations);
        }
    }
}

/// What one worker has seen.
pub(crate) struct WorkerRequests {
    shared: Arc<RequestMetrics>,
    seen: RefCell<HashMap<String, [Option<Arc<Series>>; METHODS.len()]>>,
}

impl WorkerRequests {
    /// For a worker.
    pub(crate) fn new(shared: Arc<RequestMetrics>) -> WorkerRequests {
        WorkerRequests { shared, seen: RefCell::default() }
    }

    /// A request was answered.
    pub(crate) fn count(&self, route: &str, method: &Method, status: StatusCode, duration: Duration) {
        let method = METHODS.iter().position(|name| *name == method.as_str()).unwrap_or(METHODS.len() - 1);
        let mut seen = self.seen.borrow_mut();
        if !seen.contains_key(route) {
            seen.insert(route.to_owned(), Default::default());
        }
        let Some(slot) = seen.get_mut(route).and_then(|methods| methods.get_mut(method)) else { return };
        let series = slot.get_or_insert_with(|| self.shared.series(route, method));
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = series.classes.get(class) {
            counter.add_one();
        }
        series.durations.observe(duration);
    }
}
