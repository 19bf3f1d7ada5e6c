//! How emails look: as the pages do, as far as mail programs can. They read no tokens of a stylesheet, so each colour is written out.

use crate::branding::{Branding, Colour, Corners, Shades};

/// The colours and corners that a template writes into an email.
pub(super) struct EmailLook {
    /// Links in the light theme.
    pub(super) link: Colour,
    /// Links in the dark theme.
    pub(super) dark_link: Colour,
    /// The button in the light theme.
    pub(super) button: Colour,
    /// The text on it.
    pub(super) button_ink: Colour,
    /// The button in the dark theme.
    pub(super) dark_button: Colour,
    /// The text on it.
    pub(super) dark_button_ink: Colour,
    /// The corners of a button, in pixels.
    pub(super) corner: u8,
    /// The corners of the card, in pixels.
    pub(super) card_corner: u8,
    /// Width and height of the logo in pixels, if there is one that mail programs show.
    pub(super) logo: Option<(u32, u32)>,
}

impl EmailLook {
    /// Ours, with what the site sets.
    pub(super) fn of(branding: &Branding) -> EmailLook {
        let (corner, card_corner) = match branding.corners {
            Corners::Sharp => (0, 0),
            Corners::Soft => (9, 14),
            Corners::Round => (22, 22),
        };
        let plain = EmailLook {
            link: Colour([0x1c, 0x50, 0xc8]),
            dark_link: Colour([0x8f, 0xb4, 0xff]),
            button: Colour([0x19, 0x1a, 0x1c]),
            button_ink: Colour([0xff; 3]),
            dark_button: Colour([0xec, 0xec, 0xee]),
            dark_button_ink: Colour([0x14, 0x15, 0x17]),
            corner,
            card_corner,
            logo: branding.email_logo().map(|logo| (logo.width, logo.height)),
        };
        let Some(accent) = &branding.accent else { return plain };
        let Shades { accent: link, ink: button_ink, .. } = accent.light;
        let Shades { accent: dark_link, ink: dark_button_ink, .. } = accent.dark;
        EmailLook { link, dark_link, button: link, button_ink, dark_button: dark_link, dark_button_ink, ..plain }
    }
}
