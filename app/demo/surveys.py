"""What users and customers of the demonstration's companies said: surveys that are closed, one still taking answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import insert, update

from app.clock import today
from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.models import Project, Round, Survey, SurveyAnswer, SurveyLink
from app.models.base import new_key
from app.surveys.actions import Wanted, close_survey, make_links, open_survey
from phases.evaluation.instruments import load

WORDS = {
    "zh": {
        "users": "系统使用体验调查", "customers": "客户推荐意愿调查", "content": "客户满意度回访",
        "groups": ("销售部", "客服部", "市场部"),
        "why": "您最希望改进哪一点？",
        "remarks": ("手机端录入再快一些。", "报表希望能按区域筛选。", "客户查重提示很有用。", "希望与日历打通。"),
        "hello": "感谢您抽出三分钟，答卷不记名。",
    },
    "en": {
        "users": "How is the system to work with?", "customers": "Would our customers recommend us?",
        "content": "How content are our customers?",
        "groups": ("Sales", "Service", "Marketing"), "why": "What should be better first?",
        "remarks": ("Faster entry on the phone.", "Reports by region.", "Duplicate warnings help."),
        "hello": "Thank you for three minutes. Nobody sees who answered.",
    },
}  # fmt: skip
SIZES = (12, 9, 3)
"""People who answered by group; the last is too small to be shown alone, and takes the next one along."""


CONTENT = (
    (5, 5, 4, 4, 4),
    (5, 5, 5, 4, 4),
)
"""What the satisfied answered, over and over: the second time more of them with the best answer."""
OTHERS = (3, 3, 2, 3, 1)


def ask_customers(
    project: Project, told: Engagement, cast: Cast, round_: Round, number: int, counted: Mapping[str, float]
) -> None:
    """Ask a round's customers by one link, from four weeks before the round's last day until the day after it."""
    word = WORDS[told.language]
    asked = Wanted(
        title=str(word["content"]), audience="customers", mode="open", instruments=("csat",), places=150,
        introduction=str(word["hello"]), round=round_.number,
    )  # fmt: skip
    with at(round_.to_date - timedelta(days=27), told.zone, 10):
        row = open_survey(project=project, wanted=asked, by=cast.consultant.id)
    satisfied, answered = int(counted["satisfied"]), int(counted["answered"])
    points = [CONTENT[number][place % 5] for place in range(satisfied)]
    points += [OTHERS[place % 5] for place in range(answered - satisfied)]
    db.session.execute(
        insert(SurveyAnswer),
        [{"survey_id": row.id, "group": "", "key": new_key(), "said": {"csat.overall": one}} for one in points],
    )
    with at(round_.to_date + timedelta(days=1), told.zone, 17):
        close_survey(project=project, survey=row, by=cast.client_pm.id)


def survey_twice(project: Project, told: Engagement, cast: Cast, round_: int | None) -> None:
    """Users by personal links, closed; customers by one link, half answered."""
    word, dice = WORDS[told.language], Random(told.word)  # noqa: S311 (believable variety, no secret)
    day = today(told.zone) - timedelta(days=30)
    asked = Wanted(
        title=str(word["users"]), audience="users", mode="personal", instruments=("sus", "utaut", "use"),
        own=(("text", str(word["why"]), str(word["why"])),), groups=word["groups"], introduction=str(word["hello"]),
        round=round_,
    )  # fmt: skip
    with at(day, told.zone, 9):
        users = open_survey(project=project, wanted=asked, by=cast.consultant.id)
        for group, size in zip(word["groups"], SIZES, strict=True):
            make_links(project=project, survey=users, count=size + 2, group=group, by=cast.consultant.id)
    _answer(users, word["groups"], dice, word["remarks"])
    with at(day + timedelta(days=14), told.zone, 17):
        close_survey(project=project, survey=users, by=cast.consultant.id)
    _customers(project, told, cast, day + timedelta(days=18), dice, round_)


def _customers(project: Project, told: Engagement, cast: Cast, day: date, dice: Random, round_: int | None) -> None:
    asked = Wanted(
        title=str(WORDS[told.language]["customers"]), audience="customers", mode="open",
        instruments=("nps", "ces"), places=120, introduction=str(WORDS[told.language]["hello"]), round=round_,
    )  # fmt: skip
    with at(day, told.zone, 10):
        row = open_survey(project=project, wanted=asked, by=cast.consultant.id)
    said = [{id: _point(id, dice) for id in _items(row)} for _number in range(46)]
    db.session.execute(
        insert(SurveyAnswer), [{"survey_id": row.id, "group": "", "key": new_key(), "said": one} for one in said]
    )


def _answer(row: Survey, groups: Sequence[str], dice: Random, remarks: Sequence[str]) -> None:
    answers = []
    for group, size in zip(groups, SIZES, strict=True):
        for _number in range(size):
            said: dict[str, int | str] = {id: _point(id, dice) for id in _items(row)}
            if dice.random() < 0.3:
                said["own.1"] = dice.choice(remarks)
            answers.append({"survey_id": row.id, "group": group, "key": new_key(), "said": said})
    db.session.execute(insert(SurveyAnswer), answers)
    first = 0
    for size in SIZES:
        mine = SurveyLink.number.between(first + 1, first + size)
        db.session.execute(update(SurveyLink).where(SurveyLink.survey_id == row.id, mine).values(used=True))
        first += size + 2


def _items(row: Survey) -> list[str]:
    return [item.id for id in row.instruments for item in load()[id].items]


def _point(id: str, dice: Random) -> int:
    """An answer around three quarters of the scale; of SUS's negative items, around one quarter."""
    one = load()[id.partition(".")[0]]
    item = next(item for item in one.items if item.id == id)
    share = min(1.0, max(0.0, dice.gauss(0.74 if item.positive else 0.28, 0.2)))
    return one.scale.least + round(share * (one.scale.most - one.scale.least))
