//! Every setting, once: flags, environment variables and `.env` become one checked [`Config`].
//!
//! [`Settings`] is what an operator writes, `--help` documents it. [`Config`] is what the house reads: parsed, checked,
//! with secrets that print as `***`.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use actix_web::cookie::Key;
use clap::{ArgAction, Args, ValueEnum};
use ipnet::IpNet;
use lettre::message::Mailbox;
use time::Duration;
use url::Url;

use crate::db::DatabaseUrl;
use crate::limits::Limits;
use crate::mail::url::MailUrl;
use crate::secret::Secret;
use crate::tokens::keys::{Algorithm, Keys};

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

    /// Address to listen on
    #[arg(long, env = "HOST", default_value = "127.0.0.1", global = true)]
    pub host: IpAddr,

    /// Port to listen on; 0 picks a free one, which the line printed at start names
    #[arg(long, env = "PORT", default_value_t = 5000, global = true)]
    pub port: u16,

    /// Public address of this service, for the links in mails; from host and port in development, required in production
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

    /// The key before this one: cookies signed with it are still read
    #[arg(long, env = "SECRET_KEY_PREVIOUS", hide_env_values = true, global = true)]
    pub secret_key_previous: Option<Secret<String>>,

    /// Where letters go: `folder:PATH` (by default the folder `mail` in the data folder), `smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`
    #[arg(long, env = "MAIL_URL", hide_env_values = true, global = true)]
    pub mail_url: Option<Secret<String>>,

    /// Sender of letters, like `Ledger <noreply@example.com>`; by default noreply at the host of BASE_URL
    #[arg(long, env = "MAIL_FROM", global = true)]
    pub mail_from: Option<String>,

    /// Seconds after which a letter that can't be delivered is given up
    #[arg(long, env = "MAIL_GIVE_UP_AFTER", default_value_t = 345_600, value_parser = clap::value_parser!(i64).range(60..=2_592_000), global = true)]
    pub mail_give_up_after: i64,

    /// Domain of the session cookie, to share it with subdomains; by default only this host gets it
    #[arg(long, env = "COOKIE_DOMAIN", global = true)]
    pub cookie_domain: Option<String>,

    /// Origins that may call from a browser on another origin, like `https://app.example.com`; comma-separated
    #[arg(long, env = "ALLOWED_ORIGINS", value_delimiter = ',', global = true)]
    pub allowed_origins: Vec<String>,

    /// Addresses or networks of reverse proxies whose X-Forwarded-For is believed; comma-separated
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<String>,

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

    /// Passwords that may wait to be hashed; more are answered with 503
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
    fn without_blanks(mut self) -> Settings {
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

/// A setting that can't be used: the variable's name and what to do about it, in one sentence.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {advice}")]
pub struct ConfigError {
    variable: &'static str,
    advice: String,
}

fn refuse(variable: &'static str, advice: impl Into<String>) -> ConfigError {
    ConfigError { variable, advice: advice.into() }
}

/// The checked settings. `Debug` shows no secret.
#[derive(Clone)]
pub struct Config {
    /// See [`Settings::app_name`].
    pub app_name: String,
    /// `APP_ENV=production`.
    pub production: bool,
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on; 0 picks one.
    pub port: u16,
    /// Public address without a slash at its end, if it was set.
    pub base_url: Option<String>,
    /// Where files are kept.
    pub data_dir: PathBuf,
    /// Where accounts are kept.
    pub database_url: DatabaseUrl,
    /// Connections to the database.
    pub database_pool: u32,
    /// Signs the cookie.
    pub secret_key: Secret<Key>,
    /// Still verifies the cookie.
    pub secret_key_previous: Option<Secret<Key>>,
    /// Where letters go.
    pub mail_url: MailUrl,
    /// Their sender, if it was set.
    pub mail_from: Option<Mailbox>,
    /// See [`Settings::mail_give_up_after`].
    pub mail_give_up_after: Duration,
    /// The cookie's domain.
    pub cookie_domain: Option<String>,
    /// Origins that may call from a browser elsewhere, as browsers write them.
    pub allowed_origins: Vec<String>,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// See [`Settings::session_lifetime`].
    pub session_lifetime: Duration,
    /// See [`Settings::session_max_lifetime`].
    pub session_max_lifetime: Duration,
    /// See [`Settings::sudo_window`].
    pub sudo_window: Duration,
    /// See [`Settings::verify_ttl`].
    pub verify_ttl: Duration,
    /// See [`Settings::reset_ttl`].
    pub reset_ttl: Duration,
    /// See [`Settings::email_undo_ttl`].
    pub email_undo_ttl: Duration,
    /// See [`Settings::require_verified_email`].
    pub require_verified_email: bool,
    /// In characters.
    pub password_min_length: usize,
    /// A zxcvbn score.
    pub password_min_strength: u8,
    /// Ask for four classes of characters.
    pub password_require_classes: bool,
    /// Of new hashes.
    pub bcrypt_cost: u32,
    /// How many threads hash.
    pub hashing_threads: usize,
    /// How many passwords may wait.
    pub hashing_queue: usize,
    /// Which usernames are allowed.
    pub username_style: UsernameStyle,
    /// Signs and verifies tokens.
    pub token_keys: Keys,
    /// See [`Settings::jwt_access_token_expires`].
    pub jwt_access_token_expires: Duration,
    /// See [`Settings::jwt_refresh_token_expires`].
    pub jwt_refresh_token_expires: Duration,
    /// See [`Settings::refresh_grace`].
    pub refresh_grace: Duration,
    /// Who may create an account.
    pub registration: RegistrationMode,
    /// Sign-up does not tell which addresses have accounts.
    pub registration_hides_existing: bool,
    /// How long security events are kept, if not for ever.
    pub event_retention: Option<Duration>,
    /// How often things may be tried.
    pub limits: Limits,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("production", &self.production)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("base_url", &self.base_url)
            .field("data_dir", &self.data_dir)
            .field("database_url", &self.database_url)
            .field("mail_url", &self.mail_url)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// Checks the settings, creates the data folder (0700) and, in development, the secrets (0600) that were not given.
    ///
    /// # Errors
    /// One sentence that names the variable and says what to do.
    pub fn load(settings: Settings) -> Result<Config, ConfigError> {
        let settings = settings.without_blanks();
        let production = settings.app_env == AppEnv::Production;
        let base_url = settings.base_url.clone().filter(|text| !text.trim().is_empty());
        if production && base_url.is_none() {
            return Err(refuse(
                "BASE_URL",
                "set it to the public address, like https://accounts.example.com; production does not start without it",
            ));
        }
        if production && settings.secret_key.is_none() {
            return Err(refuse(
                "SECRET_KEY",
                format!("set it to at least 32 random bytes ({KEY_RECIPE}); production does not start without it"),
            ));
        }
        make_data_dir(&settings.data_dir)?;
        let secret_key = match settings.secret_key.clone() {
            Some(text) => checked_secret("SECRET_KEY", text, production)?,
            None => generated_secret(&settings.data_dir, "secret_key")?,
        };
        let token_keys = token_keys(&settings)?;
        let secret_key_previous = match settings.secret_key_previous.clone() {
            Some(text) => Some(checked_secret("SECRET_KEY_PREVIOUS", text, production)?),
            None => None,
        };
        let default_database = || format!("sqlite:{}", settings.data_dir.join("vestibule.db").display());
        let database_url = settings.database_url.map_or_else(default_database, |secret| secret.expose().clone());
        let mail_url = settings.mail_url.as_ref().map(|secret| secret.expose().trim()).filter(|text| !text.is_empty());
        let mail_url = MailUrl::parse(mail_url.unwrap_or("folder:"), &settings.data_dir)
            .map_err(|advice| refuse("MAIL_URL", advice))?;
        let allowed_origins = parse_origins(settings.allowed_origins, production)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Config {
            app_name: settings.app_name,
            production,
            host: settings.host,
            port: settings.port,
            base_url: base_url.map(|text| parse_base_url(&text)).transpose()?,
            data_dir: settings.data_dir,
            database_url: DatabaseUrl::parse(&database_url).map_err(|advice| refuse("DATABASE_URL", advice))?,
            database_pool: settings.database_pool,
            secret_key: derive_key(&secret_key),
            secret_key_previous: secret_key_previous.as_ref().map(derive_key),
            mail_url,
            mail_from: settings
                .mail_from
                .filter(|text| !text.trim().is_empty())
                .map(|text| parse_sender(&text))
                .transpose()?,
            mail_give_up_after: Duration::seconds(settings.mail_give_up_after),
            cookie_domain: settings.cookie_domain.filter(|domain| !domain.trim().is_empty()),
            allowed_origins,
            trusted_proxies: parse_proxies(settings.trusted_proxies)?,
            session_lifetime: Duration::seconds(settings.session_lifetime),
            session_max_lifetime: Duration::seconds(settings.session_max_lifetime),
            sudo_window: Duration::seconds(settings.sudo_window),
            verify_ttl: Duration::seconds(settings.verify_ttl),
            reset_ttl: Duration::seconds(settings.reset_ttl),
            email_undo_ttl: Duration::seconds(settings.email_undo_ttl),
            require_verified_email: settings.require_verified_email,
            password_min_length: settings.password_min_length.into(),
            password_min_strength: settings.password_min_strength,
            password_require_classes: settings.password_require_classes,
            bcrypt_cost: settings.bcrypt_cost,
            hashing_threads: settings.hashing_threads.map_or(cores, usize::from),
            hashing_queue: settings.hashing_queue.into(),
            username_style: settings.username_style,
            token_keys,
            jwt_access_token_expires: Duration::seconds(settings.jwt_access_token_expires),
            jwt_refresh_token_expires: Duration::seconds(settings.jwt_refresh_token_expires),
            refresh_grace: Duration::seconds(settings.refresh_grace),
            registration: settings.registration,
            registration_hides_existing: settings.registration_hides_existing,
            event_retention: Some(settings.event_retention).filter(|days| *days > 0).map(Duration::days),
            limits: settings.limits,
        })
    }

    /// Where letters are files: the folder of `MAIL_URL`, or where development keeps copies of those it sends.
    pub fn mail_folder(&self) -> PathBuf {
        match &self.mail_url {
            MailUrl::Folder(path) => path.clone(),
            MailUrl::Smtp(_) => self.data_dir.join("mail"),
        }
    }

    /// The session cookie's name. `__Host-` binds it to this host, which a shared domain rules out, and needs Secure.
    pub fn cookie_name(&self) -> &'static str {
        if self.production && self.cookie_domain.is_none() { "__Host-session" } else { "session" }
    }
}

