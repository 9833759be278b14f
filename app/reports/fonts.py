"""The typefaces of reports: Inter as the product brings it, Noto Sans CJK SC as the system has it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from app.assets import print_fonts

CHINESE_FACE = "Noto Sans CJK SC"
CHINESE = re.compile("[⺀-⿟　-鿿豈-﫿＀-￯\U00020000-\U0003ffff]")

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <selectfont><rejectfont><glob>{folder}/*.woff2</glob></rejectfont></selectfont>
</fontconfig>
"""


def needs_chinese(text: str) -> bool:
    """Whether the text has a character that only a Chinese typeface can draw."""
    return bool(CHINESE.search(text))


def missing_inter() -> bool:
    """Whether the set-up step has not made Inter for print yet."""
    return not all(path.is_file() for path in print_fonts().values())


def configure(folder: Path) -> dict[str, str]:
    """The environment that shows a child the system's typefaces and the product's own; writes fonts.conf in `folder`."""
    inter = next(iter(print_fonts().values())).parent
    path = folder / "fonts.conf"
    path.write_text(CONFIGURATION.format(folder=inter), encoding="utf-8")
    return {
        "FONTCONFIG_FILE": os.environ.get("FONTCONFIG_FILE") or str(path),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(folder),
    }


def has_face(face: str, environment: Mapping[str, str]) -> bool:
    """Whether fontconfig, which WeasyPrint asks too, knows the typeface by this very name."""
    command = ["fc-match", "--format=%{family}", face]
    try:
        found = subprocess.run(command, env=dict(environment), capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except OSError:
        return False
    return face in found.stdout.split(",")
