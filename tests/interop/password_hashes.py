"""Makes password_hashes.json: one hash of every format that an import takes over, made by the library that the format is of.

    pip install -r tests/interop/password_hashes.txt      # in an environment of its own
    python tests/interop/password_hashes.py > tests/interop/password_hashes.json

PHP is needed for WordPress. Each run makes other salts; the tests ask for what every run has in common.
"""

import base64
import hashlib
import json
import subprocess
import sys
import warnings

import argon2
import bcrypt
import django
from django.conf import settings
from firebase_scrypt import firebasescrypt as firebase
from flask_bcrypt import Bcrypt
from passlib import hash as passlib
from werkzeug.security import generate_password_hash

warnings.simplefilter("ignore")
PLAIN, WORDS, LONG = "correct horse", "пароль für 🔑 café", "correct horse battery staple " * 4
HASHERS = "django.contrib.auth.hashers."
settings.configure(PASSWORD_HASHERS=[HASHERS + name for name in (
    "PBKDF2PasswordHasher", "PBKDF2SHA1PasswordHasher", "Argon2PasswordHasher", "BCryptSHA256PasswordHasher",
    "BCryptPasswordHasher", "ScryptPasswordHasher")])
django.setup()
from django.contrib.auth.hashers import make_password  # noqa: E402

vectors = []


def add(made_by, format, password, stored):
    vectors.append({"made_by": made_by, "format": format, "password": password, "stored": stored})


def php(code, password):
    return subprocess.run(["php", "-r", code, "--", password], capture_output=True, check=True, text=True).stdout


for password in (PLAIN, WORDS, LONG):
    for method in ("scrypt", "scrypt:1024:8:2", "pbkdf2", "pbkdf2:sha1:1000", "pbkdf2:sha512:1000"):
        add("werkzeug", "werkzeug", password, generate_password_hash(password, method))
    for hasher in ("pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "scrypt", "argon2"):
        add("django", "django", password, make_password(password, hasher=hasher))
    for type in argon2.Type:
        hasher = argon2.PasswordHasher(time_cost=2, memory_cost=1024, parallelism=2, type=type)
        add("argon2-cffi", "argon2", password, hasher.hash(password))
    add("passlib", "phpass", password, passlib.phpass.using(rounds=8).hash(password))
    add("passlib", "phpass", password, passlib.phpass.using(rounds=11, ident="H").hash(password))
    add("passlib", "passlib", password, passlib.pbkdf2_sha256.using(rounds=1000).hash(password))
    add("passlib", "passlib", password, passlib.pbkdf2_sha512.using(rounds=1000).hash(password))
    add("passlib", "passlib", password, passlib.pbkdf2_sha1.using(rounds=1000).hash(password))
    add("passlib", "passlib", password, passlib.scrypt.using(rounds=10, block_size=8, parallelism=2).hash(password))
    # WordPress 6.8, wp_hash_password(), with the cost that PHP 8.2 has by default.
    code = 'echo "\\$wp" . password_hash(base64_encode(hash_hmac("sha384", trim($argv[1]), "wp-sha384", true)), PASSWORD_BCRYPT);'
    add("php", "wordpress", password, php(code, password))
    # As Firebase exports it, in the one text that Supabase keeps of it.
    salt, separator, signer = hashlib.sha256(password.encode()).digest()[:10], b"\x07", bytes(range(64))
    key = firebase.generate_derived_key(password, salt, separator, 8, 12)
    texts = [base64.b64encode(part).decode() for part in (separator, signer, salt, firebase.encrypt(signer, key))]
    assert firebase.verify_password(password, texts[3], texts[2], texts[0], texts[1], 8, 12)
    add("firebase-scrypt", "firebase", password, "$fbscrypt$v=1,n=12,r=8,p=1,ss={},sk={}${}${}".format(*texts))

for password in (PLAIN, WORDS):
    add("django", "django", password, make_password(password, hasher="bcrypt"))
    add("bcrypt", "bcrypt", password, bcrypt.hashpw(password.encode(), bcrypt.gensalt(4, b"2a")).decode())
    add("php", "bcrypt", password, php('echo password_hash($argv[1], PASSWORD_BCRYPT, ["cost" => 4]);', password))
    add("flask-bcrypt", "bcrypt", password, Bcrypt().generate_password_hash(password, 4).decode())
# PHP reads 72 bytes of a password and says nothing.
add("php", "bcrypt", LONG, php('echo password_hash($argv[1], PASSWORD_BCRYPT, ["cost" => 4]);', LONG))
json.dump(vectors, sys.stdout, indent=1, ensure_ascii=False)
print()
