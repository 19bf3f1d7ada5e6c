//! What is set on a connection, and where it leads.

use super::server;
use crate::harness::process::{Server, assert_refused, block_on, pooler, run};
use crate::harness::rows::word;
use crate::harness::{App, Database};

#[test]
#[ignore = "needs PostgreSQL"]
fn a_statement_has_its_limits_with_and_without_a_pooler_and_nothing_of_a_session_outlives_a_transaction() {
    server();
    App::test(async |app| {
        let limits = "SELECT current_setting('statement_timeout') || current_setting('lock_timeout') AS word";
        let kept = "SELECT (count(*) > 0)::text AS word FROM pg_prepared_statements";
        let zone = "SELECT current_setting('timezone') AS word";
        for (mode, bare, caches) in
            [("none", "15s5s", "true"), ("session", "15s5s", "true"), ("transaction", "00", "false")]
        {
            // Behind a pooler the other two are not for these tests.
            if pooler().is_some() && mode != "transaction" {
                continue;
            }
            let node = app.another_node(&[&format!("--database-pooler={mode}"), "--database-pool=1"]);
            let db = &node.app.services.db;
            assert_eq!(db.transaction(|c| Ok(word(c, limits))).unwrap(), "15s5s", "{mode}");
            assert_eq!(db.read(|c| Ok(word(c, limits))).unwrap(), "15s5s", "{mode}");
            assert_eq!(word(&mut db.conn().unwrap(), limits), bare, "{mode}");
            assert_eq!(word(&mut db.conn().unwrap(), zone), "UTC");
            node.app.browser().login("nobody", "correct horse battery").await;
            assert_eq!(word(&mut db.conn().unwrap(), kept), caches, "{mode}");
        }
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn of_several_hosts_the_one_that_takes_writes_serves_and_none_of_the_lines_has_the_password() {
    let folder = tempfile::tempdir().unwrap();
    server();
    let database = Database::new(folder.path());
    let url = url::Url::parse(&database.url).unwrap();
    let here = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
    let (user, password) = (url.username(), url.password().unwrap_or_default());
    let with = |hosts: &str, rest: &str| format!("postgres://{user}:{password}@{hosts}{}{rest}", url.path());
    // Nobody listens on the first: libpq goes on to the second by itself.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for rest in ["", "?target_session_attrs=read-write"] {
        let several = with(&format!("{free},{here}"), rest);
        let server = Server::start(folder.path(), &[("DATABASE_URL", several.as_str())]);
        let ready = block_on(async { reqwest::get(format!("{}/readyz", server.url)).await.unwrap().status() });
        assert_eq!(ready, 200);
        server.terminate();
        let (code, log) = server.end();
        assert_eq!(code, Some(0), "{log}");
        assert!(!log.contains(&format!("{user}:{password}")) && !log.contains("password="), "{log}");
    }
    let refused = with(&format!("{free},{here}"), "?target_session_attrs=standby");
    assert_refused(&run(folder.path(), &[("DATABASE_URL", &refused)], &[]), &["takes no writes", "DATABASE_URL"]);
    let away = run(folder.path(), &[("DATABASE_URL", &with(&format!("{free},{free}"), ""))], &[]);
    assert_refused(&away, &["can't open PostgreSQL at 127.0.0.1,127.0.0.1/"]);
    let said = String::from_utf8_lossy(&away.stderr);
    assert!(!said.contains(&format!("{user}:{password}")) && !said.contains("password="), "{said}");
}
