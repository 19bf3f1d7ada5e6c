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

    /// The newest of them.
    pub async fn link_to(&self, address: &str, kind: &str) -> String {
        self.links_to(address, kind).await.pop().unwrap_or_else(|| panic!("no {kind} for {address}"))
    }
}
