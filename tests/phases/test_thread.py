"""The golden thread: what is reached from a record at both sides, and what hangs loose."""

from phases.thread import STATIONS, Bead, earlier_kind, loose_ends, reached

PROBLEM, STEP, TO_BE = "diagnosis/problems", "review/steps", "solidification/steps"
SETTING, MODULE = "deployment/configuration", "training/modules"


def bead(kind: str, id: int, *, settled: bool = False) -> Bead:
    return Bead(kind, id, f"k{id}", f"{kind} {id}", settled)


JOINTS = (
    ((PROBLEM, 1), (STEP, 10)),
    ((STEP, 10), (TO_BE, 20)),
    ((PROBLEM, 2), (TO_BE, 20)),
    ((TO_BE, 20), (SETTING, 30)),
    ((TO_BE, 21), (SETTING, 31)),
)


def test_from_a_problem_the_thread_leads_to_the_settings_and_from_a_setting_back_to_the_problems():
    assert reached((PROBLEM, 1), JOINTS) == {PROBLEM: {1}, STEP: {10}, TO_BE: {20}, SETTING: {30}}
    assert reached((SETTING, 30), JOINTS) == {SETTING: {30}, TO_BE: {20}, STEP: {10}, PROBLEM: {1, 2}}


def test_the_thread_does_not_turn_round_on_its_way():
    assert PROBLEM in reached((TO_BE, 20), JOINTS)
    assert reached((PROBLEM, 2), JOINTS)[PROBLEM] == {2}


def test_a_record_that_nothing_joins_is_alone_on_its_thread():
    assert reached((MODULE, 5), JOINTS) == {MODULE: {5}}


def test_loose_ends_are_told_at_the_side_where_they_hang():
    beads = [bead(PROBLEM, 1), bead(PROBLEM, 3), bead(TO_BE, 20), bead(TO_BE, 22), bead(SETTING, 32), bead(STEP, 11)]
    found = [(one.bead.end, one.sentence.en) for one in loose_ends(beads, JOINTS)]
    assert found == [
        ((PROBLEM, 3), "No step answers this problem."),
        ((STEP, 11), "No to-be step says what becomes of this step."),
        ((TO_BE, 22), "It replaces no step and answers no problem."),
        ((TO_BE, 22), "Nothing is configured or taught for this step."),
        ((SETTING, 32), "No to-be step asks for this setting."),
    ]


def test_a_problem_set_aside_with_a_reason_needs_no_answer():
    beads = [bead(PROBLEM, 3, settled=True), bead(TO_BE, 20)]
    assert [one.bead.id for one in loose_ends(beads, JOINTS)] == []


def test_nobody_is_asked_what_a_record_leads_to_before_anything_later_exists():
    assert list(loose_ends([bead(PROBLEM, 1), bead(PROBLEM, 2)], ())) == []


def test_every_sentence_is_there_in_both_languages():
    sentences = [one for station in STATIONS for one in (station.title, station.comes_from, station.leads_to) if one]
    assert len(sentences) == 18
    assert all(one.en and one.zh and one.en != one.zh for one in sentences)


def test_joins_run_along_the_thread():
    assert earlier_kind(TO_BE, PROBLEM) == PROBLEM
    assert earlier_kind("concept/meetings", "concept/team") == "concept/meetings"
