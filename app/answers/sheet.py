"""The checklist of a phase as a register, so that answers and their plan travel as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.answers.actions import NOTE_LENGTH, answer_item, plan_item
from app.answers.actions_evidence import Piece, add_evidence, is_web_address
from app.answers.rules import must_run, text_of
from app.clock import today
from app.database import db
from app.language import say
from app.models import ChecklistItem, Project, User
from app.models.registers import Registered
from app.registers.model import Register, Understands, Understood, Values, choice, day, line, person, prose
from app.registers.rows import Row, row_from
from app.shell import edition_of
from phases.model import Text

TEXT_LENGTH = 4000
"""Characters of a note that is evidence."""
STATES = {
    "open": Text("Open", "待处理"),
    "doing": Text("Doing", "进行中"),
    "done": Text("Done", "已完成"),
    "na": Text("Not applicable", "不适用"),
}
_NO_NEW = Text(
    "Items are added on the page of the checklist, not by a table.", "检查项请在清单页面新增，不能通过表格添加。"
)
_WORDS_STAY = Text("The wording of an item is not changed by a table.", "检查项的文字不能通过表格修改。")
_REASON = Text("“Not applicable” wants a reason. Write it into the note.", "选择“不适用”须在备注中说明理由。")
_NO_EVIDENCE = Text("The evidence that this day belongs to is missing.", "填写了所述日期，但缺少证据。")


def _check(row: Values) -> Text | None:
    """Only items that are there are answered; each keeps its words."""
    if "titles" not in row:
        return _NO_NEW
    if row["question"] != row["present"]:
        return _WORDS_STAY
    if row.get("evidence_on") and not (row.get("evidence") or "").strip():
        return _NO_EVIDENCE
    return _REASON if row["state"] == "na" and not (row.get("note") or "").strip() else None


def _understands(_project_id: int) -> Understands:
    """The words of the method are the same item in either language."""

    def understand(texts: Mapping[str, str], present: Values) -> Understood:
        titles = present.get("titles")
        same = titles is not None and _folded(texts.get("question", "")) in (_folded(titles.en), _folded(titles.zh))
        return Understood({**texts, "question": present["present"]} if same else texts)

    return understand


CHECKLIST = Register(
    room="answers",
    word="checklist",
    letters="I",
    model=Registered,
    title=Text("Checklist", "检查清单"),
    one=Text("an item", "检查项"),
    about=Text(
        "Answers, notes, evidence, who answers and by when, for the items that there are. Files are added on an item's "
        "page.",
        "对现有检查项填写状态、备注、证据、指派与期限。文件类证据请在检查项页面添加。",
    ),
    fields=(
        line("question", "Question", "问题", required=True, length=2000),
        choice("state", "State", "状态", STATES, required=True),
        prose(
            "note",
            "Note",
            "备注",
            length=NOTE_LENGTH,
            help=Text("Of an item that is not applicable, the reason.", "不适用的检查项请写明理由。"),
        ),
        prose(
            "evidence",
            "New evidence",
            "新增证据",
            length=TEXT_LENGTH,
            help=Text(
                "A link, or in words where it is found. It is added to what is there.",
                "链接，或说明在何处可查；在已有证据之外新增一份。",
            ),
        ),
        day(
            "evidence_on",
            "Evidence of",
            "证据所述日期",
            help=Text(
                "The day of the meeting or of the figures; left empty, it is today.", "会议或数据的日期；留空为今天。"
            ),
        ),
        person("assignee", "Assigned to", "指派给"),
        day("due", "Due", "截止日期"),
    ),
    check=_check,
    adds=False,
    understands=_understands,
)


def rows_of_checklist(project_id: int, phase: str) -> list[Row]:
    """The items of a phase as rows; what tells one is its id of the method, or of the project's own."""
    content = edition_of(db.session.get_one(Project, project_id)).phases[phase]
    found = db.session.execute(
        select(ChecklistItem, User.name)
        .outerjoin(User, User.id == ChecklistItem.assignee_id)
        .where(ChecklistItem.project_id == project_id, ChecklistItem.phase == phase)
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )
    rows = []
    for one, name in found:
        asked = content.items.get(one.item)
        rows.append(_row(one, name or "", asked.question if asked else Text(one.question, one.question)))
    return rows


def _row(one: ChecklistItem, name: str, question: Text) -> Row:
    words = _folded(say(question))
    values: dict[str, Any] = {
        "id": one.id, "key": one.item, "number": 0, "version": one.version, "question": words, "state": one.state,
        "note": text_of(one), "evidence": "", "evidence_on": None, "assignee_id": one.assignee_id, "due": one.due,
        "titles": question, "present": words,
    }  # fmt: skip
    names = {"person": {one.assignee_id: name} if one.assignee_id else {}}
    return replace(row_from(CHECKLIST, values, names), code=one.item)


def _folded(text: str) -> str:
    return " ".join(text.split())


def take_in_answers(
    *, project: Project, new: Sequence[Values], changed: Sequence[tuple[str, Values]], by: int | None
) -> None:
    """Answer and plan many items at once, each by the act that its page would take."""
    assert not new, "the sheet is refused that adds items"
    must_run(project)
    for item, values in changed:
        mine = (ChecklistItem.project_id == project.id, ChecklistItem.item == item)
        one = db.session.scalars(select(ChecklistItem).where(*mine).with_for_update()).one()
        plan = {"assignee": values.get("assignee_id", one.assignee_id), "due": values.get("due", one.due)}
        plan_item(project=project, item=one, version=one.version, by=by, **plan)
        if piece := _piece(project, values):
            add_evidence(project=project, item=one, piece=piece, by=by)
        state, note = values.get("state", one.state), values.get("note", text_of(one))
        answer_item(project=project, item=one, state=state, note=note or "", by=by)


def _piece(project: Project, values: Values) -> Piece | None:
    """The evidence that a line brings: a link where it is a whole web address, else a note."""
    text = (values.get("evidence") or "").strip()
    if not text:
        return None
    speaks_of = values.get("evidence_on") or today(project.time_zone)
    return Piece(speaks_of, url=text) if is_web_address(text) else Piece(speaks_of, text=text)
