"""Success criteria in and out of spreadsheets: the template, what a table would change, what is refused and why."""

import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.clock import pretend
from app.database import db
from app.evaluations.actions_criteria import sign_criteria
from app.facts.criteria import criteria_of
from app.models import AuditEvent
from app.registers.sheets.spreadsheet import sheets_of_workbook
from app.transactions import transaction
from tests.pasting import counts, shown

HEAD = "Metric\tPart of the effect\tBetter is\tUnit\tBaseline value\tTarget value\tOwner\tHow it is measured"
GOOD = f"{HEAD}\nWin rate\tSales uplift\tmore\t%\t20\t25\tPia Manager\tWon of all offers\n"


def look(browser, house, cells: str, **more):
    return browser.post(f"{house.base}/criteria/sheet", {"cells": cells, **more})


def accept(browser, house, answer):
    return look(browser, house, **shown(answer))


def upload(browser, house, data: bytes, name: str = "criteria.xlsx"):
    return browser.post(f"{house.base}/criteria/sheet", {"cells": "", "file": (io.BytesIO(data), name)})


def test_pasted_criteria_are_shown_before_they_are_kept(house, make):
    browser = make.browser(house.lead)
    answer = look(browser, house, GOOD)
    assert counts(answer) == ["1", "0", "0", "0"]
    assert criteria_of(house.project.id) == []
    kept = accept(browser, house, answer)
    assert (kept.status, kept.location) == (303, f"{house.base}/criteria")
    (one,) = criteria_of(house.project.id)
    assert (one.name, one.part, one.direction, one.unit) == ("Win rate", "sales", "up", "%")
    assert (one.baseline, one.target, one.owner, one.how_measured) == (
        20,
        25,
        "Pia Manager",
        "Won of all offers",
    )
    assert (one.currency, one.attributed_share) == ("CNY", 1.0)


@pytest.mark.parametrize(
    ("baseline", "target", "kept"),
    [("7天", "3天", (7, 3, "down")), ("18", "25", (18, 25, "up")), ("12,5", "8", (12.5, 8, "down"))],
)
def test_the_direction_is_told_by_baseline_and_target_and_units_stay_in_their_column(
    house, make, baseline, target, kept
):
    browser = make.browser(house.lead)
    table = f"指标\t效果类别\t单位\t基线值\t目标值\n报价\t效率提高\t天\t{baseline}\t{target}\n"
    answer = look(browser, house, table)
    assert "Better is: “" in answer.text
    accept(browser, house, answer)
    (one,) = criteria_of(house.project.id)
    assert (one.baseline, one.target, one.direction) == kept


def test_what_the_metric_tells_is_not_asked_about(house, make):
    table = "Metric\tPart of the effect\tBaseline value\tTarget value\nWin rate\t\t20\t25\n"
    answer = look(make.browser(house.lead), house, table)
    assert counts(answer) == ["1", "0", "0", "0"]
    assert answer.page.select("select[name^=empty-]") == []


def test_no_direction_is_told_where_nothing_shall_change(house, make):
    table = "指标\t效果类别\t基线值\t目标值\n满意度\t客户满意度\t80\t80\n"
    answer = look(make.browser(house.lead), house, table)
    assert "Better is: Please fill this in." in answer.text


