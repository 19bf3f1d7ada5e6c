//! Create an account.

use serde::Deserialize;
use time::PrimitiveDateTime;
use validator::ValidateArgs;

use super::password::{self, Password};
use super::rules::{self, Rules, field_errors};
use super::store::{self, NewUser, Unconfirmed};
use super::{User, already_registered, repetition, send_verification};
use crate::client::{Client, Door};
use crate::db::Conn;
use crate::error::{Error, FieldErrors};
use crate::events::{self, Kind};
use crate::invitations::{self, Invitation};
use crate::limits::{self, EmailKind};
use crate::links::{self, Purpose};
use crate::state::{Checked, Hashing, Services};

/// What a person who wants an account sends.
#[derive(Clone, Default, Deserialize, validator::Validate, utoipa::ToSchema)]
#[validate(context = Rules)]
#[serde(default)]
pub struct Registration {
    /// 3 to 30 letters and digits, a letter first. Shown as typed, unique without regard to case.
    #[validate(
        custom(function = "rules::username_present", use_context),
        custom(function = "rules::username_characters", use_context),
        custom(function = "rules::username_length", use_context),
        custom(function = "rules::username_allowed", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, example = "ada", pattern = "^[A-Za-z][A-Za-z0-9._-]{2,29}$")]
    pub username: String,
    /// Where mail reaches the person.
    #[validate(
        custom(function = "rules::email_present", use_context),
        custom(function = "rules::email_form", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, example = "ada@example.com", format = Email, max_length = 254)]
    pub email: String,
    /// At least `PASSWORD_MIN_LENGTH` characters of any script, spaces count, and not one that is guessed first.
    #[validate(
        custom(function = "rules::password_present", use_context),
        custom(function = "rules::password_length", use_context),
        custom(function = "rules::password_classes", use_context),
        custom(function = "rules::password_strength", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "analytical engine 1843")]
    pub password: Password,
    /// The same again, where a form asks for it. No API reads it.
    #[serde(skip)]
    pub confirm_password: Option<Password>,
    /// What `/register?invitation=…` came with, where `REGISTRATION=invite`.
    pub invitation: Option<String>,
    /// An operator vouches for the address: it counts as confirmed. Ignored from everyone else; no API reads it.
    #[serde(skip)]
    pub confirmed: bool,
}

const FORM_ORDER: &[&str] = &["username", "email", "password", "confirm_password"];

impl Registration {
    /// For somebody with this name and address; the password is still to come.
    pub fn of(username: &str, email: &str) -> Registration {
        Registration { username: username.to_owned(), email: email.to_owned(), ..Registration::default() }
    }

    /// Every rule that is broken, in the order of the form.
    fn mistakes(&self, s: &Services) -> FieldErrors {
        let rules = Rules::new(&s.config, [self.username.as_str(), self.email.as_str()]);
        let mut errors = match self.validate_with_args(&rules) {
            Ok(()) => FieldErrors::default(),
            Err(errors) => field_errors(&errors, FORM_ORDER),
        };
        if self.confirm_password.as_ref().is_some_and(|confirmed| *confirmed != self.password) {
            errors.0.extend(password_mismatch().0);
        }
        errors
    }
}

/// The two password fields differ.
pub fn password_mismatch() -> FieldErrors {
    FieldErrors::one("confirm_password", "password_mismatch", "Passwords do not match. Enter the same password twice")
}

/// What came of a registration.
pub enum Registered {
    /// The account, and whether a link was sent to its address.
    Account(Box<User>, bool),
    /// `REGISTRATION_HIDES_EXISTING`: whether there is a new account or its address had one is not said, here neither, so
    /// that no door can show a difference.
    Unsaid {
        /// As typed.
        username: String,
    },
}

impl Registered {
    /// What the person wants to be called.
    pub fn username(&self) -> &str {
        match self {
            Registered::Account(user, _) => &user.username,
            Registered::Unsaid { username } => username,
        }
    }

    /// Whether an email is on its way. Where that would tell about an account that exists, the answer is always yes.
    pub fn is_emailed(&self) -> bool {
        match self {
            Registered::Account(_, emailed) => *emailed,
            Registered::Unsaid { .. } => true,
        }
    }
}

