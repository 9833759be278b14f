"""Workbooks that are not to be opened (F02, F06), made from a good one, the huge ones without holding them."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter


def good() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as made:
        made.add_worksheet().write_row(0, 0, ["a", "b"])
    return data.getvalue()


def tampered(**changed: bytes) -> bytes:
    """A good workbook with some of its parts replaced or added."""
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.infolist():
            if one.filename not in parts:
                target.writestr(one.filename, source.read(one))
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def sheet(inside: str, dimension: str = "A1") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return tampered(
        xl__worksheets__sheet1_xml=(
            f'<worksheet {space}><dimension ref="{dimension}"/><sheetData>{inside}</sheetData></worksheet>'
        ).encode()
    )


def forged() -> bytes:
    """The directory says that the sheet unpacks to ten bytes."""
    data = bytearray(good())
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    """Every part is marked as protected by a password."""
    data = bytearray(good())
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


def huge(part: str, head: bytes, piece: bytes, times: int) -> bytes:
    """One part of a workbook repeats a megabyte or so many times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(part, "w", force_zip64=True) as stream:
            stream.write(head)
            for _ in range(times):
                stream.write(piece)
    return out.getvalue()


MEGABYTE = 1 << 20
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'\xef\xbb\xbf<worksheet><sheetData><row r="1"><c r="XFD1048576"/></row></sheetData></worksheet>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si><t>&b;</t></si></sst>'
BAD: dict[str, Callable[[], bytes]] = {
    "its extent lies": lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', "A1:XFD1048576"),
    "far corners": lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="100000"><c r="ALL100000"/></row>'),
    "the last cell": lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a tall and wide void": lambda: sheet('<row r="1"><c r="GR1"/></row><row r="1000000"><c r="A1000000"/></row>'),
    "a gigabyte of zeros": lambda: huge("xl/media/a.bin", b"", bytes(MEGABYTE), 1024),
    "a gigabyte as one shared string": lambda: huge("xl/sharedStrings.xml", b"<sst><si><t>", b"x" * MEGABYTE, 1024),
    "ten million rows": lambda: huge(SHEET, b"<worksheet><sheetData>", b"<row/>" * 100_000, 100),
    "ten million cells in a row": lambda: huge(SHEET, b"<worksheet><sheetData><row>", b"<c/>" * 100_000, 100),
    "rows further down than there are": lambda: sheet("".join(f'<row r="{n}"/>' for n in range(1_048_000, 1_050_000))),
    "cells that are counted, not named": lambda: sheet("<row>" + "<c/>" * 703 + "</row>"),
    "a far corner in a part with another name": lambda: tampered(xl__worksheets__sheet2_dat=FAR),
    "forged sizes": forged,
    "a billion laughs": lambda: tampered(xl__worksheets__sheet1_xml=LAUGHS),
    "an outside entity": lambda: tampered(xl__sharedStrings_xml=OUTSIDE),
    "a workbook inside": lambda: tampered(xl__workbook_xml=good()),
    "ten thousand entries": lambda: tampered(**{f"f{n}": b"x" for n in range(10_000)}),
    "a password": encrypted,
    "cut off": lambda: good()[:2000],
    "no workbook": lambda: b"PK\x03\x04" + b"\0" * 100,
}