def test_a_chinese_table_is_read_by_anybody(house, make):
    browser = make.browser(house.lead)
    table = (
        "指标\t效果类别\t改善方向\t单位\t基线值\t归因比例（%）\t币种\n投诉率\t客户忠诚度\t越低越好\t％\t３\t50\tusd\n"
    )
    accept(browser, house, look(browser, house, table))
    (one,) = criteria_of(house.project.id)
    assert (one.part, one.direction, one.baseline, one.attributed_share, one.currency) == (
        "loyalty", "down", 3, 0.5, "USD",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Intangible benefit\tSales uplift\tmore\t\t\t\t\t", "“Intangible benefit” alone is no criterion"),
        ("无形收益\tSales uplift\tmore\t分\t\t\t\t无形", "“Intangible benefit” alone is no criterion"),
        ("Costs\tEfficiency\tless\t%\t10\t20\t\t", "The target lies on the wrong side of the baseline"),
        ("Costs\tEfficiency\tless\t%\tmany\t20\t\t", "Baseline value: “many” is no number."),
        ("Costs\tMoney\tless\t%\t1\t\t\t", "“Money” is not one of"),
        ("Costs\tEfficiency\t\t%\t1\t\t\t", "Better is: Please fill this in."),
        ("Costs\tEfficiency\tless\t%\t1\t\tNobody Known\t", "Nobody on the page “Team” is called “Nobody Known”."),
    ],
)
def test_a_line_that_is_no_criterion_is_refused_as_on_the_form(house, make, line, sentence):
    browser = make.browser(house.lead)
    answer = look(browser, house, f"{GOOD}{line}\n")
    assert counts(answer) == ["1", "0", "0", "1"]
    assert sentence in answer.text
    accept(browser, house, answer)
    assert [one.name for one in criteria_of(house.project.id)] == ["Win rate"]


def test_a_change_says_that_the_signature_falls_and_a_line_alike_leaves_it(house, make, criterion):
    criterion()
    criterion(name="Costs")
    with transaction():
        with pretend(datetime(2026, 3, 1, 16, 5, tzinfo=UTC)):
            sign_criteria(project=house.project, by=house.sponsor.id)
        house.lead.time_zone = "Asia/Shanghai"
    browser = make.browser(house.lead)
    answer = look(browser, house, "No.\tMetric\tTarget value\nC-1\tResponse time\t12\nC-2\tCosts\t24\n")
    assert counts(answer) == ["0", "1", "1", "0"]
    assert "Target value: 24 → 12" in answer.text
    assert "The signature of Su Sponsor of 2 Mar 2026 00:05 falls." in answer.text
    accept(browser, house, answer)
    first, second = criteria_of(house.project.id)
    assert (first.target, first.signed_at) == (12, None)
    assert second.signed_by == "Su Sponsor"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "criterion.changed")).one()
    assert event.data["signature_fell"] is True


def test_the_workbook_comes_back_as_it_went_out_and_can_be_had_empty(house, make, criterion):
    criterion(owner=None, money_per_unit=0.3, attributed_share=0.35)
    criterion(name="Überfällige Angebote", target_date=date(2027, 1, 31), how_measured="One\ntwo")
    browser = make.browser(house.lead)
    data = browser.get(f"{house.base}/criteria/template.xlsx").response.data
    assert counts(upload(browser, house, data)) == ["0", "0", "2", "0"]
    empty = sheets_of_workbook(browser.get(f"{house.base}/criteria/template.xlsx?empty=1").response.data)[0].cells
    assert (len(empty), empty[0][:3]) == (1, ["No.", "Metric *", "Part of the effect *"])
    exported = browser.get(f"{house.base}/criteria/export.csv").response.data
    assert counts(upload(browser, house, exported, "criteria.csv")) == ["0", "0", "2", "0"]


def test_what_was_changed_by_somebody_else_meanwhile_is_shown_anew(house, make, criterion):
    agreed = criterion()
    browser = make.browser(house.lead)
    answer = look(browser, house, "No.\tMetric\tTarget value\nC-1\tResponse time\t12\n")
    form = {"name": "Response time", "part": "efficiency", "direction": "down", "target": "12", "version": "1"}
    assert make.browser(house.consultant).post(f"{house.base}/criteria/{agreed.key}", form).status == 303
    again = accept(browser, house, answer)
    assert again.status == 200
    assert "has changed since you looked" in again.text


