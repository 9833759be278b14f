"""The engine: limited, silent, without help from outside, and loaded only when there is work."""

import subprocess
import sys
from pathlib import Path

from app.analytics.engine import Engine, rows


def test_the_engine_is_not_loaded_before_there_is_work() -> None:
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, app.usage, app.usage.evaluating, app.usage.importing; "
            "print([name for name in ('duckdb', 'ibis', 'pyarrow', 'pandas', 'numpy') if name in sys.modules])",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == "[]"


def test_memory_and_threads_are_limited_and_nothing_is_fetched(tmp_path: Path) -> None:
    with Engine(memory=256, threads=1, spill=str(tmp_path)).duckdb() as connection:
        asked = "SELECT current_setting(?)"
        assert connection.execute(asked, ["memory_limit"]).fetchall() == [("256.0 MiB",)]
        assert connection.execute(asked, ["threads"]).fetchall() == [(1,)]
        assert connection.execute(asked, ["autoinstall_known_extensions"]).fetchall() == [(False,)]
        assert connection.execute(asked, ["TimeZone"]).fetchall() == [("UTC",)]


def test_two_engines_never_share_a_folder_for_what_does_not_fit() -> None:
    assert Engine().settings["temp_directory"] != Engine().settings["temp_directory"]


def test_expressions_come_back_as_plain_values() -> None:
    import ibis

    backend = Engine().ibis()
    try:
        assert rows(backend, ibis.literal(3).as_table()) == [{"3": 3}]
    finally:
        backend.disconnect()


def test_more_rows_than_fit_into_memory_are_still_counted(tmp_path: Path) -> None:
    with Engine(memory=64, threads=1, spill=str(tmp_path)).duckdb() as connection:
        found = connection.execute(
            "SELECT count(*) FROM (SELECT DISTINCT hash(i) || ' and a long text' AS x FROM range(1000000) t(i))"
        ).fetchall()
    assert found == [(1_000_000,)]
    assert list(tmp_path.iterdir()) == []
