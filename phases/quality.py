"""Data quality: its dimensions, how they are counted, and the grammar of the rules that a file is judged by.

Dimensions after ISO/IEC 25012, counted as ratios after ISO/IEC 25024: each is a numerator over a denominator, and one
with nothing to count is not measured. The standards set no thresholds; ours are in the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from phases.evaluation.statistics import wilson
from phases.model import MethodError, Text, listed, same, say
from phases.written_as import date_form, has_decimal_comma, has_decimal_point


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension by its key, with what it is called and what is counted."""

    key: str
    title: Text
    definition: Text


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "completeness",
        Text("Completeness", "完整性"),
        Text(
            "cells of mandatory fields that are not empty / cells of mandatory fields",
            "必填字段非空单元格 / 必填字段单元格",
        ),
    ),
    Dimension(
        "uniqueness.exact",
        Text("Uniqueness, exact", "唯一性（精确）"),
        Text("records whose key no other record has, as written / records", "键值与其他记录均不相同的记录 / 全部记录"),
    ),
    Dimension(
        "uniqueness.fuzzy",
        Text("Uniqueness, probable", "唯一性（疑似）"),
        Text("records that resemble no other record / records", "不与其他记录疑似重复的记录 / 全部记录"),
    ),
    Dimension(
        "validity",
        Text("Validity", "有效性"),
        Text(
            "values that fit type, pattern and code list / values that are not empty, in fields with such a rule",
            "符合类型、格式和编码表的值 / 设有此类规则的字段中的非空值",
        ),
    ),
    Dimension(
        "consistency",
        Text("Consistency", "一致性"),
        Text(
            "references that are found where they point / references that are not empty",
            "能找到所指对象的引用 / 非空引用",
        ),
    ),
    Dimension(
        "currentness",
        Text("Currentness", "时效性"),
        Text(
            "records dated within the allowed age and not in the future / records with a date",
            "日期在允许时限内且不晚于当日的记录 / 填有日期的记录",
        ),
    ),
    Dimension(
        "accuracy",
        Text("Accuracy", "准确性"),
        Text(
            "sampled records found right / sampled records found right or wrong",
            "抽样核对无误的记录 / 抽样核对有结论的记录",
        ),
    ),
)
_BY_KEY = {one.key: one for one in DIMENSIONS}

