"""What the rules of a gate ask of the database: statements made once, for any number of projects at a time.

Parameters: each of the six phase words holds the ids of the projects whose gate of that phase is asked for, `ids`
all of them together. `BRIEF` statements leave out the rows that cannot raise an objection and bring the ids of the
items and deliverables joined, one row for each state; `OWN` ones bring those that a project has added whole.
They select columns of tables, not of models: a portfolio reads some thousand rows, and models double the time.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)  # fmt: skip

from app.models import (
    PHASE_WORDS,
    ChecklistItem,
    Condition,
    Criterion,
    Deliverable,
    Evidence,
    Membership,
    ProjectPhase,
    RaidEntry,
    User,
    Waiver,
)


def _ids(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


def _of_phase(table: Any) -> ColumnElement[bool]:
    return or_(*(and_(table.phase == word, table.project_id.in_(_ids(word))) for word in PHASE_WORDS))


item = ChecklistItem.__table__.c
deliverable = Deliverable.__table__.c
evidence = Evidence.__table__.c
raid = RaidEntry.__table__.c
condition = Condition.__table__.c
waiver = Waiver.__table__.c
stage = ProjectPhase.__table__.c
membership = Membership.__table__.c
criterion = Criterion.__table__.c
person = User.__table__.c

IDS = _ids("ids")
HAS_EVIDENCE = select(evidence.id).where(evidence.item_id == item.id, evidence.removed_at.is_(None)).exists()
MAY_OBJECT = and_(
    item.mandatory,
    or_(
        item.state.in_(("open", "doing")),
        and_(item.state == "na", func.trim(item.reason) == ""),
        and_(item.state == "done", item.evidence_required, ~HAS_EVIDENCE),
    ),
)
ITEMS = (
    select(
        item.project_id, item.phase, item.item, item.question, item.mandatory, item.state, HAS_EVIDENCE,
        item.evidence_required, item.reason, item.version, item.owner_role,
    )
    .where(_of_phase(item))
    .order_by(item.project_id, item.position, item.id)
)  # fmt: skip
OWN_ITEMS = ITEMS.where(MAY_OBJECT, item.own)
BRIEF_ITEMS = (
    select(item.project_id, item.phase, item.state, func.aggregate_strings(item.item, " "))
    .where(_of_phase(item), MAY_OBJECT)
    .group_by(item.project_id, item.phase, item.state)
)

DELIVERABLES = (
    select(
        deliverable.project_id, deliverable.phase, deliverable.deliverable, deliverable.title, deliverable.mandatory,
        deliverable.state, deliverable.newest, deliverable.key,
    )
    .where(_of_phase(deliverable))
    .order_by(deliverable.project_id, deliverable.position, deliverable.id)
)  # fmt: skip
MAY_BE_OWED = and_(deliverable.mandatory, deliverable.state != "accepted")
OWN_DELIVERABLES = DELIVERABLES.where(MAY_BE_OWED, deliverable.own)
BRIEF_DELIVERABLES = (
    select(
        deliverable.project_id,
        deliverable.phase,
        deliverable.state,
        func.aggregate_strings(deliverable.deliverable, " "),
    )
    .where(_of_phase(deliverable), MAY_BE_OWED)
    .group_by(deliverable.project_id, deliverable.phase, deliverable.state)
)

WAIVERS = (
    select(waiver.project_id, waiver.blocker, waiver.reason, person.name, waiver.expires)
    .join_from(Waiver.__table__, User.__table__, person.id == waiver.granted_by_id)
    .where(_of_phase(waiver), waiver.revoked_at.is_(None))
    .order_by(waiver.project_id, waiver.expires, waiver.id)
)
NO_DAY: Any = cast(null(), Date)
NO_WORDS: Any = literal_column("''")
OPEN_ISSUES = select(
    literal_column("'issue'").label("kind"), raid.project_id.label("project"), raid.key.label("key"),
    raid.title.label("words"), NO_WORDS.label("who"), raid.severity.label("word"), NO_DAY.label("due"),
    literal_column("0", Integer).label("done"), raid.id.label("place"),
).where(raid.project_id.in_(IDS), raid.kind == "issue", raid.closed_at.is_(None))  # fmt: skip
CONDITIONS = (
    select(
        literal_column("'condition'"), condition.project_id, condition.key, condition.text, person.name,
        condition.phase, condition.due, case((condition.done_at.is_(None), 0), else_=1), condition.id,
    )
    .join_from(Condition.__table__, User.__table__, person.id == condition.owner_id)
    .where(condition.project_id.in_(IDS))
)  # fmt: skip
PASSED = select(
    literal_column("'passed'"), stage.project_id, NO_WORDS, NO_WORDS, NO_WORDS, stage.phase, NO_DAY,
    literal_column("0"), stage.id,
).where(stage.project_id.in_(IDS), stage.state == "passed")  # fmt: skip
LEADERS = (
    select(
        literal_column("'leader'"), membership.project_id, NO_WORDS, NO_WORDS, NO_WORDS, membership.role, NO_DAY,
        literal_column("0"), membership.id,
    )
    .join_from(Membership.__table__, User.__table__, person.id == membership.user_id)
    .where(membership.project_id.in_(IDS), membership.role.in_(("lead", "sponsor")), person.disabled_at.is_(None))
)  # fmt: skip


def _together(issues: Select[Any], conditions: Select[Any]) -> Any:
    """Four short lists in one statement: kind, project, key, words, who, word, due, done, place."""
    all_ = union_all(issues, conditions, PASSED, LEADERS)
    return all_.order_by(*(all_.selected_columns[name] for name in ("project", "due", "place")))


AROUND = _together(OPEN_ISSUES, CONDITIONS)
BRIEF_AROUND = _together(OPEN_ISSUES.where(raid.severity == "critical"), CONDITIONS.where(condition.done_at.is_(None)))
IS_COMPLETE = and_(
    *(func.trim(text) != "" for text in (criterion.name, criterion.unit, criterion.how_measured)),
    func.trim(criterion.baseline_source) != "",
    *(column.is_not(None) for column in (criterion.baseline, criterion.baseline_date)),
    *(column.is_not(None) for column in (criterion.target, criterion.target_date, criterion.owner_id)),
)
"""A success criterion counts when it has metric, unit, baseline with date and source, target, date, owner and way."""

CRITERIA = (
    select(criterion.project_id, criterion.key, criterion.name, IS_COMPLETE, criterion.signed_at.is_not(None))
    .where(criterion.project_id.in_(_ids("concept")), criterion.removed_at.is_(None))
    .order_by(criterion.project_id, criterion.id)
)
