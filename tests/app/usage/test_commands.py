"""The commands of usage data on a folder of their own: counts, figures computed by hand, sentences on bad input."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main, sextant

USERS = """user,role,department,start,end
anna,rep,Sales,2026-06-01,
ben,rep,Sales,2026-06-01,
cai,agent,Service,2026-07-06,
dora,agent,Service,2026-06-01,2026-07-10
"""
# dora's licence ends before the round does, so three are licensed: anna, ben, cai.
LOG = """who;what;when
anna;customers;2026-07-01 09:00
anna;customers;2026-07-01 09:00
anna;forecast;2026-07-02 09:00
ANNA ;customers;2026-07-03 23:59
cai;customers;2026-07-05 09:00
cai;customers;2026-07-07 09:00
dora;customers;2026-07-07 09:00
ghost;customers;2026-07-07 09:00
;customers;2026-07-07 09:00
ben;customers;31/31/2026
"""
FUNCTIONS = "function,area,advanced,roles\ncustomers,Sales,no,\nforecast,Sales,yes,rep\n"
MAP = "user=who,function=what,time=when"

Run = Callable[..., Result]


@pytest.fixture
def run(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on an installation without rows; files are written beside its folder."""
    monkeypatch.chdir(installation.parent)
    for name, content in (("users.csv", USERS), ("log.csv", LOG), ("functions.csv", FUNCTIONS)):
        Path(name).write_text(content, encoding="utf-8")
    return lambda *words: CliRunner().invoke(sextant, words)


@pytest.fixture
def project(run: Run) -> str:
    """The key of a project whose round 1 is 1–28 July 2026, 20 working days."""
    made = run("project", "add", "CRM", "--client", "Acme", "--start", "2026-01-05", "--go-live", "2026-06-30")
    assert made.exit_code == 0, made.exception
    key = made.output.strip().splitlines()[-1]
    run("round", "add", key, "--from", "2026-07-01", "--to", "2026-07-28")
    return key


def read(result: Result) -> Any:
    """What a command printed as JSON."""
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.output)


def test_the_whole_way_from_files_to_figures_computed_by_hand(run: Run, project: str) -> None:
    assert read(run("functions", "import", project, "functions.csv", "--json"))["added"] == 2
    words = ("usage", "import", project, "log.csv", "--users", "users.csv", "--map", MAP, "--round", "1", "--json")
    report = read(run(*words))
    counts = {name: report[name] for name in ("rows", "accepted", "refused", "duplicates", "round", "already")}
    assert counts == {"rows": 10, "accepted": 8, "refused": 2, "duplicates": 1, "round": 1, "already": False}
    assert report["reasons"] == {"no-user": 1, "impossible-time": 1}
    assert [(one["row"], one["reason"]) for one in report["refused_rows"]] == [(10, "no-user"), (11, "impossible-time")]
    assert (report["users"]["accepted"], report["users"]["added"]) == (4, 4)
    rows = {one["key"]: one for one in read(run("evaluate", project, "--round", "1", "--json"))}
    # anna and cai of three; cai's first event lies before the licence begins and does not count.
    assert (rows["breadth.activation"]["numerator"], rows["breadth.activation"]["denominator"]) == (2, 3)
    assert rows["breadth.active-share"]["value"] == pytest.approx(2 / 3)
    # working days with use: anna 3 of 20, ben 0 of 20, cai 1 of the 17 from 6 July on; the median is cai's.
    assert rows["breadth.frequency"]["value"] == pytest.approx(1 / 17)
    # customers used by anna and cai of 3 (67 %), forecast by anna of the two reps (50 %): both at least 20 %.
    assert rows["depth.functions"]["value"] == 1
    assert rows["depth.advanced"]["value"] == 1
    assert set(rows["breadth.activation"]) >= {
        "key", "value", "numerator", "denominator", "coverage", "n", "band", "score", "definition",
    }  # fmt: skip


