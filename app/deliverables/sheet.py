"""Deliverables as a register, so that their plan travels as a spreadsheet: who owes what by when, and own ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.gates import deliverable_title
from app.language import say
from app.models import Deliverable, Project, User
from app.models.registers import Registered
from app.registers.model import Register, Understands, Understood, Values, choice, day, line, person, yes
from app.registers.rows import Row, row_from
from app.shell import edition_of
from phases.model import Text
from phases.order import TITLES

_OF_THE_METHOD = Text(
    "This deliverable belongs to the method: only its owner and its due date can be changed.",
    "该交付物由方法规定，只能修改负责人和截止日期。",
)
_STAYS = Text(
    "A deliverable stays in its phase; add a new one to the other phase.", "交付物不能更换阶段，请在另一阶段新增。"
)


def _check(row: Values) -> Text | None:
    """A row that is there already has what it was beside what the sheet says."""
    was = row.get("was")
    if was is None:
        return None
    if not was["own"] and any(row[name] != was[name] for name in ("title", "phase", "mandatory")):
        return _OF_THE_METHOD
    return _STAYS if row["phase"] != was["phase"] else None


def _understands(_project_id: int) -> Understands:
    """The method's own titles are the same deliverable in either language."""

    def understand(texts: Mapping[str, str], present: Values) -> Understood:
        titles = present.get("titles")
        same = titles is not None and texts.get("title", "").strip() in (titles.en, titles.zh)
        return Understood({**texts, "title": present["title"]} if same else texts)

    return understand


DELIVERABLES = Register(
    room="deliverables",
    word="list",
    letters="D",
    model=Registered,
    title=Text("Deliverables", "交付物"),
    one=Text("a deliverable", "交付物"),
    about=Text(
        "The plan of the deliverables: owners, due dates, and the project's own ones. Versions are handed in and "
        "accepted on their pages, never by a table.",
        "交付物计划：负责人、截止日期以及项目自有交付物。版本的提交与验收在各自页面进行，不能通过表格完成。",
    ),
    fields=(
        line("title", "Deliverable", "交付物", required=True),
        choice("phase", "Phase", "阶段", TITLES, required=True),
        yes(
            "mandatory",
            "Mandatory",
            "必交",
            also=("Must", "必答", "是否必交"),
            help=Text("Whether the gate waits for it.", "评审是否以其验收为前提。"),
        ),
        person("owner", "Owner", "负责人"),
        day(
            "due",
            "Due",
            "截止日期",
            help=Text("A new one without a day is due with its phase.", "新增时如未填写，则与所在阶段同时到期。"),
        ),
    ),
    check=_check,
    understands=_understands,
)


def rows_of_deliverables(project_id: int) -> list[Row]:
    """The project's deliverables as rows; what tells one is its id of the method, or of the project's own."""
    edition = edition_of(db.session.get_one(Project, project_id))
    found = db.session.execute(
        select(Deliverable, User.name)
        .outerjoin(User, User.id == Deliverable.owner_id)
        .where(Deliverable.project_id == project_id)
    )
    order = {word: place for place, word in enumerate(TITLES)}
    rows = []
    for one, owner in sorted(found, key=lambda pair: (order[pair[0].phase], pair[0].position, pair[0].id)):
        titles = deliverable_title(edition, one.phase, one.deliverable, one.title)
        rows.append(_row(one, owner or "", titles))
    return rows


def _row(one: Deliverable, owner: str, titles: Text) -> Row:
    title = say(titles)
    values: dict[str, Any] = {
        "id": one.id, "key": one.key, "number": 0, "version": one.version, "title": title, "phase": one.phase,
        "mandatory": one.mandatory, "owner_id": one.owner_id, "due": one.due, "titles": None if one.own else titles,
        "was": {"own": one.own, "title": title, "phase": one.phase, "mandatory": one.mandatory},
    }  # fmt: skip
    row = row_from(DELIVERABLES, values, {"person": {one.owner_id: owner} if one.owner_id else {}})
    return replace(row, code=one.deliverable)
