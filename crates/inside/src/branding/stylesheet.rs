//! The one stylesheet of a site's own look. It comes after ours and sets the tokens that ours is drawn with.

use std::fmt::Write;

use clap::ValueEnum;

use super::accent::{Accent, Shades};
use super::files::ServedFile;
use super::woff2;

/// How round corners are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Corners {
    /// Not at all.
    Sharp,
    /// A little.
    #[default]
    Soft,
    /// Buttons and fields end in half circles.
    Round,
}

/// What texts are set in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Typeface {
    /// What the device's own menus are set in.
    #[default]
    System,
    /// A serif that the device has.
    Serif,
    /// A typewriter's face that the device has.
    Mono,
    /// A font of the site.
    File {
        /// As it is served.
        file: ServedFile,
        /// It has every weight. Of another font browsers make the bold letters themselves.
        is_variable: bool,
    },
}

/// A font weighs this much at most: a page waits for no font, and a visitor with a slow line should not pay for one.
const LARGEST_FONT: usize = 512 * 1024;

const SYSTEM: &str = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif";
const SERIF: &str = "ui-serif, Georgia, Cambria, \"Noto Serif\", \"Times New Roman\", serif";
const MONO: &str = "ui-monospace, \"SF Mono\", \"Cascadia Code\", Menlo, Consolas, monospace";

impl Typeface {
    /// A font from a file.
    ///
    /// # Errors
    /// A sentence that says why it is no WOFF2 file that can be served (W3C, "WOFF File Format 2.0", section 4.1).
    pub(crate) fn from_file(content: Vec<u8>) -> Result<Typeface, String> {
        if content.get(..4) != Some(b"wOF2") {
            return Err("the file is not a WOFF2 font".to_owned());
        }
        if !woff2::is_whole(&content) {
            return Err("the file is not complete: it names another length than it has".to_owned());
        }
        if content.len() > LARGEST_FONT {
            let advice = format!("{} KiB is too large for a font", content.len() / 1024);
            return Err(format!("{advice}; make a subset of at most {} KiB", LARGEST_FONT / 1024));
        }
        let is_variable = woff2::is_variable(&content);
        Ok(Typeface::File { file: ServedFile::new("font", "woff2", content), is_variable })
    }

    /// Its file, if it has one.
    pub(super) fn file(&self) -> Option<&ServedFile> {
        match self {
            Typeface::File { file, .. } => Some(file),
            _ => None,
        }
    }
}

/// Empty where everything is as it comes. It is in no layer, so it wins over ours, which is.
pub(super) fn css(accent: Option<&Accent>, corners: Corners, typeface: &Typeface) -> String {
    let mut tokens = String::new();
    if let Some(Accent { light, dark }) = accent {
        let mut token = |name: &str, of: fn(&Shades) -> super::Colour| {
            let _ = writeln!(tokens, "  {name}: light-dark({}, {});", of(light), of(dark));
        };
        token("--accent", |shades| shades.accent);
        token("--accent-soft", |shades| shades.soft);
        token("--btn", |shades| shades.accent);
        token("--btn-ink", |shades| shades.ink);
        token("--btn-hover", |shades| shades.hover);
    }
    tokens += match corners {
        Corners::Sharp => "  --r-sm: 0px;\n  --r: 0px;\n  --r-lg: 0px;\n",
        Corners::Soft => "",
        Corners::Round => "  --r-sm: 12px;\n  --r: 22px;\n  --r-lg: 22px;\n",
    };
    let mut css = String::new();
    let font = match typeface {
        Typeface::System => None,
        Typeface::Serif => Some(SERIF.to_owned()),
        Typeface::Mono => Some(MONO.to_owned()),
        Typeface::File { file, is_variable } => {
            let weights = if *is_variable { "\n  font-weight: 100 900;" } else { "" };
            css = format!(
                "@font-face {{\n  font-family: \"Site\";\n  src: url(\"{}\") format(\"woff2\");\n  font-display: swap;{weights}\n}}\n",
                file.url
            );
            Some(format!("\"Site\", {SYSTEM}"))
        }
    };
    if let Some(font) = font {
        let _ = writeln!(tokens, "  --font: {font};");
    }
    if !tokens.is_empty() {
        let _ = write!(css, ":root {{\n{tokens}}}\n");
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(length: u32, bytes: usize) -> Vec<u8> {
        let mut content = b"wOF2\0\x01\0\0".to_vec();
        content.extend(length.to_be_bytes());
        content.resize(bytes, 0);
        content
    }

    #[test]
    fn what_is_as_it_comes_needs_no_stylesheet() {
        assert_eq!(css(None, Corners::Soft, &Typeface::System), "");
        let sharp = css(None, Corners::Sharp, &Typeface::Serif);
        assert!(sharp.starts_with(":root {\n  --r-sm: 0px;") && sharp.contains("--font: ui-serif"), "{sharp}");
        assert!(!sharp.contains("--accent"));
    }

    #[test]
    fn only_a_complete_font_of_a_bearable_size_is_served() {
        let served = Typeface::from_file(font(64, 64)).expect("a font");
        let css = css(None, Corners::Soft, &served);
        let file = served.file().expect("a file");
        assert!(file.url.starts_with("/static/font.") && css.contains(&file.url), "{css}");
        let too_large = u32::try_from(LARGEST_FONT + 1).expect("it fits");
        for wrong in [b"wOFF".to_vec(), Vec::new(), font(64, 63), font(8, 8), font(too_large, LARGEST_FONT + 1)] {
            assert!(Typeface::from_file(wrong).is_err());
        }
    }
}
