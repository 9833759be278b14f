"""Behaviour after training: logs and learners joined, counted by hand; groups too small, days no log covers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.database import db
from app.facts.behaviour import matched
from app.facts.joins import word_id
from app.facts.phase_records import kept, refresh
from app.facts.review import rows
from app.models import (
    Enrolment,
    Join,
    Learner,
    TargetFunction,
    TargetStep,
    TrainingModule,
    TrainingRole,
    TrainingSession,
    UsageDays,
    UsageSource,
)
from app.registers.actions import change_row
from app.registers.training import LEARNERS
from app.transactions import transaction
from app.usage.actions import remove_source
from app.usage.importing_now import open_list, take_list, take_log
from phases.behaviour import measures
from phases.facts import TrainingFacts

HELD = date(2026, 1, 8)
AFTERWARDS = date(2026, 6, 1)
# On 7 February, 30 days on, the window is 11 January to 7 February; on 8 April, 90 days on, 12 March to 8 April.
USED = {
    "user 1": ("2026-01-20", "2026-04-01"),  # both windows
    "user 2": ("2026-02-07",),  # the last day of the first
    "user 3": ("2026-01-10",),  # a day too early
    "user 4": ("2026-02-08",),  # a day too late
    "user 5": ("2026-01-11",),  # the first day
    "user 7": ("2026-02-01",),  # untrained
}


@pytest.fixture
def school(make, tmp_path):
    """Six users who were taught “Visits” on 8 January, and six who were not; nobody has a log yet."""
    client = make.client()
    project = make.project(client)
    lead = make.user("lead")
    make.member(project, lead)
    mine = {"project_id": project.id}
    with transaction():
        role = TrainingRole(**mine, number=1, name="Sales")
        function = TargetFunction(**mine, number=1, name="Visits")
        module = TrainingModule(**mine, number=1, title="Visits")
        db.session.add_all([role, function, module])
        db.session.flush()
        step = TargetStep(**mine, number=1, name="Report a visit", fit="standard", function_id=function.id)
        session = TrainingSession(**mine, number=1, title="First", held_on=HELD, module_id=module.id)
        people = [Learner(**mine, number=n, name=f"User {n}", role_id=role.id) for n in range(1, 13)]
        db.session.add_all([step, session, *people])
        db.session.flush()
        ends = {"from_kind": "solidification/steps", "to_kind": "training/modules"}
        db.session.add(Join(**mine, **ends, from_id=step.id, to_id=module.id))
        db.session.add_all(
            Enrolment(**mine, number=n, learner_id=people[n - 1].id, session_id=session.id, attended=n <= 6)
            for n in range(1, 8)  # the seventh was enrolled and did not come
        )
    return {"project": project, "client": client, "lead": lead, "people": people, "folder": tmp_path}


def bring(school, *, first="2026-01-01", last="2026-05-29", used=USED, users=12, function="Visits") -> None:
    """Import a list of users and a log from the first day to the last, in which nobody is silent for long."""
    folder: Path = school["folder"]
    (folder / "users.csv").write_text("user\n" + "\n".join(f"USER {n}" for n in range(1, users + 1)))
    lines = [f"{user},{function},{day} 10:00" for user, days in used.items() for day in days]
    whole = (date.fromisoformat(last) - date.fromisoformat(first)).days
    lines += [f"robot,Login,{date.fromisoformat(first) + timedelta(days=n)} 10:00" for n in range(whole + 1)]
    (folder / "log.csv").write_text("user,function,time\n" + "\n".join(lines))
    project, by = school["project"], school["lead"].id
    take_list(project=project, file=open_list(project, "users", folder / "users.csv"), by=by)
    take_log(project=project, path=folder / "log.csv", wanted={}, by=by)


def told(school, as_of=AFTERWARDS):
    """Value, numerator, denominator of each look, as the kept facts have them."""
    records = kept([school["project"].id])[school["project"].id, "training"]
    found = measures(TrainingFacts(phase="training", as_of=as_of, records=records))
    return {one.key.removeprefix("training.behaviour-"): (one.value, one.numerator, one.denominator) for one in found}


def test_trained_and_untrained_are_counted_30_and_90_days_on(app, school):
    bring(school)
    # Users 1, 2 and 5 of six; user 7 of the six untrained; in April user 1 alone.
    assert told(school) == {
        "30": (3 / 6, 3, 6), "30-untrained": (1 / 6, 1, 6), "90": (1 / 6, 1, 6), "90-untrained": (0, 0, 6),
    }  # fmt: skip


def test_without_a_log_nothing_is_measured(app, school):
    with transaction():
        refresh(school["project"].id, "training")
    assert set(told(school).values()) == {(None, None, None)}


def test_a_day_that_no_log_covers_is_not_measured(app, school):
    bring(school, last="2026-04-07")  # 8 April is the day looked at
    assert told(school)["30"] == (0.5, 3, 6)
    assert told(school)["90"] == (None, None, None)


def test_a_log_that_begins_within_the_window_does_not_cover_it(app, school):
    bring(school, first="2026-01-12", used={f"user {n}": ("2026-01-20",) for n in range(1, 7)})
    assert told(school)["30"] == (None, None, None)


def test_a_day_that_has_not_come_is_not_measured(app, school):
    bring(school)
    assert told(school, as_of=date(2026, 2, 6))["30"] == (None, None, None)
    assert told(school, as_of=date(2026, 2, 7))["30"] == (0.5, 3, 6)


def test_fewer_than_five_are_not_told(app, school):
    bring(school, users=4)  # of the trained, users 1 to 4 are on the list
    assert told(school)["30"] == (None, None, None)


def test_a_log_that_is_taken_out_is_forgotten(app, school):
    bring(school)
    source = db.session.query(UsageDays).first().source_id
    with transaction():
        remove_source(
            project=school["project"], source=db.session.get(UsageSource, source), by=school["lead"].id
        )  # fmt: skip
    assert set(told(school).values()) == {(None, None, None)}
    assert db.session.query(UsageDays).count() == 0


def test_a_function_joined_with_the_module_on_the_thread_is_taught_too(app, school):
    bring(school, function="Visit reports 2.0")
    assert told(school)["30"] == (None, None, None)
    with transaction():
        module = db.session.query(TrainingModule).one()
        db.session.add(
            Join(
                project_id=school["project"].id, from_kind="training/modules", from_id=module.id, to_kind="function",
                to_id=word_id("Visit reports 2.0"),
            )
        )  # fmt: skip
        refresh(school["project"].id, "training")
    assert told(school)["30"] == (0.5, 3, 6)


def matches(school):
    learners = rows(Learner, school["project"].id, "id", "number", "name", "role_id", "usage_name")
    found = matched(school["project"].id, learners)
    return {one.number: (found[one.id].user, found[one.id].how) for one in learners}


def test_people_correct_who_is_who(app, make, school):
    bring(school, users=6)
    assert matches(school)[1] == ("user 1", "name")
    assert matches(school)[7] == ("", "")
    first, second = school["people"][6], school["people"][8]
    with transaction():
        for row, name in ((first, " Robot"), (second, "nobody")):
            row = db.session.get(Learner, row.id)
            values = {"name": row.name, "usage_name": name}
            change_row(
                register=LEARNERS, project=school["project"], row=row, values=values, version=row.version, by=None
            )
    # Robot is in the log though on no list; nobody is in neither.
    assert (matches(school)[7], matches(school)[9]) == (("robot", "given"), ("nobody", "unknown"))


def test_two_people_with_one_name_in_the_log_are_neither(app, school):
    bring(school)
    with transaction():
        row = db.session.get(Learner, school["people"][8].id)
        values = {"name": row.name, "usage_name": "user 1"}
        change_row(register=LEARNERS, project=school["project"], row=row, values=values, version=row.version, by=None)
    assert (matches(school)[1], matches(school)[9]) == (("user 1", "twice"), ("user 1", "twice"))
    assert told(school)["30"] == (2 / 5, 2, 5)


def test_a_member_of_the_project_is_found_by_the_address(app, make, school):
    person = make.user("client-member", make.client("Other"), name="User 8")
    make.member(school["project"], person)
    bring(school, users=6)
    listed = ["user", person.email.upper(), *(f"user {n}" for n in range(1, 7))]
    (school["folder"] / "users.csv").write_text("\n".join(listed))
    file = open_list(school["project"], "users", school["folder"] / "users.csv")
    take_list(project=school["project"], file=file, by=school["lead"].id)
    assert matches(school)[8] == (person.email, "e-mail")


def test_the_page_shows_both_looks_and_the_room_the_measures(app, make, school):
    bring(school)
    browser = make.browser(school["lead"])
    text = browser.get(f"/projects/{school['project'].key}/training/behaviour").text
    assert "30 days after training 50% 3 of 6 17% 1 of 6 100%" in text
    assert "12 of 12 users to be trained were found." in text
    room = browser.get(f"/projects/{school['project'].key}/records/training").text
    assert "Behaviour 30 days on, trained 50%" in room


def test_who_may_not_edit_records_sees_shares_and_no_names(app, make, school):
    bring(school)
    member = make.user("client-member", school["client"])
    make.member(school["project"], member)
    text = make.browser(member).get(f"/projects/{school['project'].key}/training/behaviour").text
    assert "50%" in text
    assert "User 3" not in text


def test_an_empty_room_says_what_to_do_and_a_stranger_finds_nothing(app, make, school):
    page = make.browser(school["lead"]).get(f"/projects/{school['project'].key}/training/behaviour")
    assert "No usage log covers any day yet" in page.text
    stranger = make.browser(make.user("sponsor", make.client("Other")))
    assert stranger.get(f"/projects/{school['project'].key}/training/behaviour").status == 404


def test_a_round_shows_what_became_of_training_by_its_last_day(app, make, school):
    from app.evaluations.actions import open_round

    bring(school)
    with transaction():
        open_round(
            project=school["project"], from_date=date(2026, 2, 1), to_date=date(2026, 3, 1), by=school["lead"].id
        )
    text = make.browser(school["lead"]).get(f"/projects/{school['project'].key}/rounds/1").text
    assert "What became of training" in text
    first, _others = text.split("Behaviour 90 days on, trained", 1)
    assert "50% 3 / 6" in first
    assert "50%" not in _others.split("What became", 1)[0].split("Compute", 1)[0]