def test_a_removed_criterion_keeps_its_number_and_cannot_be_named(house, make, criterion):
    gone = criterion()
    criterion(name="Costs")
    browser = make.browser(house.lead)
    browser.post(f"{house.base}/criteria/{gone.key}/remove")
    answer = look(browser, house, "No.\tMetric\nC-1\tResponse time\nC-2\tCosts\n")
    assert counts(answer) == ["0", "0", "1", "1"]
    assert "There is no row C-1." in answer.text


def test_more_than_two_hundred_are_refused_and_none_of_them_kept(house, make):
    browser = make.browser(house.lead)
    lines = "".join(f"Metric {n}\tSales uplift\tmore\n" for n in range(201))
    answer = accept(browser, house, look(browser, house, f"Metric\tPart of the effect\tBetter is\n{lines}"))
    assert "There are 200 success criteria" in answer.text
    assert criteria_of(house.project.id) == []


@pytest.mark.parametrize(("cells", "sentence"), [("", "There is no table here."), ("Unit\n%\n", "“Metric” is missing")])
def test_a_table_that_is_none_is_refused_with_what_was_pasted(house, make, cells, sentence):
    answer = look(make.browser(house.lead), house, cells)
    assert (answer.status, sentence in answer.text) == (422, True)
    assert answer.page.select_one("textarea[name=cells]").get_text().strip() == cells.strip()


def test_only_who_may_write_criteria_uploads_them_and_strangers_find_nothing(house, make):
    for person in (house.sponsor, house.pm, house.member):
        assert make.browser(person).get(f"{house.base}/criteria/sheet").status == 403
        assert make.browser(person).get(f"{house.base}/criteria/template.xlsx").status == 403
    stranger = make.browser(make.user("lead"))
    assert stranger.get(f"{house.base}/criteria/sheet").status == 404
    assert look(stranger, house, GOOD).status == 404
    assert "Paste or upload" not in make.browser(house.sponsor).get(f"{house.base}/criteria").text
    assert "Paste or upload" in make.browser(house.lead).get(f"{house.base}/criteria").text


def test_a_word_that_was_explained_is_understood_in_the_next_table(house, make):
    browser = make.browser(house.lead)
    table = GOOD.replace("Sales uplift", "Turnover")
    assert counts(look(browser, house, table)) == ["0", "0", "0", "1"]
    said = {"word-0": "Turnover", "word-0-in": "part", "word-0-means": "sales"}
    assert counts(look(browser, house, table, **said)) == ["1", "0", "0", "0"]
    again = look(browser, house, table.replace("Win rate", "Sales cycle"))
    assert counts(again) == ["1", "0", "0", "0"]
    assert "“Turnover” is understood as Sales uplift" in again.text


def test_the_page_of_criteria_says_that_refused_lines_wait(house, make):
    browser = make.browser(house.lead)
    accept(browser, house, look(browser, house, GOOD + "\n\tx\n"))
    assert "1 line of a table was refused and waits for you" in browser.get(f"{house.base}/criteria").text


def test_the_part_of_the_effect_is_told_by_the_metric_where_a_table_has_none(make, house):
    table = (
        "附件2：成功标准确认表\t\t\t\t\t\n名称\t单位\t方向\t基线\t目标\t测量方法\n客户投诉率\t%\t降低\t3.2%\t2%\t投诉单数/订单数\n"
        "报价平均周期\t天\t降低\t5\t2\t询价到报价\n销售周期\t天\t降低\t60\t45\t商机到合同\n"
    )
    browser = make.browser(house.lead)
    answer = look(browser, house, table)
    # a sales cycle can be efficiency as well as sales: asked, never guessed
    assert counts(answer) == ["2", "0", "0", "1"]
    assert "Part of the effect: “客户投诉率” is understood as Customer loyalty" in answer.text
    accept(browser, house, answer)
    assert [(one.name, one.part) for one in criteria_of(house.project.id)] == [
        ("客户投诉率", "loyalty"), ("报价平均周期", "efficiency"),
    ]  # fmt: skip
