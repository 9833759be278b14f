"""E-mail addresses as names of accounts: one spelling, and whether it can be one at all."""

import re
import unicodedata

_SHAPE = re.compile(
    r"[^@\s,;<>()\"\\\x00-\x1f\x7f]{1,64}@[^@\s,;<>()\"\\\x00-\x1f\x7f]+\.[^@\s.,;<>()\"\\\x00-\x1f\x7f]{2,}"
)
LENGTH = 254


def normal_email(text: str) -> str:
    """The one spelling that is kept and looked up, whatever case or width was typed."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_email(text: str) -> bool:
    """Whether the text looks like one address; nothing can prove that it is read by somebody."""
    return len(text) <= LENGTH and _SHAPE.fullmatch(text) is not None
