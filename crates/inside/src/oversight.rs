//! The right to see what belongs to others. Verbs that show it ask for it, so neither a door nor a command can forget to.

use crate::context::{Actor, Context};
use crate::error::Error;

/// That right. Administrators and moderators have it ([`crate::users::required_factor::require_role`] decides), and so has the
/// operator.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Oversight(());

impl Oversight {
    /// For a role that has been looked at.
    pub(crate) fn granted() -> Oversight {
        Oversight(())
    }

    /// For whoever works at the command line, or for the application itself.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody else.
    pub fn of_operator(context: &Context) -> Result<Oversight, Error> {
        match context.actor {
            Actor::Operator | Actor::System => Ok(Oversight::granted()),
            Actor::Guest | Actor::Person { .. } => Err(Error::Forbidden),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::context::Credential;

    #[test]
    fn only_the_operator_sees_everything_without_a_role() {
        let operator = Context::operator(&Clock::default());
        assert!(Oversight::of_operator(&operator).is_ok());
        let guest = Context { actor: Actor::Guest, ..operator.clone() };
        assert!(matches!(Oversight::of_operator(&guest), Err(Error::Forbidden)));
        for by in [Credential::Session, Credential::Token, Credential::Password, Credential::Link] {
            let person = operator.acting_for(1, by);
            assert!(matches!(Oversight::of_operator(&person), Err(Error::Forbidden)), "{by:?}");
        }
    }
}
