//! PostgreSQL as operators run it who must not lose it: a primary, a standby that has everything before it is acknowledged, and a
//! monitor that promotes it (pg_auto_failover).

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use rustix::process::Signal;

use crate::processes::{free_port, send, spawn, tree};
use crate::until;

/// How soon the monitor acts. Its own values (20 seconds until a node counts as unhealthy, 30 for a primary to step back) are for
/// networks with troubles of their own; here a process is dead or is not.
const MONITOR: &str = "
pgautofailover.health_check_period = 1000
pgautofailover.health_check_timeout = 1000
pgautofailover.health_check_max_retries = 1
pgautofailover.health_check_retry_delay = 500
pgautofailover.node_considered_unhealthy_timeout = 3000
pgautofailover.primary_demote_timeout = 3000
pgautofailover.startup_grace_period = 1000
";

/// One of the three, with its own pg_autoctl above it.
struct Member {
    name: &'static str,
    port: u16,
    keeper: Option<Child>,
}

/// The three of them.
pub struct Postgres {
    folder: PathBuf,
    members: Vec<Member>,
    databases: usize,
    _folder: tempfile::TempDir,
}

#[derive(QueryableByName, Debug)]
struct State {
    #[diesel(sql_type = Integer)]
    port: i32,
    #[diesel(sql_type = Text)]
    reported: String,
    #[diesel(sql_type = Text)]
    goal: String,
}

fn program(variable: &str, place: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| PathBuf::from(place), PathBuf::from)
}

