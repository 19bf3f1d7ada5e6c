//! Turns every error into one [`Refusal`], which each door then renders in its own form.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use serde::Serialize;
use time::Duration;
use utoipa::ToSchema;

use super::codes::{Code, DoorAnswer, Wording, help_link};
use super::cross_site::CrossSite;
use super::handler_error::{HandlerError, code, retry_after};
use super::submission::Unreadable;
use super::{language, request_log};
use crate::sentences;
use inside::error::{Error, Field, FieldCode, FieldErrors, ProofKind};
use inside::factors::{PendingLogin, method};
use inside::state::State;
use inside::texts::Texts;
use inside::users::identity_check;

/// Sentences for people, by field.
pub(crate) type Messages = BTreeMap<&'static str, Vec<String>>;

/// Why a request was refused. Nothing was changed.
#[derive(Serialize, ToSchema)]
#[schema(as = Failure)]
pub(crate) struct SessionFailure {
    ok: bool,
    /// A sentence for people.
    #[schema(example = "Username already taken")]
    error: String,
    /// A stable word for programs, explained at `/docs/errors`.
    #[schema(example = "username_taken")]
    code: &'static str,
    /// The errors by field, each a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = HashMap<String, Vec<String>>, nullable = false)]
    fields: Option<Messages>,
    /// With `second_factor_required`: what finishes the login.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<String>, nullable = false)]
    methods: Option<Vec<&'static str>>,
    /// With `second_factor_setup_required`: where the second factor is set up, in a browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false)]
    set_up_url: Option<String>,
    /// For errors on our side: the id of this request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
}

/// A refused request: codes and their parameters. Each door makes words and a status of it.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Why.
    pub(crate) code: Code,
    /// The errors by field.
    pub(crate) fields: FieldErrors,
    /// When to try again, in seconds.
    pub(crate) retry_after: Option<u64>,
    /// It is not known whether the request was carried out.
    pub(crate) is_unsure: bool,
    /// A status that the framework answered by itself and that no code has.
    bare_status: Option<StatusCode>,
    /// A sentence that clients of one route rely on.
    sentence: Option<Wording>,
    /// The login that waits for a second factor.
    pub(crate) pending: Option<PendingLogin>,
    /// The page where the account sets up what it must have.
    set_up_at: &'static str,
}

impl Refusal {
    /// For this reason.
    pub(crate) fn new(code: Code) -> Refusal {
        Refusal {
            code,
            fields: FieldErrors::default(),
            retry_after: None,
            is_unsure: false,
            bare_status: None,
            sentence: None,
            pending: None,
            set_up_at: "/two-step",
        }
    }

    /// With these errors at fields.
    #[must_use]
    pub(crate) fn with(self, fields: FieldErrors) -> Refusal {
        Refusal { fields, ..self }
    }

    /// Because this login waits for a second factor.
    pub(crate) fn pending(login: PendingLogin) -> Refusal {
        Refusal { pending: Some(login), ..Refusal::new(Code::SecondFactorRequired) }
    }

    /// Because the account must have a second factor, which is set up at this page within a login.
    pub(crate) fn set_up_at(page: &'static str) -> Refusal {
        Refusal { set_up_at: page, ..Refusal::new(Code::SecondFactorSetupRequired) }
    }

    /// Why a new password was not set, where the request brings the current one: 401 in this sentence where that is wrong,
    /// whatever else is. `reauth_required`, which asks to send it, would mislead; it is for the second factor.
    pub(crate) fn of_new_password(errors: FieldErrors, wrong_current: Wording) -> Refusal {
        let errors = errors.renamed(Field::Password, Field::NewPassword);
        if errors.has(&FieldCode::CurrentPasswordIncorrect) {
            return Refusal::new(Code::CurrentPasswordIncorrect).with(errors).saying(wrong_current);
        }
        match errors.0.iter().any(|error| error.code.is_of_second_factor()) {
            true => Refusal::new(Code::ReauthRequired).with(errors),
            false => Refusal::from(errors),
        }
    }

    /// In the sentence that clients of this route rely on.
    #[must_use]
    pub(crate) fn saying(self, sentence: Wording) -> Refusal {
        Refusal { sentence: Some(sentence), ..self }
    }

    /// Reads the error that a response carries, or its bare status, and logs the cause of a fault.
    pub(crate) fn of(response: &HttpResponse) -> Refusal {
        if let Some(error) = response.error() {
            if let Some(refusal) = error.as_error::<Refusal>() {
                return refusal.clone();
            }
            if let Some(HandlerError(error)) = error.as_error() {
                request_log::log_cause(error);
                return Refusal::from(error);
            }
            if error.as_error::<CrossSite>().is_some() {
                return Refusal::new(Code::CrossSite);
            }
            if let Some(unreadable) = error.as_error::<Unreadable>() {
                return Refusal::from(*unreadable);
            }
            if response.status().is_server_error() {
                tracing::error!(cause = %error, "a request failed");
            }
        }
        Refusal::from_status(response.status())
    }

    /// The status at a door that answers the code like this.
    pub(crate) fn status(&self, answer: &DoorAnswer) -> StatusCode {
        self.bare_status.unwrap_or(answer.status)
    }

