"""Every register is declared so that the engine can keep it, and none of them tells a stranger anything."""

import re

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, String

from app.registers.catalogue import ELSEWHERE, ROOMS, registers
from app.registers.model import Field, Register
from phases.thread import STATIONS

ALL = [one for one in registers().values() if one.room not in ELSEWHERE]
COLUMN_TYPES = {"line": String, "prose": String, "choice": String, "whole": Integer, "number": Float, "yes": Boolean}
NO_REGISTERS = {"function", "indicator", "criterion"}


def ids(value: object) -> str:
    return value.path if isinstance(value, Register) else str(value)


def test_every_room_has_registers_with_letters_of_their_own() -> None:
    assert {one.room for one in ALL} == set(ROOMS)
    letters = [one.letters for one in ALL]
    assert sorted(letters) == sorted(set(letters))


def test_every_station_of_the_thread_is_a_register() -> None:
    kinds = {station.kind for station in STATIONS} - NO_REGISTERS
    assert kinds <= set(registers())


@pytest.mark.parametrize("register", ALL, ids=ids)
def test_a_register_is_whole(register: Register) -> None:
    first = register.fields[0]
    assert first.listed
    assert first.made or first.required
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", register.word)
    assert len(register.path) <= 40
    assert len({one.name for one in register.fields}) == len(register.fields)
    for text in (register.title, register.one, register.about, *(one.label for one in register.fields)):
        assert text.en.strip()
        assert re.search(r"[\u4e00-\u9fff]|^[A-Za-z0-9 /()&.-]{1,12}$", text.zh), text
    assert re.match(r"an? [^ ]", register.one.en)
    for text in (register.title, register.heading, *(one.label for one in (*register.columns, *register.derived))):
        assert not text.en[0].islower(), f"a heading begins with a capital: {text.en}"
    shown = {"number", *(one.name for one in register.fields if one.listed), *(one.name for one in register.derived)}
    assert register.sort.removeprefix("-") in shown | {""}


@pytest.mark.parametrize("register", ALL, ids=ids)
def test_every_field_has_its_column_and_what_it_chooses_from(register: Register) -> None:
    columns = register.table.c
    for one in register.fields:
        if one.of:
            assert one.of in registers(), one.of
        if one.joined:
            assert one.name not in columns
            continue
        column = columns[one.column]
        _fits(one, column)
    kept = {"id", "key", "project_id", "number", "version", "created_at"}
    required = {c.name for c in columns if not c.nullable and c.default is None and c.server_default is None} - kept
    assert required <= {one.column for one in register.fields if one.required}


def _fits(one: Field, column: object) -> None:
    kind = column.type  # type: ignore[attr-defined]
    if one.kind in COLUMN_TYPES:
        assert isinstance(kind, COLUMN_TYPES[one.kind]), one.name
    if one.kind == "day":
        assert type(kind) is Date, one.name
    if one.kind in ("whole", "number", "day", "person", "row") and not one.required:
        assert column.nullable, f"{one.name}: an empty cell must stay empty, not become zero"  # type: ignore[attr-defined]
    if isinstance(kind, String) and kind.length is not None and one.kind != "moment":
        longest = max((len(word) for word in one.choices), default=one.length)
        assert longest <= kind.length, one.name


@pytest.mark.parametrize("register", ALL, ids=ids)
def test_no_stranger_finds_a_register(make, register: Register) -> None:
    project = make.project(make.client("Its owner"))
    strangers = [
        make.user("lead"),
        make.user("sponsor", make.client("Another")),
        make.user("executive", make.client("Third")),
    ]
    for user in strangers:
        browser = make.browser(user)
        for end in ("", "/new", "/sheet", "/template.xlsx", "/export.csv"):
            assert browser.get(f"/projects/{project.key}/records/{register.path}{end}").status == 404


@pytest.mark.parametrize("register", ALL, ids=ids)
def test_every_register_opens_for_its_people_in_both_languages(make, register: Register) -> None:
    project = make.project()
    lead = make.user("lead", language="zh")
    make.member(project, lead, "lead")
    browser = make.browser(lead)
    base = f"/projects/{project.key}/records/{register.path}"
    assert register.title.zh in browser.get(base).text
    form = browser.get(f"{base}/new").page
    for one in register.typed:
        assert form.select_one(f"[name={one.name}], #{one.name}") is not None, one.name
    empty = browser.post(f"{base}/new", data={})
    assert empty.status == 422
    assert "请填写此项。" in empty.text
