"""Rounds: opened with sane dates, moved, concluded, closed for good, taken back while empty."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.errors import Conflict, Refused
from app.evaluations.actions import change_dates, close_round, delete_round, open_round, write_conclusion
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.models import AuditEvent, Criterion, Finding, Job, Round
from app.transactions import transaction
from tests.conftest import Make


def opened(house: SimpleNamespace, first: date, last: date) -> Round:
    with transaction():
        return open_round(project=house.project, from_date=first, to_date=last, by=house.lead.id)


def test_rounds_are_numbered_and_noted(house: SimpleNamespace) -> None:
    second = opened(house, date(2026, 7, 29), date(2026, 9, 27))
    assert (house.round.number, second.number) == (1, 2)
    assert second.edition == house.project.edition
    verbs = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.about == second.key)).all()
    assert verbs == ["round.opened"]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 8, 2), date(2026, 8, 1), "before the first"),
        (date(2026, 8, 1), date(2029, 8, 30), "three years"),
        (date(2025, 11, 1), date(2025, 12, 1), "before the engagement began"),
        (date(2026, 7, 1), date(2026, 7, 28), "Round 1 has these dates"),
        (date(2500, 7, 1), date(2500, 7, 28), "this century"),
    ],
)
def test_dates_without_sense_are_refused(house: SimpleNamespace, first: date, last: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        opened(house, first, last)


def test_the_form_proposes_the_dates_of_the_method(house: SimpleNamespace, make: Make) -> None:
    """Go-live 30 June 2026, one round up to 28 July: the second ends on the 90th day, 27 September."""
    page = make.browser(house.lead).get(f"{house.base}/rounds/new").page
    assert page.select_one("#from_date")["value"] == "2026-07-29"
    assert page.select_one("#to_date")["value"] == "2026-09-27"


def test_the_first_round_runs_thirty_days_from_go_live_and_later_ones_a_quarter(make: Make) -> None:
    lead = make.user("lead")
    project = make.project(go_live=date(2026, 6, 30), by=lead)
    browser = make.browser(lead)
    page = browser.get(f"/projects/{project.key}/rounds/new").page
    assert page.select_one("#from_date")["value"] == "2026-06-30"
    assert page.select_one("#to_date")["value"] == "2026-07-29"
    for first, last in ((date(2026, 6, 30), date(2026, 7, 29)), (date(2026, 7, 30), date(2026, 9, 27))):
        with transaction():
            open_round(project=project, from_date=first, to_date=last, by=lead.id)
    page = browser.get(f"/projects/{project.key}/rounds/new").page
    assert page.select_one("#from_date")["value"] == "2026-09-28"
    assert page.select_one("#to_date")["value"] == (date(2026, 9, 28) + timedelta(days=90)).isoformat()


def test_a_round_is_opened_by_the_form_and_shown(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    answer = browser.post(f"{house.base}/rounds/new", {"from_date": "2026-07-29", "to_date": "2026-09-27"})
    assert (answer.status, answer.location) == (303, f"{house.base}/rounds/2")
    assert "has not been computed yet" in browser.get(answer.location).text


def test_a_form_that_is_refused_keeps_what_was_typed(house: SimpleNamespace, make: Make) -> None:
    answer = make.browser(house.lead).post(
        f"{house.base}/rounds/new", {"from_date": "2026-07-01", "to_date": "2026-07-28"}
    )
    assert answer.status == 422
    assert "Round 1 has these dates already." in answer.text
    assert answer.page.select_one("#from_date")["value"] == "2026-07-01"


def test_dates_moved_by_two_people_conflict_with_both_texts(house: SimpleNamespace, make: Make) -> None:
    first, second = make.browser(house.lead), make.browser(house.consultant)
    page = second.get(f"{house.url}/dates").page
    seen = page.select_one("input[name=version]")["value"]
    one = first.post(f"{house.url}/dates", {"from_date": "2026-07-02", "to_date": "2026-07-28", "version": seen})
    assert one.status == 303
    two = second.post(f"{house.url}/dates", {"from_date": "2026-07-03", "to_date": "2026-07-28", "version": seen})
    assert two.status == 409
    assert "2 Jul 2026" in two.text
    assert "3 Jul 2026" in two.text
    again = second.post(
        f"{house.url}/dates", {"from_date": "2026-07-03", "to_date": "2026-07-28", "version": int(seen) + 1}
    )
    assert again.status == 303


def test_a_conclusion_written_by_two_people_conflicts(house: SimpleNamespace) -> None:
    write(house, "Breadth first.", version=1)
    with pytest.raises(Conflict) as caught:
        write(house, "Depth first.", version=1)
    assert [(one.theirs, one.mine) for one in caught.value.differences] == [("Breadth first.", "Depth first.")]


def write(house: SimpleNamespace, text: str, version: int | None = None) -> None:
    with transaction():
        write_conclusion(project=house.project, round_=house.round, conclusion=text, version=version, by=house.lead.id)


def test_a_round_is_closed_only_after_it_was_computed(house: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="has not been computed yet"), transaction():
        close_round(project=house.project, round_=house.round, by=house.lead.id)


def test_an_empty_round_is_deleted_and_its_number_is_free_again(house: SimpleNamespace) -> None:
    with transaction():
        delete_round(project=house.project, round_=house.round, by=house.lead.id)
    assert db.session.scalars(select(Round.id)).all() == []
    assert opened(house, date(2026, 7, 1), date(2026, 7, 28)).number == 1


def test_a_round_with_findings_is_not_deleted(house: SimpleNamespace, finding: Callable[..., Finding]) -> None:
    finding()
    with pytest.raises(Refused, match="Remove these first"), transaction():
        delete_round(project=house.project, round_=house.round, by=house.lead.id)


def test_a_round_with_figures_or_a_conclusion_is_not_deleted(
    house: SimpleNamespace, criterion: Callable[..., Criterion]
) -> None:
    figure = GivenFigure(40.0, house.round.from_date, house.round.to_date)
    key = criterion().key
    with transaction():
        enter_figures(project=house.project, round_=house.round, figures={key: figure}, by=house.lead.id)
    with pytest.raises(Refused), transaction():
        delete_round(project=house.project, round_=house.round, by=house.lead.id)
    with transaction():
        enter_figures(project=house.project, round_=house.round, figures={key: None}, by=house.lead.id)
    write(house, "Something.")
    with pytest.raises(Refused), transaction():
        delete_round(project=house.project, round_=house.round, by=house.lead.id)


def attacks(house: SimpleNamespace, finding_key: str, criterion_key: str) -> list[tuple[str, dict[str, Any]]]:
    """Every way to write to a round, by address and form."""
    findings = f"{house.base}/findings/{finding_key}"
    found = {"title": "Other", "dimension": "breadth", "severity": "low", "version": "1"}
    dates = {"from_date": "2026-07-02", "to_date": "2026-07-20", "version": "1"}
    figure = {f"{criterion_key}-value": "30", f"{criterion_key}-period_from": "2026-07-01"}
    figure |= {f"{criterion_key}-period_to": "2026-07-28", "version": "0"}
    action = {"title": "New", "owner": house.pm.key, "due": "2026-12-01"}
    return [
        (f"{house.url}/dates", dates),
        (f"{house.url}/conclusion", {"conclusion": "Rewritten", "version": "1"}),
        (f"{house.url}/compute", {}),
        (f"{house.url}/close", {}),
        (f"{house.url}/delete", {}),
        (f"{house.url}/figures", figure),
        (f"{house.url}/findings/new", found),
        (findings, found),
        (f"{findings}/remove", {}),
        (f"{findings}/actions/new", action),
    ]


def test_every_write_to_a_closed_round_is_refused_with_a_sentence(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], criterion: Callable[..., Criterion],
    closed: Callable[[], None],
) -> None:  # fmt: skip
    found, agreed = finding(), criterion()
    closed()
    before = everything()
    browser = make.browser(house.lead)
    for url, form in attacks(house, found.key, agreed.key):
        answer = browser.post(url, form)
        assert answer.status == 422, url
        assert "Round 1 is closed and no longer changes." in answer.text, url
    assert everything() == before


def everything() -> dict[str, list[Any]]:
    """All rows of the tables that a round consists of."""
    db.session.rollback()
    tables = ("evaluation_round", "finding", "effect_figure", "indicator_value", "rectification", "job")
    return {
        name: [tuple(row) for row in db.session.execute(select(db.metadata.tables[name]).order_by("id"))]
        for name in tables
    }


def test_criteria_changed_later_leave_a_closed_round_as_it_was(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion], closed: Callable[[], None]
) -> None:
    agreed = criterion()
    closed()
    before = everything()
    answer = make.browser(house.lead).post(
        f"{house.base}/criteria/{agreed.key}",
        {"name": "Other", "part": "sales", "direction": "up", "attributed": "100", "version": "1", "currency": "CNY"},
    )
    assert answer.status == 303
    assert everything() == before


def test_a_closed_round_offers_nothing_to_change(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], closed: Callable[[], None]
) -> None:
    finding()
    closed()
    page = make.browser(house.lead).get(house.url).page
    assert page.select(f'form[action^="{house.url}"]') == []
    assert page.select('a[href$="/figures"], a[href$="/findings/new"], a[href$="/actions/new"]') == []


def test_pages_of_a_closed_round_show_what_is_kept_and_nothing_to_save(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], criterion: Callable[..., Criterion],
    closed: Callable[[], None],
) -> None:  # fmt: skip
    found, _agreed = finding(), criterion()
    browser = make.browser(house.lead)
    pages = [f"{house.url}/{name}" for name in ("dates", "findings/new", "figures", "counts")]
    pages.append(f"{house.base}/findings/{found.key}")
    assert [len(browser.get(url).page.select("main .form-end button")) for url in pages] == [1] * 5
    closed()
    for url in pages:
        page = browser.get(url).page
        assert "closed" in page.select_one("main .notice").text, url
        assert page.select("main .form-end button, main form button") == [], url
        assert page.select(f'main a.button[href^="{house.url}"]'), url
        assert page.select("main form input:not([type=hidden])") == page.select("fieldset[disabled] input"), url


def test_one_computation_runs_at_a_time(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    for _try in range(2):
        assert browser.post(f"{house.url}/compute").status == 303
    assert db.session.scalars(select(Job.state).where(Job.kind == "evaluation")).all() == ["waiting"]
    assert "data-job" in str(browser.get(house.url).page)
    with pytest.raises(Refused, match="is being computed"), transaction():
        close_round(project=house.project, round_=house.round, by=house.lead.id)


def test_people_of_the_client_read_and_do_not_write(house: SimpleNamespace, make: Make) -> None:
    for person in (house.sponsor, house.pm, house.member):
        browser = make.browser(person)
        assert browser.get(house.url).status == 200
        assert browser.get(f"{house.base}/rounds/new").status == 403
        assert browser.post(f"{house.url}/conclusion", {"conclusion": "x"}).status == 403


def test_unknown_numbers_give_404(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    assert browser.get(f"{house.base}/rounds/2").status == 404
    assert browser.get(f"{house.base}/rounds/two").status == 404
    assert browser.post(f"{house.base}/rounds/2/close").status == 404


def test_moving_a_round_makes_what_was_computed_stale(house: SimpleNamespace) -> None:
    with transaction():
        change_dates(
            project=house.project, round_=house.round, from_date=date(2026, 7, 2), to_date=date(2026, 7, 28),
            by=house.lead.id,
        )  # fmt: skip
    assert db.session.get_one(Round, house.round.id).from_date == date(2026, 7, 2)
