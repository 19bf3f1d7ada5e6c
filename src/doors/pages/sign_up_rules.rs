//! The rules of a sign-up, beside its form. The script ticks each one as it is met; the server decides.

use inside::config::{Config, UsernameStyle};

/// One rule: a sentence, and how the script can tell that it is met.
pub(crate) struct SignUpRule {
    /// The id of the field it is about.
    pub(crate) field: &'static str,
    /// The sentence.
    pub(crate) text: String,
    /// A regular expression that the whole value matches once the rule is met; empty where `check` decides.
    pub(crate) pattern: String,
    /// What the script compares beyond a pattern: `personal`, `guess` or `match`; empty where the pattern decides.
    pub(crate) check: &'static str,
}

/// The rules as the settings have them, in the order of the form.
pub(crate) fn sign_up_rules(config: &Config) -> Vec<SignUpRule> {
    let by_pattern = |field, text: &str, pattern: &str| SignUpRule {
        field,
        text: text.to_owned(),
        pattern: pattern.to_owned(),
        check: "",
    };
    let by_check = |text: &str, check| SignUpRule { check, ..by_pattern("password", text, "") };
    let (characters, allowed) = match config.username_style {
        UsernameStyle::Plain => ("Only letters and numbers", "[A-Za-z0-9]+"),
        UsernameStyle::Extended => ("Only letters, numbers, dots, underscores and hyphens", "[A-Za-z0-9._\\-]+"),
    };
    let least = config.password_min_length;
    let mut rules = vec![
        by_pattern("username", "Starts with a letter", "[A-Za-z].*"),
        by_pattern("username", characters, allowed),
        by_pattern("username", "3 to 30 characters", ".{3,30}"),
        by_pattern("password", &format!("{least} characters or more"), &format!(".{{{least},}}")),
    ];
    if config.password_require_classes {
        let classes = "An upper-case letter, a lower-case letter, a digit and a special character";
        let pattern = "(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\p{Nd})(?=.*[^\\p{L}\\p{Nd}]).*";
        rules.push(by_pattern("password", classes, pattern));
    }
    rules.extend([
        by_check("Not your username or email address", "personal"),
        by_check("Not easy to guess", "guess"),
        by_check("Both passwords match", "match"),
    ]);
    rules
}
