"""Accounts to measure with: one signs up as people do, the others are copies of its rows."""

import concurrent.futures
import http.client
import json
import pathlib
import sqlite3
import urllib.parse

from . import programs

PASSWORD = "analytical engine 1843"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def ask(host, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def expect(status, answer, content):
    if answer.status != status:
        programs.fail(f"an answer was {answer.status} and not {status}: {content[:500]!r}")


def sign_up(host, name, password=PASSWORD):
    form = {"username": name, "email": f"{name}@example.com", "password": password, "confirm_password": password}
    answer, content = ask(host, "POST", "/register", urllib.parse.urlencode(form), FORM)
    if answer.status not in (302, 303):
        programs.fail(f"/register answered {answer.status}: {content[:500]!r}")


def cookies(host, name, only=()):
    """Logs in as a browser does, and gives its Cookie header."""
    answer, content = ask(host, "POST", "/login", urllib.parse.urlencode({"username": name, "password": PASSWORD}), FORM)
    if answer.status not in (302, 303):
        programs.fail(f"/login answered {answer.status}: {content[:500]!r}")
    sent = [value.split(";")[0] for header, value in answer.getheaders() if header.lower() == "set-cookie"]
    return "; ".join(cookie for cookie in sent if not only or cookie.split("=")[0] in only)


def token(host, name):
    """Logs in as a program does, and gives its access token."""
    answer, content = ask(host, "POST", "/api/auth/login", json.dumps({"username": name, "password": PASSWORD}), JSON)
    expect(200, answer, content)
    return json.loads(content)["data"]["access_token"]


def at_once(work, items):
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        return list(threads.map(work, items))


# What differs between the copies of a row; every other column is copied, whatever columns there are.
NUMBERED = {
    "username": "'person' || n.i", "username_key": "'person' || n.i",
    "email": "'person' || n.i || '@example.com'", "email_key": "'person' || n.i || '@example.com'",
}
# The tables where an account has rows, and what differs there. {hex} stands for 32 random hexadecimal digits.
BELONGING = {
    "sessions": {"id": "{hex} || {hex}", "handle": "substr({hex}, 1, 16)", "user_id": "u.id"},
    "events": {"user_id": "u.id", "actor_id": "u.id"},
    "never_confirmed": {"user_id": "u.id"},
}


class Sqlite:
    NUMBERS = "(WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"
    HEX = "lower(hex(randomblob(16)))"

    def __init__(self, file):
        self.connection = sqlite3.connect(file, timeout=60, isolation_level=None)
        # The copies need not survive a power failure.
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA cache_size = -200000")

    def columns(self, table):
        return [(row[1], row[5] == 1 and row[2].upper() == "INTEGER") for row in self.connection.execute(f"PRAGMA table_info({table})")]

    def run(self, statements):
        self.connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            self.connection.execute(statement)
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()


class Postgres:
    NUMBERS = "(SELECT generate_series(2, {count}) AS i)"
    HEX = "md5(random()::text || u.id)"

    def __init__(self, url):
        self.url = url

    def columns(self, table):
        text = programs.psql(self.url, f"""
            SELECT column_name, column_default LIKE 'nextval%' OR is_identity = 'YES' FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position""")
        return [(name, counted == "t") for name, _, counted in (line.partition("|") for line in text.splitlines())]

    def run(self, statements):
        programs.psql(self.url, "BEGIN;" + ";\n".join(statements) + ";\nCOMMIT;\nVACUUM ANALYZE;")


def fill(database, count):
    """`person1`, who exists and has logged in once, becomes `person1` to `person{count}`, each with rows of their own in every
    table that holds rows of an account. All have the same password."""
    database = Postgres(database) if str(database).startswith("postgres") else Sqlite(database)

    def copy(table, source, changes, condition):
        columns = [name for name, is_counted in database.columns(table) if not is_counted]
        if not columns:
            return None
        values = [changes.get(name, f"t.{name}") for name in columns]
        return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} t, {source} WHERE {condition}"

    numbers = database.NUMBERS.replace("{count}", str(count)) + " n"
    first = "(SELECT id FROM users WHERE username_key = 'person1')"
    statements = [copy("users", numbers, NUMBERED, "t.username_key = 'person1'")]
    for table, changes in BELONGING.items():
        changes = {name: value.replace("{hex}", database.HEX) for name, value in changes.items()}
        statements.append(copy(table, "users u", changes, f"t.user_id = {first} AND u.id <> {first}"))
    database.run([statement for statement in statements if statement])


def prepared(app, database, count, folder):
    """`count` accounts in a server that has none yet."""
    sign_up(app.host, "person1")
    cookies(app.host, "person1")
    fill(database or pathlib.Path(folder, "vestibule.db"), count)
