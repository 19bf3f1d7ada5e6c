//! Every verb through every door it opens, on the real app, at SQLite or PostgreSQL.
//!
//! With `TEST_DATABASE_URL` the tests run on that PostgreSQL server, each in a database of its own; without it on SQLite files.
//! What makes sense on one of them only is in `sqlite` and `postgres`.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

mod harness;

mod already_registered;
mod architecture;
mod assets;
mod change_password;
mod confirm_email;
mod confirm_its_you;
mod cookie;
mod cross_site;
mod curl_examples;
mod delete_account;
mod deleted_meanwhile;
mod dev_mailbox;
mod email_address;
mod emails;
mod emails_to_strangers;
mod end_session;
mod error_codes;
mod errors;
mod export;
mod flash;
mod guessing;
mod headers;
mod health;
mod hidden_addresses;
mod history;
mod invitations;
mod jobs;
mod limits;
mod links_base_url;
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
mod register;
mod reset_password;
mod security;
mod security_claims;
mod session_api;
mod session_api_recovery;
mod sessions;
mod set_role;
mod settings;
mod smtp;
mod sqlite;
mod start;
mod templates;
mod token_api_account;
mod token_api_recovery;
mod tokens;
mod unconfirmed;
mod undo_email_change;
mod update_profile;
mod verbs;
mod words;
mod wrong_settings;
