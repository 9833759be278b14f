"""How figures and days are worded."""

from datetime import UTC, datetime

import pytest

from app.charts import ENGLISH
from app.language import day, moved


@pytest.mark.parametrize(
    ("shown", "unit", "en", "zh"),
    [
        ("+9", "%", "+9 percentage points", "+9 个百分点"),
        ("−2.5", "％", "−2.5 percentage points", "−2.5 个百分点"),
        ("+9", "hours", "+9 hours", "+9 hours"),
    ],
)
def test_a_share_moves_by_percentage_points_and_not_by_per_cent(shown: str, unit: str, en: str, zh: str) -> None:
    """From 42 % to 51 % a share has gained 9 points, which is 21 per cent of what it was."""
    assert (moved(shown, unit).en, moved(shown, unit).zh) == (en, zh)


def test_an_instant_is_no_day() -> None:
    """Four in the afternoon in London is tomorrow in Shanghai: whoever words a day says whose."""
    instant = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)
    for word in (day, ENGLISH.day):
        with pytest.raises(TypeError, match="depends on a zone"):
            word(instant)
