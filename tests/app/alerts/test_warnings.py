"""Early warnings from row to page: gathered, kept with each act, dismissed, come back, told to the right people."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, event, select, update

from app import audit
from app.alerts.actions import dismiss_warning, withdraw_dismissal
from app.clock import day_in, now, today
from app.database import db
from app.errors import Refused
from app.facts.phase_records import refresh
from app.facts.warning_keeping import refresh_warnings
from app.facts.warning_rows import gather
from app.facts.warnings import warned
from app.jobs.runner import run_due
from app.models import (
    ChecklistItem,
    Deliverable,
    DeliverableVersion,
    Evidence,
    GateProposal,
    Job,
    KeptWarnings,
    Meeting,
    Opening,
    ProjectPhase,
    TeamPerson,
    User,
    WarningSpell,
)
from app.transactions import transaction
from phases.facts.warnings import SigningFact, WaitingFact

ZONE = "Asia/Shanghai"


@pytest.fixture
def house(make):
    client, stranger = make.client("Borealis Tools"), make.client("Stranger")
    people = {
        "lead": make.user("lead", name="Li Lead"), "sponsor": make.user("sponsor", client, name="Su Sponsor"),
        "client-pm": make.user("client-pm", client, name="Pia Manager"), "director": make.user("director"),
        "foreign": make.user("sponsor", stranger),
    }  # fmt: skip
    project = make.project(client, name="Alpha", by=people["lead"], start=today(ZONE) - timedelta(days=20))
    for role in ("sponsor", "client-pm"):
        make.member(project, people[role])
    with transaction():
        db.session.execute(update(User).values(last_seen_at=now()))
        refresh_warnings([project.id])
        db.session.execute(delete(Job))
    return {**people, "project": project, "url": f"/projects/{project.key}/warnings"}


def keys(house) -> list[str]:
    return [one.key for one in warned([house["project"]])[house["project"].id].standing]


def department_head_sponsors(house) -> None:
    """A sponsor of department level: the warning “bottom-up”, and nothing else."""
    with transaction():
        project = house["project"].id
        db.session.add(
            TeamPerson(project_id=project, number=1, name="Su", side="client", role="sponsor", level="manager")
        )
        refresh(project, "concept")
        audit.record(
            "record.added", by=house["lead"].id, project=project, about="x", register="concept/team", title="Su"
        )


def looked_at_again(app) -> int:
    """Have the job done that an act has asked for, as if its time had come; how many jobs there were."""
    with transaction():
        db.session.execute(update(Job).values(run_after=now()))
    return run_due(app)


def test_an_act_shows_at_once_and_a_job_keeps_the_facts_and_begins_a_spell(app, house):
    assert "bottom-up" not in keys(house)
    department_head_sponsors(house)
    assert keys(house) == ["bottom-up"]
    assert db.session.scalars(select(KeptWarnings.standing)).one() == ""
    assert looked_at_again(app) == 1
    kept = db.session.scalars(select(KeptWarnings)).one()
    assert (kept.standing, kept.stale) == ("bottom-up", False)
    spell = db.session.scalars(select(WarningSpell).where(WarningSpell.warning == "bottom-up")).one()
    assert (spell.warning, spell.began, spell.ended) == ("bottom-up", today(house["project"].time_zone), None)


def test_many_acts_ask_for_one_job(house):
    for _time in range(3):
        with transaction():
            audit.record("item.answered", by=house["lead"].id, project=house["project"].id)
    job = db.session.scalars(select(Job)).one()
    assert (job.kind, job.state) == ("warnings", "waiting")
    assert timedelta(seconds=15) < job.run_after - now() <= timedelta(seconds=20)


def test_when_the_cause_is_gone_the_spell_ends(app, house):
    department_head_sponsors(house)
    looked_at_again(app)
    with transaction():
        db.session.execute(update(TeamPerson).values(level="executive"))
        refresh(house["project"].id, "concept")
        audit.record("criterion.signed", by=house["lead"].id, project=house["project"].id, name="y")
    assert keys(house) == []
    looked_at_again(app)
    spell = db.session.scalars(select(WarningSpell).where(WarningSpell.warning == "bottom-up")).one()
    assert spell.ended == today(house["project"].time_zone)


def _fail_after_an_act(house) -> None:
    audit.record("record.added", by=None, project=house["project"].id)
    raise Refused("No.")


def test_what_is_rolled_back_is_not_kept(house):
    before = db.session.execute(select(KeptWarnings.gathered_at, KeptWarnings.stale)).one()
    with pytest.raises(Refused), transaction():
        _fail_after_an_act(house)
    with transaction():
        db.session.execute(update(User).values(job_title="x"))
    assert db.session.execute(select(KeptWarnings.gathered_at, KeptWarnings.stale)).one() == before


def test_missed_steering_meetings_are_read_from_the_register(house):
    with transaction():
        for number, days in enumerate((9, 5), start=1):
            held = today(ZONE) - timedelta(days=days)
            db.session.add(
                Meeting(project_id=house["project"].id, number=number, title="S", kind="steering", held_on=held)
            )
        refresh(house["project"].id, "concept")
        refresh_warnings([house["project"].id])
    assert keys(house) == ["absent-leader"]


def test_a_project_that_is_over_warns_of_nothing(house):
    department_head_sponsors(house)
    with transaction():
        house["project"].state = "closed"
    assert keys(house) == []


# ---------------------------------------------------------------- answers, evidence


def concept_items(house) -> list[ChecklistItem]:
    own = (ChecklistItem.project_id == house["project"].id, ChecklistItem.phase == "concept", ChecklistItem.mandatory)
    return list(db.session.scalars(select(ChecklistItem).where(*own).order_by(ChecklistItem.position)))


def test_answers_are_counted_with_their_evidence_and_their_time(house):
    items = concept_items(house)
    first, last = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with transaction():
        for item in items:
            item.state, item.answered_at = "done", first
        items[0].state, items[0].reason = "na", "Not here"
        items[1].answered_at = last
        for item in items[2:4]:
            db.session.add(
                Evidence(
                    project_id=house["project"].id, item_id=item.id, kind="note", title="N", speaks_of=date(2026, 3, 1)
                )
            )
        db.session.add(
            Evidence(project_id=house["project"].id, item_id=items[4].id, kind="note", title="N",
                     speaks_of=date(2026, 3, 1), removed_at=last)
        )  # fmt: skip
        db.session.add(
            GateProposal(project_id=house["project"].id, phase="concept", outcome="go",
                         proposed_by_id=house["lead"].id, created_at=last + timedelta(hours=3))
        )  # fmt: skip
    [answers] = gather([house["project"].id])[house["project"].id].answers
    # One does not apply and two have evidence; the removed piece is none. 90 minutes, then three hours to the gate.
    assert (answers.phase, answers.mandatory, answers.bare) == ("concept", len(items) - 1, len(items) - 3)
    assert (answers.left, answers.minutes, answers.to_gate) == (0, 90, 180)
    with transaction():
        refresh_warnings([house["project"].id])
    assert "fake-green" in keys(house)


def test_the_newest_evidence_of_an_item_counts_and_phases_passed_do_not(house):
    item = concept_items(house)[0]
    with transaction():
        item.state, item.answered_at = "done", now()
        for day in (date(2025, 1, 1), date(2025, 2, 1)):
            db.session.add(
                Evidence(project_id=house["project"].id, item_id=item.id, kind="note", title="N", speaks_of=day)
            )
    [aged] = gather([house["project"].id])[house["project"].id].evidence
    assert (aged.day, aged.items) == (date(2025, 2, 1), 1)
    with transaction():
        refresh_warnings([house["project"].id])
    assert "stale-evidence" in keys(house)
    with transaction():
        db.session.execute(update(ProjectPhase).where(ProjectPhase.phase == "concept").values(state="passed"))
    assert gather([house["project"].id])[house["project"].id].evidence == ()


# ---------------------------------------------------------------- silent client, opened before signing


def test_a_proposal_waits_on_the_client_and_being_seen_ends_the_silence(make, house):
    made = now() - timedelta(days=15)
    with transaction():
        db.session.execute(update(User).values(last_seen_at=None))
        db.session.add(
            GateProposal(project_id=house["project"].id, phase="concept", outcome="go",
                         proposed_by_id=house["lead"].id, created_at=made)
        )  # fmt: skip
        db.session.execute(update(ChecklistItem).values(due=today(ZONE) + timedelta(days=90)))
        refresh_warnings([house["project"].id])
    waiting = gather([house["project"].id])[house["project"].id].waiting
    assert any(one.kind == "gate" and one.since == day_in(made, ZONE) for one in waiting)
    assert isinstance(waiting[0], WaitingFact)
    assert keys(house) == ["silent-client"]
    with transaction():
        db.session.execute(update(User).where(User.id == house["sponsor"].id).values(last_seen_at=now()))
    assert keys(house) == []


def test_a_visit_is_noted_with_the_person(make, house):
    from app.models import Session

    browser = make.browser(house["client-pm"])
    with transaction():
        db.session.execute(update(Session).values(last_seen_at=now() - timedelta(minutes=2)))
    browser.get("/")
    assert now() - db.session.get_one(User, house["client-pm"].id).last_seen_at < timedelta(minutes=1)


def version_of(house, number: int) -> tuple[Deliverable, DeliverableVersion]:
    owed = db.session.scalars(
        select(Deliverable).where(Deliverable.project_id == house["project"].id, Deliverable.phase == "concept")
    ).all()[number]
    made = DeliverableVersion(
        deliverable_id=owed.id, number=1, url="https://example.test/", digest="d" * 64, author_id=house["lead"].id,
        state="accepted", accepted_by_id=house["client-pm"].id, decided_by_id=house["client-pm"].id,
    )  # fmt: skip
    owed.newest, owed.state = 1, "accepted"
    return owed, made


def test_what_the_sponsor_opened_is_noted_once_and_of_others_nothing(make, house):
    from app.openings import opened_before_signing

    with transaction():
        (owed, read), (_other, unread) = version_of(house, 0), version_of(house, 1)
        db.session.add_all([read, unread])
    for who in ("lead", "client-pm", "sponsor", "sponsor"):
        page = make.browser(house[who]).get(f"/projects/{house['project'].key}/deliverables/{owed.deliverable}")
        assert page.status == 200
    row = db.session.scalars(select(Opening)).one()
    assert (row.user_id, row.version_id) == (house["sponsor"].id, read.id)
    assert opened_before_signing(house["project"].id, "concept", house["sponsor"].id) == (1, 2)
    # Who accepted both has seen both.
    assert opened_before_signing(house["project"].id, "concept", house["client-pm"].id) == (2, 2)


def test_signatures_count_only_when_it_was_noted_what_was_opened(house):
    project = house["project"].id
    with transaction():
        audit.record("gate.decided", by=house["sponsor"].id, project=project, about="concept", outcome="go")
        audit.record("gate.decided", by=house["sponsor"].id, project=project, about="review", opened=0, signed=3)
    assert gather([project])[project].signings == (SigningFact("review", 0, 3),)


# ---------------------------------------------------------------- many at once


def test_many_projects_take_as_many_queries_as_one(make, house):
    ids = [house["project"].id] + [make.project(make.client(f"C{number}"), name=f"P{number}").id for number in range(5)]
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        gather(ids[1:])
        seen.clear()
        gather(ids[:1])
        one = len(seen)
        gather(ids)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) == 2 * one


# ---------------------------------------------------------------- dismissing


def test_a_dismissal_wants_a_reason_and_a_day_to_come_and_a_warning_that_stands(house):
    department_head_sponsors(house)
    given = {"project": house["project"], "warning": "bottom-up", "reason": "r", "by": house["lead"].id}
    for wrong in (
        {"reason": "  "}, {"reason": "x" * 2001}, {"until": today(house["project"].time_zone) - timedelta(days=1)},
        {"warning": "follower"}, {"warning": "nonsense"},
    ):  # fmt: skip
        with pytest.raises(Refused), transaction():
            dismiss_warning(**{**given, **wrong})
    assert keys(house) == ["bottom-up"]


def test_a_dismissed_warning_stays_away_until_its_day_is_over_or_it_is_taken_back(house):
    department_head_sponsors(house)
    day = today(house["project"].time_zone) + timedelta(days=3)
    with transaction():
        row = dismiss_warning(
            project=house["project"], warning="bottom-up", reason="The owner steps in in May.", until=day,
            by=house["lead"].id,
        )  # fmt: skip
    found = warned([house["project"]])[house["project"].id]
    assert found.standing == ()
    assert (found.dismissed[0][1].by, found.dismissed[0][1].until) == ("Li Lead", day)
    later = warned([house["project"]], as_of=day + timedelta(days=1))[house["project"].id]
    assert "bottom-up" in [one.key for one in later.standing]
    assert later.returned["bottom-up"].reason == "The owner steps in in May."
    with transaction():
        withdraw_dismissal(project=house["project"], dismissal=row, by=house["director"].id)
    assert keys(house) == ["bottom-up"]
    with pytest.raises(Refused), transaction():
        withdraw_dismissal(project=house["project"], dismissal=row, by=house["director"].id)


def test_the_page_tells_figures_reason_and_history_and_lets_dismiss(make, house):
    department_head_sponsors(house)
    lead = make.browser(house["lead"])
    page = lead.get(house["url"])
    assert "No sponsor stands above department level" in page.text
    assert "Bottom-up" in page.text
    assert lead.get(f"{house['url']}/bottom-up/dismiss").status == 200
    assert lead.post(f"{house['url']}/bottom-up/dismiss", {"reason": ""}).status == 422
    assert (
        lead.post(f"{house['url']}/bottom-up/dismiss", {"reason": "<b>Owner</b> steps in", "until": ""}).status == 303
    )
    page = lead.get(house["url"])
    assert "<b>Owner</b> steps in" in page.text
    assert "No warning stands" in page.text
    assert lead.get(f"{house['url']}/bottom-up/dismiss").status == 404
    project_page = lead.get(f"/projects/{house['project'].key}").text
    assert "All warnings" not in project_page
    assert "set the warning “Bottom-up” aside" in project_page
    back = page.page.select_one("form[action$='/withdraw']")["action"]
    assert lead.post(back).status == 303
    assert "All warnings" in lead.get(f"/projects/{house['project'].key}").text


def test_people_of_the_client_read_but_do_not_dismiss_and_strangers_see_nothing(make, house):
    department_head_sponsors(house)
    sponsor, foreign = make.browser(house["sponsor"]), make.browser(house["foreign"])
    assert sponsor.get(house["url"]).status == 200
    assert sponsor.get(f"{house['url']}/bottom-up/dismiss").status == 403
    assert sponsor.post(f"{house['url']}/bottom-up/dismiss", {"reason": "no"}).status == 403
    for url in (house["url"], f"{house['url']}.csv", f"{house['url']}/bottom-up/dismiss"):
        assert foreign.get(url).status == 404
    assert make.browser(house["director"]).get(f"{house['url']}/bottom-up/dismiss").status == 200


def test_the_export_has_a_row_for_each_figure(make, house):
    department_head_sponsors(house)
    answer = make.browser(house["lead"]).get(f"{house['url']}.csv")
    [row] = csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig")))
    assert (row["Warning"], row["State"], row["Value"], row["Threshold"]) == ("Bottom-up", "Standing", "0", "1")


def test_the_portfolio_counts_names_sorts_and_filters(make, house):
    quiet = make.project(make.client("Quiet"), name="Beta", by=house["lead"], start=today(ZONE))
    department_head_sponsors(house)
    lead = make.browser(house["lead"])

    def names(query: str) -> list[str]:
        return [cell.a.get_text(strip=True) for cell in lead.get(f"/portfolio{query}").page.select("table td.main")]

    row = next(row for row in lead.get("/portfolio").page.select("tbody tr") if "Alpha" in row.text)
    assert " ".join(row.select_one("td.alarms").get_text(" ").split()) == "1 Bottom-up"
    assert names("?sort=-warnings") == ["Alpha", "Beta"]
    assert names("?sort=warnings") == ["Beta", "Alpha"]
    assert names("?warning=any") == ["Alpha"]
    assert names("?warning=bottom-up&sort=-warnings") == ["Alpha"]
    assert names("?warning=follower") == []
    assert quiet.name == "Beta"
    exported = lead.get("/portfolio/export.csv?warning=any").response.data.decode("utf-8-sig")
    assert [row["Gravest warnings"] for row in csv.DictReader(io.StringIO(exported))] == ["Bottom-up"]
