"""The report of an evaluation round: three scores, what stands behind them, what changed, what is to be done."""

from __future__ import annotations

from app.charts import Voice
from app.reports.alarms import alarm_table
from app.reports.catalogue import EVALUATION
from app.reports.cover import bind
from app.reports.evaluation.cases import case_blocks
from app.reports.evaluation.corrected import corrections
from app.reports.evaluation.gained import gained
from app.reports.evaluation.indicators import dimension_blocks, effect
from app.reports.evaluation.next_steps import next_blocks
from app.reports.evaluation.outcome import actions, changes, definitions, findings, left_out, since, sources
from app.reports.evaluation.scores import scores_blocks
from app.reports.evaluation.summary import summary
from app.reports.model import Report
from app.reports.sources import Evaluation


def evaluation(source: Evaluation, voice: Voice) -> Report:
    """The report in the voice's language."""
    _ = voice.gettext
    return bind(
        EVALUATION,
        source.cover,
        title=_("Evaluation of use: round %(number)s") % {"number": source.number},
        subtitle=f"{voice.day(source.period.first)} – {voice.day(source.period.last)}",
        summary=summary(source, voice),
        blocks={
            "scores": tuple(scores_blocks(source, voice)),
            "breadth": tuple(dimension_blocks(source, "breadth", voice)),
            "depth": (*dimension_blocks(source, "depth", voice), *case_blocks(source, voice)),
            "effect": tuple(effect(source, voice)),
            "benefits": tuple(gained(source, voice)),
            "changes": (*changes(source, voice), *corrections(source, voice)),
            "findings": (
                findings(source, voice),
                actions(source, voice),
                *since(source, voice),
                *next_blocks(source, voice),
                alarm_table(source.warnings, source.cover, voice),
            ),
            "sources": (sources(source, voice), *left_out(source, voice)),
            "definitions": (definitions(source, voice),),
        },
        voice=voice,
    )
