"""Corrections and recomputed comparisons, from indicators alone."""

from typing import Any

from phases.evaluation.corrections import UNTOLD, Arrival, corrected
from phases.evaluation.model import Indicator
from phases.evaluation.rounds import compare, redefined
from phases.model import same

LOG = Arrival("events", "branch.csv", "2026-08-03")


def one(key: str = "breadth.active-share", **values: Any) -> Indicator:
    return Indicator(
        key, "breadth", same("Active share"), same(""), "share", 1.0, **{"version": 1, "coverage": 1.0, **values}
    )


def test_only_figures_that_differ_are_corrections():
    """3 / 6 became 5 / 6: two sixths more, because of the log; rounding of the last digit is no difference."""
    old, new = one(value=3 / 6, numerator=3, denominator=6), one(value=5 / 6, numerator=5, denominator=6)
    still = one("breadth.dormant", value=0.1 + 0.2), one("breadth.dormant", value=0.3)
    (found,) = corrected((old, still[0]), (new, still[1]), [LOG])
    assert found.key == "breadth.active-share"
    assert round(found.difference or 0, 9) == round(2 / 6, 9)
    assert [cause.en for cause in found.causes] == ["usage log “branch.csv”, came on 3 August 2026"]


def test_the_same_share_of_other_counts_is_a_correction_too():
    (found,) = corrected([one(value=0.5, numerator=1, denominator=2)], [one(value=0.5, numerator=2, denominator=4)], [])
    assert (found.kind, found.causes) == ("same", (UNTOLD,))


def test_what_was_not_measured_then_and_is_now_is_new():
    (found,) = corrected([one(value=None)], [one(value=0.4)], [LOG])
    assert (found.kind, found.difference) == ("new", None)


def test_a_log_does_not_explain_a_figure_of_a_criterion():
    old, new = one("effect.abc", value=0.5), one("effect.abc", value=0.75)
    late = Arrival("figure", "Audit", "2026-08-09", about="effect.abc")
    (found,) = corrected([old], [new], [LOG, late, Arrival("figure", "Other", "2026-08-09", about="effect.xyz")])
    assert [cause.zh for cause in found.causes] == ["补报数值“Audit”，2026年8月9日到达"]


def test_an_older_round_is_recomputed_under_the_newer_definition_and_said_so():
    """Then 0.5 by version 1, which version 2 makes 0.4; now 0.6 by version 2: improved by 0.2, not by 0.1."""
    then, now, again = one(value=0.5), one(value=0.6, version=2), one(value=0.4, version=2)
    (broken,) = compare([then], [now])
    assert (broken.kind, redefined([broken])) == ("incomparable", (broken,))
    (found,) = compare([then], [now], [again])
    assert (found.kind, found.recomputed, round(found.difference or 0, 9)) == ("improved", True, 0.2)
    assert found.reason is not None
    assert "0.5, was recomputed by the new one" in found.reason.en
    (unlike,) = compare([then], [now], [one(value=None, version=2)])
    assert unlike.kind == "incomparable"
    (kept,) = compare([then], [one(value=0.6)], [again])
    assert (kept.recomputed, round(kept.difference or 0, 9)) == (False, 0.1)
