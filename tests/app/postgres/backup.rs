//! Backups by the server's own program.

use inside::secret::sha256;

use crate::backup::{file, populate, script};
use crate::damaged_backups::refusal;
use crate::harness::App;

#[test]
#[ignore = "needs PostgreSQL"]
fn a_program_that_is_missing_or_too_old_is_named_and_leaves_nothing() {
    App::test(async |app| {
        let file = file(app);
        let path = file.to_str().expect("a path");
        for (program, words) in [("/nowhere/pg_dump", "set PG_DUMP"), ("/bin/true", "does not say its version")] {
            let said = app.command_with(&["backup", path], &[("PG_DUMP", program)], "");
            assert_eq!(said.status.code(), Some(1));
            let text = String::from_utf8_lossy(&said.stderr).into_owned();
            assert!(text.contains(words), "{text}");
        }
        let old = script(app, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
        let said = app.command_with(&["backup", path], &[("PG_DUMP", &old)], "");
        assert!(String::from_utf8_lossy(&said.stderr).contains("is of PostgreSQL 9, and the server is"));
        assert!(!file.exists());
    });
}

/// What is sealed and whole, and still not what was in the database: a pg_dump that loses rows. For a file of SQLite: `backups/tests.rs` of the inside.
#[test]
#[ignore = "needs PostgreSQL"]
fn half_a_table_is_noticed_by_counts_and_sums() {
    App::test(async |app| {
        populate(app).await;
        for (loses, reason) in [
            // One row of several, the middle of a statement, a table, a value.
            ("sed -i \"0,/^.(1, 'registered\\|^.*'registered'.*,$/{//d}\" \"$f\"", "contents"),
            ("sed -i \"s/'jane@example.com'/'jane@example.org'/\" \"$f\"", "contents"),
            ("sed -i '/^INSERT INTO public.limits /,/;$/d' \"$f\"", "contents"),
            ("head -c 9000 \"$f\" > \"$f.x\" && cat \"$f.x\" > \"$f\"; rm \"$f.x\"", "broken"),
            ("echo 'DROP TABLE public.users;' >> \"$f\"", "broken"),
            ("echo 'COPY public.users TO PROGRAM $$cat$$;' >> \"$f\"", "broken"),
        ] {
            let wrapper = format!(
                "#!/bin/sh\npg_dump \"$@\" || exit 1\nwhile [ $# -gt 0 ]; do [ \"$1\" = --file ] && f=$2; shift; done\n[ -z \"$f\" ] || {{ {loses}; }}\n"
            );
            let program = script(app, &wrapper);
            let path = file(app);
            let said = app.command_with(&["backup", path.to_str().expect("a path")], &[("PG_DUMP", &program)], "");
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
            let bytes = std::fs::read(&path).expect("the backup");
            assert_eq!(refusal(&app.services.config, app, &bytes), Err(reason.to_owned()), "{loses}");
            // And with --prove it does not take the place of a good one.
            let before = sha256(&String::from_utf8_lossy(&bytes));
            let said =
                app.command_with(&["backup", path.to_str().expect("a path"), "--prove"], &[("PG_DUMP", &program)], "");
            assert_eq!(said.status.code(), Some(4), "{}", String::from_utf8_lossy(&said.stdout));
            assert_eq!(sha256(&String::from_utf8_lossy(&std::fs::read(&path).expect("the backup"))), before);
        }
    });
}
