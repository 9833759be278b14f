"""The pages of cases end to end: upload, columns, import, activities, a period computed, exports, removal."""

from pathlib import Path
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import select

from app.analytics.case_logs.columns import chosen
from app.database import db
from app.facts.cases import cases_path
from app.jobs.runner import run_due
from app.models import CaseActivity, CaseLog, CaseReading
from tests.app.cases.conftest import COLUMNS, LOG, upload
from tests.conftest import Browser, Make

JULY = {"from": "2026-07-01", "to": "2026-07-31"}


def imported(app: Flask, browser: Browser, house: SimpleNamespace, content: str | bytes = LOG) -> CaseLog:
    """Upload a log, confirm its columns, run the job."""
    answer = upload(browser, house, content)
    assert answer.status == 303, answer.text
    assert browser.post(answer.location, COLUMNS).status == 303
    run_due(app)
    db.session.expire_all()
    return db.session.scalars(select(CaseLog).where(CaseLog.removed_at.is_(None))).one()


def computed(app: Flask, browser: Browser, house: SimpleNamespace) -> str:
    """Compute July and give the page."""
    url = f"{house.base}/processes/{house.flow.key}"
    assert browser.post(f"{url}/compute", JULY).status == 303
    run_due(app)
    return browser.get(f"{url}?from=2026-07-01&to=2026-07-31").text


def test_before_any_log_the_pages_say_what_to_do(lead: Browser, house: SimpleNamespace) -> None:
    assert "No log of cases yet" in lead.get(house.base).text
    assert "No log of cases yet" in lead.get(f"{house.base}/processes/{house.flow.key}").text


def test_without_a_to_be_process_the_page_leads_to_them(lead: Browser, make: Make, house: SimpleNamespace) -> None:
    other = make.project(make.client(name="Other"))
    make.member(other, house.lead)
    assert "No to-be process with steps yet" in lead.get(f"/projects/{other.key}/cases").text


def test_a_log_goes_from_upload_to_figures(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    assert (log.state, log.accepted, log.refused, log.cases) == ("ready", 21, 2, 6)
    page = computed(app, lead, house)
    assert "50% 2 / 4" in page, "process adherence"
    assert "7 / 8" in page, "control points"
    assert "15% – 85%" in page, "Wilson's interval of 2 of 4"
    assert "What the cases showed: Quotes" in page, "the swim lanes"
    assert "skipped: TS-3 C2" in page
    with lead.get(f"{house.base}/logs/{log.key}/refused.csv").response as refused:
        assert b"The case is missing." in refused.data


def test_the_same_file_is_there_once(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    again = upload(lead, house)
    assert again.location.endswith(f"/logs/{log.key}")
    assert len(db.session.scalars(select(CaseLog)).all()) == 1


def test_a_workbook_comes_in_as_well(app: Flask, lead: Browser, house: SimpleNamespace, tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "cases.xlsx")
    sheet = book.add_worksheet()
    for place, line in enumerate(LOG.strip().splitlines()):
        sheet.write_row(place, 0, line.split(","))
    book.close()
    log = imported(app, lead, house, (tmp_path / "cases.xlsx").read_bytes())
    assert (log.accepted, log.cases) == (21, 6)


def test_a_missing_column_is_said_and_nothing_is_lost(lead: Browser, house: SimpleNamespace) -> None:
    answer = lead.post(upload(lead, house).location, {**COLUMNS, "activity": ""})
    assert answer.status == 422
    assert "Choose a column of the file." in answer.text
    twice = lead.post(upload(lead, house).location, {**COLUMNS, "activity": "case"})
    assert twice.status == 422
    assert "a column of its own" in twice.text


def test_a_file_that_is_none_is_kept_with_a_sentence(lead: Browser, house: SimpleNamespace) -> None:
    answer = lead.get(upload(lead, house, b"PAR1 and no more").location)
    assert answer.status in (200, 422)
    assert "cannot be read" in answer.text


def test_people_say_which_activity_is_which_step(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    imported(app, lead, house)
    url = f"{house.base}/processes/{house.flow.key}/activities"
    assert "Phone call" in lead.get(url).text
    record, check, approve, close = (f"step:{step.key}" for step in house.steps)
    names = ["Record", "record", "Check", "Approve", "Close", "Phone call"]
    values = [record, record, check, approve, close, "beside"]
    answer = lead.post(url, {"activity": names, "is": values, "optional": [house.steps[2].key]})
    assert answer.status == 303
    assert [(one.activity, one.kind) for one in db.session.scalars(select(CaseActivity))] == [("phone call", "beside")]
    page = computed(app, lead, house)
    # Approve is optional now: C2 fits too, C3 still does Check twice.
    assert "3 / 4" in page
    assert "Unknown activities" not in page


def test_a_process_must_owe_a_step(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    imported(app, lead, house)
    url = f"{house.base}/processes/{house.flow.key}/activities"
    answer = lead.post(url, {"optional": [step.key for step in house.steps]})
    assert answer.status == 422
    assert "At least one step" in answer.text


def test_figures_say_when_something_changed_since(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    imported(app, lead, house)
    computed(app, lead, house)
    url = f"{house.base}/processes/{house.flow.key}"
    lead.post(f"{url}/activities", {"activity": ["Phone call"], "is": ["beside"]})
    assert "have changed since this was computed" in lead.get(f"{url}?from=2026-07-01&to=2026-07-31").text


def test_tables_go_out(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    imported(app, lead, house)
    computed(app, lead, house)
    url = f"{house.base}/processes/{house.flow.key}"
    with lead.get(f"{url}/steps.csv?from=2026-07-01&to=2026-07-31").response as steps:
        assert b"TS-3 Approve" in steps.data
    with lead.get(f"{url}/variants.xlsx?from=2026-07-01&to=2026-07-31").response as variants:
        assert variants.data.startswith(b"PK")
    assert lead.get(f"{url}/steps.csv?from=2020-07-01&to=2020-07-31").status == 404


def test_a_removed_log_is_gone_and_can_come_again(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    path = cases_path(log.key)
    assert path.exists()
    lead.post(f"{house.base}/logs/{log.key}/remove", {})
    assert not path.exists()
    assert lead.get(f"{house.base}/logs/{log.key}").status == 404
    assert upload(lead, house).location.endswith("/mapping")


def test_activities_that_the_data_folder_lost_are_made_again(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    cases_path(log.key).unlink()
    assert "2 / 4" in computed(app, lead, house)
    assert chosen(log.mapping).case == "case"


def test_people_of_the_client_read_and_bring_nothing(
    app: Flask, lead: Browser, house: SimpleNamespace, make: Make
) -> None:
    imported(app, lead, house)
    computed(app, lead, house)
    browser = make.browser(house.member)
    url = f"{house.base}/processes/{house.flow.key}"
    assert "2 / 4" in browser.get(f"{url}?from=2026-07-01&to=2026-07-31").text
    assert browser.post(f"{url}/compute", JULY).status == 403
    assert upload(browser, house).status == 403


def test_strangers_find_nothing(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(make.user("client-pm", make.client(name="Other")))
    assert browser.get(house.base).status == 404
    assert browser.get(f"{house.base}/processes/{house.flow.key}").status == 404


def test_a_wrong_period_is_refused_with_a_sentence(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    imported(app, lead, house)
    url = f"{house.base}/processes/{house.flow.key}"
    assert lead.post(f"{url}/compute", {"from": "2026-08-01", "to": "2026-07-01"}).status in (303, 400, 409, 422)
    assert db.session.scalars(select(CaseReading)).all() == []
    assert lead.get(f"{url}?from=x&to=y").status == 200
