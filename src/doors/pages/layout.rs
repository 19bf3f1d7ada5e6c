//! What `templates/layout.html` asks of a [`Layout`]: addresses, and what follows from its data.

use super::theme;
use super::view::Layout;
use crate::doors::assets;
use crate::doors::local_path::{asking, carrying};
use inside::branding::Picture;

impl Layout {
    /// A banner above the page says what needs attention.
    pub(crate) fn has_banner(&self) -> bool {
        self.unverified_email.is_some()
            || self.few_recovery_codes.is_some()
            || self.factor_missing
            || self.factor_recovery.is_some()
    }

    /// The address of the stylesheet.
    pub(crate) fn css(&self) -> &'static str {
        assets::url("app.css")
    }

    /// The address of the script.
    pub(crate) fn js(&self) -> &'static str {
        assets::url("enhance.js")
    }

    /// The address of the script of the API's pages, which is all that those need.
    pub(crate) fn docs_js(&self) -> &'static str {
        assets::url("docs.js")
    }

    /// The address of another login page, with this page's `next`.
    pub(crate) fn onward(&self, page: &str) -> String {
        carrying(page, self.next.as_deref())
    }

    /// The address of this page, for what leads back to it.
    pub(crate) fn here(&self) -> String {
        match &self.invitation {
            None => self.onward(&self.path),
            Some(code) => self.onward(&asking(&self.path, "invitation", code.expose())),
        }
    }

    /// The domain of passkeys, for the script to compare with the page's own.
    pub(crate) fn passkey_domain(&self) -> &str {
        self.passkeys.as_ref().map_or("", |party| party.domain.as_str())
    }

    /// Whether this page belongs to `/security`.
    pub(crate) fn is_about_security(&self) -> bool {
        [
            "/change-password",
            "/two-step",
            "/two-step/app",
            "/passkeys",
            "/sessions",
            "/history",
            "/export",
            "/delete-account",
        ]
        .contains(&self.path.as_str())
    }

    /// The address of the icon.
    pub(crate) fn icon(&self) -> &str {
        self.branding.favicon.as_ref().map_or_else(|| assets::url("icon.svg"), |icon| icon.file.url.as_str())
    }

    /// Its type.
    pub(crate) fn icon_type(&self) -> &'static str {
        self.branding.favicon.as_ref().map_or("image/svg+xml", |icon| icon.file.content_type)
    }

    /// The logo of the theme that was chosen; of the light one where the system decides.
    pub(crate) fn logo(&self) -> Option<&Picture> {
        let dark = self.branding.logo_dark.as_ref().filter(|_| self.theme == theme::Theme::Dark);
        dark.or(self.branding.logo.as_ref())
    }

    /// The other logo, where the system decides on the theme.
    pub(crate) fn logo_if_dark(&self) -> Option<&Picture> {
        self.branding.logo_dark.as_ref().filter(|_| self.theme == theme::Theme::System)
    }
}
