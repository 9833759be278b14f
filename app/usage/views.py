"""Views of usage."""

from flask import Blueprint

bp = Blueprint("usage", __name__)
