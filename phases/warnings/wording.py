"""How the sentences of warnings are put together."""

from __future__ import annotations

from collections.abc import Sequence

from phases.model import Text, WarningFigure, say


def sentence_of(reasons: Sequence[Text]) -> Text:
    """Several reasons as one sentence; each begins with a small letter in English and has no full stop."""
    english = "; ".join(one.en for one in reasons)
    return Text(english[:1].upper() + english[1:] + ".", "；".join(one.zh for one in reasons) + "。")


def percent(
    key: str, title: Text, part: float, whole: float, limit: float, *, low_is_bad: bool = False, slack: float = 5.0
) -> WarningFigure:
    """A share in percent, beyond its threshold when it lies above it (with `low_is_bad`: below it)."""
    value = 100 * part / whole
    beyond = 100 * part < limit * whole if low_is_bad else 100 * part > limit * whole
    parts = say("{part:g} of {whole:g}", "{part:g}/{whole:g}", part=part, whole=whole)
    return WarningFigure(key, title, round(value, 1), limit, "percent", beyond, parts, low_is_bad, slack)
