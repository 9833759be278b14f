"""Counts that people state, records and norms of use in a round: computed at once, refused when they make no sense."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.database import db
from app.errors import Conflict, Refused
from app.evaluations.counts.actions import GivenCount, state_counts
from app.facts.counts import norms_of, stated_counts
from app.facts.evaluation import indicators_of, rounds_of
from app.models import LicensedUser
from app.transactions import transaction
from app.usage.records.actions import set_norms
from app.usage.rounds import compute_now
from phases.evaluation.model import Indicator
from tests.conftest import Make

RECORDS = "system,object,id\nCRM,customer,1\nERP,customer,1\nERP,customer,2\n"


def state(house: SimpleNamespace, key: str, count: GivenCount | None, version: int | None = None) -> None:
    with transaction():
        state_counts(project=house.project, round_=house.round, counts={key: count}, version=version, by=house.lead.id)


def indicator(house: SimpleNamespace, key: str) -> Indicator:
    one = rounds_of([house.project.id])[house.project.id][0]
    return next(each for each in indicators_of([one])[one.id] if each.key == key)


def test_a_stated_count_is_an_indicator_at_once_and_says_where_it_was_counted(house: SimpleNamespace) -> None:
    compute_now(project=house.project, round_=house.round, by=None)
    assert indicator(house, "depth.optimisations").note.en == "Needs a count stated for this round."
    state(house, "depth.optimisations", GivenCount(3, 8, "Minutes of  the committee"))
    found = indicator(house, "depth.optimisations")
    assert (found.value, found.numerator, found.denominator) == (3 / 8, 3, 8)
    assert found.note.en == "Stated, not counted by the product (source: Minutes of the committee)."
    assert found.interval is not None
    state(house, "depth.optimisations", None)
    assert indicator(house, "depth.optimisations").value is None


def test_what_the_product_counts_goes_before_what_was_stated(make: Make, house: SimpleNamespace) -> None:
    state(house, "breadth.record-coverage", GivenCount(9, 10, "estimate"))
    data = {"records": (io.BytesIO(RECORDS.encode()), "records.csv")}
    url = f"{house.base}/usage/records"
    assert make.browser(house.lead).post(url, data, content_type="multipart/form-data").status == 303
    compute_now(project=house.project, round_=house.round, by=None)
    found = indicator(house, "breadth.record-coverage")
    assert (found.numerator, found.denominator, found.note) == (1, 2, None)
    assert indicator(house, "effect.shared-ids").value == 0.5
    shown = make.browser(house.lead).get(f"{house.url}/counts")
    assert "1 / 2" in shown.text


@pytest.mark.parametrize(
    ("key", "count", "sentence"),
    [
        ("depth.optimisations", GivenCount(9, 8, "x"), "between 0 and the second"),
        ("depth.optimisations", GivenCount(0, 0, "x"), "above 0"),
        ("depth.optimisations", GivenCount(1, 2, " "), "where it was counted"),
        ("breadth.activation", GivenCount(1, 2, "x"), "cannot be stated"),
    ],
)
def test_counts_without_sense_are_refused(house: SimpleNamespace, key: str, count: GivenCount, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        state(house, key, count)
    assert stated_counts(house.round.id) == {}


def test_counts_stated_by_two_people_conflict_with_both_texts(house: SimpleNamespace) -> None:
    state(house, "depth.in-time", GivenCount(1, 2, "first"))
    with pytest.raises(Conflict) as told:
        state(house, "depth.in-time", GivenCount(2, 2, "second"), version=0)
    assert [(one.theirs, one.mine) for one in told.value.differences] == [("1 / 2 · first", "2 / 2 · second")]


def test_a_closed_round_takes_no_counts(house: SimpleNamespace, closed: Callable[[], None]) -> None:
    closed()
    with pytest.raises(Refused, match="closed"):
        state(house, "depth.in-time", GivenCount(1, 2, "x"))


def test_the_form_keeps_what_was_typed_and_names_the_line(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    assert "Off-system work" in browser.get(f"{house.url}/counts").text
    line = {"depth-off-system-numerator": "7", "depth-off-system-denominator": "5", "depth-off-system-source": "ERP"}
    answer = browser.post(f"{house.url}/counts", line)
    assert answer.status == 422
    assert "The first number is larger than the second." in answer.text
    assert browser.post(f"{house.url}/counts", {**line, "depth-off-system-denominator": "1,000"}).status == 303
    assert stated_counts(house.round.id)["depth.off-system"].denominator == 1000


def test_norms_agreed_on_the_page_measure_the_intensity(
    make: Make, house: SimpleNamespace, people_and_functions: None, log: Callable[..., object]
) -> None:
    log("anna,customers,2026-07-01 09:00", "anna,customers,2026-07-02 09:00")
    browser = make.browser(house.lead)
    page = f"{house.base}/usage/norms"
    assert "sales rep" in browser.get(page).text
    assert browser.post(page, {"role-0-events": "0"}).status == 422
    assert browser.post(page, {"role-0-events": "0.1"}).status == 303
    assert norms_of(house.project.id) == {"sales rep": 0.1}
    compute_now(project=house.project, round_=house.round, by=None)
    # Five sales reps with 20 working days each (1 to 28 July 2026): 2 events / 100 days against 0.1.
    found = indicator(house, "depth.intensity")
    assert found.value == pytest.approx(0.2)
    assert found.coverage == pytest.approx(5 / 6)
    assert found.note.en == "Norms, in events per person and working day: sales rep 0.1."


def test_norms_that_somebody_else_changed_meanwhile_conflict(house: SimpleNamespace) -> None:
    with transaction():
        set_norms(project=house.project, norms={"rep": 2.0}, by=house.lead.id)
    with pytest.raises(Conflict), transaction():
        set_norms(project=house.project, norms={"rep": 3.0}, seen="-", by=house.lead.id)


def test_an_effect_that_is_counted_is_judged_and_told_by_its_own_definition(make: Make, house: SimpleNamespace) -> None:
    """861 of 1,000 fields: good from 90 %, watch from 70 %; a criterion's 50 and 80 % are not its bands."""
    state(house, "effect.completeness", GivenCount(861, 1000, "Export"))
    compute_now(project=house.project, round_=house.round, by=None)
    page = make.browser(house.lead).get(house.url).page
    about = page.select_one('[id="about-effect.completeness"]')
    assert about is not None
    assert "fields filled / fields asked for" in about.text
    assert "baseline" not in about.text
    drawing = page.select_one("section[aria-labelledby=effect] figure svg")
    assert drawing is not None
    assert {"70%", "90%"} <= {one.text.strip() for one in drawing.select("text")}


