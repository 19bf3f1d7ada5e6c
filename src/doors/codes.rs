//! Every code that the two APIs answer, once: what it means and what to do. From here come the pages below `/docs/errors`,
//! the file `docs/errors.md`, and the links in the answers.

use actix_web::http::header::HeaderValue;
use actix_web::{HttpRequest, web};

use crate::state::State;

/// Where the page of them all is; each code has one of its own below it.
pub const PATH: &str = "/docs/errors";

/// One thing that can go wrong, under its code at each door.
pub struct Section {
    /// At the session API: its code and status.
    pub session: Option<(&'static str, u16)>,
    /// At the token API: its code and status.
    pub token: Option<(&'static str, u16)>,
    /// What has happened.
    pub cause: &'static str,
    /// What whoever wrote the client should do.
    pub remedy: &'static str,
}

impl Section {
    /// Its codes with their doors and statuses.
    pub fn codes(&self) -> impl Iterator<Item = (&'static str, &'static str, u16)> {
        let session = self.session.map(|(code, status)| (code, "session API", status));
        let token = self.token.map(|(code, status)| (code, "token API", status));
        session.into_iter().chain(token)
    }
}

/// For the `Link` header of an answer (RFC 8288, `rel="help"`); none for a code that has no section, which a test forbids.
pub fn link(req: &HttpRequest, code: &str) -> Option<HeaderValue> {
    section(code)?;
    let state = req.app_data::<web::Data<State>>()?;
    HeaderValue::from_str(&format!("<{}{PATH}/{code}>; rel=\"help\"", state.base_url())).ok()
}

/// What a code means.
pub fn section(code: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.codes().any(|(known, ..)| known == code))
}

/// What has happened when a code comes with this status. The token API says BAD_REQUEST with several, for which the session
/// API has codes of their own.
pub fn cause(code: &str, status: u16) -> &'static str {
    let is_it = |section: &&Section| section.codes().any(|(known, _, own)| (known, own) == (code, status));
    let is_like_it = |section: &&Section| section.session.is_some_and(|(_, own)| own == status);
    let section = SECTIONS.iter().find(is_it).or_else(|| SECTIONS.iter().find(is_like_it));
    section.map_or("", |section| section.cause)
}

