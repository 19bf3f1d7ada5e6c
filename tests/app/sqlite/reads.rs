//! What is only read is read where the request is, on a connection that can't write (`State::read`).

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn what_reads_can_not_write() {
    App::test_on_sqlite(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let reader = app.services.db.reader().unwrap();
        let ended = reader.read(|c| Ok(c.batch_execute("DELETE FROM sessions")?));
        assert!(ended.is_err());
        assert_eq!(app.sessions_of("john").len(), 1);
        assert!(reader.read(|c| Ok(c.batch_execute("SELECT 1")?)).is_ok(), "and it goes on reading");
    });
}

#[test]
fn a_file_in_the_place_of_the_database_is_noticed_also_by_those_who_only_read() {
    App::test_on_sqlite(async |app| {
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let (file, new) = (app.data_dir().join("test.db"), app.data_dir().join("new.db"));
        std::fs::copy(&file, &new).unwrap();
        std::fs::rename(&new, &file).unwrap();
        let begun = Instant::now();
        while john.get("/security").await.status != 503 {
            assert!(begun.elapsed() < Duration::from_secs(20), "nobody notices");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
}
