//! Create an account.

use time::PrimitiveDateTime;

use super::registration::{FORM_ORDER, Registration};
use super::store::{self, NewUser, Unconfirmed};
use super::{Role, User, accepted_terms, already_registered, repetition, rules, send_confirmation};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event};
use crate::invitations::{self, Invitation};
use crate::limits::{self, EmailKind};
use crate::links::{self, Purpose};
use crate::state::Hashing;
use crate::state::Services;
use crate::texts::Language;

/// The outcome of a sign-up.
pub enum Registered {
    /// The account, and whether a link was sent to its address.
    Account(Box<User>, bool),
    /// `REGISTRATION_HIDES_EXISTING`: whether the account is new or the address already had one stays unknown here, too, so
    /// that no door can reveal it.
    Unsaid {
        /// As typed.
        username: String,
    },
}

impl Registered {
    /// The username, as typed.
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

/// A sign-up that breaks no rule, from a visitor who may register.
struct Admitted {
    form: Registration,
    invitation: Option<Invitation>,
    /// The form may be a second copy of the one that has just created this account: the password decides. If it is not a
    /// copy, the form is refused with this error.
    repeats: Option<(User, Error)>,
}

/// Refuses everything that needs no hash to be refused. Creates nothing.
///
/// Forms with errors count as well, in a limit of their own: each costs a query.
fn check(s: &Services, form: Registration, context: &Context) -> Result<Admitted, Error> {
    let is_operator = context.actor.is_trusted();
    let form = Registration { username: form.username.trim().to_owned(), email: form.email.trim().to_owned(), ..form };
    let admitted = if is_operator { Ok(None) } else { invitations::admit(s, form.invitation.as_ref(), context) };
    let invitation = match admitted {
        Ok(invitation) => invitation,
        // The first copy of the form may have used the invitation up.
        Err(refused) => return repeats(s, form, refused, context),
    };
    limits::may_sign_up(s, context)?;
    let mut errors = form.errors(s);
    // A reserved name keeps strangers from speaking for the application; an operator may.
    errors.0.retain(|error| !is_operator || error.code != FieldCode::UsernameReserved);
    errors.0.extend(invitation.iter().flat_map(|invitation| invitation.errors(&form.email).0));
    let right = |field, value: &str| (!errors.at(field)).then(|| value.to_owned());
    let (username, email) = (right(Field::Username, &form.username), right(Field::Email, &form.email));
    let taken = taken_names(s, username.as_deref(), email.filter(|_| !hides_existing(s, context)).as_deref(), context)?;
    if taken.is_empty() && !errors.is_empty() {
        let _counts = limits::sign_up_error(s, context)?;
    }
    let only_taken = errors.is_empty() && !taken.is_empty();
    errors.0.extend(taken.0);
    let errors = errors.in_order(FORM_ORDER);
    if only_taken {
        return repeats(s, form, Error::Invalid(errors), context);
    }
    errors.into_result()?;
    Ok(Admitted { form, invitation, repeats: None })
}

/// A form that was refused with this error. If the account it asks for has just been created, the password decides whether
/// the form is a repetition.
fn repeats(s: &Services, form: Registration, refused: Error, context: &Context) -> Result<Admitted, Error> {
    match repetition::made_just_now(s, &form, context)? {
        Some(user) => Ok(Admitted { form, invitation: None, repeats: Some((user, refused)) }),
        None => Err(refused),
    }
}

/// Which of these names are taken. The answer that one is counts as a sign-up: it is what a stranger would ask for.
fn taken_names(
    s: &Services,
    username: Option<&str>,
    email: Option<&str>,
    context: &Context,
) -> Result<FieldErrors, Error> {
    if username.is_none() && email.is_none() {
        return Ok(FieldErrors::default());
    }
    let attempt = limits::sign_up(s, context)?;
    let taken = s.db.read(|c| store::taken_names(c, context.now, username, email, None))?;
    if taken.is_empty() {
        s.db.transaction(|c| attempt.withdrawn(c, s))?;
    }
    Ok(taken)
}

/// Whether this client may not learn that an address has an account.
fn hides_existing(s: &Services, context: &Context) -> bool {
    s.config.registration_hides_existing && !context.actor.is_trusted()
}

/// Creates the account and no session: the user logs in next.
///
/// Where taken addresses are hidden, a known address is answered like any other after the same work, and its owner is
/// notified by email. A taken username is revealed in any case: the visitor has to choose another.
///
/// The second of two equal forms, a double click or a request that a proxy sent again, is answered like the first.
///
/// # Errors
/// [`Error::Invalid`] with every error at once, taken names included; those of [`invitations::admit`],
/// [`invitations::spend`], [`limits::may_sign_up`] and [`limits::sign_up`].
pub async fn register(s: &Hashing, form: Registration, context: &Context) -> Result<Registered, Error> {
    let admitted = check(s, form, context)?;
    s.place().await?;
    let Admitted { form, invitation, repeats } = admitted;
    let hides = hides_existing(s, context);
    let registered = |user: User| {
        if hides {
            return Ok(Registered::Unsaid { username: user.username });
        }
        let emailed = s.db.read(|c| links::has_living(c, context.now, user.id, Purpose::Verify))?;
        Ok(Registered::Account(Box::new(user), emailed))
    };
    if let Some((user, refused)) = repeats {
        let is_same = repetition::is_password_of(s, &user, &form.password, context).await?;
        return if is_same { registered(user) } else { Err(refused) };
    }
    let _counts = limits::sign_up(s, context)?;
    let refused = match insert_and_confirm(s, &form, invitation.as_ref(), context).await {
        Ok(user) => return registered(user),
        Err(refused @ (Error::Invalid(_) | Error::InvitationNeeded)) => refused,
        Err(error) => return Err(error),
    };
    // The unique index refused it, after the password was hashed as always. Both copies may have come at once.
    if let Some(user) = repetition::made_just_now(s, &form, context)?
        && repetition::is_password_of(s, &user, &form.password, context).await?
    {
        return registered(user);
    }
    match refused {
        Error::Invalid(errors) if hides && errors.at(Field::Email) => {
            already_registered::notify_owner(s, &form.email, invitation.as_ref(), context)?;
            Ok(Registered::Unsaid { username: form.username })
        }
        refused => Err(refused),
    }
}

/// Hashes the password, then makes the account and promises the email that confirms its address, in one transaction.
async fn insert_and_confirm(
    s: &Hashing,
    form: &Registration,
    invitation: Option<&Invitation>,
    context: &Context,
) -> Result<User, Error> {
    let now = context.now;
    let by_operator = context.actor.is_trusted();
    let user = NewUser {
        email_verified: by_operator && form.confirmed,
        language: context.language_preference.chosen.map(Language::tag),
        language_seen: context.language_preference.asked.map(Language::tag),
        ..new_user(s, form, now).await?
    };
    // Signing up and deleting the account again must not be a way to fill a stranger's inbox. The account is created all
    // the same: its page offers to send the link again.
    let may_write = !user.email_verified && limits::may_write_to(s, context, EmailKind::Verify, &user.email)?;
    s.db.transaction(|c| {
        if let Some(invitation) = invitation {
            invitations::spend(c, invitation, now)?;
        }
        let user = insert(c, &user, invitation, context)?;
        if let Some(terms) = s.config.site.terms.as_ref().filter(|_| form.accepts_terms) {
            accepted_terms::keep(c, user.id, terms, now)?;
        }
        if may_write {
            send_confirmation::to_new_account(s, c, now, &user)?;
        }
        Ok(user)
    })
}

/// Creates the account without the rules for names and passwords and without an email: for the users of the demo, who are
/// older than the rules and whose addresses are not ours to write to.
///
/// # Errors
/// [`Error::Invalid`] when a name is taken, or the address is invalid.
pub async fn create_unchecked(s: &Hashing, form: Registration, context: &Context) -> Result<User, Error> {
    let now = context.now;
    let user = new_user(s, &form, now).await?;
    s.db.transaction(|c| insert(c, &user, None, context))
}

fn insert(c: &mut Conn, user: &NewUser, invitation: Option<&Invitation>, context: &Context) -> Result<User, Error> {
    let unconfirmed = match invitation {
        _ if context.actor.is_trusted() => Unconfirmed::Stays,
        Some(Invitation { email: Some(_), .. }) => Unconfirmed::GoesAsInvited,
        _ => Unconfirmed::Goes,
    };
    let user = store::insert(c, user, unconfirmed)?;
    // A visitor who creates an account is its owner from the first moment.
    let owner = if context.actor.is_trusted() { None } else { Some(context.acting_for(user.id, Credential::Password)) };
    events::record(c, user.id, &Event::Registered, owner.as_ref().unwrap_or(context))?;
    Ok(user)
}

async fn new_user(s: &Hashing, form: &Registration, now: PrimitiveDateTime) -> Result<NewUser, Error> {
    let email = rules::address(&form.email)?;
    Ok(NewUser {
        username_key: rules::username_key(&form.username),
        username: form.username.clone(),
        email_key: email.key(),
        email: email.as_str().to_owned(),
        email_verified: false,
        password: s.place().await?.hash(&form.password).await?,
        password_changed_at: now,
        role: Role::User,
        created_at: now,
        language: None,
        language_seen: None,
    })
}