const KEY_RECIPE: &str = "for example the output of `openssl rand -hex 32`";

/// Values that stand in tutorials and example files; whoever deploys one of them has published the key.
const PLACEHOLDERS: &[&str] = &[
    "change-me",
    "changeme",
    "change_me",
    "change-in-production",
    "your-",
    "your_",
    "dev-secret",
    "example",
    "placeholder",
    "replace",
];

/// A key of at least 32 bytes that is not a known placeholder (RFC 7518 section 3.2 asks for the hash's size).
fn checked_secret(
    variable: &'static str,
    text: Secret<String>,
    production: bool,
) -> Result<Secret<String>, ConfigError> {
    let value = text.expose();
    if value.len() < 32 {
        return Err(refuse(variable, format!("it has {} bytes, at least 32 are needed ({KEY_RECIPE})", value.len())));
    }
    let lower = value.to_lowercase();
    let different = value.bytes().collect::<std::collections::BTreeSet<_>>().len();
    if production && (PLACEHOLDERS.iter().any(|p| lower.contains(p)) || different < 8) {
        return Err(refuse(
            variable,
            format!("this is a placeholder that anyone can guess; use random bytes ({KEY_RECIPE})"),
        ));
    }
    Ok(text)
}

/// The keys of tokens: given, or generated in development.
fn token_keys(settings: &Settings) -> Result<Keys, ConfigError> {
    let production = settings.app_env == AppEnv::Production;
    if settings.jwt_algorithm == Algorithm::Hs256 {
        const NAME: &str = "JWT_SECRET_KEY";
        let current = match settings.jwt_secret_key.clone() {
            Some(text) => checked_secret(NAME, text, production)?,
            None if production => {
                let advice =
                    format!("set it to at least 32 random bytes ({KEY_RECIPE}); production does not start without it");
                return Err(refuse(NAME, advice));
            }
            None => generated_secret(&settings.data_dir, "jwt_secret_key")?,
        };
        let previous = settings.jwt_secret_key_previous.clone();
        let previous = previous.map(|text| checked_secret("JWT_SECRET_KEY_PREVIOUS", text, production)).transpose()?;
        return Ok(Keys::shared(current.expose(), previous.as_ref().map(|text| text.expose().as_str())));
    }
    const NAME: &str = "JWT_PRIVATE_KEY_FILE";
    let read = |variable, path: &Path| {
        std::fs::read_to_string(path)
            .map(Secret::new)
            .map_err(|cause| refuse(variable, format!("can't read {}: {cause}", path.display())))
    };
    let current = match &settings.jwt_private_key_file {
        Some(path) => read(NAME, path)?,
        None if production => {
            return Err(refuse(NAME, "set it to a PEM file with a private key; production does not start without it"));
        }
        None => {
            let name = format!("jwt_{}.pem", settings.jwt_algorithm.name().to_lowercase());
            generated(&settings.data_dir, &name, || Keys::generate(settings.jwt_algorithm))?
        }
    };
    let previous = settings.jwt_private_key_file_previous.as_deref();
    let previous = previous.map(|path| read("JWT_PRIVATE_KEY_FILE_PREVIOUS", path)).transpose()?;
    Keys::private(settings.jwt_algorithm, current.expose(), previous.as_ref().map(|text| text.expose().as_str()))
        .map_err(|advice| refuse(NAME, advice))
}

