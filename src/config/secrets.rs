//! Secrets: those that were given are checked, those that were not are generated in development.

use std::path::Path;

use actix_web::cookie::Key;

use super::{AppEnv, ConfigError, Settings, refuse};
use crate::secret::Secret;
use crate::tokens::keys::{Algorithm, Keys};

pub(super) const KEY_RECIPE: &str = "for example the output of `openssl rand -hex 32`";

/// Values that stand in tutorials and example files; whoever deploys one of them has published the key.
pub(super) const PLACEHOLDERS: &[&str] = &[
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
pub(super) fn checked_secret(
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
pub(super) fn token_keys(settings: &Settings) -> Result<Keys, ConfigError> {
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

pub(super) fn derive_key(secret: &Secret<String>) -> Secret<Key> {
    Secret::new(Key::derive_from(secret.expose().as_bytes()))
}

pub(super) fn make_data_dir(dir: &Path) -> Result<(), ConfigError> {
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
pub(super) fn generated_secret(dir: &Path, name: &str) -> Result<Secret<String>, ConfigError> {
    generated(dir, name, || Ok(data_encoding::HEXLOWER.encode(&crate::random::bytes::<32>())))
}

pub(super) fn generated(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_from_tutorials_are_refused_in_production() {
        let check = |text: &str| checked_secret("SECRET_KEY", Secret::new(text.to_owned()), true);
        assert!(check("your-super-secret-key-at-least-32-characters").is_err());
        assert!(check("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").is_err());
        assert!(check("short").is_err());
        assert!(check("0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21").is_ok());
    }
}
