"""Readiness in a closing report: the six factors, balance, and what is recommended by figures and by consultants."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Outline, Voice, radar
from app.charts.radar import ON_PAPER
from app.reports.model import Block, Cell, Chart, Column, Mark, Points, Prose, Table
from app.reports.sources import PhaseClosing, Readied
from app.reports.wording import DASH


def readiness(source: PhaseClosing, voice: Voice) -> Iterator[Block]:
    """Nothing before the first assessment is closed. The drawing stands below its figures, which a page may part."""
    if source.readied is None:
        return
    one, _ = source.readied, voice.gettext
    told = {"title": one.title.in_(voice.language), "day": voice.day(one.closed) if one.closed else DASH}
    yield Prose(_("Readiness as assessed: %(title)s, closed on %(day)s.") % told)
    yield _factors(one, voice)
    yield Chart(
        radar(
            [name.in_(voice.language) for name, *_rest in one.factors],
            [Outline(told["title"], [score for _name, score, *_rest in one.factors])],
            key="readiness", title=_("Readiness by factor"),
            about=_("The six factors round a centre, from 0 to 100; a dent is a factor that lags."), axis=_("Factor"),
            reach=ON_PAPER, voice=voice,
        ),
        numbers=False,
        titled=False,
    )  # fmt: skip
    yield from _advice(one, voice)


def _factors(one: Readied, voice: Voice) -> Table:
    _ = voice.gettext
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name.in_(voice.language),
            _("not measured") if score is None else Mark("good" if good else "weak", voice.number(round(score))),
            voice.percent(coverage),
            DASH if spread is None else voice.number(round(spread)),
        )
        for name, score, coverage, spread, good in one.factors
    )
    columns = (
        Column(_("Factor"), share=40),
        Column(_("Score"), share=20),
        Column(_("Coverage"), numeric=True, share=20),
        Column(_("Spread of raters"), numeric=True, share=20),
    )
    figures = {
        "mean": DASH if one.mean is None else voice.number(round(one.mean)),
        "balance": DASH if one.balance is None else voice.number(round(one.balance, 2)),
        "ahead": DASH if one.ahead is None else voice.number(round(one.ahead)),
    }
    note = _("Mean %(mean)s, balance %(balance)s, technology ahead by %(ahead)s points.") % figures
    return Table(_("Six factors, 0 to 100"), columns, rows, note=note)


def _advice(one: Readied, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    by_figures = one.advice.in_(voice.language) if one.advice else _("Too little is known")
    yield Points(
        _("By the figures: %(advice)s") % {"advice": by_figures},
        tuple(text.in_(voice.language) for text in one.reasons),
    )
    if one.recommendation:
        told = {"advice": one.recommendation.in_(voice.language), "by": one.by, "reason": one.reason}
        yield Prose(_("Recommended by %(by)s: %(advice)s. %(reason)s") % told)
