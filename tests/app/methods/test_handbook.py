"""The handbook: everything the edition says, in the reader's language, for everybody who signs in."""

import pytest
from flask import Flask

from phases import PHASES
from phases.edition import current_edition
from phases.evaluation import scheme
from tests.conftest import Make

PAGES = ("/method", "/method/glossary", "/method/roles", "/method/indicators", *(f"/method/{p.word}" for p in PHASES))


@pytest.mark.parametrize("url", PAGES)
def test_people_of_both_sides_read_it(app: Flask, make: Make, url: str) -> None:
    client = make.client()
    for user in (make.user("consultant"), make.user("client-member", client)):
        assert make.browser(user).get(url).status == 200
    assert make.browser().get(url).location.startswith("/sign-in")


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.word)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_phase_shows_all_its_questions_and_deliverables(app: Flask, make: Make, phase: object, language: str) -> None:
    content = current_edition().phases[phase.word]  # type: ignore[attr-defined]
    page = make.browser(make.user("lead", language=language)).get(f"/method/{content.word}").page
    words = " ".join(page.get_text(" ").split())
    for item in content.items.values():
        place = page.find(id=item.id)
        assert place is not None, item.id
        for text in (item.question, item.why, item.evidence):
            assert " ".join(text.in_(language).split()) in " ".join(place.get_text(" ").split())
    for deliverable in content.deliverables.values():
        assert page.find(id=deliverable.id) is not None
    for activity in content.activities:
        assert " ".join(activity.in_(language).split()) in words


def test_the_contents_count_what_the_edition_holds(app: Flask, make: Make) -> None:
    page = make.browser(make.user("lead")).get("/method").page
    shown = [[int(dd.get_text().split()[0]) for dd in line.select("dd")] for line in page.select(".contents > li")]
    edition = current_edition()
    contents = [edition.phases[phase.word] for phase in PHASES]
    assert shown == [
        [
            len(c.items),
            len([i for i in c.items.values() if i.mandatory]),
            len(c.deliverables),
            edition.durations[c.word],
        ]
        for c in contents
    ]


def test_the_glossary_has_every_term_under_its_anchor(app: Flask, make: Make) -> None:
    page = make.browser(make.user("lead")).get("/method/glossary").page
    assert [str(term["id"]) for term in page.select(".terms dt")] == list(current_edition().glossary)


@pytest.mark.parametrize("words", ["waiver", "豁免", "WAIVER reason"])
def test_the_glossary_is_searched_in_both_languages(app: Flask, make: Make, words: str) -> None:
    page = make.browser(make.user("lead")).get("/method/glossary", query_string={"q": words}).page
    found = [str(term["id"]) for term in page.select(".terms dt")]
    assert "waiver" in found
    assert len(found) < 20


def test_a_search_without_result_says_so(app: Flask, make: Make) -> None:
    assert "No term holds these words" in make.browser(make.user("lead")).get("/method/glossary?q=zeppelin").text


def test_every_role_has_its_sentence(app: Flask, make: Make) -> None:
    text = make.browser(make.user("lead", language="zh")).get("/method/roles").text
    for role in current_edition().roles.values():
        assert role.sentence.zh in text


def test_every_indicator_has_formula_and_bands(app: Flask, make: Make) -> None:
    page = make.browser(make.user("lead")).get("/method/indicators").page
    for key, definition in scheme.load().definitions.items():
        place = page.find(id=key)
        assert place is not None, key
        assert definition.formula.en in " ".join(place.get_text(" ").split())
    share = page.find(id="breadth.active-share")
    assert share is not None
    assert [badge.get_text(strip=True) for badge in share.select(".bands .badge")] == ["from 80%", "from 50%"]
    dormant = page.find(id="breadth.dormant")
    assert dormant is not None
    assert [badge.get_text(strip=True) for badge in dormant.select(".bands .badge")] == ["up to 15%", "up to 30%"]


def test_an_unknown_phase_is_not_there(app: Flask, make: Make) -> None:
    assert make.browser(make.user("lead")).get("/method/no-such-phase").status == 404
