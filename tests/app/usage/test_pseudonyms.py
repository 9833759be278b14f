"""Names replaced by codes: the same for the same person everywhere, no name left behind, the way back closed."""

import csv
import hmac
import io
from base64 import b32encode
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.jobs.runner import run_due
from app.models import LicensedUser, StoredFile, UsagePseudonyms, UsageSource
from app.transactions import transaction
from app.usage.pseudonyms import CODE, always, codes_of
from tests.app.usage.test_pages_of_logs import COLUMNS, LOG, house, sources, upload
from tests.conftest import Make

__all__ = ["house"]

NAMES = ("李娜", "王伟")
LIST = "用户,角色,部门,启用日期\n李娜 ,销售代表,华北,2026-06-01\n王伟,销售代表,华北,2026-06-01\n"


def bytes_kept(app: Flask) -> bytes:
    """Everything that lies in the folders of files and of usage data."""
    settings = app.extensions["settings"]
    found = [path.read_bytes() for folder in (settings.files, settings.usage) for path in Path(folder).rglob("*.*")]
    found += [path.read_bytes() for path in Path(settings.files).rglob("*") if path.is_file()]
    return b"\n".join(found)


def imported(app: Flask, make: Make, house: SimpleNamespace, content: bytes = LOG) -> UsageSource:
    """A log that came in with codes."""
    browser = make.browser(house.lead)
    answer = upload(browser, f"{house.base}/log", "log", content)
    answer = browser.post(answer.location, {**COLUMNS, "pseudonyms": "y"})
    assert answer.status == 303
    db.session.rollback()
    run_due(app)
    db.session.expire_all()
    return sources()[0]


def test_no_name_is_left_in_what_is_kept(app: Flask, make: Make, house: SimpleNamespace) -> None:
    original = __import__("hashlib").sha256(LOG).hexdigest()
    source = imported(app, make, house)
    assert (source.state, source.rows, source.accepted, source.refused) == ("ready", 5, 3, 2)
    assert source.original_digest == original
    assert db.session.scalar(select(StoredFile).where(StoredFile.digest == original)) is None
    kept = bytes_kept(app)
    for name in NAMES:
        assert name.encode() not in kept
        assert name.encode("gb18030") not in kept
    page = make.browser(house.lead).get(f"{house.base}/{source.key}").text
    assert original in page
    assert not any(name in page for name in NAMES)


def test_refused_rows_keep_their_numbers_and_reasons(app: Flask, make: Make, house: SimpleNamespace) -> None:
    source = imported(app, make, house)
    # The same rows as without codes: row 5 has no user, row 6 no known time.
    assert [(one["row"], one["reason"]) for one in source.details["examples"]] == [(5, "no-user"), (6, "unknown-time")]


def test_list_and_log_have_the_same_code_for_a_person(app: Flask, make: Make, house: SimpleNamespace) -> None:
    import duckdb

    from app.usage.storage import events_path

    source = imported(app, make, house)
    browser = make.browser(house.lead)
    answer = browser.post(
        f"{house.base}/users", {"users": (io.BytesIO(LIST.encode()), "users.csv"), "pseudonyms": "y"},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert browser.post(answer.location.replace("/changes", "/apply")).status == 303
    db.session.rollback()
    listed = set(db.session.scalars(select(LicensedUser.user)))
    path = str(events_path(source.key))
    logged = {row[0] for row in duckdb.sql(f"""SELECT DISTINCT "user" FROM read_parquet('{path}')""").fetchall()}
    assert listed == logged
    assert all(CODE.fullmatch(one) for one in listed)
    assert "李娜".encode() not in bytes_kept(app)


def test_a_code_is_the_keyed_digest_of_the_name(app: Flask, make: Make, house: SimpleNamespace) -> None:
    with transaction():
        codes = codes_of(house.project)
    row = db.session.scalars(select(UsagePseudonyms)).one()
    secret = app.extensions["settings"].secret_key.encode()
    purpose = b"\0".join((b"sextant usage pseudonyms 1", house.project.key.encode(), row.salt.encode()))
    key = hmac.digest(secret, purpose, "sha256")
    expected = "p-" + b32encode(hmac.digest(key, b"li.na", "sha256")).decode()[:12].lower()
    assert codes[" Li.Na "] == codes["li.na"] == expected
    assert codes[expected] == expected  # what is a code already stays one
    assert codes[""] == ""


def test_other_projects_have_other_codes(make: Make, house: SimpleNamespace) -> None:
    other = make.project(make.client(name="Borealis Pumps"))
    with transaction():
        assert codes_of(house.project)["li.na"] != codes_of(other)["li.na"]


def test_another_secret_key_is_noticed_while_codes_are_in_use(app: Flask, make: Make, house: SimpleNamespace) -> None:
    imported(app, make, house)
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, secret_key="another-key-of-forty-characters-or-more-x")
    try:
        with transaction(), pytest.raises(Refused, match="secret key"):
            codes_of(house.project)
    finally:
        app.extensions["settings"] = settings


def test_the_same_log_again_is_already_in_and_leaves_nothing(app: Flask, make: Make, house: SimpleNamespace) -> None:
    source = imported(app, make, house)
    answer = upload(make.browser(house.lead), f"{house.base}/log", "log", LOG, "again.csv")
    assert answer.location == f"{house.base}/{source.key}"
    assert len(sources()) == 1


def test_the_habit_of_a_project_fills_the_tick(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    assert browser.post(f"{house.base}/names", {"always": "y"}).status == 303
    assert always(house.project)
    answer = upload(browser, f"{house.base}/log", "log", LOG)
    assert browser.get(answer.location).page.select_one("#pseudonyms[checked]") is not None
    assert browser.post(f"{house.base}/names", {}).status == 303
    db.session.rollback()
    assert not always(house.project)


def test_a_log_without_header_keeps_its_row_numbers(app: Flask, make: Make, house: SimpleNamespace) -> None:
    content = "李娜,客户,2026-07-01 09:00\n\n,客户,2026-07-01 09:00\n".encode()
    browser = make.browser(house.lead)
    answer = upload(browser, f"{house.base}/log", "log", content)
    columns: dict[str, Any] = {"user": "column 1", "function": "column 2", "time": "column 3"}
    assert browser.post(answer.location, {**COLUMNS, **columns, "pseudonyms": "y"}).status == 303
    db.session.rollback()
    run_due(app)
    db.session.expire_all()
    (source,) = sources()
    assert [(one["row"], one["reason"]) for one in source.details["examples"]] == [(3, "no-user")]
    with browser.get(f"{house.base}/{source.key}/file").response as response:
        first = next(csv.reader(io.StringIO(response.data.decode())))
    assert CODE.fullmatch(first[0])
    assert first[1:] == ["客户", "2026-07-01 09:00"]
