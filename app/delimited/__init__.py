"""Delimited text as people export it: encoding, delimiter and header found out, rows handed on with their numbers."""
