"""What a statistician asks of a printed figure: its n, its interval with its level, and the denominator in words."""

from dataclasses import replace

from app.charts import Voice
from app.reports.evaluation.indicators import dimension_blocks
from app.reports.evaluation.outcome import definitions
from app.reports.model import Table
from app.reports.samples.evaluation_round import fictional_round
from phases.evaluation.counts import Count, indicators


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


def test_the_appendix_says_what_is_divided_by_and_what_is_left_out() -> None:
    made = fictional_round("en")
    detail = next(one for one in definitions(made, Voice("en", str)).entries if "Activation" in one.term)
    assert "Denominator: licensed users. Not counted: Repeated lines" in detail.detail
