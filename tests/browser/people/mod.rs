//! Who the journeys are made by: a visitor with a Chromium, what they see, what they hold in their hand, and the line they are on.

pub mod authenticator;
pub mod chromium;
pub mod expect;
pub mod slow_line;
pub mod visitor;
