"""What a person said once of a heading in their table is kept for the project's next table, and can be taken back."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import AuditEvent, HeadingMeaning
from app.transactions import transaction
from tests.app.records.test_everyday_tables import kept, steps
from tests.app.records.test_records import house
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house", "steps"]

TABLE = "Vorgang\tProcess\tDauer (h)\nAsk\tQuotes\t2\n"
NEXT = "Process\t vorgang \tDauer (h)\nQuotes\tSend\t0.5\n"
SAID = {"as-0": "name", "as-2": "minutes_work"}


def headings() -> list[tuple[str, str, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(HeadingMeaning).order_by(HeadingMeaning.id))
    return [(row.register, row.shown, row.field) for row in rows]


def test_a_heading_that_was_explained_is_read_in_the_next_table_units_included(make, steps):
    accept(make, steps, look(make, steps, TABLE, **SAID))
    assert headings() == [("review/steps", "Vorgang", "name"), ("review/steps", "Dauer (h)", "minutes_work")]
    again = look(make, steps, NEXT)
    assert counts(again) == ["1", "0", "0", "0"]
    assert "“vorgang” is read as “Step”, as explained before." in again.text
    accept(make, steps, again)
    # 2 h and 0.5 h in minutes
    assert [(one["name"], one["minutes_work"]) for one in kept(steps)] == [("Ask", 120), ("Send", 30)]


def test_it_is_offered_as_answered_and_can_be_changed_and_forgotten_there(make, steps):
    look(make, steps, TABLE, **SAID)
    again = look(make, steps, NEXT)
    assert again.page.select_one("#heading-0-means option[selected]")["value"] == "name"
    mine = {"heading-0": again.page.select_one("input[name=heading-0]")["value"]}
    look(make, steps, NEXT, **mine, **{"heading-0-means": "role"})
    assert headings()[0] == ("review/steps", "Vorgang", "role")
    gone = look(make, steps, NEXT, **mine, **{"heading-0-means": ""})
    assert headings() == [("review/steps", "Dauer (h)", "minutes_work")]
    assert gone.page.select_one("label[for=as-1]").get_text() == "Column “vorgang”"


def test_it_can_be_forgotten_on_the_page_of_pasting(make, steps):
    look(make, steps, TABLE, **SAID)
    page = make.browser(steps["lead"]).get(f"{steps['list']}/sheet")
    assert page.page.select_one("label[for=heading-1-means]").get_text() == "Column “Vorgang”"
    gone = look(make, steps, "", words="yes", **{"heading-1": "Vorgang", "heading-1-means": ""})
    assert (gone.status, gone.location) == (303, f"{steps['list']}/sheet")
    assert headings() == [("review/steps", "Dauer (h)", "minutes_work")]


def test_refused_lines_keep_the_headings_as_they_were_written(make, steps):
    answer = look(make, steps, "Vorgang\tProcess\n\tQuotes\n", **{"as-0": "name"})
    assert counts(answer) == ["0", "0", "0", "1"]
    assert answer.page.select_one("form[action$='/sheet'] textarea").get_text() == "Vorgang\tProcess\n\tQuotes\n"


def test_our_own_heading_goes_before_what_was_said_of_it(make, steps):
    look(make, steps, "Step\t步骤\tProcess\nAsk\tx\tQuotes\n", **{"as-1": "role"})
    assert headings() == [("review/steps", "步骤", "role")]
    accept(make, steps, look(make, steps, "步骤\tProcess\nAsk\tQuotes\n"))
    assert [(one["name"], one["role"]) for one in kept(steps)] == [("Ask", "")]


def test_a_heading_of_two_columns_is_read_but_says_nothing_of_the_next_table(make, steps):
    answer = look(make, steps, "Step\tX\tX\tProcess\nAsk\tmine\tyours\tQuotes\n", **{"as-2": "role"})
    assert headings() == []
    accept(make, steps, answer)
    assert [one["role"] for one in kept(steps)] == ["yours"]


def test_it_is_kept_for_this_project_and_register_alone(make, house, steps):
    look(make, steps, TABLE, **SAID)
    other = make.project()
    make.member(other, steps["lead"], "lead")
    for elsewhere in (f"/projects/{other.key}/records/review/steps", house["list"]):
        answer = look(make, steps | {"list": elsewhere}, "Vorgang\nAsk\n")
        assert answer.page.select_one("label[for=as-0]").get_text() == "Column “Vorgang”"


@pytest.mark.parametrize("said", [{"as-0": "nothing"}, {"as-9": "name"}, {"heading-0": " ", "heading-0-means": "name"}])
def test_what_was_not_offered_is_not_kept(make, steps, said):
    look(make, steps, TABLE, **said)
    assert headings() == []


def test_saying_the_same_again_is_no_event_and_a_field_that_is_gone_is_asked_about_anew(make, steps):
    for _time in range(2):
        look(make, steps, TABLE, **{"as-0": "name"})
    told = select(AuditEvent.about).where(AuditEvent.verb == "headings.told")
    assert db.session.scalars(told).all() == ["records/review/steps"]
    with transaction():
        db.session.scalars(select(HeadingMeaning)).one().field = "gone"
    assert look(make, steps, NEXT).page.select_one("label[for=as-1]")
