"""Evaluation of a system in use: breadth, depth and effect as declared indicators, and the scores made of them.

`scheme.load()` reads what an edition declares, `scoring` turns readings into scores and levels, `effect` measures the
success criteria, `rounds` compares two rounds, `statistics` holds the formulas with their sources.
"""
