"""The follow-up of corrective actions over all engagements: scope, order, expected against actual, repeats, queries."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from app.clock import now
from app.database import db
from app.models import Finding, IndicatorValue, Project, Rectification, Round
from app.transactions import transaction
from phases.evaluation.model import Indicator
from phases.model import same

SHARE = "breadth.active-share"


def indicator(value: float) -> Indicator:
    return Indicator(SHARE, "breadth", same("Active share"), same(""), "share", 1.0, 1, value=value, coverage=1.0)


def rounds(make, project: Project, *values: float) -> list[Round]:
    """One computed round a month from June on, with this active share each."""
    made = []
    for place, value in enumerate(values):
        first = date(2026, 6 + place, 1)
        one = make.add(
            Round(
                project_id=project.id, number=place + 1, from_date=first, to_date=first + timedelta(days=27),
                computed_at=now(), edition=project.edition,
            )
        )  # fmt: skip
        make.add(IndicatorValue(round_id=one.id, indicator=SHARE, value=value, details=indicator(value).stored()))
        made.append(one)
    return made


def action(make, project: Project, round_: Round, owner, title: str, **values) -> Rectification:
    found = make.add(
        Finding(round_id=round_.id, title=f"Finding of {title}", dimension="breadth", indicator=SHARE, severity="high")
    )
    given = {"due": date(2099, 1, 1), "expected_indicator": SHARE, "expected_change": 0.1, "state": "agreed"}
    return make.add(
        Rectification(project_id=project.id, finding_id=found.id, title=title, owner_id=owner.id, **{**given, **values})
    )


@pytest.fixture
def firm(make):
    one, two = make.client("Borealis"), make.client("Kestrel")
    lead, other, director = make.user("lead", name="Grace"), make.user("lead", name="Ada"), make.user("director")
    alpha = make.project(one, name="Alpha", by=lead)
    beta = make.project(two, name="Beta", by=other)
    a, b = rounds(make, alpha, 0.50, 0.56, 0.65), rounds(make, beta, 0.40)
    action(make, alpha, a[0], lead, "Coach weekly")
    action(make, alpha, a[1], lead, "Ask the managers", due=date(2026, 1, 5))
    action(make, alpha, a[1], lead, "Long done", state="verified")
    action(make, beta, b[0], other, "Clean the data", due=date(2026, 2, 5))
    return {"lead": lead, "director": director, "alpha": alpha, "beta": beta, "one": one, "a": a}


def rows_in(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig"))))


def titles(answer) -> list[str]:
    assert answer.status == 200
    return [cell.a.get_text(strip=True) for cell in answer.page.select("table td.main")]


def cells(answer, title: str) -> list[str]:
    row = next(row for row in answer.page.select("tbody tr") if row.select_one("td.main a").text == title)
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]


def test_open_actions_stand_overdue_first(make, firm):
    browser = make.browser(firm["director"])
    assert titles(browser.get("/portfolio/follow-up")) == ["Ask the managers", "Clean the data", "Coach weekly"]
    assert titles(browser.get("/portfolio/follow-up?show=overdue")) == ["Ask the managers", "Clean the data"]
    assert titles(browser.get("/portfolio/follow-up?show=verified")) == ["Long done"]
    assert titles(browser.get("/portfolio/follow-up?q=beta")) == ["Clean the data"]
    assert titles(browser.get("/portfolio/follow-up?sort=-action"))[0] == "Coach weekly"
    assert "No action matches" in browser.get("/portfolio/follow-up?q=nothing").text
    assert "Follow-up" in browser.get("/portfolio").text


def test_expected_stands_against_actual_and_repeats_are_counted(make, firm):
    """0.50 in June, 0.65 in August: +15 of 10 points. 0.56 in July: +9 of 10, found in June already."""
    answer = make.browser(firm["director"]).get("/portfolio/follow-up")
    coach, asked = cells(answer, "Coach weekly"), cells(answer, "Ask the managers")
    assert coach[5:8] == [
        "+10 percentage points Active share",
        "+15 percentage points 50% → 65%",
        "Expected change reached Not verified yet",
    ]
    assert asked[6:8] == ["+9 percentage points 56% → 65%", "Better, but less than expected Not verified yet"]
    assert "Repeat finding: also in the round before" in asked[0]
    assert cells(answer, "Clean the data")[6:8] == ["– 40% → –", "Cannot be said Not verified yet"]


def test_owner_and_severity_narrow_the_list_and_its_file(make, firm):
    """Ada owns one action more, of a critical finding; the rest are Grace's and grave."""
    ada = make.user("consultant", name="Ada Line")
    made = action(make, firm["alpha"], firm["a"][0], ada, "Stop the export")
    with transaction():
        db.session.execute(update(Finding).where(Finding.id == made.finding_id).values(severity="critical"))
    browser = make.browser(firm["director"])
    assert titles(browser.get(f"/portfolio/follow-up?owner={ada.key}")) == ["Stop the export"]
    assert titles(browser.get("/portfolio/follow-up?severity=critical&show=all")) == ["Stop the export"]
    assert len(titles(browser.get("/portfolio/follow-up?severity=nonsense"))) == 4
    assert "No action matches" in browser.get("/portfolio/follow-up?severity=low").text
    exported = browser.get(f"/portfolio/follow-up/export.csv?owner={ada.key}").text
    assert ("Stop the export" in exported, "Coach weekly" in exported) == (True, False)
    offered = browser.get("/portfolio/follow-up").page.select("select[name=owner] option")
    assert [one.get_text() for one in offered] == ["All", "Ada", "Ada Line", "Grace"]


