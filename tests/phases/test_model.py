"""The words of the method in both languages."""

from datetime import date

import pytest

from phases import PHASES, phase
from phases.model import Limits, Text, listed, same, say
from phases.order import ORDER, TITLES, earlier, following


def test_a_text_answers_in_the_readers_language():
    text = Text("Gate", "关口")
    assert [text.in_(tag) for tag in ("en", "zh", "zh_Hans_CN", "de")] == ["Gate", "关口", "关口", "Gate"]


def test_a_sentence_takes_texts_and_dates_in_its_own_language():
    sentence = say("{what} by {day}", "{day}前{what}", what=Text("Decide", "决策"), day=date(2026, 3, 5))
    assert sentence == Text("Decide by 5 March 2026", "2026年3月5日前决策")


def test_braces_in_what_people_wrote_stay_as_they_are():
    assert say("On “{title}”", "关于“{title}”", title="{0} {x}") == Text("On “{0} {x}”", "关于“{0} {x}”")


def test_names_in_a_row_are_parted_as_each_language_does_it():
    assert listed(["Ada", Text("Gate", "关口")]) == Text("Ada, Gate", "Ada、关口")
    assert listed("abcd", 2) == Text("a, b, …", "a、b、…")
    assert listed("ab", 2) == Text("a, b", "a、b")
    assert listed([]) == Text("", "")


def test_words_that_a_person_wrote_are_the_same_in_both_languages():
    assert same("Acme") == Text("Acme", "Acme")


def test_the_six_phases_stand_in_their_fixed_order():
    assert [one.word for one in PHASES] == ["concept", "review", "solidification", "deployment", "training", "golive"]
    assert [one.number for one in PHASES] == [1, 2, 3, 4, 5, 6]
    assert [one.word for one in PHASES] == list(ORDER)
    assert [one.title for one in PHASES] == list(TITLES.values())


def test_a_phase_is_found_by_its_word_and_a_wrong_word_is_named():
    assert phase("golive").title == Text("Go-live", "系统上线")
    with pytest.raises(LookupError, match="“go-live” is not a phase"):
        phase("go-live")


def test_earlier_and_following_phases():
    assert earlier("concept") == ()
    assert earlier("solidification") == ("concept", "review")
    assert following("concept") == "review"
    assert following("golive") is None


def test_a_limit_that_the_edition_lacks_is_named():
    with pytest.raises(LookupError, match="no limit “coverage” for the phase “training”"):
        Limits("training", {})["coverage"]


def test_limits_can_be_changed_for_one_project():
    limits = Limits("concept", {"criteria": 3, "coverage": 90})
    changed = limits.but(criteria=5)
    assert (changed["criteria"], changed["coverage"], limits["criteria"]) == (5, 90, 3)
