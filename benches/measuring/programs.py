"""Starts what is measured, on free ports of this machine, and stops it again."""

import contextlib
import dataclasses
import glob
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BASELINE = ROOT / "target/baseline"

# Neither the settings of the caller's shell nor a `.env` above the folder are measured.
KEPT = ("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "LANG")

# As the settings' documentation says to make them; the same for every start, so that the app can start again on its data.
KEYS = secrets.token_hex(32), secrets.token_hex(32)

NO_LIMITS = {
    f"LIMIT_{name}": "0"
    for name in ("LOGIN_ACCOUNT", "LOGIN_NETWORK", "LOGIN_EVERYWHERE", "LOGIN_SUCCESSES", "SIGNUP_NETWORK", "SIGNUP_ERRORS",
                 "CHANGES_ACCOUNT", "EMAIL_ADDRESS", "EMAIL_NETWORK")
}


def fail(sentence):
    raise SystemExit(f"{pathlib.Path(sys.argv[0]).name}: {sentence}")


def environment(**more):
    return {**{name: os.environ[name] for name in KEPT if name in os.environ}, **more}


@dataclasses.dataclass
class Program:
    """A program that listens."""

    process: subprocess.Popen
    host: str
    started: float  # by time.perf_counter, just before it was executed

    @property
    def pid(self):
        return str(self.process.pid)

    @property
    def url(self):
        return f"http://{self.host}"

    def memory(self):
        """Its proportional share of memory in MiB: shared pages count by how many processes share them."""
        text = pathlib.Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024


@contextlib.contextmanager
def serving(command, env=None, log=None, **options):
    """Starts a program and gives it once it has said where it listens."""
    output = open(log, "w") if log else subprocess.DEVNULL
    started = time.perf_counter()
    # A session of its own, as a service has: Linux shares processors out between sessions first (sched_autogroup_enabled).
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=output, text=True, env=env or environment(), start_new_session=True, **options)
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://([^\s/]+)", line):
                break
        else:
            errors = pathlib.Path(log).read_text() if log else ""
            fail(f"{command[0]} ended before it said where it listens\n{''.join(said)}{errors}")
        # Nobody else reads what it says, and a full pipe would stop it.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Program(process, found[1], started)
    finally:
        process.terminate()
        process.wait()
        if log:
            output.close()


def vestibule(binary, folder, database=None, limits=False, under=(), **settings):
    """The app as it runs in production, by default without limits; under another program, if one is named."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    env = environment(
        APP_ENV="production", BASE_URL="http://localhost", PORT="0", DATA_DIR=str(folder),
        SECRET_KEY=KEYS[0], JWT_SECRET_KEY=KEYS[1],
        MAIL_URL=f"folder:{folder}/mail", MAIL_FROM="noreply@example.com", **({} if limits else NO_LIMITS))
    if database:
        env["DATABASE_URL"] = database
    return serving([*under, str(binary)], {**env, **settings}, cwd=folder)


def bare(database, page_bytes):
    """An actix handler with one read and nothing else; see baseline/src/bin/bare.rs."""
    return serving([str(BASELINE / "release/bare"), "--database", str(database), "--page-bytes", str(page_bytes)])


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextlib.contextmanager
def flask(folder, workers=4):
    """The Flask app in `benches/flask`, under gunicorn in a virtual environment of its own."""
    source, venv, folder = ROOT / "benches/flask", BASELINE / "flask-venv", pathlib.Path(folder)
    done = venv / "requirements.txt"
    if not done.exists() or done.read_text() != (source / "requirements.txt").read_text():
        if subprocess.run([sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL).returncode:
            fail("Python's venv is missing; on Debian: apt-get install python3-venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        subprocess.run([venv / "bin/pip", "install", "--quiet", "--requirement", source / "requirements.txt"], check=True)
        shutil.copy(source / "requirements.txt", done)
    folder.mkdir(parents=True, exist_ok=True)
    env = environment(
        FLASK_SECRET_KEY=secrets.token_hex(32), JWT_SECRET_KEY=secrets.token_hex(32), PYTHONDONTWRITEBYTECODE="1",
        FLASK_DATABASE_URL=f"sqlite:///{folder.resolve()}/database.db")
    # The table is made once, before four workers would all try.
    subprocess.run([venv / "bin/python", "-c", "import app"], cwd=source, env=env, check=True)
    host, log = f"127.0.0.1:{free_port()}", folder / "log"
    with open(log, "w") as output:
        started = time.perf_counter()
        command = [venv / "bin/gunicorn", "--no-control-socket", "-w", str(workers), "-b", host, "app:app"]
        process = subprocess.Popen(command, cwd=source, env=env, stdout=output, stderr=output, start_new_session=True)
        try:
            for _ in range(300):
                if log.read_text().count("Booting worker") == workers:
                    break
                time.sleep(0.1)
            else:
                fail(f"gunicorn did not start\n{log.read_text()}")
            time.sleep(1)
            yield Program(process, host, started)
        finally:
            process.terminate()
            process.wait()


def postgres_programs():
    """Debian keeps the server off PATH, one folder for each version: the highest."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    found = folders[-1] if folders else shutil.which("initdb")
    return pathlib.Path(found).resolve().parent if found else None


@contextlib.contextmanager
def postgres(folder):
    """A PostgreSQL server for as long as it is needed, with the settings it comes with. Gives the address of its database."""
    programs = postgres_programs()
    if not programs:
        fail("PostgreSQL's server is missing; on Debian: apt-get install postgresql; or name one with --database")
    folder, port = pathlib.Path(folder).resolve(), free_port()
    folder.mkdir(parents=True)
    account = {}
    if os.geteuid() == 0:
        # It refuses to run as root.
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres")
    common = {"env": environment(HOME=str(folder)), "cwd": folder, **account}
    subprocess.run([programs / "initdb", f"--pgdata={folder}/data", "--username=vestibule", "--auth=trust", "--encoding=UTF8",
                    "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, **common)
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", f"{folder}/data", "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}",
             "-c", f"unix_socket_directories={folder}"], stdout=log, stderr=log, **common)
    try:
        ready = folder / "data/postmaster.pid"
        for _ in range(300):
            if ready.exists() and "ready" in ready.read_text():
                break
            time.sleep(0.1)
        else:
            fail(f"PostgreSQL did not start\n{(folder / 'log').read_text()}")
        yield f"postgres://vestibule@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(2)
        process.wait()


def psql(url, sql):
    program = shutil.which("psql") or (postgres_programs() or pathlib.Path("/usr/bin")) / "psql"
    command = [program, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", url]
    return subprocess.run(command, input=sql, text=True, check=True, stdout=subprocess.PIPE).stdout


@contextlib.contextmanager
def database_of_its_own(server):
    """A new database on this server, by the address of another one there; it is gone afterwards."""
    name = f"vestibule_bench_{secrets.token_hex(4)}"
    psql(server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        psql(server, f"DROP DATABASE {name} WITH (FORCE)")
