"""Assessments as people use them: opened by what happens, rated alone, closed for all, compared and recommended."""

import io
from types import SimpleNamespace

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, update

from app.assessments import open_due
from app.charts import ENGLISH
from app.clock import now
from app.database import db
from app.errors import Refused
from app.evaluations.actions import open_round
from app.facts.phase_records import gather
from app.facts.readiness import find_open
from app.gates.actions import propose_gate
from app.models import Assessment, AuditEvent, Project, Rater, RaterAnswer, Round
from app.readiness.actions import close, rate
from app.reports.gather_readiness import readied_of
from app.reports.phase_closing.readiness import readiness
from app.transactions import transaction
from phases.readiness.statements import by_id, load
from tests.switch_world import DAY, rate_all

ALL = len(by_id())


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    without_the_first(project)
    people = {
        "lead": make.user("lead", name="Lena"), "sponsor": make.user("sponsor", client, name="Su"),
        "client-member": make.user("client-member", client, name="Mo"),
        "client-pm": make.user("client-pm", client, name="Pim"),
    }  # fmt: skip
    for one in people.values():
        make.member(project, one)
    return {"project": project, "base": f"/projects/{project.key}/readiness", **people}


def without_the_first(project):
    """Take away the assessment that opens with an engagement: nobody is in its team yet."""
    with transaction():
        db.session.delete(find_open(project.id))


def begin(make, house, occasion="gate:concept"):
    """An assessment opened by hand for this occasion; everybody of the team is asked."""
    answer = make.browser(house["lead"]).post(f"{house['base']}/new", data={"occasion": occasion})
    assert answer.status == 303, answer.text
    return find_open(house["project"].id)


def all_of(word, note=""):
    return {f"rating-{id}": word for id in by_id()} | ({f"note-{id}": note for id in by_id()} if note else {})


def answers():
    db.session.expire_all()
    return db.session.scalars(select(RaterAnswer).order_by(RaterAnswer.id)).all()


def close_now(make, house, row):
    answer = make.browser(house["lead"]).post(f"{house['base']}/{row.number}/close")
    assert answer.status == 303, answer.text
    db.session.expire_all()


def fresh(house):
    db.session.expire_all()
    return db.session.get(Project, house["project"].id)


def test_opening_an_engagement_asks_for_the_first_assessment(make):
    lead = make.user("lead")
    row = find_open(make.project(by=lead).id)
    assert (row.occasion, row.about, row.number) == ("start", "", 1)
    assert db.session.scalars(select(Rater.name).where(Rater.assessment_id == row.id)).all() == [lead.name]


def test_proposing_a_gate_asks_for_an_assessment_once(make, house):
    with transaction():
        propose_gate(project=fresh(house), phase="concept", outcome="go", by=house["lead"].id)
    row = find_open(house["project"].id)
    assert (row.occasion, row.about) == ("gate", "concept")
    make.browser(house["lead"]).post(f"{house['base']}/{row.number}/rate", data=all_of("3"))
    close_now(make, house, row)
    with transaction():
        assert open_due(project=fresh(house), occasion="gate", about="concept", by=None) is None


def test_what_nobody_rated_at_an_earlier_gate_is_asked_for_the_next(make, house):
    with transaction():
        propose_gate(project=fresh(house), phase="concept", outcome="go", by=house["lead"].id)
    first = find_open(house["project"].id)
    with transaction():
        moved = open_due(project=fresh(house), occasion="gate", about="review", by=house["lead"].id)
    assert (moved.id, moved.number, moved.occasion, moved.about) == (first.id, first.number, "gate", "review")
    make.browser(house["lead"]).post(f"{house['base']}/{moved.number}/rate", data=all_of("3"))
    with transaction():  # once somebody has rated, it stays what they rated
        assert open_due(project=fresh(house), occasion="gate", about="golive", by=house["lead"].id) is None
    assert find_open(house["project"].id).about == "review"


def test_what_nobody_rated_in_a_closed_round_is_asked_in_the_next(make, house):
    with transaction():
        open_round(project=fresh(house), from_date=DAY, to_date=DAY.replace(month=3), by=house["lead"].id)
    with transaction():
        db.session.execute(update(Round).values(closed_at=now(), state="closed"))
    with transaction():
        open_round(project=fresh(house), from_date=DAY.replace(month=4), to_date=DAY.replace(month=6), by=None)
    row = find_open(house["project"].id)
    assert (row.number, row.occasion, row.about) == (1, "round", "2")


