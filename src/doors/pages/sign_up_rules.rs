//! The rules of a sign-up, beside its form. The script ticks each one as it is met; the server decides.

use inside::config::{Config, UsernameStyle};
use inside::texts::Texts;

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
pub(crate) fn sign_up_rules(t: Texts, config: &Config) -> Vec<SignUpRule> {
    let by_pattern = |field, text: &str, pattern: &str| SignUpRule {
        field,
        text: text.to_owned(),
        pattern: pattern.to_owned(),
        check: "",
    };
    let by_check = |text: &str, check| SignUpRule { check, ..by_pattern("password", text, "") };
    let (characters, allowed) = match config.username_style {
        UsernameStyle::Plain => (t.rule_letters_and_numbers(), "[A-Za-z0-9]+"),
        UsernameStyle::Extended => (t.rule_extended_characters(), "[A-Za-z0-9._\\-]+"),
    };
    let least = config.password_min_length;
    let mut rules = vec![
        by_pattern("username", t.rule_starts_with_letter(), "[A-Za-z].*"),
        by_pattern("username", characters, allowed),
        by_pattern("username", &t.rule_username_length(3, 30), ".{3,30}"),
        by_pattern("password", &t.rule_password_length(least), &format!(".{{{least},}}")),
    ];
    if config.password_require_classes {
        let pattern = "(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\p{Nd})(?=.*[^\\p{L}\\p{Nd}]).*";
        rules.push(by_pattern("password", t.rule_classes(), pattern));
    }
    rules.extend([
        by_check(t.rule_not_personal(), "personal"),
        by_check(t.rule_not_easy_to_guess(), "guess"),
        by_check(t.rule_passwords_match(), "match"),
    ]);
    rules
}
