//! How applications are recognised: by the columns of their tables.

use super::application::SourceApplication;
use super::fields::Known;

/// A table as an application makes it.
pub(super) struct Shape {
    /// Whose it is.
    pub(super) application: SourceApplication,
    /// What the table is called; anything where this is empty, since the columns alone are known well enough.
    pub(super) tables: &'static [&'static str],
    /// Columns that it has.
    pub(super) needs: &'static [&'static str],
    /// What each column says. Columns that are missing say nothing.
    pub(super) columns: &'static [(Known, &'static str)],
}

/// The first that fits is it.
pub(super) const SHAPES: &[Shape] = &[
    Shape {
        application: SourceApplication::Django,
        tables: &[],
        needs: &["password", "is_superuser", "is_active", "last_login"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "username"),
            (Known::Email, "email"),
            (Known::Password, "password"),
            (Known::Active, "is_active"),
            (Known::Admin, "is_superuser"),
            (Known::CreatedAt, "date_joined"),
        ],
    },
    Shape {
        application: SourceApplication::FlaskSecurity,
        tables: &[],
        needs: &["fs_uniquifier", "password", "email"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "username"),
            (Known::Email, "email"),
            (Known::Password, "password"),
            (Known::EmailVerified, "confirmed_at"),
            (Known::Active, "active"),
            (Known::CreatedAt, "create_datetime"),
            (Known::Totp, "tf_totp_secret"),
        ],
    },
    Shape {
        application: SourceApplication::Supabase,
        tables: &[],
        needs: &["encrypted_password", "raw_app_meta_data", "email"],
        columns: &[
            (Known::Id, "id"),
            (Known::Email, "email"),
            (Known::Password, "encrypted_password"),
            (Known::EmailVerified, "email_confirmed_at"),
            (Known::BannedUntil, "banned_until"),
            (Known::Deleted, "deleted_at"),
            (Known::CreatedAt, "created_at"),
        ],
    },
    Shape {
        application: SourceApplication::Devise,
        tables: &[],
        needs: &["encrypted_password", "email"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "username"),
            (Known::Email, "email"),
            (Known::Password, "encrypted_password"),
            (Known::EmailVerified, "confirmed_at"),
            (Known::Deleted, "deleted_at"),
            (Known::Admin, "admin"),
            (Known::CreatedAt, "created_at"),
            (Known::Totp, "otp_secret"),
        ],
    },
    Shape {
        application: SourceApplication::Laravel,
        tables: &[],
        needs: &["password", "email", "remember_token"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "username"),
            (Known::Email, "email"),
            (Known::Password, "password"),
            (Known::EmailVerified, "email_verified_at"),
            (Known::Deleted, "deleted_at"),
            (Known::CreatedAt, "created_at"),
            (Known::Totp, "two_factor_secret"),
        ],
    },
    Shape {
        application: SourceApplication::WordPress,
        tables: &[],
        needs: &["user_login", "user_pass", "user_email"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "user_login"),
            (Known::Email, "user_email"),
            (Known::Password, "user_pass"),
            (Known::CreatedAt, "user_registered"),
        ],
    },
    // What `export --for csv` writes.
    Shape {
        application: SourceApplication::Vestibule,
        tables: &[],
        needs: &["username", "email", "password_hash", "email_verified", "disabled"],
        columns: &[
            (Known::Id, "id"),
            (Known::Username, "username"),
            (Known::Email, "email"),
            (Known::Password, "password_hash"),
            (Known::EmailVerified, "email_verified"),
            (Known::Disabled, "disabled"),
            (Known::Admin, "admin"),
            (Known::CreatedAt, "created_at"),
            (Known::Totp, "totp"),
        ],
    },
    Shape {
        application: SourceApplication::Flask,
        tables: APPS,
        needs: &["username", "email", "password_hash"],
        columns: FLASK_HASH,
    },
    Shape {
        application: SourceApplication::Flask,
        tables: APPS,
        needs: &["username", "email", "password"],
        columns: FLASK,
    },
];

/// How small applications call the table of their accounts.
const APPS: &[&str] = &["users_app", "user", "users", "account", "accounts"];

const FLASK_HASH: &[(Known, &str)] = &[
    (Known::Id, "id"),
    (Known::Username, "username"),
    (Known::Email, "email"),
    (Known::Password, "password_hash"),
    (Known::CreatedAt, "created_at"),
];

const FLASK: &[(Known, &str)] = &[
    (Known::Id, "id"),
    (Known::Username, "username"),
    (Known::Email, "email"),
    (Known::Password, "password"),
    (Known::CreatedAt, "created_at"),
];
