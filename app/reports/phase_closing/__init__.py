"""The closing report of a phase: how it ran, what was answered, delivered and decided, and what comes next."""

from __future__ import annotations

from app.charts import Voice
from app.reports.catalogue import PHASE_CLOSING
from app.reports.cover import bind
from app.reports.model import Report
from app.reports.phase_closing.chapters import checklist, course, deliverables, raid
from app.reports.phase_closing.gate import definitions, evidence, gate, outlook
from app.reports.phase_closing.readiness import readiness
from app.reports.phase_closing.records import records, thread
from app.reports.phase_closing.summary import summary
from app.reports.sources import PhaseClosing


def phase_closing(source: PhaseClosing, voice: Voice) -> Report:
    """The report in the voice's language."""
    _ = voice.gettext
    title = _("%(phase)s: closing report") % {"phase": source.phase.title.in_(voice.language)}
    return bind(
        PHASE_CLOSING,
        source.cover,
        title=title,
        subtitle=_("Phase %(number)s of 6") % {"number": source.number},
        summary=summary(source, voice),
        blocks={
            "course": course(source, voice),
            "checklist": checklist(source, voice),
            "records": tuple(records(source, voice)),
            "readiness": tuple(readiness(source, voice)),
            "thread": tuple(thread(source, voice)),
            "deliverables": (deliverables(source, voice),),
            "raid": (raid(source, voice),),
            "gate": gate(source, voice),
            "outlook": outlook(source, voice),
            "evidence": (evidence(source, voice),),
            "definitions": (definitions(source, voice),),
        },
        voice=voice,
    )
