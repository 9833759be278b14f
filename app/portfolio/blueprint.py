"""The blueprint that the pages over all engagements share."""

from flask import Blueprint

bp = Blueprint("portfolio", __name__)
