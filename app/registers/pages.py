"""Further pages of the rooms beside their registers: title, what they show, and the end of the address."""

from __future__ import annotations

from collections.abc import Mapping

from phases.model import Text

CRITERIA = (
    Text("Success criteria", "成功标准"),
    Text(
        "What success will be measured by, with its baseline; the sponsor signs them before the start.",
        "以什么衡量成功及其基线；由项目发起人在启动前签署。",
    ),
    "criteria",
)

READINESS = (
    Text("Readiness", "就绪度"),
    Text(
        "Assessments of the six factors by both sides: scores, spread between raters, balance, recommendation.",
        "双方对六个要素的评估：得分、评分人差异、均衡度和建议。",
    ),
    "readiness",
)

PAGES: Mapping[str, tuple[tuple[Text, Text, str], ...]] = {
    "diagnosis": (
        (
            Text("Diagnosis sheet", "诊断表"),
            Text(
                "Adoption motive with its consequences, vision, budget, and what the sponsor confirmed.",
                "上线动因及其后果、愿景、预算，以及项目发起人确认的内容。",
            ),
            "diagnosis/sheet",
        ),
        (
            Text("Selection", "选型"),
            Text(
                "Candidates by weighted scores, who is excluded and why, and whether the winner hangs on a weight.",
                "按加权得分比较候选系统，列明被排除者及原因，并检验胜出者是否取决于某项权重。",
            ),
            "diagnosis/selection",
        ),
        CRITERIA,
    ),
    "concept": (
        READINESS,
        (
            Text("RACI matrix", "RACI 矩阵"),
            Text(
                "Who does, answers for, is asked about and is told of each activity.",
                "每项工作由谁执行、负责、被征询和被知会。",
            ),
            "concept/raci",
        ),
        (
            Text("What was learned", "培训成效"),
            Text(
                "Who was trained, what the tests say, and who is still to come.",
                "谁已参加培训、测试结果如何、还有谁未参加。",
            ),
            "concept/learning",
        ),
        (
            Text("Self-check at a glance", "自查概览"),
            Text(
                "The five viewpoints and the five customer-centric duties as people rate them.",
                "各方对五个观点和五项以客户为中心的职责的评分。",
            ),
            "concept/self-check",
        ),
        CRITERIA,
    ),
    "review": (
        (
            Text("Processes as they are", "现状流程图"),
            Text(
                "Each process in swim lanes by role or department, with control points, problems and hand-offs.",
                "按岗位或部门绘制的泳道图，标出控制点、症结和交接。",
            ),
            "review/processes",
        ),
    ),
    "solidification": (
        (
            Text("To-be beside as-is", "目标与现状对照"),
            Text(
                "Each process step by step against what it replaces, what is lost, and the approval of its version.",
                "逐步对照目标与现状，标出丢失的控制点，并逐版批准。",
            ),
            "solidification/processes",
        ),
        (
            Text("What hangs loose", "未衔接的记录"),
            Text(
                "Functions and customisations that answer no problem, decisions without a step, problems left over.",
                "不解决症结的功能和二次开发、没有步骤承接的决策、尚无对策的症结。",
            ),
            "solidification/loose-ends",
        ),
    ),
    "deployment": (
        (
            Text("Data quality", "数据质量"),
            Text(
                "Each data set by completeness, uniqueness, validity, consistency, currentness and accuracy.",
                "按完整性、唯一性、有效性、一致性、时效性和准确性查看各数据集。",
            ),
            "deployment/data-quality",
        ),
    ),
    "training": (
        (
            Text("Training coverage", "培训覆盖情况"),
            Text(
                "Who is certified by role and department, and which steps of the system nobody teaches.",
                "按角色和部门统计认证情况，并列出尚无课程讲授的系统步骤。",
            ),
            "training/coverage",
        ),
        (
            Text("Retraining list", "补训名单"),
            Text(
                "Who is not certified, who failed and who was absent, to be handed to the managers.",
                "未认证、不合格和缺勤人员名单，可交各级主管安排补训。",
            ),
            "training/retraining",
        ),
        (
            Text("Reactions", "学员反馈"),
            Text(
                "A survey by a link for each session, and what the answers say.",
                "每场培训通过链接收集匿名反馈，并汇总结果。",
            ),
            "training/reactions",
        ),
        (
            Text("Behaviour after training", "训后行为"),
            Text(
                "Whether trained users do in the system what they were taught, 30 and 90 days on, against the "
                "untrained.",
                "培训后第30天和第90天，已培训用户是否在系统中运用所学，并与未培训用户对照。",
            ),
            "training/behaviour",
        ),
    ),
    "golive": (
        (
            Text("Live run", "切换现场"),
            Text(
                "The switch as it happens: what is next, what is late, and the way back.",
                "实时跟踪切换过程：下一步、延误事项和回退路径。",
            ),
            "golive/run",
        ),
        (
            Text("Hypercare", "上线护航"),
            Text(
                "Issues and active users day by day, and what keeps the phase from closing.",
                "逐日跟踪问题和活跃用户，并列出妨碍本阶段关闭的事项。",
            ),
            "golive/hypercare",
        ),
        READINESS,
    ),
}
"""By room; the addresses begin below the project."""
