//! The account's sessions, at this door: list them, end one, end the others.

pub mod end;
pub mod end_others;
pub mod list;

pub use end::end;
pub use end_others::end_others;
pub use list::list;
