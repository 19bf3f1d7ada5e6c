//! nginx in front of the nodes, with what docs/scaling.md says.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Child;

use rustix::process::Signal;

use crate::processes::{bound_to_us, children, free_port, send, spawn};
use crate::until;

/// What an operator writes. `proxy_next_upstream` is what nginx does by default, spelled out: a request goes to the next node if it
/// could not be handed over, or if it was lost on the way and may be repeated. POST and PATCH may not, and `non_idempotent` would
/// repeat them: a registration would happen twice.
const BLOCK: &str = "
upstream vestibule {
    zone vestibule 64k;
    include @FOLDER@/nodes.conf;
    keepalive 16;
    keepalive_timeout 60s;
}

server {
    listen 127.0.0.1:@PORT@;

    location / {
        proxy_pass http://vestibule;
        proxy_http_version 1.1;
        proxy_set_header Connection \"\";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_connect_timeout 2s;
        proxy_next_upstream error timeout;
    }
}
";

/// nginx, until it is dropped.
pub struct Nginx {
    pub port: u16,
    folder: PathBuf,
    master: Child,
}

impl Nginx {
    /// Starts it in front of the nodes at these ports.
    pub fn start(folder: &Path, nodes: &[u16]) -> Nginx {
        let (folder, port) = (folder.join("nginx"), free_port());
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        let here = folder.display().to_string();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .iter()
            .map(|kind| format!("{kind}_temp_path {here}/{kind};\n"))
            .collect();
        let block = BLOCK.replace("@FOLDER@", &here).replace("@PORT@", &port.to_string());
        let format = "log_format nodes '$request_method $status $upstream_status';";
        let around = format!(
            "daemon off;\nworker_processes 2;\npid {here}/pid;\nerror_log {here}/error.log warn;\nevents {{}}\nhttp {{\n{format}\n\
             access_log {here}/access.log nodes;\n{temporary}{block}}}\n"
        );
        fs::write(folder.join("nginx.conf"), around).unwrap();
        write_nodes(&folder, &nodes.iter().map(|port| (*port, true)).collect::<Vec<_>>());
        let program = std::env::var_os("NGINX").map_or_else(|| PathBuf::from("/usr/sbin/nginx"), PathBuf::from);
        let mut command = bound_to_us("TERM", &program);
        command.args(["-e", "stderr", "-p"]).arg(&folder).arg("-c").arg(folder.join("nginx.conf"));
        let master = spawn(command, &folder.join("nginx.log"));
        let nginx = Nginx { port, folder, master };
        until("nginx listens", || std::net::TcpStream::connect(("127.0.0.1", port)).ok());
        nginx
    }

    /// Says which nodes get requests, as an operator does: the file, a reload, and then what was begun has its time.
    pub fn set(&self, nodes: &[(u16, bool)]) {
        write_nodes(&self.folder, nodes);
        let old = children(self.master.id());
        send(self.master.id(), Signal::HUP);
        until("nginx has reloaded", || {
            let now = children(self.master.id());
            (!now.is_empty() && old.iter().all(|id| !now.contains(id))).then_some(())
        });
    }

    /// How many requests were answered by another node than the first that was asked, and how many nginx had to answer itself
    /// since it may not repeat them.
    pub fn repeated_and_given_up(&self) -> (usize, usize) {
        let log = fs::read_to_string(self.folder.join("access.log")).unwrap_or_default();
        let repeated = log.lines().filter(|line| line.contains(',')).count();
        (repeated, log.lines().filter(|line| line.contains(" 502 ") || line.contains(" 504 ")).count())
    }
}

fn write_nodes(folder: &Path, nodes: &[(u16, bool)]) {
    let line = |(port, is_up): &(u16, bool)| {
        format!("server 127.0.0.1:{port} max_fails=1 fail_timeout=2s{};\n", if *is_up { "" } else { " down" })
    };
    fs::write(folder.join("nodes.conf"), nodes.iter().map(line).collect::<String>()).unwrap();
}

impl Drop for Nginx {
    fn drop(&mut self) {
        send(self.master.id(), Signal::TERM);
        let _ = self.master.wait();
    }
}