def test_five_hundred_actions_are_paged_sorted_and_go_out_whole(make, firm):
    for place in range(497):
        due = date(2026, 1, 1) + timedelta(days=place)
        action(make, firm["alpha"], firm["a"][0], firm["lead"], f"More {place:03}", due=due)
    browser = make.browser(firm["director"])
    first = browser.get("/portfolio/follow-up?sort=-action")
    assert "500 actions" in first.text
    assert titles(first)[:2] == ["More 496", "More 495"]
    following = browser.get(first.page.select_one("nav.pager a[rel=next]")["href"])
    assert set(titles(following)) & set(titles(first)) == set()
    assert len(rows_in(browser.get("/portfolio/follow-up/export.csv"))) == 500


def test_people_see_the_actions_of_their_own_projects_only(make, firm):
    assert titles(make.browser(firm["lead"]).get("/portfolio/follow-up")) == ["Ask the managers", "Coach weekly"]
    executive = make.browser(make.user("executive", firm["one"]))
    assert titles(executive.get("/portfolio/follow-up")) == ["Ask the managers", "Coach weekly"]
    assert "Beta" not in executive.get("/portfolio/follow-up/export.csv?show=all").text
    stranger = make.browser(make.user("consultant"))
    assert "Nothing to follow up" in stranger.get("/portfolio/follow-up").text
    assert make.browser(make.user("client-pm", firm["one"])).get("/portfolio/follow-up").status == 404


def test_the_list_goes_out_as_a_file(make, firm):
    browser = make.browser(firm["director"])
    whole = browser.get("/portfolio/follow-up/export.csv?show=all").text
    assert [whole.count(name) > 0 for name in ("Coach weekly", "Ask the managers", "Long done", "Clean the data")] == [
        True
    ] * 4
    coach = next(
        row for row in rows_in(browser.get("/portfolio/follow-up/export.csv")) if row["Action"] == "Coach weekly"
    )
    said = (coach["Expected change"], coach["Actual change"], coach["Unit"], coach["Due"], coach["Repeated"])
    assert said == ("10.0", "15.0", "percentage points", "2099-01-01", "0")
    assert browser.get("/portfolio/follow-up/export.xlsx").status == 200
    assert browser.get("/portfolio/follow-up/export.pdf").status == 404


def test_many_actions_take_as_many_queries_as_few(make, firm):
    browser = make.browser(firm["director"])
    browser.get("/portfolio/follow-up")
    few = queries(browser)
    for place in range(60):
        action(make, firm["alpha"], firm["a"][0], firm["lead"], f"More {place}")
    assert queries(browser) == few


def queries(browser) -> int:
    seen: list[str] = []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    browser.get("/portfolio/follow-up?rows=20")
    event.remove(db.engine, "before_cursor_execute", count)
    return sum(one.startswith("SELECT") for one in seen)
