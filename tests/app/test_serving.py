"""The product as a process: starts, prints the one-time link, serves two workers, and Ctrl-C ends all of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_POSTGRES = {name: value for name, value in os.environ.items() if not name.startswith("SEXTANT")}


class Product:
    """A running product in a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-c", "from app.cli import main; main()", "serve"]
        environment = NO_POSTGRES | {"SEXTANT_DATA": str(folder), "SEXTANT_PORT": str(self.port)}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if "Ctrl-C" in line:
                break
        self.reader = threading.Thread(target=self.process.stdout.read, daemon=True)
        self.reader.start()
        self._wait()

    def _wait(self) -> None:
        for _try in range(200):
            try:
                with self.open("/sign-in"):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError("the product does not answer")

    def open(self, path: str, data: bytes | None = None, cookies: CookieJar | None = None) -> "HTTPAnswer":
        """One request; cookies are kept when a jar is given."""
        opener = urllib.request.build_opener()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data)
        return opener.open(request, timeout=10)  # type: ignore[no-any-return]

    def family(self) -> set[int]:
        """The process and all that descend from it."""
        found, fresh = set(), {self.process.pid}
        while fresh:
            found |= fresh
            fresh = {
                int(child)
                for pid in fresh
                for tasks in Path(f"/proc/{pid}/task").glob("*/children")
                for child in tasks.read_text().split()
            } - found
        return found

    def settled_family(self) -> set[int]:
        """The family once the first worker has given way and the first job is done: the same four for a second."""
        found, same = self.family(), 0
        for _try in range(300):
            time.sleep(0.1)
            before, found = found, self.family()
            same = same + 1 if found == before and len(found) == 4 else 0
            if same == 10:
                return found
        raise AssertionError(f"not a server, two workers and the job runner, but {len(found)} processes")

    def stop(self) -> int:
        """Ctrl-C; returns the status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


HTTPAnswer = urllib.request.http.client.HTTPResponse  # type: ignore[attr-defined]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """A started product, ended after the test."""
    started = Product(tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()
    started.reader.join(timeout=20)
    assert started.process.stdout is not None
    started.process.stdout.close()


def is_alive(pid: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_the_first_start_prints_a_link_that_works_and_ctrl_c_ends_everything(product: Product) -> None:
    link = re.search(r"http://127\.0\.0\.1:\d+(/invitations/\S+)", "".join(product.lines))
    assert link is not None
    with product.open(link[1]) as answer:
        assert answer.status == 200
        assert b"password" in answer.read()
    family = product.settled_family()
    assert product.stop() == 0
    for _try in range(100):
        if not any(is_alive(pid) for pid in family):
            return
        time.sleep(0.1)
    raise AssertionError("something that the product started is still running")


def test_a_server_that_dies_takes_the_job_runner_along(product: Product) -> None:
    family = product.family()
    product.process.kill()
    product.process.wait()
    for _try in range(150):
        if not any(is_alive(pid) for pid in family):
            return
        time.sleep(0.1)
    for pid in filter(is_alive, family):
        os.kill(pid, signal.SIGKILL)
    raise AssertionError("something outlived the server")
