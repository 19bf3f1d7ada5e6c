//! Every verb through every door it opens, on the real app, at SQLite or PostgreSQL.
//!
//! With `TEST_DATABASE_URL` the tests run on that PostgreSQL server, each in a database of its own; without it on SQLite files.
//! What makes sense on one of them only is in `sqlite` and `postgres`.
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

mod harness;

mod already_registered;
mod architecture;
mod assets;
mod change_password;
mod confirm_email;
mod confirm_its_you;
mod cookie;
mod correct_email;
mod create_invitation;
mod cross_site;
mod curl_examples;
mod current_user;
mod delete_account;
mod delete_unconfirmed;
mod deleted_meanwhile;
mod dev_mailbox;
mod email_address;
mod emails;
mod end_other_sessions;
mod end_session;
mod error_codes;
mod errors;
mod export;
mod find_users;
mod flash;
mod headers;
mod health;
mod hidden_addresses;
mod history;
mod invitations;
mod jobs;
mod limits;
mod links_base_url;
mod list_sessions;
mod login;
mod logout;
mod logs;
mod mail;
mod mail_certificates;
mod mail_connections;
mod mail_keys;
mod method_override;
mod migrations;
mod new_browser;
mod next;
mod not_me;
mod openapi;
mod overload;
mod pages;
mod passwords;
mod postgres;
mod proof_of_password;
mod refresh;
mod register;
mod request_reset;
mod reset_password;
mod revoke_invitation;
mod security;
mod security_claims;
mod send_confirmation;
mod session_api;
mod sessions;
mod set_role;
mod settings;
mod smtp;
mod sqlite;
mod start;
mod templates;
mod token_signatures;
mod tokens;
mod undo_email_change;
mod update_profile;
mod update_profile_conflicts;
mod update_profile_json;
mod usernames;
mod verbs;
mod words;
mod wrong_settings;
