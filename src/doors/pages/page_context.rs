//! What a page handler works with: the request, the application, who is logged in, and how a page is sent.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_session::{Session, SessionExt};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use askama::Template;

use super::view::{Badge, FlashKind, Layout};
use super::{filters, flash, theme};
use crate::doors::call::Call;
use crate::doors::destination::{destination, foreign_origin};
use crate::doors::handler_error::HandlerError;
use crate::doors::request_log::Head;
use crate::doors::{caller, headers, language, negotiation, pending_cookie, this_machine};
use inside::config::RegistrationMode;
use inside::error::Error;
use inside::texts::Texts;
use inside::users::{Caller, Role, User, required_factor};

/// Cookie key: the next page tells the browser about passkeys.
const SIGNALS: &str = "signals";

/// Room for most pages. A text that has to grow is copied each time, and what it leaves behind costs the allocator more than the
/// copies.
const PAGE_ROOM: usize = 16 * 1024;

/// Extractor: everything a page handler needs besides the request body.
pub(crate) struct PageContext {
    /// The request, the application, and verbs.
    pub(crate) call: Call,
    /// Who is logged in, if anyone.
    pub(crate) caller: Option<Arc<Caller>>,
    /// What the page says, in the visitor's language.
    pub(crate) t: Texts,
}

/// What the filters of a page work with.
struct InLanguage(Texts);

impl askama::Values for InLanguage {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn std::any::Any> {
        (key == filters::TEXTS).then_some(&self.0)
    }
}

impl Deref for PageContext {
    type Target = Call;

    fn deref(&self) -> &Call {
        &self.call
    }
}

impl FromRequest for PageContext {
    type Error = HandlerError;
    type Future = Ready<Result<PageContext, HandlerError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(PageContext::of(req).ok_or_else(|| Error::internal("the state is not there").into()))
    }
}

impl PageContext {
    /// The page context of a request.
    pub(crate) fn of(req: &HttpRequest) -> Option<PageContext> {
        let call = Call::of(req)?;
        let t = language::of_page(req, &call.state);
        Some(PageContext { call, caller: caller::of(req), t })
    }

    /// Whether the request is HEAD, which handlers see as GET: it must change nothing, one-shot messages included.
    pub(crate) fn is_head(&self) -> bool {
        self.req.extensions().contains::<Head>()
    }

    /// The signed cookie.
    pub(crate) fn cookie(&self) -> Session {
        self.req.get_session()
    }

    /// Whether a person will see this page. HEAD requests and scripts don't consume what is shown only once.
    pub(crate) fn is_seen(&self) -> bool {
        !self.is_head() && !wants_json(&self.req)
    }

    /// The layout's data. Takes the pending messages out of the cookie, so call it once, for the page that is sent.
    pub(crate) fn layout(&self) -> Layout {
        let cookie = self.cookie();
        let flashes = match flash::are_waiting(&cookie) {
            false => Vec::new(),
            true if self.is_seen() => flash::take(&cookie),
            true => flash::waiting(&cookie),
        };
        let signals = cookie.contains_key(SIGNALS) && self.is_seen();
        if signals {
            cookie.remove(SIGNALS);
        }
        Layout { flashes, signals, ..self.layout_without_messages() }
    }

    /// The same without consuming messages. Browsers request addresses by themselves (icons, well-known files), and an error
    /// page for one of those must not swallow the messages that the user's next page should show.
    pub(crate) fn layout_without_messages(&self) -> Layout {
        let user = self.caller.as_ref().map(|caller| &caller.user);
        let config = self.state.config();
        Layout {
            app: config.app_name.clone(),
            site: Arc::clone(&config.site),
            branding: Arc::clone(&config.branding),
            path: page_of(self.req.path()).to_owned(),
            next: None,
            invitation: None,
            account: user.map(Badge::of),
            session_unknown: self.may_be_logged_in() && user.is_none(),
            flashes: Vec::new(),
            theme: theme::of(&self.req),
            languages: config.languages.offered.clone(),
            dev_mailbox: this_machine::is_local(&self.req, &self.state),
            registration_open: config.registration != RegistrationMode::Closed,
            passkeys: self.state.passkeys().cloned(),
            signals: false,
            unverified_email: user.filter(|user| !user.email_verified).map(|user| user.email.clone()),
            few_recovery_codes: None,
            factor_missing: user.is_some_and(|user| required_factor::is_missing(config, user)),
            is_staff: user.is_some_and(|user| required_factor::effective_role(config, user) >= Role::Moderator),
            factor_recovery: user.and_then(User::factor_recovery).map(|recovery| recovery.ready_at),
        }
    }