TYPES: dict[str, Text] = {
    "text": Text("Text", "文本"),
    "whole": Text("Whole number", "整数"),
    "number": Text("Number", "数字"),
    "date": Text("Date", "日期"),
    "time": Text("Date and time", "日期时间"),
    "yes-no": Text("Yes or no", "是/否"),
    "email": Text("E-mail address", "邮箱"),
    "phone": Text("Telephone number", "电话"),
}
_TYPE_NAMES = {
    "string": "text", "str": "text", "integer": "whole", "int": "whole", "decimal": "number", "float": "number",
    "datetime": "time", "timestamp": "time", "boolean": "yes-no", "bool": "yes-no", "e-mail": "email",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a profile: what was found good, of how many."""

    key: str
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None while there is nothing to count."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def dimension(self) -> str:
        """The dimension it belongs to: `completeness` for completeness.email."""
        return self.key if self.key in _BY_KEY else self.key.partition(".")[0]

    @property
    def overall(self) -> bool:
        """Whether it is a dimension's own figure and not that of one field."""
        return self.key in _BY_KEY

    @property
    def title(self) -> Text:
        """What it is called: the dimension, or the field within it."""
        return title_of(self.key)


def title_of(key: str) -> Text:
    """What a figure is called: the dimension's title, or the field's name."""
    return _BY_KEY[key].title if key in _BY_KEY else same(key.partition(".")[2])


def definition_of(key: str) -> Text:
    """How a dimension is counted; empty for the figure of one field, which is counted the same way."""
    return _BY_KEY[key].definition if key in _BY_KEY else same("")


def accuracy(verdicts: Iterable[str]) -> tuple[Count, tuple[float, float] | None]:
    """Right of right and wrong, with Wilson's 95 % interval; `unknown` says nothing and leaves the denominator."""
    found = list(verdicts)
    right, wrong = found.count("right"), found.count("wrong")
    judged = right + wrong
    return Count("accuracy", right, judged), (wilson(right, judged) if judged else None)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What a column must be. `codes` are the allowed values; `pattern` has to fit the whole value (RE2).

    `format` is how values are written where not as usual: of dates for strptime, of numbers an example with a comma.
    """

    name: str
    mandatory: bool = False
    type: str = ""
    pattern: str = ""
    codes: tuple[str, ...] = ()
    format: str = ""

    @property
    def validated(self) -> bool:
        """Whether a value can be wrong by this rule."""
        return self.type not in ("", "text") or bool(self.pattern or self.codes)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values have to be found in a column of another file or data set."""

    column: str
    file: str
    other: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All that a file is judged by; an `overview` judges nothing and tells what each column holds.

    Nothing at all is always empty; white space (the full-width kind too) is when `whitespace`; words such as N/A, 无
    or - are when `empty_words` has them, in any case and width.
    """

    fields: tuple[FieldRule, ...] = ()
    exact: tuple[str, ...] = ()
    fuzzy: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    date_column: str = ""
    age_days: int = 0
    whitespace: bool = True
    empty_words: tuple[str, ...] = ()
    overview: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the rules speak of, once."""
        named = [one.name for one in self.fields] + [*self.exact, *self.fuzzy]
        named += [one.column for one in self.references] + ([self.date_column] if self.date_column else [])
        return tuple(dict.fromkeys(named))

    @property
    def data(self) -> dict[str, Any]:
        """The rules as a rules file says them; parse() reads them back."""
        said: dict[str, Any] = {"fields": {one.name: _field_data(one) for one in self.fields}}
        said["keys"] = {"exact": list(self.exact), "fuzzy": list(self.fuzzy)}
        said["references"] = {one.column: {"file": one.file, "column": one.other} for one in self.references}
        if self.date_column:
            said["currentness"] = {"column": self.date_column, "days": self.age_days}
        if self.overview:
            said["overview"] = True
        return {**said, "empty": {"whitespace": self.whitespace, "words": list(self.empty_words)}}


def _field_data(one: FieldRule) -> dict[str, Any]:
    said = {"type": one.type, "pattern": one.pattern, "codes": list(one.codes), "format": one.format}
    return {"mandatory": one.mandatory, **{name: value for name, value in said.items() if value}}


_PARTS = ("fields", "keys", "references", "currentness", "empty", "overview")
_FIELD_PARTS = ("mandatory", "type", "pattern", "codes", "format")


def parse(data: Any) -> Rules:
    """Rules from what a YAML or JSON file holds; MethodError with a sentence when they say nothing usable."""
    said = _mapping(data, Text("The rules", "规则"), _PARTS)
    fields = _mapping(said.get("fields"), Text("“fields”", "“fields”"))
    keys = _mapping(said.get("keys"), Text("“keys”", "“keys”"), ("exact", "fuzzy"))
    references = _mapping(said.get("references"), Text("“references”", "“references”"))
    column, days = _currentness(said.get("currentness"))
    whitespace, words = _empty(said.get("empty"))
    rules = Rules(
        fields=tuple(_field(str(name), one) for name, one in fields.items()),
        exact=_names(keys.get("exact"), "keys.exact"),
        fuzzy=_names(keys.get("fuzzy"), "keys.fuzzy"),
        references=tuple(_reference(str(name), one) for name, one in references.items()),
        date_column=column,
        age_days=days,
        whitespace=whitespace,
        empty_words=words,
        overview=said.get("overview") is True,
    )
    if not rules.columns and not rules.overview:
        raise MethodError(
            Text(
                "The rules name no column: they need at least one of fields, keys, references and currentness.",
                "规则未涉及任何列：至少需要 fields、keys、references、currentness 中的一项。",
            )
        )
    return rules


def _mapping(data: Any, what: Text, parts: tuple[str, ...] = ()) -> Mapping[Any, Any]:
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise MethodError(
            say("{what} must be a mapping of names to values.", "{what}须为“名称: 值”的形式。", what=what)
        )
    unknown = [str(name) for name in data if parts and name not in parts]
    if unknown:
        raise MethodError(
            say("{what} cannot have “{unknown}”; known are {parts}.", "{what}不支持“{unknown}”，可用：{parts}。",
                what=what, unknown=listed(unknown, 5), parts=listed(parts))
        )  # fmt: skip
    return data


def _field(name: str, data: Any) -> FieldRule:
    what = same(f"fields.{name}")
    said = _mapping(data, what, _FIELD_PARTS)
    kind = str(said.get("type") or "").strip().lower()
    kind = _TYPE_NAMES.get(kind, kind)
    if kind and kind not in TYPES:
        raise MethodError(
            say("{what}: “{kind}” is no type; known are {types}.", "{what}：“{kind}”不是可用的类型，可用：{types}。",
                what=what, kind=kind[:40], types=listed(TYPES))
        )  # fmt: skip
    mandatory = said.get("mandatory", False)
    if not isinstance(mandatory, bool):
        raise MethodError(
            say("{what}: “mandatory” is true or false.", "{what}：mandatory 只能为 true 或 false。", what=what)
        )
    return FieldRule(
        name=name,
        mandatory=mandatory,
        type=kind,
        pattern=str(said.get("pattern") or ""),
        codes=_names(said.get("codes"), f"fields.{name}.codes"),
        format=_format(what, kind, str(said.get("format") or "")),
    )


def _format(what: Text, kind: str, text: str) -> str:
    """How values of a column are written: a strptime format for dates, an example for numbers."""
    if not text or kind not in ("date", "time", "number"):
        return text
    if kind == "number" and (has_decimal_comma(text) or has_decimal_point(text)):
        return text
    if kind != "number" and (form := date_form(text)):
        return form
    raise MethodError(
        say("{what}: “{text}” says of no {kind} how it is written: for dates as DD.MM.YYYY or %d.%m.%Y, for numbers "
            "as 1.234,56.", "{what}：“{text}”无法说明{kind}的写法：日期如 DD.MM.YYYY 或 %d.%m.%Y，数字如 1.234,56。",
            what=what, text=text[:40], kind=TYPES[kind])
    )  # fmt: skip


def _names(data: Any, what: str) -> tuple[str, ...]:
    if data is None or data == "":
        return ()
    listed = [data] if isinstance(data, str | int | float) else data
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str | int | float) for one in listed):
        raise MethodError(
            say("{what} must be a name or a list of names.", "{what} 须为一个名称或名称列表。", what=what)
        )
    return tuple(dict.fromkeys(_code(one) for one in listed))


