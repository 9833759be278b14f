"""Looking after one's own account: profile, language, appearance, password, sessions."""

from sqlalchemy import update

from app import audit
from app.clock import now
from app.database import db
from app.errors import Conflict, Difference
from app.identity import close_session, close_sessions
from app.models import Invitation, Session, User
from app.words import _


def edit_profile(
    *, user: User, name: str, job_title: str, language: str, time_zone: str, theme: str, version: int, by: int
) -> None:
    """Change what a person says of themselves; a stale form is a Conflict that shows both."""
    wanted = {"name": name, "job_title": job_title, "language": language, "time_zone": time_zone, "theme": theme}
    if user.version != version:
        raise Conflict(_differences(user, wanted), version=user.version)
    changed = [field for field, value in wanted.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, wanted[field])
    audit.record("person.profile-changed", by=by, about=user.key, fields=changed)


def change_language(*, user_id: int, language: str, by: int) -> None:
    """Keep the language that a person reads."""
    _set(user_id, language=language)
    audit.record("person.language-changed", by=by, language=language)


def change_theme(*, user_id: int, theme: str, by: int) -> None:
    """Keep whether a person's pages are light, dark or as their device says."""
    _set(user_id, theme=theme)
    audit.record("person.theme-changed", by=by, theme=theme)


def change_password(*, user: User, password_hash: str, by: int | None) -> None:
    """Set a new password: every session ends, links for a new one are void; the caller opens a new session."""
    user.password_hash = password_hash
    close_sessions(user.id)
    links = update(Invitation).where(Invitation.user_id == user.id, Invitation.used_at.is_(None))
    db.session.execute(links.where(Invitation.revoked_at.is_(None)).values(revoked_at=now()))
    audit.record("person.password-changed", by=by, about=user.key)


def end_session(*, session: Session, by: int) -> None:
    """End one of a person's own sessions."""
    close_session(session.id)
    audit.record("session.ended", by=by)


def end_other_sessions(*, user_id: int, session_id: int, by: int) -> None:
    """End all of a person's sessions but the one at hand."""
    close_sessions(user_id, but=session_id)
    audit.record("session.others-ended", by=by)


def _set(user_id: int, **values: str) -> None:
    db.session.execute(update(User).where(User.id == user_id).values(version=User.version + 1, **values))


def _differences(user: User, wanted: dict[str, str]) -> list[Difference]:
    labels = {
        "name": _("Name"), "job_title": _("Job title"), "language": _("Language"), "time_zone": _("Time zone"),
        "theme": _("Appearance"),
    }  # fmt: skip
    return [
        Difference(labels[field], getattr(user, field), mine)
        for field, mine in wanted.items()
        if getattr(user, field) != mine
    ]
