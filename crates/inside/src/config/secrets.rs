//! Secrets: those that were given are checked, those that were not are generated in development.

use std::path::Path;

use super::entropy::is_guessable;
use super::token_keys::{Algorithm, Keys};
use super::{AppEnv, ConfigError, Settings, refuse};
use crate::secret::Secret;

pub(super) const KEY_RECIPE: &str = "use the output of `openssl rand -hex 32`";

/// Whether the data folder and the secrets in it may be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Installation {
    /// What is missing is created.
    New,
    /// What is missing is an error that says where it was looked for.
    Existing,
}

/// The keys of an installation.
pub(super) struct Secrets {
    pub(super) key: Secret<String>,
    pub(super) key_previous: Option<Secret<String>>,
    pub(super) token_keys: Keys,
    /// What production would have refused.
    pub(super) warnings: Vec<String>,
}

impl Secrets {
    /// Checks the secrets that were given, then reads or makes the others.
    pub(super) fn collect(settings: &Settings, installation: Installation) -> Result<Secrets, ConfigError> {
        let given = [
            ("SECRET_KEY", &settings.secret_key),
            ("SECRET_KEY_PREVIOUS", &settings.secret_key_previous),
            ("JWT_SECRET_KEY", &settings.jwt_secret_key),
            ("JWT_SECRET_KEY_PREVIOUS", &settings.jwt_secret_key_previous),
        ];
        let given = given.map(|(variable, secret)| (variable, secret.as_ref().map(|secret| secret.expose().trim())));
        let production = settings.app_env == AppEnv::Production;
        let mut warnings = Vec::new();
        for (variable, secret) in given.iter().filter_map(|(variable, secret)| Some((*variable, (*secret)?))) {
            is_long_enough(variable, secret)?;
            match weakness(variable, secret, &given) {
                Some(weakness) if production => return Err(weakness),
                Some(weakness) => warnings.push(format!("{weakness}; production does not start with it")),
                None => {}
            }
        }
        let folder = Folder { path: &settings.data_dir, installation };
        let key = match &settings.secret_key {
            Some(secret) => secret.clone(),
            None => folder.secret("secret_key")?,
        };
        let token_keys = token_keys(settings, &folder)?;
        // Also where nothing had to be generated: the database and emails are kept there.
        folder.make()?;
        Ok(Secrets { key, key_previous: settings.secret_key_previous.clone(), token_keys, warnings })
    }
}

/// RFC 7518 section 3.2 asks for a key as long as the hash.
fn is_long_enough(variable: &'static str, secret: &str) -> Result<(), ConfigError> {
    match secret.len() {
        32.. => Ok(()),
        bytes => Err(refuse(variable, format!("it has {bytes} bytes, at least 32 are needed; {KEY_RECIPE}"))),
    }
}

/// Why a secret protects nothing. JWT_SECRET_KEY is shared with the services that verify tokens: as SECRET_KEY, it would
/// let each of them write session cookies and open the emails that wait.
fn weakness(variable: &'static str, secret: &str, given: &[(&'static str, Option<&str>)]) -> Option<ConfigError> {
    if is_guessable(secret) {
        return Some(refuse(variable, format!("this can be guessed, or is published; {KEY_RECIPE}")));
    }
    let is_of_tokens = |name: &str| name.starts_with("JWT_");
    let same =
        |(name, own): &&(&str, Option<&str>)| is_of_tokens(name) != is_of_tokens(variable) && *own == Some(secret);
    let (other, _) = given.iter().find(same)?;
    Some(refuse(variable, format!("this is the value of {other} as well, and the two must differ; {KEY_RECIPE}")))
}

/// The keys of tokens: given, or generated in development.
fn token_keys(settings: &Settings, folder: &Folder<'_>) -> Result<Keys, ConfigError> {
    let production = settings.app_env == AppEnv::Production;
    if settings.jwt_algorithm == Algorithm::Hs256 {
        let current = match settings.jwt_secret_key.clone() {
            Some(secret) => secret,
            None if production => {
                let advice =
                    format!("set it to at least 32 random bytes ({KEY_RECIPE}); production does not start without it");
                return Err(refuse("JWT_SECRET_KEY", advice));
            }
            None => folder.secret("jwt_secret_key")?,
        };
        let previous = settings.jwt_secret_key_previous.as_ref().map(|secret| secret.expose().as_str());
        return Ok(Keys::shared(current.expose(), previous));
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
            folder.generated(&name, || Keys::generate(settings.jwt_algorithm))?
        }
    };
    let previous = settings.jwt_private_key_file_previous.as_deref();
    let previous = previous.map(|path| read("JWT_PRIVATE_KEY_FILE_PREVIOUS", path)).transpose()?;
    Keys::private(settings.jwt_algorithm, current.expose(), previous.as_ref().map(|text| text.expose().as_str()))
        .map_err(|advice| refuse(NAME, advice))
}

/// The data folder.
struct Folder<'a> {
    path: &'a Path,
    installation: Installation,
}

impl Folder<'_> {
    /// Creates it with mode 0700.
    fn make(&self) -> Result<(), ConfigError> {
        use std::os::unix::fs::DirBuilderExt;
        if self.installation == Installation::Existing {
            return Ok(());
        }
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(self.path);
        made.map_err(|cause| {
            let place = self.path.display();
            refuse("DATA_DIR", format!("can't create the folder {place}: {cause}; choose one that this user can write"))
        })
    }

    /// A secret of 256 random bits.
    fn secret(&self, name: &str) -> Result<Secret<String>, ConfigError> {
        self.generated(name, || Ok(data_encoding::HEXLOWER.encode(&crate::random::bytes::<32>())))
    }

    /// Reads the file `name`, or makes it with mode 0600.
    fn generated(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<String, String>,
    ) -> Result<Secret<String>, ConfigError> {
        let place = std::path::absolute(self.path).unwrap_or_else(|_| self.path.to_owned());
        if self.installation == Installation::Existing && !self.path.join(name).exists() {
            return Err(refuse(
                "DATA_DIR",
                format!(
                    "there is no {name} in {}, so no server was started from here; run the command in the folder of the \
                     server, or set DATA_DIR",
                    place.display()
                ),
            ));
        }
        self.make()?;
        read_or_make(self.path, name, make)
    }
}

fn read_or_make(
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
        // Written whole and then named: two processes that start at once share the secret of one, and neither reads half.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_two_purposes_share_is_weak_and_the_one_before_it_is_not() {
        let (one, two) =
            ("0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e");
        let check = |given: &[(&'static str, Option<&str>)]| {
            given.iter().find_map(|(name, secret)| weakness(name, (*secret)?, given)).map(|cause| cause.to_string())
        };
        assert_eq!(
            check(&[("SECRET_KEY", Some(one)), ("SECRET_KEY_PREVIOUS", Some(one)), ("JWT_SECRET_KEY", Some(two))]),
            None
        );
        for (left, right) in [
            ("SECRET_KEY", "JWT_SECRET_KEY"),
            ("SECRET_KEY", "JWT_SECRET_KEY_PREVIOUS"),
            ("SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY"),
        ] {
            let sentence = check(&[(left, Some(one)), (right, Some(one))]).expect(left);
            assert!(sentence.contains(right) && sentence.contains("openssl rand -hex 32") && !sentence.contains(one));
        }
    }
}
