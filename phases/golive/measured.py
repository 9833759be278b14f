"""What is measured of go-live: how ready everybody is, how the switch went, whether it calms down after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from phases import progress
from phases.facts import GoLiveFacts
from phases.facts.golive import DayFact, HypercareIssueFact, RehearsalFact
from phases.model import Measure
from phases.readiness import Rating, Readiness, readiness
from phases.workdays import working_days_between

SEVERITIES = ("critical", "high", "medium", "low")


def ready(facts: GoLiveFacts) -> Readiness:
    """The readiness as rated up to the day of the facts."""
    ratings = (
        Rating(one.factor, one.statement, one.rater, one.side, one.points, one.on) for one in facts.records.ratings
    )
    return readiness(ratings, facts.as_of)


def live_since(facts: GoLiveFacts) -> date | None:
    """The day on which the last task of the switch was finished; None while one is left, or none is planned."""
    ends = [one.finished for one in facts.records.tasks]
    if not ends or not all(ends):
        return None
    day = datetime.fromisoformat(max(ends)).date()
    return day if day <= facts.as_of else None


def is_open(issue: HypercareIssueFact, facts: GoLiveFacts) -> bool:
    """Whether an issue was open on the day of the facts."""
    opened = issue.opened_on is None or issue.opened_on <= facts.as_of
    return opened and (issue.resolved_on is None or issue.resolved_on > facts.as_of)


def stable_since(facts: GoLiveFacts) -> date | None:
    """The day after which nothing critical was open: the switch, or when the last critical issue was resolved.

    None while one is open, or the switch has not happened.
    """
    live = live_since(facts)
    critical = [one for one in facts.records.issues if one.severity == "critical"]
    if live is None or any(is_open(one, facts) for one in critical):
        return None
    resolved = [one.resolved_on for one in critical if one.resolved_on is not None and one.resolved_on <= facts.as_of]
    return max([live, *resolved])


def stable_days(facts: GoLiveFacts) -> int | None:
    """Working days of the project's country since then, the day of the facts included; None before the switch."""
    if live_since(facts) is None:
        return None
    since = stable_since(facts)
    return 0 if since is None else working_days_between(since, facts.as_of, facts.records.country)


def carried_out(facts: GoLiveFacts) -> list[RehearsalFact]:
    """The rehearsals that have been held and did not fail, in order of their days."""
    held = [one for one in facts.records.rehearsals if one.held_on is not None and one.held_on <= facts.as_of]
    return sorted((one for one in held if one.result != "failed"), key=lambda one: one.held_on or date.min)


def days_so_far(facts: GoLiveFacts) -> list[DayFact]:
    """The days of hypercare up to the day of the facts, in order."""
    found = [one for one in facts.records.days if one.day is not None and one.day <= facts.as_of]
    return sorted(found, key=lambda one: one.day or date.min)


def measures(facts: GoLiveFacts) -> Iterator[Measure]:
    """How far the phase is, how ready everybody is, how the switch went, and whether it calms down."""
    yield from progress.measures(facts)
    yield from _of_readiness(facts)
    yield from _of_cutover(facts)
    yield from _of_hypercare(facts)


def _measure(
    facts: GoLiveFacts, name: str, value: float | None, unit: str, part: float | None = None, whole: float | None = None
) -> Measure:
    known = value is not None
    return Measure(
        key=f"golive.{name}",
        value=value,
        numerator=(part if part is not None else value) if known else None,
        denominator=whole if known else None,
        coverage=1.0 if known else 0.0,
        as_of=facts.as_of,
        n=None,
        unit=unit,
    )


def _of_readiness(facts: GoLiveFacts) -> Iterator[Measure]:
    found = ready(facts)
    scores, spreads = found.scores, [one.spread for one in found.factors if one.spread is not None]
    yield _measure(facts, "readiness", found.mean, "score", sum(scores.values()), len(scores))
    yield _measure(facts, "readiness-lowest", min(scores.values()) if found.complete else None, "score")
    yield _measure(
        facts, "readiness-spread", sum(spreads) / len(spreads) if spreads else None, "score", sum(spreads), len(spreads)
    )
    yield _measure(facts, "balance", found.balance, "index")
    yield _measure(facts, "technology-ahead", found.ahead, "score")


def _of_cutover(facts: GoLiveFacts) -> Iterator[Measure]:
    tasks = facts.records.tasks
    yield progress.share(facts, "cutover-done", sum(bool(one.finished) for one in tasks), len(tasks))
    ended = [one for one in tasks if one.finished and one.planned_end]
    hours = [
        (datetime.fromisoformat(one.finished) - datetime.fromisoformat(one.planned_end)).total_seconds() / 3600
        for one in ended
    ]
    yield _measure(facts, "cutover-slip", max(hours) if hours else None, "hours")
    timed = [one for one in carried_out(facts) if one.window and one.duration is not None]
    last = timed[-1] if timed else RehearsalFact()
    used = last.duration / last.window if last.duration is not None and last.window else None
    yield _measure(facts, "rehearsal", used, "share", last.duration, last.window)


def _of_hypercare(facts: GoLiveFacts) -> Iterator[Measure]:
    issues = facts.records.issues
    live = live_since(facts) is not None or bool(issues)
    for severity in SEVERITIES:
        of_it = [one for one in issues if one.severity == severity]
        left = sum(is_open(one, facts) for one in of_it) if live else None
        yield _measure(facts, f"open-{severity}", left, "count", left, len(of_it))
    took = [
        (one.resolved_on - one.opened_on).days
        for one in issues
        if one.opened_on is not None and one.resolved_on is not None and one.resolved_on <= facts.as_of
    ]
    yield _measure(facts, "resolve-days", sum(took) / len(took) if took else None, "days", sum(took), len(took))
    yield _trend(facts)
    counted = [one for one in days_so_far(facts) if one.active is not None and one.users]
    last = counted[-1] if counted else DayFact()
    yield progress.share(facts, "active", last.active or 0, last.users or 0)
    stable = stable_days(facts)
    yield _measure(facts, "stable-days", stable, "days")


def _trend(facts: GoLiveFacts) -> Measure:
    """The slope of the straight line through the issues of each day; below zero they are falling."""
    points = [
        (one.day.toordinal(), one.issues)
        for one in days_so_far(facts)
        if one.day is not None and one.issues is not None
    ]
    if len({day for day, _issues in points}) < 2:
        return _measure(facts, "issue-trend", None, "index")
    mean_day = sum(day for day, _issues in points) / len(points)
    mean = sum(issues for _day, issues in points) / len(points)
    part = sum((day - mean_day) * (issues - mean) for day, issues in points)
    whole = sum((day - mean_day) ** 2 for day, _issues in points)
    return _measure(facts, "issue-trend", part / whole, "index", part, whole)
