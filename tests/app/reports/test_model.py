"""A Report refuses what could be more than words; its chapters keep the order of their kind."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.reports.catalogue import EVALUATION, KINDS, PHASE_CLOSING, assemble
from app.reports.model import Column, Prose, Section, Table
from tests.app.reports.report_samples import report


@pytest.mark.parametrize(
    "logo", ["http://127.0.0.1/x.png", "data:image/svg+xml;base64,AAAA", 'data:image/png;base64,A"x']
)
def test_a_logo_that_is_not_a_picture_inside_is_refused(logo):
    with pytest.raises(ValueError, match="PNG or JPEG"):
        replace(report("evaluation", "en"), logo=logo)


@pytest.mark.parametrize("accent", ["red", "#123", "#123456;x"])
def test_an_accent_that_is_not_a_colour_is_refused(accent):
    with pytest.raises(ValueError, match="is not a colour"):
        replace(report("evaluation", "en"), accent=accent)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        replace(report("evaluation", "en"), moment=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_row_of_another_length_than_its_head_is_refused():
    with pytest.raises(ValueError, match="does not have 2 cells"):
        Table("t", (Column("a"), Column("b")), (("1",),))


def test_a_key_that_is_no_address_is_refused():
    with pytest.raises(ValueError, match="is not a key"):
        Section('x" onclick="', "1", "t", ())


def test_chapters_keep_their_order_and_only_those_with_content_are_numbered():
    blocks = {"evidence": (Prose("e"),), "gate": (Prose("g"),), "course": (Prose("c"),)}
    made = assemble(PHASE_CLOSING, blocks, {"raid": "mine"}, "en")
    assert [(section.number, section.key) for section in made] == [
        ("1", "course"),
        ("2", "raid"),
        ("3", "gate"),
        ("A", "evidence"),
    ]
    assert made[1].blocks[0].html == "<p>mine</p>\n"


def test_the_consultants_words_close_their_chapter():
    (section,) = assemble(PHASE_CLOSING, {"course": (Prose("c"),)}, {"course": "mine", "raid": "  "}, "zh")
    assert [block.kind for block in section.blocks] == ["prose", "own_text"]
    assert section.title == "阶段目的与过程"


def test_a_chapter_that_the_kind_does_not_have_is_refused():
    with pytest.raises(LookupError, match="no chapter “breadth”"):
        assemble(PHASE_CLOSING, {"breadth": ()}, {}, "en")


def test_places_for_own_text_are_those_of_the_chapters_after_the_summary():
    assert list(PHASE_CLOSING.places) == ["summary", "course", "checklist", "records", "readiness", "raid", "outlook"]
    assert list(EVALUATION.places) == ["summary", "scores", "breadth", "depth", "effect", "findings"]
    assert all(prompt.en and prompt.zh for kind in KINDS.values() for prompt in kind.places.values())
