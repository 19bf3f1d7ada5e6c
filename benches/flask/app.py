"""The comparison: accounts as a small Flask app keeps them, with a JWT in an HttpOnly cookie, bcrypt and SQLAlchemy.

Written for the benchmark in the way such an app is usually written: neither tuned nor slowed down. `scripts/bench` runs it
under gunicorn.
"""

import functools
import os
import re
from datetime import datetime, timedelta, timezone

import jwt
from dotenv import load_dotenv
from flask import Flask, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_bcrypt import Bcrypt
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from models import Base, Session, User, engine

load_dotenv()
app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["FLASK_SECRET_KEY"]
bcrypt = Bcrypt(app)

JWT_KEY = os.environ["JWT_SECRET_KEY"]
JWT_ALGORITHM = os.environ.get("JWT_ALGORITHM", "HS256")
LIFETIME = timedelta(hours=1)
COOKIE = "token"

USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@app.before_request
def open_session():
    g.db = Session()
    g.user = find_user()


@app.teardown_request
def close_session(_error):
    if db := g.pop("db", None):
        db.close()


def find_user():
    """The account that the cookie names, or nobody."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    try:
        claims = jwt.decode(token, JWT_KEY, algorithms=[JWT_ALGORITHM])
    except jwt.InvalidTokenError:
        return None
    return g.db.scalar(select(User).where(User.username == claims["username"]))


def log_in(response, user):
    expires = datetime.now(timezone.utc) + LIFETIME
    token = jwt.encode({"username": user.username, "exp": expires}, JWT_KEY, algorithm=JWT_ALGORITHM)
    response.set_cookie(COOKIE, token, max_age=LIFETIME, httponly=True, samesite="Lax")
    return response


def login_required(handler):
    @functools.wraps(handler)
    def guarded(*args, **kwargs):
        if g.user is None:
            flash("Log in first.", "error")
            return redirect(url_for("login"))
        return handler(*args, **kwargs)

    return guarded


def wrong_fields(username, email, password, confirmation):
    """What is wrong with the fields that are given; a field that is None is not looked at."""
    if username is not None and not USERNAME.fullmatch(username):
        yield "A username starts with a letter and has letters and digits only."
    if email is not None and not EMAIL.fullmatch(email):
        yield "That is no email address."
    if password is not None and len(password) < 6:
        yield "A password has at least 6 characters."
    if password is not None and password != confirmation:
        yield "The passwords differ."


@app.get("/")
def home():
    return render_template("home.html", user=g.user)


@app.route("/register", methods=["GET", "POST"])
def register():
    if request.method == "GET":
        return render_template("register.html")
    form = request.form
    username, email, password = form.get("username", ""), form.get("email", ""), form.get("password", "")
    errors = list(wrong_fields(username, email, password, form.get("confirm_password", "")))
    if not errors and g.db.scalar(select(User.id).where(or_(User.username == username, User.email == email))):
        errors.append("That username or email address is taken.")
    if errors:
        return render_template("register.html", errors=errors), 400
    g.db.add(User(username=username, email=email, password=bcrypt.generate_password_hash(password).decode()))
    g.db.commit()
    flash("Account created. Log in now.", "success")
    return redirect(url_for("login"))


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html")
    user = g.db.scalar(select(User).where(User.username == request.form.get("username", "")))
    if user is None or not bcrypt.check_password_hash(user.password, request.form.get("password", "")):
        return render_template("login.html", errors=["Wrong username or password."]), 401
    flash(f"Welcome back, {user.username}.", "success")
    return log_in(redirect(url_for("home")), user)


@app.post("/logout")
@login_required
def logout():
    response = make_response(redirect(url_for("home")))
    response.delete_cookie(COOKIE)
    return response


def update(username, changes):
    """Writes the changed fields of the account's own profile, and renews the token that names it."""
    if g.user.username != username:
        abort(403)
    errors = list(wrong_fields(changes.get("username"), changes.get("email"), changes.get("password"), request.form.get("confirm_password")))
    if errors:
        return render_template("home.html", user=g.user, errors=errors), 400
    if "password" in changes:
        changes["password"] = bcrypt.generate_password_hash(changes["password"]).decode()
    for name, value in changes.items():
        setattr(g.user, name, value)
    try:
        g.db.commit()
    except IntegrityError:
        g.db.rollback()
        return render_template("home.html", user=g.user, errors=["That username or email address is taken."]), 400
    flash("Saved.", "success")
    return log_in(redirect(url_for("home")), g.user)


def is_method(expected):
    return request.method == expected or request.form.get("_method") == expected


@app.route("/partial/<username>", methods=["PATCH", "POST"])
@login_required
def partial_update(username):
    if not is_method("PATCH"):
        abort(405)
    given = {name: request.form.get(name, "").strip() for name in ("username", "email", "password")}
    return update(username, {name: value for name, value in given.items() if value})


@app.route("/update/<username>", methods=["PUT", "POST"])
@login_required
def full_update(username):
    if not is_method("PUT"):
        abort(405)
    return update(username, {name: request.form.get(name, "").strip() for name in ("username", "email", "password")})


Base.metadata.create_all(engine)