fn derive_key(secret: &Secret<String>) -> Secret<Key> {
    Secret::new(Key::derive_from(secret.expose().as_bytes()))
}

fn make_data_dir(dir: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir);
    made.map_err(|cause| {
        refuse(
            "DATA_DIR",
            format!("can't create the folder {}: {cause}; choose one that this user can write", dir.display()),
        )
    })
}

/// Reads `DATA_DIR/name`, or makes it with 256 random bits and mode 0600.
fn generated_secret(dir: &Path, name: &str) -> Result<Secret<String>, ConfigError> {
    generated(dir, name, || Ok(data_encoding::HEXLOWER.encode(&crate::random::bytes::<32>())))
}

fn generated(
    dir: &Path,
    name: &str,
    make: impl FnOnce() -> Result<String, String>,
) -> Result<Secret<String>, ConfigError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let path = dir.join(name);
    let advice = |cause: std::io::Error| {
        let place = path.display();
        refuse("DATA_DIR", format!("can't keep a secret in {place}: {cause}; choose a folder that this user can write"))
    };
    if !path.exists() {
        // Written whole and then named: of two that start at once, one's secret is everyone's, and nobody reads half of it.
        let draft = dir.join(format!("{name}.{}", crate::random::id()));
        let secret = make().map_err(|cause| refuse("DATA_DIR", cause))?;
        let written = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft);
        let named = written
            .and_then(|mut file| file.write_all(secret.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::hard_link(&draft, &path));
        let _ = std::fs::remove_file(&draft);
        match named {
            Err(cause) if cause.kind() != std::io::ErrorKind::AlreadyExists => return Err(advice(cause)),
            _ => {}
        }
    }
    let text = std::fs::read_to_string(&path).map_err(advice)?.trim().to_owned();
    if text.len() < 32 {
        let place = path.display();
        return Err(refuse(
            "DATA_DIR",
            format!("{place} is too short to be a secret; delete it and a new one is made"),
        ));
    }
    Ok(Secret::new(text))
}

