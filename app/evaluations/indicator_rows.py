"""One indicator of a round as its table shows it, with all that is needed to question it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from app.charts.evaluation import shown
from app.charts.voice import Voice
from app.evaluations.words import BAND_TONES, band_words, fraction, interval
from app.language import number, percent, say
from app.words import _
from phases.evaluation.model import Definition, Indicator, Part
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import part_interval
from phases.model import Text


@dataclass(frozen=True, slots=True)
class PartRow:
    """An indicator within one group; the figures of a small group are not shown."""

    name: str
    value: str
    fraction: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as the table shows it; `reason` says why it is not measured, `note` what to mind if it is.

    `about` is its definition with formula, period, denominator, exclusions and source, ready to stand on the page.
    """

    key: str
    title: str
    value: str
    fraction: str
    coverage: str
    n: str
    tone: str
    band: str
    score: str
    interval: str
    reason: str
    note: str
    about: Markup
    parts: list[PartRow]


class IndicatorTable:
    """Draws up the rows of one page in the reader's language."""

    def __init__(self, scheme: Scheme, voice: Voice) -> None:
        self.scheme = scheme
        self.voice = voice
        self.bands = band_words()
        self.too_few = _("not shown: it would tell of too few people")
        self.labels = (_("Formula"), _("Period"), _("Denominator"), _("Not counted"), _("Source"))

    def row(self, one: Indicator) -> IndicatorRow:
        """An indicator as the table shows it."""
        declared = self.scheme.judging(one.key)
        unmeasured = one.value is None
        note = say(one.note)
        return IndicatorRow(
            key=one.key,
            title=say(one.called),
            value=shown(one.value, one.unit, self.voice),
            fraction=fraction(one),
            coverage="" if unmeasured else percent(one.coverage),
            n="" if one.n is None else number(one.n, 0),
            tone=BAND_TONES.get(one.band or "", ""),
            band=self.bands[one.band],
            score=number(one.score, 0),
            interval=interval(one.interval),
            reason=note if unmeasured else "",
            note="" if unmeasured else note,
            about=_about(declared, one.definition, one.version, self.labels, self.voice),
            parts=[self._part(one, part, declared) for part in one.parts],
        )

    def _part(self, one: Indicator, part: Part, declared: Definition) -> PartRow:
        if part.small:
            return PartRow(part.name, self.too_few, "")
        counted = f"{number(part.numerator, 0)} / {number(part.denominator, 0)}"
        between = interval(part_interval(declared, self.scheme.limits, part))
        return PartRow(part.name, shown(part.value, one.parts_unit, self.voice), counted, between)


@lru_cache(maxsize=256)
def _about(declared: Definition, definition: Text, version: int, labels: tuple[str, ...], voice: Voice) -> Markup:
    """What the edition says about an indicator, drawn once: it is the same on every page."""
    texts = (declared.formula, declared.window, declared.denominator, declared.exclusions, declared.source)
    said = [text.in_(voice.language) for text in texts]
    said[-1] += " · " + _("version %(number)s", number=version)
    template = current_app.jinja_env.get_template("evaluations/_about.html")
    return Markup(  # noqa: S704 (drawn by our own template, which escapes)
        template.render(definition=definition.in_(voice.language), details=list(zip(labels, said, strict=True)))
    )
