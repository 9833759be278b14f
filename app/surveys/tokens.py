"""The secrets of survey links: derived from the installation's key, so that sheets can be printed again.

The database keeps only their hashes; whoever reads it cannot answer in anybody's place.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from flask import current_app

from app.identity import hash_token

LENGTH = 18
"""Bytes of a secret: 144 bits, 24 letters in an address."""


def token_of(survey_key: str, number: int) -> str:
    """The secret of a survey's link by number; number 0 is the open link's."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    made = hmac.new(secret, f"survey:{survey_key}:{number}".encode(), sha256).digest()
    return urlsafe_b64encode(made[:LENGTH]).decode()


def hash_of(survey_key: str, number: int) -> str:
    """What the database keeps of it."""
    return hash_token(token_of(survey_key, number))