/// A registration that breaks no rule, from somebody who may register.
pub struct Admitted {
    form: Registration,
    invitation: Option<Invitation>,
    /// The form may be the second copy of one that has just made this account: the password decides. If it is not, this
    /// is what the form is refused with.
    repeats: Option<(User, Error)>,
}

/// Everything that can be refused without a hash. Creates nothing.
///
/// Forms with errors count as well, in a limit of their own: they cost a look into the database each.
///
/// # Errors
/// [`Error::Invalid`] with every error at once, taken names included; those of [`invitations::admit`],
/// [`limits::may_sign_up`] and [`limits::sign_up`].
pub fn check<T>(s: &Services, form: Registration, client: &Client) -> Result<Checked<Admitted, T>, Error> {
    let is_operator = client.door == Door::Command;
    let form = Registration { username: form.username.trim().to_owned(), email: form.email.trim().to_owned(), ..form };
    let admitted = if is_operator { Ok(None) } else { invitations::admit(s, form.invitation.as_deref()) };
    let invitation = match admitted {
        Ok(invitation) => invitation,
        // The first copy of the form may have used the invitation up.
        Err(refused) => return repeats(s, form, refused, client).map(Checked::NeedsHash),
    };
    limits::may_sign_up(s, client)?;
    let mut errors = form.mistakes(s);
    // A reserved name keeps strangers from speaking for the application; an operator may.
    errors.0.retain(|error| !is_operator || error.code != "username_reserved");
    errors.0.extend(invitation.iter().flat_map(|invitation| invitation.mistakes(&form.email).0));
    let right = |field: &str, value: &str| errors.of(field).is_empty().then(|| value.to_owned());
    let (username, email) = (right("username", &form.username), right("email", &form.email));
    let taken = taken_names(s, username.as_deref(), email.filter(|_| !hides_existing(s, client)).as_deref(), client)?;
    if taken.is_empty() && !errors.is_empty() {
        let _counts = limits::sign_up_error(s, client)?;
    }
    let only_taken = errors.is_empty() && !taken.is_empty();
    errors.0.extend(taken.0);
    let errors = errors.in_order(FORM_ORDER);
    if only_taken {
        return repeats(s, form, Error::Invalid(errors), client).map(Checked::NeedsHash);
    }
    errors.into_result()?;
    Ok(Checked::NeedsHash(Admitted { form, invitation, repeats: None }))
}

/// A form that was refused with this, and is looked at again beside its password if the account it would make has just
/// been made.
fn repeats(s: &Services, form: Registration, refused: Error, client: &Client) -> Result<Admitted, Error> {
    match repetition::made_just_now(s, &form, client)? {
        Some(user) => Ok(Admitted { form, invitation: None, repeats: Some((user, refused)) }),
        None => Err(refused),
    }
}

/// Which of these names are taken. The answer that one is counts as a sign-up: it is what a stranger would ask for.
fn taken_names(
    s: &Services,
    username: Option<&str>,
    email: Option<&str>,
    client: &Client,
) -> Result<FieldErrors, Error> {
    if username.is_none() && email.is_none() {
        return Ok(FieldErrors::default());
    }
    let attempt = limits::sign_up(s, client)?;
    let taken = store::taken_names(&mut *s.db.conn()?, s.clock.now(), username, email, None)?;
    if taken.is_empty() {
        s.db.transaction(|c| attempt.withdrawn(c, s))?;
    }
    Ok(taken)
}

/// Whether this client may not learn that an address has an account.
fn hides_existing(s: &Services, client: &Client) -> bool {
    s.config.registration_hides_existing && client.door != Door::Command
}

/// Creates the account and nobody's session: the person logs in next.
///
/// # Errors
/// Those of [`check`] and [`create`].
pub fn register(s: &Hashing<'_>, form: Registration, client: &Client) -> Result<Registered, Error> {
    match check(s, form, client)? {
        Checked::Done(registered) => Ok(registered),
        Checked::NeedsHash(admitted) => create(s, admitted, client),
    }
}

