"""The RAID log: entering, changing, closing, filtering, exporting; owners only from the team."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from app.clock import now, today
from app.database import db
from app.models import AuditEvent, RaidEntry


@pytest.fixture
def log(make):
    client = make.client("Borealis Tools")
    lead = make.user("lead", name="Grace Holloway")
    project = make.project(client, by=lead, start=date(2026, 3, 2))
    return {"project": project, "lead": lead, "client": client, "url": f"/projects/{project.key}/raid",
            "browser": make.browser(lead)}  # fmt: skip


def entry_form(**values):
    return {"kind": "risk", "title": "Key users are not released", "severity": "high", "owner": "", "due": "",
            "phase": "", "text": "", "response": "", **values}  # fmt: skip


def add(make, log, **values) -> RaidEntry:
    row = {"project_id": log["project"].id, "kind": "risk", "severity": "medium", "title": "A risk", **values}
    return make.add(RaidEntry(**row))


def titles(answer) -> list[str]:
    return [cell.get_text(strip=True) for cell in answer.page.select("table td.main")]


def test_an_entry_is_raised_with_owner_date_and_severity(make, log):
    form = entry_form(kind="issue", severity="critical", owner=log["lead"].key, due="2026-04-01", phase="review")
    answer = log["browser"].post(f"{log['url']}/new", form)
    row = db.session.scalars(select(RaidEntry)).one()
    assert (answer.status, answer.location) == (303, f"{log['url']}?kind=issue")
    assert (row.kind, row.severity, row.owner_id, row.due, row.phase, row.raised_by_id) == (
        "issue", "critical", log["lead"].id, date(2026, 4, 1), "review", log["lead"].id
    )  # fmt: skip
    assert db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id.desc())).first() == "raid.raised"


def test_nobody_outside_the_team_owns_an_entry(make, log):
    same_company = make.user("client-pm", log["client"], name="Not in the team")
    stranger = make.user("client-pm", make.client("Kestrel Bearings"))
    for person in (same_company, stranger, make.user("consultant")):
        answer = log["browser"].post(f"{log['url']}/new", entry_form(owner=person.key, text="Kept text"))
        assert answer.status == 422
        assert "Kept text" in answer.text
    assert db.session.scalars(select(RaidEntry)).all() == []


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"kind": "party"}, {"severity": "huge"}, {"phase": "party"}, {"due": "soon"},
              {"title": "x" * 301}]
)  # fmt: skip
def test_wrong_input_is_refused(log, wrong):
    assert log["browser"].post(f"{log['url']}/new", entry_form(**wrong)).status == 422
    assert db.session.scalars(select(RaidEntry)).all() == []


def test_a_stale_change_shows_both_texts_and_loses_nothing(make, log):
    row = add(make, log, title="First wording")
    url, version = f"{log['url']}/{row.key}/edit", str(row.version)
    assert log["browser"].post(url, entry_form(title="Theirs", version=version)).status == 303
    answer = log["browser"].post(url, entry_form(title="Mine", version=version))
    assert answer.status == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    db.session.expire_all()
    assert db.session.get_one(RaidEntry, row.id).title == "Theirs"
    kept = {field["name"]: field["value"] for field in answer.page.select("form input[type=hidden]")}
    assert log["browser"].post(url, kept).status == 303
    db.session.expire_all()
    assert db.session.get_one(RaidEntry, row.id).title == "Mine"


def test_an_entry_is_closed_with_a_note_and_opened_again(make, log):
    row = add(make, log)
    url = f"{log['url']}/{row.key}"
    assert log["browser"].post(f"{url}/close", {"note": " ", "version": "1"}).status == 422
    assert log["browser"].post(f"{url}/close", {"note": "It did not happen.", "version": "1"}).status == 303
    db.session.expire_all()
    row = db.session.get_one(RaidEntry, row.id)
    assert row.closed_at is not None
    assert "It did not happen." in log["browser"].get(url).text
    assert titles(log["browser"].get(log["url"])) == []
    assert log["browser"].post(f"{url}/close", {"note": "Twice.", "version": str(row.version)}).status == 422
    assert log["browser"].post(f"{url}/reopen", {"version": str(row.version)}).status == 303
    db.session.expire_all()
    assert db.session.get_one(RaidEntry, row.id).closed_at is None


def test_the_most_severe_stands_first_and_overdue_is_marked(make, log):
    yesterday = today("Asia/Shanghai") - timedelta(days=1)
    add(make, log, title="Low", severity="low", due=yesterday)
    add(make, log, title="Critical", severity="critical")
    add(make, log, title="High", severity="high", due=yesterday + timedelta(days=30))
    answer = log["browser"].get(log["url"])
    assert titles(answer) == ["Critical", "High", "Low"]
    late = answer.page.select("tr.late")
    assert [row.select_one("td.main").get_text(strip=True) for row in late] == ["Low"]
    assert "Overdue" in late[0].text


def test_the_log_is_filtered_searched_and_sorted(make, log):
    owner = make.user("consultant", name="Ada Okafor")
    make.member(log["project"], owner)
    add(make, log, title="Beta risk", severity="high", owner_id=owner.id, due=date(2026, 4, 2))
    add(make, log, title="Alpha issue", kind="issue", text="50% of addresses", due=date(2026, 4, 1))
    add(make, log, title="Gamma decision", kind="decision", closed_at=now(), closing_note="Done")
    get = log["browser"].get
    assert titles(get(f"{log['url']}?kind=issue")) == ["Alpha issue"]
    assert titles(get(f"{log['url']}?severity=high")) == ["Beta risk"]
    assert titles(get(f"{log['url']}?owner={owner.key}")) == ["Beta risk"]
    assert titles(get(f"{log['url']}?owner=none")) == ["Alpha issue"]
    assert titles(get(f"{log['url']}?state=closed")) == ["Gamma decision"]
    assert titles(get(f"{log['url']}?q=okafor+beta")) == ["Beta risk"]
    assert titles(get(f"{log['url']}?q=50%25")) == ["Alpha issue"]
    assert titles(get(f"{log['url']}?q=%25")) == ["Alpha issue"]
    assert titles(get(f"{log['url']}?sort=title&state=all")) == ["Alpha issue", "Beta risk", "Gamma decision"]
    assert titles(get(f"{log['url']}?sort=-title&state=all")) == ["Gamma decision", "Beta risk", "Alpha issue"]
    assert titles(get(f"{log['url']}?sort=due&state=all")) == ["Alpha issue", "Beta risk", "Gamma decision"]
    tabs = [" ".join(tab.get_text(" ").split()) for tab in get(log["url"]).page.select(".content .tabs a")]
    assert tabs == ["All 2", "Risks 1", "Assumptions 0", "Issues 1", "Decisions 0"]


@pytest.mark.parametrize(
    "query", ["sort='; DROP TABLE raid_entry", "kind=%00", "page=-5", "page=9" * 20, "owner=%27", "q=%00", "owner=%00"]
)
def test_a_strange_address_is_no_failure(make, log, query):
    add(make, log, title="Here")
    assert log["browser"].get(f"{log['url']}?{query}").status == 200


def test_the_export_is_what_the_page_lists_and_formula_safe(make, log):
    add(make, log, title="=HYPERLINK(1)", severity="high", response="-2+3")
    add(make, log, title="Another", severity="low")
    answer = log["browser"].get(f"{log['url']}/export.csv?severity=high")
    rows = list(csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig"))))
    assert [(row["Title"], row["Severity"], row["Response"]) for row in rows] == [("'=HYPERLINK(1)", "High", "'-2+3")]
    assert log["browser"].get(f"{log['url']}/export.xlsx").response.data[:2] == b"PK"
    assert log["browser"].get(f"{log['url']}/export.pdf").status == 404


def test_members_without_the_right_read_but_do_not_write(make, log):
    member = make.user("client-member", log["client"])
    make.member(log["project"], member)
    row = add(make, log, title="Visible to all")
    browser = make.browser(member)
    page = browser.get(log["url"])
    assert "Visible to all" in page.text
    assert page.page.select("a[href$='/raid/new']") == []
    assert browser.get(f"{log['url']}/new").status == 403
    assert browser.post(f"{log['url']}/{row.key}/close", {"note": "x", "version": "1"}).status == 403
    assert browser.get(f"{log['url']}/export.csv").status == 403


def test_an_entry_of_another_project_is_not_found_here(make, log):
    other = make.project(make.client("Kestrel Bearings"), start=date(2026, 3, 2))
    row = make.add(RaidEntry(project_id=other.id, kind="risk", title="Their secret"))
    for answer in (
        log["browser"].get(f"{log['url']}/{row.key}"),
        log["browser"].get(f"{log['url']}/{row.key}/edit"),
        log["browser"].post(f"{log['url']}/{row.key}/edit", entry_form(version="1")),
        log["browser"].post(f"{log['url']}/{row.key}/close", {"note": "x", "version": "1"}),
    ):
        assert answer.status == 404
        assert "Their secret" not in answer.text


def test_a_long_log_comes_in_pages_with_as_many_queries_as_a_short_one(make, log):
    add(make, log, title="Entry 0")
    few = count(log)
    make.add(*(RaidEntry(project_id=log["project"].id, kind="risk", title=f"Entry {n}") for n in range(1, 120)))
    assert count(log) == few
    first = log["browser"].get(log["url"])
    assert len(titles(first)) == 50
    last = log["browser"].get(f"{log['url']}?page=3")
    assert len(titles(last)) == 20


def count(log) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        log["browser"].get(log["url"])
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_an_open_critical_issue_keeps_the_gate_shut_until_it_is_closed(make, log):
    row = add(make, log, kind="issue", severity="critical", title="Data are wrong")
    gate = f"/projects/{log['project'].key}/phases/concept/gate"
    assert "The critical issue “Data are wrong” is open." in log["browser"].get(gate).text
    log["browser"].post(f"{log['url']}/{row.key}/close", {"note": "Cleaned.", "version": "1"})
    assert "Data are wrong” is open" not in log["browser"].get(gate).text


def test_an_empty_log_says_what_to_write_down(log):
    assert "The log is empty" in log["browser"].get(log["url"]).text
    assert "Nothing matches" in log["browser"].get(f"{log['url']}?q=zzz").text
