"""Thresholds of gates and warnings: the edition's, the firm's and the project's, each change with its reason."""
