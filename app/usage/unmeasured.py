"""Why an indicator of the usage log could not be measured, in both languages."""

from phases.model import Text

NO_LOG = Text("There is no usage log for this round.", "本轮没有使用日志。")
NO_USERS = Text(
    "Nobody on the list of users is licensed on the round's last day.", "用户名单中没有人在本轮最后一天处于授权状态。"
)
NO_WORKDAYS = Text("There are no working days in the window.", "统计窗口内没有工作日。")
NOBODY_ACTIVE = Text("Nobody was active in the window.", "统计窗口内没有活跃用户。")
NO_DEPARTMENTS = Text("The list of users states no departments.", "用户名单未填写部门。")
NO_REGIONS = Text("The list of users states no regions.", "用户名单未填写区域。")
NO_ROLES = Text("The list of users states no roles.", "用户名单未填写角色。")
NO_FUNCTIONS = Text(
    "There is no list of functions in scope, or nobody is meant to use any.",
    "没有范围内功能清单，或清单中的功能均无目标用户。",
)
NO_ADVANCED = Text(
    "No function in scope is marked as advanced, or nobody is meant to use one.",
    "范围内没有标为高级的功能，或这些功能均无目标用户。",
)
NO_EVENTS = Text("There are no counted events in the round.", "本轮内没有计入的事件。")
NO_NORMS = Text(
    "No norm (events per user and working day) is stated for any role.",
    "尚未为任何角色设定标准（人均每工作日事件数）。",
)
