//! One colour of the site becomes the colours of links, buttons, focus and selection in both themes, each with the contrast that
//! WCAG 2.2 demands: 4.5:1 for text (1.4.3), 3:1 for what bounds a control or shows the focus (1.4.11).

use super::colour::Colour;

/// For text.
const TEXT: f64 = 4.5;
/// For edges and the focus ring.
const EDGE: f64 = 3.0;
/// In the dark theme, where the colour is ours to choose, links are as calm to read as in our own look.
const DARK_TEXT: f64 = 6.0;

/// The colours of a theme that an accent meets: those of `static/app.css`.
struct Paper {
    name: &'static str,
    /// `--bg`, `--surface`, `--sunken`.
    grounds: [Colour; 3],
    /// `--btn-ink` on a coloured button.
    button_ink: Colour,
}

const LIGHT: Paper = Paper {
    name: "light",
    grounds: [Colour([0xf6, 0xf6, 0xf4]), Colour::WHITE, Colour([0xef, 0xef, 0xec])],
    button_ink: Colour::WHITE,
};

const DARK: Paper = Paper {
    name: "dark",
    grounds: [Colour([0x10, 0x11, 0x13]), Colour([0x18, 0x19, 0x1c]), Colour([0x21, 0x22, 0x26])],
    button_ink: Colour([0x14, 0x15, 0x17]),
};

/// `ACCENT`, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// In the light theme: the colour as it was given.
    pub light: Shades,
    /// In the dark theme: the same hue, as light as it has to be.
    pub dark: Shades,
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// Links, focus, selection and the main button.
    pub accent: Colour,
    /// Text on the main button.
    pub ink: Colour,
    /// The main button below a pointer.
    pub hover: Colour,
    /// A tint for what is filled in by the browser.
    pub soft: Colour,
}

/// Two colours that meet on a page.
#[derive(Clone, Debug)]
pub struct ContrastPair {
    /// "links in the light theme".
    pub what: String,
    /// In front.
    pub front: Colour,
    /// Behind it.
    pub ground: Colour,
    /// At least.
    pub demanded: f64,
}

impl ContrastPair {
    /// What it has.
    pub fn contrast(&self) -> f64 {
        self.front.contrast(self.ground)
    }

    /// Whether that is as much as is demanded.
    pub fn is_enough(&self) -> bool {
        self.contrast() >= self.demanded
    }
}

impl Accent {
    /// Derives everything from one colour.
    ///
    /// # Errors
    /// A sentence, for a colour with too little contrast: the contrast that it has, and the nearest colour that passes.
    pub fn derive(colour: Colour) -> Result<Accent, String> {
        let is_read = |colour: Colour| least(colour, &LIGHT) >= TEXT;
        if !is_read(colour) {
            let nearest = colour.nearest(false, is_read).unwrap_or(Colour::BLACK);
            // Rounded down: what fails by a hair must not be said to pass.
            let contrast = (least(colour, &LIGHT) * 100.0).floor() / 100.0;
            return Err(format!(
                "{colour} has a contrast of {contrast:.2}:1 on our lightest grey, and text needs {TEXT}:1; the nearest colour that passes is {nearest}"
            ));
        }
        let is_calm = |colour: Colour| least(colour, &DARK) >= DARK_TEXT;
        let lighter = colour.nearest(true, is_calm).unwrap_or(Colour::WHITE);
        Ok(Accent { light: Shades::of(colour, &LIGHT), dark: Shades::of(lighter, &DARK) })
    }

    /// Every pair of colours that comes from the accent, with what it has to reach.
    pub fn pairs(&self) -> Vec<ContrastPair> {
        let mut pairs = Vec::new();
        for (shades, paper) in [(self.light, &LIGHT), (self.dark, &DARK)] {
            let mut pair = |what: &str, front, ground, demanded| {
                pairs.push(ContrastPair {
                    what: format!("{what} in the {} theme", paper.name),
                    front,
                    ground,
                    demanded,
                });
            };
            for ground in paper.grounds {
                pair("a link", shades.accent, ground, TEXT);
                pair("the focus ring", shades.accent, ground, EDGE);
                pair("a button's edge", shades.hover, ground, EDGE);
            }
            pair("text on the soft tint", shades.accent, shades.soft, TEXT);
            pair("text on a button", shades.ink, shades.accent, TEXT);
            pair("text on a button below a pointer", shades.ink, shades.hover, TEXT);
        }
        pairs
    }
}

