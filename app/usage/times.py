"""The forms of times, which the reading of tables knows."""

from app.delimited.times import *  # noqa: F403
