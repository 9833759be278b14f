"""Columns that count on a small scale: numbers as people write them, words that are asked about, what is off it."""

import io
import zipfile

import pytest

from app.registers.catalogue import registers
from app.registers.sheets.meanings import asked_fields, taken_for
from app.registers.sheets.reading import Known, read_cell
from app.registers.sheets.scales import LADDER, level_in, proposal
from app.registers.sheets.synonyms import plain
from app.registers.sheets.unread import Unread
from tests.app.records.test_everyday_tables import kept
from tests.app.records.test_records import house, problems
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house"]

SEVERITY = registers()["diagnosis/problems"].field("severity")
STANCE = registers()["review/stakeholders"].field("stance")
SCORE = registers()["diagnosis/scores"].field("score")
SCALES = {
    "diagnosis/problems": ["frequency", "severity"],
    "diagnosis/selection-criteria": ["minimum"],
    "diagnosis/scores": ["score"],
    "review/stakeholders": [
        "influence", "stance", "awareness", "desire", "knowledge", "ability", "reinforcement",
    ],
}  # fmt: skip


def test_every_small_scale_has_names_for_its_levels():
    small = {
        path: [
            one.name for one in register.fields
            if one.low is not None and one.high is not None and one.high - one.low < 6 and not one.unit
        ]
        for path, register in registers().items()
    }  # fmt: skip
    assert {path: names for path, names in small.items() if names} == SCALES
    for path, names in SCALES.items():
        for one in (registers()[path].field(name) for name in names):
            assert [*one.levels] == [str(level) for level in range(int(one.low), int(one.high) + 1)]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("4", "4"), ("４", "4"), ("4/5", "4"), ("4 von 5", "4"), ("4 – high", "4"), ("4（高）", "4"), ("4级", "4"),
        ("4分", "4"),
        ("★★★★", "4"), ("★★★☆☆", "3"), ("serious", "4"), ("造成损失", "5"), ("9", "9"),
        ("4/10", "4/10"), ("高", "高"), ("4.5", "4.5"), ("3-4", "3-4"),
    ],
)  # fmt: skip
def test_a_level_is_read_as_people_write_it(text, level):
    assert level_in(SEVERITY, text) == level


def test_a_scale_with_negative_ends_reads_its_signs_and_no_stars():
    assert [level_in(STANCE, text) for text in ("−2", "+1", "against", "中立", "★★")] == ["-2", "+1", "-2", "0", "★★"]


@pytest.mark.parametrize(
    ("field", "word", "level"),
    [
        (SEVERITY, "高", "4"), (SEVERITY, "P1", "5"), (SEVERITY, "hoch", "4"), (SEVERITY, "Med", "3"),
        (SEVERITY, "x", ""),
        (STANCE, "Opponent", "-2"), (STANCE, "Befürworter", "2"), (STANCE, "观望", "0"),
        # five rungs on six levels: the lowest is 0, the highest 5, the fourth round(3 × 5 / 4) = 4
        (SCORE, "very low", "0"), (SCORE, "high", "4"), (SCORE, "very high", "5"),
    ],
)  # fmt: skip
def test_an_everyday_word_is_proposed_as_a_level(field, word, level):
    assert proposal(field, word) == level


def test_a_word_stands_on_one_rung_only():
    words = [plain(word) for rung in LADDER for word in {plain(each) for each in rung}]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("text", ["高", "9", "0", "P2"])
def test_what_is_not_on_the_scale_is_refused_with_the_scale(app, text):
    with app.test_request_context(), pytest.raises(Unread) as unread:
        read_cell(SEVERITY, Known(), text)
    assert str(unread.value) == (
        f"“{text}” is not on the scale from 1 to 5: 1 a nuisance, 2 minor, 3 noticeable, 4 serious, 5 a loss."
    )


TABLE = "问题\t领域\t严重度\t频次\n报价慢\t销售\t高\t经常\n客户重复\t数据\t高\t2\n无台账\t服务\tP5\t9\n"


