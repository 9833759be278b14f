"""Numbers turned into drawings: pure geometry, drawn by templates/charts once for the screen and for print."""

from app.charts.bars import Bar, Zone, bars
from app.charts.cash import CashMonth, cash
from app.charts.drawing import Drawing, Grid
from app.charts.gantt import Milestone, Span, Stretch, gantt
from app.charts.radar import Outline, radar
from app.charts.rail import Stop, rail
from app.charts.stacked import Stack, stacked
from app.charts.tornado import Gust, tornado
from app.charts.trend import Course, trend
from app.charts.voice import ENGLISH, Voice

__all__ = [
    "ENGLISH",
    "Bar",
    "CashMonth",
    "Course",
    "Drawing",
    "Grid",
    "Gust",
    "Milestone",
    "Outline",
    "Span",
    "Stack",
    "Stop",
    "Stretch",
    "Voice",
    "Zone",
    "bars",
    "cash",
    "gantt",
    "radar",
    "rail",
    "stacked",
    "tornado",
    "trend",
]
