"""How wide words will be before anything draws them, and where they break.

The widths are those of Inter's semibold, rounded up, so that an estimate is never narrower than the drawn word.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import east_asian_width

NARROW = frozenset(" ijlI!,.:;·'|`")
SLENDER = frozenset("()[]{}/\\frt1-_")
BROAD = frozenset("wmMW%@—→●")
NO_LINE_BEGINS_WITH = frozenset("，。、；：！？）」』】》”’%,.;:!?)]")

FULL, SLIM, MIDDLE, ROOMY, BIG = 1.02, 0.35, 0.64, 0.45, 0.78
"""Widths in em: a Chinese character, a narrow letter, a usual letter, a slender letter, a capital."""


@lru_cache(maxsize=8192)
def letter_width(letter: str) -> float:
    """The width of one character in em."""
    if letter in NARROW:
        return SLIM
    if letter in SLENDER:
        return ROOMY
    if letter in BROAD or east_asian_width(letter) in "WF":
        return FULL
    return BIG if letter.isupper() else MIDDLE


def width(words: str, size: float) -> float:
    """The width of `words` at a font size, in the unit of the size."""
    return sum(letter_width(letter) for letter in words) * size


def _pieces(words: str) -> list[str]:
    """The parts between which a line may break; a space stays with the word before it."""
    pieces: list[str] = []
    for letter in words:
        wide = east_asian_width(letter) in "WF"
        fresh = not pieces or pieces[-1].endswith(" ") or wide or east_asian_width(pieces[-1][-1]) in "WF"
        if fresh and not (pieces and letter in NO_LINE_BEGINS_WITH) and not (pieces and letter == " "):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _cut(piece: str, size: float, limit: float) -> list[str]:
    """A single word wider than the limit, cut where it has to be."""
    parts = [""]
    for letter in piece:
        if parts[-1] and width((parts[-1] + letter).rstrip(), size) > limit:
            parts.append("")
        parts[-1] += letter
    return parts


def wrap(words: str, size: float, limit: float) -> tuple[str, ...]:
    """`words` in lines of at most `limit`, as few as possible and of similar length; nothing is ever left out."""
    lines = _lines(words, size, limit)
    if len(lines) > 1:
        for share in (0.6, 0.7, 0.8, 0.9):
            narrower = _lines(words, size, limit * share)
            if len(narrower) == len(lines):
                return narrower
    return lines


def _lines(words: str, size: float, limit: float) -> tuple[str, ...]:
    lines = [""]
    for piece in _pieces(words):
        for part in _cut(piece, size, limit):
            if lines[-1] and width((lines[-1] + part).rstrip(), size) > limit:
                lines.append("")
            lines[-1] += part
    return tuple(line.strip() for line in lines)


@lru_cache(maxsize=4096)
def fitted(words: str, size: float, limit: float, lines: int) -> tuple[str, ...]:
    """`words` in at most so many lines of at most `limit`; what has no room is cut, and an ellipsis says so."""
    whole = _lines(words, size, limit)
    if len(whole) <= lines:
        return wrap(words, size, limit)
    found = whole[:lines]
    last = found[-1]
    while last and width(last + "…", size) > limit:
        last = last[:-1]
    return (*found[:-1], last.rstrip() + "…")
