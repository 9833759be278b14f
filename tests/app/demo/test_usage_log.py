"""The generated log: the same every time, believable, and with the flaws a real one has."""

from datetime import date
from pathlib import Path

import pytest

from app.demo import usage_log
from app.demo.usage_log import Story
from app.usage.columns import Mapped
from app.usage.evaluating import evaluate
from app.usage.importing import normalise
from app.usage.lists import read_functions, read_users

STORY = Story()


def test_the_same_story_gives_the_same_files(tmp_path: Path) -> None:
    story = Story(people=15)
    first = usage_log.write(story, tmp_path / "a")
    second = usage_log.write(story, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_one_more_person_changes_nobody_elses_log() -> None:
    few = set(usage_log.events(Story(people=5)))
    assert few <= set(usage_log.events(Story(people=6)))


def test_the_lists_are_read_back_as_they_were_made(tmp_path: Path) -> None:
    _, people, functions = usage_log.write(Story(people=40), tmp_path)
    assert list(read_users(people).users) == usage_log.users(Story(people=40))
    assert list(read_functions(functions).functions) == usage_log.functions(STORY)
    assert read_users(people).refused == read_functions(functions).refused == ()


def test_two_hundred_people_over_six_months_show_growth_from_the_first_round_to_the_second(tmp_path: Path) -> None:
    log, _, _ = usage_log.write(STORY, tmp_path)
    imported = normalise(
        log,
        Mapped("user", "function", "time"),
        time_zone="Asia/Shanghai",
        out=tmp_path / "events.parquet",
        refused=tmp_path / "refused.csv",
    )
    assert imported.refused == 0
    assert imported.duplicates > 0
    rounds = [
        evaluate(
            events=[tmp_path / "events.parquet"],
            users=usage_log.users(STORY),
            functions=usage_log.functions(STORY),
            first=first,
            last=last,
            time_zone="Asia/Shanghai",
            is_working_day=lambda day: day.weekday() < 5,
            norms=usage_log.norms(STORY),
        )
        for first, last in ((date(2026, 1, 5), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)))
    ]
    before, after = ({one.key: one.value for one in found.indicators} for found in rounds)
    for key in ("breadth.active-share", "breadth.frequency", "depth.functions", "depth.advanced", "depth.evenness"):
        assert before[key] < after[key] <= 1
    assert 0.5 < before["breadth.active-share"] < 0.9
    assert rounds[1].facts.strangers > 0
    assert rounds[1].facts.early > 0
    assert rounds[1].facts.ended > 0


@pytest.mark.parametrize(("language", "department"), [("en", "Sales North"), ("zh", "华北销售部")])
def test_a_story_is_told_in_either_language(language: str, department: str) -> None:
    assert department in {user.department for user in usage_log.users(Story(language=language))}
