//! Files of the operator, for the targets in `fuzz/`.

use super::{svg, woff2};

/// The size of an SVG.
///
/// # Errors
/// Why it is refused.
pub fn svg_size(text: &str) -> Result<(f64, f64), String> {
    svg::size(text)
}

/// Whether a font is whole, and whether it is a variable one.
pub fn woff2(content: &[u8]) -> (bool, bool) {
    (woff2::is_whole(content), woff2::is_variable(content))
}
