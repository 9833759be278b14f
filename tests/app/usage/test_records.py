"""Records of the CRM and the ledger: what is read and what is refused, and six indicators counted by hand."""

import io
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.analytics.engine import Engine
from app.facts.counts import record_files
from app.usage.records.counting import count_records
from app.usage.records.of_project import Counted
from app.usage.records.reading import Record, read_records
from phases.evaluation.counts import Count
from phases.evaluation.scheme import load
from tests.conftest import Browser, Make

RECORDS = """system,object,id,customer,happened,recorded,fields,filled
CRM,Customer,C1,,2026-03-01,,5,5
crm,customer,c2,,,,5,3
crm,customer,c2,,,,5,3
ERP,客户,C1,,2026-03-20,,,
ERP,customer,C3,,2026-03-20,,,
ERP,customer,C4,,2024-03-20,,,
ERP,order,1,,2026-03-10,,,
ERP,order,2,,2026-03-11,,,
ERP,order,3,,2026-02-11,,,
CRM,order,1,C1,2026-03-10 08:00,2026-03-10 09:00,4,2
CRM,visit,9,C9,2026-03-10 08:00,2026-03-12 09:00,,
CRM,visit,10,,,2026-03-12 09:00,,
CRM,visit,,C1,,,,
CRM,visit,11,,soon,,,
CRM,visit,12,,,,5,6
CRM,visit,13,,,,5,
"""


def read(folder: Path, text: str = RECORDS) -> tuple[Record, ...]:
    path = folder / "records.csv"
    path.write_text(text, encoding="utf-8")
    return read_records(path, "Asia/Shanghai").records


def counted(records: tuple[Record, ...], address: str = "duckdb") -> dict[str, Count]:
    first, last = date(2026, 3, 2), date(2026, 3, 31)
    engine = Engine(address=address)
    return count_records(records, first, last, time_zone="Asia/Shanghai", limits=load().limits, engine=engine)


def test_rows_that_cannot_be_read_are_refused_with_their_reason(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(RECORDS, encoding="utf-8")
    found = read_records(tmp_path / "r.csv", "Asia/Shanghai")
    assert found.refused == ((14, "no-id"), (15, "bad-time"), (16, "bad-fields"), (17, "half-fields"))
    assert len(found.records) == 12


@pytest.mark.parametrize("address", ["duckdb", "sqlite"])
def test_six_indicators_are_counted_as_by_hand(tmp_path: Path, address: str) -> None:
    found = {
        key: (one.numerator, one.denominator, one.coverage) for key, one in counted(read(tmp_path), address).items()
    }
    assert found == {
        # C1 and C3 of the ledger had business within a year, C4 had not; the CRM has C1.
        "breadth.record-coverage": (1, 2, 1.0),
        # Orders 1 and 2 happened in March, order 3 before; the CRM lacks order 2.
        "depth.off-system": (1, 2, 1.0),
        # Order 1 after an hour, visit 9 after two days; visit 10 does not say when it happened.
        "depth.in-time": (1, 2, 2 / 3),
        # C1 is known in both systems, C2 and C3 in one each.
        "effect.shared-ids": (1, 3, 1.0),
        # 5 + 3 + 2 of 5 + 5 + 4; the line of C2 that comes twice counts once; two visits do not tell.
        "effect.completeness": (10, 14, 3 / 5),
        # Order 1 names C1, visit 9 names C9, who is not there; visit 10 names nobody.
        "effect.references": (1, 2, 2 / 3),
    }


def test_without_the_records_of_the_crm_nothing_is_missing_from_it(tmp_path: Path) -> None:
    ledger = tuple(one for one in read(tmp_path) if not one.is_crm)
    assert counted(ledger) == {}
    assert counted(()) == {}


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with a lead and a member of the client; .base is the address of its records."""
    client = make.client()
    lead, member = make.user("lead"), make.user("client-member", client)
    project = make.project(client)
    make.member(project, lead)
    make.member(project, member)
    return SimpleNamespace(project=project, lead=lead, member=member, base=f"/projects/{project.key}/usage/records")


def upload(browser: Browser, house: SimpleNamespace, content: str) -> object:
    data = {"records": (io.BytesIO(content.encode()), "export.csv")}
    return browser.post(house.base, data, content_type="multipart/form-data")


def test_a_file_is_uploaded_shown_with_its_refused_rows_and_removed(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    assert "No records yet" in browser.get(house.base).text
    assert upload(browser, house, RECORDS).status == 303
    shown = browser.get(house.base).text
    assert "erp / customer: 2" in shown
    assert "Row 15: A time is not in a known form" in shown
    again = upload(browser, house, RECORDS)
    assert (again.status, "there already" in again.text) == (422, True)
    (one,) = record_files(house.project.id)
    assert browser.post(f"{house.base}/{one.key}/remove").status == 303
    assert record_files(house.project.id) == []
    assert browser.post(f"{house.base}/{one.key}/remove").status == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("system,id\nCRM,1\n", "missing: object"),
        ("system,object,id\n", "no rows"),
        ("system,object,id\nCRM,order,\n", "No row of the file could be accepted. Row 2: The id is missing."),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    make: Make, house: SimpleNamespace, content: str, sentence: str
) -> None:
    answer = upload(make.browser(house.lead), house, content)
    assert answer.status == 422
    assert sentence in answer.text


def test_people_of_the_client_see_the_files_and_bring_none_in(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.member)
    assert browser.get(house.base).status == 200
    assert upload(browser, house, RECORDS).status == 403
    assert browser.get(house.base.replace("records", "norms")).status == 403


def test_a_round_counts_a_record_as_the_newest_file_has_it(make: Make, house: SimpleNamespace) -> None:
    """March: two of five fields; April: all five, and the older file's other customer stays as it was: 9 of 10."""
    browser, head = make.browser(house.lead), "system,object,id,fields,filled\n"
    for rows in ("CRM,customer,c1,5,2\nCRM,customer,c2,5,4\n", "CRM,Customer,C1,5,5\n"):
        assert upload(browser, house, head + rows).status == 303
    scheme = load()
    found = Counted.of(house.project).count(date(2026, 3, 2), date(2026, 3, 31), (), scheme, Engine(address="duckdb"))
    assert found["effect.completeness"] == Count(9, 10, stated=False)