def test_words_are_asked_about_once_with_a_proposal_and_kept(make, house):
    first = look(make, house, TABLE)
    assert counts(first) == ["0", "0", "0", "3"]
    labels = [one.get_text() for one in first.page.select("label[for^=word-]")]
    assert labels[:2] == [
        "What does “高” mean in “Severity”? 2 lines have it.", "What does “P5” mean in “Severity”? 1 line has it.",
    ]  # fmt: skip
    options = first.page.select("#word-0-means option")
    assert [one.get_text() for one in options][1:6] == [
        "1 a nuisance",
        "2 minor",
        "3 noticeable",
        "4 serious",
        "5 a loss",
    ]
    assert [one["value"] for one in options if one.has_attr("selected")] == ["4"]
    # 经常 is the name of a level: it is read, and told
    assert "“Frequency”: “经常” read as “4 often” in 1 line." in first.text
    assert "Frequency: “9” is not on the scale from 1 to 5: 1 rarely" in first.text
    said = {"word-0": "高", "word-0-in": "severity", "word-0-means": "5"}
    again = look(make, house, TABLE, **said)
    assert counts(again) == ["2", "0", "0", "1"]
    accept(make, house, again)
    assert [(row.severity, row.frequency) for row in problems()] == [(5, 4), (5, 2)]
    # the next table knows the answer
    assert counts(look(make, house, "问题\t领域\t严重度\n新问题\t销售\t高\n")) == ["1", "0", "0", "0"]


def test_a_word_may_leave_the_cell_empty(make, house):
    said = {"word-0": "?", "word-0-in": "severity", "word-0-means": "-"}
    accept(make, house, look(make, house, "Problem\tDomain\tSeverity\nA\tSales\t?\n", **said))
    assert problems()[0].severity is None


def test_what_everyday_words_are_taken_for_is_told_and_can_be_told_otherwise(make, house):
    entries = house | {"list": house["list"].replace("diagnosis/problems", "golive/issues")}
    table = "Issue\tSeverity\tOpened\nA\tP2\t2026-06-01\nB\tprio 2\t2026-06-01\nC\tHigh\t2026-06-01\n"
    first = look(make, entries, table)
    assert counts(first) == ["3", "0", "0", "0"]
    # “High” is our own word, so nothing is said of it
    assert "“Severity”: “P2”, “prio 2” read as “High” in 2 lines." in first.text
    (select, other) = first.page.select("select[name^=word-]")
    assert [one["value"] for one in select.select("option")] == ["", "critical", "medium", "low"]
    assert select.option.get_text() == "High"
    name = select["name"].removesuffix("-means")
    said = {name: "P2", f"{name}-in": "severity", f"{name}-means": "critical", other["name"]: ""}
    again = look(make, entries, table, **said)
    assert "“Severity”: “prio 2” read as “High” in 1 line." in again.text
    accept(make, entries, again)
    assert [one["severity"] for one in kept(entries, "golive/issues")] == ["critical", "high", "high"]


def test_plain_yes_and_no_are_not_told_but_signs_are(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    answer = look(make, tasks, "Task\tPoint of no return\nA\t★\nB\tyes\nC\t是\nD\tno\nE\t\nF\t-\n")
    assert counts(answer) == ["6", "0", "0", "0"]
    told = [one.get_text() for one in answer.page.select("ul.bullets li")]
    assert told == ["“Point of no return”: “★” read as “Yes” in 1 line."]


def test_an_optional_choice_may_say_that_there_is_nothing_to_say(make, house):
    items = house | {"list": house["list"].replace("diagnosis/problems", "deployment/configuration")}
    answer = look(make, items, "Configuration item\tTest result\nA\tn/a\nB\t待定\nC\tPass\n")
    assert counts(answer) == ["3", "0", "0", "0"]


def test_the_workbook_says_the_levels_beside_their_cells(make, house):
    data = make.browser(house["lead"]).get(f"{house['list']}/template.xlsx").response.data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'promptTitle="Frequency" prompt="1 rarely, 2 now and then, 3 regularly, 4 often, 5 every day"' in sheet
    (severity,) = (part for part in sheet.split("<dataValidation ") if 'promptTitle="Severity"' in part)
    assert severity.startswith('type="whole" errorStyle="warning"')
    assert "<formula1>1</formula1><formula2>5</formula2>" in severity


def test_nothing_that_everyday_words_are_taken_for_is_off_the_scale(app, house):
    with app.test_request_context():
        one = asked_fields(house["project"].id, registers()["diagnosis/problems"])["severity"]
    assert [taken_for(one, text) for text in ("serious", "★★★★★★", "9 – x")] == ["4", "", ""]
