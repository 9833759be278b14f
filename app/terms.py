"""Terms of the method with their definitions, for help where a page uses one."""

from app.language import say
from phases.edition import Term, current_edition


def defined(id: str) -> tuple[str, str]:
    """A term of the glossary and what it means, in the reader's language; LookupError for one it does not have."""
    term: Term = current_edition().glossary[id]
    return say(term.term), say(term.definition)
