"""The portfolio: who sees what, sorted, filtered, exported; as many queries for two hundred as for five."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, select, update

from app.clock import now
from app.database import db
from app.facts.warning_keeping import refresh_warnings
from app.models import AuditEvent, ChecklistItem, Membership, Project, ProjectPhase, RaidEntry
from app.transactions import transaction


@pytest.fixture
def firm(make):
    clients = {name: make.client(name) for name in ("Borealis Tools", "Kestrel Bearings")}
    lead, other = make.user("lead", name="Grace Holloway"), make.user("lead", name="Ada Okafor")
    alpha = make.project(clients["Borealis Tools"], name="Alpha", by=lead, start=date(2026, 3, 2))
    beta = make.project(clients["Kestrel Bearings"], name="Beta", by=other, start=date(2026, 4, 1))
    gamma = make.project(clients["Borealis Tools"], name="Gamma", by=other, start=date(2026, 5, 4))
    with transaction():
        for project, slip in ((alpha, 0), (beta, 12), (gamma, -3)):
            db.session.execute(update(Project).where(Project.id == project.id).values(slip=slip))
        db.session.execute(update(Project).where(Project.id == gamma.id).values(phase="review"))
    return {"clients": clients, "lead": lead, "other": other, "alpha": alpha, "beta": beta, "gamma": gamma,
            "director": make.user("director")}  # fmt: skip


def names(answer) -> list[str]:
    assert answer.status == 200
    return [cell.a.get_text(strip=True) for cell in answer.page.select("table td.main")]


def cells(answer, name: str) -> list[str]:
    row = next(row for row in answer.page.select("tbody tr") if row.select_one("td.main a").text == name)
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]


def test_a_director_sees_all_the_latest_first(make, firm):
    assert names(make.browser(firm["director"]).get("/portfolio")) == ["Beta", "Alpha", "Gamma"]


def test_a_row_says_phase_blockers_forecast_and_what_changed(make, firm):
    found = cells(make.browser(firm["director"]).get("/portfolio"), "Beta")
    assert found[1] == "Kestrel Bearings"
    assert found[2] == "1 Concept introduction"
    gate = make.browser(firm["other"]).get(f"/projects/{firm['beta'].key}/phases/concept/gate")
    assert int(found[3]) == len(gate.page.select(".blockers li:not(.waived)")) > 10
    assert found[5].endswith("+12")
    assert "Ada Okafor opened the engagement" in found[7]
    assert found[7].startswith("1 ·")
    assert found[8] == "Ada Okafor"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Alpha", "Beta", "Gamma"]),
        ("-name", ["Gamma", "Beta", "Alpha"]),
        ("client", ["Alpha", "Gamma", "Beta"]),
        ("phase", ["Alpha", "Beta", "Gamma"]),
        ("-phase", ["Gamma", "Alpha", "Beta"]),
        ("late", ["Gamma", "Alpha", "Beta"]),
        ("golive", ["Alpha", "Beta", "Gamma"]),
        ("lead", ["Beta", "Gamma", "Alpha"]),
        ("changed", ["Alpha", "Beta", "Gamma"]),
        ("; DROP TABLE project", ["Beta", "Alpha", "Gamma"]),
    ],
)
def test_every_column_sorts(make, firm, sort, expected):
    assert names(make.browser(firm["director"]).get("/portfolio", query_string={"sort": sort})) == expected


def test_blockers_sort_too(make, firm):
    make.add(RaidEntry(project_id=firm["alpha"].id, kind="issue", severity="critical", title="Data are wrong"))
    with transaction():
        done = update(ChecklistItem).where(ChecklistItem.project_id == firm["beta"].id)
        db.session.execute(done.values(state="na", reason="Not here"))
    browser = make.browser(firm["director"])
    ascending, descending = (
        names(browser.get("/portfolio?sort=blockers")),
        names(browser.get("/portfolio?sort=-blockers")),
    )
    assert ascending[0] == "Beta"
    assert descending == ascending[::-1]


def test_filters_and_search(make, firm):
    get = make.browser(firm["director"]).get
    assert names(get(f"/portfolio?client={firm['clients']['Kestrel Bearings'].key}")) == ["Beta"]
    assert names(get(f"/portfolio?lead={firm['lead'].key}")) == ["Alpha"]
    assert names(get("/portfolio?phase=review")) == ["Gamma"]
    assert names(get("/portfolio?late=late")) == ["Beta"]
    assert names(get("/portfolio?late=on-plan&sort=name")) == ["Alpha", "Gamma"]
    assert names(get("/portfolio?q=kestrel")) == ["Beta"]
    assert names(get("/portfolio?q=grace+alp")) == ["Alpha"]
    assert names(get("/portfolio?q=%25")) == []
    assert "No engagement matches" in get("/portfolio?q=%25").text
    with transaction():
        db.session.execute(update(Project).where(Project.id == firm["alpha"].id).values(state="closed"))
    assert names(get("/portfolio?sort=name")) == ["Beta", "Gamma"]
    assert names(get("/portfolio?state=closed")) == ["Alpha"]
    assert names(get("/portfolio?state=all&sort=name")) == ["Alpha", "Beta", "Gamma"]


def test_more_clients_than_a_menu_takes_are_searched_for(make, firm):
    browser = make.browser(firm["director"])
    for number in range(38):
        make.project(client=make.client(f"Client {number:02}"))
    assert len(menu(browser.get("/portfolio"))) == 1 + 40
    make.project(client=make.client("The forty-first"))
    assert menu(browser.get("/portfolio")) == []
    assert len(names(browser.get("/portfolio?q=forty-first"))) == 1
    kestrel = firm["clients"]["Kestrel Bearings"].key
    chosen = browser.get(f"/portfolio?client={kestrel}")
    assert names(chosen) == ["Beta"]
    assert menu(chosen) == ["", kestrel]


def menu(answer) -> list[str]:
    """The clients that the filter offers."""
    return [option["value"] for option in answer.page.select("select[name=client] option")]


@pytest.mark.parametrize(
    "query", ["q=%00", "client=%00", "rows=0", "rows=1000000", "page=-1", "page=" + "9" * 40, "phase=x"]
)
def test_a_strange_address_is_no_failure(make, firm, query):
    assert len(names(make.browser(firm["director"]).get(f"/portfolio?{query}"))) == 3


def test_consultants_see_their_engagements_and_executives_their_company(make, firm):
    consultant = make.user("consultant")
    make.member(firm["gamma"], consultant)
    assert names(make.browser(consultant).get("/portfolio")) == ["Gamma"]
    executive = make.user("executive", firm["clients"]["Borealis Tools"])
    page = make.browser(executive).get("/portfolio?sort=name")
    assert names(page) == ["Alpha", "Gamma"]
    assert "Kestrel" not in page.text
    assert "Beta" not in page.text
    assert names(make.browser(executive).get(f"/portfolio?client={firm['clients']['Kestrel Bearings'].key}&q=")) == []


@pytest.mark.parametrize("role", ["sponsor", "client-pm", "client-member"])
def test_other_people_of_a_client_have_no_portfolio(make, firm, role):
    browser = make.browser(make.user(role, firm["clients"]["Borealis Tools"]))
    assert browser.get("/portfolio").status == 404
    assert browser.get("/portfolio/export.csv").status == 404


def test_the_export_is_what_is_filtered_on_all_pages(make, firm):
    many(firm, 60)
    browser = make.browser(firm["director"])
    answer = browser.get("/portfolio/export.csv?phase=concept&sort=name")
    rows = list(csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig"))))
    assert len(rows) == 62
    assert rows[0]["Engagement"] == "Alpha"
    assert rows[1]["Slip in working days"] == "12"
    assert rows[0]["Go-live planned"] == firm["alpha"].go_live.isoformat()
    assert browser.get("/portfolio/export.xlsx").response.data[:2] == b"PK"
    executive = make.user("executive", firm["clients"]["Borealis Tools"])
    assert b"Kestrel" not in make.browser(executive).get("/portfolio/export.csv").response.data


def many(firm, number: int) -> None:
    """So many more projects, each with phases, items, a lead and a past."""
    from app.models.base import new_key

    template = db.session.get_one(Project, firm["alpha"].id)
    values = {column.name: getattr(template, column.name) for column in Project.__table__.columns}
    del values["id"]
    rows = [values | {"key": new_key(), "name": f"Copy {n:03}", "slip": 0} for n in range(number)]
    keys = [row["key"] for row in rows]
    with transaction():
        db.session.execute(insert(Project), rows)
        ids = db.session.scalars(select(Project.id).where(Project.key.in_(keys))).all()
        for table in (ProjectPhase, ChecklistItem):
            columns = [column for column in table.__table__.columns if column.name not in ("id", "project_id")]
            copied = [
                dict(row._mapping)
                for row in db.session.execute(select(*columns).where(table.project_id == template.id))
            ]
            db.session.execute(insert(table), [row | {"project_id": id} for id in ids for row in copied[:30]])
        lead = firm["lead"].id
        db.session.execute(insert(Membership), [{"project_id": id, "user_id": lead, "role": "lead"} for id in ids])
        events = [{"at": now(), "by_id": lead, "project_id": id, "verb": "raid.raised"} for id in ids]
        db.session.execute(insert(AuditEvent), events)
        refresh_warnings(db.session.scalars(select(Project.id)).all())


def test_two_hundred_projects_take_as_many_queries_as_five(make, firm):
    browser = make.browser(firm["director"])
    many(firm, 2)
    browser.get("/portfolio")
    five = queries(browser, "/portfolio"), queries(browser, "/portfolio?sort=blockers")
    many(firm, 195)
    assert (queries(browser, "/portfolio"), queries(browser, "/portfolio?sort=blockers")) == five
    assert five[0] <= 18


def queries(browser, url: str) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(url).status == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_pages_hold_fifty_rows_and_keep_the_filter(make, firm):
    many(firm, 100)
    browser = make.browser(firm["director"])
    first = browser.get("/portfolio?sort=name&phase=concept")
    assert len(names(first)) == 50
    following = first.page.select_one("a[rel=next]")["href"]
    assert "sort=name" in following
    assert "phase=concept" in following
    assert len(names(browser.get("/portfolio?sort=name&phase=concept&page=3"))) == 2
    assert len(names(browser.get("/portfolio?sort=name&phase=concept&page=99"))) == 2


def test_only_this_week_counts_as_changed(make, firm):
    with transaction():
        old = {"by_id": None, "project_id": firm["gamma"].id, "verb": "raid.raised", "data": {}}
        at = [{"at": now() - timedelta(days=day)} for day in (8, 30, 6)]
        db.session.execute(insert(AuditEvent), [old | one for one in at])
    assert cells(make.browser(firm["director"]).get("/portfolio"), "Gamma")[7].startswith("2 ·")


def test_an_empty_portfolio_says_what_to_do(make):
    assert "Open the first one" in make.browser(make.user("director")).get("/portfolio").text
    assert "As soon as you are in a team" in make.browser(make.user("consultant")).get("/portfolio").text
