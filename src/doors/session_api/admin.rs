//! What admins can ask at this door.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Call;
use crate::doors::caller::Admin;
use crate::doors::profile::profile_of;
use crate::doors::refusal::Refusal;
use crate::error::Error;
use crate::users::{self, User};

/// Search and page.
#[derive(Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    page: i64,
}

impl Default for Search {
    fn default() -> Search {
        Search { q: String::new(), page: 1 }
    }
}

/// GET `/auth/admin/users?q=&page=`.
pub async fn users(
    call: Call,
    caller: Result<Admin, Error>,
    search: web::Query<Search>,
) -> Result<HttpResponse, actix_web::Error> {
    caller.map_err(|error| match error {
        Error::Forbidden => Refusal { sentence: "Admin access required".to_owned(), ..Refusal::from(&error) }.into(),
        error => actix_web::Error::from(error),
    })?;
    let Search { q, page } = search.into_inner();
    let found = call.state.blocking(move |s| users::find(s, &q, page)).await?;
    Ok(HttpResponse::Ok().json(json!({
        "users": found.users.iter().map(listed).collect::<Vec<_>>(),
        "page": found.page,
        "pages": found.pages,
        "total": found.total,
    })))
}

fn listed(user: &User) -> Value {
    let mut row = profile_of(user);
    row["disabled"] = user.disabled_at.is_some().into();
    row
}