def test_a_round_asks_for_an_assessment_unless_one_is_open(make, house):
    with transaction():
        open_round(project=fresh(house), from_date=DAY, to_date=DAY.replace(month=3), by=house["lead"].id)
    row = find_open(house["project"].id)
    assert (row.occasion, row.about) == ("round", "1")
    with transaction():
        open_round(project=fresh(house), from_date=DAY.replace(month=4), to_date=DAY.replace(month=6), by=None)
    count = select(func.count()).where(Assessment.project_id == house["project"].id, Assessment.state == "open")
    assert db.session.scalar(count) == 1


def test_everybody_of_the_team_is_asked_and_finds_it_among_their_work(make, house):
    row = begin(make, house)
    sides = dict(db.session.execute(select(Rater.name, Rater.side).where(Rater.assessment_id == row.id)).all())
    assert sides == {"Lena": "firm", "Su": "sponsor", "Mo": "client", "Pim": "client"}
    inbox = make.browser(house["sponsor"]).get("/").text
    assert "Readiness to rate" in inbox
    make.browser(house["sponsor"]).post(f"{house['base']}/{row.number}/rate", data=all_of("3"))
    assert "Readiness to rate" not in make.browser(house["sponsor"]).get("/").text


def test_one_tap_is_saved_without_a_reload_and_says_how_far_one_is(make, house):
    row = begin(make, house)
    browser = make.browser(house["sponsor"])
    id = next(iter(by_id()))
    answer = browser.post(
        f"{house['base']}/{row.number}/rate", data={f"rating-{id}": "3", f"note-{id}": "Seen"},
        headers={"X-Inline": "1"},
    )  # fmt: skip
    assert answer.status == 200
    assert f"1/{ALL}" in answer.text
    (kept,) = answers()
    assert (kept.statement, kept.rating, kept.note) == (id, "3", "Seen")
    browser.post(f"{house['base']}/{row.number}/rate", data={f"rating-{id}": "unknown", f"note-{id}": ""})
    (kept,) = answers()
    assert (kept.rating, kept.note) == ("unknown", "")


def test_whoever_saves_goes_on_where_something_is_open_and_is_done_when_nothing_is(make, house):
    row, (first, second) = begin(make, house), list(by_id())[:2]
    browser, url = make.browser(house["sponsor"]), f"{house['base']}/{row.number}"
    saved = browser.post(f"{url}/rate", data={f"rating-{first}": "3"})
    assert (saved.status, saved.location) == (303, f"{url}/rate#{second}")
    assert f"{ALL - 1} statements are still open" in browser.get(f"{url}/rate").text
    done = browser.post(f"{url}/rate", data=all_of("2"))
    assert (done.status, done.location) == (303, url)
    assert "That is all; thank you." in browser.get(url).text


@pytest.mark.parametrize("word", ["5", "-1", "yes", "３"])
def test_what_is_no_rating_is_refused_whole_and_nothing_is_lost(make, house, word):
    row = begin(make, house)
    first, second = list(by_id())[:2]
    answer = make.browser(house["sponsor"]).post(
        f"{house['base']}/{row.number}/rate",
        data={f"rating-{first}": word, f"rating-{second}": "4", f"note-{second}": "Kept <b>note</b>"},
    )
    assert answer.status == 422
    assert "Choose a rating from 0 to 4" in answer.text
    assert answer.page.select_one(f'textarea[name="note-{second}"]').get_text() == "Kept <b>note</b>"
    assert answer.page.select_one(f'input[name="rating-{second}"][value="4"]').has_attr("checked")
    assert answers() == []


def test_nobody_sees_what_others_rate_until_it_is_closed(make, house):
    row = begin(make, house)
    url = f"{house['base']}/{row.number}"
    make.browser(house["sponsor"]).post(f"{url}/rate", data=all_of("4", note="My secret opinion"))
    browser = make.browser(house["lead"])
    for end in (url, f"{url}/rate", house["base"]):
        text = browser.get(end).text
        assert "My secret opinion" not in text
    assert browser.get(url).page.select("svg.chart-drawing") == []
    assert browser.get(f"{url}/rate").page.select("input:checked") == []
    assert browser.get(f"{url}/result.csv").status == 404
    assert gather(house["project"].id, "golive").ratings == ()
    told = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.project_id == house["project"].id)).all()
    assert not [verb for verb in told if "rate" in verb and verb.startswith("readiness")]
    close_now(make, house, row)
    page = browser.get(url)
    assert "My secret opinion" in page.text
    assert len(gather(house["project"].id, "golive").ratings) == ALL