def _code(value: Any) -> str:
    # YAML reads the codes yes, no, on and off as truth: write them back as people meant them.
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _reference(column: str, data: Any) -> Reference:
    if isinstance(data, str):
        file, dot, other = data.rpartition(".")
        if dot and file and other:
            return Reference(column, file, other)
    elif isinstance(data, Mapping) and set(data) == {"file", "column"}:
        return Reference(column, str(data["file"]), str(data["column"]))
    raise MethodError(
        say(
            "references.{column} must look like users.id, or like {{file: users, column: id}}.",
            "references.{column} 应写作 users.id 或 {{file: users, column: id}}。",
            column=column,
        )
    )


def _currentness(data: Any) -> tuple[str, int]:
    said = _mapping(data, same("currentness"), ("column", "days"))
    if not said:
        return "", 0
    days = said.get("days")
    if not said.get("column") or not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= 36_500:
        raise MethodError(
            Text(
                "“currentness” needs the column of the date and the allowed age in days: {column: updated, days: 365}.",
                "“currentness”须写明日期列和允许的天数，如 {column: updated, days: 365}。",
            )
        )
    return str(said["column"]), days


def _empty(data: Any) -> tuple[bool, tuple[str, ...]]:
    if isinstance(data, list | tuple | str):
        return True, _names(data, "empty")
    said = _mapping(data, same("empty"), ("whitespace", "words"))
    whitespace = said.get("whitespace", True)
    if not isinstance(whitespace, bool):
        raise MethodError(Text("empty.whitespace is true or false.", "empty.whitespace 只能为 true 或 false。"))
    return whitespace, _names(said.get("words"), "empty.words")
