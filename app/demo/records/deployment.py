"""How the demonstration got its systems ready: configuration, data with real profiles, loads, knowledge passed on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records import deployment_words as words
from app.demo.records.deployment_files import CUSTOMERS, bring_files
from app.demo.records.entering import enter
from app.models import Project, ProjectPhase, TargetStep
from app.registers.deployment import (
    CONFIGURATION,
    DATA_SETS,
    DICTIONARY,
    ENVIRONMENTS,
    INTEGRATIONS,
    LOADS,
    TRANSFERS,
)

Rows = list[dict[str, Any]]


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Everything that the phase has by now; with `share` 1 the data are good enough and all is tested for the gate."""
    ready, tongue = share >= 1, told.language
    last = min(phase.planned_end - timedelta(days=2), today(told.zone) - timedelta(days=1))
    with at(phase.planned_start, told.zone, 9):
        _environments(project, tongue, phase.planned_start, cast)
        _standard(project, tongue, cast)
        names = _data_sets(project, tongue, cast)
    with at(last, told.zone, 10):
        _configuration(project, tongue, ready, last, cast)
        bring_files(project, told, names, ready, cast, last)
        _loads(project, tongue, names, ready, last, cast)
        _integrations(project, tongue, ready, last, cast)
        _transfers(project, tongue, ready, last, cast)


def _environments(project: Project, tongue: str, day: date, cast: Cast) -> None:
    rows: Rows = [
        {"name": name, "purpose": purpose, "ready_on": day + timedelta(days=2 * place), "owner_id": cast.client_pm.id}
        for place, (name, purpose) in enumerate(words.ENVIRONMENTS[tongue])
    ]
    enter(ENVIRONMENTS, project, rows, cast.consultant.id)


def _standard(project: Project, tongue: str, cast: Cast) -> None:
    customer, contact, _product = words.OBJECTS[tongue]
    number, name, phone, city, updated = words.CUSTOMER_FIELDS[tongue]
    own, person, mail, of = words.CONTACT_FIELDS[tongue]
    meant = words.MEANINGS[tongue]
    rows: Rows = [
        {
            "field": number,
            "object": customer,
            "type": "text",
            "mandatory": True,
            "pattern": "C[0-9]{5}",
            "meaning": meant[0],
        },
        {"field": name, "object": customer, "type": "text", "mandatory": True, "meaning": meant[1]},
        {"field": phone, "object": customer, "type": "phone", "mandatory": True, "meaning": meant[2]},
        {"field": city, "object": customer, "codes": "\n".join(words.CITIES[tongue]), "meaning": meant[3]},
        {"field": updated, "object": customer, "type": "date", "meaning": meant[4]},
        {"field": own, "object": contact, "mandatory": True, "pattern": "K[0-9]{5}"},
        {"field": person, "object": contact, "mandatory": True},
        {"field": mail, "object": contact, "type": "email"},
        {"field": of, "object": contact, "mandatory": True, "refers_to": f"{words.SETS[tongue][0]}.{number}"},
    ]
    for row in rows:
        row["owner"] = words.OWNERS[tongue][0]
    enter(DICTIONARY, project, rows, cast.consultant.id)


def _data_sets(project: Project, tongue: str, cast: Cast) -> dict[str, int]:
    customer, contact = words.CUSTOMER_FIELDS[tongue], words.CONTACT_FIELDS[tongue]
    keys: tuple[dict[str, Any], ...] = (
        {
            "exact_key": customer[0],
            "fuzzy_key": f"{customer[1]}, {customer[2]}",
            "date_column": customer[4],
            "age_days": 730,
        },
        {"exact_key": contact[0], "fuzzy_key": f"{contact[1]}, {contact[2]}"},
        {},
    )
    rows: Rows = [
        {
            "name": name,
            "object": thing,
            "source": source,
            "owner_id": cast.client_pm.id,
            "mandatory": place < 2,
            "empty_words": "N/A, 无, -",
            "cleaning": words.CLEANING[tongue],
            **keys[place],
        }
        for place, (name, thing, source) in enumerate(
            zip(words.SETS[tongue], words.OBJECTS[tongue], words.SOURCES[tongue], strict=True)
        )
    ]
    return enter(DATA_SETS, project, rows, cast.consultant.id)


def _configuration(project: Project, tongue: str, ready: bool, day: date, cast: Cast) -> None:
    table: Any = TargetStep.__table__.c
    steps = db.session.execute(
        select(table.id, table.name)
        .where(table.project_id == project.id, table.change != "drop")
        .order_by(table.number)
    ).all()
    rows: Rows = []
    for place, (id, name) in enumerate(steps):
        tested = ready or place % 3 != 2
        rows.append(
            {
                "name": words.CONFIGURED[tongue].format(step=name),
                "steps": (id,),
                "setting": words.SETTING[tongue],
                "done": tested or place % 2 == 0,
                "result": "passed" if tested else "",
                "tested_on": day - timedelta(days=3) if tested else None,
                "tester_id": cast.client_pm.id if tested else None,
                "test_case": words.CASE[tongue] if tested else "",
            }
        )
    enter(CONFIGURATION, project, rows, cast.consultant.id)


def _loads(project: Project, tongue: str, names: dict[str, int], ready: bool, day: date, cast: Cast) -> None:
    rows: Rows = []
    for name, count in zip(words.SETS[tongue], (CUSTOMERS, CUSTOMERS // 2), strict=False):
        lost, made = 6 if ready else 21, words.LOAD[tongue]
        trial = {
            "name": made.format(name=name, n=1),
            "data_set_id": names[name],
            "loaded_on": day - timedelta(days=8),
            "source": count,
            "loaded": count - 30,
            "rejected": 18,
            "reasons": "",
        }
        final = {
            "name": made.format(name=name, n=2),
            "data_set_id": names[name],
            "loaded_on": day,
            "source": count,
            "loaded": count - lost,
            "rejected": lost,
            "reasons": words.REASONS[tongue],
        }
        rows += [trial, final] if ready else [trial]
    enter(LOADS, project, rows, cast.client_pm.id)


def _integrations(project: Project, tongue: str, ready: bool, day: date, cast: Cast) -> None:
    rows: Rows = [
        {
            "name": name,
            "kind": kind,
            "direction": way,
            "in_scope": place < 2,
            "owner_id": cast.client_pm.id,
            "last_sync": day if ready or place == 0 else None,
        }
        for place, (name, kind, way) in enumerate(words.INTEGRATIONS[tongue])
    ]
    enter(INTEGRATIONS, project, rows, cast.consultant.id)


def _transfers(project: Project, tongue: str, ready: bool, day: date, cast: Cast) -> None:
    alone = 4 if ready else 2
    rows: Rows = [
        {
            "topic": topic,
            "shown_by_id": cast.consultant.id,
            "shown_to": cast.client_pm.name,
            "shown_on": day - timedelta(days=12 - place),
            "alone_on": day - timedelta(days=5 - place) if place < alone else None,
        }
        for place, topic in enumerate(words.TOPICS[tongue])
    ]
    enter(TRANSFERS, project, rows, cast.consultant.id)
