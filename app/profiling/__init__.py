"""Profiles a file of records on DuckDB: how complete, unique, valid, consistent and current it is, and which rows fail.

Knows no project and no request: a file, rules and reference files in, figures and rows out.
"""
