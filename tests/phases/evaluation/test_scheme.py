"""What the edition declares about evaluation: complete, consistent, and refused with sentences when it is not."""

import shutil
from pathlib import Path

import pytest

from phases.edition import CHECKLISTS, EditionError
from phases.evaluation import breadth, depth
from phases.evaluation.model import DIMENSIONS
from phases.evaluation.scheme import load


def test_every_indicator_of_breadth_and_depth_is_declared_in_its_dimension() -> None:
    scheme = load()
    assert [one.key for one in scheme.of("breadth")] == list(breadth.KEYS)
    assert [one.key for one in scheme.of("depth")] == list(depth.KEYS)


def test_the_weights_of_breadth_and_of_depth_add_up_to_a_hundred() -> None:
    scheme = load()
    assert sum(one.weight for one in scheme.of("breadth")) == 100
    assert sum(one.weight for one in scheme.of("depth")) == 100


def test_a_usage_log_with_its_lists_measures_enough_of_breadth_and_depth_to_be_more_than_indicative() -> None:
    scheme = load()
    for keys, total in ((breadth.FROM_LOG, 100), (depth.FROM_LOG, 100)):
        assert sum(scheme[key].weight for key in keys) / total >= scheme.limits["coverage_indicative"] / 100


def test_the_figures_in_the_prose_are_those_of_the_edition() -> None:
    scheme = load()
    assert "28 days" in scheme["breadth.active-share"].definition.en
    assert "20%" in scheme["depth.functions"].formula.en
    assert "80%" in scheme["breadth.departments"].formula.zh
    for one in scheme.definitions.values():
        assert "{" not in one.definition.en + one.formula.en + one.definition.zh + one.formula.zh


def test_levels_run_from_one_to_five_and_never_ask_for_less() -> None:
    levels = load().levels
    assert [level.number for level in levels] == [1, 2, 3, 4, 5]
    for dimension in DIMENSIONS:
        least = [level.least[dimension] for level in levels]
        assert least == sorted(least)


def edited(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(CHECKLISTS, folder, dirs_exist_ok=True)
    file = folder / "evaluation.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id: breadth.roles", "id: breadth.rolls", "the product computes no indicator “breadth.rolls”"),
        ("id: breadth.roles", "id: breadth.rolls", "the indicator “breadth.roles” is missing"),
        (
            "{zero: 0, yellow: 0.7, green: 0.9, full: 1}",
            "{zero: 0, yellow: 0.9, green: 0.7, full: 1}",
            "should rise or fall",
        ),
        ("the last {active_window_days} days", "the last {active_days} days", "names a figure in braces"),
        ("weight: 25, version: 1", "weight: 25", "“scoring” should have weight, version"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(EditionError) as error:
        load(edited(tmp_path, old, new))
    assert any(sentence in problem for problem in error.value.problems)
