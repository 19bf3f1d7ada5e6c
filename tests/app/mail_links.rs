//! Links as their reader gets them: out of delivered emails.

use crate::harness::App;

impl App {
    /// The paths of all links of this kind in the emails to this address, oldest first. Each starts with `BASE_URL`.
    pub async fn links_to(&self, address: &str, kind: &str) -> Vec<String> {
        let messages = self.emails_to(address).await;
        let links = messages.into_iter().flat_map(|message| message.links);
        let paths = links.filter_map(|link| link.strip_prefix(&self.url).map(str::to_owned));
        paths.filter(|path| path.starts_with(kind)).collect()
    }

    /// The newest of them. While the clock stands still, emails have no order: there may be only one then.
    pub async fn link_to(&self, address: &str, kind: &str) -> String {
        let mut emails = self.emails_to(address).await;
        let path =
            |link: &String| link.strip_prefix(&self.url).filter(|path| path.starts_with(kind)).map(str::to_owned);
        emails.retain(|email| email.links.iter().any(|link| path(link).is_some()));
        let newest = emails.pop().unwrap_or_else(|| panic!("no {kind} for {address}"));
        let before = emails.pop().is_none_or(|email| email.written_at < newest.written_at);
        assert!(before, "several emails of one moment: which one is the newest?");
        newest.links.iter().filter_map(path).next_back().expect("a link of this kind")
    }
}
