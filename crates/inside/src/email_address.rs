//! What an email address is. One rule for forms, keys, the store, claims, settings and the mailer: what is accepted can
//! be written to, and what can't be written to is refused.
//!
//! The rule is RFC 5321 section 4.1.2 without what no mail server needs and every attacker likes: a local part without
//! quotes, in ASCII (more would need SMTPUTF8, RFC 6531, at every server on the way), and a registered domain name of at
//! least two labels (IDNA, UTS #46), never an address literal or a number. The whole text is matched, to its last
//! character, and no invisible or direction-changing character is in it.

use crate::error::{Error, Field, FieldCode, FieldErrors};
use lettre::Address;
use unicode_normalization::char::is_combining_mark;

/// The longest address: RFC 5321 section 4.5.3.1.3 allows a path of 256 octets, two of them angle brackets.
pub(crate) const MAX_LENGTH: usize = 254;
/// RFC 5321 section 4.5.3.1.1.
const MAX_LOCAL: usize = 64;

/// An address that mail can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    text: String,
    at: usize,
    ascii_domain: String,
}

/// Why a text is not an address that mail can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is longer than [`MAX_LENGTH`].
    Length,
    /// It does not look like `name@example.com`.
    Form,
}

impl EmailAddress {
    /// Reads an address as a person typed it. White space around it does not count.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn parse(typed: &str) -> Result<EmailAddress, Problem> {
        let typed = typed.trim();
        if typed.chars().count() > MAX_LENGTH {
            return Err(Problem::Length);
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(Problem::Form)?;
        if !is_dot_atom(local) || local.len() > MAX_LOCAL {
            return Err(Problem::Form);
        }
        let (shown_domain, ascii_domain) = registered_domain(domain).ok_or(Problem::Form)?;
        if local.len() + 1 + ascii_domain.len() > MAX_LENGTH {
            return Err(Problem::Length);
        }
        Ok(EmailAddress { text: format!("{local}@{shown_domain}"), at: local.len(), ascii_domain })
    }

    /// As typed, without white space around it. A domain in another script than Latin is written in its normal form,
    /// which is what people read and what mail goes to.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What makes it unique, see [`key`].
    pub(crate) fn key(&self) -> String {
        key(&self.text)
    }

    /// As mail servers read it: with the ASCII name of the domain, since not every server speaks SMTPUTF8 (RFC 6531).
    ///
    /// # Errors
    /// A sentence of the mail library. No accepted address has been seen to cause one; a test tries many.
    pub(crate) fn for_mail(&self) -> Result<Address, String> {
        let local = self.text.get(..self.at).unwrap_or_default();
        Address::new(local, &self.ascii_domain).map_err(|cause| cause.to_string())
    }
}

/// What makes two addresses the same: case, and the way the domain is written (IDNA, full-width letters). RFC 5321 lets a
/// mail server tell `Ann@` from `ann@`; no common one does, and accounts that differ in case only would let one person
/// pose as another.
///
/// Any text has a key, so that accounts from before the present rule can still be found.
pub(crate) fn key(text: &str) -> String {
    let text = text.trim();
    match text.rsplit_once('@') {
        Some((local, domain)) => {
            let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_lowercase());
            format!("{}@{domain}", local.to_lowercase())
        }
        None => text.to_lowercase(),
    }
}

