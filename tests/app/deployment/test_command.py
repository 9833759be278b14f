"""The command `sextant profile`: without database or project; one sentence when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.deployment.commands import profile

ROOT = Path(__file__).parents[3]
CUSTOMERS = "no,name,email,owner_id,updated\nC1,Ann,a@b.de,U1,2026-03-01\nC1,,bad,U9,2020-01-01\n"
RULES = """
fields:
  no: {mandatory: true}
  name: {mandatory: true}
  email: {type: email}
keys: {exact: no, fuzzy: [name]}
references: {owner_id: users.id}
currentness: {column: updated, days: 365}
"""


@pytest.fixture
def files(tmp_path):
    for name, text in {"customers.csv": CUSTOMERS, "users.csv": "id\nU1\n", "rules.yaml": RULES}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def call(files, *words):
    given = [str(files / "customers.csv"), "--rules", str(files / "rules.yaml"), "--as-of", "2026-03-31"]
    return CliRunner().invoke(profile, [*given, *words])


def test_each_measure_is_printed_as_json(files):
    answer = call(files, "--reference", f"users={files / 'users.csv'}", "--json")
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.output) == [
        {"key": key, "numerator": part, "denominator": whole, "value": part / whole}
        for key, part, whole in [
            ("completeness", 3, 4), ("completeness.no", 2, 2), ("completeness.name", 1, 2),
            ("uniqueness.exact", 0, 2), ("uniqueness.fuzzy", 2, 2), ("validity", 1, 2), ("validity.email", 1, 2),
            ("consistency", 1, 2), ("consistency.owner_id", 1, 2), ("currentness", 1, 2),
        ]
    ]  # fmt: skip


def test_people_get_a_table_and_the_worst_rows(files):
    lines = call(files, "--reference", f"users={files / 'users.csv'}").output.splitlines()
    assert lines[0] == "customers.csv\t2 records\t2 with a fault"
    assert [" ".join(line.split()) for line in lines if line.startswith("completeness.name")] == [
        "completeness.name 1 2 50.00%"
    ]
    assert "  row 3: completeness.name, validity.email, consistency.owner_id, currentness, uniqueness.exact" in lines


def test_it_needs_no_database_and_no_data_folder(files):
    words = ["profile", str(files / "customers.csv"), "--rules", str(files / "rules.yaml"), "--json"]
    words += ["--reference", f"users={files / 'users.csv'}"]
    environment = {**os.environ, "SEXTANT_DATA": str(files / "none"), "SEXTANT_DATABASE_URL": "postgresql://nowhere/x"}
    done = subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 10
    assert not (files / "none").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "The rules refer to “users”, but no file of that name is there (--reference users=FILE)."),
        (["--reference", "users"], "--reference has to look like users=users.csv, not “users”."),
        (["--reference", "users=nowhere.csv"], "There is no file “nowhere.csv”."),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(files, words, sentence):
    answer = call(files, *words)
    assert answer.exit_code == 1
    assert answer.output == f"Error: {sentence}\n"


@pytest.mark.parametrize(
    ("rules", "data", "sentence"),
    [
        ("fields: {x: {}}", CUSTOMERS, "The file has no column “x”"),
        ("fields: [", CUSTOMERS, "The rules file is neither YAML nor JSON (line 1)."),
        ("a: &a [*a]", CUSTOMERS, "The rules file is neither YAML nor JSON"),
        ("- 1", CUSTOMERS, "The rules must be a mapping of names to values."),
        (RULES, "", "The file is empty."),
        (RULES, "no,name,email,owner_id,updated\n", "The file has a header but no rows."),
    ],
)
def test_bad_input_ends_with_one_sentence(files, rules, data, sentence):
    (files / "rules.yaml").write_text(rules, encoding="utf-8")
    (files / "customers.csv").write_text(data, encoding="utf-8")
    answer = call(files, "--reference", f"users={files / 'users.csv'}")
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert len(answer.output.splitlines()) == 1


def test_codes_in_yaml_mean_what_is_written(files):
    (files / "rules.yaml").write_text('fields: {v: {codes: [no, 01, 1.0, 2026-01-01, "x"]}}', encoding="utf-8")
    (files / "customers.csv").write_text("v\nno\n01\n1.0\n2026-01-01\nx\nfalse\n1\n", encoding="utf-8")
    found = json.loads(call(files, "--json").output)
    assert found[0] == {"key": "validity", "numerator": 5, "denominator": 7, "value": 5 / 7}


def test_help_shows_the_grammar(files):
    text = CliRunner().invoke(profile, ["--help"]).output
    assert all(word in text for word in ("fields:", "keys:", "references:", "currentness:", "empty:", "--as-of"))


def test_without_rules_it_counts_what_needs_none(files):
    more = CUSTOMERS + "C1,Ann,a@b.de,U1,2026-03-01\n"
    (files / "customers.csv").write_text(more, encoding="utf-8")
    answer = CliRunner().invoke(profile, [str(files / "customers.csv"), "--json"])
    assert answer.exit_code == 0, answer.output
    # Three records: one has no name; the first and the last are the same.
    assert [tuple(one.values())[:3] for one in json.loads(answer.output)] == [
        ("completeness.no", 3, 3), ("completeness.name", 2, 3), ("completeness.email", 3, 3),
        ("completeness.owner_id", 3, 3), ("completeness.updated", 3, 3), ("uniqueness.exact", 1, 3),
    ]  # fmt: skip
    lines = CliRunner().invoke(profile, [str(files / "customers.csv")]).output.splitlines()
    assert lines[0] == "customers.csv\t3 records\tno rules, so nothing is judged valid or not"
    assert "  email: 2 different, 2 of 3 look like email" in lines
    assert "  updated: 2 different, 3 of 3 look like date" in lines


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--reference", "users=users.csv"], "--reference belongs to --rules"),
        (["--as-of", "2026-03-31"], "--as-of belongs to --rules"),
    ],
)
def test_what_only_rules_could_use_is_refused_without_them(files, words, sentence):
    answer = CliRunner().invoke(profile, [str(files / "customers.csv"), *words])
    assert answer.exit_code == 2
    assert sentence in answer.output


def test_a_file_that_no_rule_refers_to_is_refused(files):
    given = ["--reference", f"users={files / 'users.csv'}", "--reference", f"teams={files / 'users.csv'}"]
    answer = call(files, *given)
    assert answer.exit_code == 1
    assert "No rule refers to “teams”" in answer.output


def test_a_name_given_to_two_files_is_refused(files):
    answer = call(files, "--reference", f"users={files / 'users.csv'}", "--reference", "users=other.csv")
    assert answer.exit_code == 1
    assert "--reference names “users” twice" in answer.output


def test_a_day_that_no_rule_counts_to_is_said_to_change_nothing(files):
    (files / "rules.yaml").write_text("fields: {no: {mandatory: true}}", encoding="utf-8")
    assert "so --as-of changes nothing" in call(files).output
