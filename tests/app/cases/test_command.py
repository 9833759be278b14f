"""The command `sextant cases import`: nothing that is said on the command line is left aside without a word."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app.cli import open_app, sextant
from app.database import db
from app.models import Project, TargetProcess
from app.transactions import transaction

LOG = "case,activity,time\nC1,Record,2026-07-01 09:00\nC1,Close,2026-07-02 09:00\n"
Run = Callable[..., Result]


@pytest.fixture
def run(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Import the log into the process TP-1 of a project of its own installation."""
    monkeypatch.chdir(installation.parent)
    Path("log.csv").write_text(LOG, encoding="utf-8")
    made = CliRunner().invoke(sextant, ["project", "add", "CRM", "--client", "Acme", "--start", "2026-01-05"])
    key = made.output.strip().splitlines()[-1]
    with open_app().app_context(), transaction():
        id = db.session.scalars(select(Project.id)).one()
        db.session.add(TargetProcess(project_id=id, number=1, name="Quotes"))
    return lambda *words: CliRunner().invoke(sextant, ["cases", "import", key, "TP-1", "log.csv", *words])


def read(result: Result) -> Any:
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.output)


@pytest.mark.parametrize("columns", ["case", "case=case,case=activity", "case="])
def test_a_map_that_cannot_be_read_is_refused(run: Run, columns: str) -> None:
    answer = run("--map", columns)
    assert answer.exit_code == 1
    assert "--map has to look like this" in str(answer.exception)


def test_what_is_no_time_zone_is_refused(run: Run) -> None:
    answer = run("--time-zone", "Mars/Olympus")
    assert answer.exit_code == 1
    assert "“Mars/Olympus” is no time zone" in str(answer.exception)


def test_another_time_zone_imports_the_same_log_anew(run: Run) -> None:
    assert read(run("--json"))["already"] is False
    assert read(run("--json"))["already"] is True
    assert read(run("--time-zone", "Europe/Berlin", "--json"))["already"] is False
    assert read(run("--time-zone", "Europe/Berlin", "--json"))["already"] is True
