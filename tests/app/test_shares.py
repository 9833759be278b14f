"""A share that is not quite all never reads as all, one that is not quite nothing never as nothing."""

import pytest

from app.charts.evaluation import shown
from app.charts.voice import Voice
from app.language import percent
from phases.shares import in_percent


@pytest.mark.parametrize(
    ("share", "digits", "expected"),
    [
        (0.644, 0, 64),
        (0.6449, 1, 64.5),
        (1, 0, 100),
        (0, 1, 0),
        (1.0042, 0, 100),
        (-0.2, 0, -20),
        (4421 / 4422, 0, 99.98),
        (4421 / 4422, 1, 99.98),
        (0.665, 0, 67),
        (0.255, 0, 26),
        (-0.125, 0, -13),
        (0.2857, 2, 28.57),
        (0.996, 0, 99.6),
        (0.994, 0, 99),
        (3 / 1000, 0, 0.3),
        (1 / 3000, 1, 0.03),
        (9_999_999 / 10_000_000, 0, 99.99),
        (1 / 10_000_000, 0, 0.01),
        (sum([0.1] * 10), 0, 100),  # 0.9999999999999999
    ],
)
def test_only_all_reads_as_all(share: float, digits: int, expected: float) -> None:
    assert in_percent(share, digits) == expected


def test_screen_drawing_and_print_agree(app: object) -> None:
    speaker = Voice("en", str)
    assert percent(4421 / 4422) == speaker.percent(4421 / 4422) == shown(4421 / 4422, "share", speaker) == "99.98%"
    assert percent(1.0) == speaker.percent(1.0) == shown(1.0, "share", speaker) == "100%"
