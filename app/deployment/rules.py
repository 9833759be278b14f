"""By what a data set is judged: its object in the information standard and its own keys, or a rules file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.errors import Refused
from app.models import DataSet, DictionaryField, ProfileRun, Project, StoredFile
from app.words import _
from phases.quality import FieldRule, Reference, Rules
from phases.written_as import date_form, has_decimal_comma, has_decimal_point

_FIELD: Any = DictionaryField.__table__.c
_SET: Any = DataSet.__table__.c
_RUN: Any = ProfileRun.__table__.c
_FILE: Any = StoredFile.__table__.c
_COMMAS = re.compile(r"[,，;；、\n]")


def rules_of_standard(project: Project, data_set: DataSet) -> Rules:
    """What the information standard and the data set itself ask; when they ask nothing, an overview."""
    wanted = (_FIELD.project_id == project.id, func.lower(_FIELD.object) == data_set.object.lower())
    fields = db.session.execute(select(DictionaryField.__table__).where(*wanted).order_by(_FIELD.number)).all()
    rules = Rules(
        fields=tuple(
            FieldRule(one.field, bool(one.mandatory), one.type, codes=listed(one.codes), **_written(one))
            for one in fields
        ),
        exact=listed(data_set.exact_key),
        fuzzy=listed(data_set.fuzzy_key),
        references=tuple(_reference(one.field, one.refers_to) for one in fields if one.refers_to),
        date_column=data_set.date_column,
        age_days=data_set.age_days or 0,
        empty_words=listed(data_set.empty_words),
    )
    return rules if rules.columns else replace(rules, overview=True)


def _written(field: Any) -> dict[str, str]:
    """The pattern of a field of the standard; that of a date or number may say how it is written: DD.MM.YYYY."""
    text = field.pattern.strip()
    if field.type in ("date", "time") and (form := date_form(text)):
        return {"format": form}
    if field.type == "number" and (has_decimal_comma(text) or has_decimal_point(text)):
        return {"format": text}
    return {"pattern": field.pattern}


def asks_nothing(project: Project, data_set: DataSet) -> bool:
    """Whether neither the information standard nor the data set itself says what would be right."""
    fields = select(_FIELD.id).where(
        _FIELD.project_id == project.id, func.lower(_FIELD.object) == data_set.object.lower()
    )
    own = (data_set.exact_key, data_set.fuzzy_key, data_set.date_column)
    return not any(own) and db.session.scalar(fields.limit(1)) is None


def listed(text: str) -> tuple[str, ...]:
    """Names that people separate by commas or lines."""
    return tuple(dict.fromkeys(part.strip() for part in _COMMAS.split(text) if part.strip()))


def _reference(column: str, text: str) -> Reference:
    name, dot, other = text.rpartition(".")
    if not (dot and name.strip() and other.strip()):
        raise Refused(
            _("The field “%(field)s” refers to “%(text)s”; write the data set and its column, like Users.id.",
              field=column, text=text)
        )  # fmt: skip
    return Reference(column, name.strip(), other.strip())


def reference_files(project: Project, rules: Rules) -> dict[str, str]:
    """The digests of the newest files of the data sets that the rules refer to, by the name used there."""
    names = sorted({one.file for one in rules.references})
    if not names:
        return {}
    known = _newest_files(project.id)
    missing = [name for name in names if name.casefold() not in known]
    if missing:
        raise Refused(
            _("The rules refer to the data set “%(name)s”, which has not been profiled. Profile it first.",
              name=missing[0])
        )  # fmt: skip
    return {name: known[name.casefold()] for name in names}


def _newest_files(project_id: int) -> Mapping[str, str]:
    newest = select(func.max(_RUN.id)).where(_RUN.project_id == project_id).group_by(_RUN.data_set)
    found = db.session.execute(
        select(_SET.name, _FILE.digest)
        .join_from(ProfileRun.__table__, DataSet.__table__, _SET.key == _RUN.data_set)
        .join(StoredFile.__table__, _FILE.id == _RUN.file_id)
        .where(_RUN.id.in_(newest))
    )
    return {name.casefold(): digest for name, digest in found}


def rules_changed(project: Project, data_set: DataSet, run: ProfileRun) -> bool:
    """Whether the information standard asks other things now than when a run was made, or what it refers to is newer.

    A run by a rules file of its own is held against nothing; neither is one whose rules can no longer be made.
    """
    if run.written.get("own_rules"):
        return False
    try:
        rules = rules_of_standard(project, data_set)
        return bool(rules.data != run.rules or reference_files(project, rules) != run.looked_up)
    except Refused:
        return False
