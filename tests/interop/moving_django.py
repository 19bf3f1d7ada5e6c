"""A small Django project: its own accounts, and its own login.

    python moving_django.py DATABASE create|login < {"name": "password", …}

`create` makes the tables and the accounts, each with another hasher. Answers with the names for which it worked, as JSON.
"""

import itertools
import json
import sys

import django
from django.conf import settings

database, what = sys.argv[1:]
hashers = ["PBKDF2PasswordHasher", "BCryptSHA256PasswordHasher", "ScryptPasswordHasher", "BCryptPasswordHasher"]
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{hasher}" for hasher in hashers],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()
from django.contrib.auth import authenticate, get_user_model, hashers as made  # noqa: E402
from django.core.management import call_command  # noqa: E402

people = json.load(sys.stdin)
if what == "create":
    call_command("migrate", verbosity=0)
    kinds = itertools.cycle(["pbkdf2_sha256", "bcrypt_sha256", "scrypt", "bcrypt"])
    for (name, password), kind in zip(people.items(), kinds):
        hashed = made.make_password(password, hasher=kind)
        get_user_model().objects.create(username=name, email=f"{name}@example.com", password=hashed)
    worked = list(people)
else:
    worked = [name for name, password in people.items() if authenticate(username=name, password=password)]
json.dump(worked, sys.stdout)
