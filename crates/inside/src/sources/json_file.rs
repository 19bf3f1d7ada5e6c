//! Accounts in a JSON file: a list, a list under `users` (Firebase, Keycloak), or one object a line.

use std::cell::Cell;
use std::fmt;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::account::ForeignAccount;
use super::application::SourceApplication;
use super::fields::Record;
use super::plan::{Plan, SourceChoice, unrecognised};
use super::{ReadingProgress, SourceError, firebase, keycloak, open, unreadable};

/// A file, and what its objects say.
pub(super) struct JsonFile {
    path: PathBuf,
    objects: Objects,
}

/// Whose objects they are.
enum Objects {
    Firebase(SourceChoice),
    Keycloak,
    Flat(Plan),
}

/// Members under which exports have their accounts.
const LISTS: [&str; 1] = ["users"];

/// Whether the first character that is none of white space begins an object or a list.
pub(super) fn looks_like_json(path: &Path) -> Result<bool, SourceError> {
    let mut beginning = Vec::new();
    open(path)?.take(64).read_to_end(&mut beginning).map_err(|cause| unreadable(path, &cause))?;
    let beginning = String::from_utf8_lossy(&beginning);
    Ok(beginning.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']))
}

impl JsonFile {
    /// Looks at the first account.
    pub(super) fn open(path: PathBuf, choice: &SourceChoice) -> Result<JsonFile, SourceError> {
        let mut first = None;
        // An error of the kind that ends the reading: one account is enough.
        let read = walk(&path, &mut |object, _| {
            first = Some(object);
            Err(())
        });
        if let Walked::Broken(error) = read {
            return Err(error);
        }
        let first = first.ok_or_else(|| SourceError(format!("{}: there are no accounts in it", path.display())))?;
        let objects = if firebase::is_account(&first) {
            Objects::Firebase(choice.clone())
        } else if keycloak::is_account(&first) {
            Objects::Keycloak
        } else {
            let flat = flat(&first);
            let columns: Vec<&str> = flat.iter().map(|(name, _)| name.as_str()).collect();
            let plan = Plan::of(None, &columns, choice)?;
            Objects::Flat(plan.ok_or_else(|| unrecognised(&path.display().to_string(), &columns))?)
        };
        Ok(JsonFile { path, objects })
    }

    pub(super) fn application(&self) -> SourceApplication {
        match &self.objects {
            Objects::Firebase(_) => SourceApplication::Firebase,
            Objects::Keycloak => SourceApplication::Keycloak,
            Objects::Flat(plan) => plan.application,
        }
    }

    pub(super) fn each<E: From<SourceError>>(
        &mut self,
        take: &mut dyn FnMut(ForeignAccount, ReadingProgress) -> Result<(), E>,
    ) -> Result<(), E> {
        let objects = &self.objects;
        let walked = walk(&self.path, &mut |object, done| take(ForeignAccount::read(&objects.record(&object)), done));
        match walked {
            Walked::Whole => Ok(()),
            Walked::Stopped(error) => Err(error),
            Walked::Broken(error) => Err(error.into()),
        }
    }
}

impl Objects {
    fn record(&self, object: &Map<String, Value>) -> Record {
        match self {
            Objects::Firebase(choice) => firebase::record(object, choice.firebase.as_ref()),
            Objects::Keycloak => keycloak::record(object),
            Objects::Flat(plan) => {
                let flat = flat(object);
                plan.record(|name| flat.iter().find(|pair| pair.0 == name).map(|pair| pair.1.clone()))
            }
        }
    }
}

/// Every value that is one, under the names that lead to it, joined by dots.
fn flat(object: &Map<String, Value>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in object {
        match value {
            Value::Object(inner) => {
                pairs.extend(flat(inner).into_iter().map(|(rest, text)| (format!("{name}.{rest}"), text)))
            }
            Value::String(text) => pairs.push((name.clone(), text.clone())),
            Value::Bool(_) | Value::Number(_) => pairs.push((name.clone(), value.to_string())),
            Value::Null => pairs.push((name.clone(), String::new())),
            Value::Array(_) => {}
        }
    }
    pairs
}

/// How a walk through the accounts of a file ended.
enum Walked<E> {
    /// At the end.
    Whole,
    /// Where an account was not taken.
    Stopped(E),
    /// Where the file can't be read.
    Broken(SourceError),
}

type Take<'a, E> = &'a mut dyn FnMut(Map<String, Value>, ReadingProgress) -> Result<(), E>;

/// Hands over object after object. The file is read as it comes.
fn walk<E>(path: &Path, take: Take<'_, E>) -> Walked<E> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) => return Walked::Broken(error),
    };
    let total = file.metadata().map_or(0, |metadata| metadata.len());
    let read = Rc::new(Cell::new(0));
    let counted = Counted { file, read: Rc::clone(&read) };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, counted));
    let mut stopped = None;
    let mut hand = |object: Map<String, Value>| {
        take(object, ReadingProgress { done: read.get(), total }).is_err_and(|error| {
            stopped = Some(error);
            true
        })
    };
    let walked = loop {
        match json.end() {
            Ok(()) => break Ok(()),
            Err(_) => match (Top { hand: &mut hand }).deserialize(&mut json) {
                Ok(()) => {}
                Err(cause) => break Err(cause),
            },
        }
    };
    match (stopped, walked) {
        (Some(error), _) => Walked::Stopped(error),
        (None, Ok(())) => Walked::Whole,
        (None, Err(cause)) => Walked::Broken(unreadable(path, &cause)),
    }
}

struct Counted {
    file: std::fs::File,
    read: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Takes an object, and says whether to stop.
type Hand<'a> = &'a mut dyn FnMut(Map<String, Value>) -> bool;

/// A whole file, or a line of it.
struct Top<'a> {
    hand: Hand<'a>,
}

/// A list of accounts.
struct List<'a> {
    hand: Hand<'a>,
}

const STOPPED: &str = "stopped";

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of accounts, an object with such a list, or an account")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        List { hand: self.hand }.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut account, mut is_list) = (Map::new(), false);
        while let Some(name) = map.next_key::<String>()? {
            if LISTS.contains(&name.as_str()) {
                is_list = true;
                map.next_value_seed(List { hand: &mut *self.hand })?;
            } else {
                account.insert(name, map.next_value()?);
            }
        }
        if !is_list && (self.hand)(account) { Err(A::Error::custom(STOPPED)) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of accounts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(object) = seq.next_element::<Map<String, Value>>()? {
            if (self.hand)(object) {
                return Err(A::Error::custom(STOPPED));
            }
        }
        Ok(())
    }
}
