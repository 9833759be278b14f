"""The blueprint that the views of deliverables share."""

from flask import Blueprint

bp = Blueprint("deliverables", __name__)
