//! Which of the tries that were refused is worth a line in somebody's history.

use super::attempt::{Outcome, begin, look};
use super::budget::Budget;
use super::tries::Verdict;
use super::{Account, Rate, password_budgets};
use crate::client::Client;
use crate::error::Error;
use crate::state::Services;

/// What a refused try ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The account's own budget in this network.
    Account,
    /// The budget of the whole network, whichever account was meant.
    Network,
}

/// Whether somebody should hear of a try that [`super::password`] refused: once in the time of the limit it ran into.
///
/// A stranger writes into a history only as often as they could anyway: an account's budget is full after failures that
/// are lines themselves, so there is at most one such line for as many of those as the limit allows. Where the network's
/// is, one line tells of all its tries; it names no account, or each name that is called would have one of its own.
///
/// # Errors
/// Only the database's.
pub fn blocked(s: &Services, client: &Client, account: Account<'_>) -> Result<Option<Blocked>, Error> {
    let [of_network, of_account] = password_budgets(s, client, account);
    let (scope, budget) = match of_account.rate.is_on() && is_full(s, &of_account)? {
        true => (Blocked::Account, of_account),
        false => (Blocked::Network, of_network),
    };
    let once = Budget::new(s, Rate { tries: 1, per: budget.rate.per }, &["blocked", &budget.key]);
    match begin(s, client, Outcome::Counts, vec![once]) {
        Ok(_counts) => Ok(Some(scope)),
        Err(Error::TooMany { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_full(s: &Services, budget: &Budget) -> Result<bool, Error> {
    Ok(!matches!(look(s, std::slice::from_ref(budget))?, Verdict::Free))
}
