//! What Linux says about a process, and what it grants one.

use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A line of `/proc/ID/status`, as a number.
pub fn status(id: u32, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).expect("the process runs");
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("such a line");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}

/// The threads that it always has: without those that wait for the database or the disk, which come and go.
pub fn lasting_threads(id: u32) -> u64 {
    let threads = std::fs::read_dir(format!("/proc/{id}/task")).expect("the process runs").flatten();
    let names = threads.map(|thread| std::fs::read_to_string(thread.path().join("comm")).unwrap_or_default());
    names.filter(|name| name.trim() != "tokio-rt-worker").count() as u64
}

/// The most memory it ever had, in MiB.
pub fn peak_memory(id: u32) -> u64 {
    status(id, "VmHWM") / 1024
}

/// Processor time it has used so far, in seconds.
pub fn processor_time(id: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("the process runs");
    let behind = text.rsplit_once(')').expect("a name").1;
    let field = |at: usize| behind.split_whitespace().nth(at).and_then(|text| text.parse::<u64>().ok()).expect("ticks");
    // Fields 14 and 15 of proc(5), in ticks of which Linux has a hundred a second.
    (field(11) + field(12)) as f64 / 100.0
}

/// How many files and sockets it has open.
pub fn open_files(id: u32) -> usize {
    std::fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count)
}

/// Sends a signal to one process by its number.
pub fn signal(id: u32, signal: Signal) {
    let id = Pid::from_raw(i32::try_from(id).unwrap()).unwrap();
    kill_process(id, signal).expect("it runs");
}

/// The processes that this one has started.
pub fn children(id: u32) -> Vec<u32> {
    let parent = |child: u32| {
        let text = std::fs::read_to_string(format!("/proc/{child}/stat")).ok()?;
        text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let all = all.filter_map(|entry| entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()));
    all.filter(|child| parent(*child) == Some(id)).collect()
}

/// The same command, run by a program that becomes it (`prlimit`, `setpriv`), so the number of the process stays.
pub fn under(wrapper: &[&str], command: &Command) -> Command {
    let mut wrapped = Command::new(wrapper[0]);
    wrapped.args(&wrapper[1..]).arg(command.get_program()).args(command.get_args()).env_clear();
    wrapped.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    wrapped.stdin(std::process::Stdio::null());
    wrapped
}

/// Runs a program of the system and panics where it fails.
pub fn must(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|cause| panic!("{program}: {cause}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A user of nobody's, for what root is exempt from.
pub const UNPRIVILEGED: u32 = 61_234;

/// The built binary where a user may run it, and the folder given to that user.
pub fn for_user(folder: &Path, user: u32) -> std::path::PathBuf {
    let binary = folder.join("vestibule");
    std::fs::copy(env!("CARGO_BIN_EXE_vestibule"), &binary).unwrap();
    std::fs::set_permissions(&binary, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    must("chown", &["-R", &user.to_string(), folder.to_str().unwrap()]);
    binary
}

/// A small file system in memory, gone with the answer.
pub struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Only for root.
    pub fn new(mebibytes: u32) -> SmallDisk {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={mebibytes}m");
        must("mount", &["-t", "tmpfs", "-o", &size, "vestibule-faults", folder.path().to_str().unwrap()]);
        SmallDisk(folder)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes every byte that is left, until [`SmallDisk::free`].
    pub fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::create(self.path().join("filler")).unwrap();
        for size in [65_536, 4_096, 512, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
    }

    pub fn free(&self) {
        std::fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that was not stopped yet must not keep it.
        let _ = Command::new("umount").args(["--lazy", self.path().to_str().unwrap()]).status();
    }
}
