"""P05: a frozen report gives the same report back, the same digest and the same page."""

import json
from dataclasses import replace

import pytest

from app.reports.model import Chart, OwnText
from app.reports.pages import to_html
from app.reports.samples import SAMPLES
from app.reports.snapshot import digest, frozen, thawed
from tests.app.reports.report_samples import environment, report


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_was_frozen_thaws_to_an_equal_report_that_draws_the_same_page(kind):
    made = report(kind, "zh")
    again = thawed(frozen(made))
    assert again == made
    assert frozen(again) == frozen(made)
    assert to_html(again, environment("zh")) == to_html(made, environment("zh"))


def test_the_digest_changes_with_one_letter():
    made = report("evaluation", "en")
    assert digest(made) == digest(replace(made))
    assert digest(made) != digest(replace(made, client=made.client + "."))
    assert len(digest(made)) == 64


def test_the_snapshot_is_plain_json_with_its_keys_in_order():
    text = frozen(report("evaluation", "zh"))
    assert text.startswith('{"accent":"#1f5673"')
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"is":"Prose","text":"x"}', '{"is":"Nobody"}', '{"is":"Prose"}', "not json"]
)
def test_what_is_no_snapshot_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 (json's own error is one)
        thawed(text)


def test_html_that_was_slipped_into_the_store_is_cleaned_again():
    made = report("phase-closing", "en")
    slipped = frozen(made).replace("<strong>one cause", "<img src=x><strong>one cause")
    text = thawed(slipped).summary.own_text
    assert isinstance(text, OwnText)
    assert "<img" not in text.html
    assert "<strong>one cause" in text.html


def test_what_a_class_got_later_does_not_change_the_digest_of_what_was_frozen_before():
    """Neither a chart's heading nor a drawing's cuts are written down where they are as they always were."""
    text = frozen(report("evaluation", "en"))
    assert '"titled"' not in text
    assert '"cuts":[]' not in text
    (section,) = [one for one in report("evaluation", "en").sections if one.key == "breadth"]
    chart = next(block for block in section.blocks if isinstance(block, Chart))
    bare = replace(report("evaluation", "en"), sections=(replace(section, blocks=(replace(chart, titled=False),)),))
    assert '"titled":false' in frozen(bare)
    assert thawed(frozen(bare)) == bare
