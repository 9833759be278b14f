"""Moving phases and changing their lengths: dates by hand, a handful of statements, and the way back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, insert, select, update

from app.database import db
from app.errors import Conflict, Refused
from app.models import AuditEvent, ChecklistItem, Deliverable, Project, ProjectPhase
from app.projects.actions import move_phase, set_durations, undo_move
from app.projects.plan import last_move, preview_move
from app.transactions import transaction

FIVE_DAYS = dict.fromkeys(("concept", "review", "solidification", "deployment", "training", "golive"), 5)


@pytest.fixture
def project(make) -> Project:
    """Six phases of five working days in China from Monday 2 March 2026; 4 to 6 April is Qingming."""
    return make.project(make.client(country="CN"), start=date(2026, 3, 2), durations=FIVE_DAYS)


def windows(project: Project) -> dict[str, tuple[date, date]]:
    rows = db.session.execute(
        select(ProjectPhase.phase, ProjectPhase.planned_start, ProjectPhase.planned_end).where(
            ProjectPhase.project_id == project.id
        )
    )
    return {word: (start, end) for word, start, end in rows}


def dues(project: Project, table: type[ChecklistItem] | type[Deliverable]) -> dict[str, set[date | None]]:
    found: dict[str, set[date | None]] = {}
    for word, due in db.session.execute(select(table.phase, table.due).where(table.project_id == project.id)):
        found.setdefault(word, set()).add(due)
    return found


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def move(project: Project, phase: str, start: date) -> None:
    with transaction():
        move_phase(project=project, phase=phase, start=start, version=project.version, by=None)


def test_a_phase_takes_all_later_ones_along_and_steps_over_qingming(project):
    move(project, "review", date(2026, 3, 16))
    assert windows(project) == {
        "concept": (date(2026, 3, 2), date(2026, 3, 6)),
        "review": (date(2026, 3, 16), date(2026, 3, 20)),
        "solidification": (date(2026, 3, 23), date(2026, 3, 27)),
        "deployment": (date(2026, 3, 30), date(2026, 4, 3)),
        "training": (date(2026, 4, 7), date(2026, 4, 13)),
        "golive": (date(2026, 4, 14), date(2026, 4, 20)),
    }
    assert project.planned_end == project.go_live == date(2026, 4, 20)
    assert project.start == date(2026, 3, 2)


def test_what_is_due_in_moved_phases_moves_along_and_the_rest_stays(project):
    own = db.session.scalars(
        select(ChecklistItem).where(ChecklistItem.project_id == project.id, ChecklistItem.phase == "review")
    ).first()
    with transaction():
        db.session.execute(update(ChecklistItem).where(ChecklistItem.id == own.id).values(due=date(2026, 3, 11)))
    move(project, "review", date(2026, 3, 16))
    items, deliverables = dues(project, ChecklistItem), dues(project, Deliverable)
    assert items["concept"] == deliverables["concept"] == {date(2026, 3, 6)}
    assert items["review"] == {date(2026, 3, 18), date(2026, 3, 20)}
    assert deliverables["review"] == {date(2026, 3, 20)}
    assert items["golive"] == {date(2026, 4, 20)}


def test_other_projects_stay_where_they_are(make, project):
    other = make.project(make.client("Borealis Tools", country="CN"), start=date(2026, 3, 2), durations=FIVE_DAYS)
    before = windows(other), dues(other, ChecklistItem), dues(other, Deliverable)
    move(project, "concept", date(2026, 3, 9))
    assert (windows(other), dues(other, ChecklistItem), dues(other, Deliverable)) == before


def test_a_move_can_be_taken_back_exactly_once(project):
    before = windows(project), dues(project, ChecklistItem), dues(project, Deliverable), project.go_live
    move(project, "solidification", date(2026, 4, 8))
    assert windows(project)["solidification"] == (date(2026, 4, 8), date(2026, 4, 14))
    with transaction():
        undo_move(project=project, version=project.version, by=None)
    assert (windows(project), dues(project, ChecklistItem), dues(project, Deliverable), project.go_live) == before
    assert last_move(project) is None
    with pytest.raises(Refused, match="no move to take back"), transaction():
        undo_move(project=project, version=project.version, by=None)


def test_a_preview_says_what_would_move_and_moves_nothing(project):
    before = windows(project)
    change = preview_move(project, "training", date(2026, 4, 7))
    assert change.moved == ("training", "golive")
    assert change.after["golive"].end == date(2026, 4, 20)
    items = [row for row in db.session.scalars(select(ChecklistItem.phase)) if row in ("training", "golive")]
    assert change.items == len(items)
    assert windows(project) == before


def test_longer_phases_push_later_ones_and_keep_what_is_due_at_their_end_there(project):
    with transaction():
        set_durations(project=project, durations=FIVE_DAYS | {"review": 7}, version=project.version, by=None)
    found = windows(project)
    assert found["review"] == (date(2026, 3, 9), date(2026, 3, 17))
    assert found["solidification"] == (date(2026, 3, 18), date(2026, 3, 24))
    # 1, 2, 3 April, then over Qingming 7 and 8 April.
    assert found["training"] == (date(2026, 4, 1), date(2026, 4, 8))
    assert found["golive"] == (date(2026, 4, 9), date(2026, 4, 15))
    assert dues(project, ChecklistItem)["review"] == {date(2026, 3, 17)}
    assert dues(project, Deliverable)["golive"] == {date(2026, 4, 15)}
    lengths = dict(db.session.execute(select(ProjectPhase.phase, ProjectPhase.working_days)).all())
    assert lengths == FIVE_DAYS | {"review": 7}


def test_a_passed_phase_keeps_its_plan(project):
    with transaction():
        db.session.execute(update(ProjectPhase).where(ProjectPhase.phase == "concept").values(state="passed"))
    with pytest.raises(Refused, match="Concept introduction"):
        move(project, "concept", date(2026, 3, 9))


def test_a_stale_move_is_a_conflict_that_shows_both_dates(project):
    stale = project.version
    move(project, "review", date(2026, 3, 16))
    with pytest.raises(Conflict) as conflict, transaction():
        move_phase(project=project, phase="review", start=date(2026, 3, 23), version=stale, by=None)
    (difference,) = conflict.value.differences
    assert (difference.theirs, difference.mine) == ("16 Mar 2026", "23 Mar 2026")
    assert windows(project)["review"][0] == date(2026, 3, 16)


def test_a_closed_engagement_is_not_replanned(project):
    with transaction():
        project.state = "closed"
    with pytest.raises(Refused, match="closed"):
        move(project, "review", date(2026, 3, 16))


def test_twelve_deliverables_and_sixty_items_move_as_fast_as_six_hundred(make, project):
    """Redmine needs 5,023 queries and 2.3 s for this; here the number does not depend on the rows."""
    with statements() as few:
        began = time.process_time()
        move(project, "concept", date(2026, 3, 9))
        spent = time.process_time() - began
    extra = [
        {
            "project_id": project.id, "item": f"review.own-{number}", "phase": "review", "position": 100 + number,
            "own": True, "owner_role": "lead", "mandatory": False, "due": date(2026, 4, 1 + number % 28),
        }
        for number in range(540)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(ChecklistItem), extra)
    with statements() as many:
        move(project, "concept", date(2026, 3, 16))
    assert abs(len(few) - len(many)) <= 1  # a warning that begins or ends is one statement
    assert len(few) <= 34
    assert spent < 0.05


def test_a_move_is_written_down_with_who_and_from_where(make, project):
    lead = make.user("lead")
    with transaction():
        move_phase(project=project, phase="review", start=date(2026, 3, 16), version=project.version, by=lead.id)
    row = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "plan.moved")).one()
    assert (row.by_id, row.about, row.data) == (lead.id, "review", {"before": "2026-03-09", "start": "2026-03-16"})
