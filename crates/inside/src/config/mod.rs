//! Every setting, once: flags, environment variables and `.env` become one checked [`Config`].
//!
//! [`Settings`] is what an operator writes, `--help` documents it. [`Config`] is what the application reads: parsed,
//! checked, with secrets that print as `***`.

mod addresses;
mod backups;
mod branding;
mod choices;
mod config_error;
mod derived;
pub mod dotenv;
mod entropy;
mod forward_auth;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod languages;
mod links_base_url;
pub(crate) mod mail_url;
mod operations;
mod origin;
mod passkeys;
mod passwords;
mod production;
mod proxies;
mod rate;
mod redacted;
mod second_factor;
mod secrets;
mod server_address;
mod service_manager;
mod settings;
mod site;
mod storage;
pub mod token_keys;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ipnet::IpNet;
use lettre::message::Mailbox;
use time::Duration;

use crate::branding::Branding;
use crate::breached::BreachedPasswords;
use crate::db::DatabaseUrl;
use crate::key_ring::KeyRing;
use crate::sources::OldTable;
use addresses::{parse_base_url, parse_cookie_domain, parse_origins, parse_proxies, parse_sender};
pub(crate) use backups::Backups;
pub use choices::{AppEnv, RegistrationMode, UsernameStyle};
use config_error::refuse;
pub use config_error::{ConfigError, is_blank};
pub use forward_auth::{ForwardAuth, ForwardAuthHost};
pub use languages::Languages;
use mail_url::MailUrl;
pub use operations::Operations;
pub(crate) use passkeys::PasskeySettings;
pub use passkeys::RelyingParty;
pub(crate) use rate::{Limits, Rate};
pub(crate) use second_factor::SecondFactorPolicy;
use secrets::{Installation, Secrets};
pub use service_manager::ServiceManager;
use token_keys::Keys;

pub use settings::Settings;
pub use site::{FooterLink, Site, Terms};

