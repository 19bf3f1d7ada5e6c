//! Three nodes, nginx in front, a mail server beside, on a database of their own.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::mailbox::Mailbox;
use crate::nginx::Nginx;
use crate::node::Node;
use crate::person::Person;
use crate::postgres::Postgres;

/// Everything that a visitor meets.
pub struct Site {
    pub nodes: Vec<Node>,
    pub nginx: Nginx,
    pub mailbox: Mailbox,
    database: String,
    _folder: tempfile::TempDir,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Site {
    /// Puts it together; the nodes are not started.
    pub fn new(postgres: &mut Postgres, more: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        // nginx's workers are another user's.
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let (database, mailbox) = (postgres.new_database(), Mailbox::start());
        let mut settings: Vec<(String, String)> = [
            ("DATABASE_URL", database.as_str()),
            ("MAIL_URL", &format!("smtp://127.0.0.1:{}", mailbox.port)),
            ("BASE_URL", "http://accounts.example.test"),
            ("SECRET_KEY", "6f1d0b2c9a8e7d5c4b3a29180706f5e4d3c2b1a0998877665544332211ffeedd"),
            ("JWT_SECRET_KEY", "0a1b2c3d4e5f60718293a4b5c6d7e8f9aabbccddeeff00112233445566778899"),
            ("TRUSTED_PROXIES", "127.0.0.1"),
            ("BREACHED_PASSWORDS", "off"),
            ("BCRYPT_COST", "4"),
            ("DATABASE_POOL", "6"),
            ("RUST_LOG", "info,inside=debug"),
            // What is measured here is not what these are for.
            ("LIMIT_LOGIN_SUCCESSES", "0"),
            ("LIMIT_SIGNUP_NETWORK", "0"),
            ("LIMIT_SIGNUP_ERRORS", "0"),
            ("LIMIT_CHANGES_ACCOUNT", "0"),
            ("LIMIT_EMAIL_ADDRESS", "0"),
            ("LIMIT_EMAIL_NETWORK", "0"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        settings.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let nodes: Vec<Node> = (0..3).map(|_| Node::new(folder.path(), &settings)).collect();
        let nginx = Nginx::start(folder.path(), &nodes.iter().map(|node| node.port).collect::<Vec<_>>());
        Site { nodes, nginx, mailbox, database, _folder: folder }
    }

    /// With all nodes started at once.
    pub fn start(postgres: &mut Postgres, more: &[(&str, &str)]) -> Site {
        let mut site = Site::new(postgres, more);
        site.nodes.iter_mut().for_each(Node::spawn);
        site.nodes.iter_mut().for_each(Node::until_ready);
        site
    }

    /// The address of the site.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.nginx.port)
    }

    /// The addresses of the nodes.
    pub fn urls(&self) -> [String; 3] {
        [0, 1, 2].map(|index: usize| self.nodes[index].url())
    }

    /// Somebody with an account, logged in nowhere.
    pub async fn person(&self, name: &str) -> Person {
        let person = Person::new(name);
        let answer = person.register(&self.urls()[0]).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        person
    }

    /// Says which nodes nginx uses.
    pub fn use_all_but(&self, out: Option<usize>) {
        let nodes: Vec<_> = self.nodes.iter().enumerate().map(|(i, node)| (node.port, out != Some(i))).collect();
        self.nginx.set(&nodes);
    }

    /// Changes something behind the nodes' backs.
    pub fn execute(&self, sql: &str) {
        self.connection().batch_execute(sql).unwrap();
    }

    /// Counts what a query finds.
    pub fn count(&self, from: &str) -> i64 {
        let asked = format!("SELECT count(*) AS count FROM {from}");
        diesel::sql_query(asked).get_result::<Count>(&mut self.connection()).unwrap().count
    }

    fn connection(&self) -> PgConnection {
        PgConnection::establish(&self.database).unwrap()
    }
}
