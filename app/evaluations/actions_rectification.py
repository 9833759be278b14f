"""What people do with rectification actions: propose, agree, do, verify, send back, drop, judge the effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import audit
from app.clock import now, today
from app.database import db
from app.errors import Difference, Refused
from app.evaluations.actions_findings import indicator_keys
from app.evaluations.limits import long, member_id, must_be_current, must_be_number, must_be_open, short
from app.files import Received, clean_name, keep
from app.language import day, number, say
from app.models import Evidence, Finding, Project, Rectification, Round, User
from app.web_address import is_web_address
from app.words import _
from phases.evaluation import rectification as method
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that an action was done: a note, a link, a received file with its name; `speaks_of` is its day."""

    note: str = ""
    url: str = ""
    file: Received | None = None
    file_name: str = ""
    speaks_of: date | None = None


def add_action(
    *,
    project: Project,
    round_: Round,
    finding: Finding,
    title: str,
    owner: str,
    due: date,
    expected_indicator: str = "",
    expected_change: float | None = None,
    by: int | None,
) -> Rectification:
    """Propose an action for a finding of an open round.

    `owner` is the key of a member's person; `expected_change` is in the indicator's own unit (0.1 = ten points).
    """
    must_be_open(round_)
    if finding.removed_at is not None:
        raise Refused(_("The finding has been removed meanwhile."))
    values = _checked(project, round_, title, owner, due, expected_indicator, expected_change)
    row = Rectification(project_id=project.id, finding_id=finding.id, **values)
    db.session.add(row)
    db.session.flush()
    _note("action.proposed", project, row, by)
    return row


