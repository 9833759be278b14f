"""The pages of usage data end to end: upload, columns, import in the background, counts, refused rows, removal."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.jobs.runner import run_due
from app.models import Job, StoredFile, UsageMapping, UsageSource
from app.usage.storage import events_path
from tests.conftest import Answer, Browser, Make

LOG = """员工,菜单,操作时间
李娜,客户档案,2026/7/1 09:00
李娜,客户档案,2026/7/1 09:00
王伟,商机跟进,2026/7/2 10:30
,商机跟进,2026/7/2 10:31
王伟,=1+1,从前
""".encode("gb18030")
COLUMNS = {"user": "员工", "function": "菜单", "time": "操作时间", "time_zone": "Asia/Shanghai", "import": "yes"}


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with a lead and a client's member; .base is the address of its usage data."""
    client = make.client()
    lead, member = make.user("lead", time_zone="Asia/Shanghai"), make.user("client-member", client)
    project = make.project(client)
    for person in (lead, member):
        make.member(project, person)
    return SimpleNamespace(project=project, lead=lead, member=member, base=f"/projects/{project.key}/usage")


def upload(browser: Browser, url: str, field: str, content: bytes, name: str = "log.csv") -> Answer:
    """Send a file as the page's form does."""
    return browser.post(url, {field: (io.BytesIO(content), name)}, content_type="multipart/form-data")


def sources() -> list[UsageSource]:
    """All that is there and not removed."""
    return list(db.session.scalars(select(UsageSource).where(UsageSource.removed_at.is_(None))))


def imported(app: Flask, browser: Browser, house: SimpleNamespace, content: bytes = LOG, **columns: Any) -> UsageSource:
    """Upload a log, confirm its columns, run the job."""
    answer = upload(browser, f"{house.base}/log", "log", content)
    assert answer.status == 303
    answer = browser.post(answer.location, {**COLUMNS, **columns})
    assert answer.status == 303
    run_due(app)
    db.session.expire_all()
    return sources()[0]


def test_a_gbk_log_is_uploaded_mapped_imported_and_counted(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    answer = upload(browser, f"{house.base}/log", "log", LOG)
    (source,) = sources()
    assert answer.location == f"{house.base}/{source.key}/mapping"
    page = browser.get(answer.location)
    chosen = {name: page.page.select_one(f"#{name} option[selected]")["value"] for name in ("user", "function", "time")}  # type: ignore[index]
    assert chosen == {"user": "员工", "function": "菜单", "time": "操作时间"}
    assert "GB18030" in page.text
    assert "2026-07-01 09:00:00" in page.text  # how the first row is understood
    assert "The user is missing." in page.text
    answer = browser.post(answer.location, COLUMNS)
    assert answer.location == f"{house.base}/{source.key}"
    assert "data-job" in str(browser.get(answer.location).page)
    assert run_due(app) == 1
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.result["url"]) == ("done", answer.location)
    (source,) = sources()
    assert (source.state, source.rows, source.accepted, source.refused, source.duplicates) == ("ready", 5, 3, 2, 1)
    assert events_path(source.key).exists()
    shown = browser.get(answer.location)
    assert "1 Jul 2026 – 2 Jul 2026" in shown.text
    assert "Row 5" in shown.text
    assert "Imported" in browser.get(house.base).text


