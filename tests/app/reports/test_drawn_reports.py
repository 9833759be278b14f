"""Reports drawn for real: by the job and by the command, in both languages, issued for good, drawn again the same."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from app.database import db
from app.errors import Refused
from app.files import path_of
from app.jobs.runner import run_due
from app.models import AuditEvent, IssuedReport, Job, RaidEntry, StoredFile
from app.reports import drawing
from app.reports.commands import report as command
from app.reports.drawing import compose, from_snapshot, page_count, render
from app.reports.order import Order
from app.reports.sandbox import NO_CHINESE, RenderFailed
from app.reports.snapshot import digest, to_snapshot
from app.transactions import transaction
from tests.app.reports.report_samples import page_texts
from tests.conftest import Make


def draw(app: Flask, make: Make, house: SimpleNamespace, path: str, **values: Any) -> IssuedReport:
    """Have a report drawn as the lead does, and do the work."""
    answer = make.browser(house.lead).post(f"{house.base}/{path}", {"act": "draft", **values})
    assert answer.status == 303
    run_due(app)
    return reports()[-1]


def reports() -> list[IssuedReport]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(IssuedReport).order_by(IssuedReport.number)))


def text_of(row: IssuedReport) -> str:
    """All words of the PDF without spaces."""
    return "".join("".join(page_texts(pdf_of(row))).split())


def pdf_of(row: IssuedReport) -> bytes:
    assert row.file_id is not None
    return path_of(db.session.get_one(StoredFile, row.file_id).digest).read_bytes()


def run(app: Flask, *arguments: object) -> Any:
    result = CliRunner().invoke(command, [str(one) for one in arguments], obj=lambda: app)
    db.session.rollback()
    return result


def test_the_job_draws_a_closing_report_with_own_words_and_the_verdict(
    app: Flask, make: Make, decided: SimpleNamespace
) -> None:
    path = "phase-closing/concept?lang=en"
    row = draw(app, make, decided, path, summary="The motive is **strong**.")
    assert (row.status, row.language, row.number, row.title) == (
        "draft",
        "en",
        1,
        "Concept introduction: closing report",
    )
    assert row.author_id == decided.lead.id
    text = text_of(row)
    for words in (
        "AuroraInstruments", "CRMforsales", "ThegateofConceptintroductionwaspassedon11Feb2026withconditions.",
        "1/19", "Themotiveisstrong.", "Fourpricelists", "Namethemotive", "SuSponsor", "2026-02-1023:30:00UTC",
        decided.decision.digest, row.snapshot_digest,
    ):  # fmt: skip
        assert words in text, words
    assert row.pages == page_count(pdf_of(row)) == len(page_texts(pdf_of(row)))
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.progress, job.result["url"]) == ("done", 1.0, decided.base)


def test_the_job_draws_an_evaluation_in_chinese(app: Flask, make: Make, measured: SimpleNamespace) -> None:
    text = text_of(draw(app, make, measured, "evaluation/2?lang=zh", summary="系统已进入日常工作。"))
    for words in (
        "AuroraInstruments", "应用评价：第2轮", "2026年8月1日–2026年8月30日", "激活率", "75%", "60/80",
        "系统已进入日常工作。", "Fewsignin(2)", "usage.csv", "未测量", "4行重复记录只计一次。",
    ):  # fmt: skip
        assert words in text, words


def test_p05_a_stored_snapshot_gives_the_same_report_again(app: Flask, make: Make, decided: SimpleNamespace) -> None:
    row = draw(app, make, decided, "phase-closing/concept?lang=zh")
    again = from_snapshot(row.snapshot)
    assert digest(again) == row.snapshot_digest
    assert page_texts(render(again)) == page_texts(pdf_of(row))
    assert render(again) == pdf_of(row)


def test_an_issued_report_is_final_numbered_and_never_changed(app: Flask, make: Make, decided: SimpleNamespace) -> None:
    row = draw(app, make, decided, "phase-closing/concept?lang=en")
    draft = row.snapshot_digest
    browser = make.browser(decided.consultant)
    assert browser.post(f"{decided.base}/{row.key}/issue").status == 303
    run_due(app)
    (row,) = reports()
    assert (row.status, row.number, row.issued_by_id) == ("issued", 1, decided.consultant.id)
    assert row.snapshot_digest != draft
    report = from_snapshot(row.snapshot)
    assert (report.status, report.version, report.author, report.approver) == (
        "issued", "1.0", "Lena Lead", "Carl Consultant",
    )  # fmt: skip
    assert "Thisissueisfinal." in text_of(row)
    for act in ("issue", "delete"):
        answer = browser.post(f"{decided.base}/{row.key}/{act}")
        assert answer.status == 422
        assert "An issued report is never changed." in answer.text
    assert len(reports()) == 1
    with pytest.raises(DatabaseError, match="never changed"), transaction():
        db.session.get_one(IssuedReport, row.id).title = "Another title"


def test_the_database_keeps_an_issued_report_from_deletion(app: Flask, decided: SimpleNamespace) -> None:
    with transaction():
        row = IssuedReport(
            project_id=decided.project.id, number=1, kind="phase-closing", subject="concept", language="en",
            status="issued", title="x", snapshot={}, snapshot_digest="d" * 64,
        )  # fmt: skip
        db.session.add(row)
    with pytest.raises(DatabaseError, match="never changed"), transaction():
        db.session.delete(db.session.get_one(IssuedReport, row.id))


def test_a_later_report_says_what_changed_since_the_last_issue(app: Flask, decided: SimpleNamespace) -> None:
    order = Order("phase-closing", "concept", "en", "issued", 1, "1.0")
    first = compose(decided.project, order, by=None)
    assert first.changes == ()
    with transaction():
        db.session.add(
            IssuedReport(
                project_id=decided.project.id, number=1, kind="phase-closing", subject="concept", language="en",
                status="issued", title="x", snapshot=to_snapshot(first), snapshot_digest=digest(first),
                issued_at=first.moment,
            )
        )  # fmt: skip
    reference = f"{decided.project.key.upper()}-01 of {first.dated}"
    same = compose(decided.project, Order("phase-closing", "concept", "en", number=2), by=None)
    assert same.changes == (f"Nothing has changed since {reference}.",)
    with transaction():
        entry = db.session.scalars(select(RaidEntry).where(RaidEntry.title == "Four price lists")).one()
        entry.closed_at, entry.phase = first.moment, "concept"
    later = compose(decided.project, Order("phase-closing", "concept", "en", number=2), by=None)
    assert later.changes[0] == f"Compared with {reference}:"
    assert "Open risks and issues: 2 → 1" in later.changes
    assert any(line.startswith("No longer in “Risks, assumptions, issues and decisions”") for line in later.changes)
    chinese = compose(decided.project, Order("phase-closing", "concept", "zh", number=2), by=None)
    assert chinese.changes == ()


def test_numbers_are_never_given_twice(app: Flask, make: Make, decided: SimpleNamespace) -> None:
    first = draw(app, make, decided, "phase-closing/concept?lang=en")
    assert make.browser(decided.lead).post(f"{decided.base}/{first.key}/delete").status == 303
    assert reports() == []
    assert draw(app, make, decided, "phase-closing/concept?lang=en").number == 2
    verbs = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.like("report.%")))
    assert [*verbs] == ["report.ordered", "report.drawn", "report.deleted", "report.ordered", "report.drawn"]


def test_a_missing_font_ends_the_job_with_a_sentence(
    app: Flask, make: Make, decided: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_font(*_given: object, **_named: object) -> bytes:
        raise RenderFailed(NO_CHINESE)

    monkeypatch.setattr(drawing, "make_pdf", no_font)
    browser = make.browser(decided.lead)
    browser.post(f"{decided.base}/phase-closing/concept?lang=zh", {"act": "draft"})
    run_due(app)
    assert reports() == []
    assert "apt install fonts-noto-cjk" in browser.get(decided.base).text


def test_the_command_draws_a_report_and_says_where(app: Flask, decided: SimpleNamespace, tmp_path: Path) -> None:
    out = tmp_path / "closing.pdf"
    made = run(app, "phase-closing", decided.project.key, "--phase", "concept", "--lang", "zh", "--out", out, "--json")
    assert made.exit_code == 0, made.output
    said = json.loads(made.stdout)
    (row,) = reports()
    assert (said["path"], said["pages"], said["digest"]) == (str(out), row.pages, row.snapshot_digest)
    assert out.read_bytes() == pdf_of(row)
    words = "".join("".join(page_texts(out.read_bytes())).split())
    assert "理念导入关口已于2026年2月11日有条件通过。" in words
    assert (row.status, row.author_id) == ("draft", decided.lead.id)


def test_the_command_takes_the_present_phase_and_the_latest_round(
    app: Flask, decided: SimpleNamespace, measured: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reports.commands.render", lambda report: b"%PDF /Type /Page")
    out = tmp_path / "report.pdf"
    for kind in ("phase-closing", "evaluation"):
        assert run(app, kind, decided.project.key, "--issue", "--out", out).stdout.strip() == str(out)
    assert [(row.kind, row.subject, row.status, row.pages) for row in reports()] == [
        ("phase-closing", "review", "issued", 1),
        ("evaluation", "2", "issued", 1),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("phase-closing", "nosuchkey0"), "There is no project with the key “nosuchkey0”."),
        (("phase-closing", "PROJECT", "--phase", "golive"), "The phase “Go-live” has not begun"),
        (("evaluation", "PROJECT"), "This project has no evaluation round yet."),
    ],
)
def test_the_command_refuses_in_a_sentence(
    app: Flask, house: SimpleNamespace, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    named = [house.project.key if one == "PROJECT" else one for one in arguments]
    refused = run(app, *named, "--out", tmp_path / "x.pdf")
    assert isinstance(refused.exception, Refused)
    assert refused.exception.sentence.startswith(sentence)
    assert reports() == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("charter", "PROJECT"), "'charter' is not one of 'phase-closing', 'evaluation', 'benefits'."),
        (("phase-closing", "PROJECT", "--phase", "nine"), "'nine' is not one of"),
        (("phase-closing", "PROJECT", "--round", "1"), "--round belongs to the report"),
        (("evaluation", "PROJECT", "--phase", "review"), "--phase belongs to the report"),
    ],
)
def test_the_command_says_what_is_wrong_with_its_options(
    app: Flask, house: SimpleNamespace, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    named = [house.project.key if one == "PROJECT" else one for one in arguments]
    refused = run(app, *named, "--out", tmp_path / "x.pdf")
    assert refused.exit_code == 2
    assert sentence in refused.output


def test_the_command_names_a_folder_that_is_not_there(app: Flask, house: SimpleNamespace, tmp_path: Path) -> None:
    refused = run(app, "phase-closing", house.project.key, "--out", tmp_path / "no" / "x.pdf")
    assert refused.exit_code == 2
    assert "does not exist" in refused.output
