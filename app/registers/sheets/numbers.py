"""Numbers as people write them in their own tables: 1.250,50 €, 12,5k, 1,2 Mio., 约3万."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_COMMA = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|\d{4,},\d+|0,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})")
"""A number that can only be read with a decimal comma."""
_SWAPPED = str.maketrans(",.", ".,")
_CURRENCY = r"(?:€|\$|£|¥|eur|usd|gbp|cny|rmb|chf)"
MONEY = re.compile(rf"^{_CURRENCY}\s*|\s*(?:{_CURRENCY}|元|人民币|块)$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:ca\.?|circa|approx\.?|about|around|etwa|rund|大约|约|近|~|≈)\s*", re.IGNORECASE)
_TIMES = {
    "k": 1_000, "tsd": 1_000, "tsd.": 1_000, "千": 1_000, "万": 10_000, "mio": 1_000_000, "mio.": 1_000_000,
    "mn": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "百万": 1_000_000,
    "亿": 100_000_000,
}  # fmt: skip
_TIMES_OF_MONEY = {"t": 1_000, "m": 1_000_000}
"""What stands behind a number for thousands and millions where it is an amount of money: 24 T€, £1.2m."""
_BEHIND = re.compile(r"[^\d\s.,]+\.?$")


def number_in(text: str) -> str | None:
    """The number that a cell says, with a decimal point; None when it says none.

    Commas part thousands where they can; “1.250” stays as it is, for only its column tells what its point means.
    """
    plain, times = _parted(text)
    if _COMMA.fullmatch(plain):
        plain = with_points(plain)
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", plain) or (times != 1 and can_be_two(plain)):
        return None
    return plain if times == 1 else f"{(Decimal(plain) * times).normalize():f}"


def can_be_two(plain: str) -> tuple[str, str] | None:
    """Both numbers that one such as 1.250 can be: no sheet writes zeros behind a decimal point, few part thousands."""
    found = re.fullmatch(r"-?([1-9]\d{0,2})\.(\d{2}0)", plain)
    return (plain.lstrip("-").rstrip("0").rstrip("."), "".join(found.groups())) if found else None


def _parted(text: str) -> tuple[str, int]:
    """A bare number, and what the word behind it multiplies it by."""
    plain = bare(text)
    word = found[0] if (found := _BEHIND.search(plain)) else ""
    money = MONEY.search(unicodedata.normalize("NFKC", text).strip()) is not None
    times = _TIMES.get(word.casefold()) or (_TIMES_OF_MONEY.get(word.casefold()) if money or word == "M" else None)
    return (plain[: -len(word)], times) if times else (plain, 1)


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Whether a column writes decimals with a comma: some number can only be read so, and none the other way."""
    plain = [_parted(text)[0] for text in texts]
    comma = any(_COMMA.fullmatch(one) for one in plain)
    point = any(_COMMA.fullmatch(one.translate(_SWAPPED)) for one in plain)
    return comma and not point


def with_points(text: str) -> str:
    """A number with decimal comma as one with decimal point; any other text as it is."""
    plain = bare(text)
    if re.fullmatch(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", plain):
        return plain.replace(".", "").replace(",", ".")
    return text


def bare(text: str) -> str:
    """A number without its currency, its per cent, “about”, and blanks."""
    plain = _ABOUT.sub("", unicodedata.normalize("NFKC", text).strip().replace("−", "-"))
    return re.sub(r"[\s']+", "", MONEY.sub("", plain)).removesuffix("%").removeprefix("+")


def is_plain_number(text: str) -> bool:
    """Whether a cell is a number without a unit of its own."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-")
    return re.fullmatch(r"-?(\d{1,15}|\d{1,3}(,\d{3})+)(\.\d{1,10})?", plain) is not None


def plain_column(cells: list[list[str]], place: int) -> list[list[str]]:
    """A table, headings first, with the numbers of one column with decimal points, where it writes commas."""
    if not has_decimal_commas(line[place] for line in cells[1:] if place < len(line)):
        return cells
    rows = ([with_points(cell) if at == place else cell for at, cell in enumerate(line)] for line in cells[1:])
    return [cells[0], *rows]
