"""Thresholds of the firm and of a project: set, proposed, agreed, put back; gates and signatures go by them."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import event, select

from app.clock import now
from app.database import db
from app.facts.gates import facts_of_gates, objections_of
from app.facts.records import record_of
from app.facts.thresholds import changes_of, limits_in_force, limits_of
from app.gates.changes import changes
from app.gates.wording import meaning_of
from app.models import AuditEvent, Client, Criterion, ThresholdChange
from app.reports.gather_gate import gather_gate
from app.thresholds.actions import change_threshold
from app.transactions import transaction
from phases.edition import editions
from phases.thresholds import threshold
from tests.conftest import Make

DAY = date(2026, 3, 2)


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with its lead; a director and an administrator of the firm."""
    make.firm()
    client = make.client()
    lead, director = make.user("lead", name="Lena Lead"), make.user("director", name="Dora Director")
    project = make.project(client)
    sponsor = make.user("sponsor", client)
    make.member(project, lead)
    make.member(project, sponsor)
    return SimpleNamespace(
        project=project, client=client, lead=lead, director=director, sponsor=sponsor,
        administrator=make.user("administrator"), base=f"/projects/{project.key}/thresholds",
    )  # fmt: skip


def send(make, who, url, value="", reason="Small team", **more):
    return make.browser(who).post(url, {"value": value, "reason": reason, **more})


def of(project, id="concept.criteria") -> float:
    part, _dot, name = id.partition(".")
    return limits_of(project)[part][name]


def test_without_a_change_the_limits_are_those_of_the_edition_itself(house):
    assert limits_of(house.project) is editions()["2026.1"].limits
    assert changes_of(house.project) == []


def test_tightening_counts_at_once_and_stands_on_the_page_with_who_and_why(house, make):
    answer = send(make, house.lead, f"{house.base}/concept.criteria", "5", "The board asked for five")
    assert (answer.status, answer.location) == (303, house.base)
    assert of(house.project) == 5
    page = make.browser(house.sponsor).get(house.base)
    row = next(one for one in page.page.select("main tbody tr") if "Success criteria" in one.get_text())
    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td.num")]
    assert cells == ["3", "–", "5", "5"]
    assert "The board asked for five" in row.get_text()
    assert "Lena Lead" in row.get_text()


def test_relaxing_waits_for_a_director_and_is_audited(house, make):
    url = f"{house.base}/concept.criteria"
    send(make, house.lead, url, "2", "A pilot only")
    assert of(house.project) == 3
    assert "waits for a director already" in send(make, house.lead, url, "1").text
    row = db.session.scalars(select(ThresholdChange)).one()
    assert make.browser(house.lead).post(f"{house.base}/changes/{row.key}", {"answer": "agree"}).status == 403
    shown = make.browser(house.director).get(url)
    assert "Lena Lead proposes: 3 → 2" in shown.text
    assert make.browser(house.director).post(f"{house.base}/changes/{row.key}", {"answer": "agree"}).status == 303
    assert of(house.project) == 2
    again = make.browser(house.director).post(f"{house.base}/changes/{row.key}", {"answer": "refuse"})
    assert "decided already" in again.text
    events = select(AuditEvent.verb).where(AuditEvent.verb.startswith("threshold")).order_by(AuditEvent.id)
    assert list(db.session.scalars(events)) == ["threshold.proposed", "threshold.relaxed"]


def test_a_refused_proposal_changes_nothing_and_stays_in_the_history(house, make):
    url = f"{house.base}/concept.criteria"
    send(make, house.lead, url, "2")
    row = db.session.scalars(select(ThresholdChange)).one()
    make.browser(house.director).post(f"{house.base}/changes/{row.key}", {"answer": "refuse"})
    assert of(house.project) == 3
    assert "Refused" in make.browser(house.lead).get(url).text


def test_the_project_counts_before_the_firm_and_the_firm_before_the_edition(house, make):
    other = make.project(house.client)
    assert send(make, house.director, "/method/thresholds/concept.criteria", "4").status == 303
    assert (of(house.project), of(other)) == (4, 4)
    send(make, house.director, f"{house.base}/concept.criteria", "6")
    assert (of(house.project), of(other)) == (6, 4)
    send(make, house.director, f"{house.base}/concept.criteria", reason="Back to the firm's", back="1")
    assert of(house.project) == 4
    send(make, house.administrator, "/method/thresholds/concept.criteria", reason="Back to the edition's", back="1")
    assert limits_of(house.project) is editions()["2026.1"].limits
    assert len(list(db.session.scalars(select(ThresholdChange.id)))) == 4


@pytest.mark.parametrize(
    ("value", "reason", "sentence"),
    [
        ("-1", "x", "A number from 0 to 100."),
        ("101", "x", "A number from 0 to 100."),
        ("most", "x", "“most” is no number."),
        ("90", "x", "This value is in force already."),
        ("95", " ", "Please give the reason."),
    ],
)
def test_an_impossible_value_is_refused_and_what_was_written_stays(house, make, value, reason, sentence):
    for who, base in ((house.lead, house.base), (house.director, "/method/thresholds")):
        url = f"{base}/concept.coverage"
        answer = send(make, who, url, value, reason)
        assert (answer.status, sentence in answer.text) == (422, True)
        assert answer.page.select_one("input[name=value]")["value"] == value
    assert db.session.scalars(select(ThresholdChange)).all() == []


