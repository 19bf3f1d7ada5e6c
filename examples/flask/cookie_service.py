"""A service that knows its users by Vestibule's cookie: it asks Vestibule whose cookie it is.

A session that was ended counts with the next request. The browser sends this service the cookie when both are on one host
(a cookie does not know ports), or when COOKIE_DOMAIN names a domain above both.
"""

import functools
import json
import os
import urllib.request

from flask import Flask, g, jsonify, request

VESTIBULE = os.environ.get("VESTIBULE_URL", "http://127.0.0.1:5000")
COOKIES = ("__Host-session", "session")

app = Flask(__name__)
# Flask's own session cookie is called "session", too, and would overwrite Vestibule's.
app.config["SESSION_COOKIE_NAME"] = "flask_session"


def current_user():
    """The user of this request, or None. Raises OSError when Vestibule can't answer: that is no logout."""
    # Only this cookie is passed on, and the browser's address, which the user sees in their list of sessions. Vestibule
    # believes the address if this machine is in its TRUSTED_PROXIES.
    cookies = [f"{name}={value}" for name in COOKIES for value in request.cookies.getlist(name) if value.isascii()]
    if not cookies:
        return None
    headers = {"Cookie": "; ".join(cookies), "X-Forwarded-For": request.remote_addr}
    question = urllib.request.Request(f"{VESTIBULE}/auth/current_user", headers=headers)
    with urllib.request.urlopen(question, timeout=5) as answer:
        return json.load(answer)["user"]


def login_required(view):
    """Answers 401 to guests, and 503 while Vestibule can't say who is asking."""

    @functools.wraps(view)
    def guarded(*args, **kwargs):
        try:
            g.user = current_user()
        except OSError:
            return jsonify(error="Try again in a moment"), 503
        if g.user is None:
            return jsonify(error="Login required", login=f"{VESTIBULE}/login"), 401
        return view(*args, **kwargs)

    return guarded


@app.get("/hello")
@login_required
def hello():
    return jsonify(id=g.user["id"], message=f"Hello, {g.user['username']}")


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5001")))