impl Postgres {
    /// Makes and starts them, and waits until the standby has what the primary has.
    pub fn start() -> Postgres {
        let own = tempfile::tempdir().unwrap();
        let folder = own.path().join("postgres");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(own.path(), Permissions::from_mode(0o711)).unwrap();
        if rustix::process::geteuid().is_root() {
            let changed = Command::new("chown").arg("postgres:").arg(&folder).status().unwrap();
            assert!(changed.success(), "PostgreSQL refuses to run as root, and there is no user postgres");
        }
        let members = ["monitor", "one", "two"].map(|name| Member { name, port: free_port(), keeper: None });
        let mut postgres = Postgres { folder, members: members.into(), databases: 0, _folder: own };
        let port = postgres.members[0].port.to_string();
        let made = postgres.create("monitor", &["--pgport", &port]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let settings = postgres.folder.join("monitor/postgresql.conf");
        fs::write(&settings, fs::read_to_string(&settings).unwrap() + MONITOR).unwrap();
        postgres.autoctl(&["config", "set", "--pgdata", "monitor", "postgresql.listen_addresses", "127.0.0.1"]);
        postgres.run(0);
        until("the monitor answers", || postgres.states());
        for (index, alone) in [(1, &["single"][..]), (2, &["primary", "secondary"])] {
            let (name, port) = (postgres.members[index].name, postgres.members[index].port.to_string());
            let monitor = postgres.monitor();
            let others = ["--pgport", &port, "--listen", "127.0.0.1", "--name", name, "--monitor", &monitor];
            let made = postgres.create("postgres", &[&others[..], &["--username", "vestibule"]].concat());
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            postgres.run(index);
            postgres.until_states(alone);
        }
        postgres
    }

    fn command(&self, program: &Path) -> Command {
        let bin = program_folder();
        let mut command = Command::new("setpriv");
        if rustix::process::geteuid().is_root() {
            command.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups"]);
        }
        command.args(["--pdeathsig", "INT"]).arg(program).env_clear().current_dir(&self.folder);
        command.envs([("LANG", "C.UTF-8"), ("PGUSER", "postgres")]).env("HOME", &self.folder);
        command
            .env("XDG_RUNTIME_DIR", self.folder.join("runtime"))
            .env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
        command
    }

    fn create(&self, kind: &str, more: &[&str]) -> Output {
        let name = more.iter().skip_while(|word| **word != "--name").nth(1).unwrap_or(&"monitor");
        let mut command = self.command(&program("PG_AUTOCTL", "/usr/bin/pg_autoctl"));
        command.args(["create", kind, "--pgdata"]).arg(self.folder.join(name));
        command.arg("--pgctl").arg(program_folder().join("pg_ctl"));
        command.args(["--hostname", "127.0.0.1", "--auth", "trust", "--no-ssl"]).args(more);
        command.output().unwrap_or_else(|cause| panic!("{command:?}: {cause}; run ./scripts/test cluster"))
    }

    fn autoctl(&self, arguments: &[&str]) {
        let output = self.command(&program("PG_AUTOCTL", "/usr/bin/pg_autoctl")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Starts the member's pg_autoctl, which starts its PostgreSQL.
    fn run(&mut self, index: usize) {
        let name = self.members[index].name;
        let mut command = self.command(&program("PG_AUTOCTL", "/usr/bin/pg_autoctl"));
        command.args(["run", "--pgdata"]).arg(self.folder.join(name));
        self.members[index].keeper = Some(spawn(command, &self.folder.join(format!("{name}.log"))));
    }

    fn monitor(&self) -> String {
        format!("postgres://autoctl_node@127.0.0.1:{}/pg_auto_failover", self.members[0].port)
    }

    /// What the monitor knows of each, if it answers.
    fn states(&self) -> Option<Vec<State>> {
        let mut monitor = PgConnection::establish(&self.monitor()).ok()?;
        let asked = "SELECT nodeport AS port, reportedstate::text AS reported, goalstate::text AS goal \
                     FROM pgautofailover.node ORDER BY reportedstate::text";
        diesel::sql_query(asked).load(&mut monitor).ok()
    }

    fn until_states(&self, wanted: &[&str]) {
        until(&format!("{wanted:?}"), || {
            let states = self.states()?;
            let settled = states.iter().all(|state| state.reported == state.goal);
            (settled && states.iter().map(|state| state.reported.as_str()).eq(wanted.iter().copied())).then_some(())
        });
    }

    /// Waits until the standby has what the primary has, and the primary waits for it again.
    pub fn until_synchronous(&self) {
        self.until_states(&["primary", "secondary"]);
    }

    /// The member that takes writes, or the other one.
    fn member(&self, state: &str) -> usize {
        let states = self.states().expect("the monitor answers");
        let port = states.iter().find(|found| found.reported == state).expect(state).port;
        self.members.iter().position(|member| i32::from(member.port) == port).expect("one of ours")
    }

    /// Where a database is, as an operator writes it: both servers, and the one that takes writes.
    pub fn url(&self, database: &str) -> String {
        let (one, two) = (self.members[1].port, self.members[2].port);
        format!("postgres://vestibule@127.0.0.1:{one},127.0.0.1:{two}/{database}?target_session_attrs=read-write")
    }

    /// An empty database of its own for a story.
    pub fn new_database(&mut self) -> String {
        self.until_synchronous();
        self.databases += 1;
        let name = format!("story_{}", self.databases);
        let (port, create) =
            (self.members[self.member("primary")].port, format!("CREATE DATABASE {name} OWNER vestibule"));
        let server = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        PgConnection::establish(&server).unwrap().batch_execute(&create).unwrap();
        self.url(&name)
    }

    /// The machine of the primary loses its power: PostgreSQL and what would start it again are gone at once.
    pub fn kill_primary(&mut self) -> Dead {
        let index = self.member("primary");
        let mut keeper = self.members[index].keeper.take().expect("it runs");
        tree(keeper.id()).into_iter().for_each(|id| send(id, Signal::KILL));
        keeper.wait().unwrap();
        Dead(index)
    }

    /// It is switched on again.
    pub fn revive(&mut self, dead: &Dead) {
        self.run(dead.0);
    }

    /// The machine of the primary, or of the standby, stands still: its connections stay, and nothing is answered.
    pub fn freeze(&self, state: &str) -> Frozen {
        self.freeze_member(self.member(state))
    }

    /// The monitor stands still: nobody is promoted, and nobody is written off.
    pub fn freeze_monitor(&self) -> Frozen {
        self.freeze_member(0)
    }

    /// What looks after the primary stands still, and the primary goes on: it does not step back because the monitor is silent.
    pub fn freeze_keeper_of_primary(&self) -> Frozen {
        let (index, file) = (self.member("primary"), "postmaster.pid");
        let file = self.folder.join(self.members[index].name).join(file);
        let server: u32 = fs::read_to_string(file).unwrap().lines().next().unwrap().parse().unwrap();
        let (all, own) = (tree(self.members[index].keeper.as_ref().expect("it runs").id()), tree(server));
        Postgres::stop_all(all.into_iter().filter(|id| !own.contains(id)).collect())
    }

    fn freeze_member(&self, index: usize) -> Frozen {
        Postgres::stop_all(tree(self.members[index].keeper.as_ref().expect("it runs").id()))
    }

    fn stop_all(ids: Vec<u32>) -> Frozen {
        ids.iter().for_each(|id| send(*id, Signal::STOP));
        Frozen(ids)
    }

    /// After a story that failed: what is dead is started, for the next one.
    pub fn recover(&mut self) {
        for index in 0..self.members.len() {
            if self.members[index].keeper.is_none() {
                self.run(index);
            }
        }
    }
}

fn program_folder() -> PathBuf {
    program("POSTGRES_BIN", "/usr/lib/postgresql/15/bin")
}

/// A member that was killed.
pub struct Dead(usize);

/// Processes that stand still until this is dropped.
pub struct Frozen(Vec<u32>);

impl Drop for Frozen {
    fn drop(&mut self) {
        self.0.iter().rev().for_each(|id| send(*id, Signal::CONT));
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The monitor last: the others tell it that they go.
        for member in self.members.iter_mut().rev() {
            if let Some(mut keeper) = member.keeper.take() {
                let all = tree(keeper.id());
                send(keeper.id(), Signal::INT);
                let gone = (0..200).any(|_| {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                    keeper.try_wait().is_ok_and(|status| status.is_some())
                });
                if !gone {
                    all.into_iter().for_each(|id| send(id, Signal::KILL));
                    let _ = keeper.wait();
                }
            }
        }
    }
}
