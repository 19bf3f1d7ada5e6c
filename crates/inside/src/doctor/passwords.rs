//! The list of leaked passwords, which can be damaged and still be opened.

use super::HealthCheck;
use crate::breached::BreachedMode;
use crate::state::Services;

/// What the list is used for. `thorough` reads all of it.
pub(crate) fn check(s: &Services, thorough: bool) -> Vec<HealthCheck> {
    let list = &s.config.breached;
    let mode = match list.mode() {
        BreachedMode::Off => {
            let finding = "New passwords are not compared with those that have leaked.";
            return vec![
                HealthCheck::warning("breached_passwords", finding, "Set BREACHED_PASSWORDS=refuse.")
                    .about("BREACHED_PASSWORDS"),
            ];
        }
        BreachedMode::Refuse => "refused",
        BreachedMode::Warn => "accepted with a warning",
    };
    let whole = if thorough { list.verify() } else { Ok(true) };
    let remedy = "Make the file again: `vestibule breach build LIST OUT`.";
    vec![
        match whole {
            Ok(true) => {
                let finding = format!("{} passwords that have leaked are {mode}.", list.len());
                HealthCheck::ok("breached_passwords", finding)
            }
            Ok(false) => {
                let finding =
                    "The list of leaked passwords is damaged: some of them are accepted, and good ones refused.";
                HealthCheck::failure("breached_passwords", finding, remedy)
            }
            Err(cause) => {
                let finding = format!("The list of leaked passwords can't be read: {cause}.");
                HealthCheck::failure("breached_passwords", finding, remedy)
            }
        }
        .about("BREACHED_PASSWORDS_FILE"),
    ]
}
