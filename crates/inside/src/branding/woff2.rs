//! What we have to know of a font before we serve it (W3C, "WOFF File Format 2.0").

/// The number of the table `fvar` among the known ones (section 4.1): a font that has it has every weight in one file.
const FVAR: u8 = 47;
/// Those of `glyf` and `loca`, which are transformed unless their version says otherwise.
const GLYF_AND_LOCA: [u8; 2] = [10, 11];
/// Stands before a tag that is not known by a number.
const SPELLED_OUT: u8 = 63;

/// Whether the file is a whole WOFF2 file: its signature, and the length it names.
pub(super) fn is_whole(content: &[u8]) -> bool {
    let length = content.get(8..12).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()).map(u32::from_be_bytes);
    content.starts_with(b"wOF2") && length.and_then(|length| usize::try_from(length).ok()) == Some(content.len())
}

/// Whether it is a variable font. A directory that can't be read counts as one table less.
pub(super) fn is_variable(content: &[u8]) -> bool {
    let count = content.get(12..14).map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]));
    let mut rest = content.get(48..).unwrap_or_default();
    for _ in 0..count {
        match table(&mut rest) {
            Some(FVAR) => return true,
            Some(_) => {}
            None => return false,
        }
    }
    false
}

/// Takes the next entry of the directory, and returns the number of its table.
fn table(rest: &mut &[u8]) -> Option<u8> {
    let (flags, after) = rest.split_first()?;
    *rest = after;
    let (number, version) = (flags & 0x3f, flags >> 6);
    if number == SPELLED_OUT {
        *rest = rest.get(4..)?;
    }
    length(rest)?;
    let is_transformed = if GLYF_AND_LOCA.contains(&number) { version != 3 } else { version != 0 };
    if is_transformed {
        length(rest)?;
    }
    Some(number)
}

/// Skips a UIntBase128 (section 4.1): at most five bytes, and the last one has no highest bit.
fn length(rest: &mut &[u8]) -> Option<()> {
    let end = rest.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    *rest = &rest[end + 1..];
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(directory: &[u8], tables: u8) -> Vec<u8> {
        let mut content = b"wOF2".to_vec();
        content.resize(13, 0);
        content.push(tables);
        content.resize(48, 0);
        content.extend(directory);
        content
    }

    #[test]
    fn a_variable_font_is_known_by_its_table() {
        // glyf with two lengths, a spelled-out tag with one, then fvar.
        let directory = [10, 0x81, 0x00, 5, 63, b'T', b'E', b'S', b'T', 7, FVAR, 9];
        assert!(is_variable(&font(&directory, 3)));
        assert!(!is_variable(&font(&directory, 2)), "it ends before");
        assert!(!is_variable(&font(&directory[..9], 3)) && !is_variable(b"wOF2") && !is_variable(&[]));
        assert!(!is_variable(&font(&[0x80 | 1, 0xff, 0xff, 0xff, 0xff, 0xff], 1)), "a length without an end");
    }
}
