//! Makes the file of a filter from a list, in memory that does not grow with the list: keys are spread over files by their first
//! bits, and one table after the other is made of them.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER_PERMISSIVE;
use unicode_normalization::UnicodeNormalization;

use super::filter::{BreachFilter, ENTRY, HEAD, MAGIC, MOST_TABLES, VERSION};
use super::{first_eight, fuse, key};

/// Keys in one table at most, before a list has more than [`MOST_TABLES`] of them. A table of a million takes some 25 MB to make.
const KEYS_IN_TABLE: u64 = 1 << 20;

/// A longer line is no password.
const LONGEST_LINE: u64 = 4_096;

/// How often progress is told.
const TOLD_EVERY: u64 = 1 << 20;

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// Lines that were read.
    pub lines: u64,
    /// Passwords in the filter: every one once.
    pub passwords: u64,
    /// Size of the file, in bytes.
    pub size: u64,
}

/// Reads a list and writes its filter to `out`, which is replaced once the new one is whole. A line is a password, or what lists of
/// hashes have: the SHA-1 of one in hex, alone or before a colon. `told` hears how many lines were read, now and then.
///
/// # Errors
/// One sentence: the list can't be read, or a file can't be written.
pub fn build(list: &mut impl BufRead, out: &Path, told: &mut dyn FnMut(u64)) -> Result<Built, String> {
    let beside = |end: &str| {
        let mut name = out.file_name().unwrap_or_default().to_owned();
        name.push(end);
        out.with_file_name(name)
    };
    let (parts, unfinished) = (beside(".parts"), beside(".partial"));
    let built = spread(list, &parts, told).and_then(|lines| {
        let passwords = write(&parts, lines, &unfinished)?;
        let refused = |cause: io::Error| format!("{}: {cause}", out.display());
        if !BreachFilter::open(&unfinished)?.verify()? {
            return Err(format!("{}: what was written is not what can be read", unfinished.display()));
        }
        let size = fs::metadata(&unfinished).map_err(refused)?.len();
        fs::rename(&unfinished, out).map_err(refused)?;
        Ok(Built { lines, passwords, size })
    });
    let _ = fs::remove_dir_all(&parts);
    if built.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    built
}

fn part(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:02x}"))
}

/// Spreads the keys over files, by their first eight bits. Returns how many lines there were.
fn spread(list: &mut impl BufRead, parts: &Path, told: &mut dyn FnMut(u64)) -> Result<u64, String> {
    let refused = |cause: io::Error| format!("{}: {cause}", parts.display());
    // What a run that was killed has left.
    let _ = fs::remove_dir_all(parts);
    fs::create_dir_all(parts).map_err(refused)?;
    let open = |number| File::create(part(parts, number)).map(BufWriter::new);
    let mut files: Vec<_> = (0..MOST_TABLES).map(open).collect::<Result<_, _>>().map_err(refused)?;
    let (mut line, mut lines) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = list.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|cause| format!("the list: {cause}"))? == 0 {
            break;
        }
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            return Err(format!(
                "the list: line {} is longer than {LONGEST_LINE} bytes; is this a list of passwords?",
                lines + 1
            ));
        }
        lines += 1;
        if lines % TOLD_EVERY == 0 {
            told(lines);
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.is_empty() {
            continue;
        }
        let key = key_of(text);
        if let Some(file) = files.get_mut((key >> 56) as usize) {
            file.write_all(&key.to_le_bytes()).map_err(refused)?;
        }
    }
    files.iter_mut().try_for_each(|file| file.flush()).map_err(refused)?;
    Ok(lines)
}

/// The key of a line. A password is normalised as those that people type are.
pub(super) fn key_of(line: &[u8]) -> u64 {
    let hash = line.split(|byte| *byte == b':').next().unwrap_or(line);
    if hash.len() == 40
        && let Ok(hash) = HEXLOWER_PERMISSIVE.decode(hash)
    {
        return first_eight(&hash);
    }
    match std::str::from_utf8(line) {
        Ok(text) => key(text.nfc().collect::<String>().as_bytes()),
        Err(_) => key(line),
    }
}

