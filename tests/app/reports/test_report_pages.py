"""The pages of reports: what is offered, own words with versions, who sees and downloads what."""

from types import SimpleNamespace

import pytest
from sqlalchemy import event, select

from app.database import db
from app.files import keep
from app.models import IssuedReport, Job, Project, ReportText
from app.transactions import transaction
from tests.conftest import Answer, Browser, Make

PDF = b"%PDF-1.7 a report"


def kept(project: Project, number: int, status: str, title: str = "Closing report") -> IssuedReport:
    """A report as drawn, with a file."""
    with transaction():
        row = IssuedReport(
            project_id=project.id, number=number, kind="phase-closing", subject="concept", language="en",
            status=status, title=title, snapshot={}, snapshot_digest="d" * 64, pages=9,
            file_id=keep(PDF, media_type="application/pdf").id,
        )  # fmt: skip
        db.session.add(row)
    return row


def write(browser: Browser, url: str, page: Answer | None = None, **values: str) -> Answer:
    """Send the form as it was drawn, with these texts."""
    drawn = page or browser.get(url)
    version = drawn.page.select_one("input[name=version]")
    assert version is not None
    return browser.post(url, {"version": str(version["value"]), "act": "save", **values})


def downloaded(browser: Browser, url: str) -> tuple[int, bytes]:
    """Status and content of a file."""
    response = browser.get(url).response
    with response:
        return response.status_code, response.data


def texts() -> list[tuple[str, str, str, int]]:
    rows = db.session.scalars(select(ReportText).order_by(ReportText.id))
    return [(row.place, row.language, row.text, row.version) for row in rows]


def test_the_page_offers_each_phase_and_each_round(
    decided: SimpleNamespace, measured: SimpleNamespace, make: Make
) -> None:
    page = make.browser(decided.lead).get(decided.base).page
    links = [str(link["href"]).removeprefix(decided.base) for link in page.select(".columns a")]
    assert links == ["/phase-closing/concept", "/phase-closing/review", "/evaluation/2", "/evaluation/1", "/benefits"]


def test_own_words_are_kept_by_place_and_language(decided: SimpleNamespace, make: Make) -> None:
    browser, url = make.browser(decided.consultant), f"{decided.base}/phase-closing/concept?lang=zh"
    assert write(browser, url, summary="  很好。 ", outlook="").status == 303
    assert texts() == [("summary", "zh", "很好。", 1)]
    assert write(browser, url, summary="更好。").status == 303
    assert texts() == [("summary", "zh", "更好。", 2)]
    assert "更好。" in browser.get(url).text
    assert "更好。" not in browser.get(url.replace("zh", "en")).text


def test_a_stale_text_is_shown_beside_the_other_and_nothing_is_lost(decided: SimpleNamespace, make: Make) -> None:
    url = f"{decided.base}/phase-closing/concept?lang=en"
    lead, consultant = make.browser(decided.lead), make.browser(decided.consultant)
    old = lead.get(url)
    assert write(consultant, url, summary="Theirs.").status == 303
    answer = write(lead, url, old, summary="Mine.")
    assert answer.status == 409
    assert "Theirs." in answer.text
    assert "Mine." in answer.text
    assert texts() == [("summary", "en", "Theirs.", 1)]


def test_a_text_that_is_too_long_is_refused_and_kept_on_the_page(decided: SimpleNamespace, make: Make) -> None:
    url = f"{decided.base}/phase-closing/concept?lang=en"
    answer = write(make.browser(decided.lead), url, summary="long " * 4001)
    assert answer.status == 422
    assert "Use at most 20000 characters." in answer.text
    assert "long long" in answer.text
    assert texts() == []


def test_the_conclusion_of_a_round_is_filled_in_and_can_be_taken_out(measured: SimpleNamespace, make: Make) -> None:
    browser, url = make.browser(measured.lead), f"{measured.base}/evaluation/2?lang=en"
    page = browser.get(url)
    field = page.page.select_one("textarea[name=summary]")
    assert field is not None
    assert field.get_text().strip() == "Conclusion of round 2."
    assert write(browser, url, page, summary="").status == 303
    assert texts() == [("summary", "en", "", 1)]


