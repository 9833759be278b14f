"""A client with one row of every kind, each carrying a canary, and people of another client who must not see any."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.readiness import find_open
from app.gates.decision import compose
from app.gates.standing import objections_to
from app.models import (
    ApiToken,
    AsIsProcess,
    CaseLog,
    ChecklistItem,
    Client,
    Condition,
    Criterion,
    CutoverTask,
    DataSet,
    Deliverable,
    DeliverableVersion,
    Evidence,
    Finding,
    GateProposal,
    Invitation,
    IssuedReport,
    Job,
    Membership,
    Problem,
    Project,
    RaidEntry,
    Rater,
    RecordFile,
    Rectification,
    RefusedTable,
    Round,
    Session,
    StoredFile,
    Survey,
    TargetProcess,
    ThresholdChange,
    TrainingSession,
    UsageSource,
    User,
    Waiver,
    WarningDismissal,
)
from app.transactions import transaction
from tests.conftest import Make
from tests.data_world import add_run

CANARY = "canary-of-the-first-client-7f3a"
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class World:
    """Project `a` of the first client with `keys` of its rows; `b` of the second; people by role for each."""

    a: Project
    b: Project
    keys: dict[str, str]
    people_a: dict[str, User]
    people_b: dict[str, User]


def build(make: Make) -> World:
    """Make both clients; the second has the same kinds of people and a project of its own."""
    make.firm()
    first, second = make.client(f"A {CANARY}"), make.client("Second Client")
    people_a, a = _people_and_project(make, first, f"Project {CANARY}")
    people_b, b = _people_and_project(make, second, "Other project")
    return World(a, b, _rows(make, a, people_a, first.key), people_a, people_b)


def _people_and_project(make: Make, client: Client, name: str) -> tuple[dict[str, User], Project]:
    tag = CANARY if CANARY in name else "other"
    people = {
        role: make.user(role, None if role in {"lead", "consultant"} else client, name=f"{role} {tag}")
        for role in ("lead", "consultant", "sponsor", "executive", "client-pm", "client-member")
    }
    project = make.project(client, name=name)
    for user in people.values():
        if user.role != "executive":
            make.member(project, user)
    return people, project


def _rows(make: Make, project: Project, people: dict[str, User], client_key: str) -> dict[str, str]:
    item = db.session.scalars(select(ChecklistItem).where(ChecklistItem.project_id == project.id)).first()
    deliverable = db.session.scalars(select(Deliverable).where(Deliverable.project_id == project.id)).first()
    assert item is not None
    assert deliverable is not None
    in_a = {"project_id": project.id}
    file = make.add(StoredFile(digest="a" * 64, size=7, media_type="text/plain"))
    version = make.add(
        DeliverableVersion(
            deliverable_id=deliverable.id, number=1, url=f"https://example.test/{CANARY}", digest="b" * 64,
            author_id=people["lead"].id, note=CANARY, state="review",
        )
    )  # fmt: skip
    evidence = make.add(
        Evidence(**in_a, item_id=item.id, kind="note", title=CANARY, text=CANARY, speaks_of=DAY),
    )
    filed = make.add(
        Evidence(**in_a, item_id=item.id, kind="file", title=CANARY, file_id=file.id, file_name="a", speaks_of=DAY),
    )
    proposal = make.add(
        GateProposal(**in_a, phase="concept", outcome="go", text=CANARY, proposed_by_id=people["lead"].id)
    )
    standing = objections_to(project, "concept", on=DAY)
    with transaction():
        decision = compose(project, proposal, "go", CANARY, standing, [], people["sponsor"].id, now())
        db.session.add(decision)
    condition = make.add(
        Condition(**in_a, decision_id=decision.id, phase="concept", text=CANARY, owner_id=people["lead"].id, due=DAY)
    )
    waiver = make.add(
        Waiver(
            **in_a, phase="concept", blocker="concept.no-sponsor", sentence={"en": CANARY, "zh": CANARY},
            reason=CANARY, expires=DAY, granted_by_id=people["lead"].id,
        )
    )  # fmt: skip
    dismissal = make.add(
        WarningDismissal(
            **in_a, warning="bottom-up", sentence={"en": CANARY, "zh": CANARY}, figures={}, reason=CANARY,
            by_id=people["lead"].id,
        )
    )  # fmt: skip
    entry = make.add(RaidEntry(**in_a, kind="risk", title=CANARY))
    problem = make.add(Problem(**in_a, number=1, statement=CANARY, domain="sales", rejected=CANARY))
    criterion = make.add(Criterion(**in_a, name=CANARY, direction="up"))
    round_ = make.add(Round(**in_a, number=1, from_date=DAY, to_date=DAY + timedelta(days=60)))
    finding = make.add(Finding(round_id=round_.id, title=CANARY, dimension="breadth"))
    action = make.add(
        Rectification(**in_a, finding_id=finding.id, title=CANARY, owner_id=people["client-pm"].id, due=DAY)
    )
    source = make.add(UsageSource(**in_a, kind="events", file_id=file.id, file_name=CANARY))
    records = make.add(RecordFile(**in_a, file_id=file.id, file_name=CANARY))
    token = make.add(ApiToken(**in_a, name=CANARY, digest="d" * 64, hint="wxyz"))
    report = make.add(
        IssuedReport(
            **in_a, number=1, kind="phase-closing", subject="concept", language="en", title=CANARY,
            snapshot={}, snapshot_digest="d" * 64,
        )
    )  # fmt: skip
    job = make.add(Job(kind="report", project_id=project.id, by_id=people["lead"].id, run_after=now(), state="done"))
    member = db.session.scalars(select(Membership).where(Membership.user_id == people["consultant"].id)).one()
    session = make.add(
        Session(
            token_hash="e" * 64, user_id=people["lead"].id, last_seen_at=now(), authenticated_at=now(),
            expires_at=now(),
        )
    )  # fmt: skip
    invitation = make.add(
        Invitation(token_hash="f" * 64, purpose="person", email="x@example.test", role="lead", expires_at=now())
    )
    as_is = make.add(AsIsProcess(**in_a, number=1, name=CANARY, domain="sales"))
    to_be = make.add(TargetProcess(**in_a, number=1, name=CANARY, as_is_id=as_is.id))
    task = make.add(CutoverTask(**in_a, number=1, title=CANARY))
    lesson = make.add(TrainingSession(**in_a, number=1, title=CANARY))
    data_set = make.add(DataSet(**in_a, number=1, name=CANARY))
    change = make.add(
        ThresholdChange(
            **in_a, threshold="concept.coverage", was=90, value=80, reason=CANARY, by_id=people["lead"].id,
        )
    )  # fmt: skip
    log = make.add(
        CaseLog(
            **in_a, process_key=to_be.key, state="ready", file_id=file.id, file_name=CANARY, mapping={"case": CANARY},
            details={"examples": [[2, "no-case", CANARY]], "reasons": {"no-case": 1}, "refused_file": file.digest},
        )
    )  # fmt: skip
    table = make.add(
        RefusedTable(**in_a, user_id=people["lead"].id, page="records/diagnosis/problems", cells=[[CANARY], [CANARY]])
    )
    rater = _asked(project, people["lead"])
    survey = make.add(
        Survey(
            **in_a, number=1, title=CANARY, introduction=CANARY, audience="users", mode="personal", instruments=["sus"],
            own=[{"id": "own.1", "kind": "scale", "en": CANARY, "zh": CANARY}], groups=[CANARY],
        )
    )  # fmt: skip
    with transaction():
        run = add_run(project, data_set, file_name=CANARY, file_id=file.id).key
    return {
        "project": project.key, "task": task.key, "lesson": lesson.key, "data_set": data_set.key, "run": run,
        "station": "problems", "record": problem.key,
        "phase": "concept", "item": item.item, "deliverable": deliverable.key,
        "version": version.key, "evidence": evidence.key, "file": filed.key, "proposal": proposal.key,
        "decision": decision.key, "condition": condition.key, "waiver": waiver.key, "warning": "bottom-up",
        "dismissal": dismissal.key, "entry": entry.key,
        "criterion": criterion.key, "number": "1", "correction": "1", "finding": finding.key, "action": action.key,
        "record_file": records.key,
        "source": source.key, "report": report.key, "job": job.key, "member": member.key, "session": session.key,
        "invitation": invitation.key, "user": people["lead"].key, "person": people["lead"].key,
        "room": "diagnosis", "register": "problems", "row": problem.key, "client": client_key,
        "process": as_is.key, "flow": to_be.key, "kind": "phase-closing",
        "form": "csv", "token": "no-such-token", "access": token.key, "term": "gate",
        "threshold": "concept.coverage", "change": change.key, "rater": rater, "log": log.key, "survey": survey.key,
        "table": table.key,
    }  # fmt: skip


def _asked(project: Project, person: User) -> str:
    """Somebody who is asked in the assessment that opened with the project; the company's industry is told in it."""
    with transaction():
        row = find_open(project.id)
        assert row is not None
        row.industry, row.conditions = CANARY, CANARY
        rater = Rater(assessment_id=row.id, user_id=person.id, name=CANARY, side="firm")
        db.session.add(rater)
        db.session.flush()
        return rater.key
