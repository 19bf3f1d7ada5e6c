//! Which hashes another application can read, and how it wants them written.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};

use crate::hashing::{LeavingHash, StoredPassword};

/// Who reads the hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashReader {
    /// A Flask application: bcrypt by Flask-Bcrypt or the bcrypt package, and Werkzeug's own.
    Flask,
    /// Django, with the hashers that it has.
    Django,
    /// Vestibule, or a person: everything as it is.
    Csv,
}

impl HashReader {
    /// The hash in the reader's form. None where it can't be read: of long passwords, which bcrypt alone would cut, and of
    /// passwords with a pepper.
    pub(super) fn reads(self, stored: &StoredPassword) -> Option<String> {
        let StoredPassword::Hash(hash) = stored else { return None };
        match (self, hash.leaving()) {
            (_, LeavingHash::Peppered) | (HashReader::Flask | HashReader::Django, LeavingHash::Marked(_)) => None,
            (HashReader::Django, LeavingHash::Bcrypt(text)) => Some(format!("bcrypt${text}")),
            (HashReader::Django, LeavingHash::Foreign(theirs)) => for_django(theirs),
            (HashReader::Flask, LeavingHash::Foreign(theirs)) => is_werkzeug(theirs).then(|| theirs.to_owned()),
            (HashReader::Flask | HashReader::Csv, LeavingHash::Bcrypt(text))
            | (HashReader::Csv, LeavingHash::Marked(text) | LeavingHash::Foreign(text)) => Some(text.to_owned()),
        }
    }
}

fn is_werkzeug(text: &str) -> bool {
    text.starts_with("scrypt:") || text.starts_with("pbkdf2:")
}

fn for_django(text: &str) -> Option<String> {
    const OWN: [&str; 5] = ["pbkdf2_sha256$", "pbkdf2_sha1$", "bcrypt_sha256$", "scrypt$", "argon2$"];
    if OWN.iter().any(|own| text.starts_with(own)) {
        return Some(text.to_owned());
    }
    if text.starts_with("$argon2") {
        return Some(format!("argon2{text}"));
    }
    // Werkzeug's have the same digests in hex. Django compares the whole of one, so its length has to be what Django computes.
    let [method, salt, digest] = <[&str; 3]>::try_from(text.split('$').collect::<Vec<_>>()).ok()?;
    let digest = HEXLOWER_PERMISSIVE.decode(digest.as_bytes()).ok()?;
    let encoded = BASE64.encode(&digest);
    match *method.split(':').collect::<Vec<_>>().as_slice() {
        ["pbkdf2", "sha256", iterations] if digest.len() == 32 => {
            Some(format!("pbkdf2_sha256${iterations}${salt}${encoded}"))
        }
        ["pbkdf2", "sha1", iterations] if digest.len() == 20 => {
            Some(format!("pbkdf2_sha1${iterations}${salt}${encoded}"))
        }
        ["scrypt", n, r, p] if digest.len() == 64 => Some(format!("scrypt${n}${salt}${r}${p}${encoded}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hashing::Pepper;
    use crate::secret::Secret;

    const HASH: &str = "$2b$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

    fn read(reader: HashReader, row: &str) -> Option<String> {
        reader.reads(&StoredPassword::parse(row.to_owned()))
    }

    #[test]
    fn each_reader_gets_what_it_can_read_and_nothing_else() {
        assert_eq!(read(HashReader::Flask, HASH).as_deref(), Some(HASH));
        assert_eq!(read(HashReader::Django, HASH), Some(format!("bcrypt${HASH}")));
        let long = format!("sha256+{HASH}");
        assert_eq!((read(HashReader::Flask, &long), read(HashReader::Django, &long)), (None, None));
        assert_eq!(read(HashReader::Csv, &long), Some(long));
        for reader in [HashReader::Flask, HashReader::Django, HashReader::Csv] {
            assert_eq!(read(reader, "!"), None);
        }
        let peppered = StoredPassword::take_over(HASH, &Pepper::Suffix(Secret::new(vec![1]))).expect("bcrypt");
        assert!(
            [HashReader::Flask, HashReader::Django, HashReader::Csv]
                .iter()
                .all(|reader| reader.reads(&peppered).is_none())
        );
        let scrypt = format!("foreign+09+scrypt:1024:8:2$salt${}", "ab".repeat(64));
        assert_eq!(read(HashReader::Flask, &scrypt).as_deref(), scrypt.strip_prefix("foreign+09+"));
        let encoded = BASE64.encode(&[0xab; 64]);
        assert_eq!(read(HashReader::Django, &scrypt), Some(format!("scrypt$1024$salt$8$2${encoded}")));
        let sha512 = format!("foreign+09+pbkdf2:sha512:1000$salt${}", "ab".repeat(64));
        assert_eq!(read(HashReader::Django, &sha512), None, "Django has no such hasher");
    }
}
