"""What a rule asks of one cell, as SQL: whether it is empty, fits its type, pattern and codes, is found, is current.

A check is true, false, or NULL where it does not judge: an empty cell is the business of completeness alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.delimited.names import BLANK
from app.sql import quoted
from phases.quality import FieldRule, Rules
from phases.written_as import has_decimal_comma

WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
NARROW = "".join(chr(code) for code in range(0x21, 0x7F)) + " "
_NARROWING, _WIDENING = str.maketrans(WIDE, NARROW), str.maketrans(NARROW, WIDE)

SHAPES = {
    "whole": "[+-]?[0-9]+",
    "number": r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?",
    "email": r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}",  # noqa: E501
    "phone": r"\+?[0-9(][0-9 ()./-]{4,22}[0-9]",
}
DECIMAL_COMMA = r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?([eE][+-]?[0-9]{1,3})?"
YES_NO = ("yes", "no", "y", "n", "true", "false", "1", "0", "是", "否")
DAY = r"([0-9]{4})(-|/|\.|年)([0-9]{1,2})(-|/|\.|月)([0-9]{1,2})日?"
CLOCK = r"([T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"


@dataclass(frozen=True, slots=True)
class Check:
    """One figure: which cells it judges and which of these are good, both as conditions of SQL."""

    key: str
    judged: str
    good: str

    @property
    def sql(self) -> str:
        """True, false, or NULL where it does not judge."""
        return f"CASE WHEN {self.judged} THEN coalesce({self.good}, FALSE) END"


def checks(rules: Rules, place: Mapping[str, int], as_of: date) -> list[Check]:
    """All checks of a file, by the places of its columns; `references` are looked up in tables reference0, …"""
    found = []
    for one in rules.fields:
        cell = f"c{place[one.name]}"
        if one.mandatory:
            found.append(Check(f"completeness.{one.name}", "TRUE", f"NOT {empty(cell, rules)}"))
    for one in rules.fields:
        if one.validated:
            cell = f"c{place[one.name]}"
            found.append(Check(f"validity.{one.name}", f"NOT {empty(cell, rules)}", valid(cell, one)))
    for number, reference in enumerate(rules.references):
        cell = f"c{place[reference.column]}"
        looked_up = f"{cell} IN (SELECT value FROM reference{number})"  # noqa: S608
        found.append(Check(f"consistency.{reference.column}", f"NOT {empty(cell, rules)}", looked_up))
    if rules.date_column:
        cell = f"c{place[rules.date_column]}"
        form = next((one.format for one in rules.fields if one.name == rules.date_column), "")
        found.append(Check("currentness", f"NOT {empty(cell, rules)}", current(cell, form, rules.age_days, as_of)))
    return found


def empty(cell: str, rules: Rules) -> str:
    """Whether a cell counts as empty by these rules; one expression that gives up at the first sign of a real value."""
    words = "|".join("".join(_either_width(sign) for sign in word.strip(BLANK)) for word in rules.empty_words)
    nothing = "?" if rules.whitespace and words else ""
    inner = f"({words}){nothing}" if words else ""
    if not (rules.whitespace or words):
        return f"({cell} = '')"
    pattern = f"(?i)[{BLANK}]*{inner}[{BLANK}]*"
    return f"({cell} = '' OR regexp_full_match({cell}, {quoted(pattern)}))"


def _either_width(sign: str) -> str:
    """A sign in half or in full width, as part of an expression."""
    narrow = sign.translate(_NARROWING)
    wide = narrow.translate(_WIDENING)
    found = narrow if narrow.isalnum() else f"\\{narrow}" if narrow.isascii() else narrow
    return f"[{found}{wide}]" if wide != narrow else found


def narrowed(cell: str) -> str:
    """A value in half width, as SQL; the slow part runs only where there is something to narrow."""
    wide, narrow = quoted(WIDE), quoted(NARROW)
    return f"CASE WHEN regexp_matches({cell}, '[！-～\u3000]') THEN translate({cell}, {wide}, {narrow}) ELSE {cell} END"


def valid(cell: str, rule: FieldRule) -> str:
    """Whether a cell fits type, pattern and codes, exactly as it is written."""
    parts = []
    if rule.type not in ("", "text"):
        parts.append(_typed(cell, rule))
    if rule.pattern:
        parts.append(f"regexp_full_match({cell}, {quoted(rule.pattern)})")
    if rule.codes:
        parts.append(f"{cell} IN ({', '.join(quoted(code) for code in rule.codes)})")
    return " AND ".join(parts)


def current(cell: str, form: str, days: int, as_of: date) -> str:
    """Whether a date is no older than allowed and not in the future."""
    oldest = (as_of - timedelta(days=days)).isoformat()
    day = f"CAST({moment(cell, form)} AS DATE)"
    return f"{day} BETWEEN DATE '{oldest}' AND DATE '{as_of.isoformat()}'"


def moment(cell: str, form: str = "") -> str:
    """The moment that a cell says, NULL when it says none: year first in the usual forms, or by `form` (strptime)."""
    if form:
        return f"try_strptime({cell}, {quoted(form)})"
    compact = f"CASE WHEN regexp_full_match({cell}, '[0-9]{{8}}') THEN try_strptime({cell}, '%Y%m%d') END"
    iso = f"regexp_replace({cell}, {quoted('^' + DAY)}, '\\1-\\3-\\5')"
    spoken = f"CASE WHEN regexp_full_match({cell}, {quoted(DAY + CLOCK)}) THEN TRY_CAST({iso} AS TIMESTAMP) END"
    return f"coalesce({spoken}, {compact})"


def _typed(cell: str, rule: FieldRule) -> str:
    if rule.type == "date":
        at = moment(cell, rule.format)
        return f"coalesce({at} = date_trunc('day', {at}), FALSE)"
    if rule.type == "time":
        return f"{moment(cell, rule.format)} IS NOT NULL"
    if rule.type == "yes-no":
        return f"lower({cell}) IN ({', '.join(quoted(word) for word in YES_NO)})"
    comma = rule.type == "number" and has_decimal_comma(rule.format)
    shape = f"regexp_full_match({cell}, {quoted(DECIMAL_COMMA if comma else SHAPES[rule.type])})"
    if rule.type == "phone":
        return f"{shape} AND length(regexp_replace({cell}, '[^0-9]', '', 'g')) BETWEEN 7 AND 15"
    return shape
