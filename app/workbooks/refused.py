"""Why a workbook is not read."""

from __future__ import annotations

from typing import Literal

from app.delimited.unreadable import UnreadableFile
from app.workbooks.limits import MIB, Limits

Why = Literal["untrusted", "too-large", "no-sheet"]


class UnreadableWorkbook(UnreadableFile):
    """A workbook that is refused whole; `why` in a word, `sentence` in both languages."""

    def __init__(self, why: Why, limits: Limits) -> None:
        self.why = why
        en, zh = SENTENCES[why]
        super().__init__(
            en, zh, columns=limits.columns, cells=limits.cells // 1_000_000, megabytes=limits.inflated // MIB
        )


SENTENCES: dict[Why, tuple[str, str]] = {
    "untrusted": (
        "This workbook cannot be read safely: it is damaged, protected by a password, or reaches beyond {columns} "
        "columns or {cells} million cells. Save its table alone as .xlsx or as CSV.",
        "无法安全读取该工作簿：文件已损坏、设有密码，或超出 {columns} 列、{cells} 百万单元格。"
        "请将其中的表格另存为 .xlsx 或 CSV。",
    ),
    "too-large": (
        "This workbook cannot be read safely: it unpacks to more than {megabytes} MB. Save its table alone as .xlsx "
        "or as CSV.",
        "无法安全读取该工作簿：解压后超过 {megabytes} MB。请将其中的表格另存为 .xlsx 或 CSV。",
    ),
    "no-sheet": (
        "The workbook has no sheet of this name.",
        "工作簿中没有该名称的工作表。",
    ),
}
