//! The success responses of this door. The document at `/openapi.json` is made from the same types.

use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use crate::doors::call::Call;
use crate::doors::profile::Profile;
use crate::doors::session_row::SessionRow;
use crate::doors::{finished_login, language};
use crate::rfc3339::rfc3339;
use inside::error::Error;
use inside::factors::RecoveryCodes;
use inside::sessions::{BrowserHandle, RememberedBrowser, SessionHandle, list_sessions};
use inside::texts::Texts;
use inside::user_agent;
use inside::users::{FoundUsers, Login, TotpSetUp, User};

/// The request succeeded.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    ok: bool,
    /// A sentence, which is fixed where the request names no language: existing clients compare it.
    msg: &'static str,
    /// Where there are some: `password_breached`, for a new password that is on a list of leaked ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(nullable = false)]
    warnings: Vec<&'static str>,
}

impl Done {
    /// With this sentence.
    pub(crate) fn new(msg: &'static str) -> Done {
        Done { ok: true, msg, warnings: Vec::new() }
    }

    /// With warnings as well.
    pub(crate) fn warning(self, warnings: Vec<&'static str>) -> Done {
        Done { warnings, ..self }
    }
}

/// The login is complete: the response sets the cookie.
#[derive(IntoResponses)]
#[response(
    status = 200,
    description = "Logged in.",
    headers(("Set-Cookie" = String, description = "The session cookie: signed, HttpOnly, SameSite=Lax.")),
    example = json!({ "ok": true, "msg": "login successful" })
)]
pub(crate) struct LoginSuccessful(#[expect(dead_code, reason = "names the schema for the document")] Done);

impl LoginSuccessful {
    /// For the browser of this call.
    ///
    /// # Errors
    /// When a cookie can't be written.
    pub(crate) fn answer(call: &Call, login: &Login) -> Result<HttpResponse, Error> {
        let t = language::of_api(&call.req, &call.state);
        let mut answer = HttpResponse::Ok().json(Done::new(t.api_login_successful()));
        finished_login::remember(&call.req, call.state.config(), login, &mut answer)?;
        Ok(answer)
    }
}

/// The account that is logged in, if any.
#[derive(Serialize, ToSchema)]
pub(crate) struct CurrentUser {
    /// Whether an account is logged in.
    ok: bool,
    #[schema(required)]
    user: Option<Profile>,
}

impl CurrentUser {
    /// For this account, or for a guest.
    pub(crate) fn new(user: Option<&User>) -> CurrentUser {
        CurrentUser { ok: user.is_some(), user: user.map(Profile::from) }
    }
}

/// The account after the change.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProfileUpdated {
    ok: bool,
    #[schema(example = "Profile updated")]
    msg: &'static str,
    user: Profile,
}

impl ProfileUpdated {
    /// With its current values.
    pub(crate) fn new(t: Texts, user: &User) -> ProfileUpdated {
        ProfileUpdated { ok: true, msg: t.api_profile_updated(), user: user.into() }
    }
}

/// The browsers and apps that are logged in to the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    ok: bool,
    sessions: Vec<SessionRow>,
    /// Where there are more: the `after` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
    /// On the first page: the browsers whose logins need no second factor for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    remembered_browsers: Option<Vec<RememberedRow>>,
}

/// A browser that the account remembers.
#[derive(Serialize, ToSchema)]
#[schema(as = RememberedBrowser)]
pub(crate) struct RememberedRow {
    /// A public id to forget it by. It grants nothing.
    #[schema(value_type = String)]
    id: BrowserHandle,
    /// The browser, from its User-Agent header.
    #[schema(example = "Firefox on Linux")]
    name: String,
    /// The network address of its newest login.
    #[schema(example = "192.0.2.7")]
    address: String,
    /// Since when it is remembered.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when.
    #[schema(format = DateTime)]
    expires_at: String,
    /// Its newest login without a second factor.
    #[schema(format = DateTime)]
    last_used_at: String,
}

impl RememberedRow {
    /// With its name in the language of `t`.
    pub(crate) fn new(t: Texts, browser: &RememberedBrowser) -> RememberedRow {
        RememberedRow {
            id: browser.handle.clone(),
            name: user_agent::name(t, &browser.user_agent),
            address: browser.address.clone(),
            created_at: rfc3339(browser.created_at),
            expires_at: rfc3339(browser.expires_at),
            last_used_at: rfc3339(browser.last_used_at),
        }
    }
}

impl SessionList {
    /// One page, seen from the session with the public id `own`.
    pub(crate) fn new(
        t: Texts,
        page: &list_sessions::SessionPage,
        own: &SessionHandle,
        remembered: Option<Vec<RememberedBrowser>>,
    ) -> SessionList {
        let next = page.next.as_ref().map(ToString::to_string);
        let remembered = remembered.map(|all| all.iter().map(|browser| RememberedRow::new(t, browser)).collect());
        SessionList {
            ok: true,
            sessions: SessionRow::list(t, &page.sessions, own),
            next,
            remembered_browsers: remembered,
        }
    }
}

/// All other sessions have ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct OthersEnded {
    ok: bool,
    #[schema(example = "Other sessions ended")]
    msg: &'static str,
    /// How many were ended.
    #[schema(example = 2)]
    ended: usize,
}

impl OthersEnded {
    /// After this many were ended.
    pub(crate) fn new(t: Texts, ended: usize) -> OthersEnded {
        OthersEnded { ok: true, msg: t.api_other_sessions_ended(), ended }
    }
}

/// What an authenticator app needs to be set up. It counts once a code has confirmed it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpSecretAnswer {
    ok: bool,
    /// The secret in Base32.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    secret: String,
    /// The same as a link, for a QR code.
    #[schema(
        example = "otpauth://totp/Vestibule:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vestibule&algorithm=SHA1&digits=6&period=30"
    )]
    otpauth_url: String,
}

impl From<&TotpSetUp> for TotpSecretAnswer {
    fn from(set_up: &TotpSetUp) -> TotpSecretAnswer {
        TotpSecretAnswer { ok: true, secret: set_up.secret.base32(), otpauth_url: set_up.url.expose().clone() }
    }
}

/// Recovery codes, in this answer and no other.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodeList {
    ok: bool,
    /// Each finishes one login. Empty where the account kept those it had.
    recovery_codes: Vec<String>,
}

impl RecoveryCodeList {
    /// These codes, if a set was made.
    pub(crate) fn new(codes: Option<&RecoveryCodes>) -> RecoveryCodeList {
        let readable = codes.into_iter().flat_map(RecoveryCodes::readable);
        RecoveryCodeList { ok: true, recovery_codes: readable.map(str::to_owned).collect() }
    }
}

/// One page of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserPage {
    /// At most 25, oldest first.
    users: Vec<ListedUser>,
    /// This page, starting at 1.
    #[schema(example = 1)]
    page: i64,
    /// How many pages there are; 1 when nothing matches.
    #[schema(example = 1)]
    pages: i64,
    /// How many accounts match in all.
    #[schema(example = 1)]
    total: i64,
}

impl From<&FoundUsers> for UserPage {
    fn from(found: &FoundUsers) -> UserPage {
        let listed = |user: &User| ListedUser { profile: user.into(), disabled: user.disabled_at.is_some() };
        let users = found.users.iter().map(listed).collect();
        UserPage { users, page: found.page, pages: found.pages, total: found.total }
    }
}

/// An account in a list for admins.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedUser {
    #[serde(flatten)]
    profile: Profile,
    /// An administrator disabled it: it can't log in.
    disabled: bool,
}
