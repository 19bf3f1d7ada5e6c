//! The site's own look: a colour, corners and a font become one stylesheet, and files of the operator are served beside it. What
//! can't be read by people with weak eyes is refused before anything starts.

mod accent;
mod colour;
mod files;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod picture;
mod stylesheet;
mod svg;
mod woff2;

pub use accent::{Accent, ContrastPair, Shades};
pub use colour::Colour;
pub use files::ServedFile;
pub use picture::Picture;
pub use stylesheet::{Corners, Typeface};

/// The look of this installation.
#[derive(Clone, Debug, Default)]
pub struct Branding {
    /// `ACCENT` and what follows from it.
    pub accent: Option<Accent>,
    /// `CORNERS`.
    pub corners: Corners,
    /// `FONT`.
    pub typeface: Typeface,
    /// `LOGO`.
    pub logo: Option<Picture>,
    /// `LOGO_DARK`, for the dark theme.
    pub logo_dark: Option<Picture>,
    /// `FAVICON`.
    pub favicon: Option<Picture>,
    /// What all of it says in CSS; none where nothing is set.
    pub stylesheet: Option<ServedFile>,
}

/// Something about the look that an operator should change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The setting.
    pub variable: &'static str,
    /// What is wrong and what to do.
    pub advice: String,
}

impl Branding {
    /// Puts the parts together.
    pub fn new(accent: Option<Accent>, corners: Corners, typeface: Typeface) -> Branding {
        let css = stylesheet::css(accent.as_ref(), corners, &typeface);
        let stylesheet = Some(css).filter(|css| !css.is_empty());
        let stylesheet = stylesheet.map(|css| ServedFile::new("site", "css", css.into_bytes()));
        Branding { accent, corners, typeface, stylesheet, ..Branding::default() }
    }

    /// Every file that is served for it.
    pub fn files(&self) -> impl Iterator<Item = &ServedFile> {
        let pictures = [&self.logo, &self.logo_dark, &self.favicon].into_iter().flatten().map(|picture| &picture.file);
        self.stylesheet.iter().chain(self.typeface.file()).chain(pictures)
    }

    /// The file at this path.
    pub fn file_at(&self, path: &str) -> Option<&ServedFile> {
        self.files().find(|file| file.url == path)
    }

    /// The logo that emails carry.
    pub fn email_logo(&self) -> Option<&Picture> {
        self.logo.as_ref().filter(|logo| logo.is_png())
    }

    /// What is wrong with the look as it is: every pair of colours with too little contrast. A start refuses an accent that
    /// would make one, so this finds something only where the two disagree.
    pub fn findings(&self) -> Vec<Finding> {
        let pairs = self.accent.iter().flat_map(Accent::pairs).filter(|pair| !pair.is_enough());
        pairs
            .map(|pair| Finding {
                variable: "ACCENT",
                advice: format!(
                    "{} has a contrast of {:.2}:1; at least {}:1 is needed",
                    pair.what,
                    pair.contrast(),
                    pair.demanded
                ),
            })
            .collect()
    }
}