/// On the ground where it is read worst.
fn least(colour: Colour, paper: &Paper) -> f64 {
    paper.grounds.iter().map(|ground| colour.contrast(*ground)).fold(colour.contrast(paper.button_ink), f64::min)
}

impl Shades {
    fn of(accent: Colour, paper: &Paper) -> Shades {
        // Away from the text on it, unless there is no room left that an eye would notice.
        let (away, towards) = match paper.button_ink {
            Colour::WHITE => (Colour::BLACK, Colour::WHITE),
            _ => (Colour::WHITE, Colour::BLACK),
        };
        let further = accent.mixed(away, 0.2);
        let has_room = further.contrast(accent) >= 1.15;
        let hover = if has_room { further } else { accent.mixed(towards, 0.15) };
        let [_, surface, _] = paper.grounds;
        let tints = (1..=16).rev().map(|percent| surface.mixed(accent, f64::from(percent) / 100.0));
        let soft = tints.into_iter().find(|tint| accent.contrast(*tint) >= TEXT).unwrap_or(surface);
        Shades { accent, ink: paper.button_ink, hover, soft }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn derived(text: &str) -> Result<Accent, String> {
        Accent::derive(text.parse().expect("a colour"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_accent_that_is_accepted_has_the_demanded_contrast_in_both_themes(channels: [u8; 3]) {
            let colour = Colour(channels);
            match Accent::derive(colour) {
                Ok(accent) => {
                    prop_assert_eq!(accent.light.accent, colour, "the colour as it was given");
                    for pair in accent.pairs() {
                        prop_assert!(pair.is_enough(), "{}: {} in {:?}", colour, pair.contrast(), pair);
                    }
                }
                Err(sentence) => {
                    let nearest = sentence.rsplit(' ').next().expect("a colour").parse::<Colour>();
                    prop_assert!(nearest.clone().is_ok_and(|nearest| Accent::derive(nearest).is_ok()), "{}", sentence);
                    prop_assert!(least(colour, &LIGHT) < TEXT);
                }
            }
        }
    }

    #[test]
    fn a_colour_that_is_hard_to_read_is_refused_with_the_nearest_that_is_not() {
        let refused = derived("#ff6600").expect_err("too light");
        assert!(
            refused.starts_with("#ff6600 has a contrast of 2.5")
                && refused.contains("the nearest colour that passes is #"),
            "{refused}"
        );
        assert!(derived("#fff").is_err() && derived("#000").is_ok() && derived("#1c50c8").is_ok());
    }

    #[test]
    fn black_and_a_dark_blue_keep_their_hue_in_the_dark_theme() {
        let Colour([red, green, blue]) = derived("#000").expect("black").dark.accent;
        assert!(red == green && green == blue && red > 100, "a grey");
        let Colour([red, _, blue]) = derived("#1c50c8").expect("blue").dark.accent;
        assert!(blue > red, "still blue");
    }

    #[test]
    fn the_grounds_are_those_of_the_stylesheet() {
        let css = include_str!("../../../../static/app.css");
        for (token, at) in [("--bg", 0), ("--surface", 1), ("--sunken", 2)] {
            let value = css.split(&format!("{token}: light-dark(")).nth(1).and_then(|rest| rest.split(')').next());
            let value = value.expect("a token");
            let colours: Vec<Colour> = value.split(", ").map(|text| text.parse().expect("a colour")).collect();
            assert_eq!(colours, [LIGHT.grounds[at], DARK.grounds[at]], "{token}");
        }
    }
}