/// The checked settings. `Debug` shows no secret.
#[derive(Clone)]
pub struct Config {
    /// See [`Settings::app_name`].
    pub app_name: String,
    /// The site behind this entrance.
    pub site: Arc<Site>,
    /// Its look.
    pub branding: Arc<Branding>,
    /// Which languages there are, and for whom.
    pub languages: Languages,
    /// `APP_ENV=production`.
    pub production: bool,
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on; 0 picks one.
    pub port: u16,
    /// Public address without a slash at its end, if it was set.
    pub base_url: Option<String>,
    /// The front end that emailed links lead to, without a slash at its end, if it is not this service.
    pub(crate) links_base_url: Option<String>,
    /// Where files are kept.
    pub data_dir: PathBuf,
    /// Where accounts are kept.
    pub database_url: DatabaseUrl,
    /// How it is backed up.
    pub(crate) backups: Backups,
    /// Where accounts are that move here at their first login.
    pub(crate) import_on_login: Option<OldTable>,
    /// Connections to the database.
    pub database_pool: u32,
    /// How long to wait for another node that is migrating the database.
    pub migration_wait: Duration,
    /// What `SECRET_KEY` and `SECRET_KEY_PREVIOUS` are for.
    pub keys: KeyRing,
    /// Where emails go.
    pub(crate) mail_url: MailUrl,
    /// Their sender, if it was set.
    pub(crate) mail_from: Option<Mailbox>,
    /// See [`Settings::mail_give_up_after`].
    pub(crate) mail_give_up_after: Duration,
    /// The cookie's domain.
    pub cookie_domain: Option<String>,
    /// Origins that may call from a browser elsewhere, as browsers write them.
    pub allowed_origins: Vec<String>,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Hosts whose pages a proxy puts behind our login.
    pub forward_auth: ForwardAuth,
    /// Origins that a login may lead to: those in `ALLOWED_ORIGINS`, and of the hosts in `FORWARD_AUTH_HOSTS`.
    pub destinations: Vec<String>,
    /// See [`Settings::passkey_domain`] and [`Settings::passkey_origins`].
    pub(crate) passkeys: PasskeySettings,
    /// How long an idle connection is kept open.
    pub keep_alive: std::time::Duration,
    /// See [`Settings::session_lifetime`].
    pub(crate) session_lifetime: Duration,
    /// See [`Settings::session_max_lifetime`].
    pub session_max_lifetime: Duration,
    /// See [`Settings::session_max_per_user`].
    pub(crate) session_max_per_user: u32,
    /// See [`Settings::sudo_window`].
    pub(crate) sudo_window: Duration,
    /// See [`Settings::verify_ttl`].
    pub(crate) verify_ttl: Duration,
    /// See [`Settings::reset_ttl`].
    pub reset_ttl: Duration,
    /// See [`Settings::email_undo_ttl`].
    pub(crate) email_undo_ttl: Duration,
    /// See [`Settings::factor_recovery_delay`].
    pub(crate) factor_recovery_delay: Duration,
    /// See [`Settings::require_verified_email`].
    pub(crate) require_verified_email: bool,
    /// Which accounts must have a second factor.
    pub(crate) require_second_factor: SecondFactorPolicy,
    /// How long a browser can be remembered, if it can.
    pub remember_browser: Option<Duration>,
    /// In characters.
    pub password_min_length: usize,
    /// A zxcvbn score.
    pub(crate) password_min_strength: u8,
    /// Ask for four classes of characters.
    pub password_require_classes: bool,
    /// Passwords that attackers know.
    pub breached: Arc<BreachedPasswords>,
    /// Of new hashes.
    pub(crate) bcrypt_cost: u32,
    /// How many threads hash.
    pub(crate) hashing_threads: usize,
    /// How many passwords may wait.
    pub(crate) hashing_queue: usize,
    /// Which usernames are allowed.
    pub username_style: UsernameStyle,
    /// Signs and verifies tokens.
    pub token_keys: Keys,
    /// See [`Settings::jwt_access_token_expires`].
    pub(crate) jwt_access_token_expires: Duration,
    /// See [`Settings::jwt_refresh_token_expires`].
    pub(crate) jwt_refresh_token_expires: Duration,
    /// See [`Settings::refresh_grace`].
    pub(crate) refresh_grace: Duration,
    /// Who may create an account.
    pub registration: RegistrationMode,
    /// Sign-up does not tell which addresses have accounts.
    pub(crate) registration_hides_existing: bool,
    /// How long security events are kept, if not for ever.
    pub(crate) event_retention: Option<Duration>,
    /// How long an account lives whose address is never confirmed; `None` is forever.
    pub(crate) unverified_retention: Option<Duration>,
    /// How it is watched and stopped.
    pub operations: Operations,
    /// Rate limits.
    pub(crate) limits: Limits,
    /// What production would refuse, for the log of a server in development.
    pub warnings: Vec<String>,
}

impl Config {
    /// Checks the settings, creates the data folder (0700) and, in development, the secrets (0600) that were not given.
    ///
    /// # Errors
    /// One sentence that names the variable and says what to do.
    pub fn load(settings: Settings) -> Result<Config, ConfigError> {
        Config::read(settings, Installation::New)
    }

    /// Checks the settings of an installation that exists, and creates nothing: for commands that look at one or change it.
    ///
    /// # Errors
    /// As [`Config::load`]; also when there are no secrets where they were looked for.
    pub fn of_existing(settings: Settings) -> Result<Config, ConfigError> {
        Config::read(settings, Installation::Existing)
    }

