//! The pages for those who look after all accounts, as they lead to each other, and what a caller may do there.

use super::page_context::PageContext;
use inside::texts::Texts;
use inside::users::{Role, required_factor};

/// The pages that lead to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdminSection {
    /// `/admin`.
    Overview,
    /// `/admin/users`.
    Accounts,
    /// `/admin/events`.
    Events,
    /// `/admin/invitations`.
    Invitations,
}

impl AdminSection {
    const ALL: &'static [AdminSection] =
        &[AdminSection::Overview, AdminSection::Accounts, AdminSection::Events, AdminSection::Invitations];

    fn href(self) -> &'static str {
        match self {
            AdminSection::Overview => "/admin",
            AdminSection::Accounts => "/admin/users",
            AdminSection::Events => "/admin/events",
            AdminSection::Invitations => "/admin/invitations",
        }
    }

    fn label(self, t: Texts) -> &'static str {
        match self {
            AdminSection::Overview => t.overview(),
            AdminSection::Accounts => t.accounts(),
            AdminSection::Events => t.audit_log(),
            AdminSection::Invitations => t.invitations(),
        }
    }

    fn is_for_admins(self) -> bool {
        self == AdminSection::Invitations
    }
}

/// The tabs of these pages.
pub(crate) struct Tabs(pub(crate) Vec<Tab>);

/// One of them.
pub(crate) struct Tab {
    /// Where it leads.
    pub(crate) href: &'static str,
    /// Its name.
    pub(crate) label: &'static str,
    /// It is the one that is shown.
    pub(crate) is_current: bool,
}

impl Tabs {
    /// What this caller may see.
    pub(crate) fn of(context: &PageContext, current: AdminSection) -> Tabs {
        let all = AdminSection::ALL.iter().filter(|section| !section.is_for_admins() || may_change(context));
        let tab = |section: &AdminSection| Tab {
            href: section.href(),
            label: section.label(context.t),
            is_current: *section == current,
        };
        Tabs(all.map(tab).collect())
    }
}

/// Whether the caller may change what these pages show.
pub(crate) fn may_change(context: &PageContext) -> bool {
    let config = context.state.config();
    context.caller.as_ref().is_some_and(|caller| required_factor::effective_role(config, &caller.user) == Role::Admin)
}
