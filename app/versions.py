"""The version of a row, as a form sends it back."""


def sent_version(text: str | None) -> int:
    """A version as a form sends it; -1, which no row has, for anything that is no number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
