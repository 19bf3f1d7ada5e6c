//! The routes of the pages for those who look after all accounts. Moderators see them and change nothing.

use actix_web::web;

use super::attention::Attention;
use super::{
    administration, audit_log, create_invitation, delete_user, disable_user, enable_user, end_sessions, find_users,
    reset_factors, revoke_invitation, send_reset, set_role, show_user, verify_email,
};

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
