"""Rectification actions in and out of spreadsheets: proposed and changed as on their pages, never verified."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.evaluations.actions_rectification import agree_action, drop_action
from app.models import Finding, Rectification
from app.registers.sheets.spreadsheet import sheets_of_workbook
from app.transactions import transaction
from tests.conftest import Make
from tests.pasting import counts, shown

HEAD = "No.\tAction\tFinding\tOwner\tDue\tExpected to change\tExpected change in points"


def look(make: Make, house: SimpleNamespace, cells: str, **more: Any) -> Any:
    return make.browser(house.lead).post(f"{house.base}/actions/sheet", {"cells": cells, **more})


def accept(make: Make, house: SimpleNamespace, answer: Any) -> Any:
    return look(make, house, **shown(answer))


def actions() -> list[Rectification]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Rectification).order_by(Rectification.id)))


def test_actions_are_shown_before_they_are_proposed(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding]
) -> None:
    finding()
    finding(title="Nobody forecasts", indicator="", dimension="depth")
    table = (
        f"{HEAD}\n\tWeekly coaching\tFew sign in\tPia Manager\t2026-09-30\tActive share\t+10\n"
        "\tShow the forecast\tF-2\tMax Member\t2026-10-01\tbreadth.active-share\t\n"
    )
    answer = look(make, house, table)
    assert counts(answer) == ["2", "0", "0", "0"]
    assert actions() == []
    assert accept(make, house, answer).location == f"{house.base}/actions"
    one, two = actions()
    assert (one.title, one.owner_id, one.due, one.state) == (
        "Weekly coaching", house.pm.id, date(2026, 9, 30), "proposed",
    )  # fmt: skip
    assert (one.expected_indicator, one.expected_change) == ("breadth.active-share", 0.1)  # ten points
    titles = dict(db.session.execute(select(Finding.id, Finding.title)).all())
    assert [titles[each.finding_id] for each in (one, two)] == ["Few sign in", "Nobody forecasts"]
    assert (two.expected_indicator, two.expected_change) == ("breadth.active-share", None)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("\tCoach\tNo such\tPia Manager\t2026-09-30\t\t", "There is no finding “No such” in this project."),
        ("\tCoach\tFew sign in\t\t2026-09-30\t\t", "Owner: Please fill this in."),
        ("\tCoach\tFew sign in\tPia Manager\t\t\t", "Due: Please fill this in."),
        ("\tCoach\tFew sign in\tNobody Known\t2026-09-30\t\t", "Nobody on the page “Team” is called “Nobody Known”."),
        ("\tCoach\tFew sign in\tPia Manager\t2026-09-30\tHappiness\t", "“Happiness” is no indicator of this round."),
        ("\tCoach\tFew sign in\tPia Manager\t2026-09-30\t\t5", "Say which indicator the expected change is about."),
        ("\tCoach\tFew sign in\tPia Manager\t2026-09-30\tActive share\t2000", "A number from -1,000 to 1,000."),
        ("A-7\tCoach\tFew sign in\tPia Manager\t2026-09-30\t\t", "There is no row A-7."),
    ],
)
def test_what_the_page_would_refuse_is_refused(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], line: str, sentence: str
) -> None:
    finding()
    answer = look(make, house, f"{HEAD}\n{line}\n")
    assert counts(answer) == ["0", "0", "0", "1"]
    assert sentence.replace("-1,000", "−1,000") in answer.text or sentence in answer.text


def test_a_title_that_two_findings_bear_means_neither(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding]
) -> None:
    finding()
    finding()
    line = "\tCoach\t{}\tPia Manager\t2026-09-30\t\t"
    refused = look(make, house, f"{HEAD}\n{line.format('Few sign in')}\n")
    assert "“Few sign in” fits several; write the number before it." in refused.text
    assert counts(look(make, house, f"{HEAD}\n{line.format('F-2')}\n")) == ["1", "0", "0", "0"]


def test_a_closed_round_takes_no_new_action(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], closed: Callable[[], None]
) -> None:
    finding()
    closed()
    answer = look(make, house, f"{HEAD}\n\tCoach\tFew sign in\tPia Manager\t2026-09-30\t\t\n")
    assert "Round 1 is closed and no longer changes." in answer.text


def test_a_change_of_what_was_agreed_wants_agreement_anew_and_says_so(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    with transaction():
        agree_action(project=house.project, action=action(), by=house.sponsor.id)
    answer = look(make, house, "No.\tDue\nA-1\t2026-10-31\n")
    assert "The client has to agree to it again." in answer.text
    assert counts(answer) == ["0", "1", "0", "0"]
    accept(make, house, answer)
    (one,) = actions()
    assert (one.due, one.state, one.agreed_by_id) == (date(2026, 10, 31), "proposed", None)
    assert (one.title, one.owner_id, one.expected_change) == ("Weekly coaching", house.pm.id, 0.1)


def test_what_has_ended_is_left_alone_and_refused_where_it_would_change(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    with transaction():
        drop_action(project=house.project, action=action(), note="No need.", by=house.lead.id)
    assert counts(look(make, house, "No.\tDue\nA-1\t2026-09-30\n")) == ["0", "0", "1", "0"]
    refused = look(make, house, "No.\tDue\nA-1\t2026-10-31\n")
    assert "it can no longer be changed" in refused.text


def test_no_table_agrees_finishes_or_verifies(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    action()
    answer = look(make, house, "No.\tAction\tState\tVerified by\nA-1\tWeekly coaching\tVerified\tPia Manager\n")
    assert counts(answer) == ["0", "0", "1", "0"]
    assert "Columns that are not read: State, Verified by." in answer.text


def test_an_action_stays_with_its_finding(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification], finding: Callable[..., Finding]
) -> None:
    action()
    finding(title="Another")
    assert "An action stays with its finding" in look(make, house, "No.\tFinding\nA-1\tAnother\n").text


def test_workbook_and_export_come_back_as_they_went_out(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    action()
    reader = make.user("consultant", language="zh")
    make.member(house.project, reader)
    browser = make.browser(reader)
    data = browser.get(f"{house.base}/actions/template.xlsx").response.data
    cells = sheets_of_workbook(data)[0].cells
    assert cells[0] == [
        "编号", "整改措施 *", "发现 *", "负责人 *", "截止日期 *", "预期改善的指标", "预期变化（百分点）",
    ]  # fmt: skip
    assert cells[1][:3] == ["A-1", "Weekly coaching", "F-1 · Few sign in"]
    export = make.browser(house.lead).get(f"{house.base}/actions/export.csv").response.data
    for file, name in ((data, "actions.xlsx"), (export, "actions.csv")):
        answer = browser.post(f"{house.base}/actions/sheet", {"cells": "", "file": (io.BytesIO(file), name)})
        assert counts(answer) == ["0", "0", "1", "0"], name


def test_only_who_writes_rounds_brings_a_table(house: SimpleNamespace, make: Make) -> None:
    for person, status in ((house.sponsor, 403), (house.pm, 403), (make.user("lead"), 404)):
        for end in ("sheet", "template.xlsx"):
            assert make.browser(person).get(f"{house.base}/actions/{end}").status == status
