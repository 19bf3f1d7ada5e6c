//! The file `.env`: found in the working folder or above it, read line by line, put into the environment of the process.

use std::collections::BTreeMap;
use std::env::VarError;
use std::ffi::OsStr;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::Chars;

use super::{ConfigError, is_blank, refuse};

/// Puts the variables of the nearest `.env` into the environment, where libpq and the logger find theirs, too. A variable
/// that is set outside the file wins over the file, unless it is set to nothing.
///
/// # Errors
/// One sentence that names the file, the line and what is missing there. No value is repeated: it may be a secret.
pub fn load() -> Result<(), ConfigError> {
    let Some(path) = find() else { return Ok(()) };
    let shown = path.display();
    let bytes = std::fs::read(&path).map_err(|cause| refuse(".env", format!("can't read {shown}: {cause}")))?;
    let outside = |name: &str| std::env::var(name).ok().filter(|value| !is_blank(value));
    let entries = entries(&bytes, &outside);
    let entries = entries.map_err(|mistake| refuse(".env", format!("{mistake} (in {shown})")))?;
    for Entry { name, value, .. } in entries {
        if !is_blank(&value) && outside(&name).is_none() {
            // dotenvy sets variables on our behalf, which Rust calls unsafe once there are threads; there are none yet.
            let line = format!("{name}=\"{}\"", escape(&value));
            dotenvy::from_read_override(line.as_bytes())
                .map_err(|_| refuse(".env", format!("the value of {name} can't be put into the environment")))?;
        }
    }
    Ok(())
}

/// Whether the environment has a variable of this name, with nothing in it.
pub fn is_set_to_nothing(name: &OsStr) -> bool {
    std::env::var_os(name).is_some_and(|value| value.to_str().is_some_and(is_blank))
}

/// What `RUST_LOG` says; none where it is not set, or set to nothing. It has no flag: every program's is called so.
///
/// # Errors
/// When it is not text.
pub fn rust_log() -> Result<Option<String>, String> {
    match std::env::var("RUST_LOG") {
        Ok(text) => Ok(Some(text).filter(|text| !is_blank(text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err("it is not UTF-8".to_owned()),
    }
}

fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(".env")).find(|path| is_file(path))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file())
}

