"""When two names are the same, which the reading of tables knows."""

from app.delimited.names import Keys as Keys
from app.delimited.names import key_of as key_of
