"""Why a row of a case log is refused, as sentences in both languages."""

from __future__ import annotations

from phases.model import Text

REASONS: dict[str, Text] = {
    "columns": Text(
        "The row has more columns than the header; a separator inside a value needs quotation marks around the value.",
        "该行的列数多于表头；值中含有分隔符时，须用引号将该值括起。",
    ),
    "no-case": Text("The case is missing.", "缺少案例编号。"),
    "no-activity": Text("The activity is missing.", "缺少活动。"),
    "no-time": Text("The time is missing.", "缺少时间。"),
    "too-long": Text("Case or activity is longer than 300 characters.", "案例编号或活动超过 300 个字符。"),
    "unreadable": Text(
        "Case or activity contains characters that cannot be read in the file's encoding, or a line break.",
        "案例编号或活动中含有按文件编码无法识别的字符或换行。",
    ),
    "ambiguous-day": Text(
        "The day is ambiguous: nothing in the file says whether day or month comes first. Choose the order.",
        "日期有歧义：文件中没有依据判断日在前还是月在前，请选择日期顺序。",
    ),
    "far-time": Text(
        "The year lies before 1970 or after 2199: this is no time of work.",
        "年份早于 1970 年或晚于 2199 年，不是办理时间。",
    ),
    "bad-time": Text(
        "The time is not in a known form, for example 2026-01-31 14:05, 2026/1/31 14:05 or 2026年1月31日 14:05.",
        "时间格式无法识别，可用的格式如 2026-01-31 14:05、2026/1/31 14:05 或 2026年1月31日 14:05。",
    ),
    "bad-begin": Text("The start time is not in a known form.", "开始时间格式无法识别。"),
    "begin-after-end": Text("The start lies after the completion.", "开始时间晚于完成时间。"),
}
