"""The blueprint that all views of evaluations share."""

from flask import Blueprint

bp = Blueprint("evaluations", __name__)
