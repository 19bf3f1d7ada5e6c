//! The settings as an operator writes them: flags, environment variables and `.env`; `--help` documents each.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{ArgAction, Args};

use super::addresses::parse_host;
use super::backups::BackupSettings;
use super::branding::BrandingSettings;
use super::choices::{AppEnv, RegistrationMode, UsernameStyle};
use super::is_blank;
use super::languages::parse_language;
use super::operations::OperationSettings;
use super::passwords::PasswordSettings;
use super::proxies::ProxySettings;
use super::rate::Limits;
use super::second_factor::SecondFactorPolicy;
use super::site::SiteSettings;
use super::storage::StorageSettings;
use super::token_keys::Algorithm;
use crate::secret::Secret;
use crate::texts::Language;

/// The settings as flags and environment variables.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Environment; `production` turns on Secure cookies, HSTS and JSON logs, and refuses to start without strong secrets
    #[arg(long, env = "APP_ENV", value_enum, default_value = "development", global = true)]
    pub app_env: AppEnv,

    /// Product name, shown on pages and in emails
    #[arg(long, env = "APP_NAME", default_value = "Vestibule", global = true)]
    pub(crate) app_name: String,

    /// The site behind this entrance
    #[command(flatten)]
    pub(crate) site: SiteSettings,

    /// Its look
    #[command(flatten)]
    pub(crate) branding: BrandingSettings,

    /// Language for visitors who ask for none of those offered
    #[arg(long, env = "LANGUAGE", default_value = "en", value_parser = parse_language, global = true)]
    pub language: Language,

    /// Languages to offer, of en, de, fr, es and he; comma-separated; by default all of them
    #[arg(long, env = "LANGUAGES", value_delimiter = ',', value_parser = parse_language, global = true)]
    pub languages: Vec<Language>,

    /// IP address to listen on, or `localhost`; 0.0.0.0 listens on every network interface
    #[arg(long, env = "HOST", default_value = "127.0.0.1", value_parser = parse_host, global = true)]
    pub(crate) host: IpAddr,

    /// Port to listen on; 0 picks a free port, which is printed at start
    #[arg(long, env = "PORT", default_value_t = 5000, global = true)]
    pub(crate) port: u16,

    /// Public URL of this service, used for links in emails; derived from host and port in development; required in production, with https
    #[arg(long, env = "BASE_URL", global = true)]
    pub(crate) base_url: Option<String>,

    /// Front end that links in emails lead to (confirm an address, reset a password), one of ALLOWED_ORIGINS; by default BASE_URL
    #[arg(long, env = "LINKS_BASE_URL", global = true)]
    pub(crate) links_base_url: Option<String>,

    /// Folder for the embedded database, generated development secrets and emails
    #[arg(long, env = "DATA_DIR", default_value = "./data", global = true)]
    pub(crate) data_dir: PathBuf,

    /// Database: `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`; by default an SQLite file in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub(crate) database_url: Option<Secret<String>>,

    /// How it is backed up
    #[command(flatten)]
    pub(crate) backups: BackupSettings,

    /// Maximum number of database connections
    #[arg(long, env = "DATABASE_POOL", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=200), global = true)]
    pub(crate) database_pool: u32,

    #[command(flatten)]
    pub(crate) storage: StorageSettings,

    /// Key that signs the session cookie: at least 32 random bytes; generated in development, required in production
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, global = true)]
    pub(crate) secret_key: Option<Secret<String>>,

    /// Second key that only reads cookies and waiting emails: the previous key after a change, or the next one before it
    #[arg(long, env = "SECRET_KEY_PREVIOUS", hide_env_values = true, global = true)]
    pub(crate) secret_key_previous: Option<Secret<String>>,

    /// Mail delivery: `folder:PATH` (by default the folder `mail` in the data folder), `smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`
    #[arg(long, env = "MAIL_URL", hide_env_values = true, global = true)]
    pub(crate) mail_url: Option<Secret<String>>,

    /// Sender of emails, like `Ledger <noreply@example.com>`; by default noreply at the host of BASE_URL
    #[arg(long, env = "MAIL_FROM", global = true)]
    pub(crate) mail_from: Option<String>,

    /// How long to keep retrying an undeliverable email, in seconds
    #[arg(long, env = "MAIL_GIVE_UP_AFTER", default_value_t = 345_600, value_parser = clap::value_parser!(i64).range(60..=2_592_000), global = true)]
    pub(crate) mail_give_up_after: i64,

    /// Domain of the session cookie, to share it with subdomains: the host of BASE_URL or a parent domain, like example.com; by default the cookie is sent to this host only
    #[arg(long, env = "COOKIE_DOMAIN", global = true)]
    pub(crate) cookie_domain: Option<String>,

    /// Origins allowed to call the APIs from a browser (CORS), like `https://app.example.com`; comma-separated
    #[arg(long, env = "ALLOWED_ORIGINS", value_delimiter = ',', global = true)]
    pub(crate) allowed_origins: Vec<String>,

    /// Domain of passkeys: the host of BASE_URL, which is the default, or a domain above it
    #[arg(long, env = "PASSKEY_DOMAIN", global = true)]
    pub(crate) passkey_domain: Option<String>,

    /// Origins whose pages may use passkeys, and apps for Android as `android:apk-key-hash:…`; comma-separated; by default that of BASE_URL
    #[arg(long, env = "PASSKEY_ORIGINS", value_delimiter = ',', global = true)]
    pub(crate) passkey_origins: Vec<String>,

    /// Proxies in front
    #[command(flatten)]
    pub(crate) proxies: ProxySettings,

    /// Session lifetime without activity, in seconds
    #[arg(long, env = "SESSION_LIFETIME", default_value_t = 3_600, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub(crate) session_lifetime: i64,

    /// Maximum session lifetime, in seconds
    #[arg(long, env = "SESSION_MAX_LIFETIME", default_value_t = 2_592_000, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub(crate) session_max_lifetime: i64,

    /// Sessions an account may have at once; a further login ends the least recently used one of the same client, else of all
    #[arg(long, env = "SESSION_MAX_PER_USER", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000), global = true)]
    pub(crate) session_max_per_user: u32,

    /// How long after a login email, password and second factor can be changed without entering the password again, and a code or a passkey where the account has a second factor, in seconds; 0 always asks
    #[arg(long, env = "SUDO_WINDOW", default_value_t = 600, value_parser = clap::value_parser!(i64).range(0..=86_400), global = true)]
    pub(crate) sudo_window: i64,

    /// Lifetime of a link that confirms an email address, in seconds
    #[arg(long, env = "VERIFY_TTL", default_value_t = 86_400, value_parser = clap::value_parser!(i64).range(60..=2_592_000), global = true)]
    pub(crate) verify_ttl: i64,

    /// Lifetime of a password reset link, in seconds
    #[arg(long, env = "RESET_TTL", default_value_t = 3_600, value_parser = clap::value_parser!(i64).range(60..=604_800), global = true)]
    pub(crate) reset_ttl: i64,

    /// How long the old address can undo a change of the email address, in seconds
    #[arg(long, env = "EMAIL_UNDO_TTL", default_value_t = 604_800, value_parser = clap::value_parser!(i64).range(60..=31_536_000), global = true)]
    pub(crate) email_undo_ttl: i64,

    /// How long two-step login stays on after its owner says that every second factor is lost, in seconds; the owner is told and can stop it
    #[arg(long, env = "FACTOR_RECOVERY_DELAY", default_value_t = 259_200, value_parser = clap::value_parser!(i64).range(3_600..=2_592_000), global = true)]
    pub(crate) factor_recovery_delay: i64,

    /// Require a confirmed email address to log in
    #[arg(long, env = "REQUIRE_VERIFIED_EMAIL", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub(crate) require_verified_email: bool,

    /// Accounts that must have a second factor, which is set up at their next login: none, those of admins, or all
    #[arg(long, env = "REQUIRE_SECOND_FACTOR", value_enum, default_value = "none", global = true)]
    pub(crate) require_second_factor: SecondFactorPolicy,

    /// How long a browser can be remembered, whose logins then need no second factor, in days; 0 remembers none
    #[arg(long, env = "REMEMBER_BROWSER_DAYS", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=365), global = true)]
    pub(crate) remember_browser_days: i64,

    /// What new passwords must be
    #[command(flatten)]
    pub(crate) passwords: PasswordSettings,

    /// bcrypt cost of new password hashes; a hash with another cost is renewed at the next login
    #[arg(long, env = "BCRYPT_COST", default_value_t = 12, value_parser = clap::value_parser!(u32).range(4..=18), global = true)]
    pub(crate) bcrypt_cost: u32,

    /// Number of threads that hash passwords; by default one per processor
    #[arg(long, env = "HASHING_THREADS", value_parser = clap::value_parser!(u16).range(1..=64), global = true)]
    pub(crate) hashing_threads: Option<u16>,

    /// Maximum number of passwords waiting to be hashed, shared fairly by client network; further requests are answered with 503
    #[arg(long, env = "HASHING_QUEUE", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=10_000), global = true)]
    pub(crate) hashing_queue: u16,

    /// Algorithm that signs tokens
    #[arg(long, env = "JWT_ALGORITHM", value_enum, default_value = "HS256", global = true)]
    pub(crate) jwt_algorithm: Algorithm,

    /// Key that signs tokens under HS256, shared with services that verify them: at least 32 random bytes; generated in development, required in production
    #[arg(long, env = "JWT_SECRET_KEY", hide_env_values = true, global = true)]
    pub(crate) jwt_secret_key: Option<Secret<String>>,

    /// Previous JWT_SECRET_KEY; tokens signed with it are still accepted
    #[arg(long, env = "JWT_SECRET_KEY_PREVIOUS", hide_env_values = true, global = true)]
    pub(crate) jwt_secret_key_previous: Option<Secret<String>>,

    /// PEM file with the private key (PKCS #8) that signs tokens under EdDSA or RS256; generated in development, required in production
    #[arg(long, env = "JWT_PRIVATE_KEY_FILE", global = true)]
    pub(crate) jwt_private_key_file: Option<PathBuf>,

    /// PEM file with the previous private key; tokens signed with it are still accepted, and the key set still lists it
    #[arg(long, env = "JWT_PRIVATE_KEY_FILE_PREVIOUS", global = true)]
    pub(crate) jwt_private_key_file_previous: Option<PathBuf>,

    /// Lifetime of an access token, in seconds
    #[arg(long, env = "JWT_ACCESS_TOKEN_EXPIRES", default_value_t = 900, value_parser = clap::value_parser!(i64).range(1..=86_400), global = true)]
    pub(crate) jwt_access_token_expires: i64,

    /// Lifetime of a refresh token, in seconds
    #[arg(long, env = "JWT_REFRESH_TOKEN_EXPIRES", default_value_t = 2_592_000, value_parser = clap::value_parser!(i64).range(1..=31_536_000), global = true)]
    pub(crate) jwt_refresh_token_expires: i64,

    /// How long a refresh token that was just used is still accepted from a second tab, in seconds
    #[arg(long, env = "REFRESH_GRACE", default_value_t = 10, value_parser = clap::value_parser!(i64).range(0..=300), global = true)]
    pub(crate) refresh_grace: i64,

    /// Characters allowed in usernames: `plain` is letters and digits, `extended` adds `. _ -`
    #[arg(long, env = "USERNAME_STYLE", value_enum, default_value = "plain", global = true)]
    pub(crate) username_style: UsernameStyle,

    /// Who can create an account: anyone, people with an invitation, or no one
    #[arg(long, env = "REGISTRATION", value_enum, default_value = "open", global = true)]
    pub(crate) registration: RegistrationMode,

    /// Hide at sign-up that an email address already has an account, and email its owner instead
    #[arg(long, env = "REGISTRATION_HIDES_EXISTING", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub(crate) registration_hides_existing: bool,

    /// How long to keep the audit log, in days; 0 keeps it forever
    #[arg(long, env = "EVENT_RETENTION", default_value_t = 365, value_parser = clap::value_parser!(i64).range(0..=36_500), global = true)]
    pub(crate) event_retention: i64,

    /// How long to keep an unused account whose email address was never confirmed, in days; 0 keeps it forever
    #[arg(long, env = "UNVERIFIED_RETENTION", default_value_t = 30, value_parser = clap::value_parser!(i64).range(0..=36_500), global = true)]
    pub(crate) unverified_retention: i64,

    /// How it is watched and stopped
    #[command(flatten)]
    pub(crate) operations: OperationSettings,

    /// Rate limits
    #[command(flatten)]
    pub(crate) limits: Limits,
}

impl Settings {
    /// A secret or URL that is set to nothing counts as not set. The command line has dropped such values before; this
    /// is for settings that were put together elsewhere.
    pub(super) fn without_blanks(mut self) -> Settings {
        let secrets = [
            &mut self.secret_key,
            &mut self.secret_key_previous,
            &mut self.jwt_secret_key,
            &mut self.jwt_secret_key_previous,
            &mut self.database_url,
            &mut self.mail_url,
        ];
        for setting in secrets {
            setting.take_if(|value| is_blank(value.expose()));
        }
        for setting in [&mut self.base_url, &mut self.links_base_url, &mut self.mail_from, &mut self.cookie_domain] {
            setting.take_if(|value| is_blank(value));
        }
        for setting in [&mut self.jwt_private_key_file, &mut self.jwt_private_key_file_previous] {
            setting.take_if(|path| path.as_os_str().is_empty());
        }
        self
    }
}