def test_what_roles_do_is_told_in_events_and_not_in_per_cent(
    make: Make, house: SimpleNamespace, log: Callable[..., object]
) -> None:
    """Five people, 20 working days each, 250 events on one of them: 250 / 100 = 2.5 a day, which is no 250 %."""
    with transaction():
        for who in ("anna", "ben", "cai", "dora", "emil"):
            db.session.add(LicensedUser(project_id=house.project.id, user=who, role="sales rep"))
        set_norms(project=house.project, norms={"sales rep": 10.0}, by=house.lead.id)
    log(*(f"anna,customers,2026-07-01 {n // 60:02}:{n % 60:02}" for n in range(250)))
    compute_now(project=house.project, round_=house.round, by=None)
    row = make.browser(house.lead).get(house.url).page.select_one('[id="depth.intensity"] .by-group')
    assert row is not None
    assert [cell.text for cell in row.select("td")] == ["2.5 per person and working day", "250 / 100"]


def test_the_share_of_a_small_group_stands_with_its_interval(
    make: Make, house: SimpleNamespace, log: Callable[..., object]
) -> None:
    """One of five active: Wilson's 95 % interval of 1/5 is 3.6 % to 62.4 %."""
    with transaction():
        for who in ("anna", "ben", "cai", "dora", "emil"):
            db.session.add(LicensedUser(project_id=house.project.id, user=who, role="sales rep"))
    log("anna,customers,2026-07-20 09:00")
    compute_now(project=house.project, round_=house.round, by=None)
    row = make.browser(house.lead).get(house.url).page.select_one('[id="breadth.roles"] .by-group small')
    assert row is not None
    assert row.text == "95% confidence interval 4% to 62%"


def test_the_timeline_leads_the_client_to_a_page_that_opens_for_them(make: Make, house: SimpleNamespace) -> None:
    with transaction():
        set_norms(project=house.project, norms={"rep": 2.0}, by=house.lead.id)
    browser = make.browser(house.sponsor)
    told = browser.get(f"{house.base}/history").page.find("a", string="set the norms of use")
    assert told is not None
    assert browser.get(str(told["href"])).status == 200
