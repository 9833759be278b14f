"""The typefaces of reports: Inter as the product brings it, Noto Sans CJK SC as the system has it."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from app.assets import print_fonts

CHINESE_FACE = "Noto Sans CJK SC"
CHINESE = re.compile("[⺀-⿟　-鿿豈-﫿＀-￯\U00020000-\U0003ffff]")

INTER = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xAE, 0x149)])) | frozenset("–—‘’“”…•●○■□▲△▼▶◆◇→←↑↓≤≥≠≈−€")
"""Characters that Inter, as the product cuts it, certainly has; asking the system about them is needless."""

MOST_ASKED = 60
"""Rare characters asked about one by one."""

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
    """The environment that shows a child the system's typefaces and ours; writes fonts.conf in `folder`."""
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
    return face in _fontconfig(["fc-match", "--format=%{family}", face], environment).split(",")


def undrawable(text: str, environment: Mapping[str, str]) -> str:
    """The characters of a text that no typeface of the system has; they would print as empty boxes."""
    rare = sorted(
        letter
        for letter in set(text) - INTER
        if not _unseen(letter) and not (CHINESE.match(letter) and letter <= "\uffff")
    )
    if not rare or _some_face_has(rare, environment):
        return ""
    return "".join(letter for letter in rare[:MOST_ASKED] if not _some_face_has([letter], environment))


def _unseen(letter: str) -> bool:
    """Whether a character has no shape of its own: ends of lines, spaces, joiners, selectors of variants."""
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cf") or kind.startswith("Z") or "\ufe00" <= letter <= "\ufe0f"


def _some_face_has(letters: list[str], environment: Mapping[str, str]) -> bool:
    charset = " ".join(f"{ord(letter):x}" for letter in letters)
    return bool(_fontconfig(["fc-list", f":charset={charset}", "family"], environment).strip())


def _fontconfig(command: list[str], environment: Mapping[str, str]) -> str:
    """What a command of fontconfig says; nothing when it is not installed."""
    try:
        run = subprocess.run(command, env=dict(environment), capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except OSError:
        return ""
    return run.stdout
