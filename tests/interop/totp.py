"""Reads an otpauth: link with pyotp and computes codes of it.

Usage: totp.py MOMENT..., each in seconds since 1970, with the link on standard input. Prints what the link says and the codes.
"""

import json
import sys

import pyotp

app = pyotp.parse_uri(sys.stdin.read())
said = {"issuer": app.issuer, "name": app.name, "secret": app.secret, "digits": app.digits, "interval": app.interval}
print(json.dumps({**said, "kind": type(app).__name__, "codes": [app.at(int(moment)) for moment in sys.argv[1:]]}))
