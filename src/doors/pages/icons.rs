//! The icons of the pages, cut out of Font Awesome Free at compile time.
//!
//! Each file of that set has a licence comment that is longer than most icons. The footer and NOTICE give the credit that the
//! licence requires, instead of every copy.

use font_awesome_as_a_crate::{Type, svg};
use std::fmt;

/// One icon, as markup; by default none. It is always beside a text with the same meaning, so it is hidden from screen readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Icon {
    frame: &'static str,
    shape: &'static str,
}

impl Icon {
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        if self.shape.is_empty() {
            return Ok(());
        }
        ["<svg class=\"icon\" aria-hidden=\"true\" ", self.frame, ">", self.shape]
            .iter()
            .try_for_each(|part| out.write_str(part))
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl askama::FastWritable for Icon {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(self.write(out)?)
    }
}

/// Splits `<svg xmlns="…" viewBox="…"><!-- … --><path …/></svg>` into its viewBox and what follows the comment.
const fn cut(name: &str) -> Icon {
    let Ok(source) = svg(Type::Solid, name) else {
        panic!("Font Awesome Free has no solid icon of this name");
    };
    let (_, rest) = source.split_at(find(source, "viewBox="));
    let (frame, rest) = rest.split_at(find(rest, ">"));
    let (_, shape) = rest.split_at(find(rest, "-->") + 3);
    Icon { frame, shape }
}

/// `str::find` is not const yet.
const fn find(text: &str, wanted: &str) -> usize {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        let mut same = 0;
        while same < wanted.len() && text[at + same] == wanted[same] {
            same += 1;
        }
        if same == wanted.len() {
            return at;
        }
        at += 1;
    }
    panic!("an icon is not written the way we expect");
}

macro_rules! icons {
    ($($name:literal),* $(,)?) => {
        /// The icon of this name, or `None` for an unknown name.
        pub(crate) fn icon(name: &str) -> Option<Icon> {
            match name {
                $($name => Some(const { cut($name) }),)*
                _ => None,
            }
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$($name),*];
    };
}

icons![
    "circle-check",
    "circle-info",
    "clock-rotate-left",
    "desktop",
    "download",
    "envelope",
    "fingerprint",
    "key",
    "lock",
    "mobile-screen",
    "pen",
    "shield-halved",
    "trash-can",
    "triangle-exclamation",
    "user-pen",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn templates(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the templates are part of the source") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                templates(&path, found);
            } else {
                found.push(fs::read_to_string(&path).expect("templates are UTF-8"));
            }
        }
    }

    #[test]
    fn every_icon_a_template_names_is_carried() {
        let mut sources = Vec::new();
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut sources);
        let mut named = 0;
        for source in &sources {
            for before in source.split("\"|icon").collect::<Vec<_>>().split_last().map_or(&[][..], |(_, all)| all) {
                let name = before.rsplit('"').next().unwrap_or_default();
                assert!(icon(name).is_some(), "no icon called {name:?}");
                named += 1;
            }
        }
        assert!(named > 0, "the search itself no longer finds icons");
    }

    #[test]
    fn an_icon_is_one_hidden_svg_without_the_licence_comment() {
        for name in NAMES {
            let drawn = icon(name).expect("listed").to_string();
            assert!(drawn.starts_with("<svg class=\"icon\" aria-hidden=\"true\" viewBox=\"0 0 "), "{drawn}");
            assert!(drawn.ends_with("</svg>") && drawn.matches("<svg").count() == 1, "{drawn}");
            assert!(!drawn.contains("<!--") && !drawn.contains("xmlns"), "{drawn}");
        }
        assert_eq!(icon("gibberish"), None);
    }
}
