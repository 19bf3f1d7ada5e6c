//! Somebody comes to a database while a backup is on its way into it. A file is asked and replaced in one breath; between the two
//! questions that a server is asked lies all of the backup.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};

use diesel::prelude::*;
use inside::backups::{Restore, restore};
use inside::config::Config;

use super::server;
use crate::backup::file;
use crate::harness::rows::word;
use crate::harness::settings::settings;
use crate::harness::waiting::until;
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

/// A way to the server on which the second connection waits.
struct Gate {
    address: SocketAddr,
    somebody_waits: Arc<AtomicBool>,
    open: Sender<()>,
}

impl Gate {
    fn to(server: SocketAddr) -> Gate {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let somebody_waits = Arc::new(AtomicBool::new(false));
        let waits = Arc::clone(&somebody_waits);
        let (open, opened) = mpsc::channel();
        std::thread::spawn(move || {
            for (number, client) in listener.incoming().enumerate() {
                if number == 1 {
                    waits.store(true, Ordering::SeqCst);
                    let _ = opened.recv();
                }
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(server)) else { continue };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Write);
                    });
                }
            }
        });
        Gate { address, somebody_waits, open }
    }
}

/// Whether nobody is connected to a database. The server takes a moment to forget a node that has stopped.
fn is_left(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap();
    let mut admin = inside::db::Conn::Postgres(PgConnection::establish(&server()).unwrap());
    let connected = format!("SELECT CAST(count(*) AS TEXT) AS word FROM pg_stat_activity WHERE datname = '{name}'");
    word(&mut admin, &connected) == "0"
}

#[test]
#[ignore = "needs PostgreSQL"]
fn nobody_who_signs_up_during_a_restore_is_lost_by_it() {
    let address = url::Url::parse(&server()).unwrap().socket_addrs(|| Some(5432)).unwrap()[0];
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        assert!(app.command(&["backup", file(app).to_str().unwrap()]).status.success());
        let elsewhere = tempfile::tempdir().unwrap();
        let database = Database::new(elsewhere.path());
        // Empty at first, then with an account that may be replaced, unless somebody is there.
        for (name, overwrite, stays, refusal) in
            [("jane", false, false, "holds a database already"), ("anna", true, true, "is in use")]
        {
            let gate = Gate::to(address);
            let mut through = url::Url::parse(&database.url).unwrap();
            through.set_ip_host(gate.address.ip()).unwrap();
            through.set_port(Some(gate.address.port())).unwrap();
            let config = Config::load(settings(elsewhere.path(), through.as_str(), &[])).unwrap();
            let (backup, operator) = (file(app), app.operator());
            let allowed = Restore { overwrite, other_key: true, ..Restore::default() };
            let restoring = std::thread::spawn(move || restore(&config, &backup, allowed, &operator).map(drop));
            until("it has asked and comes back", || gate.somebody_waits.load(Ordering::SeqCst)).await;
            let mut node = Some(app.on(&database.url));
            let newcomer = node.as_ref().unwrap().app.browser();
            assert_eq!(newcomer.register(name, &format!("{name}@example.com"), PASSWORD).await.status, 303);
            if !stays {
                drop(node.take());
                until("the node is gone", || is_left(&database.url)).await;
            }
            gate.open.send(()).unwrap();
            let refused = restoring.join().unwrap().expect_err("somebody came").to_string();
            assert!(refused.contains(refusal), "{refused}");
            let node = node.unwrap_or_else(|| app.on(&database.url));
            assert_eq!(node.app.user(name).email, format!("{name}@example.com"));
            assert!(node.app.find_user("john").is_none());
            drop(node);
            until("everybody is gone", || is_left(&database.url)).await;
        }
    });
}
