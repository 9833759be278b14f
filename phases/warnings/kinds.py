"""What each kind of warning is called and what it means; thresholds in braces are limits of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phases.model import Limits, Text, say


@dataclass(frozen=True, slots=True)
class WarningKind:
    """A kind of warning: its name, when it stands, and what to do about it."""

    title: Text
    when: Text
    advice: Text

    def definition(self, limits: Limits) -> Text:
        """When it stands, with the thresholds that hold."""
        return say(self.when.en, self.when.zh, **{name: f"{value:g}" for name, value in limits.figures.items()})


KINDS: Mapping[str, WarningKind] = {
    "absent-leader": WarningKind(
        Text("Absent leader", "领导缺位"),
        Text(
            "The sponsor missed {sponsor_meetings_missed} steering meetings, or no act of leadership is on record for "
            "more than {sponsor_silent_days} days, or a gate was signed after less than {signed_opened}% of the "
            "deliverables signed with it had been opened.",
            "项目发起人缺席{sponsor_meetings_missed}次指导委员会会议，或超过{sponsor_silent_days}天没有领导行动记录，"
            "或签署关口时打开过的交付物不足{signed_opened}%。",
        ),
        Text(
            "Ask the sponsor for one visible act this week: settle a conflict, use the data in a meeting of their own.",
            "请项目发起人本周完成一项看得见的行动：裁决一项分歧，或在自己的会议上使用系统数据。",
        ),
    ),
    "consulting-led": WarningKind(
        Text("Consulting-led", "咨询主导"),
        Text(
            "More than {strategy_orphans}% of the strategic decisions have no step, or more than {reform_intensity}% "
            "of the steps are changed, new or dropped, or fewer than {staff_share}% of the client's team are staff "
            "and fewer than {heard_share}% of the departments were heard: the strategy excites but cannot land.",
            "超过{strategy_orphans}%的战略决策没有落实到步骤，或超过{reform_intensity}%的步骤变更、新增或取消，"
            "或客户团队中员工层不足{staff_share}%且听取意见的部门不足{heard_share}%：战略令人振奋，却难以落地。",
        ),
        Text(
            "Give each decision a step and an owner; bring people of the daily work in; reform in stages.",
            "为每项决策落实步骤和负责人，让一线人员参与，分阶段推进改革。",
        ),
    ),
    "vendor-led": WarningKind(
        Text("Vendor-led", "厂商主导"),
        Text(
            "More than {function_orphans}% of needed functions and customisations answer no problem, or configuration "
            "was done before the processes were approved, or no success criterion goes beyond productivity: tools "
            "without strategy.",
            "超过{function_orphans}%的所需功能和二次开发不解决任何症结，或流程批准之前已开始配置，"
            "或没有效率以外的成功标准：有工具而无战略。",
        ),
        Text(
            "Join each function to the problem it answers, and agree on what customers shall notice.",
            "把每项功能与所解决的症结相关联，并约定客户应当感受到的变化。",
        ),
    ),
    "bottom-up": WarningKind(
        Text("Bottom-up", "自下而上"),
        Text(
            "Nobody named as sponsor in the team stands above department level.",
            "团队中列为项目发起人的人员均未高于部门层级。",
        ),
        Text(
            "Win a sponsor who can change structures and settle conflicts between departments.",
            "争取一位能够调整组织、裁决跨部门分歧的发起人。",
        ),
    ),
    "follower": WarningKind(
        Text("Follower", "跟风上线"),
        Text(
            "The motive is to follow others, until {motive_problems} concrete business problems are registered and "
            "confirmed by the sponsor.",
            "上线动因为跟风，且尚未登记{motive_problems}个具体业务症结并经项目发起人确认。",
        ),
        Text("Find out what hurts in the business, and have it confirmed.", "找出业务中的痛点，并请发起人确认。"),
    ),
    "slipping": WarningKind(
        Text("Slipping", "进度延误"),
        Text(
            "At the present pace the project takes more than {slipping}% longer than its plan, in working days.",
            "按目前的进度，项目所需工作日将超出计划{slipping}%以上。",
        ),
        Text(
            "Find what holds the running phase up; cut scope or move the plan openly.",
            "找出拖慢当前阶段的原因，缩减范围或公开调整计划。",
        ),
    ),
    "fake-green": WarningKind(
        Text("Fake green", "虚假绿灯"),
        Text(
            "In a phase that has begun, more than {done_without_evidence}% of the mandatory items are done without "
            "evidence; or all of them (at least {sitting_items}) were answered within {sitting_hours} hours and within "
            "{sitting_days} days of the proposal.",
            "已开始的阶段中，超过{done_without_evidence}%的必答检查项在没有证据的情况下标记为完成；"
            "或全部必答检查项（不少于{sitting_items}项）在{sitting_hours}小时内一次答完，且距提请关口决策不超过{sitting_days}天。",
        ),
        Text(
            "Go through the answers with those who did the work, and ask to see it.",
            "与实际执行人逐项核对答复，并查看成果。",
        ),
    ),
    "silent-client": WarningKind(
        Text("Silent client", "客户沉默"),
        Text(
            "Nobody of the client signed in or acted in the project for {silent_client_days} days while something "
            "waits on them.",
            "有事项等待客户处理，而客户方{silent_client_days}天内无人登录或在项目中操作。",
        ),
        Text(
            "Ring the client's project manager; agree on a fixed hour a week.",
            "致电客户项目经理，约定每周固定时间。",
        ),
    ),
    "technology-ahead": WarningKind(
        Text("Technology ahead", "技术超前"),
        Text(
            "Technology and data lie more than {technology_ahead} points above the mean of people, organisation and "
            "management.",
            "技术与数据的得分比人、组织、管理的平均分高出{technology_ahead}分以上。",
        ),
        Text("Slow the technology down, or bring people and rules forward.", "放缓技术推进，或先补上人员与制度。"),
    ),
    "it-only": WarningKind(
        Text("IT only", "仅由 IT 推动"),
        Text(
            "The client's project manager and more than {it_team_share}% of the client's team come from IT.",
            "客户项目经理来自 IT 部门，且客户团队中 IT 人员超过{it_team_share}%。",
        ),
        Text(
            "Name people of sales, marketing and service, and a lead from the business.",
            "增补销售、市场、服务人员，并由业务部门牵头。",
        ),
    ),
    "result-without-process": WarningKind(
        Text("Result without process", "只重结果"),
        Text(
            "Targets are set, yet no process has a figure and no success criterion measures the process.",
            "已设定目标值，但流程没有指标，也没有衡量流程的成功标准。",
        ),
        Text(
            "Give each process one figure that can be seen while work runs.",
            "为每个流程设定一项在过程中可见的指标。",
        ),
    ),
    "stale-evidence": WarningKind(
        Text("Stale evidence", "证据过期"),
        Text(
            "The newest evidence of an answered item in a phase not yet passed speaks of a day more than "
            "{evidence_age} days ago.",
            "尚未通过关口的阶段中，已答检查项的最新证据所述日期距今超过{evidence_age}天。",
        ),
        Text("Look at the item again and add evidence of today.", "重新核对该检查项，并补充最新证据。"),
    ),
    "overlap": WarningKind(
        Text("Phases overlap", "阶段重叠"),
        Text(
            "A phase runs although the gate before it has not been passed.",
            "前一关口尚未通过，后一阶段已经开始。",
        ),
        Text(
            "Pass the earlier gate first, or be sure what of the later work may be lost.",
            "先通过前一关口，或明确后续工作可能返工的部分。",
        ),
    ),
}  # fmt: skip
"""In the order of gravity."""


def kind_of(key: str) -> WarningKind:
    """The kind of a warning by its key; LookupError for a key that no rule yields."""
    return KINDS[key]