/// RFC 5322 section 3.2.3: atoms with single dots between them.
fn is_dot_atom(local: &str) -> bool {
    let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

/// The domain as people read it, and its ASCII name; none for what is no domain name with a top level that can exist.
fn registered_domain(typed: &str) -> Option<(String, String)> {
    if !typed.chars().all(is_domain_character) {
        return None;
    }
    // Non-transitional UTS #46, with only letters, digits and hyphens, checked hyphens and the lengths of DNS.
    let ascii = idna::domain_to_ascii_strict(typed).ok()?;
    let (unicode, valid) = idna::domain_to_unicode(&ascii);
    // A label that was typed in its ASCII form, xn--…, may hide what is refused when it is typed openly.
    if valid.is_err() || !unicode.chars().all(is_domain_character) {
        return None;
    }
    let (_, top) = ascii.rsplit_once('.')?;
    // Every top-level domain ends with a letter. 0x7f is the one kind of number that does too (WHATWG URL, host parsing).
    let is_number = top.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_number || !top.ends_with(|last: char| last.is_ascii_alphabetic()) {
        return None;
    }
    let shown = if typed.is_ascii() { typed.to_owned() } else { unicode };
    Some((shown, ascii))
}

/// Letters, digits and marks of any script, and what may stand between them (RFC 5892, appendix A). Neither symbols nor
/// anything that can't be seen.
fn is_domain_character(c: char) -> bool {
    let joins = matches!(
        c,
        '-' | '.'
            | '\u{b7}'
            | '\u{375}'
            | '\u{5f3}'
            | '\u{5f4}'
            | '\u{30fb}'
            | '\u{3002}'
            | '\u{ff0e}'
            | '\u{ff61}'
            | '\u{ff0d}'
    );
    joins || ((c.is_alphanumeric() || is_combining_mark(c)) && !is_invisible(c))
}

/// Letters and marks that show nothing: joiners, fillers, vowels without form and variation selectors
/// (`Default_Ignorable_Code_Point` of Unicode, those of its letters and marks).
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// An address that email can be sent to.
///
/// # Errors
/// [`Error::Invalid`], judged by its form alone: it says nothing about who has an account.
pub(crate) fn required(typed: &str) -> Result<EmailAddress, Error> {
    let refused = |code| Error::Invalid(FieldErrors::one(Field::Email, code));
    match (typed.trim(), EmailAddress::parse(typed)) {
        ("", _) => Err(refused(FieldCode::EmailRequired)),
        (_, Ok(address)) => Ok(address),
        (_, Err(problem)) => Err(refused(field_code(problem))),
    }
}

/// The error of an address that email can not be sent to.
pub(crate) fn field_code(problem: Problem) -> FieldCode {
    match problem {
        Problem::Length => FieldCode::EmailLength { max: MAX_LENGTH },
        Problem::Form => FieldCode::EmailFormat,
    }
}

/// What is written of an address, for the targets in `fuzz/`.
#[cfg(feature = "fuzzing")]
pub mod fuzzing {
    use super::EmailAddress;

    /// As typed, the key that is compared, and the form for a mail server.
    pub fn forms(address: &EmailAddress) -> (String, String, Result<String, String>) {
        let for_mail = address.for_mail().map(|address| address.to_string());
        (address.as_str().to_owned(), address.key(), for_mail)
    }

    /// The key of any text.
    pub fn key(text: &str) -> String {
        super::key(text)
    }
}

#[cfg(test)]
mod tests {
    use lettre::Message;
    use lettre::message::Mailbox;
    use proptest::prelude::*;

    use super::*;

    fn accepted(text: &str) -> bool {
        EmailAddress::parse(text).is_ok()
    }

    #[test]
    fn what_no_mail_reaches_is_refused_to_its_last_character() {
        let wrong = [
            "ada@.[::]",
            "ada@x.y[1.2.3.4]",
            "ada@x\r\nYour account was closed. Write to https://evil.example[1.2.3.4]",
            "ada@[1.2.3.4]",
            "ada@[IPv6:::1]",
            "ada@1.2.3.4",
            "ada@1.2.3.0x4",
            "ada@example.1",
            "ada@example",
            "ada@example.com.",
            "ada@example..com",
            "ada@-example.com",
            "ada@exa_mple.com",
            "ada@xn--a.com",
            "ada@ab--cd.com",
            "\"ada lovelace\"@example.com",
            "ada(x)@example.com",
            "\u{e4}da@example.com",
            "ada@exam\u{ad}ple.com",
            "ada@exam\u{200b}ple.com",
            "ada@exam\u{200d}ple.com",
            "ada@\u{feff}example.com",
            "ada@exam\u{202e}ple.com",
            "ada@exam\u{2066}ple.com",
            "ada@exam\u{fe0f}ple.com",
            "ada@exam\u{3164}ple.com",
            "ada@i\u{2764}.example",
            "ada@example.com\u{0}",
            "ada\u{1b}[2J@example.com",
            "ada@exam\u{9b}ple.com",
            "ada lovelace@example.com",
            "ada@example.com,eve@example.com",
            "<ada@example.com>",
        ];
        for text in wrong {
            assert_eq!(EmailAddress::parse(text), Err(Problem::Form), "{text:?}");
        }
        assert!(!accepted(&format!("{}@example.com", "a".repeat(65))));
        assert_eq!(EmailAddress::parse(&format!("a@{}com", "abc.".repeat(63))), Err(Problem::Length));
    }

    #[test]
    fn what_people_have_is_accepted_and_one_domain_has_one_key() {
        for text in
            ["ada@example.com", "o'hara+tag@mail.example.co.uk", "ADA@EXAMPLE.COM", "a@b.example", "1@2.example"]
        {
            assert_eq!(EmailAddress::parse(text).expect(text).as_str(), text);
        }
        let spellings = [
            "ada@b\u{fc}cher.example",
            "ada@bu\u{308}cher.example",
            "ADA@B\u{dc}CHER.example",
            "ada@xn--bcher-kva.example",
        ];
        for text in spellings {
            let address = EmailAddress::parse(text).expect(text);
            assert_eq!(address.key(), "ada@xn--bcher-kva.example");
            assert_eq!(address.for_mail().expect(text).domain(), "xn--bcher-kva.example");
        }
        let wide = EmailAddress::parse(" ada@\u{ff45}\u{ff58}\u{ff41}mple\u{3002}com ").expect("full-width letters");
        assert_eq!(wide.as_str(), "ada@example.com");
    }

    #[test]
    fn texts_from_before_the_rule_keep_their_key() {
        assert_eq!(key("Ada@.[::]"), "ada@.[::]");
        assert_eq!(key("nobody"), "nobody");
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_can_be_written_to_and_is_seen_whole(local in "\\PC{1,12}|[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}", domain in "\\PC{1,20}|[a-z0-9\u{e0}-\u{17f}\u{430}-\u{44f}.-]{1,20}\\.[a-z]{2,5}|(\\PC{1,4}\\.){1,3}com") {
            let text = format!("{local}@{domain}");
            if let Ok(address) = EmailAddress::parse(&text) {
                let shown = address.as_str();
                let unseen = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
                prop_assert!(!shown.chars().any(unseen), "{shown:?}");
                prop_assert_eq!(EmailAddress::parse(shown).map(|again| again.key()), Ok(address.key()));
                prop_assert_eq!(EmailAddress::parse(&address.key()).map(|again| again.key()), Ok(address.key()));
                prop_assert_eq!(address.key(), key(&text));
                let to = address.for_mail();
                prop_assert!(to.is_ok(), "{shown:?}: {to:?}");
                let to = to.expect("checked");
                prop_assert!(to.to_string().is_ascii() && to.to_string().len() <= MAX_LENGTH);
                let from = "noreply@example.com".parse().expect("an address");
                let mail = Message::builder().from(Mailbox::new(None, from)).to(Mailbox::new(None, to.clone())).body(String::new());
                let mail = mail.expect("a mail");
                prop_assert_eq!(mail.envelope().to(), &[to][..]);
            }
        }

        #[test]
        fn nothing_behind_a_right_address_makes_it_another(tail in "[\\PC\\r\\n]{1,30}") {
            let text = format!("ada@example.com{tail}");
            if accepted(&text) {
                let unwanted = text.trim().contains(['\r', '\n', ' ', '[', '<', '\u{1b}']);
                prop_assert!(!unwanted, "{text:?}");
            }
        }
    }
}
