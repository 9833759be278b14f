"""A checklist as its page shows it: rows in the reader's language, under groups with their progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from flask import request
from markupsafe import Markup

from app.answers.filters import Filter
from app.answers.queries import NO_PROOF, Proof
from app.answers.rules import may_answer, may_answer_anything
from app.clock import today
from app.identity import Viewer
from app.language import day, language
from app.models import Project
from app.permissions import Access
from app.shell import edition_of
from app.words import _
from phases.edition import Edition, editions

OWN = "own"
ANSWERED = ("done", "na")


class Theirs(NamedTuple):
    """What somebody else saved meanwhile."""

    state: str
    state_title: str
    note: str
    who: str
    when: str


class CheckRow(NamedTuple):
    """One row of the checklist; `url` and `action` are paths. A tuple, so that its drawing can be kept under it."""

    id: str
    question: str
    why: str
    asked: str
    owner: str
    owner_role: str
    mandatory: bool
    state: str
    note: str
    version: int
    url: str
    action: str
    evidence: int
    evidence_required: bool
    stale: bool
    due: str
    late: bool
    assignee: str
    mine: bool
    editable: bool
    group: str
    error: str = ""
    wanted: str = ""
    conflict: Theirs | None = None
    undo: str = ""
    pick: bool = False
    picked: bool = False

    @property
    def evidence_url(self) -> str:
        """Where the evidence stands."""
        return self.url + "#evidence"

    def words(self) -> str:
        """Everything that a search looks through."""
        return f"{self.question}\n{self.note}\n{self.why}\n{self.asked}\n{self.assignee}"


@dataclass(slots=True)
class CheckGroup:
    """A heading with the rows under it that are shown, and the progress of all of them."""

    id: str
    title: str
    done: int = 0
    total: int = 0
    rows: list[CheckRow] = field(default_factory=list)
    drawn: Markup | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A phase's checklist: `groups` with a row to show, and counts of the whole phase."""

    groups: list[CheckGroup]
    done: int
    total: int

    @property
    def shown(self) -> int:
        """How many rows are shown."""
        return sum(len(group.rows) for group in self.groups)


class Scribe:
    """Turns records of items into rows for one reader of one project."""

    def __init__(self, access: Access, person: Viewer, phase: str) -> None:
        project: Project = access.project
        self.access, self.person = access, person
        self.url = f"/projects/{project.key}/phases/{phase}"
        self.base = self.url + "/items/"
        query = request.query_string.decode("ascii", "replace")
        self.suffix = f"?{query}" if query else ""  # so that an answer without script returns to the same filter
        self.edition: Edition = edition_of(project)
        self.content = self.edition.phases[phase]
        self.language = language()
        self.words = words_of(self.edition.key, phase, self.language)
        self.today: date = today(project.time_zone)
        self.fresh = self.today - timedelta(days=self.edition.deadlines["evidence_age_days"])
        self.answers_all = may_answer_anything(access)
        self.days: dict[date | None, str] = {None: ""}
        self.owners = {key: role.title.in_(self.language) for key, role in self.edition.roles.items()}

    def row(self, record: Any, assignee: str | None, proof: Proof) -> CheckRow:
        """The row of one item; `record` is an item, or a row of the list with the same names."""
        item, state, due, assigned = record.item, record.state, record.due, record.assignee_id
        url = self.base + item
        asked = self.words.get(item)
        question, why, wanted, group = asked or (record.question, record.why, "", OWN)
        return CheckRow(
            id=item,
            question=question,
            why=why,
            asked=wanted,
            owner=self.owners[record.owner_role],
            owner_role=record.owner_role,
            mandatory=record.mandatory,
            state=state,
            note=(record.reason or record.note) if state == "na" else record.note,
            version=record.version,
            url=url,
            action=f"{url}/answer{self.suffix}",
            evidence=proof.count,
            evidence_required=record.evidence_required,
            stale=proof.count > 0 and proof.newest < self.fresh,
            due=self.day(due),
            late=due is not None and due < self.today and state not in ANSWERED,
            assignee=assignee or "",
            mine=assigned == self.person.id or (assigned is None and record.owner_role in self.access.parts),
            editable=self.answers_all or may_answer(self.access, self.person.id, record),
            group=group,
        )

    def day(self, value: date | None) -> str:
        """A date in words; the items of a phase share few dates."""
        if value not in self.days:
            self.days[value] = day(value)
        return self.days[value]

    def group_title(self, id: str) -> str:
        """The heading of a group; items of the project's own stand under one heading at the end."""
        return _("Added for this engagement") if id == OWN else self.content.groups[id].title.in_(self.language)

    def group_of(self, item: str) -> str:
        """The group that an item stands in."""
        asked = self.content.items.get(item)
        return asked.group if asked else OWN


@cache
def words_of(edition: str, phase: str, language: str) -> dict[str, tuple[str, str, str, str]]:
    """Question, why, evidence asked for and group of each item in one language; editions never change."""
    return {
        id: (item.question.in_(language), item.why.in_(language), item.evidence.in_(language), item.group)
        for id, item in editions()[edition].phases[phase].items.items()
    }


def draw_up(scribe: Scribe, records: Sequence[Any], proofs: dict[int, Proof], chosen: Filter) -> Checklist:
    """The checklist of one phase with the rows that the filter takes."""
    groups = {id: CheckGroup(id, scribe.group_title(id)) for id in (*scribe.content.groups, OWN)}
    for record in records:
        row = scribe.row(record, record.assignee, proofs.get(record.id, NO_PROOF))
        group = groups[row.group]
        group.total += 1
        group.done += record.state in ANSWERED
        if not chosen or chosen.takes(row):
            group.rows.append(row)
    return _checklist(groups.values())


def tally(scribe: Scribe, states: Iterable[Any], group: str) -> tuple[CheckGroup, Checklist]:
    """The progress of one group and of the whole phase, without rows."""
    groups: dict[str, CheckGroup] = {group: CheckGroup(group, scribe.group_title(group))}
    for item, state in states:
        id = scribe.group_of(item)
        one = groups.setdefault(id, CheckGroup(id, ""))
        one.total += 1
        one.done += state in ANSWERED
    return groups[group], _checklist(groups.values())


def _checklist(groups: Iterable[CheckGroup]) -> Checklist:
    listed = list(groups)
    return Checklist(
        groups=[group for group in listed if group.rows],
        done=sum(group.done for group in listed),
        total=sum(group.total for group in listed),
    )


def title_of_state(state: str) -> str:
    """A state of an item in words."""
    return {"open": _("Open"), "doing": _("Doing"), "done": _("Done")}.get(state) or _("Not applicable")
