//! Light, dark, or as the system says: a choice of this browser, kept in a cookie of its own and printed by the server.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

use inside::config::Config;
use inside::texts::Texts;

const COOKIE: &str = "theme";

/// Light, dark, or whatever the system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Theme {
    /// Follow `prefers-color-scheme`.
    #[default]
    System,
    /// Light, whatever the system says.
    Light,
    /// Dark, whatever the system says.
    Dark,
}

impl Theme {
    /// The word used in the cookie, in `data-theme` and in the form: `system`, `light` or `dark`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Its name on the switch.
    pub(crate) fn name(self, t: &Texts) -> &'static str {
        match self {
            Theme::System => t.theme_system(),
            Theme::Light => t.theme_light(),
            Theme::Dark => t.theme_dark(),
        }
    }

    /// The `content` of `<meta name="color-scheme">`.
    pub(crate) fn color_scheme(self) -> &'static str {
        match self {
            Theme::System => "light dark",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// Keeps a choice in this browser for a year.
pub(super) fn cookie(config: &Config, theme: Theme) -> Cookie<'static> {
    let mut cookie = Cookie::build(COOKIE, theme.word()).path("/").http_only(true).same_site(SameSite::Lax).finish();
    cookie.set_secure(config.production);
    cookie.set_max_age(Duration::days(365));
    cookie
}

/// The choice this browser made.
pub(crate) fn of(req: &HttpRequest) -> Theme {
    let Ok(cookies) = req.cookies() else { return Theme::default() };
    let mut choices = cookies.iter().filter(|cookie| cookie.name() == COOKIE);
    choices.find_map(|cookie| parse(cookie.value())).unwrap_or_default()
}

/// One of the words above; a cookie of that name from another application may hold anything.
pub(super) fn parse(word: &str) -> Option<Theme> {
    [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.word() == word)
}
