"""The roles' names and sentences in the reader's language, as the current edition of the method words them."""

from app.language import say
from phases.edition import Role, current_edition


def role_title(key: str) -> str:
    """What a role is called; an unknown one by its key."""
    role = current_edition().roles.get(key)
    return say(role.title) if role else key


def all_roles() -> tuple[Role, ...]:
    """The roles with title, sentence and side, in the order of the method."""
    return tuple(current_edition().roles.values())
