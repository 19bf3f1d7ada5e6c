"""Judges email addresses with email-validator: a JSON list of texts on standard input, a JSON list of verdicts back.

Deliverability is not checked, and no SMTPUTF8 is allowed: what is accepted must be writable at every mail server.
"""

import json
import sys

from email_validator import EmailNotValidError, validate_email


def is_valid(text):
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return False
    return True


json.dump([is_valid(text) for text in json.load(sys.stdin)], sys.stdout)
