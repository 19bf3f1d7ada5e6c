//! What the programs of the benchmark share: words of the command line, and how much processor time a process has used.

use std::collections::HashMap;
use std::fmt::Display;
use std::fs;
use std::str::FromStr;
use std::time::Duration;

/// The `--name value` pairs of a command line; a name may stand there more than once.
pub struct Arguments(HashMap<String, Vec<String>>);

impl Arguments {
    /// Those of this process.
    pub fn read() -> Arguments {
        let mut words = std::env::args().skip(1);
        let mut found: HashMap<String, Vec<String>> = HashMap::new();
        while let Some(name) = words.next() {
            let name = name.strip_prefix("--").unwrap_or_else(|| refuse(format!("{name} is no --name"))).to_owned();
            let value = words.next().unwrap_or_else(|| refuse(format!("--{name} has no value")));
            found.entry(name).or_default().push(value);
        }
        Arguments(found)
    }

    /// Every value of this name.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The value of this name, or the default.
    pub fn get<T: FromStr>(&self, name: &str, default: T) -> T {
        self.text(name).map_or(default, |text| parsed(name, text))
    }

    /// The value of this name as it is.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.all(name).last().map(String::as_str)
    }

    /// The value of this name, without which there is nothing to do.
    pub fn needed(&self, name: &str) -> &str {
        self.text(name).unwrap_or_else(|| refuse(format!("--{name} is missing")))
    }

    /// A time in seconds.
    pub fn seconds(&self, name: &str, default: f64) -> Duration {
        Duration::from_secs_f64(self.get(name, default))
    }
}

/// The value of this name as what it should be.
pub fn parsed<T: FromStr>(name: &str, text: &str) -> T {
    text.parse().unwrap_or_else(|_| refuse(format!("--{name} {text}: not understood")))
}

/// What the program can't go on without; where it is not to be had, the program ends and says why.
pub fn needed<T, E: Display>(what: &str, result: Result<T, E>) -> T {
    result.unwrap_or_else(|cause| refuse(format!("{what}: {cause}")))
}

/// Ends the program: nothing can be made of its command line, of the system or of the server.
pub fn refuse(cause: impl Display) -> ! {
    eprintln!("{cause}");
    std::process::exit(2)
}

/// Processor time of a process and of its children (gunicorn's workers), in the kernel and outside.
pub fn processor_time(pid: &str) -> Duration {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    children.split_whitespace().chain([pid]).map(own_time).sum()
}

/// utime and stime of `/proc/PID/stat` (proc_pid_stat(5)), which counts in hundredths of a second on every Linux.
fn own_time(pid: &str) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name, in parentheses, may have spaces.
    let Some((_, fields)) = stat.rsplit_once(')') else { return Duration::ZERO };
    let ticks = |number: usize| fields.split_whitespace().nth(number - 3).and_then(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(10 * (ticks(14).unwrap_or(0) + ticks(15).unwrap_or(0)))
}
