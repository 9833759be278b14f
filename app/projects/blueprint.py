"""The blueprint that the views of engagements share."""

from flask import Blueprint

bp = Blueprint("projects", __name__)
