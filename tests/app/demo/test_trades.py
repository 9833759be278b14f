"""The trades of the demonstration: each company works in its own way, and its to-be course answers its as-is one."""

import pytest

from app.demo.engagements import ENGAGEMENTS
from app.demo.records.process_words import DEPARTMENTS, FUNCTIONS
from app.demo.records.trades import TRADES, trade_of
from app.demo.records.trades.shape import Told

EVERY = [process for word in TRADES for process in trade_of(word).processes]


def test_every_engagement_past_its_concept_has_a_trade_of_its_own():
    assert [one.word for one in ENGAGEMENTS if one.phase != "concept"] == list(TRADES)
    assert len(set(TRADES.values())) == len(TRADES)


def test_no_two_companies_share_the_name_of_a_process():
    assert len({process.name for process in EVERY}) == 3 * len(TRADES)


@pytest.mark.parametrize("process", EVERY, ids=lambda process: process.name)
def test_every_step_as_it_is_has_one_successor(process: Told):
    replaced = sorted(place for step in process.becomes for place in step.replaces)

    assert replaced == list(range(len(process.was)))


@pytest.mark.parametrize("process", EVERY, ids=lambda process: process.name)
def test_steps_that_stay_have_a_function_a_fit_and_hours(process: Told):
    staying = [step for step in process.becomes if step.change != "drop"]

    assert all(step.fit and step.hours and step.function in range(len(FUNCTIONS)) for step in staying)
    assert all(step.department in range(len(DEPARTMENTS)) for step in (*process.was, *process.becomes))


@pytest.mark.parametrize("word", TRADES)
def test_the_figures_of_a_trade_measure_its_three_processes(word: str):
    assert [figure.process for figure in trade_of(word).figures] == [0, 1, 2]
