//! The site that Vestibule is the entrance of: its address, what it says about itself, who helps, and what it asks people to agree to.

use clap::Args;
use url::Url;

use super::addresses::is_loopback;
use super::{ConfigError, is_blank, refuse};
use crate::email_address::EmailAddress;

/// The settings about the site as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct SiteSettings {
    /// Address of the app that people come from: pages and emails link back to it, and a login without another destination leads there
    #[arg(long, env = "APP_URL", global = true)]
    app_url: Option<String>,

    /// One or two sentences about the app, on the home page of guests, in the place of ours
    #[arg(long, env = "APP_TAGLINE", global = true)]
    app_tagline: Option<String>,

    /// Email address for people who need help, shown on error pages, in emails, and after too many attempts
    #[arg(long, env = "SUPPORT_EMAIL", global = true)]
    support_email: Option<String>,

    /// Terms of use, linked in the footer and agreed to at sign-up: a URL or a path of this site
    #[arg(long, env = "TERMS_URL", global = true)]
    terms_url: Option<String>,

    /// Version of the terms, kept with each account that is created on the sign-up page, or through an API with accept_terms; by default TERMS_URL
    #[arg(long, env = "TERMS_VERSION", global = true)]
    terms_version: Option<String>,

    /// Privacy policy, linked in the footer and at sign-up: a URL or a path of this site
    #[arg(long, env = "PRIVACY_URL", global = true)]
    privacy_url: Option<String>,

    /// More links in the footer, like `Help=https://example.com/help`; comma-separated
    #[arg(long, env = "FOOTER_LINKS", value_delimiter = ',', global = true)]
    footer_links: Vec<String>,
}

/// The site, checked. Every address in it is safe in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// `APP_URL`, an absolute URL.
    pub app_url: Option<String>,
    /// `APP_TAGLINE`.
    pub tagline: Option<String>,
    /// `SUPPORT_EMAIL`.
    pub support_email: Option<String>,
    /// `TERMS_URL`, with the version that people agree to.
    pub terms: Option<Terms>,
    /// `PRIVACY_URL`.
    pub privacy_url: Option<String>,
    /// `FOOTER_LINKS`, in their order.
    pub footer_links: Vec<FooterLink>,
}

/// The terms of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// `TERMS_URL`.
    pub url: String,
    /// `TERMS_VERSION`, or the address.
    pub version: String,
}

/// A link in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterLink {
    /// What it says, in whatever language the operator wrote it.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

impl Site {
    /// Checks the settings.
    ///
    /// # Errors
    /// One sentence that names the variable and says what to write.
    pub(super) fn read(settings: &SiteSettings, production: bool) -> Result<Site, ConfigError> {
        let own = |setting: &Option<String>| {
            setting.as_deref().map(str::trim).filter(|text| !is_blank(text)).map(str::to_owned)
        };
        let app_url = own(&settings.app_url).map(|text| app_url(&text, production)).transpose()?;
        let support_email = own(&settings.support_email).map(support_email).transpose()?;
        let page = |variable, setting| own(setting).map(|text| link(variable, &text, false)).transpose();
        let terms_url = page("TERMS_URL", &settings.terms_url)?;
        let version = own(&settings.terms_version);
        if let Some(version) = version.as_ref().filter(|version| version.chars().count() > 200) {
            let advice = format!("it has {} characters; write at most 200, like 2026-11", version.chars().count());
            return Err(refuse("TERMS_VERSION", advice));
        }
        if version.is_some() && terms_url.is_none() {
            return Err(refuse(
                "TERMS_VERSION",
                "set TERMS_URL as well: there are no terms that it could be the version of",
            ));
        }
        let footer_links = settings.footer_links.iter().filter(|text| !is_blank(text)).map(|text| footer_link(text));
        Ok(Site {
            app_url,
            tagline: own(&settings.app_tagline),
            support_email,
            terms: terms_url.map(|url| Terms { version: version.unwrap_or_else(|| url.clone()), url }),
            privacy_url: page("PRIVACY_URL", &settings.privacy_url)?,
            footer_links: footer_links.collect::<Result<_, _>>()?,
        })
    }
}

/// A person who has just logged in is sent there, so in production it is encrypted like everything else.
fn app_url(text: &str, production: bool) -> Result<String, ConfigError> {
    let url = absolute("APP_URL", text, &["https", "http"])?;
    if production && url.scheme() == "http" && !is_loopback(&url) {
        return Err(refuse("APP_URL", format!("{url} is not encrypted; write it with https://")));
    }
    Ok(url.into())
}