    /// The sentence at a door that answers the code like this: what is wrong with the only wrong field, else the code's, and
    /// when to try again.
    pub(crate) fn sentence(&self, t: Texts, answer: &DoorAnswer) -> String {
        let sentence = match (self.sentence, self.fields.0.as_slice()) {
            (Some(own), _) => own(t).into(),
            (None, [only]) => sentences::of_field(t, &only.code),
            (None, _) => (answer.sentence)(t).into(),
        };
        match self.retry_after {
            Some(seconds) => {
                let wait = Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX));
                format!("{sentence}. {}", t.retry_when(t.within(wait)))
            }
            None => sentence.into_owned(),
        }
    }

    /// As JSON in the session API's shape, which scripts get at the pages door too.
    pub(crate) fn to_json(&self, req: &HttpRequest, answer: &DoorAnswer) -> HttpResponse {
        let t = language::of_refusal(req);
        let mut response = HttpResponse::build(self.status(answer));
        if let Some(link) = help_link(req, answer) {
            response.insert_header((header::LINK, link));
        }
        response.json(SessionFailure {
            ok: false,
            error: self.sentence(t, answer),
            code: answer.word,
            fields: self.messages_by_field(t),
            methods: self.pending.as_ref().map(|login| method::words(&login.methods)),
            set_up_url: self.set_up_url(req),
            request_id: self.request_id(req, answer),
        })
    }

    /// What an API's own form of this refusal takes over from the `bare` one: the headers that were put on it, when to try
    /// again, and that the answer depends on who asks. CORS says the last on all answers but on a preflight it refuses.
    pub(crate) fn inherit(&self, bare: &HttpResponse, rendered: &mut HttpResponse) {
        for (name, value) in bare.headers() {
            if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
                rendered.headers_mut().append(name.clone(), value.clone());
            }
        }
        if !rendered.headers().contains_key(header::VARY) {
            rendered.headers_mut().insert(header::VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(seconds) = self.retry_after {
            rendered.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }

    /// `{"email": ["…"]}`, where fields are wrong.
    pub(crate) fn messages_by_field(&self, t: Texts) -> Option<Messages> {
        let mut fields = Messages::new();
        for error in &self.fields.0 {
            fields.entry(error.field.name()).or_default().push(sentences::of_field(t, &error.code).into_owned());
        }
        (!fields.is_empty()).then_some(fields)
    }

    /// Where the second factor is set up, if that is what is missing.
    pub(crate) fn set_up_url(&self, req: &HttpRequest) -> Option<String> {
        let state = req.app_data::<web::Data<State>>()?;
        let is_missing = self.code == Code::SecondFactorSetupRequired;
        is_missing.then(|| format!("{}{}", state.base_url(), self.set_up_at))
    }

    /// The id of the request in the log, for errors on our side.
    pub(crate) fn request_id(&self, req: &HttpRequest, answer: &DoorAnswer) -> Option<String> {
        self.status(answer).is_server_error().then(|| request_log::request_id(req))
    }

    fn from_status(status: StatusCode) -> Refusal {
        let bare = |code| Refusal { bare_status: Some(status), ..Refusal::new(code) };
        match status {
            StatusCode::NOT_FOUND => Refusal::new(Code::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Refusal::new(Code::MethodNotAllowed),
            StatusCode::REQUEST_TIMEOUT => Refusal::new(Code::Timeout),
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(Code::TooLarge),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Refusal::new(Code::UnsupportedMediaType),
            status if status.is_server_error() => bare(Code::Internal),
            _ => bare(Code::BadRequest),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.word())
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        self.bare_status.unwrap_or(self.code.status())
    }
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Refusal {
        Refusal::new(match unreadable {
            Unreadable::WrongType => Code::UnsupportedMediaType,
            Unreadable::TooLarge => Code::TooLarge,
            Unreadable::Malformed => Code::BadRequest,
            Unreadable::TooSlow => Code::Timeout,
        })
    }
}

impl From<FieldErrors> for Refusal {
    /// A name that is taken has a code of its own, where nothing else is wrong.
    fn from(fields: FieldErrors) -> Refusal {
        let taken = |code: &FieldCode| match code {
            FieldCode::UsernameTaken => Some(Code::UsernameTaken),
            FieldCode::EmailTaken { .. } => Some(Code::EmailTaken),
            _ => None,
        };
        let only_taken: Option<Vec<Code>> = fields.0.iter().map(|error| taken(&error.code)).collect();
        let code = only_taken.and_then(|codes| codes.first().copied()).unwrap_or(Code::ValidationFailed);
        Refusal::new(code).with(fields)
    }
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Refusal {
        let refusal = match error {
            Error::Invalid(fields) => Refusal::from(fields.clone()),
            // The sentence of the code asks for the password.
            Error::ReauthRequired(needed) if needed.kind != ProofKind::Password => {
                Refusal::new(Code::ReauthRequired).with(identity_check::needed_field(needed.kind))
            }
            Error::WrongCurrentPassword => Refusal::new(Code::ReauthRequired).with(identity_check::incorrect()),
            Error::WrongCurrentCode => Refusal::new(Code::ReauthRequired).with(identity_check::code_incorrect()),
            Error::WrongCurrentPasskey(problem) => {
                Refusal::new(Code::ReauthRequired).with(identity_check::passkey_refused(*problem))
            }
            Error::WrongPasskey(problem) => Refusal::new(code(error)).with(identity_check::passkey_refused(*problem)),
            error => Refusal::new(code(error)),
        };
        Refusal { retry_after: retry_after(error), is_unsure: matches!(error, Error::Unsure(_)), ..refusal }
    }
}
