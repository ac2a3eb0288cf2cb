"""What journeys of several people share."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE

if TYPE_CHECKING:  # models cannot be imported before Django is set up, and this module is read before
    from stp_portal.accounts.models import User


def compiled(page: Page, address: str) -> None:
    """What a worker does meanwhile, and then the page that shows it."""
    page.goto("about:blank")  # a page that follows the run would load itself anew at the same moment
    call_command("runs", "--once", verbosity=0)
    page.goto(address)


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Callable[["User | None"], Page]]:
    """A browser of their own for each person, at the first page after sign-in; for None, of somebody from outside."""
    from tests.journeys.test_reading import sign_in

    contexts = []

    def sit_down(user: "User | None") -> Page:
        context = browser.new_context(base_url=live_server.url, accept_downloads=True, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if user is not None:
            sign_in(page, user)
            page.goto("/")
        return page

    yield sit_down
    for context in contexts:
        context.close()
