//! What a page costs that does almost nothing: one row by its unique key, and a page of a given size with two of its values.
//!
//! `/block` reads it in `web::block` from a pool, `/inline` on the worker from a connection of the worker, `/static` not at
//! all. `bare --database FILE-OR-URL --rows 1000 --page-bytes 9000` prints the address it listens on.
//! The row is the one that the cookie `key` names. Connections are not tested when they are taken from the pool.

use std::cell::RefCell;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use baseline::{Arguments, needed};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};

diesel::table! {
    people (id) {
        id -> BigInt,
        key -> Text,
        name -> Text,
        email -> Text,
    }
}

#[derive(Queryable)]
struct Person {
    id: i64,
    name: String,
    email: String,
}

#[derive(Clone)]
enum Pools {
    Sqlite(Pool<ConnectionManager<SqliteConnection>>),
    Postgres(Pool<ConnectionManager<PgConnection>>),
}

struct Shared {
    pools: Pools,
    database: String,
    /// What fills the page up to its size.
    filler: String,
}

/// `get_result` of a unique key rather than `first`, whose `LIMIT ?` makes SQLite plan the statement at each use.
macro_rules! find {
    ($conn:expr, $key:expr) => {
        people::table
            .filter(people::key.eq($key))
            .select((people::id, people::name, people::email))
            .get_result::<Person>($conn)
            .ok()
    };
}

thread_local! {
    static INLINE: RefCell<Option<SqliteConnection>> = const { RefCell::new(None) };
}

fn sqlite(file: &str) -> SqliteConnection {
    let mut conn = needed(file, SqliteConnection::establish(file));
    needed(file, conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;"));
    conn
}

fn key(req: &HttpRequest) -> Option<String> {
    let cookies = req.headers().get("cookie")?.to_str().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("key=")).map(str::to_owned)
}

fn page(filler: &str, person: Option<&Person>) -> HttpResponse {
    let mut page = String::with_capacity(filler.len() + 200);
    page.push_str("<!doctype html>\n<title>Bare</title>\n<h1>Hello, ");
    if let Some(Person { id, name, email }) = person {
        use std::fmt::Write;
        let _ = write!(page, "{name}</h1>\n<p>{email}, account {id}");
    }
    page.push_str("</p>\n");
    page.push_str(filler);
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}

async fn block(req: HttpRequest, shared: web::Data<Shared>) -> HttpResponse {
    let Some(key) = key(&req) else { return HttpResponse::Unauthorized().finish() };
    let pools = shared.pools.clone();
    let person = web::block(move || match pools {
        Pools::Sqlite(pool) => find!(&mut pool.get().ok()?, &key),
        Pools::Postgres(pool) => find!(&mut pool.get().ok()?, &key),
    });
    page(&shared.filler, person.await.ok().flatten().as_ref())
}

async fn inline(req: HttpRequest, shared: web::Data<Shared>) -> HttpResponse {
    let Some(key) = key(&req) else { return HttpResponse::Unauthorized().finish() };
    let person = INLINE.with_borrow_mut(|conn| find!(conn.get_or_insert_with(|| sqlite(&shared.database)), &key));
    page(&shared.filler, person.as_ref())
}

async fn fixed(shared: web::Data<Shared>) -> HttpResponse {
    page(&shared.filler, None)
}

fn fill(conn: &mut impl SimpleConnection, rows: usize) {
    let text = "CREATE TABLE people (id BIGINT NOT NULL PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL);
        CREATE UNIQUE INDEX people_key ON people (key);
        INSERT INTO people (id, key, name, email)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ROWS)
        SELECT i, 'key' || i, 'person' || i, 'person' || i || '@example.com' FROM n;";
    needed("a new table", conn.batch_execute(&text.replace("ROWS", &rows.to_string())));
}

fn pools(database: &str, rows: usize) -> Pools {
    if !database.starts_with("postgres") {
        fill(&mut sqlite(database), rows);
        return Pools::Sqlite(pool(database));
    }
    fill(&mut needed("--database", PgConnection::establish(database)), rows);
    Pools::Postgres(pool(database))
}

fn pool<C: diesel::r2d2::R2D2Connection + 'static>(database: &str) -> Pool<ConnectionManager<C>> {
    let pool = Pool::builder().max_size(8).test_on_check_out(false);
    needed("--database", pool.build(ConnectionManager::new(database)))
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::read();
    let database = arguments.needed("database").to_owned();
    let line = "<p class=\"filler\">So that it weighs as much as the page it is compared with.</p>\n";
    let bytes = arguments.get("page-bytes", 9_000).max(200) - 120;
    let filler = line.repeat(bytes / line.len() + 1)[..bytes].to_owned();
    let shared = web::Data::new(Shared { pools: pools(&database, arguments.get("rows", 1_000)), database, filler });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .route("/block", web::get().to(block))
            .route("/inline", web::get().to(inline))
            .route("/static", web::get().to(fixed))
    })
    .tcp_nodelay(true)
    .bind(("127.0.0.1", 0))?;
    println!("bare listens on http://{}", server.addrs()[0]);
    server.run().await
}
