"""Finds out in which encoding a text file is written, from all of its bytes."""

from __future__ import annotations

import codecs
from pathlib import Path

from app.delimited.unreadable import UnreadableFile
from phases.model import Text

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people upload by mistake, by the first bytes: the sentence can then say what to do instead.
OTHER_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook", "ZIP 压缩包或 Excel 工作簿"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "旧版 Excel 工作簿"),
    (b"PAR1", "a Parquet file", "Parquet 文件"),
    (b"%PDF", "a PDF document", "PDF 文档"),
    (b"\x89PNG", "a picture", "图片"),
    (b"\xff\xd8\xff", "a picture", "图片"),
    (b"\x1f\x8b", "a gzip archive", "gzip 压缩包"),
)
OTHERS = ["big5", "shift_jis", "euc_kr", "cp1252", "cp1251"]


def detect(path: Path) -> str:
    """The name of the encoding as Python knows it; UnreadableFile for an empty file and for one that is no text."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if not head.strip():
        raise UnreadableFile("The file is empty.", "文件是空的。")
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    _refuse_other_kinds(head)
    if 0 in head:
        return _utf16_or_binary(head)
    return _utf8_or_legacy(path)


def _refuse_other_kinds(head: bytes) -> None:
    for mark, en, zh in OTHER_KINDS:
        if head.startswith(mark):
            raise UnreadableFile(
                "This is {kind}, not a table: export or save the table as CSV.",
                "文件类型为“{kind}”，不是表格，请将表格导出或另存为 CSV。",
                kind=Text(en, zh),
            )


def _utf16_or_binary(head: bytes) -> str:
    """UTF-16 without a mark has its zero bytes on one side; zero bytes elsewhere mean that this is no text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    # Delimiters, digits and line ends are ASCII even in a Chinese log, so at least a tenth of one side is zero.
    if odd > half / 10 and even < odd / 50:
        return "utf-16-le"
    if even > half / 10 and odd < even / 50:
        return "utf-16-be"
    raise UnreadableFile(
        "The file contains zero bytes (first at byte {place}): it is not a text file, or it is damaged.",
        "文件中含有空字节（首个位于第 {place} 字节），不是文本文件或已损坏。",
        place=head.index(0) + 1,
    )


def _utf8_or_legacy(path: Path) -> str:
    """UTF-8 when all of the file is, or all but some damaged characters; otherwise what the odd bytes look like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                # From the start of the line, so that characters of two bytes are not cut in half.
                line = error.object.rfind(b"\n", 0, error.start) + 1
                return _judge(error.object[line:] + file.read(CHUNK // 4), beyond_ascii)
            beyond_ascii += _beyond_ascii(text)
    return "utf-8"


def _beyond_ascii(text: str) -> int:
    # Encoding counts in C; a loop over the characters of a large log takes seconds.
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", errors="ignore"))


def _judge(sample: bytes, good: int) -> str:
    """The encoding of bytes that are not all UTF-8, after `good` characters beyond ASCII that were."""
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good += _beyond_ascii(text) - bad
    return "utf-8" if good > 4 * bad else _legacy(sample)


def _legacy(sample: bytes) -> str:
    """GB18030 (which contains GBK and GB2312) where the bytes look like Chinese, else the likeliest other encoding."""
    if _looks_simplified_chinese(sample):
        return "gb18030"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:65536], cp_isolation=OTHERS).best()
    return best.encoding if best else "cp1252"


def _looks_simplified_chinese(sample: bytes) -> bool:
    """Whether most double bytes lie where GB2312 has its common characters; other encodings scatter."""
    common = double = place = 0
    while place < len(sample) - 1:
        lead, trail = sample[place], sample[place + 1]
        if lead < 0x80:
            place += 1
            continue
        double += 1
        common += (0xB0 <= lead <= 0xF7 or 0xA1 <= lead <= 0xA9) and trail >= 0xA1
        place += 2
    return double > 0 and common / double >= 0.7
