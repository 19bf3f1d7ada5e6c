//! Text as it stands in HTML.

/// Writes text into HTML, also into a quoted attribute.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&#38;",
            b'<' => "&#60;",
            b'>' => "&#62;",
            _ => "&#34;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
