//! Choices, and addresses with a query, for the pages below `/admin`.

use inside::stored::Word;

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

/// The address with a query of the pairs that say something.
pub(crate) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
