//! What follows from several settings.

use std::path::PathBuf;

use super::Config;
use super::mail_url::MailUrl;

impl Config {
    /// Where emails are files: the folder of `MAIL_URL`, or where development keeps copies of those it sends.
    pub(crate) fn mail_folder(&self) -> PathBuf {
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
