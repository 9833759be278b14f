"""What the page of warnings shows: what stands with its figures, what was set aside, and the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db
from app.facts.links import blocker_url
from app.facts.warnings import DismissalFact, limits_for, warned
from app.language import day, number, say
from app.models import Project, WarningSpell
from app.tables import Cell
from app.words import _, ngettext
from phases.model import Limits, Text, Warning, WarningFigure
from phases.warnings import KINDS, kind_of


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure beside its threshold, as people read them."""

    title: str
    value: str
    parts: str
    threshold: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class WarningCard:
    """A warning with all that is known of it; `dismissal` while it is set aside, `again` when one holds no longer."""

    key: str
    title: str
    meaning: str
    advice: str
    sentence: str
    url: str
    figures: Sequence[FigureRow]
    since: str
    dismissal: DismissalFact | None = None
    again: DismissalFact | None = None


@dataclass(frozen=True, slots=True)
class PastSpell:
    """A stretch of days on which a warning stood; without `ended` it still does."""

    title: str
    began: date
    ended: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class WarningsPage:
    """What stands, what was set aside, what stood before, and all kinds with their definitions."""

    standing: Sequence[WarningCard]
    dismissed: Sequence[WarningCard]
    past: Sequence[PastSpell]
    kinds: Sequence[tuple[str, str, str]]


def warnings_page(project: Project) -> WarningsPage:
    """All of it, in six queries."""
    found, spells = warned([project])[project.id], _spells(project.id)
    since = {spell.warning: spell.began for spell in spells if spell.ended is None}
    returned = found.returned or {}
    limits = limits_for(project)
    kinds = [(key, say(one.title), say(one.definition(limits))) for key, one in KINDS.items()]
    return WarningsPage(
        standing=[_card(project, one, since, limits, again=returned.get(one.key)) for one in found.standing],
        dismissed=[_card(project, one, since, limits, dismissal=dismissal) for one, dismissal in found.dismissed],
        past=[_past(spell) for spell in spells if spell.warning in KINDS],
        kinds=kinds,
    )


def standing_warning(project: Project, key: str) -> WarningCard | None:
    """The card of one that stands; None when it does not."""
    return next((one for one in warnings_page(project).standing if one.key == key), None)


def _card(
    project: Project,
    one: Warning,
    since: dict[str, date],
    limits: Limits,
    dismissal: DismissalFact | None = None,
    again: DismissalFact | None = None,
) -> WarningCard:
    kind = kind_of(one.key)
    return WarningCard(
        key=one.key,
        title=say(kind.title),
        meaning=say(kind.definition(limits)),
        advice=say(kind.advice),
        sentence=say(one.sentence),
        url=blocker_url(project.key, one.about),
        figures=[_figure(figure) for figure in one.figures],
        since=day(since.get(one.key)),
        dismissal=dismissal,
        again=again,
    )


def _figure(one: WarningFigure) -> FigureRow:
    return FigureRow(say(one.title), _shown(one, one.value), say(one.parts), _shown(one, one.threshold), one.beyond)


def _shown(one: WarningFigure, value: float) -> str:
    if one.unit == "percent":
        return f"{number(value)}%"
    if one.unit == "days":
        return ngettext("%(num)s day", "%(num)s days", int(value))
    return number(value)


def _spells(project_id: int) -> Sequence[WarningSpell]:
    wanted = select(WarningSpell).where(WarningSpell.project_id == project_id)
    return db.session.scalars(wanted.order_by(WarningSpell.began.desc(), WarningSpell.id.desc()).limit(200)).all()


def _past(spell: WarningSpell) -> PastSpell:
    return PastSpell(say(kind_of(spell.warning).title), spell.began, spell.ended, say(Text(**spell.sentence)))


def export_columns() -> list[str]:
    """The headings of the export."""
    return [
        _("Warning"), _("State"), _("Sentence"), _("Figure"), _("Value"), _("Of"), _("Threshold"), _("Beyond"),
        _("Reason"), _("By"), _("Valid until"),
    ]  # fmt: skip


def export_rows(found: WarningsPage) -> list[list[Cell]]:
    """A row for each figure of each warning."""
    rows: list[list[Cell]] = []
    for state, cards in ((_("Standing"), found.standing), (_("Dismissed"), found.dismissed)):
        for card in cards:
            one = card.dismissal
            why: list[Cell] = [one.reason, one.by, one.until] if one else ["", "", None]
            for figure in card.figures:
                beyond = _("yes") if figure.beyond else _("no")
                told = [figure.title, figure.value, figure.parts, figure.threshold, beyond]
                rows.append([card.title, state, card.sentence, *told, *why])
    return rows
