"""The grammar of the rules of data quality, and how figures are counted."""

import pytest

from phases.model import MethodError
from phases.quality import Count, FieldRule, Reference, Rules, accuracy, parse, title_of

WHOLE = {
    "fields": {
        "email": {"mandatory": True, "type": "email"},
        "status": {"codes": ["01", "02"]},
        "opened": {"type": "date", "format": "%d.%m.%Y"},
    },
    "keys": {"exact": ["no"], "fuzzy": ["name", "phone"]},
    "references": {"owner_id": "users.id", "group": {"file": "groups.v2", "column": "id"}},
    "currentness": {"column": "updated", "days": 365},
    "empty": {"whitespace": False, "words": ["N/A", "无"]},
}


def test_all_parts_of_the_rules_are_understood():
    assert parse(WHOLE) == Rules(
        fields=(
            FieldRule("email", mandatory=True, type="email"),
            FieldRule("status", codes=("01", "02")),
            FieldRule("opened", type="date", format="%d.%m.%Y"),
        ),
        exact=("no",),
        fuzzy=("name", "phone"),
        references=(Reference("owner_id", "users", "id"), Reference("group", "groups.v2", "id")),
        date_column="updated",
        age_days=365,
        whitespace=False,
        empty_words=("N/A", "无"),
    )


def test_rules_that_are_written_down_are_read_back_the_same():
    assert parse(parse(WHOLE).data) == parse(WHOLE)


def test_without_a_word_about_emptiness_white_space_is_empty_and_no_word_is():
    rules = parse({"fields": {"a": {"mandatory": True}}})
    assert (rules.whitespace, rules.empty_words) == (True, ())
    assert parse({"fields": {"a": None}, "empty": ["-", "无"]}).empty_words == ("-", "无")


AGE = "“currentness” needs the column of the date and the allowed age in days: {column: updated, days: 365}."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "The rules name no column: they need at least one of fields, keys, references and currentness."),
        ([1], "The rules must be a mapping of names to values."),
        (
            {"feilds": {}},
            "The rules cannot have “feilds”; known are fields, keys, references, currentness, empty, overview.",
        ),
        (
            {"fields": {"a": {"kind": "x"}}},
            "fields.a cannot have “kind”; known are mandatory, type, pattern, codes, format.",
        ),
        (
            {"fields": {"a": {"type": "colour"}}},
            "fields.a: “colour” is no type; known are text, whole, number, date, time, yes-no, email, phone.",
        ),
        ({"fields": {"a": {"mandatory": "maybe"}}}, "fields.a: “mandatory” is true or false."),
        ({"fields": {"a": {"codes": {"x": 1}}}}, "fields.a.codes must be a name or a list of names."),
        ({"references": {"a": "users"}}, "references.a must look like users.id, or like {file: users, column: id}."),
        ({"currentness": {"column": "d"}}, AGE),
        ({"currentness": {"column": "d", "days": 0}}, AGE),
        ({"keys": {"exact": ["a"]}, "empty": {"whitespace": "no"}}, "empty.whitespace is true or false."),
    ],
)
def test_rules_that_say_nothing_usable_are_refused_with_a_sentence(data, sentence):
    with pytest.raises(MethodError) as refused:
        parse(data)
    assert refused.value.sentence.en == sentence
    assert refused.value.sentence.zh != sentence


def test_nothing_to_count_is_not_measured():
    assert Count("validity", 0, 0).value is None
    assert Count("validity", 1, 4).value == 0.25


def test_a_figure_knows_its_dimension():
    assert (Count("completeness.email", 1, 1).dimension, Count("completeness.email", 1, 1).overall) == (
        "completeness",
        False,
    )
    assert (Count("uniqueness.fuzzy", 1, 1).dimension, Count("uniqueness.fuzzy", 1, 1).overall) == (
        "uniqueness.fuzzy",
        True,
    )
    assert title_of("validity.A.B").en == "A.B"


def test_accuracy_leaves_out_what_nobody_knows_and_has_wilsons_interval():
    # By hand for 9 of 10: (0.9 + 0.19207 ± 1.95996·√(0.009 + 0.0096036)) / 1.38415
    count, interval = accuracy(["right"] * 9 + ["wrong"] + ["unknown"] * 3)
    assert (count.numerator, count.denominator) == (9, 10)
    assert interval == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))
    assert accuracy(["unknown"]) == (Count("accuracy", 0, 0), None)
