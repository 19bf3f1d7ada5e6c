//! The application a test runs against, and more nodes on its database.

use std::sync::Arc;
use std::sync::mpsc;

use inside::clock::Clock;
use inside::config::Config;
use inside::state::Services;
use vestibule::application::Application;

use super::database::Database;
use super::folder::folder;
use super::settings::{PRODUCTION, settings};

/// A running application; it stops, and its database goes, with the test.
pub struct App {
    /// Where it answers, without a slash at the end.
    pub url: String,
    /// Where its metrics are read, where `--metrics-addr` is given.
    pub metrics_url: Option<String>,
    /// Let time pass: `app.clock.advance(Duration::hours(2))`.
    pub clock: Clock,
    /// The inside, for what no door shows.
    pub services: Arc<Services>,
    pub(super) data: Arc<tempfile::TempDir>,
    pub(super) database_url: String,
}

impl App {
    /// Runs a test against an application with the default settings.
    pub fn test(body: impl AsyncFnOnce(&App)) {
        App::test_with(&[], body);
    }

    /// Runs a test against an application with these flags, like `--session-lifetime=60`.
    pub fn test_with(flags: &[&str], body: impl AsyncFnOnce(&App)) {
        App::test_on(Database::prepared, flags, body);
    }

    /// Runs a test against an application on a file of SQLite, whatever the other tests run on.
    pub fn test_on_sqlite(body: impl AsyncFnOnce(&App)) {
        App::test_on(Database::prepared_file, &[], body);
    }

    fn test_on(database: fn(&std::path::Path) -> Database, flags: &[&str], body: impl AsyncFnOnce(&App)) {
        let data = Arc::new(folder());
        let database = database(data.path());
        let node = Node::start(data, &database.url, flags, Clock::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(body(&node.app))));
        drop(node);
        drop(database);
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    }

    /// One more application on the same database, with the same clock and secrets: a second node, or the first one
    /// after a restart.
    pub fn another_node(&self, flags: &[&str]) -> Node {
        Node::start(Arc::clone(&self.data), &self.database_url, flags, self.clock.clone())
    }

    /// One more application with the same secrets, clock and files, on another database.
    pub fn on(&self, database_url: &str) -> Node {
        Node::start(Arc::clone(&self.data), database_url, &[], self.clock.clone())
    }

    /// Stops the clock at the next noon, so that a test which lets hours pass stays within the day. What a command has written by
    /// the clock of the machine is never ahead of it.
    pub fn at_noon(&self) {
        self.clock.stop();
        let now = self.clock.now();
        let noon = now.replace_time(time::macros::time!(12:00));
        let noon = if noon < now { noon + time::Duration::DAY } else { noon };
        self.clock.advance(noon - now + time::Duration::SECOND);
    }

    /// Where its accounts are.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Where this application keeps its files.
    pub fn data_dir(&self) -> &std::path::Path {
        self.data.path()
    }

    /// Runs a test against an application in production, with secrets and addresses as an operator must give them.
    pub fn test_in_production(flags: &[&str], body: impl AsyncFnOnce(&App)) {
        App::test_with(&[PRODUCTION, flags].concat(), body);
    }
}

/// An application on a thread of its own; dropping it stops it.
pub struct Node {
    /// The application.
    pub app: App,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    server: Option<std::thread::JoinHandle<()>>,
}

impl Node {
    fn start(data: Arc<tempfile::TempDir>, database_url: &str, flags: &[&str], clock: Clock) -> Node {
        let config = Config::load(settings(data.path(), database_url, flags)).expect("the settings are right");
        let (sender, started) = mpsc::channel();
        let for_server = clock.clone();
        let server = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let application = Application::build(config, for_server).expect("the application starts");
                let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
                let url = format!("http://{}", application.address());
                let metrics_url = application.metrics_address().map(|address| format!("http://{address}"));
                sender.send((url, metrics_url, application.services(), stop)).expect("the test waits");
                tokio::select! {
                    result = application.run() => result.expect("the server runs"),
                    _ = stopped => {}
                }
            });
        });
        let (url, metrics_url, services, stop) = started.recv().expect("the application starts");
        let app = App { url, metrics_url, clock, services, data, database_url: database_url.to_owned() };
        Node { app, stop: Some(stop), server: Some(server) }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}
