"""`sextant project add` and `sextant projects`: keys printed, clients made, one clear sentence for what is wrong."""

import json

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app.cli import sextant
from app.database import db
from app.errors import SextantError
from app.models import Client, Project


@pytest.fixture
def run(app: Flask, monkeypatch, tmp_path):
    """Run a command on this test's database."""
    monkeypatch.setattr("app.create_app", lambda *_args, **_kwargs: app)

    def run_command(*words: str):
        return CliRunner().invoke(sextant, words)

    return run_command


ADD = ("project", "add", "Sales rollout", "--client", "Borealis Tools", "--start", "2026-01-05")


def test_a_project_is_added_for_a_new_client_and_its_key_printed(run):
    done = run(*ADD, "--country", "CN", "--go-live", "2026-06-30")
    project = db.session.scalars(select(Project)).one()
    assert (done.exit_code, done.output.strip()) == (0, project.key)
    assert (project.name, str(project.planned_end), str(project.go_live)) == (
        "Sales rollout",
        "2026-06-30",
        "2026-06-30",
    )
    assert db.session.scalars(select(Client.name)).one() == "Borealis Tools"


def test_the_same_client_is_not_added_twice(run):
    run(*ADD)
    assert run("project", "add", "Service", "--client", "borealis  TOOLS", "--start", "2026-02-02").exit_code == 0
    assert len(db.session.scalars(select(Client)).all()) == 1


def test_json_is_printed_when_asked_for(run):
    found = json.loads(run(*ADD, "--json").output)
    assert found["name"] == "Sales rollout"
    listed = json.loads(run("projects", "--json").output)
    assert [(one["key"], one["phase"]) for one in listed] == [(found["key"], "concept")]


def test_projects_lists_key_name_and_phase(run):
    key = run(*ADD).output.strip()
    assert run("projects").output == f"{key}\tSales rollout\tConcept introduction\tBorealis Tools\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--start", "soon"), "does not match the format"),
        (("--country", "ZZ"), "There is no calendar of working days for the country “ZZ”."),
        (("--go-live", "2026-01-06"), "too few working days"),
        (("--edition", "1999.9"), "There is no edition “1999.9” of the method."),
    ],
)
def test_bad_input_is_one_clear_sentence_and_saves_nothing(run, words, sentence):
    done = run(*ADD, *words)
    said = done.exception.sentence if isinstance(done.exception, SextantError) else done.output
    assert done.exit_code != 0
    assert sentence in said
    assert db.session.scalars(select(Project)).all() == []
    assert db.session.scalars(select(Client)).all() == []


def test_every_command_explains_itself(run):
    assert "Open the engagement NAME" in run("project", "add", "--help").output
    assert "key, name, phase" in run("projects", "--help").output
