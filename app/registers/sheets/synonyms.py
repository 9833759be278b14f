"""Everyday words for choices: what people write in their own tables instead of ours, in either language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from app.registers.model import Field

EVERYDAY: tuple[tuple[str, ...], ...] = (
    ("high", "h", "hi", "p2", "prio 2", "二级", "高", "大", "sev 2", "s2", "major", "hoch"),
    ("medium", "m", "med", "mid", "middle", "moderate", "p3", "prio 3", "三级", "中", "中等", "一般", "sev 3",
     "s3", "mittel", "normal"),
    ("low", "l", "lo", "minor", "p4", "prio 4", "四级", "低", "小", "sev 4", "s4", "niedrig", "gering"),
    ("critical", "crit", "p1", "prio 1", "一级", "blocker", "very high", "showstopper", "severe", "严重", "致命",
     "极高", "紧急", "sev 1", "s1", "kritisch", "sehr hoch", "非常严重"),
    ("system", "crm", "erp", "software", "app", "oa", "系统", "软件", "sap", "software/system"),
    ("spreadsheet", "sheet", "excel", "xls", "xlsx", "table", "google sheets", "wps", "表格", "电子表格", "表"),
    ("paper", "on paper", "form", "paper form", "printout", "hard copy", "纸", "纸质", "纸张", "纸面", "单据",
     "书面", "papier", "formular"),
    ("e-mail", "email", "mail", "e mail", "邮件", "电子邮件", "电邮", "邮箱"),
    ("by word of mouth", "talk", "oral", "orally", "phone", "telephone", "call", "chat", "in person", "wechat",
     "im", "口头", "口头或即时消息", "电话", "微信", "即时消息", "企业微信", "钉钉", "面谈", "mündlich", "telefon"),
    ("passed", "pass", "ok", "successful", "success", "通过", "合格", "成功", "bestanden", "erfolgreich"),
    ("failed", "fail", "not ok", "nok", "未通过", "不通过", "不合格", "失败", "nicht bestanden", "fehlgeschlagen"),
    ("open", "todo", "to do", "pending", "未关闭", "待处理", "待办", "打开", "in progress", "ongoing", "offen",
     "in arbeit", "进行中", "处理中", "未解决", "未完成"),
    ("closed", "close", "done", "resolved", "finished", "已关闭", "关闭", "已解决", "完成", "已完成",
     "geschlossen", "erledigt", "abgeschlossen", "gelöst"),
    ("agreed", "accepted", "approved", "已采纳", "采纳", "同意", "已同意"),
    ("declined", "rejected", "refused", "不采纳", "拒绝", "不同意"),
    ("marketing", "market", "mkt", "市场", "市场部", "marketing dept", "营销", "市场营销"),
    ("sales", "selling", "sale", "销售", "销售部", "业务", "vertrieb", "verkauf"),
    ("service", "customer service", "support", "after-sales", "服务", "服务部", "售后服务", "客服", "售后",
     "客户服务", "kundendienst", "kundenservice"),
    ("management", "mgmt", "管理", "管理层", "leitung", "geschäftsführung"),
    ("data", "information", "数据", "信息", "daten", "stammdaten"),
    ("other", "others", "misc", "其他", "其它", "别的", "sonstige", "sonstiges", "andere"),
    ("standard", "std", "out of the box", "ootb", "standard function", "标准", "标准功能", "fit", "full fit",
     "满足", "完全满足", "标准满足", "erfüllt"),
    ("configure", "config", "configuration", "configured", "setting", "配置", "配置实现", "配置满足",
     "konfiguration", "konfigurieren"),
    ("customise", "customize", "custom", "customisation", "customization", "development", "dev", "定制",
     "定制开发", "二次开发", "二开", "开发", "anpassung", "entwicklung", "开发满足"),
    ("out of scope", "not in scope", "不在范围内", "范围外", "不做"),
    ("keep", "kept", "same", "unchanged", "as is", "保留", "不变", "保持"),
    ("change", "changed", "modify", "modified", "变更", "修改", "优化", "改进", "调整", "改"),
    ("new", "add", "added", "新增", "新"),
    ("drop", "dropped", "remove", "removed", "delete", "deleted", "取消", "删除", "去掉"),
    ("client", "customer", "client side", "客户", "客户方", "甲方", "kunde", "auftraggeber"),
    ("firm", "consultant", "consultants", "supplier", "vendor", "咨询公司", "咨询方", "顾问方", "乙方", "berater",
     "beratung", "auftragnehmer"),
    ("once", "one-off", "one time", "single", "一次性", "一次", "einmalig", "einmal"),
    ("monthly", "month", "each month", "per month", "每月", "按月", "月", "monatlich", "每个月"),
    ("quarterly", "quarter", "each quarter", "每季度", "每季", "按季", "季", "vierteljährlich", "quartalsweise",
     "每个季度"),
    ("yearly", "year", "annual", "annually", "each year", "per year", "每年", "按年", "年", "jährlich", "每年度"),
    ("more", "up", "higher", "increase", "the more the better", "越高越好", "上升", "提高", "增加", "升"),
    ("less", "down", "lower", "decrease", "the less the better", "越低越好", "下降", "降低", "减少", "降"),
    ("text", "string", "varchar", "char", "文本", "字符", "字符串"),
    ("number", "numeric", "integer", "int", "decimal", "float", "数字", "数值", "整数"),
    ("date", "day", "datetime", "日期", "日期时间"),
    ("steering", "steering committee", "steerco", "steering meeting", "指导委员会会议", "指导委员会", "领导小组会议"),
    ("mobilisation", "mobilization", "town hall", "mobilisation meeting", "动员会", "动员", "动员大会"),
    ("kick-off", "kickoff meeting", "kick-off meeting", "启动会", "启动", "项目启动会"),
    ("client project manager", "client pm", "project manager", "pm", "客户项目经理", "项目经理"),
    ("it contact", "it lead", "it manager", "it representative", "it 联系人", "it负责人", "信息化负责人"),
    ("yes or no", "boolean", "bool", "checkbox", "yes/no", "是/否", "布尔", "布尔型", "逻辑"),
    ("workshop", "group interview", "研讨会", "座谈会", "讨论会"),
    ("production", "live", "prod", "正式", "生产", "生产环境", "produktion"),
    ("test", "testing", "uat", "qa", "sandbox", "测试"),
)  # fmt: skip
YES = (
    "yes", "y", "true", "t", "1", "x", "ok", "✓", "√", "✔", "☑", "★", "●", "on", "ja", "done", "completed", "present",
    "attended", "是", "有", "对", "是的", "需要", "要", "完成", "已完成", "出勤", "到场", "已到",
    "required", "mandatory", "must", "必填", "必须", "必需", "muss", "pflicht",
)  # fmt: skip
NO = (
    "", "no", "n", "none", "false", "f", "0", "-", "–", "—", "✗", "✘", "×", "☐", "off", "nein", "open", "in progress",
    "not started", "absent", "excused", "否", "无", "不", "没有", "不是", "不需要", "无需", "进行中", "未完成",
    "未开始", "缺勤", "缺席", "请假", "optional", "选填", "可选", "非必填", "kann",
)  # fmt: skip
PLAINLY = ("yes", "y", "true", "1", "ja", "是", "no", "n", "false", "0", "nein", "否")
"""What says yes or no and nothing else."""
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_MARKS = re.compile(r"[\s\-_.,/·'’]+")


def plain(text: str) -> str:
    """A word without differences of case, width, spaces and hyphens."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def word_of(text: str) -> str:
    """What tells one word of a table from another: the word without differences of writing, at most 200 characters."""
    return (plain(text) or text.strip())[:200]


