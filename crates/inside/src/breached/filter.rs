//! The file of a filter, and looking a key up in it.
//!
//! 64 bytes of head: `vestfltr`, the version and the number of tables (32 bits each), the number of passwords (64), the SHA-256 of
//! all that follows, 8 bytes of nothing. Then the tables, two bytes a place. Then for each table where it begins, its seed (64
//! bits each), the length and number of its segments (32 each). Numbers are little-endian. A key is in the table that its first bits
//! name; so many tables there are that each can be made in memory.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};

use super::fuse::Shape;

pub(super) const MAGIC: &[u8; 8] = b"vestfltr";
pub(super) const VERSION: u32 = 1;
pub(super) const HEAD: usize = 64;
/// Of the entry of a table at the end.
pub(super) const ENTRY: usize = 24;
/// The most tables.
pub(super) const MOST_TABLES: usize = 256;

/// Where the bytes are.
#[derive(Debug)]
enum Bytes {
    Embedded(&'static [u8]),
    /// Read where they are wanted: the system keeps what is often read, and the file can be larger than the memory.
    File(File),
}

impl Bytes {
    fn read(&self, at: u64, into: &mut [u8]) -> Result<(), String> {
        match self {
            Bytes::File(file) => file.read_exact_at(into, at).map_err(|cause| cause.to_string()),
            Bytes::Embedded(bytes) => {
                let from = usize::try_from(at).map_err(|cause| cause.to_string())?;
                let found = from.checked_add(into.len()).and_then(|to| bytes.get(from..to));
                into.copy_from_slice(found.ok_or("it ends too early")?);
                Ok(())
            }
        }
    }
}

/// A filter that is ready to be asked.
#[derive(Debug)]
pub struct BreachFilter {
    bytes: Bytes,
    length: u64,
    passwords: u64,
    sum: [u8; 32],
    /// Where each table begins, in places, and its shape.
    tables: Vec<(u64, Shape)>,
}

impl BreachFilter {
    /// Opens a file that `vestibule breach build` made. Reads its head and its end, which is enough to never read beside it;
    /// [`BreachFilter::verify`] reads the rest.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn open(path: &Path) -> Result<BreachFilter, String> {
        let file = File::open(path).and_then(|file| file.metadata().map(|metadata| (file, metadata.len())));
        let (file, length) = file.map_err(|cause| format!("{}: {cause}", path.display()))?;
        BreachFilter::read(Bytes::File(file), length)
            .map_err(|cause| format!("{}: {cause}; make it with `vestibule breach build LIST OUT`", path.display()))
    }

    pub(super) fn embedded(bytes: &'static [u8]) -> Result<BreachFilter, String> {
        BreachFilter::read(Bytes::Embedded(bytes), bytes.len() as u64)
    }

    fn read(bytes: Bytes, length: u64) -> Result<BreachFilter, String> {
        let mut head = [0; HEAD];
        bytes.read(0, &mut head).map_err(|_| "this is no filter of breached passwords")?;
        if head[..8] != *MAGIC {
            return Err("this is no filter of breached passwords".to_owned());
        }
        let version = u32_at(&head, 8);
        if version != VERSION {
            return Err(format!("it was made by another version of Vestibule (format {version}, not {VERSION})"));
        }
        let number = u32_at(&head, 12) as usize;
        let mut sum = [0; 32];
        sum.copy_from_slice(&head[24..56]);
        if !(1..=MOST_TABLES).contains(&number) || !number.is_power_of_two() {
            return Err("its head is damaged".to_owned());
        }
        let end = (HEAD as u64).checked_add((number * ENTRY) as u64).filter(|least| *least <= length);
        let end = end.map(|_| length - (number * ENTRY) as u64).ok_or("it is not complete")?;
        let mut entries = vec![0; number * ENTRY];
        bytes.read(end, &mut entries)?;
        let (mut tables, mut next) = (Vec::with_capacity(number), 0_u64);
        for entry in entries.chunks_exact(ENTRY) {
            let shape =
                Shape { seed: u64_at(entry, 8), segment_length: u32_at(entry, 16), segments: u32_at(entry, 20) };
            if !shape.is_possible() || u64_at(entry, 0) != next {
                return Err("it is damaged or not complete".to_owned());
            }
            tables.push((next, shape));
            next += shape.places();
        }
        if HEAD as u64 + 2 * next != end {
            return Err("it is damaged or not complete".to_owned());
        }
        Ok(BreachFilter { bytes, length, passwords: u64_at(&head, 16), sum, tables })
    }

    /// How many passwords it was made of.
    pub fn len(&self) -> u64 {
        self.passwords
    }

    /// Whether it was made of none.
    pub fn is_empty(&self) -> bool {
        self.passwords == 0
    }

    /// Whether a key is one of those that it was made of; of others, one in 65,536 is taken for one.
    pub(super) fn contains(&self, key: u64) -> Result<bool, String> {
        if self.is_empty() {
            return Ok(false);
        }
        let (start, shape) = self.tables[table_of(key, self.tables.len())];
        let (places, fingerprint) = shape.look_up(key);
        let mut sum = 0;
        for place in places {
            let mut two = [0; 2];
            self.bytes.read(HEAD as u64 + 2 * (start + place), &mut two)?;
            sum ^= u16::from_le_bytes(two);
        }
        Ok(sum == fingerprint)
    }

    /// Reads it whole and compares its check sum.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn verify(&self) -> Result<bool, String> {
        let (mut digest, mut buffer) = (Context::new(&SHA256), vec![0; 1 << 16]);
        let mut at = HEAD as u64;
        while at < self.length {
            let size = usize::try_from(self.length - at).map_or(buffer.len(), |left| left.min(buffer.len()));
            let part = &mut buffer[..size];
            self.bytes.read(at, part)?;
            digest.update(part);
            at += size as u64;
        }
        Ok(digest.finish().as_ref() == self.sum)
    }
}

/// The table of a key, by its first bits.
pub(super) fn table_of(key: u64, tables: usize) -> usize {
    ((u128::from(key) * tables as u128) >> 64) as usize
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
