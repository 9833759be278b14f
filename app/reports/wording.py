"""How a report words what the product knows as keys and numbers: states with their shape, figures, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from zoneinfo import ZoneInfo

from app.charts import Voice
from app.charts.evaluation import shown
from app.clock import day_in
from app.reports.model import Mark, Signature, Tone
from app.reports.sources import Cover, Signed
from phases.evaluation.model import Indicator
from phases.model import DeliverableState, Outcome, Severity

DASH = "–"


def outcome_mark(outcome: Outcome | None, voice: Voice) -> Mark:
    """The outcome of a gate."""
    _ = voice.gettext
    if outcome is None:
        return Mark("plain", _("Not decided yet"))
    words: dict[Outcome, Mark] = {
        "go": Mark("good", _("Go")),
        "conditions": Mark("watch", _("Go with conditions")),
        "no-go": Mark("weak", _("No-go")),
    }
    return words[outcome]


def severity_mark(severity: Severity, voice: Voice) -> Mark:
    """How grave something is."""
    _ = voice.gettext
    words: dict[Severity, Mark] = {
        "critical": Mark("weak", _("Critical")),
        "high": Mark("weak", _("High")),
        "medium": Mark("watch", _("Medium")),
        "low": Mark("plain", _("Low")),
    }
    return words[severity]


def deliverable_mark(state: DeliverableState, voice: Voice) -> Mark:
    """How far a deliverable is."""
    _ = voice.gettext
    words: dict[DeliverableState, Mark] = {
        "accepted": Mark("good", _("Accepted")),
        "review": Mark("watch", _("In review")),
        "draft": Mark("watch", _("Draft")),
        "returned": Mark("weak", _("Returned")),
        "missing": Mark("weak", _("Missing")),
    }
    return words[state]


def band_mark(indicator: Indicator, voice: Voice) -> Mark:
    """The band of an indicator."""
    _ = voice.gettext
    tones: dict[str | None, tuple[Tone, str]] = {
        "green": ("good", _("good")),
        "yellow": ("watch", _("watch")),
        "red": ("weak", _("weak")),
    }
    return Mark(*tones.get(indicator.band, ("plain", _("not measured"))))


def value(number: float | None, unit: str, voice: Voice) -> str:
    """A value in its unit as the pages show it; a dash for none."""
    return shown(number, unit, voice)


def ratio(indicator: Indicator, voice: Voice) -> str:
    """Numerator and denominator of an indicator: 128 / 160."""
    if indicator.numerator is None or indicator.denominator is None:
        return DASH
    return f"{voice.number(indicator.numerator)} / {voice.number(indicator.denominator)}"


def interval(between: tuple[float, float] | None, voice: Voice) -> str:
    """The 95 % confidence interval of a value, where it has one: 19% – 81%."""
    if between is None:
        return DASH
    low, high = between
    return f"{voice.percent(low)} – {voice.percent(high)}"


def points(score: float | None, voice: Voice) -> str:
    """A score from 0 to 100 in whole points."""
    return DASH if score is None else voice.number(round(score))


def signed_number(number: float, voice: Voice) -> str:
    """A change with its sign: +6, −3, ±0."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return sign + voice.number(abs(number))


def signature(signed: Signed, meaning: str, voice: Voice) -> Signature:
    """A signature with its instant in UTC and in the zone of the person."""
    local = signed.at.astimezone(ZoneInfo(signed.zone))
    return Signature(
        name=signed.name,
        role=signed.role.in_(voice.language),
        meaning=meaning,
        utc=f"{signed.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
        local=f"{local:%Y-%m-%d %H:%M:%S} {signed.zone}",
    )


def dated(cover: Cover, voice: Voice) -> str:
    """The day of the report as people write it."""
    return voice.day(local_day(cover))


def local_day(cover: Cover) -> date:
    """The day of the report in the project's zone."""
    return day_in(cover.moment, cover.zone)


def short(digest: str) -> str:
    """The beginning of a digest, enough to compare by eye."""
    return digest[:12] if digest else DASH


def labelled(title: str, text: str, voice: Voice) -> str:
    """A title and what it says: Activation: 61%."""
    _ = voice.gettext
    return _("%(title)s: %(text)s") % {"title": title, "text": text}


def joined(parts: Iterable[str], voice: Voice) -> str:
    """Statements one after the other in one sentence, parted as the language parts them."""
    return ("；" if voice.chinese else "; ").join(parts)


def bracketed(text: str, note: str, voice: Voice) -> str:
    """A text with a note in the language's brackets; the text alone when there is no note."""
    _ = voice.gettext
    return _("%(text)s (%(note)s)") % {"text": text, "note": note} if note else text