fn entries(bytes: &[u8], outside: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Entry>, String> {
    decode(bytes).and_then(|text| Parser::new(&text, outside).parse())
}

/// What a file sets, where nothing is set outside of it.
#[cfg(feature = "fuzzing")]
pub(super) fn variables(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let entries = entries(bytes, &|_| None)?;
    Ok(entries.into_iter().map(|entry| (entry.name, entry.value)).collect())
}

/// The text of the file, which is UTF-8; a mark at its start, as some editors write it, is dropped.
fn decode(bytes: &[u8]) -> Result<String, String> {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || zeros * 3 > bytes.len() {
        return Err(
            "the file is encoded in UTF-16, as Windows editors and PowerShell write it; save it as UTF-8".to_owned()
        );
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let line_of = |at: usize| bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(format!("line {}: there is a NUL character; remove it", line_of(at)));
    }
    let text = std::str::from_utf8(bytes);
    let text = text
        .map_err(|cause| format!("line {}: this is not UTF-8; save the file as UTF-8", line_of(cause.valid_up_to())))?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A value in the form that [`dotenvy`] reads back unchanged inside double quotes.
pub(super) fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$").replace('\n', "\\n")
}

struct Entry {
    name: String,
    value: String,
    line: usize,
}

/// Reads `NAME=value`, `NAME='as it is'`, `NAME="with $OTHER and \n"`, `export NAME=…` and comments.
struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    line: usize,
    outside: &'a dyn Fn(&str) -> Option<String>,
    known: BTreeMap<String, String>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, outside: &'a dyn Fn(&str) -> Option<String>) -> Parser<'a> {
        Parser { rest: text.chars().peekable(), line: 1, outside, known: BTreeMap::new() }
    }

    fn parse(mut self) -> Result<Vec<Entry>, String> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            self.skip(char::is_whitespace);
            match self.rest.peek() {
                None => return Ok(entries),
                Some('#') => self.skip(|c| c != '\n'),
                Some(_) => {
                    let entry = self.entry()?;
                    let earlier = entries.iter().find(|own| own.name == entry.name && !is_blank(&own.value));
                    if let Some(earlier) = earlier.filter(|_| !is_blank(&entry.value)) {
                        let (line, name) = (entry.line, label(&entry.name));
                        return Err(format!(
                            "line {line}: {name} is already set in line {}; keep one of them",
                            earlier.line
                        ));
                    }
                    self.known.insert(entry.name.clone(), entry.value.clone());
                    entries.push(entry);
                }
            }
        }
    }

    fn entry(&mut self) -> Result<Entry, String> {
        let line = self.line;
        let mut name = self.name(true);
        self.skip(is_blank_in_line);
        if name == "export" && self.rest.peek() != Some(&'=') {
            name = self.name(true);
            self.skip(is_blank_in_line);
        }
        let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !starts_well || self.next() != Some('=') {
            return Err(format!("line {line}: this is not NAME=value; write it so, or put a # in front of a comment"));
        }
        self.skip(is_blank_in_line);
        let value = match self.rest.peek() {
            Some('#') => String::new(),
            _ => self.value(&name, line)?,
        };
        self.skip(|c| c != '\n');
        Ok(Entry { name, value, line })
    }

    fn name(&mut self, dots: bool) -> String {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_' || (dots && *c == '.')) {
            name.push(c);
        }
        name
    }

    fn value(&mut self, name: &str, line: usize) -> Result<String, String> {
        let mut value = String::new();
        loop {
            if self.rest.peek().is_none_or(|c| *c == '\n') {
                return Ok(value);
            }
            match self.next() {
                Some('\'') => self.single_quoted(&mut value).ok_or_else(|| not_closed(name, line, '\''))?,
                Some('"') => self.double_quoted(name, line, &mut value)?,
                Some('$') => self.substitute(&mut value).ok_or_else(|| not_closed(name, line, '}'))?,
                Some('\\') => value.push(self.escaped().ok_or_else(|| backslash(name, line))?),
                Some(c) if is_blank_in_line(c) => {
                    self.skip(is_blank_in_line);
                    return match self.rest.peek() {
                        None | Some('\n' | '#') => Ok(value),
                        Some(_) => Err(format!(
                            "line {line}: the value of {0} contains a space, so it needs quotes: {0}='…'",
                            label(name)
                        )),
                    };
                }
                Some(c) => value.push(c),
                None => return Ok(value),
            }
        }
    }

    fn single_quoted(&mut self, value: &mut String) -> Option<()> {
        loop {
            match self.next()? {
                '\'' => return Some(()),
                c => value.push(c),
            }
        }
    }

    fn double_quoted(&mut self, name: &str, line: usize, value: &mut String) -> Result<(), String> {
        loop {
            match self.next().ok_or_else(|| not_closed(name, line, '"'))? {
                '"' => return Ok(()),
                '$' => self.substitute(value).ok_or_else(|| not_closed(name, line, '}'))?,
                '\\' => value.push(self.escaped().ok_or_else(|| backslash(name, line))?),
                c => value.push(c),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        match self.rest.next_if(|c| matches!(c, '\\' | '\'' | '"' | '$' | ' ' | 'n'))? {
            'n' => Some('\n'),
            c => Some(c),
        }
    }

    /// `$NAME` or `${NAME}`: what the environment or an earlier line says, nothing where neither knows the name.
    fn substitute(&mut self, value: &mut String) -> Option<()> {
        let braces = self.rest.next_if_eq(&'{').is_some();
        let name = self.name(false);
        if braces {
            self.rest.next_if_eq(&'}')?;
        }
        let found = (self.outside)(&name).or_else(|| self.known.get(&name).cloned());
        value.push_str(&found.unwrap_or_default());
        Some(())
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        while self.rest.peek().is_some_and(|c| is_skipped(*c)) {
            self.next();
        }
    }
}

fn is_blank_in_line(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// A variable's name is safe to print when it looks like one of ours; a stray line of a key has no such name.
fn label(name: &str) -> &str {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain { name } else { "NAME" }
}

fn not_closed(name: &str, line: usize, mark: char) -> String {
    let name = label(name);
    let quotes = if mark == '\'' { "\"…\"" } else { "'…'" };
    format!(
        "line {line}: the closing {mark} in the value of {name} is missing; to keep that character, write {name}={quotes}"
    )
}

fn backslash(name: &str, line: usize) -> String {
    let name = label(name);
    format!("line {line}: the value of {name} contains a \\; put it in single quotes: {name}='…'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<(String, String)>, String> {
        let text = decode(text.as_bytes())?;
        let outside = |name: &str| (name == "HOME").then(|| "/home/ada".to_owned());
        let entries = Parser::new(&text, &outside).parse()?;
        Ok(entries.into_iter().map(|entry| (entry.name, entry.value)).collect())
    }

    #[test]
    fn lines_mean_what_they_mean_to_other_readers_of_such_files() {
        for (line, value) in [
            ("A=b", "b"),
            ("  export A = b  # a comment", "b"),
            ("A=b#c", "b#c"),
            ("A= # nothing", ""),
            ("A=", ""),
            ("A='$HOME \\n #'", "$HOME \\n #"),
            ("A=\"$HOME \\\"x\\\" \\$5\"", "/home/ada \"x\" $5"),
            ("A=${HOME}/x$NOBODY", "/home/ada/x"),
            ("A='two\nlines'", "two\nlines"),
            ("A=\"two\\nlines\"", "two\nlines"),
            ("A='a'\"b\"c", "abc"),
        ] {
            assert_eq!(parse(line), Ok(vec![("A".to_owned(), value.to_owned())]), "{line}");
            assert_eq!(parse(&format!("\u{feff}# x\r\n{line}\r\n")).map(|all| all.len()), Ok(1), "{line}");
        }
        let two = parse("A=x\nB=$A/y\nexport=z").expect("three entries");
        assert_eq!(two[1], ("B".to_owned(), "x/y".to_owned()));
        assert_eq!(two[2].0, "export");
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_without_its_value() {
        for (line, words) in [
            ("APP_NAME=My hunter2", &["line 3", "APP_NAME", "quotes", "APP_NAME='…'"][..]),
            ("APP_NAME='My hunter2", &["line 3", "closing '"]),
            ("APP_NAME=John's hunter2", &["line 3", "closing '", "APP_NAME=\"…\""]),
            ("APP_NAME=\"My hunter2", &["line 3", "closing \""]),
            ("DATA_DIR=C:\\hunter2", &["line 3", "DATA_DIR", "single quotes"]),
            ("hunter2hunter2", &["line 3", "NAME=value"]),
            ("hunter2/hunter2+hun==", &["line 3", "NAME=value"]),
            ("SECRET_KEY hunter2", &["line 3", "NAME=value"]),
            ("hunter2=a b", &["line 3", "quotes"]),
            ("PORT=hunter2", &["line 3", "PORT", "already set in line 2"]),
        ] {
            let sentence = parse(&format!("# first\nPORT=1\n{line}\nHOST=x\n")).expect_err(line);
            assert!(words.iter().all(|word| sentence.contains(word)), "{line}: {sentence}");
            assert!(!sentence.contains("hunter2"), "{sentence}");
        }
        assert!(parse("PORT=\nPORT=1").is_ok(), "what is set to nothing is not set");
    }

    #[test]
    fn only_utf_8_is_read() {
        let utf_16: Vec<u8> = "PORT=1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[&[0xff, 0xfe], &utf_16[..]].concat(), utf_16] {
            assert!(decode(&bytes).expect_err("UTF-16").contains("UTF-16"));
        }
        assert!(decode(b"A=b\nC=\xe9\n").expect_err("Latin-1").contains("line 2"));
        assert!(decode(b"A=b\nC=d\0e0123456789\n").expect_err("NUL").contains("line 2"));
    }

    #[test]
    fn a_value_reaches_the_environment_unchanged() {
        for value in ["plain", "a \"b\" 'c' \\ $HOME #x", "two\nlines\\n", "ends with \\"] {
            let line = format!("A=\"{}\"", escape(value));
            let read: Vec<_> = dotenvy::from_read_iter(line.as_bytes()).map(|pair| pair.expect("a pair").1).collect();
            assert_eq!(read, [value]);
        }
    }
}
