"""The matrix of scores as a spreadsheet: out, in, seen before it is kept, refused cell by cell with the reason."""

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.database import db
from app.models import CandidateScore, RefusedTable, SelectionCriterion
from tests.app.diagnosis.test_diagnosis_pages import compared, house
from tests.pasting import counts, shown

LEVELS = "0 not at all, 1 hardly, 2 partly, 3 half and more, 4 mostly, 5 fully"

__all__ = ["compared", "house"]

# What stands: North 5 and 2.2, East 3 and 4.5, Dear 5 and 5, Half 5 in Fit and nothing in Usability.


def look(make, compared, cells: str = "", **more):
    return make.browser(compared["lead"]).post(
        f"{compared['base']}/diagnosis/selection/sheet", {"cells": cells, **more}
    )


def accept(make, compared, answer):
    return look(make, compared, **shown(answer))


def said(answer) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in answer.page.select("main table tbody tr")]


def scores() -> dict[str, tuple[float | None, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(CandidateScore).order_by(CandidateScore.number))
    return {row.title: (row.score, row.evidence) for row in rows}


def test_a_matrix_shows_each_cell_that_would_change_and_takes_it_in(make, compared):
    answer = look(make, compared, "Criterion\tNorth Suite\tHalf Seen\nFit\t5\t4.5\nUsability\t\t3 – tried on a phone\n")
    # Fit: North stays 5, Half Seen 5 becomes 4.5; Usability: North is left as it is, Half Seen is new
    assert counts(answer) == ["1", "1", "1", "0"]
    assert said(answer) == [
        "2 Half Seen · Fit Changed Score: 5 → 4.5",
        "3 Half Seen · Usability New",
    ]
    done = accept(make, compared, answer)
    assert (done.status, done.location) == (303, f"{compared['base']}/diagnosis/selection")
    assert scores()["Half Seen · Fit"] == (4.5, "Seen.")
    assert scores()["Half Seen · Usability"] == (3, "tried on a phone")
    assert scores()["North Suite · Usability"] == (2.2, "Seen.")


@pytest.mark.parametrize(
    "table",
    [
        "Candidate\tFit\tUsability\nHalf Seen\t5\t4\n",
        "标准\tHalf Seen\tEast CRM\nUsability\t４\t\n",
        "\tCA-4\nSC-2\t4/5\n",
        "Criterion,Weight,Half Seen,Total\nUsability,40,4,4\nTotal,,9,\n",
    ],
)
def test_it_is_read_whichever_way_round_and_however_it_is_headed(make, compared, table):
    answer = look(make, compared, table, **{"all-evidence": "Shown in May"})
    assert counts(answer)[0] == "1"
    assert counts(answer)[3] == "0"
    accept(make, compared, answer)
    assert scores()["Half Seen · Usability"] == (4, "Shown in May")


def test_words_for_scores_are_asked_about_once_and_kept(make, compared):
    table = "Criterion\tNorth Suite\tHalf Seen\tEvidence\nUsability\thigh\t高 – seen\tTried\n"
    first = look(make, compared, table)
    assert counts(first) == ["0", "0", "0", "2"]
    assert "What does “high” mean in “Score”? 1 line has it." in first.text
    said = {"word-0": "high", "word-0-in": "score", "word-0-means": "4"}
    said |= {"word-1": "高 – seen", "word-1-in": "score", "word-1-means": "5"}
    accept(make, compared, look(make, compared, table, **said))
    assert scores()["North Suite · Usability"] == (4, "Tried")


def test_new_scores_need_what_proves_them_and_it_can_be_said_once_for_all(make, compared):
    answer = look(make, compared, "Criterion\tHalf Seen\nUsability\t4\n")
    assert counts(answer) == ["0", "0", "0", "1"]
    assert "Evidence: Please fill this in." in answer.text
    form = answer.page.select("form[action$='/sheet']")[1]
    assert form.select_one("input[name=all-evidence]")
    cells = form.textarea.get_text().removeprefix("\n")
    again = look(make, compared, cells, **{"all-evidence": "Shown in May"})
    assert counts(again) == ["1", "0", "0", "0"]


def test_the_evidence_of_a_line_holds_for_its_scores_and_that_of_a_cell_goes_before(make, compared):
    table = "Criterion\tNorth Suite\tHalf Seen\tEvidence\tJudged by\nUsability\t3\t2 (asked)\tTried by two\tKim\n"
    accept(make, compared, look(make, compared, table))
    assert scores()["North Suite · Usability"] == (3, "Tried by two")
    assert scores()["Half Seen · Usability"] == (2, "asked")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "Criterion\tHalf Seen\nUsability\t6 – x\n",
            "Score: “6” is not on the scale from 0 to 5: 0 not at all, 1 hardly",
        ),
        ("Criterion\tHalf Seen\nUsability\tgood\n", "Score: “good” is not on the scale from 0 to 5"),
        ("Criterion\tHalf Seen\nBeauty\t3\n", "“Beauty” is not in the register “Selection criteria”."),
        ("Criterion\tNorth Suite\nFit\t4\nFit\t3\n", "This criterion stands in the table twice."),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_the_reason(make, compared, table, sentence):
    answer = look(make, compared, table)
    assert counts(answer)[3] == "1"
    assert sentence in answer.text


