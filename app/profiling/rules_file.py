"""Reads a rules file: YAML or JSON of at most a megabyte."""

from __future__ import annotations

from typing import Any

import yaml

from app.delimited.unreadable import UnreadableFile
from phases.model import MethodError
from phases.quality import Rules, parse

LARGEST = 1 << 20


def rules_of(data: bytes) -> Rules:
    """The rules that a file says; UnreadableFile with a sentence when it says none."""
    if len(data) > LARGEST:
        raise UnreadableFile("The rules file is larger than 1 MB.", "规则文件超过 1 MB。")
    try:
        found: Any = yaml.load(data.decode("utf-8-sig"), Loader=_Plain)  # noqa: S506 - a SafeLoader, see below
    except UnicodeDecodeError as error:
        raise UnreadableFile("The rules file is not UTF-8 text.", "规则文件不是 UTF-8 文本。") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(
            "The rules file is neither YAML nor JSON (line {line}).",
            "规则文件既不是 YAML 也不是 JSON（第 {line} 行）。",
            line=mark.line + 1 if mark is not None else 1,
        ) from error
    if found is None:
        raise UnreadableFile("The rules file is empty.", "规则文件是空的。")
    try:
        return parse(found)
    except MethodError as error:
        raise UnreadableFile(_braced(error.sentence.en), _braced(error.sentence.zh)) from error


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class _Plain(yaml.SafeLoader):
    """YAML as people mean it in a list of codes: 01 stays 01, no stays no, 2026-03-31 stays a text. No aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases: a few lines of them unfold to gigabytes."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


def _whole(loader: yaml.SafeLoader, node: Any) -> Any:
    text = str(loader.construct_scalar(node))
    return int(text) if text.isdecimal() and str(int(text)) == text else text


def _truth(loader: yaml.SafeLoader, node: Any) -> Any:
    text = str(loader.construct_scalar(node))
    return {"true": True, "false": False}.get(text.lower(), text)


def _text(loader: yaml.SafeLoader, node: Any) -> str:
    return str(loader.construct_scalar(node))


_Plain.add_constructor("tag:yaml.org,2002:int", _whole)
_Plain.add_constructor("tag:yaml.org,2002:bool", _truth)
_Plain.add_constructor("tag:yaml.org,2002:float", _text)
_Plain.add_constructor("tag:yaml.org,2002:timestamp", _text)
