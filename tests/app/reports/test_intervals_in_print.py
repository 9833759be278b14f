"""What a statistician asks of a printed figure: its n, its interval with its level, and the denominator in words."""

from dataclasses import replace

from app.charts import Voice
from app.evaluations.next_rows import step_rows
from app.reports.evaluation.indicators import dimension_blocks
from app.reports.evaluation.next_steps import next_blocks
from app.reports.evaluation.outcome import definitions
from app.reports.model import Table
from app.reports.samples.evaluation_round import fictional_round
from phases.evaluation.counts import Count, indicators
from phases.evaluation.model import Part
from phases.evaluation.next_steps import next_steps
from phases.evaluation.scheme import load


def figures(numerator: int, denominator: int) -> tuple[str, ...]:
    """The row of record coverage as the report prints it."""
    made = fictional_round("en")
    counted = {"breadth.record-coverage": Count(numerator, denominator, stated=False)}
    (own,) = (one for one in indicators(made.scheme, counted, ("breadth",)) if one.key == "breadth.record-coverage")
    blocks = dimension_blocks(replace(made, indicators=(own,)), "breadth", Voice("en", str))
    (table,) = (one for one in blocks if isinstance(one, Table) and one.title == "The figures")
    assert [one.name for one in table.columns][3:5] == ["n", "95% confidence interval"]
    return tuple(str(cell) for cell in table.rows[0])


def test_a_share_of_few_cases_is_printed_with_n_and_interval() -> None:
    # Wilson's interval of 2 of 4 is 15.0 % to 85.0 %.
    assert figures(2, 4)[1:5] == ("50%", "2 / 4", "4", "15% – 85%")


def test_a_share_of_many_cases_needs_none() -> None:
    assert figures(50, 100)[1:5] == ("50%", "50 / 100", "100", "–")


def test_a_printed_share_keeps_the_decimal_that_tells_it_from_its_band() -> None:
    # 159 of 200 is 79.5 %: printed as 80 % it would seem to reach a limit that it misses.
    assert figures(159, 200)[1] == "79.5%"


def test_a_group_of_few_is_printed_with_its_interval() -> None:
    # Wilson's interval of 1 of 5 is 3.6 % to 62.4 %; 120 of 150 needs none.
    made = fictional_round("en")
    role = next(one for one in made.indicators if one.key == "breadth.departments")
    own = replace(role, parts=(Part("Sales", 0.2, 1, 5, 5), Part("Service", 0.8, 120, 150, 150)))
    blocks = dimension_blocks(replace(made, indicators=(own,)), "breadth", Voice("en", str))
    (table,) = (one for one in blocks if isinstance(one, Table) and one.title.endswith("by group"))
    assert table.columns[-1].name == "95% confidence interval"
    assert [row[-1] for row in table.rows] == ["4% – 62%", "–"]


def test_a_need_that_is_just_missed_is_not_printed_as_met() -> None:
    # 79.6 % of at least 80 %: in whole per cent it would read “80% of at least 80%”, and yet “something is missing”.
    steps = next_steps({"breadth.active-share": 0.796})
    (table,) = next_blocks(replace(fictional_round("en"), steps=steps), Voice("en", str))
    assert isinstance(table, Table)
    assert any("79.6% of at least 80%" in str(row[-1]) for row in table.rows)
    shown = [need.value for row in step_rows(load(), steps) for need in row.needs]
    assert "79.6%" in shown


def test_the_appendix_says_what_is_divided_by_and_what_is_left_out() -> None:
    made = fictional_round("en")
    detail = next(one for one in definitions(made, Voice("en", str)).entries if "Activation" in one.term)
    assert "Denominator: licensed users. Not counted: Repeated lines" in detail.detail
    assert "Weight: 15. Version " in detail.detail, "as the method has it, so that the scores can be worked out"