def test_refused_rows_are_downloaded_without_formulas(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    source = imported(app, browser, house)
    answer = browser.get(f"{house.base}/{source.key}/refused.csv")
    with answer.response as response:
        lines = response.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "row,reason,原因,员工,菜单,操作时间"
    assert lines[1].startswith("5,The user is missing.")
    assert lines[2].endswith(",王伟,'=1+1,从前")
    assert "attachment" in answer.response.headers["Content-Disposition"]
    with browser.get(f"{house.base}/{source.key}/file").response as response:
        assert response.data == LOG


def test_the_same_log_comes_in_once(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    source = imported(app, browser, house)
    answer = upload(browser, f"{house.base}/log", "log", LOG, "again.csv")
    assert answer.location == f"{house.base}/{source.key}"
    assert "already in" in browser.get(answer.location).text
    answer = browser.post(f"{house.base}/{source.key}/mapping", COLUMNS)
    assert answer.status == 422
    assert "already in" in answer.text
    assert len(sources()) == 1


def test_other_columns_replace_the_first_import(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    first = imported(app, browser, house)
    old = events_path(first.key)
    answer = browser.post(f"{house.base}/{first.key}/mapping", {**COLUMNS, "time_zone": "UTC"})
    assert {one.state for one in sources()} == {"ready", "importing"}
    db.session.rollback()
    assert run_due(app) == 1
    db.session.expire_all()
    (source,) = sources()
    assert answer.location.endswith(source.key)
    assert source.key != first.key
    assert source.first_at is not None
    assert source.first_at.isoformat() == "2026-07-01T09:00:00+00:00"
    assert not old.exists()


def test_columns_are_saved_for_the_next_log(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    content = b"a,b,c\nanna,customers,2026-07-01 09:00\n"
    imported(app, browser, house, content, user="a", function="b", time="c")
    assert db.session.scalars(select(UsageMapping)).one().mapping["user"] == "a"
    page = browser.get(upload(browser, f"{house.base}/log", "log", content + b"ben,x,2026-07-02 09:00\n").location).page
    assert [page.select_one(f"#{name} option[selected]")["value"] for name in ("user", "function", "time")] == [  # type: ignore[index]
        "a", "b", "c",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00" * 50, "not a text file"),
        (b"PK\x03\x04" + b"x" * 100, "cannot be read safely"),
    ],
)
def test_a_file_that_is_no_log_is_refused_at_once(
    make: Make, house: SimpleNamespace, content: bytes, sentence: str
) -> None:
    answer = upload(make.browser(house.lead), f"{house.base}/log", "log", content)
    assert answer.status == 422
    assert sentence in answer.text
    assert sources() == []


def test_without_a_file_the_form_says_so(make: Make, house: SimpleNamespace) -> None:
    answer = make.browser(house.lead).post(f"{house.base}/log")
    assert answer.status == 422
    assert "Choose a file." in answer.text


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"user": "nobody"}, "Choose a column of the file."),
        ({"user": ""}, ""),
        ({"user": "菜单"}, "three different columns"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"encoding": "rot13"}, "Not a valid choice"),
    ],
)
def test_wrong_columns_are_refused_with_a_sentence(
    app: Flask, make: Make, house: SimpleNamespace, columns: dict[str, str], sentence: str
) -> None:
    browser = make.browser(house.lead)
    url = upload(browser, f"{house.base}/log", "log", LOG).location
    answer = browser.post(url, {**COLUMNS, **columns})
    assert answer.status == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Job)).all() == []


