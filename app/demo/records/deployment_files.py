"""The files of the demonstration's data sets, with the dirt that such files have, and their profiles."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.database import db
from app.demo.cast import Cast
from app.demo.engagements import Engagement
from app.demo.records import deployment_words as words
from app.deployment.actions import check_sample, keep_profile
from app.deployment.rules import reference_files, rules_of_standard
from app.files import keep, path_of
from app.models import DataSet, Project
from app.profiling.profiling import profile

CUSTOMERS = 240


def bring_files(project: Project, told: Engagement, names: dict[str, int], ready: bool, cast: Cast, day: date) -> None:
    """Profile a file of customers and one of contacts; with `ready` they are clean enough for the gate."""
    dice = Random(told.word)  # noqa: S311 (believable variety, no secret)
    customers, contacts = _customers(told.language, dice, ready, day), _contacts(told.language, dice, ready)
    for name, rows in zip(words.SETS[told.language], (customers, contacts), strict=False):
        _profile(project, db.session.get_one(DataSet, names[name]), rows, day, cast)


def _profile(project: Project, data_set: DataSet, rows: Sequence[Sequence[str]], day: date, cast: Cast) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    stored = keep(text.getvalue().encode("utf-8-sig"), media_type="text/csv")
    rules = rules_of_standard(project, data_set)
    looked_up = reference_files(project, rules)
    files: dict[str, Path] = {name: path_of(digest) for name, digest in looked_up.items()}
    with TemporaryDirectory() as folder:
        found = profile(path_of(stored.digest), rules, references=files, as_of=day, folder=Path(folder))
    given = {
        "digest": stored.digest,
        "name": f"{data_set.name}.csv",
        "as_of": day.isoformat(),
        "rules": rules.data,
        "looked_up": looked_up,
    }
    run = keep_profile(project=project, data_set=data_set, found=found, given=given, by=cast.client_pm.id)
    verdicts = {one["row"]: "wrong" if place == 7 else "right" for place, one in enumerate(run.sample[:40])}
    check_sample(project=project, run=run, verdicts=verdicts, by=cast.client_pm.id)


def _customers(tongue: str, dice: Random, ready: bool, day: date) -> list[list[str]]:
    """Customers with the dirt that such files have: little once cleaned, one record in eight before."""
    dirt, rows = 0.01 if ready else 0.12, [list(words.CUSTOMER_FIELDS[tongue])]
    for number in range(CUSTOMERS):
        stem, trade, city = (dice.choice(part[tongue]) for part in (words.STEMS, words.TRADES, words.CITIES))
        name = f"{city}{stem}{trade}有限公司" if tongue == "zh" else f"{stem} {trade} {city} Ltd"
        phone = f"1{dice.randrange(30, 90)}{dice.randrange(10**8):08d}"
        updated = day - timedelta(days=dice.randrange(1, 600))
        rows.append([f"C{number:05d}", name, phone, city, updated.isoformat()])
        if dice.random() < dirt:
            rows[-1][dice.randrange(1, 5)] = dice.choice(("", "N/A", "-"))
        if number and not rows[-2][2].startswith("+") and dice.random() < dirt / 2:
            rows[-1][1:3] = [f" {rows[-2][1].upper()}", f"+86 {rows[-2][2]}"]
    return rows


def _contacts(tongue: str, dice: Random, ready: bool) -> list[list[str]]:
    dirt, rows = 0.01 if ready else 0.1, [list(words.CONTACT_FIELDS[tongue])]
    for number in range(CUSTOMERS // 2):
        name = dice.choice(words.FAMILY[tongue]) + ("" if tongue == "zh" else " ") + dice.choice(words.GIVEN[tongue])
        lost = dice.random() < dirt
        rows.append(
            [
                f"K{number:05d}",
                name,
                f"k{number}@example.com" if not lost else "example.com",
                f"C{dice.randrange(CUSTOMERS) + (CUSTOMERS if lost else 0):05d}",
            ]
        )
    return rows
