"""What the consultants of the demonstration judged in two rounds: by what they saw, with evidence."""

from __future__ import annotations

from datetime import timedelta

from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.evaluations.judgement.actions import hand_in
from app.models import Project, Round
from app.transactions import transaction

GRADES: dict[str, tuple[str, str, str, str]] = {
    "breadth.meetings": ("1", "2", "2", "2"), "breadth.managers": ("1", "1", "1", "2"),
    "breadth.places": ("1", "2", "3", "unknown"), "breadth.lists": ("1", "unknown", "2", "2"),
    "depth.process": ("2", "3", "3", "3"), "depth.decisions": ("1", "1", "2", "3"),
    "depth.quality": ("2", "2", "3", "3"), "depth.advanced": ("2", "2", "3", "3"),
    "depth.improving": ("1", "2", "2", "unknown"), "effect.problems": ("1", "2", "3", "3"),
    "effect.customers": ("unknown", "2", "2", "3"), "effect.hand-offs": ("2", "2", "3", "3"),
    "effect.attributed": ("unknown", "unknown", "2", "2"),
}  # fmt: skip
"""By statement: lead and consultant in the first round, lead and consultant in the second."""
EVIDENCE = {
    "breadth.meetings": ("旁听四个部门周会，仅客服部以系统看板开会。", "旁听五个部门周会，两个部门不再携带电子表格。"),
    "breadth.managers": ("访谈六位经理，四位由助理代查。", "查看经理账号近四周记录，仍有三位由内勤代录。"),
    "breadth.places": ("走访华南分公司，数据由总部代录。", "走访华南分公司，已自行录入，滞后约一天。"),
    "breadth.lists": ("查看十二个工位，九人仍有个人台账。", "查看十二个工位，五人仍有个人台账。"),
    "depth.process": ("跟随两笔商机走完流程，控制点在线下审批。", "跟随三笔商机走完流程，例外情况仍走邮件。"),
    "depth.decisions": ("月度会材料由报表导出后另行加工。", "两次经营会纪要写明所依据的报表。"),
    "depth.quality": ("抽查二十条客户记录，约半数有最近进展。", "抽查二十条客户记录，十七条有下一步和日期。"),
    "depth.advanced": ("预测功能由市场部试用一次。", "客户细分由专人负责，已连续三个月使用。"),
    "depth.improving": ("意见登记表有三十余条，尚无处理结果。", "关键用户自行调整过两处页面字段。"),
    "effect.problems": ("重点问题中仅“响应慢”有数据佐证。", "五项重点问题中四项由责任人确认改善。"),
    "effect.customers": ("电话回访八位客户，三位提到答复更快。", "电话回访十二位客户，七位说出具体改善。"),
    "effect.hand-offs": ("跟踪六件售后事项，均在系统内交接，无时限。", "跟踪八件售后事项，超时两件均有跟进。"),
    "effect.attributed": ("尚无完整实例。", "客服部完整讲述一个挽回客户的实例。"),
}


def judge(project: Project, told: Engagement, cast: Cast, round_: Round, *, number: int) -> None:
    """Lead and consultant hand in their grades of a round (0 the first, 1 the second)."""
    for place, grader in enumerate((cast.lead, cast.consultant)):
        words = {id: grades[2 * number + place] for id, grades in GRADES.items()}
        given = {id: (word, "" if word == "unknown" else EVIDENCE[id][number]) for id, word in words.items()}
        with transaction(), at(round_.to_date + timedelta(days=7), told.zone, 15 + place):
            hand_in(project=project, round_=round_, grades=given, by=grader.id)
