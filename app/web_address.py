"""Which addresses may stand behind a link that somebody gives: whole addresses of the web and nothing else."""

from urllib.parse import urlsplit

LENGTH = 2000


def is_web_address(url: str) -> bool:
    """Whether a text is an address that begins with http:// or https://, has a host, and carries no password."""
    if len(url) > LENGTH or any(sign.isspace() or not sign.isprintable() for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
