"""P03: a render that wants too much ends early with a sentence in both languages, and the next one goes on."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.reports import sandbox
from app.reports.sandbox import USUAL, Limits, RenderFailed, make_pdf

PAGE = '<html lang="en"><title>x</title>{}</html>'
SMALL = PAGE.format("<p>words</p>")


def failure(body: str, limits: Limits) -> tuple[RenderFailed, float]:
    started = time.monotonic()
    with pytest.raises(RenderFailed) as failed:
        make_pdf(PAGE.format(body), "", identifier="x", limits=limits)
    return failed.value, time.monotonic() - started


def test_the_usual_limits_are_two_gibibytes_thirty_seconds_of_work_and_a_minute():
    assert Limits(memory=2_147_483_648, cpu=30, wall=60) == USUAL


def test_a_table_that_would_take_for_ever_is_stopped_after_its_seconds_of_work():
    failed, seconds = failure("<table><td colspan=1000000>x</table>", Limits(cpu=2, wall=30))
    assert failed.sentence == sandbox.TOO_LONG
    assert seconds < 20


def test_five_thousand_pages_are_stopped_too():
    failed, _seconds = failure("<p style='break-after: page'>x</p>" * 5000, Limits(cpu=2, wall=30))
    assert failed.sentence == sandbox.TOO_LONG


def test_the_clock_stops_a_render_that_waits():
    failed, seconds = failure("<table><td colspan=1000000>x</table>", Limits(cpu=30, wall=1))
    assert failed.sentence == sandbox.TOO_LONG
    assert seconds < 6


def test_nesting_beyond_what_can_be_laid_out_is_refused():
    failed, _seconds = failure("<div>" * 900 + "x", Limits(cpu=20, wall=40))
    assert failed.sentence == sandbox.TOO_DEEP


def test_a_render_that_wants_more_memory_than_it_may_use_is_refused():
    failed, _seconds = failure("x" * 60_000_000, Limits(memory=300 << 20, cpu=20, wall=60))
    assert failed.sentence == sandbox.TOO_BIG


def test_after_all_that_the_next_report_is_made():
    assert make_pdf(SMALL, "", identifier="x").startswith(b"%PDF-1.7")


def test_progress_only_rises_and_ends_at_one():
    heard: list[float] = []
    make_pdf(PAGE.format("<p style='break-after: page'>x</p>" * 5), "", identifier="x", progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) >= 6


def test_a_progress_that_raises_stops_the_render():
    def cancel(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_pdf(SMALL, "", identifier="x", progress=cancel)


def test_a_machine_without_pango_gets_the_line_that_installs_it(tmp_path: Path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')", encoding="utf-8")
    command = [sys.executable, "-s", "-P", str(sandbox.RENDER), str(tmp_path), "x", str(2 << 30), "10"]
    run = subprocess.run(command, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    said = json.loads(run.stdout)
    assert (run.returncode, said["failed"]) == (1, "library")
    sentence = sandbox.explain(said, run.returncode, tmp_path / "none")
    assert "apt install libpango-1.0-0" in sentence.en
    assert "apt install libpango-1.0-0" in sentence.zh


def test_a_crash_is_told_to_the_reader_and_its_details_to_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    errors = tmp_path / "errors"
    errors.write_text("Traceback: the cause", encoding="utf-8")
    assert sandbox.explain({}, 1, errors) == sandbox.BROKEN
    assert "the cause" in caplog.text


def test_every_refusal_is_said_in_both_languages():
    sentences = [value for name, value in vars(sandbox).items() if name.isupper() and hasattr(value, "zh")]
    assert len(sentences) == 8
    for sentence in sentences:
        assert sentence.en.endswith((".", "subset0", "cjk", "only"))
        assert any("一" <= letter <= "鿿" for letter in sentence.zh)
