"""Files with dirt whose true counts are known by hand, and a short way to profile them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.profiling.profiling import Profile, profile
from phases.quality import parse

DAY = date(2026, 3, 31)


@pytest.fixture
def judge(tmp_path: Path) -> Callable[..., Profile]:
    """Profile a text (or bytes, or a file) by rules; references by name as texts."""

    def run(data: str | bytes | Path, rules: dict[str, Any], as_of: date = DAY, **references: str) -> Profile:
        path = data if isinstance(data, Path) else written(tmp_path / "file.csv", data)
        named = {name: written(tmp_path / f"{name}.csv", text) for name, text in references.items()}
        return profile(path, parse(rules), references=named, as_of=as_of)

    return run


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def counts(found: Profile) -> dict[str, tuple[int, int]]:
    return {one.key: (one.numerator, one.denominator) for one in found.measures}
