"""Files that come again: overlapping ones count once, a corrected one takes the place of the first."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from app.database import db
from app.jobs.runner import run_due
from app.usage.lists import User
from app.usage.storage import events_path
from tests.app.usage.conftest import Evaluate
from tests.app.usage.test_commands import Run, project, read, run
from tests.app.usage.test_pages_of_logs import COLUMNS, LOG, house, imported, sources, upload
from tests.conftest import Make

__all__ = ["house", "project", "run"]

JULY = "user,function,time\nanna,a,2026-07-01 09:00\nanna,b,2026-07-02 09:00\nben,a,2026-07-03 09:00\n"
# Two events are those of the first file; a third has the same user and function at another instant.
LATER = "user,function,time\nanna,b,2026-07-02 09:00\nBEN,a,2026-07-03 09:00\nben,a,2026-07-04 09:00\n"


def test_events_that_two_files_have_count_once(run: Run, project: str) -> None:
    for name, content in (("a.csv", JULY), ("b.csv", LATER)):
        Path(name).write_text(content, encoding="utf-8")
    first = read(run("usage", "import", project, "a.csv", "--json"))
    second = read(run("usage", "import", project, "b.csv", "--json"))
    assert (first["overlap"], second["overlap"], second["accepted"]) == (0, 2, 3)
    assert read(run("usage", "import", project, "b.csv", "--json"))["already"] is True


def test_a_round_over_both_files_has_each_event_once(evaluated: Evaluate) -> None:
    logs = (content.splitlines()[1:] for content in (JULY, LATER))
    days = {"first": date(2026, 7, 1), "last": date(2026, 7, 31)}
    log = evaluated(*logs, users=[User("anna"), User("ben")], **days).evaluation.facts
    # Six lines, of which two stand in both files: four events.
    assert (log.rows, log.duplicates, log.counted) == (6, 2, 4)


def test_a_corrected_file_takes_the_place_of_the_first(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    first = imported(app, browser, house)
    key = first.key
    answer = upload(
        browser,
        f"{house.base}/{key}/replace",
        "corrected",
        LOG.replace("王伟".encode("gb18030"), "赵敏".encode("gb18030")),
    )
    assert answer.location.endswith("/mapping")
    page = browser.get(answer.location).page
    assert page.select_one("#user option[selected]")["value"] == "员工"  # type: ignore[index]
    assert browser.post(answer.location, COLUMNS).status == 303
    db.session.rollback()
    assert {one.state for one in sources()} == {"ready", "importing"}  # until then the first counts
    db.session.rollback()
    run_due(app)
    db.session.expire_all()
    assert [(one.state, one.failure, one.key == key) for one in sources()] == [("ready", "", False)]
    (new,) = sources()
    assert (new.replaces, new.state) == (key, "ready")
    assert not events_path(key).exists()
    assert "took the place" in browser.get(f"{house.base}/{new.key}").text


def test_the_file_itself_is_no_correction_of_itself(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    first = imported(app, browser, house)
    answer = upload(browser, f"{house.base}/{first.key}/replace", "corrected", LOG)
    assert answer.location == f"{house.base}/{first.key}"
    assert "already in" in browser.get(answer.location).text
    assert upload(browser, f"{house.base}/{first.key}/replace", "corrected", b"PAR1" + b"\0" * 64).status == 303
    assert len(sources()) == 1


@pytest.mark.parametrize("name", ["log.xes", "log.jsonl", "log.csv.gz"])
def test_the_command_takes_every_kind_with_codes(run: Run, project: str, name: str) -> None:
    import gzip

    contents = {
        "log.xes": '<log><trace><event><string key="concept:name" value="a"/><string key="org:resource" value="anna"/>'
        '<date key="time:timestamp" value="2026-07-01T09:00:00Z"/></event></trace></log>',
        "log.jsonl": '{"user": "anna", "function": "a", "time": "2026-07-01T09:00:00Z"}\n',
        "log.csv.gz": "user,function,time\nanna,a,2026-07-01 09:00\n",
    }
    content = contents[name].encode()
    Path(name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    report = read(run("usage", "import", project, name, "--pseudonyms", "--json"))
    assert (report["accepted"], report["pseudonyms"], report["format"]) == (1, True, "csv")
    kept = b"".join(path.read_bytes() for path in Path("data").rglob("*") if path.is_file() and path.suffix != ".db")
    assert b"anna" not in kept
    assert read(run("usage", "import", project, name, "--pseudonyms", "--json"))["already"] is True


def test_a_replaced_log_is_named_by_its_file(run: Run, project: str) -> None:
    Path("a.csv").write_text(JULY, encoding="utf-8")
    Path("b.csv").write_text(LATER, encoding="utf-8")
    first = read(run("usage", "import", project, "a.csv", "--json"))
    second = read(run("usage", "import", project, "b.csv", "--replace", "a.csv", "--json"))
    assert (second["overlap"], second["already"]) == (0, False)
    assert first["source"] != second["source"]
    result = run("usage", "import", project, "b.csv", "--replace", "a.csv", "--json")
    assert "There is no log “a.csv”" in str(result.exception)
