//! Every verb through every door it opens, on the real app, at SQLite or PostgreSQL.
//!
//! With `TEST_DATABASE_URL` the tests run on that PostgreSQL server, each in a database of its own; without it on SQLite files.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

mod drawn;
#[allow(dead_code, reason = "the browser tests use other parts of it than these")]
mod guessing;
mod harness;
mod inside;
mod process;
mod wire;

mod architecture;
mod assets;
mod change_password;
mod confirm_its_you;
mod cookie;
mod cross_site;
mod curl_examples;
mod database_file;
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
mod headers;
mod health;
mod hidden_addresses;
mod history;
mod invitations;
mod limits;
mod links_base_url;
mod login;
mod logout;
mod logs;
mod mail;
mod mail_certificates;
mod mail_connections;
mod mail_keys;
mod mail_links;
mod mail_server;
mod method_override;
mod migrations;
mod new_browser;
mod next;
mod not_me;
mod openapi;
mod outage;
mod overload;
mod pages;
mod passwords;
mod postbox;
mod register;
mod reset_password;
mod roles;
mod security;
mod security_claims;
mod session_api;
mod session_api_recovery;
mod sessions;
mod settings;
mod smtp;
mod start;
mod templates;
mod token_api_account;
mod token_api_recovery;
mod tokens;
mod undo_email_change;
mod update_profile;
mod verify;
mod wrong_settings;
