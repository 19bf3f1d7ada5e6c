//! The site's own look, as an operator writes it.

use std::fs;
use std::path::Path;

use clap::Args;

use super::{ConfigError, is_blank, refuse};
use crate::branding::{Accent, Branding, Colour, Corners, Typeface};

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
    Ok(Branding::new(accent, settings.corners, typeface))
}

fn file(variable: &'static str, path: &str) -> Result<Vec<u8>, ConfigError> {
    let wanted =
        if variable == "FONT" { "write system, serif, mono or the path of a WOFF2 file" } else { "check the path" };
    fs::read(Path::new(path)).map_err(|cause| refuse(variable, format!("can't read {path}: {cause}; {wanted}")))
}
