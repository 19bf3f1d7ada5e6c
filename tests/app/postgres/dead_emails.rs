//! An email that is given up while its account is being deleted. In a file, one of the two comes after the other.

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use inside::db::Db;
use inside::jobs::{self, Delivery};

use super::server;
use crate::harness::rows::word;
use crate::harness::waiting::until;
use crate::jobs_elsewhere::{Porter, with_one_job};

/// Whether somebody waits for a row.
fn somebody_waits(db: &Db) -> bool {
    let waiting = "SELECT CAST(count(*) AS TEXT) AS word FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
    word(&mut db.conn().unwrap(), waiting) != "0"
}

#[test]
#[ignore = "needs PostgreSQL"]
fn an_email_whose_account_goes_while_it_is_given_up_is_not_kept() {
    server();
    with_one_job(async |services, database| {
        let mut deletion = PgConnection::establish(&database.url).unwrap();
        deletion.batch_execute("UPDATE jobs SET user_id = 4711").unwrap();
        let porter = Porter::default();
        let delivery = Delivery::start(services.clone(), porter.clone());
        until("it is at it", || porter.has_one.get()).await;
        deletion.batch_execute("BEGIN; UPDATE jobs SET user_id = NULL").unwrap();
        porter.may_fail.notify_one();
        until("it waits for the deletion", || somebody_waits(&services.db)).await;
        deletion.batch_execute("COMMIT").unwrap();
        delivery.finish().await;
        assert!(jobs::list(services, true, None, 1).unwrap().is_empty());
        assert!(jobs::list(services, false, None, 1).unwrap().is_empty());
    });
}
