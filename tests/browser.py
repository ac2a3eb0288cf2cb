"""The system's Chromium for journeys, and the axe accessibility rules. No browser is ever downloaded."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

# Milliseconds for a page to come, or to show what is expected: many times what an idle machine needs, for a busy one.
PATIENCE = 30_000
LAUNCH_ARGUMENTS = [
    "--no-sandbox",  # needed when root, as in containers; the browser sees our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached, so a page that leans on another host shows it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def chromium_path() -> str | None:
    """Where Chromium is: CHROMIUM if set, else the first name found on PATH; None when there is none."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run. Skips, saying why, where none is installed."""
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed: browser journeys cannot run (Debian package: chromium).")
    # Playwright keeps an event loop in this thread, and Django would refuse database calls beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)  # five seconds, whatever a page is told, unless it is told too
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, headless=True, args=LAUNCH_ARGUMENTS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh page (1280 by 900, no cookies) whose relative addresses are the portal's.

    The test fails when a script of a page raises, or when a page breaks its own Content-Security-Policy.
    """
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    context.on("console", note)
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    yield context.new_page()
    context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


# Until the window has that width and the page had the same size twice, 100 ms and two drawings apart.
SETTLED = """async width => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const size = () => `${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`;
    for (let tries = 0; innerWidth !== width && tries < 500; tries++) await drawn();
    await drawn();
    for (let before = "", tries = 0; before !== size() && tries < 50; tries++) {
        before = size();
        await new Promise(done => setTimeout(done, 100));
        await drawn();
    }
}"""


def go(way: Locator) -> None:
    """Press what leads to another page, or shows its own anew, and wait until that has come.

    A plain click may be over before the portal has answered: whoever then reads the page reads the old one, whoever
    asks the database asks too early, and whoever goes elsewhere takes the question back.
    """
    with way.page.expect_navigation():
        way.click()


def set_width(page: Page, width: int, height: int = 640) -> None:
    """Make the window so wide, and wait until the page has found its new layout.

    The menu of the header folds away what does not fit, and charts are drawn anew a moment later.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(SETTLED, width)


def axe(page: Page) -> list[str]:
    """Broken accessibility rules of the page as shown now (all rules of axe), one line for each element at fault."""
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def is_sound_at_both_widths(page: Page) -> None:
    """On a desk and on a phone, where it stays, the page breaks no rule of accessibility and scrolls down only."""
    for width in (1280, 320):
        set_width(page, width)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