def test_a_log_without_one_good_row_fails_with_the_reason(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    content = b"user,function,time\nanna,customers,yesterday\n"
    source = imported(app, browser, house, content, user="user", function="function", time="time")
    assert source.state == "failed"
    assert "The only row could not be accepted" in browser.get(f"{house.base}/{source.key}").text
    assert not events_path(source.key).exists()
    assert browser.get(f"{house.base}/{source.key}/mapping").status == 200


def test_a_log_removed_while_it_waits_is_not_imported(app: Flask, make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    url = upload(browser, f"{house.base}/log", "log", LOG).location
    browser.post(url, COLUMNS)
    (source,) = sources()
    assert browser.post(f"{house.base}/{source.key}/remove").status == 422  # being imported
    run_due(app)
    answer = browser.post(f"{house.base}/{source.key}/remove")
    assert answer.status == 303
    assert sources() == []
    assert not events_path(source.key).exists()
    assert browser.get(f"{house.base}/{source.key}").status == 404
    assert imported(app, browser, house).state == "ready"  # and comes in again


def test_a_log_may_be_larger_than_other_files_and_not_larger_than_is_set(
    app: Flask, make: Make, house: SimpleNamespace
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 200_000
    rows = b"".join(b"anna,customers,2026-07-01 09:%02d:%02d\n" % (n // 60 % 60, n % 60) for n in range(8000))
    browser = make.browser(house.lead)
    content = b"user,function,time\n" + rows
    assert len(content) > 250_000
    assert upload(browser, f"{house.base}/users", "users", content).status == 413
    assert upload(browser, f"{house.base}/log", "log", content).status == 303
    assert upload(make.browser(house.member), f"{house.base}/log", "log", content).status == 413


def test_members_of_the_client_see_counts_and_no_names(app: Flask, make: Make, house: SimpleNamespace) -> None:
    source = imported(app, make.browser(house.lead), house)
    browser = make.browser(house.member)
    page = browser.get(f"{house.base}/{source.key}")
    assert page.status == 200
    assert "王伟" not in page.text
    assert browser.get(f"{house.base}/{source.key}/file").status == 403
    assert browser.get(f"{house.base}/{source.key}/refused.csv").status == 403
    assert upload(browser, f"{house.base}/log", "log", LOG).status == 403
    assert browser.post(f"{house.base}/{source.key}/remove").status == 403


def test_people_of_another_client_find_nothing(app: Flask, make: Make, house: SimpleNamespace) -> None:
    source = imported(app, make.browser(house.lead), house)
    other = make.client("Other")
    stranger = make.user("client-pm", other)
    own = make.project(other)
    make.member(own, stranger)
    make.member(own, house.lead)
    browser = make.browser(stranger)
    assert browser.get(house.base).status == 404
    assert browser.get(f"/projects/{own.key}/usage/{source.key}").status == 404
    lead = make.browser(house.lead)
    for path in ("", "/mapping", "/file", "/refused.csv", "/changes"):
        assert lead.get(f"/projects/{own.key}/usage/{source.key}{path}").status == 404
    for path in ("/mapping", "/apply", "/remove"):
        assert lead.post(f"/projects/{own.key}/usage/{source.key}{path}", COLUMNS).status == 404


def test_a_kept_file_that_is_lost_is_said(make: Make, house: SimpleNamespace) -> None:
    file = make.add(StoredFile(digest="a" * 64, size=1, media_type="text/plain"))
    source = make.add(UsageSource(project_id=house.project.id, kind="events", file_id=file.id, file_name="lost.csv"))
    answer = make.browser(house.lead).get(f"{house.base}/{source.key}/mapping")
    assert answer.status == 422
    assert "missing from the store" in answer.text


def test_the_order_of_day_and_month_is_judged_by_the_whole_file(app: Flask, make: Make, house: SimpleNamespace) -> None:
    """The first rows could be either; row 42 has its day first, though the form says month first."""
    content = b"a,b,c\n" + b"anna,customers,3/4/2026 09:00\n" * 40 + b"ben,customers,25/4/2026 09:00\n"
    columns = {"user": "a", "function": "b", "time": "c"}
    browser = make.browser(house.lead)
    source = imported(app, browser, house, content, **columns, day_order="mdy")
    assert source.state == "failed"
    shown = browser.get(f"{house.base}/{source.key}").text
    assert "Row 42 says “25/4/2026 09:00”, which can only be day first, but month first was chosen" in shown
    chosen = {**COLUMNS, **columns, "day_order": ""}
    checked = {name: value for name, value in chosen.items() if name != "import"}
    preview = browser.post(f"{house.base}/{source.key}/mapping", checked)
    assert "These rows do not tell day from month: the whole file decides at the import." in preview.text
    browser.post(f"{house.base}/{source.key}/mapping", chosen)
    run_due(app)
    db.session.expire_all()
    (source,) = sources()
    assert (source.state, source.accepted, source.refused) == ("ready", 41, 0)
    assert source.first_at is not None
    assert source.first_at.isoformat() == "2026-04-03T01:00:00+00:00"


def test_the_list_of_logs_says_how_many_rows_were_left_out(app: Flask, make: Make, house: SimpleNamespace) -> None:
    """A start with its completion is one use; to schedule is none: 4 rows = 1 taken in + 1 refused + 2 left out."""
    browser = make.browser(house.lead)
    rows = (
        "员工,菜单,操作时间,case:concept:name,lifecycle:transition",
        "李娜,报价,2026-07-01 09:00,x,schedule", "李娜,报价,2026-07-01 09:10,x,start",
        "李娜,报价,2026-07-01 09:20,x,complete", "李娜,报价,从前,x,complete",
    )  # fmt: skip
    imported(app, browser, house, "\n".join(rows).encode())
    (cells,) = [row.select("td.num") for row in browser.get(house.base).page.select("[aria-labelledby=logs] tbody tr")]
    assert [(cell["data-label"], cell.text) for cell in cells] == [
        ("Rows", "4"), ("Taken in", "1"), ("Refused", "1"), ("Left out", "2"), ("Repeated", "0"),
    ]  # fmt: skip