def test_the_three_views_are_printed_beside_the_indicators_when_asked_for(run: Run, project: str) -> None:
    run("usage", "import", project, "log.csv", "--users", "users.csv", "--map", MAP, "--round", "1", "--json")
    plain = read(run("evaluate", project, "--round", "1", "--json"))
    told = read(run("evaluate", project, "--round", "1", "--json", "--views"))
    assert told["indicators"] == plain
    assert [one["dimension"] for one in told["views"]] == ["breadth", "depth", "effect"]
    breadth = told["views"][0]
    assert breadth["logs"]["score"] is not None
    assert (breadth["survey"]["score"], breadth["judgement"]["score"], breadth["disagreements"]) == (None, None, [])
    assert "Survey –, Judgement –" in run("evaluate", project, "--round", "1").output


def test_the_same_log_again_changes_nothing_and_is_no_failure(run: Run, project: str, tmp_path: Path) -> None:
    first = read(run("usage", "import", project, "log.csv", "--map", MAP, "--json"))
    again = read(run("usage", "import", project, "log.csv", "--json"))  # the columns are remembered
    assert (first["already"], again["already"]) == (False, True)
    assert {**first, "already": True} == again
    assert len(list((tmp_path / "data" / "usage").glob("*.parquet"))) == 1
    users = ("usage", "import", project, "log.csv", "--users", "users.csv", "--json")
    assert [read(run(*users))["users"]["already"] for _ in range(2)] == [False, True]


def test_another_time_zone_replaces_the_first_import(run: Run, project: str, tmp_path: Path) -> None:
    run("usage", "import", project, "log.csv", "--map", MAP)
    report = read(run("usage", "import", project, "log.csv", "--map", MAP, "--time-zone", "UTC", "--json"))
    assert (report["already"], report["first_at"]) == (False, "2026-07-01T09:00:00+00:00")
    assert [path.stem for path in (tmp_path / "data" / "usage").glob("*")] == [report["source"]]


def test_columns_that_are_recognised_need_no_map(run: Run, project: str) -> None:
    Path("zh.csv").write_bytes("账号\t功能\t操作时间\n李娜\t客户\t2026年7月1日 9:00\n".encode("utf-16"))
    report = read(run("usage", "import", project, "zh.csv", "--json"))
    assert (report["encoding"], report["delimiter"], report["accepted"]) == ("utf-16", "\t", 1)
    assert report["map"] == {"user": "账号", "function": "功能", "time": "操作时间"}


