"""What people do with the account of benefit and cost: say by what it is reckoned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import audit
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.benefits import Setting, setting_of
from app.language import day, percent
from app.models import BenefitAccount, Project
from app.words import _


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What shall hold: `rate` is a share a year (0.08), None while there is none."""

    currency: str
    starts: date
    months: int
    rate: float | None
    rate_source: str = ""


def set_account(*, project: Project, reckoning: Reckoning, version: int | None = None, by: int | None) -> None:
    """Say by what benefit and cost are reckoned; Conflict when somebody else said otherwise meanwhile."""
    _check(reckoning)
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    present = setting_of(project)
    if version is not None and version != present.version:
        raise Conflict(_differences(present, reckoning), version=present.version)
    row = db.session.scalar(select(BenefitAccount).where(BenefitAccount.project_id == project.id))
    if row is None:
        row = BenefitAccount(project_id=project.id)
        db.session.add(row)
    row.currency, row.starts, row.months = reckoning.currency, reckoning.starts, reckoning.months
    row.rate, row.rate_source = reckoning.rate, " ".join(reckoning.rate_source.split())[:300]
    db.session.flush()
    audit.touch(project.id)
    audit.record("benefits.reckoned", by=by, project=project.id, about=row.key)


def _check(given: Reckoning) -> None:
    if given.rate is not None and not (math.isfinite(given.rate) and 0 <= given.rate < 1):
        raise Refused(_("Between 0 and 99 per cent."))
    if not 1 <= given.months <= 240:
        raise Refused(_("Between 1 and 240 months."))
    if not (len(given.currency) == 3 and given.currency.isascii() and given.currency.isalpha()):
        raise Refused(_("A currency has three letters."))
    if not 1990 <= given.starts.year <= 2200:
        raise Refused(_("Choose a first month between 1990 and 2200."))


def _differences(theirs: Setting, mine: Reckoning) -> list[Difference]:
    pairs = [
        Difference(_("Currency"), theirs.currency, mine.currency),
        Difference(_("First month"), day(theirs.starts), day(mine.starts)),
        Difference(_("Months looked at"), str(theirs.months), str(mine.months)),
        Difference(_("Discount rate (% a year)"), percent(theirs.rate, 2), percent(mine.rate, 2)),
        Difference(_("Where the rate comes from"), theirs.rate_source, mine.rate_source),
    ]
    return [one for one in pairs if one.theirs != one.mine]
