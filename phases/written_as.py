"""How dates and numbers of a file are written, as people say it: DD.MM.YYYY, TT.MM.JJJJ, 1.234,56."""

from __future__ import annotations

import re

_DAY_PARTS = {
    "yyyy": "%Y", "jjjj": "%Y", "yy": "%y", "jj": "%y", "mm": "%m", "m": "%m", "dd": "%d", "d": "%d", "tt": "%d",
    "t": "%d",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_DAY = re.compile(r"[a-z]{1,4}(?P<mark>[./ -])[a-z]{1,4}(?P=mark)[a-z]{1,4}", re.IGNORECASE)
_CLOCK = re.compile(r"\s+hh:mm(:ss)?$", re.IGNORECASE)


def date_form(text: str) -> str:
    """The strptime format of dates that are written so: “DD.MM.YYYY” is %d.%m.%Y; empty for what is no such word."""
    plain = text.strip()
    if "%" in plain:
        return plain
    clock = _CLOCK.search(plain)
    day = plain[: clock.start()] if clock else plain
    parts = [_DAY_PARTS.get(word.lower(), "") for word in _WORD.findall(day)]
    if not _DAY.fullmatch(day) or sorted(part.lower() for part in parts) != ["%d", "%m", "%y"]:
        return ""
    form = _WORD.sub(lambda found: _DAY_PARTS[found[0].lower()], day)
    return form + ((" %H:%M:%S" if clock[1] else " %H:%M") if clock else "")


def has_decimal_comma(text: str) -> bool:
    """Whether an example of a number, such as 1.234,56 or 0,00, marks decimals with a comma."""
    return re.fullmatch(r"[+-]?(\d+|\d{1,3}(\.\d{3})+|#\.##0),(\d{1,2}|#+|0+|\d{4,})", text.strip()) is not None


def has_decimal_point(text: str) -> bool:
    """Whether an example of a number, such as 1,234.56, marks decimals with a point."""
    return re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+|#,##0)\.(\d{1,2}|#+|0+|\d{4,})", text.strip()) is not None
