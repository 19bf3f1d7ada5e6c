//! The Cookie header, made unambiguous before anything reads it: which of several cookies of our name is the session's.
//!
//! Every application of a host, and of the hosts above it, writes into this header, and a browser does not say which cookie
//! comes from where. actix-session takes the first one of its name, and the `cookie` crate drops Unicode's white space around
//! names and decodes `%5F` in them. A neighbour could so choose who is logged in here, or log everybody out.

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, CookieJar};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use serde_json::Value;

use super::header_values::trimmed;
use super::{cookie, cookie_scopes};
use inside::config::Config;
use inside::sessions::SessionId;
use inside::state::{Reads, State};
use inside::users::{Caller, PresentedSession};

/// How many cookies of our name have their signature checked, and how many sessions are then looked up. A browser has two
/// or three; a header full of them costs a stranger more than us.
const MOST_CHECKED: usize = 64;
const MOST_LOOKED_UP: usize = 8;

/// Marks a request whose session cookie was signed with `SECRET_KEY_PREVIOUS`.
pub(crate) struct SignedAnew;

/// Middleware around actix-session: hands on the cookies whose names are compared byte for byte, and of those with the
/// session's name the one that is ours. After a login or logout it deletes the others.
///
/// A cookie signed with the previous key is signed with the current one, so that a change of keys logs nobody out.
pub(crate) async fn read(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = req.app_data::<web::Data<State>>().cloned();
    let mut rivals = false;
    if let Some(state) = &state
        && req.headers().contains_key(header::COOKIE)
    {
        let name = state.config().cookie_name();
        let mut pairs = pairs(req.headers());
        let own: Vec<_> = pairs.iter().filter(|(key, _)| *key == name).map(|(_, value)| *value).collect();
        rivals = own.len() > 1;
        // Else there is nothing to choose, and actix-session checks the signature.
        let chosen = if rivals || state.config().keys.cookies.previous.is_some() {
            pairs.retain(|(key, _)| *key != name);
            let own = own.into_iter().take(MOST_CHECKED);
            choose(state, own.filter_map(|value| Candidate::verify(value, state.config())).collect()).await
        } else {
            None
        };
        if let Some(chosen) = &chosen {
            if chosen.signed_anew {
                req.extensions_mut().insert(SignedAnew);
            }
            pairs.push((name, &chosen.value));
        }
        let line = joined(&pairs);
        write(req.headers_mut(), line);
    }
    let mut res = next.call(req).await?;
    if let Some(state) = &state
        && cookie_scopes::is_due(res.request())
    {
        cookie_scopes::delete_others(&mut res, state, rivals);
    }
    Ok(res)
}

/// Name and value of every cookie that could be ours, in the order of the header.
///
/// Between `;` only SP and HTAB are dropped around name and value (RFC 6265bis section 5.6). A name has to be a token
/// (RFC 6265 section 4.1.1) without `%`, which would be decoded, and a value printable ASCII, as we write both.
pub(super) fn pairs(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let is_name = |c: u8| c.is_ascii_alphanumeric() || b"!#$&'*+-.^_`|~".contains(&c);
    let mut pairs = Vec::new();
    for one in headers.get_all(header::COOKIE).flat_map(|line| line.as_bytes().split(|byte| *byte == b';')) {
        let Some((name, value)) = std::str::from_utf8(one).ok().and_then(|text| text.split_once('=')) else { continue };
        let (name, value) = (trimmed(name), trimmed(value));
        // A value is long, and one that is not printable rare: looking at all of it takes less time than stopping at the first.
        let is_printable = value.bytes().fold(true, |so_far, byte| so_far & (b' '..=b'~').contains(&byte));
        if is_printable && !name.is_empty() && name.bytes().all(is_name) {
            pairs.push((name, value));
        }
    }
    pairs
}

/// The header's line with these cookies.
pub(super) fn joined(pairs: &[(&str, &str)]) -> String {
    let mut line = String::with_capacity(pairs.iter().map(|(name, value)| name.len() + value.len() + 3).sum());
    for (name, value) in pairs {
        line.push_str(if line.is_empty() { "" } else { "; " });
        line.extend([name, "=", value]);
    }
    line
}

/// Makes this the only line of the header, which it mostly is already; an empty one is none.
pub(super) fn write(headers: &mut HeaderMap, line: String) {
    let mut lines = headers.get_all(header::COOKIE);
    if lines.next().is_some_and(|own| own.as_bytes() == line.as_bytes()) && lines.next().is_none() {
        return;
    }
    headers.remove(header::COOKIE);
    if let Some(line) = HeaderValue::try_from(line).ok().filter(|line| !line.is_empty()) {
        headers.insert(header::COOKIE, line);
    }
}

/// A cookie whose signature is ours.
struct Candidate {
    value: String,
    signed_anew: bool,
    /// What was signed.
    content: String,
}

