"""The six parts of the effect, and what of the changes is ascribed to the rollout: shares and ratios, no amounts."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.facts.benefits import Returned
from app.reports.model import Block, Column, Mark, Prose, Table
from app.reports.sources import Evaluation
from app.reports.wording import DASH, bracketed, dated, points


def six_parts(source: Evaluation, voice: Voice) -> Table:
    """Each part with its score, how much of it was measured, and why there is no score."""
    _ = voice.gettext
    rows = tuple(
        (
            bracketed(one.title.in_(voice.language), one.remark.in_(voice.language) if one.remark else "", voice),
            points(one.score, voice) if one.score is not None else _("not measured"),
            voice.percent(one.coverage) if one.coverage is not None else DASH,
            f"{one.measured} / {one.declared}",
        )
        for one in source.parts
    )
    columns = (
        Column(_("Part of the effect"), share=52),
        Column(_("Score"), numeric=True, share=16),
        Column(_("Coverage"), numeric=True, share=14),
        Column(_("Measured of declared"), numeric=True, share=18),
    )
    note = _("A part is the weighted mean of what was measured of it; what is not measured is never zero.")
    return Table(_("Six parts of the effect"), columns, rows, note=note)


def gained(source: Evaluation, voice: Voice) -> Iterator[Block]:
    """Attribution by criterion, and return and payback of the account; nothing while nothing is attributed."""
    _ = voice.gettext
    if not source.gains:
        return
    rows: tuple[tuple[str | Mark, ...], ...] = tuple(
        (one.name, one.change, voice.percent(one.share), one.method.in_(voice.language), one.reason or DASH)
        for one in source.gains
    )
    columns = (
        Column(_("Success criterion"), share=22),
        Column(_("Improvement"), numeric=True, share=18),
        Column(_("Attributed share"), numeric=True, share=12),
        Column(_("Method of attribution"), share=16),
        Column(_("Why this share"), share=32),
    )
    yield Table(_("What is ascribed to the rollout"), columns, rows)
    yield from returns(source, voice)
    yield Prose(_("For amounts, costs and sensitivity see the report “Benefits and ROI”."))


def returns(source: Evaluation, voice: Voice) -> Iterator[Prose]:
    """Return and payback of the account: of a closed round as kept then, and as of the report's day if they differ."""
    _ = voice.gettext
    kept, now = (_told(one, voice) for one in (source.account_kept, source.account))
    if source.closed_on is None:
        if now:
            yield Prose(
                _("Over the period of the account the return on investment is %(roi)s; payback: %(payback)s.") % now
            )
        return
    if kept:
        words = {**kept, "day": voice.day(source.closed_on)}
        yield Prose(
            _(
                "When the round was closed on %(day)s, the return on investment over the period of the account was "
                "%(roi)s; payback: %(payback)s."
            )
            % words
        )
    if now and now != kept:
        words = {**now, "day": dated(source.cover, voice)}
        since = _("As of %(day)s, with all that was entered since, it is %(roi)s; payback: %(payback)s.")
        alone = _(
            "As of %(day)s the return on investment over the period of the account is %(roi)s; payback: %(payback)s."
        )
        yield Prose((since if kept else alone) % words)


def _told(one: Returned | None, voice: Voice) -> dict[str, str]:
    """Return and payback in words; nothing where the account has none."""
    if one is None or one.roi is None:
        return {}
    return {
        "roi": f"{'−' if one.roi < 0 else ''}{voice.percent(abs(one.roi))}",
        "payback": voice.month(one.payback, year=True) if one.payback else voice.gettext("not within the account"),
    }
