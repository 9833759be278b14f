"""Why a file or a row of it is refused, as sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from phases.model import Text

REASONS: dict[str, Text] = {
    "columns": Text(
        "The row has more columns than the header; a separator inside a value needs quotation marks around the value.",
        "该行的列数多于表头；值中含有分隔符时，须用引号将该值括起。",
    ),
    "no-user": Text("The user is missing.", "缺少用户。"),
    "no-function": Text("The function is missing.", "缺少功能。"),
    "no-time": Text("The time is missing.", "缺少时间。"),
    "line-break": Text(
        "A line break stands inside user, function or time: probably a quotation mark in the wrong place.",
        "用户、功能或时间的值中含有换行，可能是引号位置有误。",
    ),
    "unreadable": Text(
        "User, function or time contains characters that cannot be read in the file's encoding.",
        "用户、功能或时间中含有按文件编码无法识别的字符。",
    ),
    "too-long": Text("User or function is longer than 300 characters.", "用户或功能超过 300 个字符。"),
    "ambiguous-day": Text(
        "The day is ambiguous: nothing in the file says whether day or month comes first. Choose the order.",
        "日期有歧义：文件中没有依据判断日在前还是月在前，请选择日期顺序。",
    ),
    "mixed-days": Text(
        "The day is ambiguous: some rows of the file have the day first, others the month first. Choose the order.",
        "日期有歧义：文件中有的行日在前，有的行月在前，请选择日期顺序。",
    ),
    "other-order": Text(
        "Day and month stand the other way round here than in the order that was chosen.",
        "此处日与月的先后与所选的日期顺序相反。",
    ),
    "impossible-time": Text("There is no such date or time.", "不存在这样的日期或时间。"),
    "far-time": Text(
        "The year lies before 1970 or after 2199: this is no time of use.",
        "年份早于 1970 年或晚于 2199 年，不是使用时间。",
    ),
    "unknown-time": Text(
        "The time is not in a known form, for example 2026-01-31 14:05, 2026/1/31 14:05 or 2026年1月31日 14:05.",
        "时间格式无法识别，可用的格式如 2026-01-31 14:05、2026/1/31 14:05 或 2026年1月31日 14:05。",
    ),
    "twice": Text(
        "The name stands in an earlier row already, which counts.", "该名称在前面的行中已出现，以前面的行为准。"
    ),
    "overlap": Text(
        "The time of this row overlaps another row of the same user.", "该行的起止日期与同一用户的另一行重叠。"
    ),
    "no-licence": Text(
        "The row says that this user has no licence, so the user does not count.",
        "该行注明该用户没有授权，因此不计入。",
    ),
    "bad-start": Text("The start is not a date.", "启用日不是有效日期。"),
    "bad-end": Text("The end is not a date.", "停用日不是有效日期。"),
    "end-before-start": Text("The end lies before the start.", "停用日早于启用日。"),
    "bad-advanced": Text(
        "“Advanced” is neither yes nor no (accepted: yes, no, true, false, 1, 0, x, 是, 否, empty).",
        "“高级功能”一栏应为是或否（可填 yes、no、true、false、1、0、x、是、否或留空）。",
    ),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused row: its number as a spreadsheet counts (the header is row 1), the reason's key, and the row itself."""

    row: int
    reason: str
    line: str

    @property
    def sentence(self) -> Text:
        """The reason in both languages."""
        return REASONS[self.reason]
