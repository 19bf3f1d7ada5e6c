//! What each code means, for the author of a client.

use super::Code;

impl Code {
    /// What happened, and what the author of a client should do.
    pub(crate) fn meaning(self) -> (&'static str, &'static str) {
        match self {
            Code::ValidationFailed => (
                "Fields are missing or break a rule. The answer lists every error, not only the first. At the token API also the \
         token of an emailed link that can't be used any more (in fields, at token).",
                "Show each sentence in fields at its field. Nothing was changed: send the whole form again.",
            ),
            Code::UsernameTaken => (
                "Another account has this username, in any letter case. Nothing else was wrong.",
                "Ask for another username.",
            ),
            Code::EmailTaken => (
                "Another account uses this email address. Nothing else was wrong.",
                "At sign-up, offer to log in or to reset the password. In a profile form, show the sentence at the field.",
            ),
            Code::RegistrationClosed => (
                "Sign-up is closed (REGISTRATION=closed). The token API answers FORBIDDEN.",
                "Don't offer sign-up. Existing accounts can still log in.",
            ),
            Code::InvitationNeeded => (
                "Sign-up needs an invitation (REGISTRATION=invite), and the one sent is missing, used up, expired or revoked. The \
         token API answers FORBIDDEN.",
                "Send the token of the invitation link as invitation with the other fields, or ask for a new invitation.",
            ),
            Code::InvalidCredentials => (
                "Unknown account, wrong password or disabled account: one answer for all three, so that it doesn't reveal which \
         accounts exist. At the token API also a wrong current_password when the password is changed.",
                "Let the user try again or reset the password. Several failed attempts within a minute lead to rate_limited.",
            ),
            Code::EmailNotVerified => (
                "The password is right, but the email address must be confirmed before the first login (REQUIRE_VERIFIED_EMAIL). \
         The token API answers FORBIDDEN.",
                "Ask the user to open the link in the confirmation email. At the token API, /api/auth/verify/resend sends it again; \
         with new_email it corrects an address that was never confirmed. Once an address was confirmed, new_email is a \
         VALIDATION_ERROR.",
            ),
            Code::ReauthRequired => (
                "Changing the email address or password, or deleting the account, needs a login a short time ago (SUDO_WINDOW, ten \
         minutes) or the right current_password in the same request. With fields, the current_password sent is wrong.",
                "Ask for the current password and send the same request again with current_password in it.",
            ),
            Code::CurrentPasswordIncorrect => (
                "The current_password sent to change the password is wrong. The user stays logged in. The token API answers \
         INVALID_CREDENTIALS.",
                "Show the sentence at that field and let the user try again.",
            ),
            Code::LoginRequired | Code::TokenMissing => (
                "The caller isn't logged in: the request had no cookie or no token, or the cookie's session has ended.",
                "Show the login. A browser sends its cookie only with credentials: \"include\" and only within the same site; an app \
         sends Authorization: Bearer and the access token.",
            ),
            Code::TokenExpired => (
                "The token's lifetime is over.",
                "Access token: refresh, then send the request again. Refresh token: log in again.",
            ),
            Code::TokenInvalid => (
                "Not a token of this server, or a modified one, or of the wrong kind: a refresh token where an access token belongs, \
         or the reverse.",
                "Check which of the two tokens is sent. Otherwise delete both and log in again. JWT_SECRET_KEY or BASE_URL may have \
         changed.",
            ),
            Code::TokenRevoked => (
                "The token's session has ended: by logout, from the list of sessions, by a new password, or because the account was \
         disabled or deleted.",
                "Delete both tokens and log in again.",
            ),
            Code::TokenReused => (
                "A refresh token was used a second time, later than REFRESH_GRACE allows. It may have been copied, so its session \
         was ended.",
                "Delete both tokens and log in again. Store the newest refresh token, and never run two refreshes at once: see \
         examples/react-spa/src/tokens.js and docs/mobile.md.",
            ),
            Code::Forbidden => (
                "The caller is logged in but isn't allowed to do this.",
                "Don't offer it to this user. Operators assign roles. At the token API the message says whether sign-up, the login \
         or deleting the last administrator is not allowed.",
            ),
            Code::CrossSite => (
                "The browser says that a page of another site sent this request, and its origin is not in ALLOWED_ORIGINS.",
                "Add the front end's origin to ALLOWED_ORIGINS: scheme, host and port as the browser writes them.",
            ),
            Code::LastAdmin => (
                "This is the last active administrator. The token API answers FORBIDDEN.",
                "Make another user an administrator first.",
            ),
            Code::DeadLink => (
                "The token of an emailed link was used, has expired, was replaced by a newer one, or is unknown. The token API \
         answers VALIDATION_ERROR with fields.token.",
                "Offer to send a new email.",
            ),
            Code::NotFound => (
                "Nothing exists at this address, or it belongs to another user.",
                "Check the path. Ids of other users' objects are answered like ids that don't exist.",
            ),
            Code::MethodNotAllowed => {
                ("This address doesn't support the request's method.", "Use one of the methods in the Allow header.")
            }
            Code::BadRequest => (
                "The body is not a JSON object, has a member twice, a NUL or a value of the wrong type, or the query can't be read. \
         The token API also answers this code, with the same statuses, where the session API has one of the next three.",
                "Send one JSON object in UTF-8.",
            ),
            Code::UnsupportedMediaType => {
                ("This address doesn't read the body's Content-Type.", "Send Content-Type: application/json.")
            }
            Code::TooLarge => {
                ("The body is larger than 64 KiB.", "Send a smaller body. No form here needs more than 1 KiB.")
            }
            Code::Timeout => ("The body took too long to arrive.", "Send the request again, in one piece."),
            Code::RateLimited => (
                "Too many attempts: failed logins, sign-ups or requested emails. See docs/limits.md.",
                "Wait for the seconds in Retry-After. Attempts before then are refused and don't extend the wait.",
            ),
            Code::Busy => (
                "More passwords are waiting to be checked than this server can hash in time. The token API answers UNAVAILABLE.",
                "Try again after the seconds in Retry-After. Nothing was changed.",
            ),
            Code::Unavailable => (
                "The database is temporarily unavailable.",
                "Try again after the seconds in Retry-After. Passwords and tokens are not affected: keep the tokens.",
            ),
            Code::Internal => (
                "An internal error of the server.",
                "Report request_id to the operator: the server's log has the same id.",
            ),
        }
    }
}
