//! What jobs are about.

use diesel::expression::AsExpression;
use diesel::sql_types::Text;

use crate::stored::{Word, text_column};

/// What a job is about, for logs and lists. Those of emails have the word of their templates.
///
/// A row is read as `Stored<JobTopic>`: nothing is decided by a topic, so an email of another version is delivered, listed and
/// given up like one of ours. Versions before this one had `new_login`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression)]
#[diesel(sql_type = Text)]
pub enum JobTopic {
    /// A new address: confirm it.
    ConfirmEmail,
    /// A link for a new password.
    ResetPassword,
    /// The password was changed.
    ChangePassword,
    /// The next address of an account: confirm it.
    ConfirmEmailChange,
    /// The account has another address now.
    UndoEmailChange,
    /// A login with a browser that was not seen before.
    NewBrowser,
    /// Too many logins failed in a row.
    FailedLogins,
    /// The account was deleted.
    DeleteAccount,
    /// The account was disabled.
    DisableUser,
    /// The account has another role.
    SetRole,
    /// A second factor was changed or used up.
    SecondFactor,
    /// A delayed recovery was started, or goes on.
    StopFactorRecovery,
    /// The wait of a delayed recovery is over.
    FinishFactorRecovery,
    /// Somebody tried to sign up with the address of an account.
    AlreadyRegistered,
    /// An operator tries the way. It is nobody's, and kept as those of accounts are.
    Test,
}

text_column!(JobTopic);

impl Word for JobTopic {
    const ALL: &'static [JobTopic] = &[
        JobTopic::ConfirmEmail,
        JobTopic::ResetPassword,
        JobTopic::ChangePassword,
        JobTopic::ConfirmEmailChange,
        JobTopic::UndoEmailChange,
        JobTopic::NewBrowser,
        JobTopic::FailedLogins,
        JobTopic::DeleteAccount,
        JobTopic::DisableUser,
        JobTopic::SetRole,
        JobTopic::SecondFactor,
        JobTopic::StopFactorRecovery,
        JobTopic::FinishFactorRecovery,
        JobTopic::AlreadyRegistered,
        JobTopic::Test,
    ];

    fn word(self) -> &'static str {
        match self {
            JobTopic::ConfirmEmail => "confirm_email",
            JobTopic::ResetPassword => "reset_password",
            JobTopic::ChangePassword => "change_password",
            JobTopic::ConfirmEmailChange => "confirm_email_change",
            JobTopic::UndoEmailChange => "undo_email_change",
            JobTopic::NewBrowser => "new_browser",
            JobTopic::FailedLogins => "failed_logins",
            JobTopic::DeleteAccount => "delete_account",
            JobTopic::DisableUser => "disable_user",
            JobTopic::SetRole => "set_role",
            JobTopic::SecondFactor => "second_factor",
            JobTopic::StopFactorRecovery => "stop_factor_recovery",
            JobTopic::FinishFactorRecovery => "finish_factor_recovery",
            JobTopic::AlreadyRegistered => "already_registered",
            JobTopic::Test => "test",
        }
    }
}
