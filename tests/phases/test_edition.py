"""An edition is read whole or refused with everything that is wrong, file and item by name."""

import copy
from datetime import date
from pathlib import Path

import pytest
import yaml

from phases import PHASES
from phases.comparison import Change, Comparison, compare
from phases.edition import Edition, EditionError, current_edition, editions, load
from phases.model import Group, Item, Text
from phases.order import ORDER


def both(words: str) -> dict[str, str]:
    return {"en": words, "zh": f"{words}（中）"}


def phase_file(word: str) -> dict:
    return {
        "phase": word,
        "title": both(word),
        "purpose": both("Purpose"),
        "activities": [both("Meet")],
        "deliverables": [{"id": f"{word}.charter", "title": both("Charter"), "about": both("Why"), "mandatory": True}],
        "groups": [{"id": "team", "title": both("Team")}],
        "items": [
            {
                "id": f"{word}.sponsor-named",
                "group": "team",
                "question": both("Is the sponsor named?"),
                "why": both("Nobody else can sign."),
                "evidence": both("The letter"),
                "owner": "lead",
                "mandatory": True,
                "evidence_required": False,
            }
        ],
    }


def needed_limits() -> dict:
    """What the gates ask for, each figure 3; and one of the warnings."""
    return {phase.word: dict.fromkeys(phase.needs, 3) for phase in PHASES} | {"warnings": {"slipping": 10}}


def sample() -> dict:
    """The files of a small, right edition by name."""
    return {
        **{word: phase_file(word) for word in ORDER},
        "edition": {
            "key": "2026.1",
            "title": both("First"),
            "limits": needed_limits(),
            "durations": dict.fromkeys(ORDER, 10),
            "deadlines": {"condition_days": 14},
        },
        "glossary": {"terms": [{"id": "gate", "term": both("Gate"), "definition": both("A decision")}]},
        "roles": [{"key": "lead", "side": "firm", "title": both("Lead"), "sentence": both("Leads.")}],
    }


def write(folder: Path, files: dict) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


def problems(folder: Path, files: dict) -> tuple[str, ...]:
    with pytest.raises(EditionError) as refused:
        load(write(folder / "checklists", files))
    return refused.value.problems


def test_a_right_edition_is_read_whole(tmp_path):
    edition = load(write(tmp_path, sample()))
    assert (edition.key, edition.title) == ("2026.1", Text("First", "First（中）"))
    assert list(edition.phases) == list(ORDER)
    assert edition.phases["review"].groups == {"team": Group("team", Text("Team", "Team（中）"))}
    assert edition.phases["review"].activities == (Text("Meet", "Meet（中）"),)
    assert edition.item("review.sponsor-named") == Item(
        id="review.sponsor-named",
        phase="review",
        group="team",
        question=Text("Is the sponsor named?", "Is the sponsor named?（中）"),
        why=Text("Nobody else can sign.", "Nobody else can sign.（中）"),
        evidence=Text("The letter", "The letter（中）"),
        owner="lead",
        mandatory=True,
        evidence_required=False,
    )
    assert edition.deliverable("golive.charter").mandatory
    assert edition.limits["concept"]["criteria"] == 3
    assert edition.limits["warnings"]["slipping"] == 10
    assert (edition.durations["training"], edition.deadlines["condition_days"]) == (10, 14)
    assert edition.glossary["gate"].definition.en == "A decision"
    assert edition.roles["lead"].side == "firm"


def test_an_edition_is_read_once(tmp_path):
    write(tmp_path, sample())
    assert load(tmp_path) is load(tmp_path)


def test_an_edition_cannot_be_changed(tmp_path):
    edition = load(write(tmp_path, sample()))
    with pytest.raises(TypeError):
        edition.phases["review"].items["x"] = None
    with pytest.raises(AttributeError):
        edition.key = "x"


def test_an_unknown_item_is_a_lookup_error(tmp_path):
    edition = load(write(tmp_path, sample()))
    for id in ("review.gone", "project-own-item"):
        with pytest.raises(LookupError):
            edition.item(id)


def wrong_item(**values) -> dict:
    files = sample()
    files["review"]["items"][0] |= values
    return files


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"question": {"en": "Only English"}}, "“question.zh” is missing or empty"),
        ({"why": "plain"}, "“why” is missing or not of the form {en: …, zh: …}"),
        ({"owner": "boss"}, "“boss” is not a role; the roles are lead"),
        ({"group": "nowhere"}, "there is no group “nowhere” in this file"),
        ({"mandatory": "perhaps"}, "“mandatory” should be true or false"),
        ({"evidence_needed": True}, "“evidence_needed” is not known here"),
    ],
)
def test_a_wrong_item_is_named_with_its_file(tmp_path, values, problem):
    assert problems(tmp_path, wrong_item(**values)) == (
        f"checklists/review.yaml, item review.sponsor-named: {problem}.",
    )


def test_an_id_begins_with_its_phase(tmp_path):
    assert problems(tmp_path, wrong_item(id="concept.x")) == (
        "checklists/review.yaml, item concept.x: the id should begin with “review.”.",
    )


