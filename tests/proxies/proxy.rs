//! The proxies, each started with what `vestibule proxy-config` prints for it and the little that it needs around that.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A proxy that runs until it is dropped.
pub struct Proxy(Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        // nginx and Apache have children, which only their parent ends.
        let id = rustix::process::Pid::from_child(&self.0);
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        let _ = self.0.wait();
    }
}

/// Where a program is: what the variable says, or on the machine.
fn program(variable: &str, place: &str) -> Command {
    Command::new(std::env::var(variable).unwrap_or_else(|_| place.to_owned()))
}

fn start(mut command: Command, folder: &Path) -> Proxy {
    let log = fs::File::create(folder.join("proxy.log")).expect("a log");
    let errors = log.try_clone().expect("the same log");
    let child = command.current_dir(folder).env("HOME", folder).stdin(Stdio::null()).stdout(log).stderr(errors).spawn();
    Proxy(child.unwrap_or_else(|cause| panic!("{command:?}: {cause}; run ./scripts/test proxies")))
}

/// Starts the proxy of this name in a folder of its own.
pub fn run(name: &str, folder: &Path, port: u16, printed: &dyn Fn(&str) -> String) -> Proxy {
    let at = |file: &str| folder.join(file);
    let here = folder.display();
    match name {
        "nginx" => {
            fs::write(at("vestibule.conf"), printed("nginx")).expect("written");
            let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .iter()
                .map(|kind| format!("{kind}_temp_path {here}/{kind};\n"))
                .collect();
            let around = format!(
                "daemon off;\npid {here}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}include vestibule.conf;\n}}\n"
            );
            fs::write(at("nginx.conf"), around).expect("written");
            let mut command = program("NGINX", "/usr/sbin/nginx");
            command.args(["-e", "stderr", "-p"]).arg(folder).arg("-c").arg(at("nginx.conf"));
            start(command, folder)
        }
        "caddy" => {
            let around = "{\n\tadmin off\n\tpersist_config off\n\tauto_https off\n}\n";
            fs::write(at("Caddyfile"), format!("{around}{}", printed("caddy"))).expect("written");
            let mut command = program("CADDY", "caddy");
            command.args(["run", "--config", "Caddyfile"]);
            start(command, folder)
        }
        "traefik" => {
            fs::write(at("dynamic.yml"), printed("traefik")).expect("written");
            let mut command = program("TRAEFIK", "traefik");
            command.arg(format!("--entryPoints.web.address=127.0.0.1:{port}"));
            command.args(["--providers.file.filename=dynamic.yml", "--global.checknewversion=false"]);
            command.arg("--global.sendanonymoususage=false");
            start(command, folder)
        }
        "apache" => {
            fs::write(at("vestibule.lua"), printed("apache-lua")).expect("written");
            let script = at("vestibule.lua").display().to_string();
            let sites = printed("apache").replace("/etc/apache2/vestibule.lua", &script);
            let modules = std::env::var("APACHE_MODULES").unwrap_or_else(|_| "/usr/lib/apache2/modules".to_owned());
            let loaded: String = ["mpm_event", "authz_core", "headers", "lua", "proxy", "proxy_http"]
                .iter()
                .map(|module| format!("LoadModule {module}_module {modules}/mod_{module}.so\n"))
                .collect();
            let user = if rustix::process::geteuid().is_root() { "User nobody\nGroup nogroup\n" } else { "" };
            let around = format!(
                "ServerRoot {here}\nServerName localhost\nPidFile {here}/apache.pid\nErrorLog {here}/error.log\n\
                 Listen 127.0.0.1:{port}\n{user}{loaded}"
            );
            let lua = std::env::var("APACHE_LUA").unwrap_or_default();
            fs::write(at("apache.conf"), format!("{around}{lua}\n{sites}")).expect("written");
            let mut command = program("APACHE", "/usr/sbin/apache2");
            command.arg("-f").arg(at("apache.conf")).arg("-DFOREGROUND");
            start(command, folder)
        }
        other => panic!("{other} is no proxy of ours"),
    }
}
