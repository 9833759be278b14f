"""Many rectification actions at once, as a spreadsheet says them; each by the act that its page would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.evaluations.actions_rectification import add_action, change_action
from app.evaluations.rectification_sheet import Named, findings_by_call
from app.facts.people import members_of
from app.models import Project, Rectification
from app.registers.sheets.units import folded

Values = Mapping[str, Any]


def take_in_actions(
    *, project: Project, new: Sequence[Values], changed: Sequence[tuple[str, Values]], by: int | None
) -> None:
    """Propose and change actions; a change of one that was agreed wants the client's agreement anew."""
    calls = findings_by_call(project)
    people = {one.id: one.key for one in members_of(project.id)}
    for values in new:
        named = calls[folded(values["finding"])]
        assert named is not None, "the sheet is refused that names a finding not there"
        add_action(
            project=project, round_=named.round_, finding=named.finding, by=by, **_given(values, named, people)
        )  # fmt: skip
    by_finding = {one.finding.id: one for one in calls.values() if one is not None}
    for key, values in changed:
        mine = (Rectification.project_id == project.id, Rectification.key == key)
        action = db.session.scalars(select(Rectification).where(*mine).with_for_update()).one()
        named = by_finding[action.finding_id]
        given = {**_present(action, people), **_given(values, named, people)}
        change_action(project=project, round_=named.round_, action=action, by=by, **given)


def _given(values: Values, named: Named, people: Mapping[int, str]) -> dict[str, Any]:
    """What a line says, as the acts take it: people by key, indicators by key, changes in the indicator's unit."""
    given = {name: values[name] for name in ("title", "due") if name in values}
    if "owner_id" in values:
        given["owner"] = people[values["owner_id"]]
    if "expected_indicator" in values:
        keys = {label: key for key, label in named.indicators.items()}
        given["expected_indicator"] = keys.get(values["expected_indicator"], values["expected_indicator"])
    if "expected_change" in values:
        points = values["expected_change"]
        given["expected_change"] = None if points is None else points / 100
    return given


def _present(action: Rectification, people: Mapping[int, str]) -> dict[str, Any]:
    return {
        "title": action.title, "owner": people.get(action.owner_id, ""), "due": action.due,
        "expected_indicator": action.expected_indicator, "expected_change": action.expected_change,
    }  # fmt: skip
