//! Colours: how they are written, how bright they are, and how well one is read on another.

use std::fmt;
use std::str::FromStr;

/// An opaque colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Colour([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = String;

    /// Reads `#1c50c8` or `#15c` (CSS Color 4 section 5.2). A colour with an alpha value has no contrast of its own.
    fn from_str(text: &str) -> Result<Colour, String> {
        let wrong = || format!("{:?} is not a colour; write it like #1c50c8", text.trim());
        let digits = text.trim().strip_prefix('#').ok_or_else(wrong)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let doubled = || digits.chars().flat_map(|digit| [digit, digit]).collect::<String>();
        let digits = match digits.len() {
            3 => doubled(),
            6 => digits.to_owned(),
            _ => return Err(wrong()),
        };
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong());
        Ok(Colour([channel(0)?, channel(2)?, channel(4)?]))
    }
}

impl Colour {
    /// White.
    pub(crate) const WHITE: Colour = Colour([255; 3]);
    /// Black.
    pub(crate) const BLACK: Colour = Colour([0; 3]);

    fn linear(self) -> [f64; 3] {
        self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Relative luminance (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of the two, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour with a share of another in it, from 0 to 1.
    #[must_use]
    pub(crate) fn mixed(self, other: Colour, share: f64) -> Colour {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(other.0) {
            *own = byte(f64::from(*own) * (1.0 - share) + f64::from(other) * share);
        }
        Colour(mixed)
    }

    /// The colour of the same hue that is nearest to this one in lightness, darker or lighter, and is as `wanted`. Steps are
    /// those of Oklab, in which equal steps look equal; where the screen has no such colour it loses saturation.
    pub(super) fn nearest(self, is_lighter: bool, wanted: impl Fn(Colour) -> bool) -> Option<Colour> {
        const STEPS: u32 = 500;
        let [lightness, a, b] = self.oklab();
        let end = if is_lighter { 1.0 } else { 0.0 };
        let at = |step: u32| lightness + (end - lightness) * f64::from(step) / f64::from(STEPS);
        let own = std::iter::once(self);
        own.chain((1..=STEPS).map(|step| of_oklab(at(step), a, b))).find(|colour| wanted(*colour))
    }

    /// Björn Ottosson, "A perceptual color space for image processing" (2020).
    fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.linear();
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        [
            0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
        ]
    }
}

/// With the most saturation that a screen can show at this lightness and hue.
fn of_oklab(lightness: f64, a: f64, b: f64) -> Colour {
    let shares = (0..=20).rev().map(|twentieth| f64::from(twentieth) / 20.0);
    let channels = shares.map(|share| linear_of_oklab(lightness, a * share, b * share));
    let shown = channels.into_iter().find(|channels| channels.iter().all(|channel| (-0.001..=1.001).contains(channel)));
    Colour(shown.unwrap_or([lightness.powi(3); 3]).map(|channel| {
        let channel = channel.clamp(0.0, 1.0);
        let share = if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 };
        byte(share * 255.0)
    }))
}

fn linear_of_oklab(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
    ]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the numbers of a byte")]
fn byte(number: f64) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        for (one, two, contrast) in [
            ("#000", "#fff", "21.00"),
            ("#777", "#ffffff", "4.48"),
            ("#1c50c8", "#f6f6f4", "6.40"),
            ("#abc", "#abc", "1.00"),
        ] {
            assert_eq!(format!("{:.2}", colour(one).contrast(colour(two))), contrast, "{one} on {two}");
            assert!((colour(one).contrast(colour(two)) - colour(two).contrast(colour(one))).abs() < 1e-9);
        }
    }

    #[test]
    fn a_colour_is_read_as_css_writes_it() {
        assert_eq!(colour(" #1C50c8 ").to_string(), "#1c50c8");
        assert_eq!(colour("#15c").to_string(), "#1155cc");
        for wrong in ["", "#", "1c50c8", "#1c50c", "#1c50c8ff", "blue", "#ggg", "#ééé", "rgb(0,0,0)", "#12 456"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_way_to_oklab_and_back_leads_to_the_same_colour() {
        for text in ["#000000", "#ffffff", "#1c50c8", "#ff6600", "#00ff00", "#808080"] {
            let [lightness, a, b] = colour(text).oklab();
            assert_eq!(of_oklab(lightness, a, b).to_string(), text);
        }
    }
}
