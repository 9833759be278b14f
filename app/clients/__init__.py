"""Clients of the firm."""
