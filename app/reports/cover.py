"""The parts that every kind of report shares: from a cover, a summary and chapters to the Report."""

from __future__ import annotations

from collections.abc import Mapping

from app.charts import Voice
from app.reports.catalogue import Kind, assemble
from app.reports.model import Block, Report, Summary
from app.reports.sources import Cover
from app.reports.wording import dated


def bind(
    kind: Kind,
    cover: Cover,
    *,
    title: str,
    subtitle: str,
    summary: Summary,
    blocks: Mapping[str, tuple[Block, ...]],
    voice: Voice,
) -> Report:
    """The Report of a kind; the consultant's words on the first page are part of `summary` already."""
    language = voice.language
    return Report(
        kind=kind.key,
        language=cover.language,
        kind_title=kind.title.in_(language),
        title=title,
        subtitle=subtitle,
        client=cover.client,
        project=cover.project,
        project_key=cover.project_key,
        reference=cover.number,
        version=cover.version,
        status=cover.status,
        author=cover.author,
        approver=cover.approver,
        confidentiality=cover.confidentiality.in_(language),
        firm=cover.firm,
        dated=dated(cover, voice),
        moment=cover.moment,
        summary=summary,
        sections=assemble(kind, blocks, {k: v for k, v in cover.texts.items() if k != "summary"}, language),
        accent=cover.accent,
        logo=cover.logo,
        changes=tuple(change.in_(language) for change in cover.changes),
    )