def test_what_belongs_to_the_edition_and_what_was_put_back_already_is_refused(house, make):
    fixed = send(make, house.director, f"{house.base}/evaluation.group_minimum", "2")
    assert "belongs to the edition" in fixed.text
    assert "nothing to put back" in send(make, house.director, f"{house.base}/concept.coverage", back="1").text
    assert make.browser(house.director).get(f"{house.base}/concept.nothing").status == 404


def test_strangers_and_people_without_the_right_change_nothing(house, make):
    url = f"{house.base}/concept.criteria"
    assert send(make, house.sponsor, url, "5").status == 403
    assert make.browser(make.user("lead")).get(house.base).status == 404
    assert send(make, make.user("lead"), url, "5").status == 404
    assert make.browser(house.lead).get("/method/thresholds").status == 404
    other = make.project(house.client)
    send(make, house.lead, url, "2")
    row = db.session.scalars(select(ThresholdChange)).one()
    elsewhere = f"/projects/{other.key}/thresholds/changes/{row.key}"
    assert make.browser(house.director).post(elsewhere, {"answer": "agree"}).status == 404


def test_the_gate_goes_by_the_value_in_force(house, make):
    complete = {
        "unit": "%", "direction": "up", "baseline": 1.0, "baseline_date": DAY, "baseline_source": "CRM", "target": 2.0,
        "target_date": DAY, "owner_id": house.lead.id, "how_measured": "Counted",
    }  # fmt: skip
    for number in range(3):
        make.add(Criterion(project_id=house.project.id, name=f"Metric {number}", **complete))

    def blocked() -> bool:
        found = objections_of([house.project], as_of=DAY)[house.project.id]
        return "concept.criteria-few" in {one.key for one in found.blockers}

    assert not blocked()
    send(make, house.lead, f"{house.base}/concept.criteria", "4")
    assert blocked()


def test_many_projects_cost_one_query(house, make, app):
    projects = [house.project, *(make.project(house.client) for _n in range(5))]
    with transaction():
        for project in projects[:3]:
            change_threshold(
                project=project, threshold=threshold("concept.criteria"), value="5", reason="x", decides=True,
                by=house.director.id,
            )  # fmt: skip
    sent: list[str] = []

    def note(_c, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    found = limits_in_force(projects)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in sent if "threshold_change" in one]) == 1
    assert [found[one.id]["concept"]["criteria"] for one in projects] == [5, 5, 5, 3, 3, 3]


def test_what_was_signed_stays_and_the_change_is_flagged(house, make):
    then = record_of(house.project, "concept", on=DAY)
    assert then["limits"]["figures"]["criteria"] == 3
    send(make, house.director, f"{house.base}/concept.criteria", "2")
    now = record_of(house.project, "concept", on=DAY)
    (change,) = changes(then, now)
    assert change.sentence == "The threshold “Success criteria” was 3 when it was signed; now it is 2."
    # Decisions that were signed before thresholds were kept are compared without them.
    assert changes({name: value for name, value in then.items() if name != "limits"}, now) == []


def test_gate_signature_and_closing_report_say_what_was_changed_and_why(house, make):
    send(make, house.director, f"{house.base}/concept.coverage", "80", "Night shift trained later")
    page = make.browser(house.lead).get(f"/projects/{house.project.key}/phases/concept/gate")
    assert "90% → 80%" in page.text
    assert "Night shift trained later" in page.text
    meaning = meaning_of(house.project, "concept", "go")
    assert "90% → 80%, for this engagement, by Dora Director" in meaning.en
    assert "理念培训覆盖率：90% → 80%（仅本项目，Dora Director，" in meaning.zh
    cover = SimpleNamespace(moment=now(), language="en")
    assert [one.en.partition(",")[0] for one in gather_gate(house.project, "concept", cover).thresholds] == [
        "Concept training: coverage: 90% → 80%"
    ]
    assert gather_gate(house.project, "review", cover).thresholds == ()


def test_measures_go_by_the_value_in_force(house, make):
    send(make, house.lead, f"{house.base}/review.problem_priority", "10")
    assert facts_of_gates(house.project, ["review"])["review"].limits["problem_priority"] == 10


def test_the_page_is_exported(house, make):
    send(make, house.lead, f"{house.base}/concept.coverage", "95", "=1+1")
    text = make.browser(house.lead).get(f"{house.base}/export.csv").response.data.decode("utf-8-sig")
    assert "Concept training: coverage" in text
    assert "'=1+1" in text


def test_the_firms_page_is_reached_from_the_method(house, make):
    assert "/method/thresholds" in str(make.browser(house.director).get("/method").page)
    assert "/method/thresholds" not in str(make.browser(house.lead).get("/method").page)
    page = make.browser(house.administrator).get("/method/thresholds")
    assert page.status == 200
    assert "Fixed by the edition" in page.text
    assert db.session.get(Client, house.client.id) is not None


@pytest.mark.parametrize("reason", ["A pilot only.", "仅试点。", "A pilot only"])
def test_a_signature_ends_in_one_full_stop_whatever_the_reason_brought(house, make, reason):
    send(make, house.director, f"{house.base}/concept.coverage", "80", reason)
    meaning = meaning_of(house.project, "concept", "go")
    assert meaning.en.endswith(f"{reason.rstrip('.。')}.")
    assert meaning.zh.endswith(f"{reason.rstrip('.。')}。")
