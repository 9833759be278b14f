"""Acts that belong to no project move those concerned: thresholds of the firm, people shut out and let in again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.accounts.actions import change_role, disable_person, enable_person
from app.clock import now, today
from app.database import db
from app.errors import Refused
from app.facts.phase_records import refresh
from app.facts.warning_keeping import refresh_warnings
from app.jobs.runner import run_due
from app.models import Job, KeptWarnings, Project, TeamPerson, User, WarningSpell
from app.thresholds.actions import change_threshold, put_back
from app.transactions import transaction
from phases.thresholds import threshold
from tests.conftest import Make

ZONE = "Asia/Shanghai"
PERIOD = threshold("warnings.sponsor_silent_days")


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """Two running engagements without an act of leadership, begun 20 and 12 days ago, and one that is over."""
    client, director = make.client("Borealis Tools"), make.user("director")
    begun = [make.project(client, name=name, start=today(ZONE) - timedelta(days=days)) for name, days in _BEGUN]
    people = [make.user("lead", name=f"Lead of {one.name}") for one in begun]
    for project, person in zip(begun, people, strict=True):
        make.member(project, person)
    with transaction():
        for project in begun:
            db.session.add(TeamPerson(project_id=project.id, number=1, name="Su", side="client", role="sponsor"))
            refresh(project.id, "concept")
        db.session.execute(update(User).values(last_seen_at=now()))
        db.session.execute(update(Project).where(Project.name == "Over").values(state="closed"))
    with transaction():
        refresh_warnings([one.id for one in begun])
        db.session.execute(delete(Job))
    return SimpleNamespace(projects=begun, people=people, director=director)


_BEGUN = (("Old", 20), ("Young", 12), ("Over", 40))


def stale() -> set[str]:
    db.session.rollback()
    query = select(Project.name).join(KeptWarnings, KeptWarnings.project_id == Project.id).where(KeptWarnings.stale)
    return set(db.session.scalars(query))


def warned_of(make: Make, house: SimpleNamespace) -> list[str]:
    """The engagements that the director's portfolio lists under the absent leader."""
    rows = make.browser(house.director).get("/portfolio?warning=absent-leader").page.select("tbody tr")
    return sorted(name for name, _days in _BEGUN if any(name in row.get_text() for row in rows))


def standing() -> dict[str, str]:
    rows = db.session.execute(
        select(Project.name, KeptWarnings.standing).join(KeptWarnings, KeptWarnings.project_id == Project.id)
    )
    return {name: keys for name, keys in rows}  # noqa: C416


def set_firm(house: SimpleNamespace, value: str, project: Project | None = None) -> None:
    with transaction():
        change_threshold(
            project=project, threshold=PERIOD, value=value, reason="Look sooner", decides=True, by=house.director.id
        )


def looked_at_again(app: Flask) -> None:
    with transaction():
        db.session.execute(update(Job).values(run_after=now()))
    run_due(app)


def test_a_threshold_of_the_firm_shows_at_once_and_is_kept_for_every_running_engagement(
    app: Flask, make: Make, house: SimpleNamespace
) -> None:
    """Nobody led for 20 and 12 days: 30 days are the edition's, 14 catch the old one, 10 both."""
    assert warned_of(make, house) == []
    set_firm(house, "14")
    assert stale() == {"Old", "Young"}
    assert warned_of(make, house) == ["Old"]
    looked_at_again(app)
    assert stale() == set()
    assert ["absent-leader" in standing()[name] for name in ("Old", "Young")] == [True, False]
    set_firm(house, "10")
    assert warned_of(make, house) == ["Old", "Young"]
    looked_at_again(app)
    assert ["absent-leader" in standing()[name] for name in ("Old", "Young")] == [True, True]
    with transaction():
        put_back(project=None, threshold=PERIOD, reason="Too loud", decides=True, by=house.director.id)
    assert warned_of(make, house) == []
    looked_at_again(app)
    assert "absent-leader" not in " ".join(standing().values())
    ended = select(WarningSpell.ended).where(WarningSpell.warning == "absent-leader")
    assert list(db.session.scalars(ended)) == [today(ZONE), today(ZONE)]


def test_a_threshold_of_one_engagement_moves_that_one_only(house: SimpleNamespace) -> None:
    set_firm(house, "14", project=house.projects[1])
    assert stale() == {"Young"}


def test_who_is_shut_out_let_in_or_given_another_role_moves_their_engagements_only(
    app: Flask, house: SimpleNamespace
) -> None:
    person = house.people[0].id
    for act in (disable_person, enable_person):
        with transaction():
            act(user=db.session.get_one(User, person), by=house.director.id)
        assert stale() == {"Old"}
        looked_at_again(app)
        assert stale() == set()
    with transaction():
        row = db.session.get_one(User, person)
        change_role(user=row, role="consultant", version=row.version, by=house.director.id)
    assert stale() == {"Old"}


def _shut_out_and_fail(house: SimpleNamespace) -> None:
    disable_person(user=db.session.get_one(User, house.people[0].id), by=house.director.id)
    raise Refused("No.")


def test_what_is_rolled_back_moves_nothing(house: SimpleNamespace) -> None:
    with pytest.raises(Refused), transaction():
        _shut_out_and_fail(house)
    with transaction():
        db.session.execute(update(User).values(job_title="x"))
    assert stale() == set()