    /// Whether the user is logged in, as far as this request knows: either the session was loaded, or its cookie verifies and
    /// loading it failed.
    pub(crate) fn may_be_logged_in(&self) -> bool {
        self.caller.is_some() || caller::is_unresolved(&self.req)
    }

    /// Leaves a message for the next page.
    pub(crate) fn flash(&self, kind: FlashKind, text: &str) {
        flash::add(&self.cookie(), kind, text);
    }

    /// Whether messages wait for the next page.
    pub(crate) fn has_messages(&self) -> bool {
        flash::are_waiting(&self.cookie())
    }

    /// Lets the next page tell the browser which passkeys the account accepts, and what it is called now.
    pub(crate) fn signal_passkeys(&self) {
        if let Err(cause) = self.cookie().insert(SIGNALS, true) {
            tracing::error!(%cause, "can't keep for the next page that passkeys changed");
        }
    }

    /// Sends a page.
    ///
    /// # Errors
    /// When the template can't be rendered, which would be our fault.
    pub(crate) fn page(&self, status: StatusCode, page: &impl Template) -> Result<HttpResponse, HandlerError> {
        let mut html = String::with_capacity(PAGE_ROOM);
        page.render_into_with_values(&mut html, &InLanguage(self.t)).map_err(Error::internal)?;
        let mut answer = HttpResponse::build(status);
        answer.insert_header((header::CONTENT_LANGUAGE, HeaderValue::from_static(self.t.lang())));
        answer.append_header((header::VARY, const { HeaderValue::from_static("Cookie, Accept-Language") }));
        answer.insert_header((header::CONTENT_TYPE, const { HeaderValue::from_static("text/html; charset=utf-8") }));
        Ok(answer.body(html))
    }

    /// Where to go after a login: `next`, if that is a path of our own, on an origin in `ALLOWED_ORIGINS`, or on a host in
    /// `FORWARD_AUTH_HOSTS`.
    pub(crate) fn destination(&self, next: &str) -> Option<String> {
        destination(next, &self.state.config().destinations)
    }

    /// The same for a login that waits in this browser for its second step: where this request names nothing, to what the first named.
    pub(crate) fn destination_of_waiting(&self, next: &str) -> Option<String> {
        let kept = || pending_cookie::next(&self.req, self.state.config());
        self.destination(next).or_else(|| self.destination(&kept()?))
    }

    /// Where to go after a login without a `next`: back to the app. Somebody who is logged in already and opens the login page is
    /// not sent there: an app that takes them for a guest would send them back again, and so on.
    pub(crate) fn after_login(&self) -> &str {
        self.state.config().site.app_url.as_deref().unwrap_or("/")
    }

    /// Lets the form of the page that is sent lead to the origin of this destination, if it is not ours.
    pub(crate) fn let_form_lead_to(&self, destination: Option<&str>) {
        if let Some(origin) = destination.and_then(foreign_origin) {
            headers::let_form_lead_to(&self.req, origin);
        }
    }

    /// Redirects with 303, so that the browser follows with GET (RFC 9110 section 15.4.4).
    pub(crate) fn see_other(&self, path: &str) -> HttpResponse {
        HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
    }
}

/// The address at which GET shows the form that is posted to `path`: where to return to after a login or a theme switch.
pub(crate) fn page_of(path: &str) -> &str {
    match path.split('/').nth(1) {
        Some("verify") if path == "/verify" => "/",
        Some("two-step") if path != "/two-step/app" => "/two-step",
        Some("passkeys") => "/passkeys",
        Some("sessions") => "/sessions",
        Some("history") => "/history",
        Some("admin") if path.starts_with("/admin/invitations") => "/admin/invitations",
        Some("partial" | "update" | "theme" | "language" | "logout") => "/",
        _ => path,
    }
}

/// Whether the client asks for JSON rather than for a page (RFC 9110 section 12.5.1).
pub(crate) fn wants_json(req: &HttpRequest) -> bool {
    negotiation::prefers_json(req.headers())
}
