"""What the demonstration's companies do all day: one module for each trade, all of the same shape."""

from __future__ import annotations

from importlib import import_module

from app.demo.records.trades.shape import Trade

TRADES = {
    "bluewater": "logistics",
    "cedar": "furniture",
    "delphin": "medical",
    "ember": "foods",
    "falcon": "tools",
    "granite": "insurance",
    "harbour": "textiles",
}
"""The trade of an engagement by its word; each is written in the language of the engagement."""


def trade_of(word: str) -> Trade:
    """The processes of an engagement's trade with their figures."""
    trade: Trade = import_module(f"app.demo.records.trades.{TRADES[word]}").TRADE
    return trade