def test_an_id_appears_once(tmp_path):
    files = sample()
    files["golive"]["deliverables"] *= 2
    assert problems(tmp_path, files) == ("checklists/golive.yaml: the id “golive.charter” appears twice.",)


def test_a_file_of_another_phase_is_noticed(tmp_path):
    files = sample()
    files["golive"]["phase"] = "go-live"
    assert problems(tmp_path, files) == ("checklists/golive.yaml: “phase” should be “golive”.",)


def test_a_missing_file_is_named(tmp_path):
    files = sample()
    del files["training"]
    assert problems(tmp_path, files) == ("checklists/training.yaml: the file is missing.",)


def test_broken_yaml_is_named_with_its_line(tmp_path):
    folder = write(tmp_path / "checklists", sample())
    (folder / "review.yaml").write_text("phase: [review\ntitle: x")
    with pytest.raises(EditionError, match=r"checklists/review.yaml: this is not YAML: .*line 2"):
        load(folder)


def test_a_limit_that_a_gate_needs_must_be_there(tmp_path):
    files = sample()
    del files["edition"]["limits"]["concept"]["criteria"]
    assert problems(tmp_path, files) == (
        "checklists/edition.yaml, limits: the gate of “concept” needs the figure “criteria”.",
    )


@pytest.mark.parametrize("days", [0, 2.5, -1])
def test_durations_are_whole_days(tmp_path, days):
    files = sample()
    files["edition"]["durations"]["review"] = days
    assert problems(tmp_path, files) == (
        "checklists/edition.yaml: “durations.review” should be a whole number of days, at least 1.",
    )


def test_figures_are_numbers_and_every_phase_has_a_duration(tmp_path):
    files = sample()
    files["edition"]["durations"]["review"] = "ten"
    del files["edition"]["durations"]["golive"]
    assert problems(tmp_path, files) == (
        "checklists/edition.yaml: “durations.review” should be a number.",
        "checklists/edition.yaml: “durations.review” is missing.",
        "checklists/edition.yaml: “durations.golive” is missing.",
    )


def test_all_problems_are_told_at_once(tmp_path):
    files = wrong_item(owner="boss")
    files["glossary"]["terms"][0]["term"] = None
    assert len(problems(tmp_path, files)) == 2


def test_earlier_editions_live_in_folders_of_the_current_one(tmp_path):
    files = sample()
    write(tmp_path, files)
    files["edition"]["key"] = "2025.1"
    write(tmp_path / "2025.1", files)
    assert list(editions(tmp_path)) == ["2026.1", "2025.1"]
    assert current_edition(folder=tmp_path).key == "2026.1"
    assert current_edition("2025.1", folder=tmp_path).key == "2025.1"
    with pytest.raises(LookupError, match=r"no edition “2024.1”; there are 2026.1, 2025.1"):
        current_edition("2024.1", folder=tmp_path)


def test_two_editions_of_one_key_are_refused(tmp_path):
    write(tmp_path, sample())
    write(tmp_path / "old", sample())
    with pytest.raises(EditionError, match=r"old/edition.yaml: another edition has the key “2026.1” already"):
        editions(tmp_path)


def test_an_edition_compared_with_itself_is_the_same(tmp_path):
    edition = load(write(tmp_path, sample()))
    assert compare(edition, edition).is_same


def test_two_editions_differ_by_what_is_added_changed_and_removed(tmp_path):
    old, new = sample(), copy.deepcopy(sample())
    new["edition"]["limits"]["concept"]["criteria"] = 4
    new["edition"]["durations"]["review"] = 20
    new["review"]["items"][0] |= {"mandatory": False, "why": both("Another why")}
    new["golive"]["items"][0]["id"] = "golive.date-set"
    new["glossary"]["terms"] = []
    assert compare(load(write(tmp_path / "old", old)), load(write(tmp_path / "new", new))) == Comparison(
        added=(Change("item", "golive.date-set"),),
        changed=(
            Change("item", "review.sponsor-named", ("why", "mandatory")),
            Change("limit", "concept.criteria", ("value",)),
            Change("duration", "review", ("value",)),
        ),
        removed=(Change("item", "golive.sponsor-named"), Change("term", "gate")),
    )


@pytest.fixture(scope="module")
def real() -> Edition:
    return load()


def test_the_edition_of_the_product_is_right_and_asks_enough(real):
    assert next(iter(editions())) == real.key
    for content in real.phases.values():
        assert len(content.items) >= 15, content.word
        assert any(item.mandatory for item in content.items.values())
        assert any(kind.mandatory for kind in content.deliverables.values())
        assert {item.group for item in content.items.values()} == set(content.groups)


@pytest.mark.parametrize("phase", PHASES, ids=lambda one: one.word)
def test_gates_of_the_product_find_their_limits(real, phase):
    facts = phase.facts(phase=phase.word, as_of=date(2026, 3, 5), has_sponsor=True, has_lead=True)
    assert isinstance(list(phase.gate(facts, real.limits[phase.word])), list)
    assert real.phases[phase.word].title == phase.title
