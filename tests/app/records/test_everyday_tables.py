"""Tables as people keep them: everyday words for choices, headings with units, words that nobody knows."""

from fractions import Fraction

import pytest

from app.models import AsIsProcess
from app.registers.catalogue import registers
from app.registers.rows import rows_of
from app.registers.sheets.headings import headings_of, multiplied
from app.registers.sheets.synonyms import EVERYDAY, meaning, plain, yes_or_no
from app.registers.sheets.units import minutes_in, split, unit_called
from tests.app.records.test_records import house, problems
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house"]


AS_IT_IS = "what the column asks for: take them as they are"


@pytest.fixture
def steps(make, house):
    """The register of steps, with one process that they can belong to."""
    make.add(AsIsProcess(project_id=house["project"].id, number=1, name="Quotes", domain="sales"))
    return house | {"list": house["list"].replace("diagnosis/problems", "review/steps")}


def kept(house, register: str = "review/steps") -> list[dict]:
    return [dict(row.values) for row in rows_of(registers()[register], house["project"].id)]


@pytest.mark.parametrize(
    ("path", "field", "text", "key"),
    [
        ("review/steps", "carrier", "E-mail", "mail"),
        ("review/steps", "carrier", "email", "mail"),
        ("review/steps", "carrier", "邮件", "mail"),
        ("review/steps", "carrier", "Ｅ－ｍａｉｌ", "mail"),
        ("review/steps", "carrier", " Excel ", "sheet"),
        ("review/steps", "carrier", "表格", "sheet"),
        ("review/steps", "carrier", "sheet", "sheet"),
        ("review/steps", "carrier", "word of mouth", None),
        ("review/steps", "carrier", "by  WORD of mouth", "talk"),
        ("review/steps", "carrier", "微信", "talk"),
        ("review/steps", "carrier", "Outlook", None),
        ("review/recommendations", "weight", "H", "high"),
        ("review/recommendations", "weight", "m", "medium"),
        ("review/recommendations", "weight", "低", "low"),
        ("raid/log", "severity", "严重", "critical"),
        ("raid/log", "severity", "M", "medium"),
        ("solidification/steps", "fit", "customize", "customise"),
        ("solidification/steps", "change", "unchanged", "keep"),
        ("deployment/configuration", "result", "OK", "passed"),
        ("deployment/integrations", "direction", "n/a", None),
    ],
)
def test_a_choice_understands_its_key_its_titles_and_everyday_words(path, field, text, key):
    assert meaning(registers()[path].field(field), text) == key


def test_no_key_or_title_of_a_choice_is_taken_for_another_one():
    for register in registers().values():
        for one in register.fields:
            for key, title in one.choices.items():
                for word in (key, title.en, title.zh, title.en.upper(), f" {title.zh} "):
                    assert meaning(one, word) == key, (register.path, one.name, word)


def test_an_everyday_word_stands_in_one_group_only():
    words = [plain(word) for group in EVERYDAY for word in {plain(each) for each in group}]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("text", "said"),
    [("Yes", True), ("Ｙ", True), ("是", True), ("√", True), ("no", False), ("否", False), ("-", False), ("无", False),
     ("perhaps", None)],
)  # fmt: skip
def test_yes_and_no_are_understood_in_both_languages(text, said):
    assert yes_or_no(text) is said


def test_a_word_that_nobody_knows_is_asked_about_once_and_told_for_all_its_lines(make, steps):
    table = "Step\tProcess\tBy means of\n" + "".join(
        f"Step {place}\tQuotes\t{word}\n" for place, word in enumerate(("Outlook", " outlook", "Excel", "Outlook"))
    )
    first = look(make, steps, table)
    assert counts(first) == ["1", "0", "0", "3"]
    (label,) = first.page.select("label[for=word-0-means]")
    assert label.get_text() == "What does “Outlook” mean in “By means of”? 3 lines have it."
    form = first.page.select("form[action$='/sheet']")[1]
    assert [one["value"] for one in form.select("#word-0-means option")] == [
        "", "system", "sheet", "paper", "mail", "talk", "-",
    ]  # fmt: skip
    asked = {one["name"]: one["value"] for one in form.select("input[name^=word-]")}
    again = look(make, steps, form.textarea.get_text().removeprefix("\n"), **asked, **{"word-0-means": "mail"})
    assert counts(again) == ["4", "0", "0", "0"]
    accept(make, steps, again)
    assert [one["carrier"] for one in kept(steps)] == ["mail", "mail", "sheet", "mail"]


def test_a_word_that_means_nothing_leaves_the_cell_empty(make, steps):
    said = {"word-0": "???", "word-0-in": "carrier", "word-0-means": "-"}
    answer = look(make, steps, "Step\tProcess\tBy means of\nA\tQuotes\t???\n", **said)
    assert counts(answer) == ["1", "0", "0", "0"]
    accept(make, steps, answer)
    assert kept(steps)[0]["carrier"] == ""


