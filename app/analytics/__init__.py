"""The analytics engine that features share: how it is opened, and what is written alike for every one of them.

Knows no project and no request: expressions and files in, plain values out.
"""
