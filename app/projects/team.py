"""The team as the page shows it: two sides, each member with their part and what it may do."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.facts.people import Invited, Member
from app.language import moment, say
from app.projects.actions.staffing import CLIENT_PARTS, FIRM_PARTS
from app.roles import all_roles, role_title
from app.words import _

PARTS = FIRM_PARTS + CLIENT_PARTS


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A member; `removable` is false for the last lead consultant, whose part cannot change either."""

    key: str
    name: str
    initials: str
    job_title: str
    part: str
    part_title: str
    sentence: str
    disabled: bool
    removable: bool
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody whose invitation waits: by name, or by address where the reader may invite; until when it works."""

    name: str
    initials: str
    part_title: str
    until: str


@dataclass(frozen=True, slots=True)
class Team:
    """The firm's people and the client's, those who are invited; what is missing for gates to pass."""

    firm: Sequence[TeamRow]
    client: Sequence[TeamRow]
    has_sponsor: bool
    has_lead: bool
    sponsor_invited: bool = False
    invited_firm: Sequence[InvitedRow] = ()
    invited_client: Sequence[InvitedRow] = ()


def team_of(members: Sequence[Member], invited: Sequence[Invited] = (), *, by_address: bool = False) -> Team:
    """The members and those who are invited, sorted onto the two sides.

    With `by_address` an invitation without a name is shown by its address.
    """
    leads = sum(member.role == "lead" for member in members)
    sentences = {role.key: say(role.sentence) for role in all_roles()}
    rows = [(member.of_firm, _row(member, leads, sentences)) for member in members]
    roles = {member.role for member in members if not member.disabled}
    return Team(
        firm=[row for of_firm, row in rows if of_firm],
        client=[row for of_firm, row in rows if not of_firm],
        has_sponsor="sponsor" in roles,
        has_lead="lead" in roles,
        sponsor_invited=any(one.role == "sponsor" for one in invited),
        invited_firm=[_invited(one, by_address) for one in invited if one.of_firm],
        invited_client=[_invited(one, by_address) for one in invited if not one.of_firm],
    )


def _invited(one: Invited, by_address: bool) -> InvitedRow:
    name = one.name or (one.email if by_address else _("Name not known yet"))
    return InvitedRow(name, _initials(name), role_title(one.role), moment(one.until))


def _row(member: Member, leads: int, sentences: dict[str, str]) -> TeamRow:
    parts = FIRM_PARTS if member.of_firm else CLIENT_PARTS
    return TeamRow(
        key=member.membership,
        name=member.name,
        initials=_initials(member.name),
        job_title=member.job_title,
        part=member.role,
        part_title=role_title(member.role),
        sentence=sentences.get(member.role, ""),
        disabled=member.disabled,
        removable=member.role != "lead" or leads > 1,
        parts=[(part, role_title(part)) for part in parts],
    )


def _initials(name: str) -> str:
    words = name.split() or ["?"]
    if ord(words[0][0]) > 0x2E80:
        return words[0][0]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
