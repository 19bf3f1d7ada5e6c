//! Every error code of the two APIs, once: what it means and what to do. The pages below `/docs/errors`, the file
//! `docs/errors.md` and the links in error responses are made from this table.

use actix_web::http::header::HeaderValue;
use actix_web::{HttpRequest, web};

use inside::state::State;

/// The page with all codes; each code has its own page below it.
pub const PATH: &str = "/docs/errors";

/// One kind of error, with its code at each door.
pub struct Section {
    /// At the session API: its code and status.
    pub session: Option<(&'static str, u16)>,
    /// At the token API: its code and status.
    pub token: Option<(&'static str, u16)>,
    /// What happened.
    pub cause: &'static str,
    /// What the author of a client should do.
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

/// For the `Link` header of a response (RFC 8288, `rel="help"`). A code without a section has none, which a test forbids.
pub fn link(req: &HttpRequest, code: &str) -> Option<HeaderValue> {
    section(code)?;
    let state = req.app_data::<web::Data<State>>()?;
    HeaderValue::from_str(&format!("<{}{PATH}/{code}>; rel=\"help\"", state.base_url())).ok()
}

/// What a code means.
pub fn section(code: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.codes().any(|(known, ..)| known == code))
}

/// What happened when a code comes with this status. The token API has BAD_REQUEST with several statuses, for which the
/// session API has separate codes.
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

/// All of them, in the order in which a client meets them.
pub const SECTIONS: &[Section] = &[
    both(
        ("validation_failed", 400),
        ("VALIDATION_ERROR", 422),
        "Fields are missing or break a rule. The answer lists every error, not only the first. At the token API also the \
         token of an emailed link that can't be used any more (in fields, at token).",
        "Show each sentence in fields at its field. Nothing was changed: send the whole form again.",
    ),
    both(
        ("username_taken", 409),
        ("USERNAME_TAKEN", 409),
        "Another account has this username, in any letter case. Nothing else was wrong.",
        "Ask for another username.",
    ),
    both(
        ("email_taken", 409),
        ("EMAIL_TAKEN", 409),
        "Another account uses this email address. Nothing else was wrong.",
        "At sign-up, offer to log in or to reset the password. In a profile form, show the sentence at the field.",
    ),
    session(
        "registration_closed",
        403,
        "Sign-up is closed (REGISTRATION=closed). The token API answers FORBIDDEN.",
        "Don't offer sign-up. Existing accounts can still log in.",
    ),
    session(
        "invitation_needed",
        403,
        "Sign-up needs an invitation (REGISTRATION=invite), and the one sent is missing, used up, expired or revoked. The \
         token API answers FORBIDDEN.",
        "Send the token of the invitation link as invitation with the other fields, or ask for a new invitation.",
    ),
    both(
        ("invalid_credentials", 401),
        ("INVALID_CREDENTIALS", 401),
        "Unknown account, wrong password or disabled account: one answer for all three, so that it doesn't reveal which \
         accounts exist. At the token API also a wrong current_password when the password is changed.",
        "Let the user try again or reset the password. Several failed attempts within a minute lead to rate_limited.",
    ),
    session(
        "email_not_verified",
        403,
        "The password is right, but the email address must be confirmed before the first login (REQUIRE_VERIFIED_EMAIL). \
         The token API answers FORBIDDEN.",
        "Ask the user to open the link in the confirmation email. At the token API, /api/auth/verify/resend sends it again; \
         with new_email it corrects an address that was never confirmed. Once an address was confirmed, new_email is a \
         VALIDATION_ERROR.",
    ),
    both(
        ("reauth_required", 403),
        ("REAUTH_REQUIRED", 403),
        "Changing the email address or password, or deleting the account, needs a login a short time ago (SUDO_WINDOW, ten \
         minutes) or the right current_password in the same request. With fields, the current_password sent is wrong.",
        "Ask for the current password and send the same request again with current_password in it.",
    ),
    session(
        "current_password_incorrect",
        401,
        "The current_password sent to change the password is wrong. The user stays logged in. The token API answers \
         INVALID_CREDENTIALS.",
        "Show the sentence at that field and let the user try again.",
    ),
    both(
        ("login_required", 401),
        ("UNAUTHORIZED", 401),
        "The caller isn't logged in: the request had no cookie or no token, or the cookie's session has ended.",
        "Show the login. A browser sends its cookie only with credentials: \"include\" and only within the same site; an app \
         sends Authorization: Bearer and the access token.",
    ),
    token(
        "TOKEN_EXPIRED",
        401,
        "The token's lifetime is over.",
        "Access token: refresh, then send the request again. Refresh token: log in again.",
    ),
    token(
        "TOKEN_INVALID",
        401,
        "Not a token of this server, or a modified one, or of the wrong kind: a refresh token where an access token belongs, \
         or the reverse.",
        "Check which of the two tokens is sent. Otherwise delete both and log in again. JWT_SECRET_KEY or BASE_URL may have \
         changed.",
    ),
    token(
        "TOKEN_REVOKED",
        401,
        "The token's session has ended: by logout, from the list of sessions, by a new password, or because the account was \
         disabled or deleted.",
        "Delete both tokens and log in again.",
    ),
    token(
        "TOKEN_REUSED",
        401,
        "A refresh token was used a second time, later than REFRESH_GRACE allows. It may have been copied, so its session \
         was ended.",
        "Delete both tokens and log in again. Store the newest refresh token, and never run two refreshes at once: see \
         examples/react-spa/src/tokens.js and docs/mobile.md.",
    ),
    both(
        ("forbidden", 403),
        ("FORBIDDEN", 403),
        "The caller is logged in but isn't allowed to do this.",
        "Don't offer it to this user. Operators assign roles. At the token API the message says whether sign-up, the login \
         or deleting the last administrator is not allowed.",
    ),
    session(
        "cross_site",
        403,
        "The browser says that a page of another site sent this request, and its origin is not in ALLOWED_ORIGINS.",
        "Add the front end's origin to ALLOWED_ORIGINS: scheme, host and port as the browser writes them.",
    ),
    session(
        "last_admin",
        409,
        "This is the last active administrator. The token API answers FORBIDDEN.",
        "Make another user an administrator first.",
    ),
    session(
        "dead_link",
        400,
        "The token of an emailed link was used, has expired, was replaced by a newer one, or is unknown. The token API \
         answers VALIDATION_ERROR with fields.token.",
        "Offer to send a new email.",
    ),
    both(
        ("not_found", 404),
        ("NOT_FOUND", 404),
        "Nothing exists at this address, or it belongs to another user.",
        "Check the path. Ids of other users' objects are answered like ids that don't exist.",
    ),
    both(
        ("method_not_allowed", 405),
        ("METHOD_NOT_ALLOWED", 405),
        "This address doesn't support the request's method.",
        "Use one of the methods in the Allow header.",
    ),
    both(
        ("bad_request", 400),
        ("BAD_REQUEST", 400),
        "The body is not a JSON object, has a member twice, a NUL or a value of the wrong type, or the query can't be read. \
         The token API also answers this code, with the same statuses, where the session API has one of the next three.",
        "Send one JSON object in UTF-8.",
    ),
    session(
        "unsupported_media_type",
        415,
        "This address doesn't read the body's Content-Type.",
        "Send Content-Type: application/json.",
    ),
    session(
        "too_large",
        413,
        "The body is larger than 64 KiB.",
        "Send a smaller body. No form here needs more than 1 KiB.",
    ),
    session("timeout", 408, "The body took too long to arrive.", "Send the request again, in one piece."),
    both(
        ("rate_limited", 429),
        ("RATE_LIMITED", 429),
        "Too many attempts: failed logins, sign-ups or requested emails. See docs/limits.md.",
        "Wait for the seconds in Retry-After. Attempts before then are refused and don't extend the wait.",
    ),
    session(
        "busy",
        503,
        "More passwords are waiting to be checked than this server can hash in time. The token API answers UNAVAILABLE.",
        "Try again after the seconds in Retry-After. Nothing was changed.",
    ),
    both(
        ("unavailable", 503),
        ("UNAVAILABLE", 503),
        "The database is temporarily unavailable.",
        "Try again after the seconds in Retry-After. Passwords and tokens are not affected: keep the tokens.",
    ),
    both(
        ("internal", 500),
        ("INTERNAL", 500),
        "An internal error of the server.",
        "Report request_id to the operator: the server's log has the same id.",
    ),
];
