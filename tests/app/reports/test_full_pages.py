"""What may be parted goes on over the end of a page, and a drawing waits until the rest has been said."""

from dataclasses import fields, replace
from datetime import date

from app.charts import Span, Voice
from app.charts.drawing import Grid, drawing
from app.reports.evaluation.cases import case_blocks
from app.reports.model import Prose, Table
from app.reports.pages import _typeset, styles
from app.reports.phase_closing.chapters import course
from app.reports.phase_closing.gate import outlook
from app.reports.phase_closing.readiness import readiness
from app.reports.phase_closing.summary import summary
from app.reports.samples.evaluation_round import fictional_round
from app.reports.samples.review_phase import fictional_review
from app.reports.sandbox import make_pdf
from app.reports.sources import Readied
from app.reports.wording import joined
from phases.evaluation.cases import ProcessCases
from phases.forecast import Range
from phases.model import Text
from phases.schedule import Window
from tests.app.reports.report_samples import gettext, page_texts, report

ENGLISH, CHINESE = Voice("en", str), Voice("zh", gettext("zh"))


def small(body: str) -> list[str]:
    """The texts of the pages of a body on small paper."""
    css = styles(report("evaluation", "en")) + "@page { size: 120mm 60mm; margin: 5mm; }"
    content = make_pdf(
        _typeset(f"<html><head><title>T</title></head><body>{body}</body></html>"), css, identifier="0" * 64
    )
    return page_texts(content)


def test_lists_go_on_over_the_end_of_a_page_and_never_leave_one_line_alone():
    """Paper with room for 50 mm: three paragraphs of 8.5 mm leave half of it, and seven points of 6.1 mm begin there;
    of seven definitions the last three stand together where two would be left."""
    said = "<p class='prose'>Said before.</p>" * 3
    points = "".join(f"<li>point {n}</li>" for n in range(7))
    terms = "".join(f"<div><dt>Term {n}</dt><dd>What the term means.</dd></div>" for n in range(7))
    begun, ended, first, last = small(
        f'<section class="summary">{said}<div class="points"><h3>Heading</h3><ul>{points}</ul></div></section>'
        f'<dl class="definitions">{terms}</dl>'
    )
    assert "Heading" in begun
    assert begun.count("point") + ended.count("point") == 7
    assert min(begun.count("point"), ended.count("point")) >= 2
    assert (first.count("Term"), last.count("Term")) == (4, 3)


def readied() -> Readied:
    name = Text("People", "人")
    factors = tuple((name, 50.0, 0.9, 10.0, False) for _factor in range(6))
    return Readied(Text("Start", "开始"), date(2026, 3, 2), factors, 50, 1, 0, name, (name,), name, "Weak.", "L. Lead")


def test_readiness_is_drawn_below_its_figures():
    blocks = list(readiness(replace(fictional_review("en"), readied=readied()), ENGLISH))
    assert [block.kind for block in blocks] == ["prose", "table", "chart", "points", "prose"]
    assert isinstance(blocks[1], Table)
    assert blocks[1].rows[0][2] == "90%"


def test_the_cases_of_a_process_are_drawn_below_their_figures():
    numbers = {one.name: 0 for one in fields(ProcessCases) if one.type == "int"} | {"finished": 4}
    words = dict.fromkeys(("code", "name", "first", "last", "as_of"), "x")
    empty = dict.fromkeys(("fitness", "hours", "aim")) | dict.fromkeys(("steps", "ways", "worst"), ())
    lanes = drawing("cases-a", "Cases", "About", [], Grid((), (), ()), width=10, height=10)
    made = replace(fictional_round("en"), cases=(ProcessCases(key="a", **words, **numbers, **empty),), flows=(lanes,))
    assert [block.kind for block in case_blocks(made, ENGLISH)] == ["table", "table", "table", "chart"]


def test_between_two_dates_in_a_sentence_that_needs_no_statistics():
    window = Window(date(2026, 6, 1), date(2026, 6, 30))
    source = replace(fictional_review("en"), range=Range(1, window, Window(date(2026, 5, 4), date(2026, 7, 31))))
    (said,) = (one.text for one in course(source, ENGLISH) if isinstance(one, Prose) and "chance" in one.text)
    assert said.startswith("There is a 50% chance that the project ends between 1 Jun 2026 and 30 Jun 2026, and an 80%")
    assert "(phases seen: 1)" in said
    (said,) = (one.text for one in course(source, CHINESE) if isinstance(one, Prose) and "80%" in one.text)
    assert "有80%的可能在2026年5月4日至2026年7月31日之间结束。推算依据是至今1个阶段" in said
    assert "先验" not in said


def test_the_summary_says_when_the_next_phase_is_expected_or_was():
    source = fictional_review("en")
    said = summary(source, ENGLISH).points[2]
    assert (said.title, len(said.points)) == ("The next phase", 2)
    assert said.points[0] == (
        "Process solidification has been running since 11 May 2026 and is expected to end on 1 Jul 2026."
    )
    assert said.points[1].startswith("What it has to deliver: ")
    ahead = replace(source, stages=(*source.stages[:2], replace(source.stages[2], state="ahead"), *source.stages[3:]))
    assert summary(ahead, ENGLISH).points[2].points[0].startswith("Process solidification is expected from ")
    following = replace(source.stages[2], state="passed", actual=Span(date(2026, 5, 11), date(2026, 6, 30)))
    over = replace(source, stages=(*source.stages[:2], following, *source.stages[3:]))
    sentence = "Process solidification ran from 11 May 2026 to 30 Jun 2026."
    assert summary(over, ENGLISH).points[2].points == (sentence,)
    assert outlook(over, ENGLISH)[0].text.startswith(sentence)


def test_statements_in_a_row_are_parted_as_the_language_parts_them():
    assert (joined(["a", "b"], ENGLISH), joined(["甲", "乙"], CHINESE)) == ("a; b", "甲；乙")


def test_a_name_behind_its_code_stays_whole_and_chinese_needs_no_spaces_round_the_dot():
    assert _typeset("<body><td>T-2 · 仅小准</td>") == '<body><td><span class="whole">T-2 · 仅小准</span></td>'
    assert _typeset("<body><td>BP-1 · 从方案到订单</td>", "·") == "<body><td>BP-1·从方案到订单</td>"
    assert _typeset("<body><p>AB12CD-01 · Draft · 2</p>", "·") == "<body><p>AB12CD-01 · Draft · 2</p>"
