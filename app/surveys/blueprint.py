"""The blueprint that all views of surveys share."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