def test_what_a_round_rates_later_changes_no_figure_of_the_switch(make, house):
    """The closing report would state two readinesses: that of the gate's assessment and that of half a year later."""
    for word in ("4", "1"):
        if word == "1":
            with transaction():
                open_round(project=fresh(house), from_date=DAY, to_date=DAY.replace(month=3), by=house["lead"].id)
        row = find_open(house["project"].id) or begin(make, house, "gate:golive")
        make.browser(house["sponsor"]).post(f"{house['base']}/{row.number}/rate", data=all_of(word))
        close_now(make, house, row)
    assert (row.occasion, {one.points for one in gather(house["project"].id, "golive").ratings}) == ("round", {4})


def test_a_closed_assessment_is_frozen(make, house):
    row = begin(make, house)
    url = f"{house['base']}/{row.number}"
    make.browser(house["lead"]).post(f"{url}/rate", data=all_of("2"))
    close_now(make, house, row)
    late = make.browser(house["sponsor"]).post(f"{url}/rate", data=all_of("0"))
    assert late.status == 422
    assert "closed and no longer changes" in late.text
    assert make.browser(house["lead"]).post(f"{url}/close").status == 422
    assert {one.rating for one in answers()} == {"2"}


def test_an_assessment_nobody_rated_stays_open_and_a_second_one_is_refused(make, house):
    row = begin(make, house)
    browser = make.browser(house["lead"])
    refused = browser.post(f"{house['base']}/{row.number}/close")
    assert refused.status == 422
    assert "Nobody has rated yet" in refused.text
    second = browser.post(f"{house['base']}/new", data={"occasion": "other:"})
    assert second.status == 422
    assert "is still open" in second.text


