"""Takes plain events out of the text of an XES log before it is parsed; an empty element stands for each run of them.

A plain event holds nothing but attributes without children, written as nearly every program writes them. Its grammar
is checked here character by character; whether it stands where an event may stand, the parser decides by the element
left behind: in a comment that is no element and nothing comes of it. Every other event is parsed as it is, so this is
never more than a faster way to the same events. The parser calls Python twice for an element: with seven elements an
event that was most of the time.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

MOST_ATTRIBUTES = 16
LONGEST = 2000
"""Characters of a value that are kept; what has more is left to the parser."""
_BLANK = " \t\r\n"
_SPACE = rf"[{_BLANK}]*+"
# What neither ends a value nor is changed or refused by a parser: no quote, markup, control character or non-character.
_TEXT = rf'[^"<&\x00-\x1f\ufffe\uffff]{{0,{LONGEST}}}+'
_VALUE = rf"{_TEXT}(?:&(?:amp|lt|gt|quot|apos);{_TEXT})*+"
_ATTRIBUTE = rf'<(?:string|date|int|float|boolean|id) key="({_TEXT})" value="({_VALUE})"{_SPACE}/>{_SPACE}'
_WIDTH = 2 * MOST_ATTRIBUTES + 1
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
"""The five that are declared in every document, `&amp;` last."""
_END = b"</event>"
_ENCODING = re.compile(rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)""")


def _up_to(attributes: int) -> str:
    return f"(?:{_ATTRIBUTE}{_up_to(attributes - 1)})?+" if attributes else ""


_EVENT = re.compile(f"<event>{_SPACE}{_up_to(MOST_ATTRIBUTES)}</event>")


class Flat:
    """Cuts a log as it is read; `runs` are the events of the last cut by the name of the element in their place.

    Names begin with letters drawn at random for each log, so that no file can hold one of its own.
    """

    def __init__(self) -> None:
        self.runs: dict[str, list[dict[str, str]]] = {}
        self._rest = b""
        self._plain: bool | None = None
        self._prefix = "e" + secrets.token_hex(8)

    def cut(self, chunk: bytes) -> bytes:
        """What the parser gets of the next bytes; a last event that is not whole yet waits for the bytes after it."""
        if self._plain is None:
            self._plain = _is_utf8(chunk)
        self.runs = {}
        if not self._plain:
            return chunk
        found = self._rest + chunk
        end = found.rfind(_END) + len(_END)
        if end < len(_END):
            self._rest = b""
            return found
        found, self._rest = found[:end], found[end:]
        try:
            text = found.decode("utf-8")
        except UnicodeDecodeError:
            return found
        return self._without_events(text)

    def rest(self) -> bytes:
        """The bytes that still wait, at the end of the file."""
        rest, self._rest, self.runs = self._rest, b"", {}
        return rest

    def _without_events(self, text: str) -> bytes:
        parts = _EVENT.split(text)
        left = [parts[0]]
        run: list[dict[str, str]] = []
        for place in range(1, len(parts), _WIDTH):
            run.append(_event(parts[place : place + _WIDTH - 1]))
            after = parts[place + _WIDTH - 1]
            if after.strip(_BLANK):
                left += (self._mark(run), after)
                run = []
        return "".join([*left, self._mark(run)] if run else left).encode()

    def _mark(self, run: list[dict[str, str]]) -> str:
        name = f"{self._prefix}{len(self.runs)}"
        self.runs[name] = run
        return f"<{name}/>"


def _event(groups: list[Any]) -> dict[str, str]:
    """An event from keys and values in turn, None where it has fewer attributes than the pattern has places."""
    said = dict(zip(groups[::2], groups[1::2]))  # noqa: B905 (their number is even, and `strict` takes time)
    said.pop(None, None)
    if "&" in "".join(said.values()):
        return {key: _resolved(value) for key, value in said.items()}
    return said


def _resolved(value: str) -> str:
    if "&" in value:
        for reference, character in _REFERENCES:
            value = value.replace(reference, character)
    return value[:LONGEST]


def _is_utf8(head: bytes) -> bool:
    """Whether a document begins as one in UTF-8 does."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(head)
    return head.startswith(b"<") and b"\0" not in head[:4] and (not declared or declared[1].lower() == b"utf-8")
