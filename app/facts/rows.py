"""What the rules of a gate ask of the database: statements made once, for one gate and for any number of gates.

`MANY` takes lists: each of the six phase words holds the ids of the projects whose gate of that phase is asked for,
`ids` all of them together. `ONE` takes `project` and `phase`: lists are written out anew for each question, and a
page of one project asks seven. Brief statements leave out the rows that cannot raise an objection and bring the ids
of the items and deliverables joined, one row for each state; `own_` ones bring those that a project has added whole.
They select columns of tables, not of models: a portfolio reads some thousand rows, and models double the time.
"""

from dataclasses import dataclass
from typing import Any, Protocol

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

HAS_EVIDENCE = select(evidence.id).where(evidence.item_id == item.id, evidence.removed_at.is_(None)).exists()
MAY_OBJECT = and_(
    item.mandatory,
    or_(
        item.state.in_(("open", "doing")),
        and_(item.state == "na", func.trim(item.reason) == ""),
        and_(item.state == "done", item.evidence_required, ~HAS_EVIDENCE),
    ),
)
MAY_BE_OWED = and_(deliverable.mandatory, deliverable.state != "accepted")
NO_DAY: Any = cast(null(), Date)
NO_WORDS: Any = literal_column("''")
IS_COMPLETE = and_(
    *(func.trim(text) != "" for text in (criterion.name, criterion.unit, criterion.how_measured)),
    func.trim(criterion.baseline_source) != "",
    *(column.is_not(None) for column in (criterion.baseline, criterion.baseline_date)),
    *(column.is_not(None) for column in (criterion.target, criterion.target_date, criterion.owner_id)),
)
"""A success criterion counts when it has metric, unit, baseline with date and source, target, date, owner and way."""


@dataclass(frozen=True, slots=True)
class GateRows:
    """The statements, by what they bring."""

    items: Any
    own_items: Any
    brief_items: Any
    deliverables: Any
    own_deliverables: Any
    brief_deliverables: Any
    waivers: Any
    around: Any
    brief_around: Any
    criteria: Any


class Whose(Protocol):
    """Which rows: of the gates asked for, of their projects, of projects whose gate of one phase is asked for."""

    def gate(self, table: Any) -> ColumnElement[bool]:
        """Rows of the phases asked for."""

    def project(self, table: Any) -> ColumnElement[bool]:
        """Rows of the projects asked for."""

    def concept(self, table: Any) -> ColumnElement[bool]:
        """Rows of the projects whose gate of the first phase is asked for."""


class _Listed:
    """Any number of gates."""

    def gate(self, table: Any) -> ColumnElement[bool]:
        return or_(*(and_(table.phase == word, table.project_id.in_(_ids(word))) for word in PHASE_WORDS))

    def project(self, table: Any) -> ColumnElement[bool]:
        listed: ColumnElement[bool] = table.project_id.in_(_ids("ids"))
        return listed

    def concept(self, table: Any) -> ColumnElement[bool]:
        listed: ColumnElement[bool] = table.project_id.in_(_ids("concept"))
        return listed


class _Single:
    """One gate."""

    def gate(self, table: Any) -> ColumnElement[bool]:
        return and_(self.project(table), table.phase == bindparam("phase"))

    def project(self, table: Any) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = table.project_id == bindparam("project")
        return mine

    concept = project


