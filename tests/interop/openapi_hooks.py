"""Logs Schemathesis in: each case gets a new account, so that no case can end the login of the next one.

Random bodies never have the right password, link or account. Every second body that could is given one, or the tester would
only see errors.
"""

import itertools
import os
import uuid

import requests
import schemathesis

BASE = os.environ["VESTIBULE_URL"]
ADMIN = os.environ["VESTIBULE_ADMIN_COOKIE"]
PASSWORD = "nanoseconds of wire"
turn = itertools.count()


def register():
    name = "u" + uuid.uuid4().hex[:20]
    form = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    answer = requests.post(f"{BASE}/api/auth/register", json=form, timeout=30)
    answer.raise_for_status()
    return name, answer.json()["data"]


def cookie():
    name, _ = register()
    answer = requests.post(f"{BASE}/auth/login", json={"username": name, "password": PASSWORD}, timeout=30)
    answer.raise_for_status()
    return "session=" + answer.cookies["session"]


@schemathesis.auth(refresh_interval=None)
class Somebody:
    """A login for the operation, by the first of its security schemes."""

    def get(self, case, context):
        needed = [name for one in case.operation.definition.raw.get("security", []) for name in one]
        if case.path == "/auth/admin/users":
            return "Cookie", ADMIN
        if "session" in needed:
            return "Cookie", cookie()
        # Refreshing is tried by its body alone.
        if "access_token" in needed:
            return "Authorization", "Bearer " + register()[1]["access_token"]
        return None

    def set(self, case, data, context):
        if data:
            name, value = data
            case.headers[name] = value
        if case.path.endswith("/sessions/{id}") and next(turn) % 2:
            path = case.path.removesuffix("/{id}")
            answer = requests.get(BASE + path, headers={name: value}, timeout=30).json()
            case.path_parameters["id"] = answer.get("data", answer)["sessions"][-1]["id"]


@schemathesis.hook
def before_call(context, case, kwargs):
    body = case.body
    if not isinstance(body, dict) or next(turn) % 2:
        return
    if isinstance(body.get("current_password"), str):
        body["current_password"] = PASSWORD
    if case.path.endswith(("/login", "/verify/resend")) and isinstance(body.get("password"), str):
        name, _ = register()
        body.update(username=name, password=PASSWORD)
    if case.path.endswith("/register") and isinstance(body.get("password"), str):
        body["password"] = PASSWORD
    if "refresh_token" in body and isinstance(body["refresh_token"], str):
        body["refresh_token"] = register()[1]["refresh_token"]
