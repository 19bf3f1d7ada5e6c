//! What may be in an SVG that we serve from our own origin: shapes, and nothing that runs or is fetched from elsewhere. Such a file is
//! also served with a policy of its own that forbids both; a check at start tells the operator why their logo would look broken.

/// Elements that run something, or hold a document of another kind.
const REFUSED: [&str; 7] = ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener"];

/// Checks the text and returns width and height, from `viewBox` or from the attributes of these names.
///
/// # Errors
/// What is in it that may not be, and what to do.
pub(super) fn size(text: &str) -> Result<(f64, f64), String> {
    let lower = text.to_lowercase();
    if lower.contains("@import") || lower.split("url(").skip(1).any(|after| !is_inside(after)) {
        return Err("it loads something from another file; put it into the SVG itself".to_owned());
    }
    let mut rest = lower.as_str();
    let mut size = None;
    while let Some((_, after)) = rest.split_once('<') {
        rest = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").ok_or("a comment in it never ends")?.1
        } else if after.starts_with("?xml ") {
            after.split_once("?>").ok_or("its first line never ends")?.1
        } else if after.starts_with(['!', '?']) {
            return Err("it has a document type or an instruction in it; save it as plain SVG".to_owned());
        } else {
            let (tag, after) = after.split_at(end(after).ok_or("a tag in it never ends")?);
            let own = element(tag)?;
            if size.is_none() {
                size = Some(own.ok_or("its first element is not <svg> with a viewBox")?);
            }
            after
        };
    }
    size.ok_or_else(|| "it has no element <svg>".to_owned())
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '>' => return Some(at),
            _ => {}
        }
        None
    })
}

/// Checks an element with its attributes; the size, if it is `<svg>`.
fn element(tag: &str) -> Result<Option<(f64, f64)>, String> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').find(|part| !part.is_empty()).unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or(name);
    if REFUSED.contains(&name) {
        return Err(format!("there is a <{name}> in it; remove it"));
    }
    let (mut view, mut width, mut height) = (None, None, None);
    for (attribute, value) in attributes(tag) {
        let local = attribute.rsplit(':').next().unwrap_or(attribute);
        if local.starts_with("on") {
            return Err(format!("there is a script in an attribute {attribute}; remove it"));
        }
        if ["href", "src"].contains(&local) && !is_inside(value) {
            return Err(format!("its {attribute} leads to another file; put it into the SVG itself"));
        }
        let number = || value.trim_end_matches("px").parse::<f64>().ok().filter(|number| number.is_normal());
        match attribute {
            "viewbox" => {
                let numbers = value.split([' ', ',']).filter(|part| !part.is_empty());
                view = numbers.map(|part| part.parse::<f64>().ok()).collect::<Option<Vec<f64>>>();
            }
            "width" => width = number(),
            "height" => height = number(),
            _ => {}
        }
    }
    let of_view = view.and_then(|view| Some((*view.get(2)?, *view.get(3)?)));
    let size = of_view.or(width.zip(height)).filter(|(width, height)| *width > 0.0 && *height > 0.0);
    Ok(size.filter(|_| name == "svg"))
}

/// Names and values of the attributes of a tag, for values in quotes as XML demands them.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('=')?;
        let name = before.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
        let (value, behind) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        rest = behind;
        Some((name, value.trim()))
    })
}

/// Whether an address leads to a part of the file itself, or holds a picture in itself.
fn is_inside(address: &str) -> bool {
    let address = address.trim_start().trim_start_matches(['"', '\'']).trim_start();
    let pictures = ["data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif"];
    address.starts_with('#') || pictures.iter().any(|picture| address.starts_with(picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_gradients_and_pictures_inside_are_fine() {
        for (text, expected) in [
            (r#"<svg viewBox="0 0 120 40"><path d="M0 0h1"/></svg>"#, (120.0, 40.0)),
            (
                r#"<?xml version="1.0"?><!-- a > b --><svg width='64px' height='32' xmlns="http://www.w3.org/2000/svg"/>"#,
                (64.0, 32.0),
            ),
            (
                r##"<svg viewBox="0,0,10,10"><defs><linearGradient id="a"/></defs><use xlink:href="#a" fill="url(#a)"/></svg>"##,
                (10.0, 10.0),
            ),
            (
                r#"<svg viewBox="0 0 1 1"><image href="data:image/png;base64,AA=="/><style>a{fill:url('#b')}</style></svg>"#,
                (1.0, 1.0),
            ),
        ] {
            assert_eq!(size(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_runs_or_comes_from_elsewhere_is_refused() {
        for inner in [
            "<script>alert(1)</script>",
            "<svg:SCRIPT/>",
            "<path onload=\"alert(1)\"/>",
            "<path d='>' ONCLICK = 'x'/>",
            "<foreignObject/>",
            "<image href=\"https://a.example/a.png\"/>",
            "<use xlink:href='a.svg#b'/>",
            "<a href=\"javascript:alert(1)\"/>",
            "<a href=\"&#106;avascript:alert(1)\"/>",
            "<image href=\"data:image/svg+xml,x\"/>",
            "<style>@import 'a.css'</style>",
            "<path fill=\"url(https://a.example/#a)\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]>",
            "<?xml-stylesheet href=\"a.css\"?>",
            "<path d=\"",
        ] {
            let refused = size(&format!("<svg viewBox=\"0 0 1 1\">{inner}</svg>"));
            assert!(refused.is_err(), "{inner}: {refused:?}");
        }
        for wrong in [
            "",
            "text",
            "<svg/>",
            "<html viewBox='0 0 1 1'/>",
            "<svg viewBox='0 0 0 1'/>",
            "<svg viewBox='0 0 NaN 1'/>",
        ] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