def test_one_drawing_at_a_time_in_a_project(decided: SimpleNamespace, make: Make) -> None:
    browser, url = make.browser(decided.lead), f"{decided.base}/phase-closing/concept?lang=en"
    for _time in range(2):
        assert write(browser, url, act="draft").location == decided.base
    job = db.session.scalars(select(Job)).one()
    assert job.payload["order"] == {
        "kind": "phase-closing", "subject": "concept", "language": "en", "status": "draft", "number": 1,
        "version": "0.1",
    }  # fmt: skip
    assert browser.get(decided.base).page.select_one(f"[data-job='/jobs/{job.key}']")
    assert "A report is being drawn." in make.browser(decided.consultant).get(decided.base).text


def test_a_phase_that_has_not_begun_cannot_be_drawn(decided: SimpleNamespace, make: Make) -> None:
    answer = write(make.browser(decided.lead), f"{decided.base}/phase-closing/golive?lang=en", act="draft")
    assert answer.status == 422
    assert "has not begun" in answer.text
    assert db.session.scalars(select(Job)).all() == []


@pytest.mark.parametrize("path", ["phase-closing/nine", "evaluation/3", "evaluation/99999999999"])
def test_what_the_project_does_not_have_is_not_found(measured: SimpleNamespace, make: Make, path: str) -> None:
    assert make.browser(measured.lead).get(f"{measured.base}/{path}").status == 404


def test_client_people_see_and_get_issued_reports_only(house: SimpleNamespace, make: Make) -> None:
    draft = kept(house.project, 1, "draft", "The draft of it")
    issued = kept(house.project, 2, "issued", "The issue of it")
    for person in (house.sponsor, house.pm):
        browser = make.browser(person)
        page = browser.get(house.base)
        assert "The issue of it" in page.text
        assert "The draft of it" not in page.text
        assert browser.get(f"{house.base}/{draft.key}/file").status == 404
        assert downloaded(browser, f"{house.base}/{issued.key}/file") == (200, PDF)
    for person in (house.lead, house.consultant, house.director):
        assert downloaded(make.browser(person), f"{house.base}/{draft.key}/file") == (200, PDF)


def test_a_report_is_served_as_an_attachment_that_no_browser_runs(house: SimpleNamespace, make: Make) -> None:
    row = kept(house.project, 2, "issued", "Go-live: closing report")
    with make.browser(house.sponsor).get(f"{house.base}/{row.key}/file").response as response:
        headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment")
    assert f"{house.project.key.upper()}-02" in headers["Content-Disposition"]
    assert headers["Content-Security-Policy"].startswith("sandbox")


def test_only_consultants_write_draw_issue_and_delete(decided: SimpleNamespace, make: Make) -> None:
    row = kept(decided.project, 1, "draft")
    for person in (decided.sponsor, decided.pm, decided.director):
        browser = make.browser(person)
        assert browser.get(f"{decided.base}/phase-closing/concept").status == 403
        assert browser.post(f"{decided.base}/phase-closing/concept", {"act": "draft"}).status == 403
        for act in ("issue", "delete"):
            assert browser.post(f"{decided.base}/{row.key}/{act}").status == 403


def test_reports_of_another_client_are_not_found(house: SimpleNamespace, make: Make) -> None:
    other = make.client("Second Client")
    foreign = make.project(other)
    row = kept(foreign, 1, "issued")
    base = f"/projects/{foreign.key}/reports"
    for person in (house.lead, house.sponsor):
        browser = make.browser(person)
        for url in (base, f"{base}/{row.key}/file", f"{house.base}/{row.key}/file", f"{base}/phase-closing/concept"):
            assert browser.get(url).status == 404, url
    for act in ("issue", "delete"):
        assert make.browser(house.lead).post(f"{house.base}/{row.key}/{act}").status == 404


def test_the_list_asks_as_often_for_many_reports_as_for_few(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)

    def statements() -> int:
        seen: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
        assert browser.get(house.base).status == 200
        return len(seen)

    kept(house.project, 1, "draft")
    few = statements()
    for number in range(2, 20):
        kept(house.project, number, "draft")
    assert statements() == few


def test_a_draft_is_issued_by_a_button_in_plain_sight(house: SimpleNamespace, make: Make) -> None:
    row = kept(house.project, 1, "draft")
    page = make.browser(house.lead).get(f"/projects/{house.project.key}/reports").page
    buttons = page.select(f"form[action$='{row.key}/issue'] button")
    assert [button.get_text(strip=True) for button in buttons] == ["Issue it"]
    assert buttons[0].find_parent("details") is None
    assert page.select_one("td > .actions > details") is not None  # what else can be done stands in the same line
