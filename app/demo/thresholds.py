"""Thresholds of the demonstration: one engagement asks for more at a gate, one for less, agreed by the director."""

from datetime import date, timedelta

from sqlalchemy import select

from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.models import Project, ThresholdChange, User
from app.thresholds.actions import change_threshold, decide_threshold
from phases.thresholds import thresholds

MORE = {
    "en": "Every role works on a shift of its own, so nobody can stand in for a colleague who is not certified.",
    "zh": "各岗位轮班作业，未认证人员无人可替，经与客户商定提高要求。",
}
LESS = {
    "en": "Two of the departments move to the new site in this quarter; their people are trained after the move.",
    "zh": "两个部门本季度搬迁新址，其人员在搬迁后补训，已与项目发起人商定。",
}


def set_thresholds(project: Project, told: Engagement, cast: Cast) -> None:
    """Who is in training asks for more in each role; who is in deployment asks for less, and the director agrees."""
    if told.phase == "training":
        with at(_day(project, 12), project.time_zone, 11):
            _change(project, "training.coverage_per_role", "85", MORE[told.language], cast.lead)
    elif told.phase == "deployment":
        with at(_day(project, 12), project.time_zone, 11):
            row = _change(project, "training.coverage", "85", LESS[told.language], cast.lead)
        director = db.session.scalars(select(User).where(User.role == "director").order_by(User.id)).first()
        if director is not None:
            with at(_day(project, 13), project.time_zone, 9):
                decide_threshold(project=project, change=row, accept=True, by=director.id)


def _change(project: Project, id: str, value: str, reason: str, lead: User) -> ThresholdChange:
    return change_threshold(
        project=project, threshold=thresholds()[id], value=value, reason=reason, decides=False, by=lead.id
    )


def _day(project: Project, after: int) -> date:
    return project.start + timedelta(days=after)
