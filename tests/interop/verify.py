"""Verifies a token with PyJWT: against a shared secret, or against a key set as a stranger would.

Usage: verify.py ALGORITHM ISSUER TOKEN, with the secret or the key set (JSON) on standard input.
Prints the claims, or the name of the error that PyJWT raised.
"""

import json
import sys

import jwt

algorithm, issuer, token = sys.argv[1:]
material = sys.stdin.read()
if algorithm == "HS256":
    key = material
else:
    keys = jwt.PyJWKSet.from_dict(json.loads(material))
    key = keys[jwt.get_unverified_header(token)["kid"]].key
try:
    claims = jwt.decode(token, key, algorithms=[algorithm], issuer=issuer, options={"require": ["exp", "iat", "nbf", "sub"]})
    print(json.dumps(claims))
except jwt.PyJWTError as error:
    print(json.dumps({"error": type(error).__name__}))