const fn both(
    session: (&'static str, u16),
    token: (&'static str, u16),
    cause: &'static str,
    remedy: &'static str,
) -> Section {
    Section { session: Some(session), token: Some(token), cause, remedy }
}

const fn session(code: &'static str, status: u16, cause: &'static str, remedy: &'static str) -> Section {
    Section { session: Some((code, status)), token: None, cause, remedy }
}

const fn token(code: &'static str, status: u16, cause: &'static str, remedy: &'static str) -> Section {
    Section { session: None, token: Some((code, status)), cause, remedy }
}

/// All of them, in the order of a person's way through the doors.
pub const SECTIONS: &[Section] = &[
    both(
        ("validation_failed", 400),
        ("VALIDATION_ERROR", 422),
        "Fields are missing or break a rule. Every mistake is listed, not only the first.",
        "Show each sentence in fields at the field it is about. Nothing was changed; send the whole form again.",
    ),
    both(
        ("username_taken", 409),
        ("USERNAME_TAKEN", 409),
        "Somebody has this username, in whatever letter case. Nothing else was wrong.",
        "Ask for another username.",
    ),
    both(
        ("email_taken", 409),
        ("EMAIL_TAKEN", 409),
        "An account uses this email address already. Nothing else was wrong.",
        "At sign-up, offer to log in, or to reset the password; to somebody who is logged in, say so at the field.",
    ),
    session(
        "registration_closed",
        403,
        "The operator takes no new accounts (REGISTRATION=closed). The token API answers FORBIDDEN.",
        "Don't offer to create one. Whoever has an account can log in.",
    ),
    session(
        "invitation_needed",
        403,
        "New accounts need an invitation (REGISTRATION=invite), and the one sent is missing, used up, expired or revoked. \
         The token API answers FORBIDDEN.",
        "Send the invitation's token from its link as invitation beside the other fields, or ask for a new one.",
    ),
    both(
        ("invalid_credentials", 401),
        ("INVALID_CREDENTIALS", 401),
        "Unknown account, wrong password or disabled account: one answer for all, so that it tells nothing. At the token API \
         also a wrong current_password.",
        "Let the person try again, or reset the password. A few wrong passwords in a minute lead to rate_limited.",
    ),
    session(
        "email_not_verified",
        403,
        "The password is right, but the operator lets nobody in before their address is confirmed \
         (REQUIRE_VERIFIED_EMAIL). The token API answers FORBIDDEN.",
        "Ask the person to open the link in the mail that came with the sign-up.",
    ),
    session(
        "reauth_required",
        403,
        "Changing the email address needs a password that was proved a short time ago (SUDO_WINDOW, ten minutes), or the \
         right current_password in the same request. With fields, the one that was sent is wrong.",
        "Ask for the current password and send the same request again with current_password in it.",
    ),
    session(
        "current_password_incorrect",
        401,
        "The current_password sent to change the password is wrong. The login goes on. The token API answers \
         INVALID_CREDENTIALS.",
        "Show the sentence at that field, and let the person try again.",
    ),
    both(
        ("login_required", 401),
        ("UNAUTHORIZED", 401),
        "Nobody is logged in: no cookie or no token was sent, or the cookie's session has ended.",
        "Show the login. A browser sends its cookie only with credentials: \"include\", and only within the same site; a \
         program sends Authorization: Bearer and the access token.",
    ),
    token(
        "TOKEN_EXPIRED",
        401,
        "The token was good until its time was over.",
        "An access token: refresh, then send the request again. A refresh token: log in again.",
    ),
    token(
        "TOKEN_INVALID",
        401,
        "Not a token of this server, or changed on the way, or of the wrong kind: a refresh token where an access token \
         belongs, or the reverse.",
        "Check which of the two is sent. Else forget both and log in again. JWT_SECRET_KEY or BASE_URL may have changed.",
    ),
    token(
        "TOKEN_REVOKED",
        401,
        "The token's session has ended: logged out, ended from the list of sessions, or by a new password.",
        "Forget both tokens and log in again.",
    ),
    token(
        "TOKEN_REUSED",
        401,
        "A refresh token that was spent already came back after REFRESH_GRACE. Somebody may have copied it, so its session \
         is ended now.",
        "Forget both tokens and log in again. Keep the newest refresh token, and never let two refreshes run at once: see \
         examples/react-spa/src/tokens.js.",
    ),
    both(
        ("forbidden", 403),
        ("FORBIDDEN", 403),
        "The caller is known and may not do this.",
        "Don't offer it to them. Roles are given by an operator.",
    ),
    session(
        "cross_site",
        403,
        "A browser says that a page of another site sent this, and its origin is not in ALLOWED_ORIGINS.",
        "Add the front end's origin to ALLOWED_ORIGINS: scheme, host and port as the browser writes them.",
    ),
    session(
        "last_admin",
        409,
        "Nobody would be left who can administer the house.",
        "Make somebody else an admin first.",
    ),
    session(
        "dead_link",
        400,
        "The token of a mail's link was used, has expired, was replaced by a newer one, or never was.",
        "Offer to send a new mail.",
    ),
    both(
        ("not_found", 404),
        ("NOT_FOUND", 404),
        "There is nothing at this address, or it is somebody else's.",
        "Check the path; ids of others answer like ids that don't exist.",
    ),
    both(
        ("method_not_allowed", 405),
        ("METHOD_NOT_ALLOWED", 405),
        "This address does not answer that method.",
        "The header Allow lists those it answers.",
    ),
    both(
        ("bad_request", 400),
        ("BAD_REQUEST", 400),
        "The body is no JSON object, has a member twice, a NUL or a value of the wrong kind, or the query can't be read. The \
         token API answers so, each with its own status, wherever the session API has one of the next three codes.",
        "Send one JSON object in UTF-8.",
    ),
    session(
        "unsupported_media_type",
        415,
        "The body's Content-Type is not one that this address reads.",
        "Send Content-Type: application/json.",
    ),
    session("too_large", 413, "The body is larger than 64 KiB.", "Send less; no form here needs a hundredth of it."),
    session("timeout", 408, "The body took too long to arrive.", "Send the request again, at once and whole."),
    both(
        ("rate_limited", 429),
        ("RATE_LIMITED", 429),
        "Tried too often from this network: wrong passwords, sign-ups or mails. See docs/limits.md.",
        "Wait as many seconds as Retry-After says. Trying meanwhile is not looked at, and does not make it longer.",
    ),
    session(
        "busy",
        503,
        "More people are logging in than this machine can hash passwords for. The token API answers UNAVAILABLE.",
        "Try again after the seconds in Retry-After. Nothing was changed.",
    ),
    both(
        ("unavailable", 503),
        ("UNAVAILABLE", 503),
        "The database does not answer at this moment.",
        "Try again after the seconds in Retry-After. It says nothing about passwords or tokens: keep them.",
    ),
    both(
        ("internal", 500),
        ("INTERNAL", 500),
        "A fault on our side.",
        "Report request_id, which the server's log has as well, to whoever runs it.",
    ),
];
