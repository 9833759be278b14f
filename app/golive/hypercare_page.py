"""Hypercare as its page shows it: issues and active users day by day, and what the gate asks before closing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from app.charts import Course, Voice, trend
from app.facts.gates import facts_of_gates
from app.facts.links import blocker_url
from app.facts.thresholds import limits_of
from app.language import day, language, number, percent, say
from app.models import Project
from app.registers.golive import SEVERITIES
from app.words import _
from phases.facts import GoLiveFacts
from phases.golive import measures, to_close
from phases.golive.measured import days_so_far, is_open, live_since
from phases.model import Measure


@dataclass(frozen=True, slots=True)
class Hypercare:
    """The page: charts are drawn, empty where nothing was counted."""

    live: str
    stable: str
    needed: int
    resolve: str
    trend: str
    active: str
    open: tuple[tuple[str, str, int], ...]
    charts: tuple[Markup, ...]
    blockers: tuple[tuple[str, str], ...]


def hypercare_page(project: Project) -> Hypercare:
    """The weeks after the switch as they stand today."""
    facts = facts_of_gates(project, ["golive"])["golive"]
    assert isinstance(facts, GoLiveFacts)
    limits = limits_of(project)["golive"]
    found = {one.key.removeprefix("golive."): one for one in measures(facts)}
    live = live_since(facts)
    return Hypercare(
        live=day(live),
        stable=number(found["stable-days"].value),
        needed=int(limits["stable_days"]),
        resolve=number(found["resolve-days"].value),
        trend=_trend_word(found["issue-trend"]),
        active=percent(found["active"].value),
        open=tuple((word, say(label), _open(facts, word)) for word, label in SEVERITIES.items()),
        charts=tuple(_charts(facts)),
        blockers=tuple((say(one.sentence), blocker_url(project.key, one.about)) for one in to_close(facts, limits)),
    )


def _open(facts: GoLiveFacts, severity: str) -> int:
    return sum(is_open(one, facts) for one in facts.records.issues if one.severity == severity)


def _trend_word(measure: Measure) -> str:
    if measure.value is None:
        return "–"
    word = _("falling") if measure.value < 0 else _("rising") if measure.value > 0 else _("level")
    return f"{word} ({number(measure.value, 2)})"


def _charts(facts: GoLiveFacts) -> list[Markup]:
    figure = get_template_attribute("charts/figure.html", "figure")
    voice, days = Voice(language(), gettext), days_so_far(facts)
    issues = [(one.day, float(one.issues)) for one in days if one.day and one.issues is not None]
    shares = [
        (one.day, 100 * one.active / one.users) for one in days if one.day and one.users and one.active is not None
    ]
    drawn = []
    if issues:
        drawn.append(
            trend(
                [Course(_("Issues opened"), issues)], key="issues", title=_("Issues opened each day"),
                about=_("How many new issues came up on each day after the switch."), low=0, voice=voice,
            )
        )  # fmt: skip
    if shares:
        drawn.append(
            trend(
                [Course(_("Users active"), shares)], key="active", title=_("Users active each day"),
                about=_("Which share of the users with access worked in the system on each day."), low=0, high=100,
                shown=lambda value: f"{value:.0f}%", voice=voice,
            )
        )  # fmt: skip
    return [Markup(figure(one)) for one in drawn]  # noqa: S704 - from a template
