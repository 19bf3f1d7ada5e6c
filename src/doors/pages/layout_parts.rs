//! The parts of a page that are the same for everyone who has its language and theme: each worker makes them once.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;

use super::view::{Layout, Theme};
use inside::config::Site;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "layout/head.html")]
struct Head<'a> {
    layout: &'a Layout,
}

#[derive(Template)]
#[template(path = "layout/language_choice.html")]
struct LanguageChoice<'a> {
    t: Texts,
    layout: &'a Layout,
}

#[derive(Template)]
#[template(path = "layout/foot.html")]
struct Foot<'a> {
    t: Texts,
    layout: &'a Layout,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    LanguageChoice,
    Foot,
}

/// A part, and all that it depends on.
struct Made {
    part: Part,
    t: Texts,
    theme: Theme,
    dev_mailbox: bool,
    /// Stands for all settings of an installation.
    site: Arc<Site>,
    html: Rc<str>,
}

thread_local! {
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

impl Layout {
    /// What the head has behind the page's title and description.
    pub(crate) fn head(&self, t: &Texts) -> askama::Result<Safe<Rc<str>>> {
        self.once(Part::Head, *t, &Head { layout: self })
    }

    /// The choice of a language, behind the address to come back to.
    pub(crate) fn language_choice(&self, t: &Texts) -> askama::Result<Safe<Rc<str>>> {
        self.once(Part::LanguageChoice, *t, &LanguageChoice { t: *t, layout: self })
    }

    /// The choice of a theme, behind the address to come back to, and the links.
    pub(crate) fn foot(&self, t: &Texts) -> askama::Result<Safe<Rc<str>>> {
        self.once(Part::Foot, *t, &Foot { t: *t, layout: self })
    }

    fn once(&self, part: Part, t: Texts, template: &impl Template) -> askama::Result<Safe<Rc<str>>> {
        MADE.with_borrow_mut(|made| {
            let is_this = |one: &&Made| {
                one.part == part
                    && one.t.is(t)
                    && one.theme == self.theme
                    && one.dev_mailbox == self.dev_mailbox
                    && Arc::ptr_eq(&one.site, &self.site)
            };
            if let Some(one) = made.iter().find(is_this) {
                return Ok(Safe(Rc::clone(&one.html)));
            }
            let html: Rc<str> = template.render()?.trim_end().into();
            let (theme, dev_mailbox, site) = (self.theme, self.dev_mailbox, Arc::clone(&self.site));
            made.push(Made { part, t, theme, dev_mailbox, site, html: Rc::clone(&html) });
            Ok(Safe(html))
        })
    }
}
