"""Ready for more: the steps that data and use carry, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.reports.model import Block, Column, Mark, Table
from app.reports.sources import Evaluation
from app.reports.wording import DASH, joined, labelled
from app.reports.wording import value as shown
from phases.evaluation.next_steps import NeedFound, StepFound, is_share, measure_title


def next_blocks(source: Evaluation, voice: Voice) -> Iterator[Block]:
    """A row for each step with all its needs; nothing where the round was not computed."""
    _ = voice.gettext
    if not source.steps:
        return
    rows = tuple(
        (one.step.title.in_(voice.language), _standing(one, voice), _needs(one, source, voice)) for one in source.steps
    )
    columns = (Column(_("Step"), share=20), Column(_("State"), share=20), Column(_("What it needs"), share=60))
    note = _("Each step rests on those before it. What was not measured is not known, it is not missing.")
    yield Table(_("Ready for more"), columns, rows, note=note)


def _standing(one: StepFound, voice: Voice) -> Mark:
    _ = voice.gettext
    marks = {
        "ready": Mark("good", _("carried")),
        "waits": Mark("watch", _("waits for the steps before")),
        "missing": Mark("weak", _("something is missing")),
        "unknown": Mark("plain", _("not known")),
    }
    return marks[one.standing]


def _needs(one: StepFound, source: Evaluation, voice: Voice) -> str:
    return joined((_need(need, source, voice) for need in one.needs), voice)


def _need(need: NeedFound, source: Evaluation, voice: Voice) -> str:
    _ = voice.gettext
    title = measure_title(source.scheme, need.need.measure).in_(voice.language)
    words = {"value": _shown(need, need.value, voice), "least": _shown(need, need.need.least, voice)}
    return labelled(title, _("%(value)s of at least %(least)s") % words, voice)


def _shown(need: NeedFound, value: float | None, voice: Voice) -> str:
    if value is None:
        return DASH
    return shown(value, "share", voice) if is_share(need.need.measure) else voice.number(value)