/// Makes the tables and writes the file. Returns how many passwords there are.
fn write(parts: &Path, lines: u64, out: &Path) -> Result<u64, String> {
    let refused = |cause: io::Error| format!("{}: {cause}", out.display());
    let tables = usize::try_from(lines.div_ceil(KEYS_IN_TABLE)).unwrap_or(MOST_TABLES).next_power_of_two();
    let tables = tables.clamp(1, MOST_TABLES);
    let mut file = BufWriter::new(File::create(out).map_err(refused)?);
    file.write_all(&[0; HEAD]).map_err(refused)?;
    let (mut sum, mut entries) = (Context::new(&SHA256), Vec::with_capacity(tables * ENTRY));
    let (mut passwords, mut places) = (0_u64, 0_u64);
    for table in 0..tables {
        let per_table = MOST_TABLES / tables;
        let keys = keys(parts, table * per_table..(table + 1) * per_table)?;
        let made = fuse::fill(&keys).ok_or("no table could be made of this list")?;
        let (shape, filled) = made;
        for place in &filled {
            let bytes = place.to_le_bytes();
            sum.update(&bytes);
            file.write_all(&bytes).map_err(refused)?;
        }
        entries.extend_from_slice(&places.to_le_bytes());
        entries.extend_from_slice(&shape.seed.to_le_bytes());
        entries.extend_from_slice(&shape.segment_length.to_le_bytes());
        entries.extend_from_slice(&shape.segments.to_le_bytes());
        places += shape.places();
        passwords += keys.len() as u64;
    }
    sum.update(&entries);
    file.write_all(&entries).map_err(refused)?;
    let mut head = Vec::with_capacity(HEAD);
    head.extend_from_slice(MAGIC);
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&u32::try_from(tables).unwrap_or(u32::MAX).to_le_bytes());
    head.extend_from_slice(&passwords.to_le_bytes());
    head.extend_from_slice(sum.finish().as_ref());
    head.resize(HEAD, 0);
    file.seek(SeekFrom::Start(0)).map_err(refused)?;
    file.write_all(&head).map_err(refused)?;
    let file = file.into_inner().map_err(|cause| refused(cause.into_error()))?;
    file.sync_all().map_err(refused)?;
    Ok(passwords)
}

/// The keys of these parts, each once.
fn keys(parts: &Path, numbers: std::ops::Range<usize>) -> Result<Vec<u64>, String> {
    let mut keys = Vec::new();
    for number in numbers {
        let path = part(parts, number);
        let refused = |cause: io::Error| format!("{}: {cause}", path.display());
        let mut bytes = Vec::new();
        BufReader::new(File::open(&path).map_err(refused)?).read_to_end(&mut bytes).map_err(refused)?;
        let whole = bytes.chunks_exact(8).map(|key| key.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
        keys.extend(whole);
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn built(list: &[u8]) -> (tempfile::TempDir, PathBuf, Built) {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("list.filter");
        let built = build(&mut Cursor::new(list), &out, &mut |_| {}).expect("a filter");
        (folder, out, built)
    }

    #[test]
    fn passwords_and_their_hashes_are_found_and_nothing_is_left_behind() {
        let list = b"plain password\r\nplain password\n\ncafe\xcc\x81 au lait\n\xff\xfe\n\
            A9993E364706816ABA3E25717850C26C9CD0D89D:42\na9993e364706816aba3e25717850c26c9cd0d89d\nno newline";
        let (folder, out, made) = built(list);
        assert_eq!((made.lines, made.passwords), (8, 5));
        let filter = BreachFilter::open(&out).expect("it opens");
        for password in ["plain password", "caf\u{e9} au lait", "abc", "no newline"] {
            assert_eq!(filter.contains(key(password.as_bytes())), Ok(true), "{password}");
        }
        assert_eq!(filter.contains(key(b"another one")), Ok(false));
        assert_eq!((filter.verify(), filter.len()), (Ok(true), 5));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_list_of_many_tables_is_found_whole() {
        // More lines than one table takes, most of them the same.
        let mut list: Vec<u8> = (0..60_000).flat_map(|i| format!("password {i}\n").into_bytes()).collect();
        for _ in 0..KEYS_IN_TABLE {
            list.extend_from_slice(b"again\n");
        }
        let (_folder, out, made) = built(&list);
        assert_eq!(made.passwords, 60_001);
        let filter = BreachFilter::open(&out).expect("it opens");
        assert!((0..60_000).all(|i| filter.contains(key(format!("password {i}").as_bytes())) == Ok(true)));
    }

    #[test]
    fn what_is_no_filter_is_refused_and_what_is_damaged_is_noticed() {
        let (_folder, out, _) = built(b"one\ntwo\nthree\n");
        let whole = fs::read(&out).expect("the file");
        let opened = |bytes: &[u8]| {
            fs::write(&out, bytes).expect("written");
            BreachFilter::open(&out).map(|filter| filter.verify())
        };
        for length in [0, 7, 63, 64, 80, whole.len() - 1] {
            assert!(opened(&whole[..length]).is_err(), "{length} bytes");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            let noticed = !matches!(opened(&damaged), Ok(Ok(true)));
            // The number of passwords and the last bytes of the head are in no sum, and decide nothing.
            assert!(noticed || (16..24).contains(&at) || (56..64).contains(&at), "byte {at}");
        }
        assert!(
            opened(b"not a filter at all, but long enough to have a head: ..............................").is_err()
        );
    }

    #[test]
    fn a_list_that_is_none_is_refused_and_the_old_filter_stays() {
        let (folder, out, _) = built(b"one\n");
        let before = fs::read(&out).expect("the file");
        let refused = build(&mut Cursor::new(vec![b'x'; 10_000]), &out, &mut |_| {}).expect_err("no list");
        assert!(refused.contains("line 1"), "{refused}");
        assert_eq!(fs::read(&out).expect("the file"), before);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
