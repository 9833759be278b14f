"""How an engagement of the demonstration got to where it is: through the product's own acts, each at its time."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random

from sqlalchemy import select

from app.answers.actions import answer_item, plan_item
from app.answers.actions_evidence import Piece, add_evidence
from app.clock import today
from app.database import db
from app.deliverables.actions import accept_version, add_version, submit_version
from app.demo import records
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.readiness import assess, begin_assessing
from app.demo.thresholds import set_thresholds
from app.files import receive
from app.gates.actions import decide_gate, propose_gate
from app.models import PHASE_WORDS, ChecklistItem, Deliverable, Project, ProjectPhase
from app.shell import edition_of
from phases.model import Item
from phases.transitions import Owed

NOTES = {
    "en": (
        "Agreed in the weekly meeting; minutes are attached.", "Checked with both departments.",
        "Done; the client's project manager has the original.", "Confirmed by the owner in writing.",
        "Reviewed on site with the key users.", "",
    ),
    "zh": (
        "已在周例会上确认，纪要见附件。", "已与两个部门核对。", "已完成，原件由客户项目经理保存。",
        "责任人书面确认。", "已与关键用户在现场复核。", "",
    ),
}  # fmt: skip
REASONS = {
    "en": "Not part of this rollout: agreed with the sponsor at kick-off.",
    "zh": "本项目不涉及：启动会上已与项目发起人确认。",
}
GO = {
    "en": "All that was agreed for this phase is in place; we propose to go on.",
    "zh": "本阶段约定的工作均已到位，建议进入下一阶段。",
}


def walk(project: Project, told: Engagement, cast: Cast, dice: Random) -> None:
    """Pass the gates before the present phase, then leave that phase as far as it is told."""
    phases = {row.phase: row for row in db.session.scalars(select(ProjectPhase).filter_by(project_id=project.id))}
    assess(project, told, cast, "start", "", project.start)
    set_thresholds(project, told, cast)
    for word in PHASE_WORDS:
        if word == told.phase:
            _under_way(project, told, phases[word], cast, dice)
            return
        _pass(project, told, phases[word], cast, dice)


def _pass(project: Project, told: Engagement, phase: ProjectPhase, cast: Cast, dice: Random) -> None:
    assess(project, told, cast, "gate", phase.phase, phase.planned_end - timedelta(days=9))
    records.fill(project, told, cast, phase, 1.0)
    days = (phase.planned_end - phase.planned_start).days
    items = items_of(project, phase.phase)
    for number, item in enumerate(items):
        with at(phase.planned_start + timedelta(days=days * number // len(items)), project.time_zone, 9, number):
            _answer(project, told, item, "done", cast, dice)
    for deliverable in deliverables_of(project, phase.phase):
        _deliver(project, told, deliverable, phase.planned_end - timedelta(days=2), cast, "accepted")
    owed = _owed(told, phase, cast)
    outcome = "conditions" if owed else "go"
    with at(phase.planned_end, project.time_zone, 14):
        propose_gate(
            project=project,
            phase=phase.phase,
            outcome=outcome,
            text=GO[told.language],
            conditions=owed,
            by=cast.lead.id,
        )
    with at(phase.planned_end, project.time_zone, 16):
        decide_gate(project=project, phase=phase.phase, outcome=outcome, by=cast.sponsor.id)


def _owed(told: Engagement, phase: ProjectPhase, cast: Cast) -> tuple[Owed, ...]:
    """The condition that the gate before the present phase was passed with, if the engagement tells of one."""
    if not told.condition or PHASE_WORDS.index(phase.phase) + 1 != PHASE_WORDS.index(told.phase):
        return ()
    return (Owed(told.condition, cast.client_pm.key, today(told.zone) + timedelta(days=3), frozenset()),)


def _under_way(project: Project, told: Engagement, phase: ProjectPhase, cast: Cast, dice: Random) -> None:
    if phase.phase == "golive" or told.share >= 1:
        assess(project, told, cast, "gate", phase.phase, today(told.zone) - timedelta(days=6))
    elif told.share >= 0.6:
        begin_assessing(project, told, cast, phase.phase)
    records.fill(project, told, cast, phase, told.share)
    items = items_of(project, phase.phase)
    answered = round(len(items) * told.share)
    passed = max((today(told.zone) - phase.planned_start).days, 1)
    for number, item in enumerate(items[: answered + 2]):
        state = "done" if number < answered else "doing"
        if state == "done" and not item.mandatory and dice.random() < 0.5:
            state = "na"
        with at(phase.planned_start + timedelta(days=passed * number // (answered + 2)), project.time_zone, 9, number):
            _answer(project, told, item, state, cast, dice)
            if state == "doing":
                plan_item(
                    project=project, item=item, assignee=cast.client_pm.id, due=item.due, version=item.version,
                    by=cast.lead.id,
                )  # fmt: skip
    states = ("accepted", "review", "draft")
    for deliverable, state in zip(deliverables_of(project, phase.phase), states, strict=False):
        _deliver(project, told, deliverable, today(told.zone) - timedelta(days=3), cast, state)
    if told.share >= 1:
        _ask_sponsor(project, told, phase, cast)


def _ask_sponsor(project: Project, told: Engagement, phase: ProjectPhase, cast: Cast) -> None:
    """Leave the gate waiting for the sponsor's signature."""
    for deliverable in deliverables_of(project, phase.phase):
        if deliverable.state != "accepted":
            _deliver(project, told, deliverable, today(told.zone) - timedelta(days=2), cast, "accepted")
    with at(today(told.zone) - timedelta(days=1), project.time_zone, 15):
        propose_gate(project=project, phase=phase.phase, outcome="go", text=GO[told.language], by=cast.lead.id)


