"""Days that people enter lie in this century: a browser takes the year 26 for the year 26."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import Optional

from app.database import db
from app.day_field import DayField
from app.models import RaidEntry
from tests.conftest import Make

SENTENCE = "Choose a date from 2000 to 2099."


class Due(Form):
    """A form with a day that may stay empty."""

    due = DayField("Due", [Optional()])


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2000-01-01", date(2000, 1, 1)), ("2099-12-31", date(2099, 12, 31)), ("", None)],
)
def test_days_of_this_century_are_taken(app: Flask, typed: str, read: date | None) -> None:
    with app.test_request_context():
        form = Due(MultiDict({"due": typed}))
        assert (form.validate(), form.due.data) == (True, read)


@pytest.mark.parametrize("typed", ["0026-12-20", "1999-12-31", "2100-01-01", "9999-12-31", "0001-01-01"])
def test_other_days_are_refused_and_stay_as_typed(app: Flask, typed: str) -> None:
    with app.test_request_context():
        form = Due(MultiDict({"due": typed}))
        assert (form.validate(), form.due.data) == (False, None)
        assert list(form.due.errors) == [SENTENCE]
        assert f'value="{typed}"' in form.due()


def test_an_entry_of_the_log_is_not_due_two_thousand_years_ago(app: Flask, make: Make) -> None:
    lead, project = make.user("lead"), make.project()
    make.member(project, lead)
    form = {"kind": "risk", "title": "Late data", "severity": "high", "due": "0026-12-20"}
    answer = make.browser(lead).post(f"/projects/{project.key}/raid/new", form)
    assert answer.status == 422
    assert SENTENCE in answer.text
    assert db.session.scalars(select(RaidEntry.id)).all() == []


@pytest.mark.parametrize("wrong", ["start", "go_live"])
def test_lengths_are_not_fitted_to_a_day_far_away(app: Flask, make: Make, wrong: str) -> None:
    days = {"start": "2026-11-23", "go_live": "2027-04-30", wrong: "9999-12-31"}
    lengths = dict.fromkeys(("concept", "review", "solidification", "deployment", "training", "golive"), "20")
    answer = make.browser(make.user("director")).post("/projects/new", {"fit": "1", "country": "CN", **days, **lengths})
    assert answer.status == 422
    assert SENTENCE in answer.text