    fn read(settings: Settings, installation: Installation) -> Result<Config, ConfigError> {
        let settings = settings.without_blanks();
        let production = settings.app_env == AppEnv::Production;
        let base_url = settings.base_url.clone();
        production::require(&settings)?;
        let default_database = || format!("sqlite:{}", settings.data_dir.join("vestibule.db").display());
        let database_url =
            settings.database_url.as_ref().map_or_else(default_database, |secret| secret.expose().clone());
        let mail_url = settings.mail_url.as_ref().map(|secret| secret.expose().trim()).filter(|text| !text.is_empty());
        let mail_url = MailUrl::parse(mail_url.unwrap_or("folder:"), &settings.data_dir)
            .map_err(|advice| refuse("MAIL_URL", advice))?;
        let allowed_origins = parse_origins(&settings.allowed_origins, production)?;
        let base_url = base_url.map(|text| parse_base_url(&text, production)).transpose()?;
        let links_base_url = settings.links_base_url.as_deref();
        let links_base_url = links_base_url
            .map(|text| links_base_url::parse(text, base_url.as_deref(), &allowed_origins, production))
            .transpose()?;
        let app_name = if is_blank(&settings.app_name) { "Vestibule" } else { settings.app_name.trim() }.to_owned();
        let database_url = DatabaseUrl::parse(database_url.trim()).map_err(|advice| refuse("DATABASE_URL", advice))?;
        let database_url = database_url.behind(settings.storage.database_pooler);
        let cookie_domain = settings.cookie_domain.as_deref();
        let cookie_domain = cookie_domain.map(|text| parse_cookie_domain(text, base_url.as_deref())).transpose()?;
        let trusted_proxies = parse_proxies(&settings.proxies.trusted_proxies)?;
        let forward_auth = ForwardAuth::read(&settings.proxies.forward_auth_hosts, base_url.as_deref())?;
        let cookie_warning = forward_auth.check_cookie(base_url.as_deref(), cookie_domain.as_deref(), production)?;
        let destinations = allowed_origins.iter().cloned().chain(forward_auth.origins()).collect();
        let mail_from = settings.mail_from.as_deref().map(parse_sender).transpose()?;
        let languages = Languages::new(settings.language, &settings.languages, production)?;
        let passkey_domain = settings.passkey_domain.as_deref();
        let passkeys = PasskeySettings::read(passkey_domain, &settings.passkey_origins, base_url.as_deref())?;
        let site = Arc::new(Site::read(&settings.site, production)?);
        let branding = Arc::new(branding::read(&settings.branding)?);
        let backups = backups::read(&settings.backups)?;
        let breached = settings.passwords.breached(production)?;
        // Last, so that a setting that is refused leaves nothing behind.
        let secrets = Secrets::collect(&settings, installation)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Config {
            app_name,
            site,
            branding,
            languages,
            production,
            host: settings.host,
            port: settings.port,
            cookie_domain,
            base_url,
            links_base_url,
            data_dir: settings.data_dir,
            database_url,
            backups,
            import_on_login: settings.storage.import_on_login()?,
            database_pool: settings.database_pool,
            migration_wait: Duration::seconds(settings.storage.migration_wait),
            keys: KeyRing::derive(&secrets.key, secrets.key_previous.as_ref()),
            mail_url,
            mail_from,
            mail_give_up_after: Duration::seconds(settings.mail_give_up_after),
            allowed_origins,
            trusted_proxies,
            forward_auth,
            destinations,
            passkeys,
            keep_alive: std::time::Duration::from_secs(settings.proxies.keep_alive),
            session_lifetime: Duration::seconds(settings.session_lifetime),
            session_max_lifetime: Duration::seconds(settings.session_max_lifetime),
            session_max_per_user: settings.session_max_per_user,
            sudo_window: Duration::seconds(settings.sudo_window),
            verify_ttl: Duration::seconds(settings.verify_ttl),
            reset_ttl: Duration::seconds(settings.reset_ttl),
            email_undo_ttl: Duration::seconds(settings.email_undo_ttl),
            factor_recovery_delay: Duration::seconds(settings.factor_recovery_delay),
            require_verified_email: settings.require_verified_email,
            require_second_factor: settings.require_second_factor,
            remember_browser: Some(settings.remember_browser_days).filter(|days| *days > 0).map(Duration::days),
            password_min_length: settings.passwords.password_min_length.into(),
            password_min_strength: settings.passwords.password_min_strength,
            password_require_classes: settings.passwords.password_require_classes,
            breached,
            bcrypt_cost: settings.bcrypt_cost,
            hashing_threads: settings.hashing_threads.map_or(cores, usize::from),
            hashing_queue: settings.hashing_queue.into(),
            username_style: settings.username_style,
            token_keys: secrets.token_keys,
            jwt_access_token_expires: Duration::seconds(settings.jwt_access_token_expires),
            jwt_refresh_token_expires: Duration::seconds(settings.jwt_refresh_token_expires),
            refresh_grace: Duration::seconds(settings.refresh_grace),
            registration: settings.registration,
            registration_hides_existing: settings.registration_hides_existing,
            event_retention: Some(settings.event_retention).filter(|days| *days > 0).map(Duration::days),
            unverified_retention: Some(settings.unverified_retention).filter(|days| *days > 0).map(Duration::days),
            operations: Operations::read(&settings.operations),
            limits: settings.limits,
            warnings: secrets.warnings.into_iter().chain(cookie_warning).collect(),
        })
    }
}
