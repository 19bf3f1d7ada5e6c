//! How often: the settings, and how they are written.

use std::fmt;
use std::str::FromStr;

use clap::Args;
use time::Duration;

/// So many attempts in so many seconds, in any stretch of that length. Written `5/60`; `0` counts nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    /// How many; 0 for no limit.
    pub(crate) attempts: usize,
    /// In how long a time.
    pub(crate) per: Duration,
}

impl Rate {
    /// Remembering an attempt takes a few bytes for as long as it counts: neither may be without bound.
    const MOST_ATTEMPTS: usize = 10_000;
    const LONGEST: i64 = 7 * 24 * 60 * 60;

    /// Whether anything is counted at all.
    pub(crate) fn is_on(self) -> bool {
        self.attempts > 0
    }

    /// The same number of attempts within this time at most.
    #[must_use]
    pub(crate) fn within(self, longest: Duration) -> Rate {
        Rate { per: self.per.min(longest), ..self }
    }
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Rate, String> {
        let advice = || {
            format!(
                "write it as ATTEMPTS/SECONDS, like 5/60, with at most {}/{}; or 0 for no limit",
                Rate::MOST_ATTEMPTS,
                Rate::LONGEST
            )
        };
        if text.trim() == "0" {
            return Ok(Rate { attempts: 0, per: Duration::MINUTE });
        }
        let (attempts, seconds) = text.split_once('/').ok_or_else(advice)?;
        let attempts = attempts.trim().parse().ok().filter(|attempts| (1..=Rate::MOST_ATTEMPTS).contains(attempts));
        let seconds = seconds.trim().parse().ok().filter(|seconds| (1..=Rate::LONGEST).contains(seconds));
        match (attempts, seconds) {
            (Some(attempts), Some(seconds)) => Ok(Rate { attempts, per: Duration::seconds(seconds) }),
            _ => Err(advice()),
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_on() { write!(f, "{}/{}", self.attempts, self.per.whole_seconds()) } else { f.write_str("0") }
    }
}

/// Every limit as a flag and an environment variable.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Rate limits, as ATTEMPTS/SECONDS; 0 for no limit")]
pub(crate) struct Limits {
    /// Failed passwords for one account from one client network
    #[arg(long = "limit-login-account", env = "LIMIT_LOGIN_ACCOUNT", default_value = "5/60", global = true)]
    pub(crate) login_account: Rate,

    /// Failed passwords from one client network, across all accounts
    #[arg(long = "limit-login-network", env = "LIMIT_LOGIN_NETWORK", default_value = "20/60", global = true)]
    pub(crate) login_network: Rate,

    /// Failed logins in a row for one account from everywhere, after which networks and browsers that never logged in to it are refused; 0 for no limit
    #[arg(long = "limit-login-everywhere", env = "LIMIT_LOGIN_EVERYWHERE", default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=10_000), global = true)]
    pub(crate) login_everywhere: u32,

    /// Wrong codes for one account from everywhere: of the authenticator app, and recovery codes; only a right one clears them
    #[arg(long = "limit-codes-account", env = "LIMIT_CODES_ACCOUNT", default_value = "100/86400", global = true)]
    pub(crate) codes_account: Rate,

    /// Successful logins to one account from one client network
    #[arg(long = "limit-login-successes", env = "LIMIT_LOGIN_SUCCESSES", default_value = "1000/3600", global = true)]
    pub(crate) login_successes: Rate,

    /// Sign-ups from one client network: accounts created, and answers that a name is taken
    #[arg(long = "limit-signup-network", env = "LIMIT_SIGNUP_NETWORK", default_value = "200/3600", global = true)]
    pub(crate) signup_network: Rate,

    /// Sign-up forms with errors from one client network
    #[arg(long = "limit-signup-errors", env = "LIMIT_SIGNUP_ERRORS", default_value = "100/600", global = true)]
    pub(crate) signup_errors: Rate,

    /// Changes by one account: of the profile, of the password, exports
    #[arg(long = "limit-changes-account", env = "LIMIT_CHANGES_ACCOUNT", default_value = "100/3600", global = true)]
    pub(crate) changes_account: Rate,

    /// Emails of one kind to one address that visitors can trigger, such as password resets
    #[arg(long = "limit-email-address", env = "LIMIT_EMAIL_ADDRESS", default_value = "5/3600", global = true)]
    pub(crate) email_address: Rate,

    /// Emails of one kind that one client network can trigger, across all addresses
    #[arg(long = "limit-email-network", env = "LIMIT_EMAIL_NETWORK", default_value = "100/3600", global = true)]
    pub(crate) email_network: Rate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_reads_as_it_is_written() {
        for text in ["5/60", "200/3600", "0"] {
            assert_eq!(text.parse::<Rate>().map(|rate| rate.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(" 5 / 60 ".parse::<Rate>(), Ok(Rate { attempts: 5, per: Duration::MINUTE }));
    }

    #[test]
    fn nonsense_is_refused_with_the_right_spelling() {
        for wrong in ["", "5", "5/", "/60", "0/60", "5/0", "-1/60", "5/60/1", "5 per minute", "99999/60", "5/9999999"] {
            let advice = wrong.parse::<Rate>().expect_err(wrong);
            assert!(advice.contains("like 5/60"), "{advice}");
        }
    }
}
