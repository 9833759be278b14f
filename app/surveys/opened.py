"""What a link opens: the survey, the one link that may be used once, or the open link of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.clock import today
from app.database import db
from app.identity import hash_token
from app.models import Project, Survey, SurveyLink


@dataclass(frozen=True, slots=True)
class Opened:
    """A survey behind a link; `link` is None for the open one. `ended` when it is closed or its day has passed."""

    survey: Survey
    link: SurveyLink | None
    ended: bool

    @property
    def used(self) -> bool:
        """Whether this link has had its answer."""
        return self.link is not None and self.link.used


def find_opened(token: str) -> Opened | None:
    """What a token opens; None for one that opens nothing."""
    if not token.isascii() or len(token) > 100:
        return None
    hashed = hash_token(token)
    row = db.session.execute(
        select(Survey, SurveyLink, Project.time_zone)
        .join(Project, Project.id == Survey.project_id)
        .outerjoin(SurveyLink, (SurveyLink.survey_id == Survey.id) & (SurveyLink.token_hash == hashed))
        .where(or_(Survey.token_hash == hashed, SurveyLink.token_hash == hashed))
    ).first()
    if row is None:
        return None
    survey, link, zone = row
    return Opened(survey, link, survey.state != "open" or _over(survey.until, zone))


def _over(until: date | None, zone: str) -> bool:
    return until is not None and until < today(zone)