def test_the_result_by_hand_with_groups_change_and_recommendation(make, house):
    """Lena rates 4 everywhere, Su 2, Mo does not know: mean (100 + 50) / 2 = 75, spread 50, known 2 of 3."""
    with transaction():
        rate_all(house["project"], "1")  # before: 25 in each factor
    row = begin(make, house)
    url = f"{house['base']}/{row.number}"
    browser = make.browser(house["lead"])
    pim = db.session.scalar(select(Rater.key).where(Rater.assessment_id == row.id, Rater.name == "Pim"))
    browser.post(f"{url}/raters/{pim}/release")
    browser.post(f"{url}/rate", data=all_of("4"))
    make.browser(house["sponsor"]).post(f"{url}/rate", data=all_of("2"))
    make.browser(house["client-member"]).post(f"{url}/rate", data=all_of("unknown"))
    close_now(make, house, row)
    page = browser.get(url)
    cells = [
        [c.get_text(" ", strip=True) for c in tr.select("td")]
        for tr in page.page.select("#factors ~ .table-wrap tbody tr")
    ]
    statements = len(load()["people"])
    assert cells[0] == [
        "People", "75", "≥ 60", "+50", f"{2 * statements} / {3 * statements}", "67%", str(statements), "50", "100",
        "50", "50",
    ]  # fmt: skip
    assert "Every factor reaches 60" in page.text
    table = browser.get(f"{url}/result.csv").response.data.decode("utf-8-sig").splitlines()
    assert len(table) == ALL + 1
    assert table[1].split(",")[2:] == ["75.0", "2", "1", "2–4", "50.0", "0"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{url}/result.xlsx").response.data))
    assert len(book.get_sheet_by_index(0).to_python()) == ALL + 1


def test_not_now_is_a_valid_recommendation_with_a_reason_and_stands_on_the_project_page(make, house):
    with transaction():
        rate_all(house["project"], "1")
    browser = make.browser(house["lead"])
    number = db.session.scalar(select(func.max(Assessment.number)).where(Assessment.state == "closed"))
    url = f"{house['base']}/{number}"
    bare = browser.post(f"{url}/recommendation", data={"word": "not-now", "reason": "", "version": "1"})
    assert bare.status == 422
    assert "Say why" in bare.text
    sent = {"word": "not-now", "reason": "The merger comes first.", "version": "1"}
    assert browser.post(f"{url}/recommendation", data=sent).status == 303
    assert "The merger comes first." in make.browser(house["sponsor"]).get(f"/projects/{house['project'].key}").text
    stale = browser.post(f"{url}/recommendation", data=sent | {"word": "go"})
    assert stale.status == 409
    odd = browser.post(f"{url}/recommendation", data=sent | {"word": "perhaps", "version": "2"})
    assert odd.status == 422


def test_industry_stage_and_conditions_are_recorded_and_carried_on(make, house):
    row = begin(make, house)
    browser = make.browser(house["lead"])
    url = f"{house['base']}/{row.number}"
    data = {"industry": "Furniture", "stage": "mature", "conditions": "Full\norder book", "version": str(row.version)}
    assert browser.post(f"{url}/company", data=data).status == 303
    assert browser.post(f"{url}/company", data=data | {"industry": "Food"}).status == 409
    assert browser.post(f"{url}/company", data=data | {"stage": "odd", "version": "2"}).status == 422
    browser.post(f"{url}/rate", data=all_of("2"))
    close_now(make, house, row)
    browser.post(f"{house['base']}/new", data={"occasion": "other:"})
    following = find_open(house["project"].id)
    assert (following.industry, following.stage) == ("Furniture", "mature")


def test_only_those_asked_rate_only_consultants_lead_and_strangers_find_nothing(make, house):
    row = begin(make, house)
    url = f"{house['base']}/{row.number}"
    assert make.browser(house["sponsor"]).post(f"{url}/close").status == 403
    assert make.browser(house["client-pm"]).post(f"{house['base']}/new", data={"occasion": "other:"}).status == 403
    stranger = make.browser(make.user("sponsor", make.client("Other")))
    for end in (house["base"], url, f"{url}/rate", f"{house['base']}.csv"):
        assert stranger.get(end).status == 404
    rater = db.session.scalars(select(Rater).where(Rater.assessment_id == row.id, Rater.name == "Mo")).one()
    make.browser(house["lead"]).post(f"{url}/raters/{rater.key}/release")
    assert make.browser(house["client-member"]).get(f"{url}/rate").status == 404
    make.browser(house["lead"]).post(f"{url}/ask", data={"person": [house["client-member"].key, "nonsense"]})
    assert make.browser(house["client-member"]).get(f"{url}/rate").status == 200
    assert make.browser(house["lead"]).get(f"{house['base']}/99").status == 404


def test_who_has_rated_is_not_thrown_out(make, house):
    row = begin(make, house)
    url = f"{house['base']}/{row.number}"
    make.browser(house["sponsor"]).post(f"{url}/rate", data=all_of("1"))
    rater = db.session.scalars(select(Rater).where(Rater.assessment_id == row.id, Rater.name == "Su")).one()
    refused = make.browser(house["lead"]).post(f"{url}/raters/{rater.key}/release")
    assert refused.status == 422
    assert "has rated already" in refused.text


def test_nobody_rates_in_the_name_of_another(make, house):
    row = begin(make, house)
    rater = db.session.scalars(select(Rater).where(Rater.assessment_id == row.id, Rater.name == "Su")).one()
    with pytest.raises(Refused), transaction():
        rate(assessment=row, rater=rater, answers={"people.trust": ("4", "")}, by=house["lead"].id)


def test_pages_without_and_with_many_assessments(make):
    lead = make.user("lead")
    project = make.project()
    make.member(project, lead)
    without_the_first(project)
    browser = make.browser(lead)
    assert "Readiness has not been assessed yet" in browser.get(f"/projects/{project.key}/readiness").text
    with transaction():
        for number in range(40):
            rate_all(project, str(number % 5))
    page = browser.get(f"/projects/{project.key}/readiness")
    assert len(page.page.select("tbody tr")) == 40
    assert browser.get(f"/projects/{project.key}/readiness/40?with=1").status == 200
    table = browser.get(f"/projects/{project.key}/readiness.csv").response.data.decode("utf-8-sig").splitlines()
    assert len(table) == 41


def test_the_closing_report_prints_the_assessment_of_its_gate(make, house):
    row = begin(make, house, "gate:concept")
    make.browser(house["lead"]).post(f"{house['base']}/{row.number}/rate", data=all_of("3"))
    with transaction():
        close(project=fresh(house), assessment=db.session.get(Assessment, row.id), by=house["lead"].id)
    found = readied_of(fresh(house), "concept", now())
    assert (found.title.en, found.mean, found.balance) == ("Gate “Concept introduction”", 75, 1)
    assert readied_of(fresh(house), "review", now()).title.en == "Gate “Concept introduction”"


def test_the_report_prints_factors_balance_and_both_recommendations(make):
    project = make.project()
    with transaction():
        row = rate_all(project, "3")
        row.recommendation, row.reason = "not-now", "The merger comes first."
    source = SimpleNamespace(readied=readied_of(db.session.get(Project, project.id), "concept", now()))
    _title, table, _chart, points, own = readiness(source, ENGLISH)
    assert [row[0] for row in table.rows][:2] == ["People", "Strategy and planning"]
    assert {row[1].word for row in table.rows} == {"75"}
    assert table.note == "Mean 75, balance 1, technology ahead by 0 points."
    assert points.title == "By the figures: Go on"
    assert own.text.endswith("Not now. The merger comes first.")
    assert list(readiness(SimpleNamespace(readied=None), ENGLISH)) == []
