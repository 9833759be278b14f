"""Probable duplicates: the same records however they are written, by the same points in small and in large files."""

import pytest

from app.profiling import likeness
from app.profiling.likeness import POINTS, is_near
from tests.app.profiling.conftest import counts

COMPANIES = (
    "name,phone\n"
    "Acme Trading Ltd,+86 138 0000 1111\n"       # 2: as 3 and 4
    "ＡＣＭＥ　Ｔｒａｄｉｎｇ,8613800001111\n"       # 3: full width, no legal form
    " acme  trading ltd. ,13800001111\n"         # 4: case, spaces, punctuation; number without country
    "Acme Trading Ltd,13900002222\n"             # 5: the same name, another number: somebody else
    "上海明远机械有限公司,021-5555 6666\n"            # 6: as 7
    "上海明远机械,02155556666\n"                     # 7
    "上海明辉机械有限公司,021-5555 7777\n"            # 8: another sign and number
    "Müller Söhne GmbH,\n"                       # 9: as 10
    "Muller Sohne,+49 30 1234567\n"              # 10: accents; the other has no number
    "Granit Holding,030 7654321\n"               # 11: as 12, one letter lost
    "Granit Holdng,030 7654321\n"                # 12
    ",\n"                                        # 13: blank, no record
)  # fmt: skip
RULES = {"keys": {"exact": ["name"], "fuzzy": ["name", "phone"]}}


@pytest.fixture(params=["small", "large"])
def any_size(request, monkeypatch):
    """Both ways of finding pairs: each pair of a small file, blocks of a large one."""
    if request.param == "large":
        monkeypatch.setattr(likeness, "SMALL", 1)
    return request.param


def test_variants_of_case_width_space_accent_and_legal_form_are_found(judge, any_size):
    found = judge(COMPANIES, RULES)
    assert counts(found) == {"uniqueness.exact": (9, 11), "uniqueness.fuzzy": (2, 11)}
    groups = {row.row: row.like.get("uniqueness.fuzzy") for row in found.worst if "uniqueness.fuzzy" in row.fails}
    assert groups == {
        2: (3, 4), 3: (2, 4), 4: (2, 3), 6: (7,), 7: (6,), 9: (10,), 10: (9,), 11: (12,), 12: (11,),
    }  # fmt: skip
    assert found.written["method"] == ("pair by pair" if any_size == "small" else "in blocks")


@pytest.mark.parametrize("names", ["Müller|Mueller|Muller", "Parkstraße|Parkstrasse|PARKSTRASSE", "Ærø|Aeroe|Aro"])
def test_an_umlaut_is_the_same_letter_however_it_is_spelt(judge, any_size, names):
    one, other, third = names.split("|")
    found = judge(f"name\n{one}\n{other}\n{third}\nQuite different\n", {"keys": {"fuzzy": ["name"]}})
    groups = {row.row: row.like.get("uniqueness.fuzzy") for row in found.worst if "uniqueness.fuzzy" in row.fails}
    assert groups == {2: (3, 4), 3: (2, 4), 4: (2, 3)}


def test_addresses_of_e_mail_are_not_respelt(judge, any_size):
    found = judge("mail\nsue@firm.de\nsu@firm.de\n", {"keys": {"fuzzy": ["mail"]}})
    assert counts(found)["uniqueness.fuzzy"] == (2, 2)


def test_names_that_differ_by_a_number_are_different(judge, any_size):
    text = "name\n" + "".join(f"Customer number {number}\n" for number in range(60))
    assert counts(judge(text, {"keys": {"fuzzy": ["name"]}}))["uniqueness.fuzzy"] == (60, 60)


def test_the_same_values_are_found_however_many_share_them(judge, any_size):
    text = "name\n" + "Acme\n" * 3000 + "Bolt\n" * 2 + "Cog\n"
    assert counts(judge(text, {"keys": {"fuzzy": ["name"]}}))["uniqueness.fuzzy"] == (1, 3003)


def test_records_without_any_compared_value_are_nobodys_duplicates(judge, any_size):
    text = "name,other\n,1\n,2\n\u3000,3\nN/A,4\nn/a,5\n"
    rules = {"keys": {"exact": ["name"], "fuzzy": ["name"]}, "empty": ["N/A"]}
    assert counts(judge(text, rules)) == {"uniqueness.exact": (5, 5), "uniqueness.fuzzy": (5, 5)}


def test_exact_means_as_it_is_written(judge):
    text = "a,b\n1,x\n1,x\n1,X\n1,x \n2,x\n"
    assert counts(judge(text, {"keys": {"exact": ["a", "b"]}}))["uniqueness.exact"] == (3, 5)


def test_addresses_of_mail_and_numbers_are_the_same_or_different():
    assert not is_near("anna@example.com", "anne@example.com")
    assert is_near("8613800001111", "13800001111")
    assert not is_near("13800001111", "13800001112")
    assert not is_near("123", "23")
    assert not is_near("plant 2", "plant 3")


def test_the_points_are_those_of_the_published_weights():
    assert {"same": pytest.approx(7), "near": pytest.approx(4), "different": pytest.approx(-5.6)} == POINTS


def test_records_left_out_for_the_budget_are_counted_by_key(judge, monkeypatch):
    monkeypatch.setattr(likeness, "SMALL", 1)
    monkeypatch.setattr(likeness, "PAIRS", 8)  # two keys, beginning and end: four pairs each
    many = [f"Granit{end}" for end in ("alpha", "birke", "ceder", "dolde", "eiche")]  # one beginning: ten pairs
    few = ["Boltwerka", "Boltwerkb"]  # one pair
    found = judge("name\n" + "\n".join([*many, *few, "Cogwheel"]) + "\n", {"keys": {"fuzzy": ["name"]}})
    assert found.written["skipped"] == 1
    assert found.written["left_out"] == [["begins", 0, 5]]
    assert found.written["never"] == 5
    # One of the five ends like another record and is compared with that one after all.
    found = judge("name\n" + "\n".join([*many, "Xenitalpha", *few]) + "\n", {"keys": {"fuzzy": ["name"]}})
    assert (found.written["left_out"], found.written["never"]) == ([["begins", 0, 5]], 4)


def test_a_file_within_the_budget_leaves_nothing_out(judge, any_size):
    found = judge(COMPANIES, RULES)
    assert (found.written["left_out"], found.written["never"]) == ([], 0)
