"""Invitations that a lead consultant gives: into a team they lead, for people of its client, with roles of clients."""

from sqlalchemy import or_, select

from app import audit
from app.accounts.actions.invitations import invite_person
from app.accounts.email import normal_email
from app.clock import now
from app.database import db
from app.errors import Refused
from app.models import FIRM_ROLES, Client, Invitation, Project, User
from app.words import _


def invite_client_person(
    *, project: Project, email: str, name: str, role: str, language: str, by: int | None
) -> tuple[Invitation, str]:
    """Invite somebody of the project's client into its team; returns the row and the secret of the link.

    Refused for roles of the firm, and for addresses with an account or an invitation that is not into this team:
    those belong to others, whom this person may not even see.
    """
    if role in FIRM_ROLES:
        raise Refused(_("Only people of the client can be invited here, with a role of the client."))
    _must_be_free(project, normal_email(email))
    client = db.session.get_one(Client, project.client_id)
    return invite_person(email=email, name=name, role=role, client=client, language=language, project=project, by=by)


def renew_invitation(*, project: Project, invitation: Invitation, by: int | None) -> str:
    """The secret of a new link for the same person and role; the link before is void."""
    _made, token = invite_client_person(
        project=project, email=invitation.email, name=invitation.name, role=invitation.role,
        language=invitation.language, by=by,
    )  # fmt: skip
    audit.record("invitation.revoked", by=by, about=invitation.key)
    return token


def _must_be_free(project: Project, email: str) -> None:
    elsewhere = select(Invitation.id).where(
        Invitation.email == email,
        Invitation.purpose == "person",
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
        or_(Invitation.project_id.is_distinct_from(project.id), Invitation.role.in_(FIRM_ROLES)),
    )
    known = select(User.id).where(User.email == email)
    if db.session.scalar(elsewhere.limit(1)) is not None or db.session.scalar(known) is not None:
        raise Refused(
            _(
                "This address has an account or another invitation already. Choose the person on the team page, "
                "or ask a director."
            )
        )
