//! The pages for those who look after all accounts: their routes, and what they share. Moderators see them and change nothing.

use actix_web::web;

use super::attention::Attention;
use super::page_context::PageContext;
use super::{
    administration, audit_log, create_invitation, delete_user, disable_user, enable_user, end_sessions, find_users,
    reset_factors, revoke_invitation, send_reset, set_role, show_user, verify_email,
};
use inside::stored::Word;
use inside::texts::Texts;
use inside::users::{Role, required_factor};

/// Every route below `/admin`.
pub(crate) fn scope() -> actix_web::Scope {
    web::scope("/admin")
        .app_data(web::Data::new(Attention::default()))
        .service(web::resource("").route(web::get().to(administration::get)))
        .service(web::resource("/events").route(web::get().to(audit_log::get)))
        .service(web::resource("/events.csv").route(web::get().to(audit_log::csv)))
        .service(
            web::resource("/invitations")
                .route(web::get().to(create_invitation::get))
                .route(web::post().to(create_invitation::post)),
        )
        .service(web::resource("/invitations/{id}/revoke").route(web::post().to(revoke_invitation::post)))
        .service(web::resource("/users").route(web::get().to(find_users::get)))
        .service(web::resource("/users/{id}").route(web::get().to(show_user::get)))
        .service(
            web::resource("/users/{id}/role").route(web::get().to(set_role::get)).route(web::post().to(set_role::post)),
        )
        .service(
            web::resource("/users/{id}/disable")
                .route(web::get().to(disable_user::get))
                .route(web::post().to(disable_user::post)),
        )
        .service(
            web::resource("/users/{id}/enable")
                .route(web::get().to(enable_user::get))
                .route(web::post().to(enable_user::post)),
        )
        .service(
            web::resource("/users/{id}/end-sessions")
                .route(web::get().to(end_sessions::get))
                .route(web::post().to(end_sessions::post)),
        )
        .service(
            web::resource("/users/{id}/send-reset")
                .route(web::get().to(send_reset::get))
                .route(web::post().to(send_reset::post)),
        )
        .service(
            web::resource("/users/{id}/verify-email")
                .route(web::get().to(verify_email::get))
                .route(web::post().to(verify_email::post)),
        )
        .service(
            web::resource("/users/{id}/reset-factors")
                .route(web::get().to(reset_factors::get))
                .route(web::post().to(reset_factors::post)),
        )
        .service(
            web::resource("/users/{id}/delete")
                .route(web::get().to(delete_user::get))
                .route(web::post().to(delete_user::post)),
        )
}

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

/// One choice of a list.
pub(crate) struct ListChoice {
    /// What is sent.
    pub(crate) value: &'static str,
    /// What is read.
    pub(crate) label: String,
    /// It is the chosen one.
    pub(crate) is_chosen: bool,
}

impl ListChoice {
    /// Every value of an enum.
    pub(crate) fn all<T: Word + PartialEq>(chosen: Option<T>, label: impl Fn(T) -> String) -> Vec<ListChoice> {
        let all = T::ALL.iter().copied();
        all.map(|value| ListChoice { value: value.word(), label: label(value), is_chosen: chosen == Some(value) })
            .collect()
    }
}

/// A query of the pairs that say something.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
