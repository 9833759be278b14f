"""The blueprint that all views of accounts belong to."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