def _answer(project: Project, told: Engagement, item: ChecklistItem, state: str, cast: Cast, dice: Random) -> None:
    asked = edition_of(project).item(item.item)
    by = cast.client_pm if item.owner_role.startswith("client") else dice.choice((cast.lead, cast.consultant))
    note = REASONS[told.language] if state == "na" else dice.choice(NOTES[told.language])
    if state == "done":
        piece = Piece(
            title=_title(asked, told.language),
            text=asked.evidence.in_(told.language),
            speaks_of=today(told.zone),
        )
        add_evidence(project=project, item=item, piece=piece, by=by.id)
    answer_item(project=project, item=item, state=state, note=note, by=by.id)


def _title(asked: Item, language: str) -> str:
    words = asked.evidence.in_(language)
    for sign in ("；", ";", "，", ",", "。", ". "):
        words = words.split(sign)[0]
    return words[:120].rstrip(".")


def _deliver(project: Project, told: Engagement, deliverable: Deliverable, day: date, cast: Cast, state: str) -> None:
    kind = edition_of(project).deliverable(deliverable.deliverable)
    title, about = kind.title.in_(told.language), kind.about.in_(told.language)
    text = f"{title}\n{told.client}\n\n{about}\n"
    with at(day, project.time_zone, 11):
        file = receive(BytesIO(text.encode()), media_type="text/plain")
        version = add_version(
            project=project, deliverable=deliverable, by=cast.consultant.id, file=file,
            file_name=f"{title} v{deliverable.newest + 1}.txt",
        )  # fmt: skip
    if state in {"review", "accepted"}:
        with at(day, project.time_zone, 12):
            submit_version(project=project, deliverable=deliverable, version=version, by=cast.consultant.id)
    if state == "accepted":
        with at(day, project.time_zone, 17):
            accept_version(project=project, deliverable=deliverable, version=version, by=cast.client_pm.id)


def items_of(project: Project, phase: str) -> Sequence[ChecklistItem]:
    """The items of a phase in their order."""
    found = select(ChecklistItem).filter_by(project_id=project.id, phase=phase).order_by(ChecklistItem.position)
    return db.session.scalars(found).all()


def deliverables_of(project: Project, phase: str) -> Sequence[Deliverable]:
    """The deliverables of a phase in their order."""
    found = select(Deliverable).filter_by(project_id=project.id, phase=phase).order_by(Deliverable.position)
    return db.session.scalars(found).all()
