"""A day that a person enters. A year such as 26 is a slip of the pen: a browser takes it for the year 26."""

from datetime import date
from typing import Any

from wtforms import DateField

from app.words import _

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class DayField(DateField):
    """A day from 2000 to 2099; any other is refused and what was typed stays."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; whatever the form does with it, it never sees one outside these years."""
        super().process_formdata(valuelist)
        if self.data is not None and not EARLIEST <= self.data <= LATEST:
            self.data = None
            raise ValueError(_("Choose a date from 2000 to 2099."))