@pytest.mark.parametrize(
    ("heading", "base", "unit"),
    [
        ("duration (h)", "duration", "h"),
        ("耗时(分钟)", "耗时", "min"),
        ("volume / month", "volume", "month"),
        ("cost per year", "cost", "year"),
        ("cost a month", "cost", "month"),
        ("损失(每月)", "损失", "month"),
        ("service level, hours", "service level", "h"),
        ("duration in minutes", "duration", "min"),
        ("loss [k€]", "loss", "thousand"),
        ("损失(万元)", "损失", "ten-thousand"),
        ("owner (name)", "owner", None),
        ("name of system or paper", "name of system or paper", None),
        ("candidate / criterion", "candidate / criterion", None),
    ],
)
def test_a_heading_is_told_apart_from_its_unit(heading, base, unit):
    found = split(heading)
    assert (found[0], found[1].key if found[1] else None) == (base, unit)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2h", 120), ("2h 30min", 150), ("2h30", 150), ("1.5 h", 90), ("1,5 h", 90), ("45 min", 45), ("2小时", 120),
        ("2小时30分钟", 150), ("2小时半", 150), ("半小时", 30), ("2 hours, 5 minutes", 125), ("２ｈ", 120),
        ("2", None), ("2 days", None), ("2 parsecs", None), ("", None), ("h", None), ("2h 90", None),
    ],
)  # fmt: skip
def test_a_span_is_read_as_minutes(text, minutes):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("heading", "cell", "sentence", "minutes"),
    [
        # 1.5 h × 60 min/h
        ("Duration (h)", "1.5", "read as “Minutes of work” and converted: 1 in hours is 60 in minutes.", 90),
        ("耗时（分钟）", "90", "“耗时（分钟）” is read as “Minutes of work”.", 90),
        ("Minutes of work (estimated)", "7", "“Minutes of work (estimated)” is read as “Minutes of work”.", 7),
        ("Duration", "1h 15min", "“Duration” is read as “Minutes of work”.", 75),
        ("Duration (h)", "20 min", "“Duration (h)” is read as “Minutes of work”", 20),
    ],
)  # fmt: skip
def test_a_heading_with_a_unit_is_read_in_the_unit_of_its_field(make, steps, heading, cell, sentence, minutes):
    answer = look(make, steps, f"Step\tProcess\t{heading}\nAsk\tQuotes\t{cell}\n")
    assert sentence in answer.text
    assert counts(answer) == ["1", "0", "0", "0"]
    accept(make, steps, answer)
    assert kept(steps)[0]["minutes_work"] == minutes


def test_minutes_become_hours_where_a_field_counts_hours():
    # 90 min ÷ 60; 100 min ÷ 60 = 1.6666… to six places
    assert [multiplied(text, Fraction(1, 60)) for text in ("90", "100", "1,200", "5 or 6")] == [
        "1.5", "1.666667", "20", "5 or 6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "options"),
    [
        ("Duration", {"1": "minutes", "60": "hours"}),
        ("Duration (days)", {"480": "working days of 8 hours", "1440": "days of 24 hours", "1": AS_IT_IS}),
        ("Duration / week", {"1": AS_IT_IS}),
    ],
)  # fmt: skip
def test_a_unit_that_is_not_certain_is_asked_for_and_the_column_waits(make, steps, heading, options):
    answer = look(make, steps, f"Step\tProcess\t{heading}\nAsk\tQuotes\t2\n")
    (select,) = answer.page.select("select[name=unit-2]")
    assert {one["value"]: one.get_text() for one in select.select("option") if one["value"]} == options
    accept(make, steps, answer)
    assert kept(steps)[0]["minutes_work"] is None


def test_the_unit_that_a_person_tells_is_used(make, steps):
    table = "Step\tProcess\tDuration (days)\nAsk\tQuotes\t2\nWait\tQuotes\t0.5\n"
    answer = look(make, steps, table, **{"unit-2": "480"})
    assert counts(answer) == ["2", "0", "0", "0"]
    accept(make, steps, answer)
    assert [one["minutes_work"] for one in kept(steps)] == [960, 240]  # 2 × 8 × 60; 0.5 × 8 × 60


def test_a_unit_that_was_not_offered_is_no_answer(make, steps):
    answer = look(make, steps, "Step\tProcess\tDuration (days)\nAsk\tQuotes\t2\n", **{"unit-2": "7"})
    assert answer.page.select("select[name=unit-2]")


def test_a_cost_by_the_month_is_not_taken_for_one_by_the_year(make, house):
    table = "Problem\tDomain\tCost / month\nA\tSales\t1,000\n"
    answer = look(make, house, table)
    assert "“Cost / month” seems to be “Cost a year”, but says a month instead of a year." in answer.text
    accept(make, house, look(make, house, table, **{"unit-2": "12"}))
    assert problems()[0].cost == 12_000


def test_a_column_that_a_person_names_keeps_the_unit_of_its_heading(make, steps):
    answer = look(make, steps, "Step\tProcess\tHow long (h)\nAsk\tQuotes\t2\n", **{"as-2": "minutes_work"})
    accept(make, steps, answer)
    assert kept(steps)[0]["minutes_work"] == 120


def test_a_heading_that_two_fields_share_is_not_guessed():
    found = headings_of(registers()["benefits/costs"], [["At (k€)", "Amount (k€)"], ["1", "2"]])
    assert [heading for _place, heading in found.unread] == ["At (k€)"]
    assert [doubt.field.name for doubt in found.doubts] == ["amount"]
    assert unit_called("k€").key == "thousand"