fn support_email(text: String) -> Result<String, ConfigError> {
    match EmailAddress::parse(&text) {
        Ok(address) => Ok(address.as_str().to_owned()),
        Err(_) => Err(refuse("SUPPORT_EMAIL", format!("{text:?} is not an email address like help@example.com"))),
    }
}

pub(super) fn footer_link(text: &str) -> Result<FooterLink, ConfigError> {
    let parts = text.split_once('=').map(|(label, url)| (label.trim(), url.trim()));
    let Some((label, url)) = parts.filter(|(label, url)| !label.is_empty() && !url.is_empty()) else {
        let advice = format!("{:?} is not a link; write Label=URL, and a comma in a URL as %2C", text.trim());
        return Err(refuse("FOOTER_LINKS", advice));
    };
    Ok(FooterLink { label: label.to_owned(), url: link("FOOTER_LINKS", url, true)? })
}

/// A path of our own origin, or an absolute URL. `javascript:` and its like never become a link.
pub(super) fn link(variable: &'static str, text: &str, may_write_to: bool) -> Result<String, ConfigError> {
    if text.starts_with('/') {
        // Browsers read both as the start of another host's address.
        let leads_away = text.starts_with("//") || text.contains('\\');
        if leads_away || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(refuse(variable, format!("{text:?} is no path of this site; write it like /terms")));
        }
        return Ok(text.to_owned());
    }
    let schemes: &[&str] = if may_write_to { &["https", "http", "mailto"] } else { &["https", "http"] };
    absolute(variable, text, schemes).map(Into::into)
}

/// The text is repeated in the sentence only where it can hold no password.
fn absolute(variable: &'static str, text: &str, schemes: &[&str]) -> Result<Url, ConfigError> {
    let wanted = if schemes.contains(&"mailto") { "https:// (or mailto: or a path like /help)" } else { "https://" };
    let wrong = |cause: &str| refuse(variable, format!("{cause}; write a URL that begins with {wanted}"));
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(wrong("there is white space in the URL"));
    }
    let url = Url::parse(text).map_err(|_| wrong(&format!("{text:?} is not a URL")))?;
    if !schemes.contains(&url.scheme()) {
        return Err(wrong(&format!("{}: is not a scheme for a link here", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("there is a user's name or a password in the URL"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_or_lead_elsewhere_is_no_link() {
        for wrong in [
            "Help",
            "Help=",
            "=https://a.example",
            "Help=javascript:alert(1)",
            "Help=JavaScript:alert(1)",
            "Help=data:text/html,x",
            "Help=//a.example",
            "Help=/\\a.example",
            "Help=/a b",
            "Help=https://hunter2@a.example/",
            "Help=https://u:hunter2@a.example/",
            "Help=a.example",
        ] {
            let refused = footer_link(wrong).expect_err(wrong).to_string();
            assert!(refused.starts_with("FOOTER_LINKS: ") && refused.contains("write"), "{wrong}: {refused}");
            assert!(!refused.contains("hunter2"), "{refused}");
        }
    }

    #[test]
    fn links_are_urls_addresses_to_write_to_and_own_paths() {
        for (text, label, url) in [
            ("Help=https://a.example/?a=b", "Help", "https://a.example/?a=b"),
            (" Write to us = mailto:help@a.example ", "Write to us", "mailto:help@a.example"),
            ("Imprint=/imprint", "Imprint", "/imprint"),
        ] {
            assert_eq!(footer_link(text), Ok(FooterLink { label: label.into(), url: url.into() }));
        }
        assert!(link("TERMS_URL", "mailto:a@a.example", false).is_err());
    }

    #[test]
    fn the_app_is_reached_encrypted_in_production() {
        assert_eq!(app_url("https://Ledger.example", true).as_deref(), Ok("https://ledger.example/"));
        assert!(app_url("http://localhost:3000/app", true).is_ok() && app_url("http://ledger.example", false).is_ok());
        let refused = app_url("http://ledger.example", true).expect_err("not encrypted").to_string();
        assert_eq!(refused, "APP_URL: http://ledger.example/ is not encrypted; write it with https://");
        assert!(app_url("/app", false).is_err() && app_url("mailto:a@a.example", false).is_err());
    }
}
