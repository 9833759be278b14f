"""Fictional reports of every kind, drawn without any project: to look at, to test with, to judge a layout by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.charts import Voice
from app.reports.evaluation import evaluation
from app.reports.model import Language, Report
from app.reports.phase_closing import phase_closing
from app.reports.samples.evaluation_round import fictional_round
from app.reports.samples.review_phase import fictional_review

SAMPLES: Mapping[str, Callable[[Language, Voice], Report]] = {
    "phase-closing": lambda language, voice: phase_closing(fictional_review(language), voice),
    "evaluation": lambda language, voice: evaluation(fictional_round(language), voice),
}


def sample(kind: str, language: Language, gettext: Callable[[str], str] = str) -> Report:
    """The fictional report of a kind; `gettext` speaks the language. Raises KeyError for a kind that there is not."""
    return SAMPLES[kind](language, Voice(language, gettext))
