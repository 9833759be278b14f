"""T03, T06: forms take the fields that they show; foreign people and foreign rows are not accepted in any of them."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, literal, select, union_all, update
from sqlalchemy.schema import Column, Table

from app.database import Base, db
from app.facts.warning_keeping import refresh_warnings
from app.models import KeptWarnings, User
from app.transactions import transaction
from tests.conftest import Make
from tests.house_rules.test_strangers_see_nothing import address, project_rules
from tests.house_rules.world import World, build

NEVER = {
    "id", "key", "project_id", "client_id", "created_at", "digest", "snapshot_digest", "token_hash", "password_hash",
}  # fmt: skip
PEOPLE = ("owner", "assignee", "user", "member", "person", "who", "lead", "conditions-0-owner", "owner_key", "by")


@pytest.fixture
def world(make: Make) -> World:
    """Two clients."""
    return build(make)


Contents = dict[str, dict[int, dict[str, Any]]]


def contents() -> Contents:
    """All rows of all tables as the database has them, by table and number."""
    db.session.rollback()
    connection, found = db.session.connection(), {}
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')  # past the ORM: this is done so often
            columns = tuple(rows.keys())
            found[table.name] = {row[columns.index("id")]: dict(zip(columns, row, strict=True)) for row in rows.all()}
    return found


def every_column(world: World) -> dict[str, Any]:
    """A form that names every column of every table, and every field that could name a person."""
    stranger = world.people_b["sponsor"]
    form: dict[str, Any] = {column.name: "1" for table in Base.metadata.sorted_tables for column in table.c}
    form |= {"project_id": world.b.id, "client_id": world.b.client_id, "role": "administrator", "key": "forged"}
    form |= {"digest": "0" * 64, "password_hash": "forged", "created_at": "2001-01-01T00:00"}
    form |= dict.fromkeys(PEOPLE, stranger.key)
    form |= {f"{name}_id": stranger.id for name in ("owner", "assignee", "user", "author", "signed_by", "accepted_by")}
    form |= {"title": "t", "text": "t", "name": "n", "due": "2026-09-01", "severity": "low", "kind": "risk"}
    return form


def people_columns() -> list[tuple[Table, Column[Any]]]:
    """All columns that name a person."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "user_account" for key in column.foreign_keys)
    ]


@pytest.mark.parametrize("role", ["lead", "sponsor", "client-pm"])
def test_t06_no_form_changes_what_it_does_not_show(app: Flask, make: Make, world: World, role: str) -> None:
    browser = make.browser(world.people_a[role])
    form = every_column(world)
    roles = {user.id: user.role for user in db.session.scalars(select(User))}
    after = contents()
    for rule in project_rules(app):
        if "POST" not in (rule.methods or set()):
            continue
        before = after
        browser.post(address(rule, world.keys), form)
        after = contents()
        for name, rows in before.items():
            for number, row in rows.items():
                changed = {
                    column
                    for column, value in row.items()
                    if column in NEVER and number in after[name] and after[name][number][column] != value
                }
                assert changed == set(), f"{rule.rule} changed {changed} of {name}"
    assert {user.id: user.role for user in db.session.scalars(select(User))} == roles


OWN_BUSINESS = {
    "audit_event", "attempt", "job", "kept_warnings", "user_session", "opening", "user_account",
    "judgement_sheet", "judgement_grade", "refused_table",
}  # fmt: skip
"""Tables that no rule of a gate or warning reads; a judgement counts once it is handed in, and that is told."""


def test_every_act_that_changes_rows_of_a_project_makes_its_kept_counts_doubtful(
    app: Flask, make: Make, world: World
) -> None:
    browser, form, acts = make.browser(world.people_a["lead"]), every_column(world), 0
    unmarked: list[str] = []
    with transaction():
        refresh_warnings([world.a.id])
    after = contents()
    for rule in project_rules(app):
        if "POST" not in (rule.methods or set()):
            continue
        with transaction():
            db.session.execute(update(KeptWarnings).values(stale=False))
        before = after
        browser.post(address(rule, world.keys), form)
        after = contents()
        if any(after[name] != rows for name, rows in before.items() if name not in OWN_BUSINESS):
            acts += 1
            kept = select(KeptWarnings.stale).where(KeptWarnings.project_id == world.a.id)
            unmarked += [] if db.session.scalars(kept).all() == [True] else [rule.rule]
    assert unmarked == []
    assert acts > 20


@pytest.mark.parametrize("role", ["lead", "client-pm"])
def test_t03_no_form_takes_a_person_of_another_client(app: Flask, make: Make, world: World, role: str) -> None:
    browser = make.browser(world.people_a[role])
    form = every_column(world)
    strangers = {user.id for user in world.people_b.values()}
    before = _named(strangers)
    for rule in project_rules(app):
        if "POST" in (rule.methods or set()):
            browser.post(address(rule, world.keys), form)
            db.session.rollback()
            assert _named(strangers) == before, rule.rule


def _named(people: set[int]) -> dict[str, int]:
    """How many rows name one of these people, by column; sessions and tries aside."""
    counts = union_all(
        *(
            select(literal(f"{table.name}.{column.name}"), func.count()).where(column.in_(people))
            for table, column in people_columns()
            if table.name != "user_session"
        )
    )
    return dict(iter(db.session.execute(counts)))