def test_a_candidate_or_criterion_that_is_not_there_is_told_with_the_way_to_its_register(make, compared):
    answer = look(make, compared, "Criterion\tNorth Suite\tNobody’s\nFit\t4\t3\nBeauty\t1\t1\n")
    assert "Not in the register “Candidate systems” yet: Nobody’s." in answer.text
    assert "Not in the register “Selection criteria” yet: Beauty." in answer.text
    assert answer.page.select_one("a[href$='/records/diagnosis/candidates/sheet']")
    # the score of a candidate that is not there is not dropped: its line comes back
    assert "2 Nobody’s · Fit Refused “Nobody’s” is not in the register “Candidate systems”." in said(answer)


def test_a_cell_that_several_people_scored_is_not_written_over(make, compared):
    fit = db.session.scalars(select(SelectionCriterion).where(SelectionCriterion.number == 1)).one()
    north = compared["candidates"][0]
    make.add(
        CandidateScore(
            project_id=compared["project"].id, number=950, candidate_id=north.id, criterion_id=fit.id, score=4,
            evidence="Seen.",
        )
    )  # fmt: skip
    same = look(make, compared, "Criterion\tNorth Suite\nFit\t4.5\n")  # (5 + 4) / 2
    assert counts(same) == ["0", "0", "0", "0"]
    other = look(make, compared, "Criterion\tNorth Suite\nFit\t2\n")
    assert "2 people scored this cell, the mean is 4.5" in other.text


def test_refused_lines_of_a_matrix_come_back_as_a_matrix(make, compared):
    answer = look(make, compared, "Criterion\tNorth Suite\tHalf Seen\nFit\t4\t\nUsability\t3\t9 – x\n")
    after = accept(make, compared, answer)
    (kept,) = db.session.scalars(select(RefusedTable))
    assert kept.cells == [
        ["Criterion", "North Suite", "Half Seen", "Why it was refused"],
        ["Usability", "3", "9 – x", f"Half Seen · Usability – Score: “9” is not on the scale from 0 to 5: {LEVELS}."],
    ]
    page = make.browser(compared["lead"]).get(after.location)
    assert page.page.select_one("textarea#cells").get_text().startswith("\nCriterion\tNorth Suite") or (
        page.page.select_one("textarea#cells").get_text().startswith("Criterion\tNorth Suite")
    )
    # the cells of the line that were taken in are the same when it is sent again
    assert scores()["North Suite · Usability"][0] == 3
    assert counts(look(make, compared, page.page.select_one("textarea#cells").get_text().lstrip("\n"))) == [
        "0", "0", "1", "1",
    ]  # fmt: skip


def test_the_workbook_comes_back_as_it_went_out(make, compared):
    browser = make.browser(compared["lead"])
    data = browser.get(f"{compared['base']}/diagnosis/selection/template.xlsx").response.data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["Criterion", "Weight", "North Suite", "East CRM", "Dear One", "Half Seen"],
        ["Fit", 60, 5, 3, 5, 5],
        ["Usability", 40, 2.2, 4.5, 5, ""],
    ]
    answer = browser.post(
        f"{compared['base']}/diagnosis/selection/sheet", {"cells": "", "file": (io.BytesIO(data), "selection.xlsx")}
    )
    assert counts(answer) == ["0", "0", "7", "0"]


def test_without_a_table_there_is_a_sentence(make, compared):
    answer = look(make, compared)
    assert answer.status == 422
    assert "There is no table here." in answer.text


def test_clients_who_only_read_cannot_bring_a_matrix(make, compared):
    browser = make.browser(compared["member"])
    assert browser.get(f"{compared['base']}/diagnosis/selection/sheet").status == 403
    assert "Paste or upload" not in browser.get(f"{compared['base']}/diagnosis/selection").text
