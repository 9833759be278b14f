"""What a person said once of a word in their table is kept for the project's next table, and can be taken back."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import AsIsProcess, AuditEvent, WordMeaning
from app.transactions import transaction
from tests.app.records.test_everyday_tables import kept, steps
from tests.app.records.test_records import house
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house", "steps"]

TABLE = "Step\tProcess\tBy means of\nAsk\tQuotes\tOutlook\nSend\tQuotes\tOutlook\n"
NEXT = "Step\tProcess\tBy means of\nOffer\tQuotes\t outlook \n"


def say(make, house, table: str, means: str, word: str = "Outlook", field: str = "carrier", **more):
    return look(make, house, table, **{"word-0": word, "word-0-in": field, "word-0-means": means}, **more)


def words() -> list[tuple[str, str, str, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(WordMeaning).order_by(WordMeaning.id))
    return [(row.register, row.field, row.shown, row.means) for row in rows]


def test_a_word_that_was_explained_is_understood_in_the_next_table(make, steps):
    accept(make, steps, say(make, steps, TABLE, "mail"))
    assert words() == [("review/steps", "carrier", "Outlook", "mail")]
    again = look(make, steps, NEXT)
    assert counts(again) == ["1", "0", "0", "0"]
    assert "By means of: “outlook” is understood as E-mail" in again.text
    accept(make, steps, again)
    assert [one["carrier"] for one in kept(steps)] == ["mail", "mail", "mail"]


def test_it_is_offered_as_answered_and_can_be_changed_there(make, steps):
    say(make, steps, TABLE, "mail")
    again = look(make, steps, NEXT)
    chosen = again.page.select_one("#word-0-means option[selected]")
    assert (chosen["value"], chosen.get_text()) == ("mail", "E-mail")
    changed = say(make, steps, NEXT, "system", word=again.page.select_one("input[name=word-0]")["value"])
    assert words() == [("review/steps", "carrier", "Outlook", "system")]
    accept(make, steps, changed)
    assert [one["carrier"] for one in kept(steps)] == ["system"]


def test_it_can_be_forgotten_there_and_on_the_page_of_pasting(make, steps):
    say(make, steps, TABLE, "mail")
    assert counts(say(make, steps, NEXT, "")) == ["0", "0", "0", "1"]
    assert words() == []
    say(make, steps, TABLE, "mail")
    page = make.browser(steps["lead"]).get(f"{steps['list']}/sheet")
    assert "“Outlook” in “By means of”" in page.text
    gone = say(make, steps, "", "", words="yes")
    assert (gone.status, gone.location) == (303, f"{steps['list']}/sheet")
    assert words() == []


def test_refused_lines_keep_the_words_as_they_were_written(make, steps):
    answer = say(make, steps, "Step\tProcess\tBy means of\n\tQuotes\tOutlook\n", "mail")
    assert answer.page.select_one("form[action$='/sheet'] textarea").get_text().endswith("\tQuotes\tOutlook\n")


def test_it_is_kept_for_this_project_and_register_alone(make, house, steps):
    say(make, steps, TABLE, "mail")
    other = make.project()
    make.member(other, steps["lead"], "lead")
    make.add(AsIsProcess(project_id=other.id, number=1, name="Quotes", domain="sales"))
    elsewhere = steps | {"list": f"/projects/{other.key}/records/review/steps"}
    assert counts(look(make, elsewhere, NEXT)) == ["0", "0", "0", "1"]
    assert counts(look(make, house, "Problem\tDomain\nA\tOutlook\n")) == ["0", "0", "0", "1"]


@pytest.mark.parametrize(
    ("field", "means"), [("carrier", "pigeon"), ("name", "mail"), ("nothing", "mail"), ("carrier", "E-mail")]
)
def test_what_was_not_offered_is_not_kept(make, steps, field, means):
    say(make, steps, TABLE, means, field=field)
    assert words() == []


def test_saying_the_same_again_is_no_event(make, steps):
    for _time in range(2):
        say(make, steps, TABLE, "mail")
    told = select(AuditEvent.about).where(AuditEvent.verb == "words.told")
    assert db.session.scalars(told).all() == ["records/review/steps"]


def test_a_kept_word_whose_choice_is_gone_is_asked_about_anew(make, steps):
    say(make, steps, TABLE, "mail")
    with transaction():
        db.session.scalars(select(WordMeaning)).one().means = "pigeon"
    assert "What does “outlook” mean" in look(make, steps, NEXT).text
