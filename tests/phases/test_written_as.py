"""How a file writes dates and numbers, as people say it."""

import pytest

from phases.model import MethodError
from phases.quality import parse
from phases.written_as import date_form, has_decimal_comma, has_decimal_point


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("DD.MM.YYYY", "%d.%m.%Y"), ("TT.MM.JJJJ", "%d.%m.%Y"), ("mm/dd/yyyy", "%m/%d/%Y"), ("d.m.yy", "%d.%m.%y"),
        ("dd.mm.yyyy hh:mm", "%d.%m.%Y %H:%M"), ("%d %b %Y", "%d %b %Y"), ("[0-9]{2}.[0-9]{2}", ""), ("dd.dd.yyyy", ""),
        ("C[0-9]{6}", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_date_is_said_by_its_parts(text, form):
    assert date_form(text) == form


def test_a_number_is_said_by_an_example():
    assert [has_decimal_comma(one) for one in ("1.234,56", "0,00", "12,5", "1,234.56", "[0-9,]+")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert has_decimal_point("1,234.56")
    assert not has_decimal_point("1.234,56")


def test_rules_that_say_no_way_of_writing_are_refused_with_a_sentence():
    with pytest.raises(MethodError, match="says of no Number how it is written"):
        parse({"fields": {"sum": {"type": "number", "format": "with commas"}}})
    assert parse({"fields": {"day": {"type": "date", "format": "DD.MM.YYYY"}}}).fields[0].format == "%d.%m.%Y"
