"""Thresholds: every limit is described in both languages, impossible values get a sentence, relaxing is told apart."""

import re

import pytest

from phases.edition import editions
from phases.model import Text
from phases.thresholds import out_of_order, read_value, thresholds

HAN = re.compile(r"[\u4e00-\u9fff]")
EDITION = editions()["2026.1"]


def test_every_limit_of_the_edition_is_described_and_nothing_else_is():
    assert {f"{part}.{name}" for part, limits in EDITION.limits.items() for name in limits.figures} == set(thresholds())


@pytest.mark.parametrize("id", thresholds())
def test_each_says_what_it_means_in_both_languages_and_has_room_for_the_editions_value(id):
    one = thresholds()[id]
    for text in (one.title, one.meaning):
        assert text.en
        assert HAN.search(text.zh)
    assert one.low <= EDITION.limits[one.part][one.name] <= one.high
    assert one.stricter in ("", "up", "down")


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("concept.coverage", "80", 80), ("concept.coverage", " 80 % ", 80), ("concept.coverage", "８０％", 80),
        ("concept.coverage", "0", 0), ("concept.coverage", "100", 100), ("concept.coverage", "87.5", 87.5),
        ("concept.gain_low", "0.25", 0.25), ("concept.gain_low", "0,25", 0.25), ("review.opponent_stance", "−2", -2),
    ],
)  # fmt: skip
def test_a_value_is_read_as_people_write_it(id, text, value):
    assert read_value(thresholds()[id], text) == value


@pytest.mark.parametrize(
    ("id", "text", "sentence"),
    [
        ("concept.coverage", "-1", Text("A number from 0 to 100.", "请填写 0 至 100 之间的数字。")),
        ("concept.coverage", "101", Text("A number from 0 to 100.", "请填写 0 至 100 之间的数字。")),
        ("concept.coverage", "most", Text("“most” is no number.", "“most”不是数字。")),
        ("concept.coverage", "", Text("“” is no number.", "“”不是数字。")),
        ("concept.coverage", "nan", Text("“nan” is no number.", "“nan”不是数字。")),
        ("concept.coverage", "1e3", Text("“1e3” is no number.", "“1e3”不是数字。")),
        ("concept.criteria", "2.5", Text("A whole number.", "请填写整数。")),
        ("concept.criteria", "0", Text("A number from 1 to 50.", "请填写 1 至 50 之间的数字。")),
        ("review.problem_priority", "26", Text("A number from 1 to 25.", "请填写 1 至 25 之间的数字。")),
    ],
)
def test_an_impossible_value_gets_a_sentence(id, text, sentence):
    assert read_value(thresholds()[id], text) == sentence


def test_relaxing_is_what_asks_for_less():
    coverage, priority, gain = (
        thresholds()[id] for id in ("concept.coverage", "review.problem_priority", "concept.gain_low")
    )
    # Fewer people trained is less; so is a root cause owed from a higher priority on.
    assert [coverage.relaxes(90, 80), coverage.relaxes(90, 95), coverage.relaxes(90, 90)] == [True, False, False]
    assert [priority.relaxes(15, 20), priority.relaxes(15, 10)] == [True, False]
    assert not gain.relaxes(0.3, 0.1)


def test_low_stays_below_high():
    figures = {"concept.gain_low": 0.3, "concept.gain_high": 0.7}
    assert out_of_order("concept.gain_low", 0.7, figures) is not None
    assert out_of_order("concept.gain_high", 0.2, figures) is not None
    assert out_of_order("concept.gain_low", 0.69, figures) is None
    assert out_of_order("concept.coverage", 1, figures) is None
