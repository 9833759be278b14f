"""Evaluation rounds: scores, effect figures, findings, rectification."""
