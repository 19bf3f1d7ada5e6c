//! For proxies that ask about each request before they pass it on (forward-auth): nginx, Caddy, Traefik, Apache.
//!
//! A request costs one look-up by an index. The use of its session is written at most once a minute, as at the other doors, and
//! after the answer: a page with a hundred files waits for no write, and a database that takes none logs nobody out.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Host;

use super::handler_error::{code, retry_after};
use super::proxied_request::ProxiedRequest;
use super::{caller, client, language, request_log};
use inside::config::ForwardAuthHost;
use inside::state::State;
use inside::stored::Word;
use inside::texts::Texts;
use inside::users::{Caller, User, required_factor};

/// Where proxies ask.
pub(crate) const PATH: &str = "/forward-auth";

/// What an app learns of its visitor. A proxy must drop what the visitor sends under these names.
pub(crate) const HEADERS: [&str; 4] = ["Remote-User", "Remote-Email", "Remote-Email-Verified", "Remote-Groups"];

/// GET `/forward-auth`: 200 with who the visitor is, 401 where no session lives, 403 where the role does not suffice. A person who
/// opens a page is sent to the login: with 302, or for nginx with 401 and the address in `Location`.
pub(crate) async fn get(req: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let asked = ProxiedRequest::of(&req, &state);
    let t = language::of_page(&req, &state);
    match caller::find(&req, &state).await {
        Ok(Some(caller)) => {
            note_use(&req, &state, &caller);
            admit(&state, t, &caller.user, asked.host)
        }
        Ok(None) => log_in(&state, t, &asked),
        Err(error) => {
            request_log::log_cause(&error);
            let mut answer = plain(code(&error).status(), t, t.service_unavailable());
            if let Some(seconds) = retry_after(&error) {
                answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            answer
        }
    }
}

fn admit(state: &State, t: Texts, user: &User, host: Option<&ForwardAuthHost>) -> HttpResponse {
    let role = required_factor::effective_role(state.config(), user);
    if role < state.config().forward_auth.required_role(host) {
        return plain(StatusCode::FORBIDDEN, t, t.no_permission());
    }
    let mut answer = HttpResponse::Ok().finish();
    let verified = if user.email_verified { "true" } else { "false" };
    for (name, value) in HEADERS.into_iter().zip([&user.username, &ascii_email(&user.email), verified, role.word()]) {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&header_text(value))) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

fn log_in(state: &State, t: Texts, asked: &ProxiedRequest<'_>) -> HttpResponse {
    let login = asked.login(state).and_then(|login| HeaderValue::from_str(&login).ok());
    let status = match (&login, asked.only_knows_401, asked.is_safe) {
        (None, ..) | (_, true, _) => StatusCode::UNAUTHORIZED,
        (Some(_), false, true) => StatusCode::FOUND,
        // The login page is read with GET, whatever the request was.
        (Some(_), false, false) => StatusCode::SEE_OTHER,
    };
    let mut answer = plain(status, t, t.login_required());
    if let Some(login) = login {
        answer.headers_mut().insert(header::LOCATION, login);
    }
    answer
}

/// A sentence and nothing else: proxies pass it on as the answer of the app's host, where none of our files are.
fn plain(status: StatusCode, t: Texts, sentence: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, t.lang()))
        .body(format!("{sentence}\n"))
}

/// Notes the use of the session where that is due, after the answer.
fn note_use(req: &HttpRequest, state: &web::Data<State>, caller: &Arc<Caller>) {
    if !caller.session.is_due_for_touch(state.config(), state.now()) {
        return;
    }
    let (state, caller, address) = (state.clone(), Arc::clone(caller), client::address_of(req, state));
    let callers = caller::callers(req).cloned();
    actix_web::rt::spawn(async move {
        let noted = async { callers?.note_use(&state, &caller, || address).await };
        if let Err(error) = noted.await {
            request_log::log_cause(&error);
        }
    });
}

/// The address with its domain as DNS and apps write it.
fn ascii_email(email: &str) -> String {
    let ascii = |(local, domain): (&str, &str)| match Host::parse(domain) {
        Ok(Host::Domain(domain)) => Some(format!("{local}@{domain}")),
        _ => None,
    };
    email.rsplit_once('@').and_then(ascii).unwrap_or_else(|| email.to_owned())
}

/// What a header can't carry, and `%`, so that two texts never become one. Names and addresses that follow our rules have none of it.
const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%').add(b',').add(b';').add(b'<').add(b'>').add(b'\\');

/// A text as a header value: printable ASCII, everything else percent-encoded as UTF-8.
fn header_text(text: &str) -> String {
    utf8_percent_encode(text, UNSAFE).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_breaks_out_of_its_header() {
        for (text, sent) in [
            ("john", "john"),
            ("john+x@example.com", "john+x@example.com"),
            ("o'neil@example.com", "o'neil@example.com"),
            ("a\r\nRemote-Groups: admin", "a%0D%0ARemote-Groups:%20admin"),
            ("a,b", "a%2Cb"),
            ("jos\u{e9}", "jos%C3%A9"),
            ("50%", "50%25"),
            ("\u{0}\u{7f}", "%00%7F"),
        ] {
            assert_eq!(header_text(text), sent);
            assert!(HeaderValue::from_str(&header_text(text)).is_ok());
        }
        assert_eq!(ascii_email("x@b\u{fc}cher.example"), "x@xn--bcher-kva.example");
        assert_eq!(ascii_email("no address"), "no address");
    }
}
