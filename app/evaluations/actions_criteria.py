"""What people do with success criteria: agree them, change them, take them away, sign them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.effects import refresh_open_rounds
from app.errors import Difference, Refused
from app.evaluations.actions_figures import forget_acceptances
from app.evaluations.limits import long, member_id, must_be_current, must_be_number, short
from app.facts.criteria import criteria_of
from app.facts.people import members_of
from app.language import say
from app.models import Criterion, Membership, Project
from app.words import _
from phases.evaluation.agreed import objection
from phases.evaluation.attribution import METHODS
from phases.evaluation.effect import ATTITUDE_ALONE, LOYALTY
from phases.evaluation.readings import WAYS
from phases.evaluation.results import PARTS

PIECES = 200
OBJECTED = ("name", "unit", "how_measured", "direction", "baseline", "target", "baseline_date", "target_date")
ESTIMATED = frozenset(
    {"money_low", "money_high", "share_low", "share_high", "attribution", "attribution_reason", "attitude", "scope"}
)
"""What may become clearer later without anybody having signed something else."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed about a success criterion; what is still empty makes it incomplete.

    `owner` is the key of a member's person; `money_per_unit` the worth of one unit of improvement for a year in
    `currency`; `attributed_share` (0–1) the part of the change that is ascribed to the rollout by the method
    `attribution`. Low and high ends say how far money and share may be off.
    """

    name: str
    unit: str = ""
    direction: Literal["up", "down"] = "up"
    part: str = "efficiency"
    baseline: float | None = None
    baseline_date: date | None = None
    baseline_source: str = ""
    target: float | None = None
    target_date: date | None = None
    owner: str | None = None
    how_measured: str = ""
    money_per_unit: float | None = None
    currency: str = "CNY"
    attributed_share: float = 1.0
    way: str = "entered"
    attitude: bool = False
    scope: str = ""
    baseline_from: date | None = None
    baseline_to: date | None = None
    money_low: float | None = None
    money_high: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    attribution: str = ""
    attribution_reason: str = ""


def add_criterion(*, project: Project, agreement: Agreement, by: int | None) -> Criterion:
    """Add a success criterion; refused when it claims intangible benefit alone or contradicts itself."""
    row = _add(project, agreement, by)
    refresh_open_rounds(project=project)
    return row


def change_criterion(
    *,
    project: Project,
    criterion: Criterion,
    agreement: Agreement,
    version: int | None = None,
    differences: list[Difference] | None = None,
    by: int | None,
) -> None:
    """Change a criterion; whoever signed it signed other words, so the signature falls.

    It stays when only estimates of the benefit changed. A baseline of another period takes back what was accepted as
    comparable with the old one.
    """
    db.session.refresh(criterion, with_for_update=True)
    _must_be_there(criterion)
    must_be_current(criterion, version, differences or [])
    _change(project, criterion, agreement, by)
    refresh_open_rounds(project=project)


def take_in_criteria(*, project: Project, new: list[Values], changed: list[tuple[str, Values]], by: int | None) -> None:
    """Add and change many criteria at once, as a sheet says: `owner_id`, and `attributed` in per cent."""
    keys = {one.id: one.key for one in members_of(project.id)}
    for values in new:
        _add(project, Agreement(**_given(values, keys)), by)
    of_project = (Criterion.project_id == project.id, Criterion.removed_at.is_(None))
    for key, values in changed:
        row = db.session.scalars(select(Criterion).where(*of_project, Criterion.key == key).with_for_update()).one()
        _change(project, row, replace(_agreed(row, keys), **_given(values, keys)), by)
    refresh_open_rounds(project=project)


def _given(values: Values, keys: Mapping[int, str]) -> dict[str, Any]:
    given = {name: value for name, value in values.items() if name not in ("owner_id", "attributed")}
    if "owner_id" in values:
        given["owner"] = keys.get(values["owner_id"])
    if "attributed" in values:
        given["attributed_share"] = values["attributed"] / 100
    return given


def _agreed(row: Criterion, keys: Mapping[int, str]) -> Agreement:
    named = {one.name: getattr(row, one.name) for one in fields(Agreement) if one.name != "owner"}
    return Agreement(owner=keys.get(row.owner_id or 0), **named)


def _add(project: Project, agreement: Agreement, by: int | None) -> Criterion:
    values = _checked(project, agreement)
    _must_show_in_behaviour(project, agreement)
    if len(criteria_of(project.id)) >= PIECES:
        raise Refused(_("There are %(limit)s success criteria; remove some before you add more.", limit=PIECES))
    row = Criterion(project_id=project.id, **values)
    db.session.add(row)
    db.session.flush()
    _note("criterion.added", project, row, by)
    return row


def _change(project: Project, criterion: Criterion, agreement: Agreement, by: int | None) -> None:
    """Write what differs; a signature falls with the words that were signed."""
    values = _checked(project, agreement)
    _must_show_in_behaviour(project, agreement, besides=criterion.key)
    if all(getattr(criterion, name) == value for name, value in values.items()):
        return
    changed = {name for name, value in values.items() if getattr(criterion, name) != value}
    for name in changed:
        setattr(criterion, name, values[name])
    was_signed = criterion.signed_at is not None and not changed <= ESTIMATED
    if was_signed:
        criterion.signed_at, criterion.signed_by_id = None, None
    db.session.flush()
    if changed & {"baseline_from", "baseline_to", "scope"}:
        forget_acceptances(project=project, criterion=criterion)
    _note("criterion.changed", project, criterion, by, signature_fell=was_signed)


def remove_criterion(*, project: Project, criterion: Criterion, by: int | None) -> None:
    """Take a criterion away; rounds that measured it keep their figures."""
    _must_be_there(criterion)
    criterion.removed_at = now()
    db.session.flush()
    refresh_open_rounds(project=project)
    _note("criterion.removed", project, criterion, by)


def sign_criteria(*, project: Project, by: int) -> int:
    """The sponsor signs every complete criterion that is not signed yet; returns how many those are."""
    sponsor = select(Membership.id).where(
        Membership.project_id == project.id, Membership.user_id == by, Membership.role == "sponsor"
    )
    if db.session.scalar(sponsor) is None:
        raise Refused(_("Only the sponsor signs success criteria."))
    complete = {one.id for one in criteria_of(project.id) if one.complete and one.signed_at is None}
    if not complete:
        raise Refused(_("There is no complete success criterion without a signature."))
    for row in db.session.scalars(select(Criterion).where(Criterion.id.in_(complete)).with_for_update()):
        row.signed_at, row.signed_by_id = now(), by
        _note("criterion.signed", project, row, by)
    db.session.flush()
    return len(complete)


def _checked(project: Project, given: Agreement) -> dict[str, object]:
    for figure in (given.baseline, given.target, given.money_per_unit, given.money_low, given.money_high):
        must_be_number(figure)
    if not all(0 <= share <= 1 for share in (given.attributed_share, given.share_low, given.share_high) if share):
        raise Refused(_("The attributed share lies between 0 and 100 per cent."))
    if given.part not in PARTS or given.direction not in ("up", "down") or given.way not in WAYS:
        raise Refused(_("Choose a part of the effect and a direction."))
    _must_be_estimated(given)
    values = asdict(given)
    if (sentence := objection(**{name: values[name] for name in OBJECTED})) is not None:
        raise Refused(say(sentence))
    owner_id = member_id(project, values.pop("owner"))
    return (
        values
        | {
            "attitude": given.attitude or bool(WAYS[given.way].instrument),  # whoever is asked says what they think
            "owner_id": owner_id,
            "name": short(given.name),
            "unit": " ".join(given.unit.split())[:40],
            "baseline_source": " ".join(given.baseline_source.split())[:300],
            "how_measured": long(given.how_measured),
            "currency": given.currency.strip().upper()[:3],
            "scope": " ".join(given.scope.split())[:300],
            "attribution_reason": long(given.attribution_reason),
        }
    )


def _must_be_estimated(given: Agreement) -> None:
    """Low and high ends lie on either side of what is taken, and a method of attribution has its reason."""
    for low, base, high in (
        (given.money_low, given.money_per_unit, given.money_high),
        (given.share_low, given.attributed_share, given.share_high),
    ):
        ends = [one for one in (low, base, high) if one is not None]
        if ends != sorted(ends):
            raise Refused(_("The low end lies above the value taken, or the high end below it."))
    if (given.baseline_from is None) != (given.baseline_to is None):
        raise Refused(_("The period of the baseline needs its first and its last day."))
    if given.baseline_from and given.baseline_to and given.baseline_to < given.baseline_from:
        raise Refused(_("The period of the baseline ends before it begins."))
    if given.attribution and given.attribution not in METHODS:
        raise Refused(_("Choose a method of attribution from the list."))
    if given.attribution and not given.attribution_reason.strip():
        raise Refused(_("Say why this share: a method of attribution needs its reason."))


def _must_show_in_behaviour(project: Project, given: Agreement, besides: str = "") -> None:
    """Loyalty is never measured by attitude alone."""
    if given.part != LOYALTY or not (given.attitude or WAYS[given.way].instrument):
        return
    if not any(one.part == LOYALTY and not one.attitude and one.key != besides for one in criteria_of(project.id)):
        raise Refused(say(ATTITUDE_ALONE))


def _must_be_there(criterion: Criterion) -> None:
    if criterion.removed_at is not None:
        raise Refused(_("The success criterion has been removed meanwhile."))


def _note(verb: str, project: Project, criterion: Criterion, by: int | None, **data: object) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=criterion.key, name=criterion.name, **data)
