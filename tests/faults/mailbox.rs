//! The folder that emails are delivered to, read by a parser that is not ours. Each file is read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use mail_parser::MessageParser;

/// An email.
#[derive(Clone, Debug)]
pub struct Email {
    /// The id of its row in the queue, which its file's name ends with.
    pub id: String,
    pub to: String,
    /// The links in its text.
    pub links: Vec<String>,
}

impl Email {
    pub fn parse(id: &str, raw: &[u8]) -> Email {
        let message = MessageParser::default().parse(raw).expect("an email");
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.address()).expect("a recipient").to_owned();
        let text = message.body_text(0).expect("a text part").into_owned();
        let links = text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned).collect();
        Email { id: id.to_owned(), to: to.to_lowercase(), links }
    }
}

pub struct Mailbox {
    folder: PathBuf,
    read: Mutex<BTreeMap<String, Email>>,
}

impl Mailbox {
    pub fn new(folder: &Path) -> Mailbox {
        Mailbox { folder: folder.to_owned(), read: Mutex::default() }
    }

    /// All of them, oldest first.
    pub fn emails(&self) -> Vec<Email> {
        let mut read = self.read.lock().unwrap();
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(stem) = name.strip_suffix(".eml").filter(|_| !read.contains_key(&name)) {
                let id = stem.rsplit('-').next().unwrap();
                let email = Email::parse(id, &std::fs::read(self.folder.join(&name)).unwrap());
                read.insert(name, email);
            }
        }
        read.values().cloned().collect()
    }

    /// Those to one address.
    pub fn to(&self, address: &str) -> Vec<Email> {
        let address = address.to_lowercase();
        self.emails().into_iter().filter(|email| email.to == address).collect()
    }

    /// The secrets of the links of one kind to an address, oldest first.
    pub fn secrets(&self, address: &str, kind: &str) -> Vec<String> {
        let links = self.to(address).into_iter().flat_map(|email| email.links);
        links.filter_map(|link| link.split_once(kind).map(|(_, secret)| secret.to_owned())).collect()
    }
}
