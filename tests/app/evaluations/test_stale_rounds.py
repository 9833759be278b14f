"""An open round says what changed since it was computed: files, lists, norms, activities; computed anew: quiet."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from app.database import db
from app.evaluations.actions import close_round
from app.models import CaseActivity, CaseLog, Round, StoredFile, TargetProcess, TargetStep, UsageSource
from app.transactions import transaction
from app.usage.actions import remove_source
from app.usage.importing_now import open_list, take_list
from app.usage.records.actions import set_norms
from app.usage.rounds import compute_now
from tests.conftest import Make

JULY = ("anna,customers,2026-07-01 09:00", "ben,customers,2026-07-02 09:00", "fang,chat,2026-07-28 09:00")
USERS = "user,role,department\nanna,sales rep,Sales\nben,sales rep,Sales\nfang,agent,Service\n"
FUNCTIONS = "function,area\ncustomers,Sales\nforecast,Sales\n"


@pytest.fixture
def computed(house: SimpleNamespace, log: Callable[..., UsageSource], lists: Callable[..., None]) -> SimpleNamespace:
    """The round of July, computed from a log and two lists."""
    log(*JULY)
    lists("users", USERS)
    lists("functions", FUNCTIONS)
    again(house)
    return house


@pytest.fixture
def lists(house: SimpleNamespace, tmp_path: Path) -> Callable[..., None]:
    """Take a list over."""

    def take(kind: str, content: str) -> None:
        path = tmp_path / f"{kind}.csv"
        path.write_text(content, encoding="utf-8")
        take_list(project=house.project, file=open_list(house.project, kind, path), by=house.lead.id)

    return take


def again(house: SimpleNamespace) -> None:
    with transaction():
        round_ = db.session.get_one(Round, house.round.id)
    compute_now(project=house.project, round_=round_, by=house.lead.id)


def said(make: Make, house: SimpleNamespace, language: str = "en") -> str:
    """What the round's page says about its age; nothing when it is up to date."""
    person = house.lead
    with transaction():
        db.session.merge(person).language = language
    notices = make.browser(person).get(house.url).page.select(".notice")
    texts = [" ".join(one.get_text(" ").split()) for one in notices]
    return next((one for one in texts if "Computed before" in one or "本轮计算之后" in one), "")


def norms(house: SimpleNamespace, **given: float | None) -> None:
    with transaction():
        set_norms(project=house.project, norms={"sales rep": 4.0, **given}, by=house.lead.id)


CHANGES: dict[str, tuple[Callable[..., Any], str]] = {
    "norms": (lambda house, _lists: norms(house), "norms of use"),
    "users": (lambda _house, lists: lists("users", USERS + "dora,agent,Service\n"), "list of users"),
    "functions": (lambda _house, lists: lists("functions", FUNCTIONS + "chat,Service\n"), "functions in scope"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_named_until_the_round_is_computed_again(
    make: Make, computed: SimpleNamespace, lists: Callable[..., None], what: str
) -> None:
    assert said(make, computed) == ""
    act, words = CHANGES[what]
    act(computed, lists)
    assert said(make, computed) == f"Computed before these changed: {words}. Compute again."
    again(computed)
    assert said(make, computed) == ""


def test_several_changes_are_told_together_in_both_languages(
    make: Make, computed: SimpleNamespace, lists: Callable[..., None], log: Callable[..., UsageSource]
) -> None:
    norms(computed)
    lists("users", USERS + "dora,agent,Service\n")
    log("anna,forecast,2026-07-03 09:00")
    expected = "Computed before these changed: usage logs, list of users, norms of use. Compute again."
    assert said(make, computed) == expected
    assert said(make, computed, "zh") == "本轮计算之后，以下内容有变动：使用日志、用户清单、使用强度标准。请重新计算。"


def test_a_norm_taken_back_makes_the_round_right_again(make: Make, computed: SimpleNamespace) -> None:
    norms(computed)
    assert "norms of use" in said(make, computed)
    with transaction():
        set_norms(project=computed.project, norms={"sales rep": None}, by=computed.lead.id)
    assert said(make, computed) == ""


def test_a_log_removed_is_told(make: Make, computed: SimpleNamespace) -> None:
    with transaction():
        source = db.session.scalars(select(UsageSource).where(UsageSource.kind == "events")).one()
        remove_source(project=computed.project, source=source, by=computed.lead.id)
    assert said(make, computed) == "Computed before these changed: usage logs. Compute again."


def test_a_closed_round_is_never_out_of_date(make: Make, computed: SimpleNamespace) -> None:
    with transaction():
        close_round(project=computed.project, round_=db.session.get_one(Round, computed.round.id), by=computed.lead.id)
    norms(computed)
    assert said(make, computed) == ""


def test_a_round_computed_before_this_was_kept_says_nothing_of_it(make: Make, computed: SimpleNamespace) -> None:
    with transaction():
        row = db.session.get_one(Round, computed.round.id)
        db.session.execute(
            update(Round)
            .where(Round.id == row.id)
            .values(facts={key: value for key, value in row.facts.items() if key != "basis"})
        )
    norms(computed)
    assert said(make, computed) == ""


@pytest.fixture
def cases(computed: SimpleNamespace, make: Make) -> SimpleNamespace:
    """A to-be process of two steps with a log of its cases, computed; a second process has steps and no log."""
    in_project = {"project_id": computed.project.id}
    flow = make.add(TargetProcess(**in_project, number=1, name="Quotes"))
    bare = make.add(TargetProcess(**in_project, number=2, name="Orders"))
    made = [
        make.add(TargetStep(**in_project, number=n, place=n, name=name, flow_id=id, change="keep"))
        for n, (name, id) in enumerate((("Record", flow.id), ("Close", flow.id), ("Ship", bare.id)), start=1)
    ]
    with transaction():
        stored = db.session.scalars(select(StoredFile).order_by(StoredFile.id).limit(1)).one()
        db.session.add(
            CaseLog(**in_project, process_key=flow.key, file_id=stored.id, file_name="cases.csv", state="ready")
        )
    computed.flow, computed.bare, computed.steps = flow, bare, made
    return computed


def test_other_activities_and_steps_of_processes_with_cases_count(cases: SimpleNamespace) -> None:
    """The digests themselves: the page is that of the tests above."""
    from app.facts.basis import basis_of

    before = basis_of(cases.project.id)

    def changed(*statements: Any) -> bool:
        with transaction():
            for one in statements:
                db.session.execute(one)
        found = basis_of(cases.project.id)["activities"] != before["activities"]
        db.session.rollback()
        return found

    step, other = cases.steps[1].id, cases.steps[2].id
    assert not changed(update(TargetStep).where(TargetStep.id == other).values(name="Send"))
    assert not changed(update(TargetStep).where(TargetStep.id == step).values(role="Sales"))
    assert changed(update(TargetStep).where(TargetStep.id == step).values(name="End"))
    assert not changed(update(TargetStep).where(TargetStep.id == step).values(name="Close"))
    with transaction():
        db.session.add(
            CaseActivity(
                project_id=cases.project.id, process_key=cases.flow.key, activity="ship", kind="step",
                step_key=cases.steps[1].key,
            )
        )  # fmt: skip
    assert basis_of(cases.project.id)["activities"] != before["activities"]
    assert basis_of(cases.project.id)["norms"] == before["norms"]
