//! `/dev/look`: every component in every state, in both themes, for the developer at this machine who sets up the look of a site. For
//! everyone else there is no such page.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::form_state::FormErrors;
use super::input::{Input, InputKind, WhichPassword};
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary, Theme};
use crate::doors::handler_error::HandlerError;
use crate::doors::this_machine;
use crate::sentences::of_field;
use inside::branding::{ContrastPair, Finding};
use inside::error::{Error, Field, FieldCode};
use inside::texts::{Language, Texts};

#[derive(Template)]
#[template(path = "pages/look.html")]
struct LookPage {
    t: Texts,
    layout: Layout,
    languages: Vec<Language>,
    specimens: [Specimens; 2],
    pairs: Vec<ContrastPair>,
    findings: Vec<Finding>,
}

/// The components of one theme.
struct Specimens {
    theme: Theme,
    summary: Summary,
    /// Empty, filled in, and refused.
    fields: [Input; 3],
    password: Input,
}

/// The query: a language, whatever this browser or account speaks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LookQuery {
    language: String,
}

/// GET `/dev/look[?language=]`.
pub(crate) async fn get(context: PageContext, query: web::Query<LookQuery>) -> Result<HttpResponse, HandlerError> {
    if !this_machine::is_local(&context.req, &context.state) {
        return Err(Error::NotFound.into());
    }
    let languages = &context.state.config().languages;
    let asked = Language::of_tag(&query.language).filter(|language| languages.has(*language));
    let t = asked.map_or(context.t, |language| context.state.texts(language));
    let mut offered = languages.offered.clone();
    offered.push(Language::Pseudo);
    let context = PageContext { t, ..context };
    let branding = &context.state.config().branding;
    let page = LookPage {
        t,
        layout: context.layout_without_messages(),
        languages: offered,
        specimens: [
            Specimens::new(t, Theme::Light, ["light-empty", "light-filled", "light-refused", "light-password"]),
            Specimens::new(t, Theme::Dark, ["dark-empty", "dark-filled", "dark-refused", "dark-password"]),
        ],
        pairs: branding.accent.iter().flat_map(inside::branding::Accent::pairs).collect(),
        findings: branding.findings(),
    };
    context.page(StatusCode::OK, &page)
}

impl Specimens {
    fn new(t: Texts, theme: Theme, ids: [&'static str; 4]) -> Specimens {
        let [empty, filled, refused, password] = ids;
        let sentence = of_field(t, &FieldCode::EmailFormat).into_owned();
        let errors = FormErrors::one(Field::Email, sentence.clone());
        let field = |id, value: &str| Input {
            id,
            name: "email",
            label: t.email_address(),
            kind: InputKind::Email,
            hint: Some(t.email_hint().into()),
            value: value.to_owned(),
            ..Input::default()
        };
        Specimens {
            theme,
            summary: Summary { lines: vec![(Some(format!("#{refused}")), sentence)], ..Summary::default() },
            fields: [
                field(empty, ""),
                field(filled, "ada@example.com"),
                field(refused, "ada@example").with_errors(&errors),
            ],
            password: Input {
                id: password,
                name: "password",
                label: t.password(),
                kind: InputKind::Password(WhichPassword::Only),
                optional: true,
                ..Input::default()
            },
        }
    }
}
