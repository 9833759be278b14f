"""What the page of a round says of its files, its conclusion and of how to raise the scores."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from sqlalchemy import update

from app.database import db
from app.evaluations.actions import open_round
from app.evaluations.words import changed
from app.facts.evaluation import indicators_of, rounds_of, scheme_of
from app.models import Project, Round, UsageSource
from app.transactions import transaction
from app.usage.rounds import compute_now
from phases.evaluation.scoring import dimension_scores
from tests.conftest import Make

CONCLUSION = "# Outlook\n\n**Few** sign in.\n\n- coach <script>alert(1)</script>\n- [plan](javascript:alert(1))"


def conclude(house: SimpleNamespace, text: str) -> None:
    """Write a conclusion as the form does."""
    with transaction():
        db.session.get_one(Round, house.round.id).conclusion = text
    db.session.expire_all()


def test_the_conclusion_is_drawn_and_nothing_in_it_runs(
    make: Make, house: SimpleNamespace, closed: Callable[[], None]
) -> None:
    conclude(house, CONCLUSION)
    for close in (False, True):
        if close:
            closed()
        page = make.browser(house.lead).get(house.url).page
        part = page.select_one("#conclusion-part .prose")
        assert part is not None
        assert [one.text for one in part.select("h3")] == ["Outlook"]
        assert [one.text for one in part.select("strong")] == ["Few"]
        assert len(part.select("li")) == 2
        assert not part.select("script, a[href^=javascript]")
        assert "**" not in part.text
        assert bool(page.select("#conclusion-part textarea")) is not close


def test_a_round_without_conclusion_offers_the_form_at_once(make: Make, house: SimpleNamespace) -> None:
    page = make.browser(house.lead).get(house.url).page
    assert page.select("#conclusion-part textarea")
    assert not page.select("#conclusion-part details")


def test_what_pulls_a_score_down_most_is_named_in_order_good_or_not(
    make: Make, house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource]
) -> None:
    """Five of six are active: 83.3 % is good, scores 80 + 20 × 3.33 / 20 = 83.3, and still pulls breadth down."""
    people = ("anna", "ben", "cai", "dora", "emil")
    days = [day for day in range(1, 29) if day % 7 not in (4, 5)]  # 4 and 5 July 2026 are a weekend
    log(*(f"{who},customers,2026-07-{day:02} 09:00" for who in people for day in days))
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in make.browser(house.lead).get(house.url).page.select("section[aria-labelledby=raise] tbody tr")
    ]
    named = [row[0] for row in rows]
    assert "Function coverage" in named
    share = next(row for row in rows if row[0] == "Active share")
    assert share[2:4] == ["83.3%", "full score from 100%"]
    (one,) = rounds_of([house.project.id])[house.project.id]
    found = dimension_scores(scheme_of(one.edition), indicators_of([one])[one.id])
    expected = [pull.indicator.title.en for score in found.values() for pull in score.pulls[:3]]
    assert named == expected
    gains = [float(row[4].split("+")[1].split()[0]) for row in rows if row[1] == "Breadth"]
    assert gains == sorted(gains, reverse=True)


def test_a_change_is_the_difference_of_the_scores_that_are_shown() -> None:
    """72.5 is shown as 73 beside 88.4, shown as 88: whoever subtracts finds 15, as in the report, and not 16."""
    assert changed(88.4, 72.54) == "+15"
    assert changed(88.4, None) == ""


def test_where_everything_has_its_full_score_a_sentence_says_so(
    make: Make, house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource]
) -> None:
    people = ("anna", "ben", "cai", "dora", "emil", "fang")
    days = [day for day in range(1, 29) if day % 7 not in (4, 5)]  # 4 and 5 July 2026 are a weekend
    log(
        *(
            f"{who},{what},2026-07-{day:02} 09:00"
            for who in people
            for what in ("customers", "forecast")
            for day in days
        )
    )
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    page = make.browser(house.lead).get(house.url)
    assert "Every indicator that was measured has its full score." in page.text
    assert not page.page.select("section[aria-labelledby=raise] table")


def test_a_round_that_was_never_computed_says_which_files_are_there(
    make: Make, house: SimpleNamespace, log: Callable[..., UsageSource]
) -> None:
    browser = make.browser(house.lead)
    assert "Upload the usage log" in browser.get(house.url).text
    log("anna,customers,2026-07-01 09:00")
    page = browser.get(house.url)
    assert "Upload the usage log" not in page.text
    assert "Here already: usage log. Still missing: list of users, functions in scope" in page.text
    (form,) = page.page.select(".notice form")
    assert str(form["action"]).endswith("/compute")
    assert len(page.page.select("form[action$='/compute']")) == 1
    assert not make.browser(house.member).get(house.url).page.select(".notice form")


def test_a_round_that_was_never_computed_is_not_compared(
    make: Make, house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource]
) -> None:
    log("anna,customers,2026-07-01 09:00")
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    with transaction():
        open_round(project=house.project, from_date=date(2026, 8, 1), to_date=date(2026, 8, 31), by=house.lead.id)
    text = make.browser(house.lead).get(f"{house.base}/rounds/2").text
    assert "This round has not been computed yet." in text
    assert "Against round 1" not in text


def test_days_of_a_log_are_those_of_the_project(
    make: Make, house: SimpleNamespace, log: Callable[..., UsageSource]
) -> None:
    with transaction():
        db.session.execute(update(Project).values(time_zone="Asia/Shanghai"))
    db.session.expire_all()
    log("anna,customers,2026-07-01T20:00:00Z", "anna,customers,2026-07-03T20:00:00Z")  # 04:00 of the next day
    text = make.browser(house.lead).get(house.url).text
    assert "2 Jul 2026 – 4 Jul 2026" in text
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    assert "2 Jul 2026 – 4 Jul 2026" in make.browser(house.lead).get(house.url).text
