"""Bad workbooks sent to the running product: its workers refuse them and live on, no larger than before (F02)."""

import http.client
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.database import db
from tests.app.test_serving import Product
from tests.app.workbooks.bad_workbooks import BAD
from tests.conftest import PASSWORD, Make, settings_for

MARK = "----------------sextant"


class Person:
    """Somebody with a browser that keeps its cookie."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.port}"}
        wire.request(method, path, body, headers)
        answer = wire.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        wire.close()
        return answer.status, text

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.send("GET", path)[1])
        assert found
        return found[1]

    def upload(self, path: str, token: str, data: bytes) -> tuple[int, str]:
        parts = [f'--{MARK}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode()]
        named = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
        parts += [named.encode(), data, f"\r\n--{MARK}--\r\n".encode()]
        return self.send("POST", path, b"".join(parts), f"multipart/form-data; boundary={MARK}")


@pytest.fixture
def house(tmp_path: Path, empty_database: Path) -> Iterator[tuple[Product, str, str]]:
    """A started product with one engagement: the product, the lead's address, where tables are uploaded."""
    (tmp_path / "sextant.db").write_bytes(empty_database.read_bytes())
    made = create_app(settings_for(tmp_path), TESTING=True)
    with made.app_context():
        make = Make(made)
        lead, project = make.user("lead"), make.project()
        make.member(project, lead)
        email, path = lead.email, f"/projects/{project.key}/records/diagnosis/problems/sheet"
        db.session.remove()
        db.engine.dispose()
    product = Product(tmp_path)
    yield product, email, path
    product.stop()
    product.reader.join(timeout=20)
    assert product.process.stdout is not None
    product.process.stdout.close()


def memory(pids: set[int]) -> int:
    """Kilobytes that the processes hold."""
    return sum(int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) for pid in pids)


def test_f02_the_workers_refuse_all_bad_workbooks_and_live_on(house):
    product, email, path = house
    person = Person(product.port)
    form = f"csrf_token={person.token('/sign-in')}&email={email}&password={PASSWORD.replace(' ', '+')}"
    status, text = person.send("POST", "/sign-in", form.encode(), "application/x-www-form-urlencoded")
    assert status == 303, text
    token, family = person.token(path), product.settled_family()
    person.upload(path, token, BAD["cut off"]())
    before, slowest = memory(family), 0.0
    for make_bad in BAD.values():
        data = make_bad()
        began = time.monotonic()
        status, text = person.upload(path, token, data)
        slowest = max(slowest, time.monotonic() - began)
        assert (status, "This workbook" in text) == (422, True)
    assert slowest < 1
    assert product.settled_family() == family
    assert memory(family) - before < 50 * 1024