impl Candidate {
    fn verify(value: &str, config: &Config) -> Option<Candidate> {
        let name = config.cookie_name();
        let mut jar = CookieJar::new();
        jar.add_original(Cookie::parse_encoded(format!("{name}={value}")).ok()?.into_owned());
        let key = cookie::signing_key(&config.keys.cookies.current);
        if let Some(signed) = jar.signed(&key).get(name) {
            let content = signed.value().to_owned();
            return Some(Candidate { value: value.to_owned(), signed_anew: false, content });
        }
        let signed = jar.signed(&cookie::signing_key(config.keys.cookies.previous.as_ref()?)).get(name)?;
        let content = signed.value().to_owned();
        jar.signed_mut(&key).add(signed);
        let value = jar.get(name)?.encoded().stripped().to_string();
        Some(Candidate { value: value.strip_prefix(name)?.strip_prefix('=')?.to_owned(), signed_anew: true, content })
    }
}

/// The user and the session row that a cookie names: actix-session keeps each member as JSON in a string.
pub(super) fn session_in(content: &str) -> Option<(i64, SessionId)> {
    let members: Value = serde_json::from_str(content).ok()?;
    let member = |name: &str| serde_json::from_str::<String>(members.get(name)?.as_str()?).ok();
    Some((member(cookie::USER_ID)?.parse().ok()?, SessionId::new(member(cookie::SESSION_ID)?)))
}

/// Whom a cookie names whose signature is ours.
#[cfg(feature = "fuzzing")]
pub(super) fn named_by(value: &str, config: &Config) -> Option<(i64, SessionId)> {
    session_in(&Candidate::verify(value, config)?.content)
}

/// The cookie of a living session; else a visitor's without a session, which holds the messages of the form they are at.
/// Only where several cookies are ours is the database asked, once.
async fn choose(state: &State, mut candidates: Vec<Candidate>) -> Option<Candidate> {
    if candidates.len() < 2 {
        return candidates.pop();
    }
    let named = candidates.iter().enumerate();
    let named = named.filter_map(|(at, one)| session_in(&one.content).map(|session| (at, session)));
    let (places, presented): (Vec<usize>, Vec<PresentedSession>) =
        named.take(MOST_LOOKED_UP).map(|(at, (user, session))| (at, PresentedSession::new(user, &session))).unzip();
    let first_named = places.first().copied().unwrap_or(0);
    let look_up = move |r: &mut Reads<'_>| {
        let callers = Caller::find(r, &presented)?;
        Ok(callers.iter().position(Option::is_some).map(|first| places[first]))
    };
    let without_session = candidates.iter().position(|one| session_in(&one.content).is_none());
    let chosen = match state.read(look_up).await {
        Ok(living) => living.or(without_session).unwrap_or(0),
        // Where the caller is looked up, the same is reported: nobody is taken for a visitor because the database is away.
        Err(_) => first_named,
    };
    Some(candidates.swap_remove(chosen))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_from(lines: &[&[u8]]) -> Vec<(String, String)> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, HeaderValue::from_bytes(line).expect("a header"));
        }
        pairs(&headers).into_iter().map(|(name, value)| pair(name, value)).collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_name_is_what_stands_there_and_nothing_else() {
        let expected = [pair("a", "1"), pair("b", "2=3"), pair("c", ""), pair("a", "\"4\"")];
        assert_eq!(read_from(&[b"a=1;\tb = 2=3 ;; c=", b"a=\"4\""]), expected);
        let foreign: [&[u8]; 11] = [
            "\u{2003}session=x".as_bytes(),
            "\u{a0}session=x".as_bytes(),
            "\u{3000}session=x".as_bytes(),
            "\u{85}session=x".as_bytes(),
            "session\u{2003}=x".as_bytes(),
            b"%73ession=x",
            b"%5F%5FHost-session=x",
            b"session",
            b"=session=x",
            b"\xffsession=x",
            b"a b=x",
        ];
        for line in foreign {
            assert_eq!(read_from(&[line]), [], "{}", String::from_utf8_lossy(line));
        }
        assert_eq!(read_from(&[b"theirs=\xe9; ours=1; theirs=\xc3\xa9"]), [pair("ours", "1")]);
    }

    /// What may stand in a header's value (RFC 9110, section 5.5), and often what divides one cookie from the next.
    fn byte_of_a_header() -> impl Strategy<Value = u8> {
        prop_oneof![
            1 => prop::sample::select(&b"; =\"%,\t"[..]),
            3 => 0x20..=0x7e_u8,
            2 => 0x80..=0xff_u8,
        ]
    }

    proptest! {
        #[test]
        fn no_cookie_beside_ours_adds_to_it_or_hides_it(
            before in proptest::collection::vec(byte_of_a_header(), 0..40),
        ) {
            let line = [&before, &b"; session=good"[..]].concat();
            let mut headers = HeaderMap::new();
            headers.append(header::COOKIE, HeaderValue::from_bytes(&line).expect("a header"));
            let read = read_from(&[&line]);
            prop_assert_eq!(read.last(), Some(&pair("session", "good")));
            let line = joined(&pairs(&headers));
            write(&mut headers, line);
            // The crate that reads the header after us finds no other cookie of our name in it.
            let written = headers.get(header::COOKIE).and_then(|line| line.to_str().ok()).unwrap_or_default().to_owned();
            let parsed = written.split(';').filter_map(|one| Cookie::parse_encoded(one.trim().to_owned()).ok());
            let found: Vec<_> = parsed.filter(|one| one.name() == "session").map(|one| one.value().to_owned()).collect();
            prop_assert!(found.len() <= read.iter().filter(|(name, _)| name == "session").count());
            prop_assert_eq!(found.last().map(String::as_str), Some("good"));
        }
    }
}