/// The rest of [`register`], after [`check`].
///
/// Where taken addresses are hidden, a known address is answered like any other after the same work, and its owner is
/// notified by email. A taken username is told in any case: a person has to choose another.
///
/// The second of two equal forms, a double click or a request that a proxy sent again, is answered like the first.
///
/// # Errors
/// [`Error::Invalid`] when somebody else took a name meanwhile; those of [`limits::sign_up`] and [`invitations::spend`].
pub fn create(s: &Hashing<'_>, admitted: Admitted, client: &Client) -> Result<Registered, Error> {
    let Admitted { form, invitation, repeats } = admitted;
    let hides = hides_existing(s, client);
    let registered = |user: User| {
        if hides {
            return Ok(Registered::Unsaid { username: user.username });
        }
        let emailed = links::store::has_living(&mut *s.db.conn()?, s.clock.now(), user.id, Purpose::Verify)?;
        Ok(Registered::Account(Box::new(user), emailed))
    };
    if let Some((user, refused)) = repeats {
        let is_same = repetition::is_password_of(s, &user, &form.password, client)?;
        return if is_same { registered(user) } else { Err(refused) };
    }
    let _counts = limits::sign_up(s, client)?;
    let refused = match insert_and_confirm(s, &form, invitation.as_ref(), client) {
        Ok(user) => return registered(user),
        Err(refused @ (Error::Invalid(_) | Error::InvitationNeeded)) => refused,
        Err(error) => return Err(error),
    };
    // The index found it out, after the password was hashed as for everybody. Both copies may have come at once.
    if let Some(user) = repetition::made_just_now(s, &form, client)?
        && repetition::is_password_of(s, &user, &form.password, client)?
    {
        return registered(user);
    }
    match refused {
        Error::Invalid(errors) if hides && !errors.of("email").is_empty() => {
            already_registered::notify_owner(s, &form.email, invitation.as_ref(), client)?;
            Ok(Registered::Unsaid { username: form.username })
        }
        refused => Err(refused),
    }
}

/// Hashes the password, then makes the account and promises the email that confirms its address, in one transaction.
fn insert_and_confirm(
    s: &Hashing<'_>,
    form: &Registration,
    invitation: Option<&Invitation>,
    client: &Client,
) -> Result<User, Error> {
    let now = s.clock.now();
    let by_operator = client.door == Door::Command;
    let user = NewUser { email_verified: by_operator && form.confirmed, ..new_user(s, form, now)? };
    // Signing up and deleting the account again must not be a way to fill somebody's inbox. The account is made all the same:
    // its page offers to send the link again.
    let may_write = !user.email_verified && limits::may_write_to(s, client, EmailKind::Verify, &user.email)?;
    s.db.transaction(|c| {
        if let Some(invitation) = invitation {
            invitations::spend(c, invitation, now)?;
        }
        let user = insert(c, now, &user, client)?;
        if may_write {
            send_verification::to_new_account(s, c, now, &user)?;
        }
        Ok(user)
    })
}

/// Creates the account without the rules for names and passwords and without an email: for the users of the demo, who are
/// older than the rules and whose addresses are not ours to write to.
///
/// # Errors
/// [`Error::Invalid`] when a name is taken, or no mail reaches the address.
pub fn create_unchecked(s: &Hashing<'_>, form: Registration, client: &Client) -> Result<User, Error> {
    let now = s.clock.now();
    let user = new_user(s, &form, now)?;
    s.db.transaction(|c| insert(c, now, &user, client))
}

fn insert(c: &mut Conn, now: PrimitiveDateTime, user: &NewUser, client: &Client) -> Result<User, Error> {
    let unconfirmed = if client.door == Door::Command { Unconfirmed::Stays } else { Unconfirmed::Goes };
    let user = store::insert(c, user, unconfirmed)?;
    events::record(c, now, Kind::Registered, &user.id.into(), client)?;
    Ok(user)
}

fn new_user(s: &Hashing<'_>, form: &Registration, now: PrimitiveDateTime) -> Result<NewUser, Error> {
    let email = rules::address(&form.email)?;
    Ok(NewUser {
        username_key: rules::username_key(&form.username),
        username: form.username.clone(),
        email_key: email.key(),
        email: email.as_str().to_owned(),
        email_verified: false,
        password_hash: password::hash(s, &form.password)?,
        password_changed_at: now,
        role: "user",
        created_at: now,
    })
}
