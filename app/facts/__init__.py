"""Rows to facts: the bridge between the database and the method, set-based for many projects at once."""