def test_the_order_of_day_and_month_is_said_where_the_file_does_not_show_it(run: Run, project: str) -> None:
    Path("day.csv").write_text("user,function,time\nanna,x,3/7/2026 09:00\nben,x,4/7/2026 09:00\n")
    ambiguous = run("usage", "import", project, "day.csv")
    assert ambiguous.exit_code != 0
    report = read(run("usage", "import", project, "day.csv", "--day-order", "dmy", "--json"))
    assert report["first_at"] == "2026-07-03T01:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("usage", "import", "KEY", "nowhere.csv"), "There is no file “nowhere.csv”."),
        (("usage", "import", "KEY", "."), "“.” is not a file."),
        (("usage", "import", "KEY", "empty.csv"), "The file is empty."),
        (("usage", "import", "KEY", "binary.csv"), "not a text file"),
        (("usage", "import", "KEY", "header.csv"), "no rows"),
        (("usage", "import", "KEY", "log.csv"), "its columns are"),
        (("usage", "import", "KEY", "log.csv", "--map", "user=x,function=what,time=when"), "who, what, when"),
        (("usage", "import", "KEY", "log.csv", "--map", "user=who,function=who,time=when"), "three different columns"),
        (("usage", "import", "KEY", "log.csv", "--map", "who"), "--map has to look like this"),
        (
            ("usage", "import", "KEY", "log.csv", "--map", f"{MAP},bogus=Z"),
            "--map does not know “bogus”: it takes user, function, time",
        ),
        (("usage", "import", "KEY", "log.csv", "--map", "users=who,function=what"), "--map does not know “users”"),
        (("usage", "import", "KEY", "log.csv", "--map", MAP, "--time-zone", "Mars"), "is no time zone"),
        (("usage", "import", "KEY", "log.csv", "--map", MAP, "--round", "9"), "There is no round 9"),
        (("usage", "import", "KEY", "log.csv", "--map", MAP, "--users", "bad.csv"), "needs a column"),
        (("usage", "import", "KEY", "log.csv", "--map", MAP, "--users", "nowhere.csv"), "There is no file"),
        (("usage", "import", "KEY", "nothing.csv"), "None of the 2 rows could be accepted"),
        (("usage", "import", "nokey", "log.csv"), "There is no project with the key"),
        (("functions", "import", "KEY", "bad.csv"), "needs a column"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_changes_nothing(
    run: Run, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], sentence: str,
) -> None:  # fmt: skip
    for name, content in (
        ("empty.csv", b""),
        ("binary.csv", b"\x7fELF\x00\x00\x01" * 99),
        ("header.csv", b"user,function,time\n"),
        ("bad.csv", b"a,b\n1,2\n"),
        ("nothing.csv", b"user,function,time\nanna,x,soon\n,x,2026-07-01\n"),
    ):
        Path(name).write_bytes(content)
    words = tuple(project if word == "KEY" else word for word in words)
    if words[3] == "log.csv" and "--map" not in words and words[2] == project:
        Path("log.csv").write_text("alpha,beta\n1,2\n")
        sentence = "The file has these columns: alpha, beta."
    monkeypatch.setattr("sys.argv", ["sextant", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 1
    assert sentence in said
    assert said.startswith("sextant: ")
    assert len(said.splitlines()) == 1
    assert list((tmp_path / "data" / "usage").glob("*")) == []


def test_what_is_printed_for_people_lists_counts_and_refused_rows(run: Run, project: str) -> None:
    printed = run("usage", "import", project, "log.csv", "--map", MAP, "--users", "users.csv").output
    for line in ("rows\t10", "accepted\t8", "refused\t2", "repeated events\t1", "row 10\tThe user is missing."):
        assert line in printed
    assert run("usage", "import", "--help").exit_code == run("functions", "import", "--help").exit_code == 0


def test_events_that_are_lost_are_made_again_from_the_log_as_it_came(run: Run, project: str, tmp_path: Path) -> None:
    run("usage", "import", project, "log.csv", "--map", MAP, "--users", "users.csv")
    before = read(run("evaluate", project, "--round", "1", "--json"))
    for path in (tmp_path / "data" / "usage").glob("*.parquet"):
        path.unlink()
    assert read(run("evaluate", project, "--round", "1", "--json")) == before


def test_a_log_given_as_list_of_users_destroys_no_list(
    run: Run, project: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("usage", "import", project, "log.csv", "--map", MAP, "--users", "users.csv")
    Path("other.csv").write_text("user,function,time\nanna,x,2026-07-01 09:00\nben,x,2026-07-01 09:00\n")
    Path("again.csv").write_text(
        "user,role,function,time\n" + "".join(f"anna,rep,x,2026-07-0{day} 09:00\n" for day in range(1, 5))
    )
    for users, sentence in (
        ("other.csv", "Nothing was changed: this file names no roles and no departments (its columns: user, function"),
        ("again.csv", "Nothing was changed: 3 of the 4 rows cannot be taken, so this is hardly a list of users"),
    ):
        monkeypatch.setattr("sys.argv", ["sextant", "usage", "import", project, "other.csv", "--users", users])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr().err.strip()
        assert ended.value.code == 1
        assert said.startswith(f"sextant: {sentence}")
        assert len(said.splitlines()) == 1
    # neither the list nor the log beside it came in
    again = read(run("usage", "import", project, "log.csv", "--users", "users.csv", "--json"))
    assert (again["already"], again["users"]["already"]) == (True, True)
    assert read(run("usage", "import", project, "other.csv", "--json"))["already"] is False


def test_a_list_of_names_alone_comes_in_where_there_is_none(run: Run, project: str) -> None:
    Path("names.csv").write_text("user\nanna\nben\n")
    printed = run("usage", "import", project, "log.csv", "--map", MAP, "--users", "names.csv").output
    assert "List of users taken over: 2 added, 0 changed, 0 removed." in printed
    printed = run("usage", "import", project, "log.csv", "--users", "users.csv").output
    assert "List of users taken over: 2 added, 2 changed, 0 removed." in printed
    Path("fewer.csv").write_text("user,role\nanna,rep\nben,agent\n")
    printed = run("usage", "import", project, "log.csv", "--users", "fewer.csv").output
    assert "List of users taken over: 0 added, 2 changed, 2 removed." in printed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("usage", "import", "KEY", "log.csv", "--day-order", "ymd"), "Invalid value for '--day-order': 'ymd' is not"),
        (("usage", "import", "KEY", "log.csv", "--round", "first"), "Invalid value for '--round': 'first' is not"),
        (("usage", "import", "KEY", "log.csv", "--zone", "UTC"), "“sextant usage import --help” says what it takes."),
        (("usage", "import", "KEY"), "Missing argument 'FILE'"),
        (("usage", "export"), "No such command 'export'"),
    ],
)
def test_wrong_usage_ends_with_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.setattr("sys.argv", ["sextant", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 2
    assert said.startswith("sextant: ")
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_a_ready_mapping_that_does_not_fit_the_file_is_refused_and_not_ignored(run: Run, project: str) -> None:
    answer = run("usage", "import", project, "log.csv", "--vendor", "zoho-audit")
    assert answer.exit_code == 1
    assert str(answer.exception) == (
        "The ready mapping “zoho-audit” does not fit this file, whose columns are: who, what, when."
    )
    # who names every column besides takes the mapping's time zone alone
    assert read(run("usage", "import", project, "log.csv", "--vendor", "zoho-audit", "--map", MAP, "--json"))["rows"]


def test_a_ready_mapping_that_is_named_goes_before_the_columns_saved(run: Run, project: str) -> None:
    head = "Audited Time,Done By,Action,Module,Record Name\n"
    for day in (1, 2):
        Path(f"{day}.csv").write_text(f"{head}2026-07-0{day} 09:05:00,Li Na,Updated,Deals,Acme\n", encoding="utf-8")
    by_hand = "user=Done By,function=Action,time=Audited Time"
    assert read(run("usage", "import", project, "1.csv", "--map", by_hand, "--json"))["map"]["function"] == "Action"
    named = read(run("usage", "import", project, "2.csv", "--vendor", "zoho-audit", "--json"))
    assert (named["map"]["function"], named["vendor"]) == ("Module", "zoho-audit")


def test_beside_a_list_of_codes_a_log_comes_with_codes_unless_somebody_says_otherwise(run: Run, project: str) -> None:
    """The second log of a project would otherwise bring names, and nobody of the list among them."""
    first = run("usage", "import", project, "log.csv", "--users", "users.csv", "--map", MAP, "--pseudonyms", "--json")
    assert read(first)["pseudonyms"]
    Path("later.csv").write_text("who;what;when\nanna;customers;2026-07-09 09:00\n", encoding="utf-8")
    words = ("usage", "import", project, "later.csv", "--map", MAP, "--json")
    assert read(run(*words, "--names"))["pseudonyms"] is False
    Path("later.csv").write_text("who;what;when\nanna;customers;2026-07-10 09:00\n", encoding="utf-8")
    assert read(run(*words))["pseudonyms"] is True