def _ids(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


def _statements(whose: Whose) -> GateRows:
    items, deliverables = _items(whose), _deliverables(whose)
    issues, conditions, always = _issues(whose), _conditions(whose), (_passed(whose), _leaders(whose))
    critical, unmet = issues.where(raid.severity == "critical"), conditions.where(condition.done_at.is_(None))
    return GateRows(
        items=items,
        own_items=items.where(MAY_OBJECT, item.own),
        brief_items=_brief(whose, item, item.item, MAY_OBJECT),
        deliverables=deliverables,
        own_deliverables=deliverables.where(MAY_BE_OWED, deliverable.own),
        brief_deliverables=_brief(whose, deliverable, deliverable.deliverable, MAY_BE_OWED),
        waivers=_waivers(whose),
        around=_together(issues, conditions, *always),
        brief_around=_together(critical, unmet, *always),
        criteria=_criteria(whose),
    )


def _items(whose: Whose) -> Select[Any]:
    return (
        select(
            item.project_id, item.phase, item.item, item.question, item.mandatory, item.state, HAS_EVIDENCE,
            item.evidence_required, item.reason, item.version, item.owner_role,
        )
        .where(whose.gate(item))
        .order_by(item.project_id, item.position, item.id)
    )  # fmt: skip


def _brief(whose: Whose, table: Any, name: Any, condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(table.project_id, table.phase, table.state, func.aggregate_strings(name, " "))
        .where(whose.gate(table), condition)
        .group_by(table.project_id, table.phase, table.state)
    )


def _deliverables(whose: Whose) -> Select[Any]:
    return (
        select(
            deliverable.project_id, deliverable.phase, deliverable.deliverable, deliverable.title,
            deliverable.mandatory, deliverable.state, deliverable.newest, deliverable.key,
        )
        .where(whose.gate(deliverable))
        .order_by(deliverable.project_id, deliverable.position, deliverable.id)
    )  # fmt: skip


def _waivers(whose: Whose) -> Select[Any]:
    return (
        select(waiver.project_id, waiver.blocker, waiver.reason, person.name, waiver.expires)
        .join_from(Waiver.__table__, User.__table__, person.id == waiver.granted_by_id)
        .where(whose.gate(waiver), waiver.revoked_at.is_(None))
        .order_by(waiver.project_id, waiver.expires, waiver.id)
    )


def _issues(whose: Whose) -> Select[Any]:
    return select(
        literal_column("'issue'").label("kind"), raid.project_id.label("project"), raid.key.label("key"),
        raid.title.label("words"), NO_WORDS.label("who"), raid.severity.label("word"), NO_DAY.label("due"),
        literal_column("0", Integer).label("done"), raid.id.label("place"),
    ).where(whose.project(raid), raid.kind == "issue", raid.closed_at.is_(None))  # fmt: skip


def _conditions(whose: Whose) -> Select[Any]:
    return (
        select(
            literal_column("'condition'"), condition.project_id, condition.key, condition.text, person.name,
            condition.phase, condition.due, case((condition.done_at.is_(None), 0), else_=1), condition.id,
        )
        .join_from(Condition.__table__, User.__table__, person.id == condition.owner_id)
        .where(whose.project(condition))
    )  # fmt: skip


def _passed(whose: Whose) -> Select[Any]:
    return select(
        literal_column("'passed'"), stage.project_id, NO_WORDS, NO_WORDS, NO_WORDS, stage.phase, NO_DAY,
        literal_column("0"), stage.id,
    ).where(whose.project(stage), stage.state == "passed")  # fmt: skip


def _leaders(whose: Whose) -> Select[Any]:
    return (
        select(
            literal_column("'leader'"), membership.project_id, NO_WORDS, NO_WORDS, NO_WORDS, membership.role, NO_DAY,
            literal_column("0"), membership.id,
        )
        .join_from(Membership.__table__, User.__table__, person.id == membership.user_id)
        .where(
            whose.project(membership),
            membership.role.in_(("lead", "sponsor", "client-pm")),
            person.disabled_at.is_(None),
        )
    )  # fmt: skip


def _together(*lists: Select[Any]) -> Any:
    """Four short lists in one statement: kind, project, key, words, who, word, due, done, place."""
    all_ = union_all(*lists)
    return all_.order_by(*(all_.selected_columns[name] for name in ("project", "due", "place")))


def _criteria(whose: Whose) -> Select[Any]:
    return (
        select(criterion.project_id, criterion.key, criterion.name, IS_COMPLETE, criterion.signed_at.is_not(None))
        .where(whose.concept(criterion), criterion.removed_at.is_(None))
        .order_by(criterion.project_id, criterion.id)
    )


MANY, ONE = _statements(_Listed()), _statements(_Single())