fn parse_base_url(text: &str) -> Result<String, ConfigError> {
    let advice = || refuse("BASE_URL", format!("{text:?} is not an address like https://accounts.example.com"));
    let url = Url::parse(text).map_err(|_| advice())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if plain && url.path() == "/" { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(advice()) }
}

/// Origins as browsers send them: scheme, host and port, nothing else. `*` and `null` are refused: with cookies they would let anyone in.
fn parse_origins(texts: Vec<String>, production: bool) -> Result<Vec<String>, ConfigError> {
    let texts: Vec<_> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() && !production {
        return Ok(vec!["http://localhost:3000".to_owned()]);
    }
    let parse = |text: &str| {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/");
        url.map(|url| url.origin().ascii_serialization()).ok_or_else(|| {
            refuse(
                "ALLOWED_ORIGINS",
                format!(
                    "{text:?} is not an origin like https://app.example.com (scheme, host and port, no path, no *)"
                ),
            )
        })
    };
    texts.into_iter().map(parse).collect()
}

/// One line that names one mailbox: what stands here becomes a header of every letter.
fn parse_sender(text: &str) -> Result<Mailbox, ConfigError> {
    let one_line = Some(text).filter(|text| !text.contains(char::is_control));
    one_line
        .and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| refuse("MAIL_FROM", format!("{text:?} is not a sender like Ledger <noreply@example.com>")))
}

fn parse_proxies(texts: Vec<String>) -> Result<Vec<IpNet>, ConfigError> {
    let parse = |text: &str| {
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            refuse("TRUSTED_PROXIES", format!("{text:?} is neither an address nor a network like 10.0.0.0/8"))
        })
    };
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_origin_and_loses_its_slash() {
        assert_eq!(parse_base_url("https://a.example/"), Ok("https://a.example".to_owned()));
        for wrong in
            ["a.example", "ftp://a.example", "https://a.example/path", "https://a.example/?q", "https://u:p@a.example"]
        {
            assert!(parse_base_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn origins_are_listed_one_by_one() {
        assert_eq!(parse_origins(vec!["https://A.example:443".into()], true), Ok(vec!["https://a.example".into()]));
        assert_eq!(parse_origins(vec![], false), Ok(vec!["http://localhost:3000".into()]));
        assert_eq!(parse_origins(vec![], true), Ok(vec![]));
        for wrong in ["*", "null", "https://a.example/app", "a.example"] {
            assert!(parse_origins(vec![wrong.into()], true).is_err(), "{wrong}");
        }
    }

    #[test]
    fn secrets_from_tutorials_are_refused_in_production() {
        let check = |text: &str| checked_secret("SECRET_KEY", Secret::new(text.to_owned()), true);
        assert!(check("your-super-secret-key-at-least-32-characters").is_err());
        assert!(check("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").is_err());
        assert!(check("short").is_err());
        assert!(check("0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21").is_ok());
    }
}
