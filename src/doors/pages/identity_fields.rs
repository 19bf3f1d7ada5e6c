//! The fields by which a form asks who its sender is: what the session lacks, in the ways that the account has.

use super::fields;
use super::form_state::{FormErrors, FormState};
use super::input::Input;
use super::page_context::PageContext;
use super::view::Summary;
use inside::error::{Error, Field};
use inside::texts::Texts;
use inside::users::{self, Caller, Requirement};

/// What a form asks for. Nothing where the session is enough.
pub(crate) struct IdentityFields {
    /// For password managers: whose password it is.
    pub(crate) username: String,
    /// The current password.
    pub(crate) current_password: Option<Input>,
    /// A code of the authenticator app.
    pub(crate) code: Option<Input>,
    /// A button that asks the browser for a passkey, in the place of both.
    pub(crate) passkey: bool,
    /// What is wrong with the passkey that came.
    pub(crate) passkey_errors: Vec<String>,
    /// A second factor is asked for, which may be lost.
    pub(crate) factor: bool,
}

impl IdentityFields {
    /// Nothing.
    pub(crate) fn none(caller: &Caller) -> IdentityFields {
        IdentityFields {
            username: caller.user.username.clone(),
            current_password: None,
            code: None,
            passkey: false,
            passkey_errors: Vec::new(),
            factor: false,
        }
    }

    /// What the caller's session lacks of a requirement.
    ///
    /// # Errors
    /// Only the database's, for an account with a second factor.
    pub(crate) async fn of(
        context: &PageContext,
        caller: &Caller,
        requirement: Requirement,
    ) -> Result<IdentityFields, Error> {
        let unmet = requirement.unmet_by(caller, context.state.now());
        let none = IdentityFields::none(caller);
        let password = unmet.password.then(|| fields::current_password(context.t));
        if unmet.is_empty() || !caller.user.has_second_factor() {
            let password = password.map(|field| Input { enter_key: Some("go"), ..field });
            return Ok(IdentityFields { current_password: password, ..none });
        }
        let who = caller.clone();
        let factors = context.state.read(move |r| users::list_factors(r, &who)).await?;
        let asks_code = unmet.code && factors.has_usable_app();
        let password = password.map(|field| Input { enter_key: Some(if asks_code { "next" } else { "go" }), ..field });
        Ok(IdentityFields {
            // The password alone would be refused where a passkey is the only second factor.
            current_password: password.filter(|_| !unmet.code || asks_code),
            code: asks_code.then(|| fields::code(context.t)),
            passkey: factors.has_usable_passkey(),
            factor: unmet.code,
            ..none
        })
    }

    /// Nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.current_password.is_none() && self.code.is_none() && !self.passkey && !self.factor
    }

    /// There is a field to type in: without one, only a passkey sends the form.
    pub(crate) fn is_typed(&self) -> bool {
        self.current_password.is_some() || self.code.is_some()
    }

    /// The field at which a rate limit is reported.
    pub(crate) fn first(&self) -> Field {
        match (&self.current_password, &self.code) {
            (None, Some(_)) => Field::Code,
            (None, None) if self.passkey => Field::Passkey,
            _ => Field::CurrentPassword,
        }
    }

    /// The same with the errors that belong to them.
    #[must_use]
    pub(crate) fn with_errors(self, errors: &FormErrors) -> IdentityFields {
        let passkey_errors = errors.of(Field::Passkey.name());
        IdentityFields { passkey_errors, ..self.map(|field| field.with_errors(errors)) }
    }

    /// The same, each described by what has this id.
    #[must_use]
    pub(crate) fn described_by(self, id: &'static str) -> IdentityFields {
        self.map(|field| Input { described_by: Some(id), ..field })
    }

    /// The same with the focus in the first.
    #[must_use]
    pub(crate) fn focused(mut self) -> IdentityFields {
        if let Some(first) = self.current_password.as_mut().or(self.code.as_mut()) {
            first.autofocus = true;
        }
        self
    }

    /// The same on a page whose form is in this state: with what is wrong, or below the rate limit that says it; with the focus where
    /// they are asked for the first time.
    #[must_use]
    pub(crate) fn in_state(mut self, t: Texts, form_state: &FormState) -> IdentityFields {
        if form_state.asks_password {
            return self.focused();
        }
        if form_state.retry_after.is_none() {
            return self.with_errors(&form_state.errors);
        }
        // A session that meets everything comes here too, where a rate limit is reached.
        if self.is_empty() {
            self.current_password = Some(fields::current_password(t));
        }
        self.described_by(Summary::ID)
    }

    /// The same where other fields come after them.
    #[must_use]
    pub(crate) fn in_longer_form(self) -> IdentityFields {
        self.map(|field| Input { enter_key: None, ..field })
    }

    fn map(self, change: impl Fn(Input) -> Input) -> IdentityFields {
        let (current_password, code) = (self.current_password.map(&change), self.code.map(&change));
        IdentityFields { current_password, code, ..self }
    }
}
