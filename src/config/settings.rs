//! The settings as an operator writes them: flags, environment variables and `.env`; `--help` documents each.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use super::addresses::parse_host;
use crate::limits::Limits;
use crate::secret::Secret;
use crate::tokens::keys::Algorithm;

/// What kind of place this runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AppEnv {
    /// On a developer's machine: plain HTTP, generated secrets, readable logs, a mailbox in the browser.
    Development,
    /// Where people's accounts are: Secure cookies, HSTS, JSON logs, and no start without proper secrets.
    Production,
}

/// Which usernames are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UsernameStyle {
    /// A letter, then letters and digits.
    Plain,
    /// A letter, then letters, digits, dots, underscores and hyphens.
    Extended,
}

/// Who may create an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RegistrationMode {
    /// Everybody.
    Open,
    /// Whoever has a link of `vestibule invite create`.
    Invite,
    /// Nobody; accounts are made at the command line.
    Closed,
}

/// The settings as flags and environment variables.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// What kind of place this runs in: `production` switches on Secure cookies, HSTS and JSON logs, and refuses to start without proper secrets
    #[arg(long, env = "APP_ENV", value_enum, default_value = "development", global = true)]
    pub app_env: AppEnv,

    /// The product's name, shown on pages and in mails
    #[arg(long, env = "APP_NAME", default_value = "Vestibule", global = true)]
    pub app_name: String,

    /// IP address to listen on, or `localhost`; 0.0.0.0 for every network of this machine
    #[arg(long, env = "HOST", default_value = "127.0.0.1", value_parser = parse_host, global = true)]
    pub host: IpAddr,

    /// Port to listen on; 0 picks a free one, which the line printed at start names
    #[arg(long, env = "PORT", default_value_t = 5000, global = true)]
    pub port: u16,

    /// Public address of this service, for the links in mails; from host and port in development; required in production, over https
    #[arg(long, env = "BASE_URL", global = true)]
    pub base_url: Option<String>,

    /// Folder for the embedded database, generated development secrets and mails
    #[arg(long, env = "DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,

    /// `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`; by default an SQLite file in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<Secret<String>>,

    /// Connections to the database
    #[arg(long, env = "DATABASE_POOL", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=200), global = true)]
    pub database_pool: u32,

    /// Signs the session cookie; at least 32 random bytes. Generated in development, required in production
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, global = true)]
    pub secret_key: Option<Secret<String>>,

    /// Second key that only reads cookies and waiting emails: the old key after a change, or the next one before it
    #[arg(long, env = "SECRET_KEY_PREVIOUS", hide_env_values = true, global = true)]
    pub secret_key_previous: Option<Secret<String>>,

    /// Where emails go: `folder:PATH` (by default the folder `mail` in the data folder), `smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`
    #[arg(long, env = "MAIL_URL", hide_env_values = true, global = true)]
    pub mail_url: Option<Secret<String>>,

    /// Sender of emails, like `Ledger <noreply@example.com>`; by default noreply at the host of BASE_URL
    #[arg(long, env = "MAIL_FROM", global = true)]
    pub mail_from: Option<String>,

    /// Seconds after which an email that can't be delivered is given up
    #[arg(long, env = "MAIL_GIVE_UP_AFTER", default_value_t = 345_600, value_parser = clap::value_parser!(i64).range(60..=2_592_000), global = true)]
    pub mail_give_up_after: i64,

    /// Domain of the session cookie, to share it with subdomains: the host of BASE_URL or a domain above it, like example.com; by default only this host gets it
    #[arg(long, env = "COOKIE_DOMAIN", global = true)]
    pub cookie_domain: Option<String>,

    /// Origins that may call from a browser on another origin, like `https://app.example.com`; comma-separated
    #[arg(long, env = "ALLOWED_ORIGINS", value_delimiter = ',', global = true)]
    pub allowed_origins: Vec<String>,

    /// Addresses or networks of reverse proxies whose X-Forwarded-For is believed; comma-separated
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<String>,

    /// How long an idle connection is kept open, in seconds; longer than the idle time-out of the load balancer in front
    #[arg(long, env = "KEEP_ALIVE", default_value_t = 75, value_parser = clap::value_parser!(u64).range(1..=3_600), global = true)]
    pub keep_alive: u64,

    /// Seconds a session lives without use
    #[arg(long, env = "SESSION_LIFETIME", default_value_t = 3_600, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub session_lifetime: i64,

    /// Seconds a session lives in any case
    #[arg(long, env = "SESSION_MAX_LIFETIME", default_value_t = 2_592_000, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub session_max_lifetime: i64,

    /// Seconds after a login in which e-mail and password may change without asking for the password again; 0 always asks
    #[arg(long, env = "SUDO_WINDOW", default_value_t = 600, value_parser = clap::value_parser!(i64).range(0..=86_400), global = true)]
    pub sudo_window: i64,

    /// Seconds a link that confirms an e-mail address works
    #[arg(long, env = "VERIFY_TTL", default_value_t = 86_400, value_parser = clap::value_parser!(i64).range(60..=2_592_000), global = true)]
    pub verify_ttl: i64,

    /// Seconds a link that resets a password works
    #[arg(long, env = "RESET_TTL", default_value_t = 3_600, value_parser = clap::value_parser!(i64).range(60..=604_800), global = true)]
    pub reset_ttl: i64,

    /// Seconds in which the holder of the old address may take a change of the e-mail address back
    #[arg(long, env = "EMAIL_UNDO_TTL", default_value_t = 604_800, value_parser = clap::value_parser!(i64).range(60..=31_536_000), global = true)]
    pub email_undo_ttl: i64,

    /// Let nobody log in before their e-mail address is confirmed
    #[arg(long, env = "REQUIRE_VERIFIED_EMAIL", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub require_verified_email: bool,

    /// Characters a password has at least
    #[arg(long, env = "PASSWORD_MIN_LENGTH", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=128), global = true)]
    pub password_min_length: u16,

    /// Lowest zxcvbn score a password may have, 0 to 4
    #[arg(long, env = "PASSWORD_MIN_STRENGTH", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=4), global = true)]
    pub password_min_strength: u8,

    /// Ask for an upper-case letter, a lower-case letter, a digit and a special character in passwords
    #[arg(long, env = "PASSWORD_REQUIRE_CLASSES", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub password_require_classes: bool,

    /// bcrypt cost of new hashes; a hash with another cost is renewed at the next login
    #[arg(long, env = "BCRYPT_COST", default_value_t = 12, value_parser = clap::value_parser!(u32).range(4..=18), global = true)]
    pub bcrypt_cost: u32,

    /// Threads that hash passwords; by default one for each processor
    #[arg(long, env = "HASHING_THREADS", value_parser = clap::value_parser!(u16).range(1..=64), global = true)]
    pub hashing_threads: Option<u16>,

    /// Passwords that may wait to be hashed, shared fairly by client network; more are answered with 503
    #[arg(long, env = "HASHING_QUEUE", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=10_000), global = true)]
    pub hashing_queue: u16,

    /// How tokens are signed
    #[arg(long, env = "JWT_ALGORITHM", value_enum, default_value = "HS256", global = true)]
    pub jwt_algorithm: Algorithm,

    /// Signs tokens under HS256, and lets other services verify them; at least 32 random bytes. Generated in development, required in production
    #[arg(long, env = "JWT_SECRET_KEY", hide_env_values = true, global = true)]
    pub jwt_secret_key: Option<Secret<String>>,

    /// The key before this one: tokens signed with it are still accepted
    #[arg(long, env = "JWT_SECRET_KEY_PREVIOUS", hide_env_values = true, global = true)]
    pub jwt_secret_key_previous: Option<Secret<String>>,

    /// PEM file with the private key (PKCS #8) that signs tokens under EdDSA or RS256. Generated in development, required in production
    #[arg(long, env = "JWT_PRIVATE_KEY_FILE", global = true)]
    pub jwt_private_key_file: Option<PathBuf>,

    /// PEM file with the private key before this one: tokens signed with it are still accepted, and the key set still lists it
    #[arg(long, env = "JWT_PRIVATE_KEY_FILE_PREVIOUS", global = true)]
    pub jwt_private_key_file_previous: Option<PathBuf>,

    /// Seconds an access token lives
    #[arg(long, env = "JWT_ACCESS_TOKEN_EXPIRES", default_value_t = 900, value_parser = clap::value_parser!(i64).range(1..=86_400), global = true)]
    pub jwt_access_token_expires: i64,

    /// Seconds a refresh token lives
    #[arg(long, env = "JWT_REFRESH_TOKEN_EXPIRES", default_value_t = 2_592_000, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub jwt_refresh_token_expires: i64,

    /// Seconds in which a second tab may present a refresh token that the first one has just spent
    #[arg(long, env = "REFRESH_GRACE", default_value_t = 10, value_parser = clap::value_parser!(i64).range(0..=300), global = true)]
    pub refresh_grace: i64,

    /// Which usernames are allowed: letters and digits, or `. _ -` as well
    #[arg(long, env = "USERNAME_STYLE", value_enum, default_value = "plain", global = true)]
    pub username_style: UsernameStyle,

    /// Who may create an account: everybody, whoever has an invitation, or nobody
    #[arg(long, env = "REGISTRATION", value_enum, default_value = "open", global = true)]
    pub registration: RegistrationMode,

    /// Don't tell at sign-up that an e-mail address has an account: answer as always, and write to its owner instead
    #[arg(long, env = "REGISTRATION_HIDES_EXISTING", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub registration_hides_existing: bool,

    /// Days that security events are kept; 0 keeps them for ever
    #[arg(long, env = "EVENT_RETENTION", default_value_t = 365, value_parser = clap::value_parser!(i64).range(0..=36_500), global = true)]
    pub event_retention: i64,

    /// How often things may be tried
    #[command(flatten)]
    pub limits: Limits,
}

impl Settings {
    /// A secret or address that is set to nothing counts as not set: that is what `NAME=` in a file and an empty
    /// substitution mean.
    pub(super) fn without_blanks(mut self) -> Settings {
        let optional = [
            &mut self.secret_key,
            &mut self.secret_key_previous,
            &mut self.jwt_secret_key,
            &mut self.jwt_secret_key_previous,
            &mut self.database_url,
        ];
        for setting in optional {
            setting.take_if(|value| value.expose().trim().is_empty());
        }
        self
    }
}
