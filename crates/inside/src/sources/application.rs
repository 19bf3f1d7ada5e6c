//! The applications whose accounts are recognised.

use std::fmt;

/// Whose accounts a source has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceApplication {
    Devise,
    Django,
    Firebase,
    /// One of the tutorials.
    Flask,
    FlaskSecurity,
    Keycloak,
    Laravel,
    Supabase,
    /// Another installation of this one.
    Vestibule,
    WordPress,
    /// None of them: somebody said which column is what.
    Mapped,
}

impl SourceApplication {
    /// What it calls itself; for none of them, that somebody mapped the columns.
    pub(crate) fn name(self) -> &'static str {
        match self {
            SourceApplication::Devise => "Devise",
            SourceApplication::Django => "Django",
            SourceApplication::Firebase => "Firebase",
            SourceApplication::Flask => "Flask",
            SourceApplication::FlaskSecurity => "Flask-Security",
            SourceApplication::Keycloak => "Keycloak",
            SourceApplication::Laravel => "Laravel",
            SourceApplication::Supabase => "Supabase",
            SourceApplication::Vestibule => "Vestibule",
            SourceApplication::WordPress => "WordPress",
            SourceApplication::Mapped => "as mapped",
        }
    }
}

impl fmt::Display for SourceApplication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
