//! What a person expects to see. Everything here looks again until it is so: a key, a click and a page take their time, and on a
//! busy machine more of it.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::people::visitor::Visitor;

/// How long anything may take before a test gives up on it. No test decides by it.
const PATIENCE: Duration = Duration::from_secs(60);

impl Visitor<'_> {
    /// Reads the page again and again until what it reads is right, and gives that. An error counts as not yet: between two
    /// pages there is nothing to read.
    pub async fn sees<T: Debug>(
        &self,
        what: &str,
        read: impl AsyncFn() -> WebDriverResult<T>,
        is_right: impl Fn(&T) -> bool,
    ) -> T {
        let start = Instant::now();
        loop {
            let found = read().await;
            match found {
                Ok(found) if is_right(&found) => return found,
                found if start.elapsed() > PATIENCE => {
                    let place = self.driver.current_url().await;
                    let found = found.map_err(|cause| cause.to_string());
                    panic!("{what}: {found:?} after {PATIENCE:?} at {:?}", place.map(String::from));
                }
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Waits for something that happens by itself.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> bool) {
        self.sees(what, async || Ok(condition().await), |is_so| *is_so).await;
    }

    /// The words of an element, white space folded.
    pub async fn expect_text(&self, css: &str, words: impl AsRef<str>) {
        let words = words.as_ref();
        self.sees(&format!("{css} says {words:?}"), async || self.read_text(css).await, |found| found == words).await;
    }

    /// Some of the words of an element.
    pub async fn expect_part_of_text(&self, css: &str, words: impl AsRef<str>) {
        let words = words.as_ref();
        let what = format!("{css} says {words:?} among others");
        self.sees(&what, async || self.read_text(css).await, |found| found.contains(words)).await;
    }

    /// How many elements there are.
    pub async fn expect_count(&self, css: &str, count: usize) {
        let read = async || Ok(self.driver.find_all(By::Css(css)).await?.len());
        self.sees(&format!("{count} of {css}"), read, |found| *found == count).await;
    }

    /// An attribute of an element, or that it has none of that name.
    pub async fn expect_attribute(&self, css: &str, name: &str, value: Option<&str>) {
        let read = async || self.driver.find(By::Css(css)).await?.attr(name).await;
        self.sees(&format!("{css} has {name}={value:?}"), read, |found| found.as_deref() == value).await;
    }

    /// What stands in a field.
    pub async fn expect_value(&self, id: &str, value: &str) {
        let read = async || self.driver.find(By::Id(id)).await?.prop("value").await;
        self.sees(&format!("{id} holds {value:?}"), read, |found| found.as_deref().unwrap_or_default() == value).await;
    }

    /// What has the focus: its id, or its words.
    pub async fn expect_focus(&self, wanted: impl AsRef<str>) {
        let wanted = wanted.as_ref();
        self.sees(&format!("the focus is at {wanted}"), async || self.read_focus().await, |found| found == wanted)
            .await;
    }

    /// Where the person is: path and query.
    pub async fn expect_path(&self, path: impl AsRef<str>) {
        let path = path.as_ref();
        self.sees(&format!("the path is {path}"), async || self.read_path().await, |found| found == path).await;
    }

    /// The whole address.
    pub async fn expect_url(&self, url: impl AsRef<str>) {
        let url = url.as_ref();
        let read = async || Ok(String::from(self.driver.current_url().await?));
        self.sees(&format!("the address is {url}"), read, |found| found == url).await;
    }

    /// The title of the page.
    pub async fn expect_title(&self, title: impl AsRef<str>) {
        let title = title.as_ref();
        self.sees(&format!("the title is {title:?}"), async || self.driver.title().await, |found| found == title).await;
    }

    /// What a script in the page gives.
    pub async fn expect_script(&self, script: &str, value: impl Into<Value>) {
        let value = value.into();
        self.sees(&format!("{script} gives {value}"), async || self.read_script(script).await, |found| *found == value)
            .await;
    }

    /// The message that the page before this one left.
    pub async fn expect_message(&self, message: &str) {
        self.expect_text(".flash", message).await;
    }
}
