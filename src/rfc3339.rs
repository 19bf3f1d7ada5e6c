//! Times for programs.

use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;

/// A time in the form of the APIs and of the command line (RFC 3339, in UTC).
pub(crate) fn rfc3339(at: PrimitiveDateTime) -> String {
    at.assume_utc().format(&Rfc3339).unwrap_or_default()
}