def change_action(
    *,
    project: Project,
    round_: Round,
    action: Rectification,
    title: str,
    owner: str,
    due: date,
    expected_indicator: str = "",
    expected_change: float | None = None,
    version: int | None = None,
    by: int | None,
) -> None:
    """Change an action that is not done yet; one that was agreed has to be agreed again."""
    values = _checked(project, round_, title, owner, due, expected_indicator, expected_change)
    db.session.refresh(action, with_for_update=True)
    if action.state not in ("proposed", "agreed", "doing"):
        raise Refused(_("The action is done or has ended; it can no longer be changed."))
    must_be_current(action, version, _differences(action, values))
    if all(getattr(action, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(action, name, value)
    action.state, action.agreed_at, action.agreed_by_id = "proposed", None, None
    db.session.flush()
    _note("action.changed", project, action, by)


def agree_action(*, project: Project, action: Rectification, by: int) -> None:
    """The client agrees to the action."""
    person = db.session.get(User, by)
    for_client = person is not None and person.client_id == project.client_id
    _step(action, method.Agree(_key(by), for_client))
    action.agreed_at, action.agreed_by_id = now(), by
    _end("action.agreed", project, action, by)


def start_action(*, project: Project, action: Rectification, by: int) -> None:
    """Its owner begins."""
    _step(action, method.Start(_key(by)))
    _end("action.started", project, action, by)


def finish_action(*, project: Project, action: Rectification, note: str, by: int) -> None:
    """Its owner reports it done and says what was done."""
    note = long(note)
    _step(action, method.Finish(_key(by), note))
    action.done_at, action.done_note = now(), note
    _end("action.done", project, action, by)


def verify_action(*, project: Project, action: Rectification, proof: Proof, by: int) -> None:
    """Another person than the owner confirms by evidence that it was done."""
    _check_proof(project, proof)
    has_evidence = bool(proof.note.strip() or proof.url or proof.file)
    _step(action, method.Verify(_key(by), has_evidence))
    for piece in _pieces(project, action, proof, by):
        db.session.add(piece)
    action.verified_at, action.verified_by_id, action.verified_note = now(), by, long(proof.note)
    _end("action.verified", project, action, by)


def send_back_action(*, project: Project, action: Rectification, note: str, by: int) -> None:
    """Another person than the owner found that it was not done; it goes back; `note` says why."""
    note = long(note)
    _step(action, method.SendBack(_key(by), note))
    action.done_at, action.verified_note = None, note
    _end("action.sent-back", project, action, by)


def drop_action(*, project: Project, action: Rectification, note: str, by: int) -> None:
    """It will not be done; `note` says why."""
    note = long(note)
    _step(action, method.Drop(_key(by), note))
    action.drop_reason = note
    _end("action.dropped", project, action, by)


def judge_effect(
    *, project: Project, round_: Round, action: Rectification, effect: str, note: str = "", by: int | None
) -> None:
    """Say in a later open round whether the action had its effect: `confirmed`, `unconfirmed`, or nothing again."""
    must_be_open(round_)
    found_in = db.session.scalar(select(Finding.round_id).where(Finding.id == action.finding_id))
    db.session.refresh(action, with_for_update=True)
    if found_in == round_.id or action.state == "dropped":
        raise Refused(_("This action is not up for another look in this round."))
    if action.effect_round_id not in (None, round_.id):
        raise Refused(_("An earlier round has judged the effect of this action already."))
    if effect not in ("", "confirmed", "unconfirmed"):
        raise Refused(_("Choose whether the action was effective."))
    if effect and action.state != "verified":
        raise Refused(_("The effect is judged once another person has verified the action."))
    action.effect, action.effect_note = effect, long(note) if effect else ""
    action.effect_round_id = round_.id if effect else None
    _end("action.judged", project, action, by, round=round_.key, effect=effect)


def _checked(
    project: Project,
    round_: Round,
    title: str,
    owner: str,
    due: date,
    expected_indicator: str,
    expected_change: float | None,
) -> dict[str, object]:
    owner_id = member_id(project, owner)
    if owner_id is None:
        raise Refused(_("An action needs an owner of this project."))
    must_be_number(expected_change)
    if expected_indicator and expected_indicator not in indicator_keys(project, round_):
        raise Refused(_("Choose an indicator of this round."))
    if expected_change is not None and not expected_indicator:
        raise Refused(_("Say which indicator the expected change is about."))
    return {
        "title": short(title),
        "owner_id": owner_id,
        "due": due,
        "expected_indicator": expected_indicator,
        "expected_change": expected_change,
    }


def _step(action: Rectification, act: method.Act) -> None:
    """Take one step in the action's life, or refuse with the method's sentence."""
    db.session.refresh(action, with_for_update=True)
    after = method.step(method.Standing(_state(action), _key(action.owner_id)), act)
    if isinstance(after, Text):
        raise Refused(say(after))
    action.state = after


def _state(action: Rectification) -> method.State:
    return next(state for state in method.STATES if state == action.state)


def _key(user_id: int) -> str:
    """Who somebody is, as the method compares people."""
    return str(user_id)


def _check_proof(project: Project, proof: Proof) -> None:
    if proof.url and not is_web_address(proof.url):
        raise Refused(_("A link has to be a whole web address that begins with https:// or http://."))
    if proof.speaks_of and proof.speaks_of > today(project.time_zone):
        raise Refused(_("Evidence cannot speak of a day in the future. Choose today or an earlier day."))


def _pieces(project: Project, action: Rectification, proof: Proof, by: int) -> list[Evidence]:
    same = {
        "project_id": project.id,
        "action_id": action.id,
        "speaks_of": proof.speaks_of or today(project.time_zone),
        "added_by_id": by,
    }
    note = long(proof.note)
    pieces = []
    if proof.file:
        name = clean_name(proof.file_name)
        pieces.append(Evidence(kind="file", title=name, file_name=name, file_id=keep(proof.file).id, text=note, **same))
    if proof.url:
        pieces.append(Evidence(kind="link", title=proof.url[:300], url=proof.url, text=note, **same))
    if not pieces:
        pieces.append(Evidence(kind="note", title=note.splitlines()[0][:300], text=note, **same))
    return pieces


def _differences(action: Rectification, values: dict[str, object]) -> list[Difference]:
    people = select(User.id, User.name).where(User.id.in_((action.owner_id, values["owner_id"])))
    names: dict[object, str] = {id: name for id, name in db.session.execute(people)}  # noqa: C416 (typed)
    due = values["due"]
    assert isinstance(due, date)
    return [
        Difference(_("Action"), action.title, str(values["title"])),
        Difference(_("Owner"), names.get(action.owner_id, ""), names.get(values["owner_id"], "")),
        Difference(_("Due"), day(action.due), day(due)),
        Difference(_("Indicator"), action.expected_indicator, str(values["expected_indicator"])),
        Difference(_("Expected change"), _points(action.expected_change), _points(values["expected_change"])),
    ]


def _points(change: object) -> str:
    return number(change * 100) if isinstance(change, float) else ""


def _end(verb: str, project: Project, action: Rectification, by: int | None, **data: object) -> None:
    db.session.flush()
    _note(verb, project, action, by, **data)


def _note(verb: str, project: Project, action: Rectification, by: int | None, **data: object) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=action.key, title=action.title, **data)
