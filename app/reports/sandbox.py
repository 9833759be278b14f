"""Makes a PDF in a child process with bounded memory and time, and says in both languages why one could not be made."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from app.reports.fonts import CHINESE_FACE, configure, has_face, missing_inter, needs_chinese, undrawable
from phases.model import Text, listed, say

RENDER = Path(__file__).with_name("render.py")
Progress = Callable[[float], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: bytes of address space, seconds of CPU, seconds by the clock."""

    memory: int = 2 << 30
    cpu: int = 30
    wall: float = 60


USUAL = Limits()


class RenderFailed(Exception):
    """A report could not be made; `sentence` says why and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


NO_LIBRARY = Text(
    "Reports cannot be made as PDF on this machine because the text library Pango is missing. "
    "The administrator can install it: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "本机缺少文字排版库 Pango，无法生成 PDF 报告。请系统管理员安装："
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)
NO_CHINESE = Text(
    f"The report holds Chinese text, but the font “{CHINESE_FACE}” is missing on this machine; it would print as empty "
    "boxes. The administrator can install it: apt install fonts-noto-cjk",
    f"报告含有中文，但本机没有字体“{CHINESE_FACE}”，文字会显示为空白方框，因此没有生成。"
    "请系统管理员安装：apt install fonts-noto-cjk",
)
NO_LETTER = Text(
    "No font on this machine has these characters: {letters}. They would print as empty boxes. Remove them from the "
    "texts, or ask the administrator to install a font that has them.",
    "本机没有任何字体包含以下字符：{letters}。它们会显示为空白方框。请从文字中删除，或请系统管理员安装相应字体。",
)
NO_INTER = Text(
    "The font Inter has not been prepared for print. Run the set-up once: ./run --setup-only",
    "用于打印的字体 Inter 尚未准备好。请先运行一次安装步骤：./run --setup-only",
)
TOO_LONG = Text(
    "The report took longer than it may and was stopped. Shorten its tables or texts and try again.",
    "报告生成超时，已停止。请缩短其中的表格或文字后重试。",
)
TOO_BIG = Text(
    "The report needs more memory than it may use and was stopped. Shorten its tables or texts and try again.",
    "报告占用的内存超出限制，已停止。请缩短其中的表格或文字后重试。",
)
TOO_DEEP = Text(
    "The report is nested more deeply than can be laid out. Simplify the lists in your own texts and try again.",
    "报告内容嵌套过深，无法排版。请简化您填写的文字中的列表后重试。",
)
BROKEN = Text(
    "The report could not be made; the details are in the server's log. Please tell the administrator.",
    "报告生成失败，详情已写入服务器日志。请告知系统管理员。",
)


def make_pdf(
    html: str,
    css: str,
    *,
    identifier: str,
    progress: Progress = lambda share: None,
    limits: Limits = USUAL,
) -> bytes:
    """The PDF of a page, made in a child process; `progress` hears how far it is, from 0 to 1.

    `identifier` is stored in the file, so that the same report gives the same bytes. Raises RenderFailed.
    """
    if missing_inter():
        raise RenderFailed(NO_INTER)
    with TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        environment = configure(folder)
        if needs_chinese(html) and not has_face(CHINESE_FACE, environment):
            raise RenderFailed(NO_CHINESE)
        if boxes := undrawable(html, environment):
            raise RenderFailed(say(NO_LETTER.en, NO_LETTER.zh, letters=" ".join(boxes)))
        (folder / "page.html").write_text(html, encoding="utf-8")
        (folder / "page.css").write_text(css, encoding="utf-8")
        _run(folder, identifier, environment, progress, limits)
        progress(1.0)
        return (folder / "report.pdf").read_bytes()


def _run(folder: Path, identifier: str, environment: Mapping[str, str], progress: Progress, limits: Limits) -> None:
    """Run the child to its end; raises RenderFailed unless it said that it is done."""
    command = [sys.executable, "-s", "-P", str(RENDER), str(folder), identifier, str(limits.memory), str(limits.cpu)]
    end: dict[str, Any] = {}
    with (
        (folder / "errors").open("wb") as errors,
        subprocess.Popen(  # noqa: S603 (our own file, no shell)
            command, env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as child,
    ):
        timer = Timer(limits.wall, child.kill)
        timer.start()
        try:
            for line in child.stdout or ():
                end = _heard(line, progress) or end
            child.wait()
        except BaseException:
            child.kill()
            raise
        finally:
            timer.cancel()
    if not end.get("done"):
        raise RenderFailed(explain(end, child.returncode, folder / "errors"))


def _heard(line: bytes, progress: Progress) -> dict[str, Any]:
    """What the child says at its end; news on the way goes to `progress`, and foreign output is passed over."""
    try:
        news = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(news, dict):
        return {}
    if "step" in news:
        progress(share(int(news["step"]), int(news["page"])))
        return {}
    return news


def share(step: int, page: int) -> float:
    """How far a render is: layout takes most of it, and how many pages there will be is not known before."""
    if step == 5:
        return round(0.2 + 0.5 * (1 - 0.97**page), 3)
    return {2: 0.02, 1: 0.05, 3: 0.1, 4: 0.2, 6: 0.75, 7: 0.95}.get(step, 0.0)


def explain(end: Mapping[str, Any], code: int, errors: Path) -> Text:
    """The sentence for a failure, by the child's last word or by how it died."""
    match end.get("failed"):
        case "blocked":
            return say(
                "The report refers to something outside itself ({what}). Nothing from outside may be loaded into a "
                "report, so it was not made.",
                "报告引用了外部内容（{what}）。报告不得载入任何外部内容，因此没有生成。",
                what=listed(end["addresses"], 3),
            )
        case "memory":
            return TOO_BIG
        case "depth":
            return TOO_DEEP
        case "library":
            log.error("WeasyPrint cannot be loaded: %s", end.get("detail"))
            return NO_LIBRARY
    if code in (-signal.SIGKILL, -signal.SIGXCPU):
        return TOO_LONG
    if code in (-signal.SIGABRT, -signal.SIGSEGV):
        return TOO_BIG
    log.error("The child that renders ended with %s: %s", code, errors.read_text(errors="replace")[-2000:])
    return BROKEN
