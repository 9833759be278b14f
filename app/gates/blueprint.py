"""The blueprint that the views of gates share, and the phase in their addresses."""

from flask import Blueprint, abort

from app.models import PHASE_WORDS

bp = Blueprint("gates", __name__)
GATE = "/projects/<project>/phases/<phase>/gate"


def must_be_phase(word: str) -> str:
    """The word itself when it names a phase; otherwise 404."""
    if word not in PHASE_WORDS:
        abort(404)
    return word
