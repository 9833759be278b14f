"""Start the demonstration firm in a folder of its own, walk it in Chromium, keep the README's pictures."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "screenshots"
PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def main() -> None:
    """Make all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SEXTANT_DATA": folder, "SEXTANT_PORT": str(PORT)}
        command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--demo"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait()
            take(Path(folder, "demonstration-sign-ins.txt").read_text(encoding="utf-8"))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def wait() -> None:
    """Until the product answers; the demonstration takes some seconds to fill."""
    for _try in range(240):
        try:
            urlopen(f"{BASE}/sign-in", timeout=5).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit("The product did not start within two minutes.")


def take(password: str) -> None:
    """Sign in as a director and as a lead, and take the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB", base_url=BASE)
        page.goto("/sign-in")
        page.fill("input[name=email]", "director@example.com")
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/")
        shoot(page, "/portfolio", "portfolio")
        open_project(page, "Bluewater")
        project = page.url.removeprefix(BASE)
        shoot(page, project, "project")
        shoot(page, f"{project}/phases/review", "checklist")
        page.goto(f"{project}/review/processes")
        page.locator("main table a").first.click()
        page.wait_for_url("**/review/processes/*")
        shoot(page, page.url.removeprefix(BASE), "process")
        page.goto("/portfolio")
        open_project(page, "磐石")
        shoot(page, page.url.removeprefix(BASE) + "/rounds/2", "round")
        browser.close()


def open_project(page: Page, name: str) -> None:
    """Follow the link of an engagement in the portfolio."""
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/projects/*")


def shoot(page: Page, path: str, name: str) -> None:
    """Keep the first screen of a page."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{name}.png")


if __name__ == "__main__":
    main()
