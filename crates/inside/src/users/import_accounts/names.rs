//! Which name an account gets here.

use std::collections::HashSet;

use super::planned::Name;
use super::report::ImportRefusal;
use super::rows;
use super::written::Written;
use crate::db::Conn;
use crate::email_address::EmailAddress;
use crate::error::Error;
use crate::sources::ForeignAccount;
use crate::users::rules::{self, Rules};

/// The names that are free for a batch.
pub(super) struct Names<'a> {
    rules: &'a Rules,
    /// Of those that the batch asks for, and those it was given.
    taken: HashSet<String>,
    written: &'a Written,
}

/// The longest beginning of a made name: digits follow it.
const LONGEST: usize = 24;

/// After so many neighbours the number is a random one.
const NEIGHBOURS: usize = 9;

impl<'a> Names<'a> {
    /// Asks once for all names that the batch would like.
    pub(super) fn of(
        c: &mut Conn,
        rules: &'a Rules,
        batch: &[ForeignAccount],
        written: &'a Written,
    ) -> Result<Names<'a>, Error> {
        let wanted = |account: &ForeignAccount| {
            let username = account.username.as_deref().unwrap_or_default();
            let email = account.email.as_deref().unwrap_or_default();
            [
                rules::username_key(username),
                rules::username_key(&beginning(username)),
                rules::username_key(&beginning(email)),
            ]
        };
        let wanted: Vec<String> = batch.iter().flat_map(wanted).collect();
        let mut taken = rows::taken_names(c, &wanted)?;
        taken.extend(written.names(&wanted)?);
        Ok(Names { rules, taken, written })
    }

    /// The name of an account: its own where the rules allow it and it is free.
    pub(super) fn choose(
        &mut self,
        c: &mut Conn,
        account: &ForeignAccount,
        email: &EmailAddress,
        rename: bool,
    ) -> Result<Result<Name, ImportRefusal>, Error> {
        let Some(own) = account.username.as_deref() else {
            let chosen = self.free(c, &beginning(email.as_str()))?;
            return Ok(Ok(Name { chosen, is_renamed: false, is_made: true }));
        };
        let refusal = match self.problem(own) {
            None if self.is_taken(own) => ImportRefusal::NameTaken,
            None => {
                self.taken.insert(rules::username_key(own));
                return Ok(Ok(Name { chosen: own.to_owned(), is_renamed: false, is_made: false }));
            }
            Some(problem) => problem,
        };
        if !rename {
            return Ok(Err(refusal));
        }
        let chosen = self.free(c, &beginning(own))?;
        Ok(Ok(Name { chosen, is_renamed: true, is_made: false }))
    }

    /// The rule that a name breaks.
    fn problem(&self, name: &str) -> Option<ImportRefusal> {
        let has_form = [rules::username_present, rules::username_characters, rules::username_length];
        if has_form.iter().any(|rule| rule(name, self.rules).is_err()) {
            return Some(ImportRefusal::InvalidName);
        }
        rules::username_allowed(name, self.rules).is_err().then_some(ImportRefusal::ReservedName)
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&rules::username_key(name))
    }

    /// The first free name of `ada`, `ada2`, `ada3` and so on.
    fn free(&mut self, c: &mut Conn, beginning: &str) -> Result<String, Error> {
        let mut number = 1;
        loop {
            let name = match number {
                1 => beginning.to_owned(),
                2..=NEIGHBOURS => format!("{beginning}{number}"),
                _ => format!("{beginning}{}", u32::from_le_bytes(crate::random::bytes::<4>()) % 1_000_000),
            };
            number += 1;
            if self.problem(&name).is_some() || self.is_taken(&name) {
                continue;
            }
            let key = rules::username_key(&name);
            // The first one was asked for with the batch.
            let one = std::slice::from_ref(&key);
            if number == 2 || (rows::taken_names(c, one)?.is_empty() && self.written.names(one)?.is_empty()) {
                self.taken.insert(key);
                return Ok(name);
            }
            self.taken.insert(key);
        }
    }
}

/// What is left of a name or an address where only letters and digits count: at least three of them, beginning with a letter.
fn beginning(text: &str) -> String {
    let local = text.rsplit_once('@').map_or(text, |(local, _)| local);
    // `ada+news@example.com` is Ada's as well.
    let local = local.split('+').next().unwrap_or(local);
    let plain = local.chars().filter_map(plain).skip_while(|c| !c.is_ascii_alphabetic()).take(LONGEST);
    let plain: String = plain.collect();
    if plain.len() < 3 { format!("user{plain}") } else { plain }
}

/// A letter without what stands above it, where it is a Latin one.
fn plain(c: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    std::iter::once(c).nfd().next().filter(char::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_name_is_made_of_what_is_left() {
        for (text, name) in [
            ("ada@example.com", "ada"),
            ("ada.lovelace+news@example.com", "adalovelace"),
            ("42nd_street", "ndstreet"),
            ("Jürgen", "Jurgen"),
            ("x", "userx"),
            ("名前", "user"),
            ("", "user"),
            ("a-very-long-name-that-does-not-fit-into-thirty", "averylongnamethatdoesnot"),
        ] {
            assert_eq!(beginning(text), name, "{text}");
        }
    }
}
