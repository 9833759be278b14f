"""The portfolio's rows: each project with its rail, its gate's blockers, its forecast and its week; set-based."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from app.facts.gate_counts import blockers_left
from app.facts.warnings import warned
from app.history import latest_of
from app.language import day, listed, say
from app.portfolio.queries import Listed, lead_names, phase_states
from app.words import _
from phases.order import ORDER, TITLES
from phases.warnings import KINDS

WORST = 2
"""So many warnings are named in a row."""


class PortfolioRow(NamedTuple):
    """One engagement as a director sees it, in the order in which the template unpacks it.

    `blockers` is None once all gates have passed; `slip` in working days, late is positive. `worst` names the gravest
    warnings, `range` the days between which the project ends with a chance of 80 %, empty while that is not known.
    """

    url: str
    name: str
    client: str
    lead: str
    state: str
    number: str
    phase: str
    marks: list[str]
    blockers: int | None
    gate_url: str
    forecast: str
    slip: int
    go_live: str
    changes: int
    last: str
    last_url: str
    last_when: str
    warnings: int
    worst: str
    range: str


def rows_of(projects: Sequence[Listed], since: datetime) -> list[PortfolioRow]:
    """The rows of these projects, in a constant number of queries."""
    ids = [project.id for project in projects]
    states, leads = phase_states(ids), lead_names(ids)
    alarms = warned(projects)
    blockers = blockers_left(projects)
    titles = {key: say(one.title) for key, one in KINDS.items()}
    latest = latest_of({project.id: (project.key, project.edition) for project in projects}, since)
    names = {word: say(title) for word, title in TITLES.items()} | {"evaluation": _("Evaluation")}
    numbers = {word: f"{place} " for place, word in enumerate(ORDER, start=1)}
    found = []
    for one in projects:
        url = f"/projects/{one.key}"
        count, event = latest.get(one.id, (0, None))
        found.append(
            PortfolioRow(
                url=url,
                name=one.name,
                client=one.client,
                lead=leads.get(one.id, ""),
                state=one.state,
                number=numbers.get(one.phase, ""),
                phase=names[one.phase],
                marks=[states[one.id].get(word, "ahead") for word in ORDER],
                blockers=blockers.get(one.id),
                gate_url=f"{url}/phases/{one.phase}/gate",
                forecast=day(one.forecast_end or one.planned_end),
                slip=one.slip,
                go_live=day(one.go_live or one.planned_end),
                changes=count,
                last=f"{event.who} {event.sentence}" if event else "",
                last_url=event.url if event else "",
                last_when=event.when if event else "",
                warnings=len(alarms[one.id].standing),
                worst=listed(titles[found.key] for found in alarms[one.id].standing[:WORST]),
                range=f"{day(one.wide_from)} – {day(one.wide_to)}" if one.wide_from and one.wide_to else "",
            )
        )
    return found
