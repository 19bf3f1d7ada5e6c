//! The site's own look, as an operator writes it.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{ConfigError, is_blank, refuse};
use crate::branding::{Accent, Branding, Colour, Corners, Picture, Typeface};

/// The settings of the look as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct BrandingSettings {
    /// Colour of links, buttons and focus, like #1c50c8; it needs a contrast of 4.5:1, the dark theme derives its own
    #[arg(long, env = "ACCENT", global = true)]
    accent: Option<String>,

    /// How round corners are
    #[arg(long, env = "CORNERS", value_enum, default_value = "soft", global = true)]
    corners: Corners,

    /// Font: `system`, `serif`, `mono`, or the path of a WOFF2 file
    #[arg(long, env = "FONT", default_value = "system", global = true)]
    font: String,

    /// Logo in the header and in emails: the path of a PNG or an SVG file (emails show a PNG)
    #[arg(long, env = "LOGO", global = true)]
    logo: Option<PathBuf>,

    /// The same for the dark theme
    #[arg(long, env = "LOGO_DARK", global = true)]
    logo_dark: Option<PathBuf>,

    /// Icon in the browser's tab: the path of a PNG or an SVG file
    #[arg(long, env = "FAVICON", global = true)]
    favicon: Option<PathBuf>,
}

/// Checks the settings and reads the files.
///
/// # Errors
/// One sentence that names the variable and says what to write.
pub(super) fn read(settings: &BrandingSettings) -> Result<Branding, ConfigError> {
    let accent = settings.accent.as_deref().filter(|text| !is_blank(text));
    let accent = accent.map(|text| text.parse::<Colour>().and_then(Accent::derive)).transpose();
    let accent = accent.map_err(|advice| refuse("ACCENT", advice))?;
    let typeface = match settings.font.trim() {
        "" | "system" => Typeface::System,
        "serif" => Typeface::Serif,
        "mono" => Typeface::Mono,
        path => {
            Typeface::from_file(file("FONT", path)?).map_err(|advice| refuse("FONT", format!("{path}: {advice}")))?
        }
    };
    let logo = picture("LOGO", "logo", settings.logo.as_deref())?;
    let logo_dark = picture("LOGO_DARK", "logo-dark", settings.logo_dark.as_deref())?;
    if logo_dark.is_some() && logo.is_none() {
        return Err(refuse("LOGO_DARK", "set LOGO as well, for the light theme"));
    }
    let favicon = picture("FAVICON", "favicon", settings.favicon.as_deref())?;
    Ok(Branding { logo, logo_dark, favicon, ..Branding::new(accent, settings.corners, typeface) })
}

fn picture(variable: &'static str, stem: &str, path: Option<&Path>) -> Result<Option<Picture>, ConfigError> {
    let Some(path) = path.map(|path| path.display().to_string()).filter(|path| !is_blank(path)) else {
        return Ok(None);
    };
    let picture = Picture::from_file(stem, file(variable, &path)?);
    picture.map(Some).map_err(|advice| refuse(variable, format!("{path}: {advice}")))
}

fn file(variable: &'static str, path: &str) -> Result<Vec<u8>, ConfigError> {
    let wanted =
        if variable == "FONT" { "write system, serif, mono or the path of a WOFF2 file" } else { "check the path" };
    fs::read(Path::new(path)).map_err(|cause| refuse(variable, format!("can't read {path}: {cause}; {wanted}")))
}
