"""The load generator, baseline/src/bin/load.rs, and the processors' plain rate of bcrypt."""

import dataclasses
import json
import pathlib
import subprocess
import tempfile

from . import programs

# As a browser introduces itself; both what is measured and what it is compared with have to read it.
BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language: en-GB,en;q=0.9",
    "Sec-Fetch-Site: same-origin",
)


@dataclasses.dataclass
class Requests:
    """One kind of request to one program. `{line}` in it is one of `lines`, in turn, and `{n}` its number."""

    program: programs.Program
    path: str
    headers: tuple = ()
    lines: tuple = ()
    expect: str = ""
    body: str = ""
    status: str = "200"
    connections: int = 16
    first: int = 1

    def command(self, seconds, warm_up):
        words = [programs.BASELINE / "release/load", "--url", self.program.url + self.path, "--connections", self.connections,
                 "--seconds", seconds, "--warm-up", warm_up, "--pid", self.program.pid, "--status", self.status,
                 "--first", self.first]
        for header in (*BROWSER, *self.headers):
            words += ["--header", header]
        if self.expect:
            words += ["--expect", self.expect]
        if self.body:
            words += ["--method", "POST", "--header", "Content-Type: application/x-www-form-urlencoded", "--body", self.body]
        return words

    def start(self, seconds, warm_up=0.3):
        """Begins to send; `finish` of what this gives waits for the end and gives the numbers."""
        return Running(self, seconds, warm_up)

    def run(self, seconds, warm_up=0.3):
        return self.start(seconds, warm_up).finish()


class Running:
    def __init__(self, requests, seconds, warm_up):
        self.requests = requests
        self.lines = tempfile.NamedTemporaryFile("w", suffix=".txt")
        self.lines.write("".join(f"{line}\n" for line in requests.lines))
        self.lines.flush()
        command = [str(word) for word in requests.command(seconds, warm_up)]
        if requests.lines:
            command += ["--lines", self.lines.name]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def finish(self):
        output, _ = self.process.communicate()
        self.lines.close()
        if self.process.returncode:
            programs.fail(f"the load generator failed at {self.requests.path}")
        numbers = json.loads(output)
        # No two requests of a run share a number: names that people sign up with are new every time.
        self.requests.first += numbers["requests"] + 10_000
        if numbers["wrong"] or numbers["no_answer"]:
            programs.fail(f"{self.requests.path}: {numbers['wrong']} wrong answers and {numbers['no_answer']} missing ones")
        return numbers


def bcrypt(seconds, cost=12):
    command = [programs.BASELINE / "release/bcrypt", "--seconds", str(seconds), "--cost", str(cost)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def build():
    """Builds the programs that `benches/baseline` holds."""
    manifest = programs.ROOT / "benches/baseline/Cargo.toml"
    command = ["cargo", "build", "--release", "--quiet", "--locked", "--manifest-path", manifest, "--target-dir", programs.BASELINE]
    subprocess.run(command, check=True, cwd=pathlib.Path(manifest).parent)