def meaning(one: Field, text: str) -> str | None:
    """The key of the choice that a word means: its key, its title in either language, or an everyday word for it.

    None when none does, or when several would.
    """
    fits = _fits(one, plain(text)) or _fits(one, plain(_BRACKET.sub("", text)))  # varchar(80)
    return fits[0] if len(fits) == 1 else None


def _fits(one: Field, wanted: str) -> list[str]:
    named = _named(one)
    fits = [key for key, calls in named if wanted in calls]
    return fits or [key for key, calls in named if wanted in _everyday(calls) | _own(one, key)]


def is_own_word(one: Field, text: str) -> bool:
    """Whether a word is one of a choice's own, key or title, or a plain yes or no: nothing had to be guessed."""
    if one.kind == "yes":
        return plain(text) in _PLAINLY or text.strip() in ("", "-")
    return any(plain(text) in calls for _key, calls in _named(one))


def yes_or_no(text: str) -> bool | None:
    """What a cell of yes or no says; None when it says neither."""
    wanted = plain(text) if plain(text) else text.strip()
    if wanted in _SAID_YES:
        return True
    return False if wanted in _SAID_NO else None


def _named(one: Field) -> list[tuple[str, frozenset[str]]]:
    return [(key, frozenset({plain(key), plain(title.en), plain(title.zh)})) for key, title in one.choices.items()]


def _own(one: Field, key: str) -> set[str]:
    return {plain(word) for word in one.words.get(key, ())}


@cache
def _everyday(calls: frozenset[str]) -> frozenset[str]:
    """All words of the groups that one of these calls belongs to."""
    return frozenset(word for group in _GROUPS if group & calls for word in group)


_GROUPS = tuple(frozenset(plain(word) for word in group) for group in EVERYDAY)
_PLAINLY = frozenset(PLAINLY)
_SAID_YES = frozenset(plain(word) or word for word in YES)
_SAID_NO = frozenset(plain(word) or word for word in NO)
