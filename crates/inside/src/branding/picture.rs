//! A logo or an icon of the site: an SVG or a PNG file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::files::ServedFile;
use super::svg;

/// A PNG weighs this much at most. The logo is a part of every email.
const LARGEST_PNG: usize = 128 * 1024;
/// An SVG weighs this much at most.
const LARGEST_SVG: usize = 64 * 1024;
/// How high a logo is shown, in pixels.
const HEIGHT: f64 = 32.0;
/// How wide at most.
const WIDTH: f64 = 224.0;

/// A picture that is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// As it is served.
    pub file: ServedFile,
    /// How wide it is shown, in pixels.
    pub width: u32,
    /// How high it is shown, in pixels.
    pub height: u32,
}

impl Picture {
    /// A picture from a file.
    ///
    /// # Errors
    /// A sentence that says why it can't be shown to strangers.
    pub(crate) fn from_file(stem: &str, content: Vec<u8>) -> Result<Picture, String> {
        let is_png = content.starts_with(b"\x89PNG\r\n\x1a\n");
        let (ending, most) = if is_png { ("png", LARGEST_PNG) } else { ("svg", LARGEST_SVG) };
        if content.len() > most {
            return Err(format!("{} KiB is too large; at most {} KiB are shown", content.len() / 1024, most / 1024));
        }
        let (width, height) = if is_png { png_size(&content)? } else { svg_size(&content)? };
        let scale = (HEIGHT / height).min(WIDTH / width);
        Ok(Picture {
            file: ServedFile::new(stem, ending, content),
            width: pixels(width * scale),
            height: pixels(height * scale),
        })
    }

    /// Whether mail programs show it: few of them show an SVG.
    pub(crate) fn is_png(&self) -> bool {
        self.file.content_type == "image/png"
    }

    /// The picture as an address that holds it.
    pub fn data_url(&self) -> String {
        format!("data:{};base64,{}", self.file.content_type, STANDARD.encode(&self.file.content))
    }
}

fn svg_size(content: &[u8]) -> Result<(f64, f64), String> {
    let text = std::str::from_utf8(content).map_err(|_| "it is neither a PNG file nor an SVG file in UTF-8")?;
    svg::size(text)
}

/// From the first chunk (W3C, "PNG Specification", section 11.2.1), of a file that ends as one.
fn png_size(content: &[u8]) -> Result<(f64, f64), String> {
    let number = |at: usize| {
        let bytes = content.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
        bytes.map(u32::from_be_bytes).filter(|number| *number > 0).map(f64::from)
    };
    let is_whole = content.get(12..16) == Some(b"IHDR") && content.windows(4).any(|four| four == b"IEND");
    number(16).zip(number(20)).filter(|_| is_whole).ok_or_else(|| "the PNG file is not complete".to_owned())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most as wide as a logo is shown")]
fn pixels(number: f64) -> u32 {
    number.round().clamp(1.0, WIDTH) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chunks that are looked at.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut content = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        content.extend(width.to_be_bytes());
        content.extend(height.to_be_bytes());
        content.extend(b"\x08\x06\0\0\0IEND");
        content
    }

    #[test]
    fn a_picture_is_as_high_as_a_logo_or_as_wide() {
        let size = |content| Picture::from_file("logo", content).map(|picture| (picture.width, picture.height));
        assert_eq!(size(png(640, 320)), Ok((64, 32)));
        assert_eq!(size(png(2240, 100)), Ok((224, 10)));
        assert_eq!(size(b"<svg viewBox='0 0 10 20'/>".to_vec()), Ok((16, 32)));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        let cut = png(10, 10)[..20].to_vec();
        let large = [png(10, 10), vec![0; LARGEST_PNG]].concat();
        for wrong in
            [Vec::new(), b"GIF89a".to_vec(), vec![0xff; 9], cut, png(0, 10), large, vec![b' '; LARGEST_SVG + 1]]
        {
            assert!(Picture::from_file("logo", wrong).is_err());
        }
    }
}
