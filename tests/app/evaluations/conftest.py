"""A project with its people, a small usage log computed by hand, and a way to compute rounds from it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.clock import now
from app.database import db
from app.evaluations.actions import open_round
from app.evaluations.actions_criteria import Agreement, add_criterion
from app.evaluations.actions_findings import add_finding
from app.evaluations.actions_rectification import add_action
from app.models import Criterion, CrmFunction, Finding, LicensedUser, Rectification, Round, UsageSource
from app.transactions import transaction
from app.usage.importing_now import take_log
from tests.conftest import Make

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 28)


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """One project; .lead .consultant .sponsor .pm .member are its people, .base its address, .round an open round."""
    client = make.client()
    people = {
        "lead": make.user("lead", name="Lena Lead"),
        "consultant": make.user("consultant", name="Carl Consultant"),
        "sponsor": make.user("sponsor", client, name="Su Sponsor"),
        "pm": make.user("client-pm", client, name="Pia Manager"),
        "member": make.user("client-member", client, name="Max Member"),
    }
    project = make.project(client, go_live=date(2026, 6, 30))
    for person in people.values():
        make.member(project, person)
    with transaction():
        round_ = open_round(project=project, from_date=FIRST, to_date=LAST, by=people["lead"].id)
    return SimpleNamespace(
        project=project, client=client, base=f"/projects/{project.key}", round=round_,
        url=f"/projects/{project.key}/rounds/1", **people,
    )  # fmt: skip


@pytest.fixture
def criterion(house: SimpleNamespace) -> Callable[..., Criterion]:
    """Agree a complete criterion: response time, from 48 hours down to 24."""

    def agree(**values: Any) -> Criterion:
        given = {
            "name": "Response time", "unit": "hours", "direction": "down", "baseline": 48.0,
            "baseline_date": date(2025, 12, 31), "baseline_source": "Service desk", "target": 24.0,
            "target_date": date(2099, 12, 31), "owner": house.pm.key, "how_measured": "Median of all tickets",
            "baseline_from": date(2025, 7, 1), "baseline_to": date(2025, 7, 28),
        }  # fmt: skip
        with transaction():
            return add_criterion(project=house.project, agreement=Agreement(**{**given, **values}), by=house.lead.id)

    return agree


@pytest.fixture
def finding(house: SimpleNamespace) -> Callable[..., Finding]:
    """Write down a finding about the active share."""

    def find(round_: Round | None = None, **values: Any) -> Finding:
        given = {
            "title": "Few sign in",
            "dimension": "breadth",
            "severity": "high",
            "indicator": "breadth.active-share",
        }
        with transaction():
            return add_finding(
                project=house.project, round_=round_ or house.round, by=house.lead.id, **{**given, **values}
            )

    return find


@pytest.fixture
def action(house: SimpleNamespace, finding: Callable[..., Finding]) -> Callable[..., Rectification]:
    """Propose an action that the client's project manager owns."""

    def propose(of: Finding | None = None, round_: Round | None = None, **values: Any) -> Rectification:
        of = of or finding(round_)
        given = {
            "title": "Weekly coaching", "owner": house.pm.key, "due": date(2026, 9, 30),
            "expected_indicator": "breadth.active-share", "expected_change": 0.1,
        }  # fmt: skip
        with transaction():
            return add_action(
                project=house.project, round_=round_ or house.round, finding=of, by=house.lead.id, **{**given, **values}
            )

    return propose


@pytest.fixture
def closed(house: SimpleNamespace) -> Callable[[], None]:
    """Close the round as the database sees it, without a computation."""

    def close() -> None:
        with transaction():
            row = db.session.get_one(Round, house.round.id)
            row.state, row.closed_at = "closed", now()
        db.session.expire_all()

    return close


@pytest.fixture
def people_and_functions(house: SimpleNamespace, make: Make) -> None:
    """Six licensed users in two departments, and two functions in scope."""
    rows = [
        ("anna", "sales rep", "Sales"), ("ben", "sales rep", "Sales"), ("cai", "sales rep", "Sales"),
        ("dora", "sales rep", "Sales"), ("emil", "sales rep", "Sales"), ("fang", "agent", "Service"),
    ]  # fmt: skip
    in_project = {"project_id": house.project.id}
    make.add(*(LicensedUser(**in_project, user=user, role=role, department=name) for user, role, name in rows))
    make.add(
        CrmFunction(**in_project, function="customers", area="Sales"),
        CrmFunction(**in_project, function="forecast", area="Sales", advanced=True),
    )


@pytest.fixture
def log(house: SimpleNamespace, make: Make, tmp_path: Path) -> Callable[..., UsageSource]:
    """Take in a usage log given as rows `user,function,time`, as an upload would leave it."""

    def take_in(*rows: str) -> UsageSource:
        path = tmp_path / f"log-{len(rows)}.csv"
        path.write_text("\n".join(["user,function,time", *rows]), encoding="utf-8")
        wanted = {"user": "user", "function": "function", "time": "time"}
        return take_log(project=house.project, path=path, wanted=wanted, by=house.lead.id).source

    return take_in
