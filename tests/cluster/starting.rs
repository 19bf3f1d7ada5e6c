//! The first start of all.

use serde_json::json;

use crate::block_on;
use crate::node::Node;
use crate::postgres::Postgres;
use crate::site::Site;

pub fn on_an_empty_database(postgres: &mut Postgres) {
    let mut site = Site::new(postgres, &[]);
    site.nodes.iter_mut().for_each(Node::spawn);
    site.nodes.iter_mut().for_each(Node::until_ready);
    let all_ok = json!({"server": "ok", "database": "ok", "migrations": "ok", "writes": "ok"});
    for node in &site.nodes {
        assert_eq!(node.ready().unwrap().1["checks"], all_ok);
    }
    // Had two of them migrated, the second would have met tables that exist, and would not have started.
    let applied = site.count("__diesel_schema_migrations");
    let names = std::fs::read_dir("migrations/postgres").unwrap().count();
    assert_eq!(usize::try_from(applied).unwrap(), names);

    // The same with a migration of which each believes that it has to come.
    site.nodes.iter_mut().for_each(|node| assert_eq!(node.stop(), Some(0)));
    let next = crate::node::next_version();
    site.nodes.iter_mut().for_each(|node| node.use_version(&next));
    site.nodes.iter_mut().for_each(Node::spawn);
    site.nodes.iter_mut().for_each(Node::until_ready);
    assert_eq!(site.count("__diesel_schema_migrations"), applied + 1);
    block_on(async {
        let person = site.person("john").await;
        for url in site.urls() {
            assert_eq!(person.log_in(&url).await.status, 303);
        }
    });
}
