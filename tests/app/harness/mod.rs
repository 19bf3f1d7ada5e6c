//! What the tests of all three binaries stand on: the real application on a free port, with a database of its own and a clock
//! that tests may turn, and one client for each door.

mod answer;
pub mod answered_times;
mod app;
mod browser;
mod command;
mod database;
pub mod document;
pub mod files;
mod folder;
mod instrumented;
pub mod invitations;
pub mod logged;
pub mod lost_factors;
#[allow(dead_code, reason = "the faults use more of it")]
pub mod mail_server;
pub mod meanwhile;
mod passkey;
pub mod passkey_client;
pub mod postbox;
pub mod postgres;
#[allow(dead_code, reason = "the faults use more of it")]
pub mod process;
pub mod profile_forms;
pub mod program;
pub mod promised;
pub mod rows;
pub mod script;
mod second_factor;
pub mod settings;
pub mod snapshot;
mod software_authenticator;
mod staff;
pub mod waiting;
pub mod wire;
pub mod writes;

pub use self::passkey::Passkey;
pub use answer::Answer;
pub use app::App;
pub use browser::Browser;
pub use database::Database;
pub use program::Tokens;
pub use second_factor::Phone;
pub use software_authenticator::SoftwareAuthenticator;
