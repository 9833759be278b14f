"""The list of surveys, their progress, the sheet of links, and answers as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

import segno
from flask import url_for
from markupsafe import Markup
from sqlalchemy import case, func, select

from app.clock import day_in
from app.database import db
from app.facts.surveys import answers_of, minimum_of
from app.language import day, listed, say
from app.models import Project, Round, Survey, SurveyAnswer, SurveyLink
from app.surveys.asked import own_text
from app.surveys.tokens import hash_of, token_of
from app.words import _
from phases.evaluation.instruments import AUDIENCES, load
from phases.small_groups import showable


@dataclass(frozen=True, slots=True)
class Line:
    """A survey in the list: how many answered of how many; `places` is empty where nobody counted them."""

    key: str
    number: int
    title: str
    audience: str
    instruments: str
    round: str
    state: str
    opened: str
    until: str
    answers: int
    places: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Answers and links, in all and by group; `open_url` is the one link of an open survey.

    Of the groups `held_back` nobody is told how many have answered: there, everybody or nobody would say who.
    """

    answers: int
    places: int
    groups: tuple[tuple[str, int, int], ...]
    held_back: tuple[str, ...]
    open_url: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the sheet, with its QR code."""

    number: int
    group: str
    url: str
    used: bool
    code: Markup


def kept_with_round(survey: Survey) -> str:
    """That a closed round keeps what this survey said, so that it stays closed too; empty where none does."""
    round_ = db.session.get(Round, survey.round_id) if survey.round_id else None
    if round_ is None or round_.state != "closed":
        return ""
    return _(
        "Round %(number)s is closed, and what this survey said was kept with it. Ask again with a new survey.",
        number=round_.number,
    )


def lines_of(project: Project) -> list[Line]:
    """All surveys of a project, the newest first, in three queries."""
    rows = db.session.execute(
        select(Survey, Round.number)
        .outerjoin(Round, Round.id == Survey.round_id)
        .where(Survey.project_id == project.id)
        .order_by(Survey.number.desc())
    ).all()
    ids = [row.id for row, _round in rows]
    answers, links = _counted(SurveyAnswer, ids), _counted(SurveyLink, ids)
    known = load()
    return [
        Line(
            key=row.key,
            number=row.number,
            title=row.title,
            audience=say(AUDIENCES[row.audience]),
            instruments=listed(say(known[id].title) for id in row.instruments if id in known) or _("own items"),
            round=_("Round %(number)s", number=round_) if round_ else "",
            state=row.state,
            opened=day(day_in(row.created_at, project.time_zone)),
            until=day(row.until),
            answers=answers.get(row.id, 0),
            places=row.places if row.mode == "open" else links.get(row.id, 0),
        )
        for row, round_ in rows
    ]


def _counted(model: type[SurveyAnswer] | type[SurveyLink], ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(model.survey_id, func.count()).where(model.survey_id.in_(ids)).group_by(model.survey_id)
    )
    return {id: count for id, count in rows}  # noqa: C416 - rows are no pairs for the type checker


def progress_of(survey: Survey) -> Progress:
    """How many have answered; by group what its links tell. Who, nobody knows."""
    answers = db.session.scalar(select(func.count()).where(SurveyAnswer.survey_id == survey.id)) or 0
    used = func.sum(case((SurveyLink.used, 1), else_=0))
    rows = db.session.execute(
        select(SurveyLink.group, func.count(), used)
        .where(SurveyLink.survey_id == survey.id)
        .group_by(SurveyLink.group)
        .order_by(SurveyLink.group)
    ).all()
    shown = showable({group: count for group, count, _done in rows}, minimum_of(survey.project_id))
    named = [(group, group or _("for anybody"), count, int(done or 0)) for group, count, done in rows]
    groups = tuple((name, done, count) for group, name, count, done in named if group in shown)
    held_back = tuple(name for group, name, _count, _done in named if group not in shown)
    places = survey.places if survey.mode == "open" else sum(count for _g, _name, count, _d in named)
    is_mine = survey.mode == "open" and survey.token_hash == hash_of(survey.key, 0)
    return Progress(answers, places, groups, held_back, _url(survey.key, 0) if is_mine else "")


def links_of(survey: Survey, *, drawn: bool, only_unused: bool = False) -> Iterator[Link]:
    """The personal links, those left out that were made with another key of the installation."""
    rows = db.session.execute(
        select(SurveyLink.number, SurveyLink.group, SurveyLink.token_hash, SurveyLink.used)
        .where(SurveyLink.survey_id == survey.id)
        .order_by(SurveyLink.number)
    )
    for number, group, hashed, used in rows:
        if hashed == hash_of(survey.key, number) and not (only_unused and used):
            url = _url(survey.key, number)
            yield Link(number, group, url, used, qr(url) if drawn else Markup(""))


def qr(url: str) -> Markup:
    """A QR code as SVG that takes the colour of the text and no style."""
    out = StringIO()
    made = segno.make(url, error="m", micro=False)
    rows = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(made.matrix) for x, dark in enumerate(row) if dark)
    side = len(made.matrix)
    out.write(
        f'<svg class="qr" viewBox="-4 -4 {side + 8} {side + 8}" role="img" aria-label="QR" '
        f'xmlns="http://www.w3.org/2000/svg"><rect x="-4" y="-4" width="{side + 8}" height="{side + 8}" fill="#fff"/>'
        f'<path d="{rows}" fill="#000" shape-rendering="crispEdges"/></svg>'
    )
    return Markup(out.getvalue())  # noqa: S704 - numbers of our own


def answer_table(survey: Survey) -> tuple[list[str], list[list[str | int | None]]] | None:
    """Answers as a table without texts; a group's name only where it may be shown. None when too few answered.

    Items that fewer than those answered are left out, as on the page.
    """
    answers, minimum = answers_of(survey), minimum_of(survey.project_id)
    if survey.state != "closed" or len(answers) < minimum:
        return None
    sizes: dict[str, int] = {}
    for group, _said in answers:
        sizes[group] = sizes.get(group, 0) + 1
    # An item that people may leave out is not told where so few gave an answer to it.
    given = Counter(id for _group, said in answers for id in said)
    shown, items = showable(sizes, minimum), [one for one in _items(survey) if given[one[0]] >= minimum]
    names = [_("Group"), *(text for _id, text in items)]
    return names, [[group if group in shown else "", *(said.get(id) for id, _text in items)] for group, said in answers]


def _items(survey: Survey) -> Iterator[tuple[str, str]]:
    known = load()
    for id in survey.instruments:
        if id in known:
            yield from ((item.id, say(item.text)) for item in known[id].items)
    yield from ((one["id"], own_text(one)) for one in survey.own if one["kind"] == "scale")


def _url(key: str, number: int) -> str:
    return url_for("surveys.meet", token=token_of(key, number), _external=True)
