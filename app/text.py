"""People's text with emphasis, lists and tables: Markdown, cleaned of everything that is not text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = set("p br strong em del ul ol li blockquote h3 h4 h5 table thead tbody tr th td a".split())
SCHEMES = {"https", "http", "mailto"}


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # seldom needed, and a twentieth of the time to start

    options = {"html": False, "linkify": False, "breaks": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _absolute(tag: str, attribute: str, value: str) -> str | None:
    """Keeps an address that says where it leads; one without a scheme would mean a place where it is shown."""
    return value if value.split(":")[0].lower() in SCHEMES else None


def cleaned(text: str, heading: str = "h4") -> Markup:
    """Markdown as HTML of the tags above; a link keeps nothing but its address, pictures and code are left out.

    Headings of the first three ranks become `heading` (h3 or h4), the rank below what the text stands under.
    """
    html = _markdown().render(text)
    for level in ("h1", "h2", "h3"):
        html = html.replace(f"<{level}>", f"<{heading}>").replace(f"</{level}>", f"</{heading}>")
    return safe(html)


def safe(html: str) -> Markup:
    """HTML of which only the tags above are left, and of their attributes only the addresses of links."""
    kept = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        attribute_filter=_absolute,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return Markup(kept)  # noqa: S704 (cleaned in the statement before)
