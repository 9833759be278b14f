"""The blueprint that all views of checklists share."""

from flask import Blueprint

bp = Blueprint("answers", __name__)
