"""Pages of evaluation ask the database as often with many rows as with few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from types import SimpleNamespace

from sqlalchemy import event

from app.database import db
from app.evaluations.actions import open_round
from app.models import Criterion, Finding, Rectification
from app.transactions import transaction
from tests.conftest import Browser, Make


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def queries(browser: Browser, url: str) -> int:
    browser.get(url)
    with counted() as found:
        assert browser.get(url).status == 200
    return len(found)


def test_pages_ask_as_often_with_many_rows_as_with_few(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding], action: Callable[..., Rectification],
    criterion: Callable[..., Criterion],
) -> None:  # fmt: skip
    browser = make.browser(house.consultant)
    criterion()
    action()
    urls = [house.url, f"{house.base}/rounds", f"{house.base}/criteria", f"{house.base}/actions"]
    urls += [f"{house.url}/figures"]
    few = {url: queries(browser, url) for url in urls}
    for number in range(5):
        criterion(name=f"Criterion {number}")
        found = finding(title=f"Finding {number}")
        for _again in range(3):
            action(found)
        first = date(2026, 8, 1) + timedelta(days=30 * number)
        with transaction():
            open_round(project=house.project, from_date=first, to_date=first + timedelta(days=29), by=None)
    assert {url: queries(browser, url) for url in urls} == few
    # Session, project, rail (2), and the round: itself, indicators, sources (logs, cases, records), job, criteria,
    # figures, findings (2), training, the three views, corrections.
    assert few[house.url] <= 17
