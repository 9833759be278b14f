"""Views of accounts: coming and going, links, oneself, other people."""

from app.accounts.blueprint import bp
from app.accounts.views import client_people, coming, links, many_people, oneself, others

__all__ = ["bp", "client_people", "coming", "links", "many_people", "oneself", "others"]
